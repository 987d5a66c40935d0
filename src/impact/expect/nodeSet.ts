import * as E from 'fp-ts/Either'
import type { Maybe } from '../../data/maybe.js'
import type { StringMap } from '../../kube/objectMeta.js'
import { parseLabelSelector } from '../../selector/parseLabelSelector.js'
import type { NodeSet } from './suite.js'

/** Whether a node belongs to a set. */
export type InSet = (name: string, labels: Maybe<StringMap>) => boolean

/**
 * Reads a set of nodes. With names and a selector a node must satisfy both; with neither every node does.
 *
 * Errors    `Left` with the selector that cannot be read
 */
export const readNodeSet = (set: NodeSet): E.Either<string, InSet> => {
  const text = set.selector ?? ''
  const selector = parseLabelSelector(text)
  if (E.isLeft(selector)) return E.left(text)
  const names = set.names ? new Set(set.names) : undefined
  return E.right((name, labels) => (names?.has(name) ?? true) && selector.right.matches(labels))
}

/** A set of nodes without those of another. */
export const readNodes = (
  nodes: Maybe<NodeSet>,
  except: Maybe<NodeSet>,
): E.Either<string, InSet> => {
  const wanted = readNodeSet(nodes ?? {})
  if (except === null || except === undefined || E.isLeft(wanted)) return wanted
  const unwanted = readNodeSet(except)
  if (E.isLeft(unwanted)) return unwanted
  return E.right((name, labels) => wanted.right(name, labels) && !unwanted.right(name, labels))
}
