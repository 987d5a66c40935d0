import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import { member } from '../data/member.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { decodeObject, type DecodedObject } from './decodeObject.js'
import type { Item } from './items.js'

/**
 * The objects of an input by kind. A kind of which neither an object nor a typed list was seen is absent:
 * unknown, not empty.
 *
 * @since 0.1.0
 */
export interface DecodedObjects {
  readonly nodes?: readonly Node[]
  readonly pods?: readonly Pod[]
  readonly daemonSets?: readonly DaemonSet[]
  readonly revisions?: readonly ControllerRevision[]
  readonly namespaces?: readonly Namespace[]
  /** How many objects of other kinds there were. */
  readonly others: Readonly<Record<string, number>>
  readonly broken: readonly BrokenObject[]
}

/**
 * An object that could not be read: where it stands in its document, what it calls itself, every issue.
 *
 * @since 0.1.0
 */
export interface BrokenObject {
  readonly at: FieldPath
  readonly kind?: string
  readonly namespace?: string
  readonly name?: string
  readonly issues: readonly InputIssue[]
}

/** Gathers objects one at a time, so that no whole input need be in memory. */
export interface ObjectCollector {
  /** Reads one item and keeps it; answers what it was. */
  readonly add: (item: Item) => E.Either<BrokenObject, DecodedObject>
  /** Counts an object without reading it. */
  readonly skip: (kind: string) => E.Either<BrokenObject, DecodedObject>
  /** Notes that the input listed a kind, though maybe none of it. */
  readonly list: (kind: string) => void
  readonly collected: () => DecodedObjects
}

/** The kinds that are kept, and the name of each one's list. */
interface Kept {
  Node?: Node[]
  Pod?: Pod[]
  DaemonSet?: DaemonSet[]
  ControllerRevision?: ControllerRevision[]
  Namespace?: Namespace[]
}

const KINDS = new Set<string>(['Node', 'Pod', 'DaemonSet', 'ControllerRevision', 'Namespace'])

const isKept = (kind: string): kind is keyof Kept => KINDS.has(kind)

export const collectObjects = (): ObjectCollector => {
  const kept: Kept = {}
  const others = new Map<string, number>()
  const broken: BrokenObject[] = []

  const keep = (decoded: DecodedObject): void => {
    switch (decoded.kind) {
      case 'Node':
        return void (kept.Node ??= []).push(decoded.object)
      case 'Pod':
        return void (kept.Pod ??= []).push(decoded.object)
      case 'DaemonSet':
        return void (kept.DaemonSet ??= []).push(decoded.object)
      case 'ControllerRevision':
        return void (kept.ControllerRevision ??= []).push(decoded.object)
      case 'Namespace':
        return void (kept.Namespace ??= []).push(decoded.object)
      case 'Other':
        return void others.set(decoded.name, (others.get(decoded.name) ?? 0) + 1)
    }
  }

  return {
    add: (item) => {
      const result = decodeObject(item.value, item.implied)
      if (E.isRight(result)) {
        keep(result.right)
        return result
      }
      const lost = brokenObject(item, result.left)
      broken.push(lost)
      return E.left(lost)
    },
    skip: (kind) => {
      const skipped: DecodedObject = { kind: 'Other', name: kind }
      keep(skipped)
      return E.right(skipped)
    },
    list: (kind) => {
      if (isKept(kind)) kept[kind] ??= []
    },
    collected: () => ({
      ...(kept.Node && { nodes: kept.Node }),
      ...(kept.Pod && { pods: kept.Pod }),
      ...(kept.DaemonSet && { daemonSets: kept.DaemonSet }),
      ...(kept.ControllerRevision && { revisions: kept.ControllerRevision }),
      ...(kept.Namespace && { namespaces: kept.Namespace }),
      others: Object.fromEntries(others),
      broken,
    }),
  }
}

const brokenObject = (
  { value, at, implied }: Item,
  issues: readonly InputIssue[],
): BrokenObject => {
  const kind = textAt(value, 'kind') ?? implied
  const metadata = member(value, 'metadata')
  const namespace = textAt(metadata, 'namespace')
  const name = textAt(metadata, 'name')
  return {
    at,
    ...(kind !== undefined && { kind }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    issues,
  }
}

const textAt = (value: unknown, key: string): string | undefined => {
  const text = member(value, key)
  return typeof text === 'string' ? text : undefined
}
