import type { Maybe } from '../../data/maybe.js'
import type { ControllerRevision } from '../../kube/controllerRevision.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Namespace } from '../../kube/namespace.js'
import type { Node } from '../../kube/node.js'
import { isOlderVersion, nameOf, objectKey } from '../../kube/objectFacts.js'
import type { Pod } from '../../kube/pod.js'
import { targetName } from '../../sync/daemonPods.js'
import { sortedByName, type ClusterObjects, type Named } from '../cluster.js'
import { adopterOf, daemonSetOf, type Adopter, type Owners } from '../surroundings.js'
import type { ClusterUpdate } from '../updateCluster.js'

/** The kinds of objects that a store holds. @since 0.2.0 */
export interface StoredObjects {
  readonly Node: Node
  readonly Pod: Pod
  readonly ControllerRevision: ControllerRevision
  readonly DaemonSet: DaemonSet
  readonly Namespace: Namespace
}

/** A kind of object that a store holds. @since 0.2.0 */
export type StoredKind = keyof StoredObjects

/** An object of any of them. */
export type Stored = StoredObjects[StoredKind]

/**
 * An object that was not taken in: it, or what is said to be gone, is older than what the store holds under its name.
 *
 * @since 0.2.0
 */
export interface IgnoredObject {
  readonly kind: StoredKind
  /** Its namespace and name. */
  readonly object: string
  readonly why: 'OlderVersion'
  readonly given: string
  readonly held: string
}

/** The kinds, and the lists that they are in elsewhere. */
export const KINDS: readonly (readonly [kind: StoredKind, list: keyof ClusterObjects])[] = [
  ['Node', 'nodes'],
  ['Pod', 'pods'],
  ['ControllerRevision', 'revisions'],
  ['DaemonSet', 'daemonSets'],
  ['Namespace', 'namespaces'],
]

/** An object that is put in or taken out; `given` is what came, where something did. */
export interface Edit {
  readonly kind: StoredKind
  readonly key: string
  readonly is?: Stored
  readonly given?: Stored
}

/** What has become of an object. */
export type Happened = {
  readonly [K in StoredKind]: {
    readonly kind: K
    readonly key: string
    readonly was: StoredObjects[K] | undefined
    readonly is: StoredObjects[K] | undefined
  }
}[StoredKind]

/** What has become of edits. */
export interface Taken {
  /** The edits that were made, one by one. */
  readonly edits: readonly Edit[]
  /** What is different between before and after all of them, by object. */
  readonly happened: readonly Happened[]
  readonly ignored: readonly IgnoredObject[]
  /** Something is known now of a kind that was unknown. */
  readonly isNewKind: boolean
}

/** The objects that a store holds, with what is looked up among them. */
export interface HeldObjects {
  /** Makes edits; the kinds of `whole` are known from now on, be they empty. */
  readonly take: (edits: readonly Edit[], whole?: readonly StoredKind[]) => Taken
  readonly keys: (kind: StoredKind) => Iterable<string>
  readonly node: (name: string) => Node | undefined
  readonly daemonSet: (key: string) => DaemonSet | undefined
  readonly isKnown: (kind: StoredKind) => boolean
  /** The DaemonSets by name; undefined where they are unknown. */
  readonly daemonSets: () => Named<DaemonSet> | undefined
  /** The pods that are bound to a node, or are meant for it. */
  readonly podsFor: (node: string) => Iterable<Pod>
  /** The keys of the DaemonSets that control pods which are bound to a node. */
  readonly ownersOn: (node: string) => Owners
  /** The DaemonSets of a namespace, by key, with what they adopt. */
  readonly inNamespace: (namespace: string) => ReadonlyMap<string, Adopter | undefined>
}

/**
 * No objects, for a start.
 *
 * - **Rules**
 *   1. An object whose `resourceVersion` is less than that of the one it would replace, or take out, is ignored, and
 *      that is said. Without versions that can be compared the last one told counts. What is gone is not remembered.
 *
 * - **Cost** of an edit O(1)
 */
