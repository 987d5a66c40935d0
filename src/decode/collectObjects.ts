import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { isJsonObject, member } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Event } from '../kube/event.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { BrokenObject } from '../intake/brokenObject.js'
import { isRead, typeMetaOf, type ForeignObject, type TypeMeta } from '../intake/whichObject.js'
import { withNodeClass, type KarpenterNodeClass } from '../pools/nodeClass.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { addAll } from '../data/appended.js'
import type { NodeReadinessRule } from '../readiness/nodeReadinessRule.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { decodeObject, type DecodedObject, type DecodeObjectOptions } from './decodeObject.js'
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
  readonly events?: readonly Event[]
  readonly namespaces?: readonly Namespace[]
  /** Templates of nodes that do not exist yet: node pools and the like, with what their node classes say. */
  readonly templates?: readonly NodeTemplate[]
  /** Rules of the node readiness controller. */
  readonly readinessRules?: readonly NodeReadinessRule[]
  /** How many objects of other kinds there were. */
  readonly others: Readonly<Record<string, number>>
  /** Those among them that are not taken for what they call themselves; absent where there are none. */
  readonly foreign?: readonly ForeignObject[]
  readonly broken: readonly BrokenObject[]
}

/** Gathers objects one at a time, so that no whole input need be in memory. */
export interface ObjectCollector {
  /** Reads one item and keeps it; answers what it was. */
  readonly add: (item: Item) => E.Either<BrokenObject, DecodedObject>
  /** Keeps what has been read of an item. */
  readonly keep: (result: E.Either<BrokenObject, DecodedObject>) => void
  /** Keeps pods that have been read. */
  readonly keepPods: (pods: readonly Pod[]) => void
  /** Notes that the input listed a kind, though maybe none of it. */
  readonly list: (listed: TypeMeta) => void
  readonly collected: () => DecodedObjects
}

/** The kinds that are kept, and the name of each one's list. */
interface Kept {
  Node?: Node[]
  Pod?: Pod[]
  DaemonSet?: DaemonSet[]
  ControllerRevision?: ControllerRevision[]
  Event?: Event[]
  Namespace?: Namespace[]
  NodeTemplate?: NodeTemplate[]
  NodeReadinessRule?: NodeReadinessRule[]
}

const KINDS = new Set<string>([
  'Node',
  'Pod',
  'DaemonSet',
  'ControllerRevision',
  'Namespace',
  'Event',
])

const isKept = (kind: string): kind is keyof Kept => KINDS.has(kind)

export const collectObjects = (): ObjectCollector => {
  const kept: Kept = {}
  const nodeClasses: KarpenterNodeClass[] = []
  const others = new Map<string, number>()
  const foreign: ForeignObject[] = []
  const broken: BrokenObject[] = []

  const keep = (result: E.Either<BrokenObject, DecodedObject>): void => {
    if (E.isLeft(result)) return void broken.push(result.left)
    const decoded = result.right
    switch (decoded.kind) {
      case 'Node':
        return void (kept.Node ??= []).push(decoded.object)
      case 'Pod':
        return void (kept.Pod ??= []).push(decoded.object)
      case 'DaemonSet':
        return void (kept.DaemonSet ??= []).push(decoded.object)
      case 'ControllerRevision':
        return void (kept.ControllerRevision ??= []).push(decoded.object)
      case 'Event':
        return void (kept.Event ??= []).push(decoded.object)
      case 'Namespace':
        return void (kept.Namespace ??= []).push(decoded.object)
      case 'NodeTemplates':
        return addAll((kept.NodeTemplate ??= []), decoded.objects)
      case 'NodeReadinessRule':
        return void (kept.NodeReadinessRule ??= []).push(decoded.object)
      case 'NodeClass':
        return void nodeClasses.push(decoded.object)
      case 'Other':
        if (decoded.foreign !== undefined) foreign.push(decoded.foreign)
        return void others.set(decoded.name, (others.get(decoded.name) ?? 0) + 1)
    }
  }

  return {
    add: (item) => {
      const result = decodeItem(item)
      keep(result)
      return result
    },
    keep,
    keepPods: (pods) => {
      if (pods.length > 0) addAll((kept.Pod ??= []), pods)
    },
    list: (listed) => {
      const { kind } = listed
      if (isKept(kind) && isRead(listed)) kept[kind] ??= []
    },
    collected: () => ({
      ...(kept.Node && { nodes: kept.Node }),
      ...(kept.Pod && { pods: kept.Pod }),
      ...(kept.DaemonSet && { daemonSets: kept.DaemonSet }),
      ...(kept.ControllerRevision && { revisions: kept.ControllerRevision }),
      ...(kept.Event && { events: kept.Event }),
      ...(kept.Namespace && { namespaces: kept.Namespace }),
      ...(kept.NodeTemplate && {
        templates: kept.NodeTemplate.map((template) => withNodeClass(template, nodeClasses)),
      }),
      ...(kept.NodeReadinessRule && { readinessRules: kept.NodeReadinessRule }),
      others: Object.fromEntries(others),
      ...(foreign.length > 0 && { foreign }),
      broken,
    }),
  }
}

/** Reads one item of a document; one that cannot be read says where it stands and what it calls itself. */
export const decodeItem = (
  item: Item,
  { strict }: Pick<DecodeObjectOptions, 'strict'> = {},
): E.Either<BrokenObject, DecodedObject> =>
  pipe(
    decodeObject(item.value, {
      impliedKind: item.implied?.kind,
      impliedApiVersion: item.implied?.apiVersion,
      strict,
    }),
    E.mapLeft((issues) => brokenObject(item, issues)),
  )

const brokenObject = (
  { value, path: at, implied }: Item,
  issues: readonly InputIssue[],
): BrokenObject => {
  const kind = textAt(value, 'kind') ?? implied?.kind
  const metadata = member(value, 'metadata')
  const namespace = textAt(metadata, 'namespace')
  const name = textAt(metadata, 'name')
  return {
    path: at,
    ...(kind !== undefined && { kind }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    issues,
    ...(isDaemonSet(value, implied) && isJsonObject(value) && { value }),
  }
}

/** Whether an item is taken for a DaemonSet of Kubernetes' own. */
const isDaemonSet = (value: unknown, implied: TypeMeta | undefined): boolean => {
  const { apiVersion, kind } = typeMetaOf(value, { implied })
  return kind === 'DaemonSet' && isRead({ kind, ...(apiVersion !== undefined && { apiVersion }) })
}

const textAt = (value: unknown, key: string): string | undefined => {
  const text = member(value, key)
  return typeof text === 'string' ? text : undefined
}
