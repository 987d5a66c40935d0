import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Requirement } from '../requirement/requirement.js'
import { allOf } from '../selector/labelSelector.js'
import { parseSelectorItems } from '../selector/parseLabelSelector.js'
import type { NodeSet } from './suite.js'

/** A set of nodes that has been read: names, any of them without; and what is asked of labels. */
export interface ReadNodeSet {
  readonly names: ReadonlySet<string> | undefined
  readonly requirements: readonly Requirement[]
  readonly has: (name: string, labels: Maybe<StringMap>) => boolean
}

/** The nodes of one set without those of another. */
export interface ReadNodes {
  readonly wanted: ReadNodeSet
  readonly except: ReadNodeSet | undefined
  readonly has: ReadNodeSet['has']
}

/**
 * Reads a set of nodes. With names and a selector a node must satisfy both; with neither every node does.
 *
 * - **Errors** `Left` with the selector that cannot be read
 */
export const readNodeSet = (set: NodeSet): E.Either<string, ReadNodeSet> => {
  const text = set.selector ?? ''
  const items = parseSelectorItems(text)
  if (E.isLeft(items)) return E.left(text)
  const selector = allOf(items.right)
  const names = set.names ? new Set(set.names) : undefined
  return E.right({
    names,
    requirements: items.right.map(({ requirement }) => requirement),
    has: (name, labels) => (names?.has(name) ?? true) && selector.matches(labels),
  })
}

/** Reads a set of nodes without those of another. */
export const readNodes = (
  nodes: Maybe<NodeSet>,
  except: Maybe<NodeSet>,
): E.Either<string, ReadNodes> => {
  const wanted = readNodeSet(nodes ?? {})
  if (E.isLeft(wanted)) return wanted
  const { has } = wanted.right
  if (except === null || except === undefined) {
    return E.right({ wanted: wanted.right, except: undefined, has })
  }
  const unwanted = readNodeSet(except)
  if (E.isLeft(unwanted)) return unwanted
  return E.right({
    wanted: wanted.right,
    except: unwanted.right,
    has: (name, labels) => has(name, labels) && !unwanted.right.has(name, labels),
  })
}