export const heldObjects = (): HeldObjects => {
  const held = {
    Node: new Map<string, Node>(),
    Pod: new Map<string, Pod>(),
    ControllerRevision: new Map<string, ControllerRevision>(),
    DaemonSet: new Map<string, DaemonSet>(),
    Namespace: new Map<string, Namespace>(),
  }
  const known = new Set<StoredKind>()
  const podsByNode = new Map<string, Map<string, Pod>>()
  // How many pods each DaemonSet controls on each node.
  const ownersOn = new Map<string, Map<string, number>>()
  const byNamespace = new Map<string, Map<string, Adopter | undefined>>()

  // The DaemonSets in the order in which they are told.
  let ordered: Named<DaemonSet> | undefined

  const index = ({ kind, key, was, is }: Happened): void => {
    if (kind === 'Pod') {
      const [from, to] = [was && targetName(was), is && targetName(is)]
      if (from !== undefined && from !== to) takeOut(podsByNode, from, key)
      if (is !== undefined && to !== undefined) putIn(podsByNode, to, key, is)
      if (is !== undefined) count(ownersOn, is, 1)
      if (was !== undefined) count(ownersOn, was, -1)
    } else if (kind === 'DaemonSet') {
      ordered = undefined
      if (is !== undefined) putIn(byNamespace, namespaceOf(is), key, adopterOf(is))
      else if (was !== undefined) takeOut(byNamespace, namespaceOf(was), key)
    }
  }

  const take = (edits: readonly Edit[], whole: readonly StoredKind[] = []): Taken => {
    const ignored: IgnoredObject[] = []
    const made: Edit[] = []
    const before = new Map<string, Omit<Happened, 'is'>>()
    const kinds = [...whole, ...edits.flatMap(({ kind, is }) => (is === undefined ? [] : kind))]
    const isNewKind = kinds.some((kind) => !known.has(kind))
    for (const kind of kinds) known.add(kind)
    for (const edit of edits) {
      const { kind, key, is, given } = edit
      const all = held[kind] as Map<string, Stored>
      const was = all.get(key)
      const older = given && was && olderThan(kind, key, given, was)
      if (older !== undefined) {
        ignored.push(older)
        continue
      }
      if (is === undefined && was === undefined) continue
      if (is === undefined) all.delete(key)
      else all.set(key, is)
      index({ kind, key, was, is } as Happened)
      made.push(edit)
      const id = `${kind} ${key}`
      if (!before.has(id)) before.set(id, { kind, key, was })
    }
    const happened = [...before.values()].map(
      (event) => ({ ...event, is: held[event.kind].get(event.key) }) as Happened,
    )
    return { edits: made, happened, ignored, isNewKind }
  }

  return {
    take,
    keys: (kind) => held[kind].keys(),
    node: (name) => held.Node.get(name),
    daemonSet: (key) => held.DaemonSet.get(key),
    isKnown: (kind) => known.has(kind),
    daemonSets: () =>
      known.has('DaemonSet') ? (ordered ??= sortedByName(held.DaemonSet)) : undefined,
    podsFor: (node) => podsByNode.get(node)?.values() ?? [],
    ownersOn: (node) => ownersOn.get(node) ?? NONE,
    inNamespace: (namespace) => byNamespace.get(namespace) ?? NONE,
  }
}

const NONE: ReadonlyMap<string, undefined> = /* @__PURE__ */ new Map<string, undefined>()

/** An object to put in. */
export const putting = (kind: StoredKind, object: Stored): Edit => ({
  kind,
  key: keyOf(kind, object),
  is: object,
  given: object,
})

/** An object to take out, by itself or by its key. */
export const dropping = (kind: StoredKind, gone: string | Stored): Edit =>
  typeof gone === 'string' ? { kind, key: gone } : { kind, key: keyOf(kind, gone), given: gone }

/** The edits of an update, in their order. */
export const editsOf = <const K extends string>({ put, drop }: ClusterUpdate<K>): readonly Edit[] =>
  KINDS.flatMap(([kind, list]) => [
    ...(drop?.[list] ?? []).map((key) => dropping(kind, key)),
    ...(put?.[list] ?? []).map((object) => putting(kind, object)),
  ])

/** The edits that leave of some kinds what lists say there is, and the kinds. */
export const relisted = <const K extends string>(
  objects: ClusterObjects<K>,
  held: HeldObjects,
): { readonly edits: readonly Edit[]; readonly kinds: readonly StoredKind[] } => {
  const lists = KINDS.flatMap(([kind, list]) => {
    const given: Maybe<readonly Stored[]> = objects[list]
    return given === null || given === undefined ? [] : [{ kind, given }]
  })
  const edits = lists.flatMap(({ kind, given }) => {
    const keys = new Set(given.map((object) => keyOf(kind, object)))
    return [
      ...[...held.keys(kind)].flatMap((key) => (keys.has(key) ? [] : dropping(kind, key))),
      ...given.map((object) => putting(kind, object)),
    ]
  })
  return { edits, kinds: lists.map(({ kind }) => kind) }
}

const keyOf = (kind: StoredKind, object: Stored): string =>
  kind === 'Node' || kind === 'Namespace' ? nameOf(object) : objectKey(object)

const namespaceOf = ({ metadata }: Stored): string => metadata?.namespace ?? ''

/** Rule 1. */
const olderThan = (
  kind: StoredKind,
  object: string,
  given: Stored,
  held: Stored,
): IgnoredObject | undefined => {
  const versions = {
    given: given.metadata?.resourceVersion ?? '',
    held: held.metadata?.resourceVersion ?? '',
  }
  return isOlderVersion(versions.given, versions.held)
    ? { kind, object, why: 'OlderVersion', ...versions }
    : undefined
}

const putIn = <A>(
  groups: Map<string, Map<string, A>>,
  group: string,
  key: string,
  value: A,
): void => {
  const members = groups.get(group)
  if (members === undefined) groups.set(group, new Map([[key, value]]))
  else members.set(key, value)
}

const count = (owners: Map<string, Map<string, number>>, pod: Pod, change: 1 | -1): void => {
  const [node, owner] = [pod.spec?.nodeName ?? '', daemonSetOf(pod)]
  if (node === '' || owner === undefined) return
  const pods = (owners.get(node)?.get(owner) ?? 0) + change
  if (pods === 0) takeOut(owners, node, owner)
  else putIn(owners, node, owner, pods)
}

const takeOut = (groups: Map<string, Map<string, unknown>>, group: string, key: string): void => {
  const members = groups.get(group)
  members?.delete(key)
  if (members?.size === 0) groups.delete(group)
}
