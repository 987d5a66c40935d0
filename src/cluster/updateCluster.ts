import { grouped } from '../data/grouped.js'
import { edited } from '../data/layeredMap.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import {
  controllerGroup,
  namespaceGroup,
  sortedByName,
  type Cluster,
  type Named,
} from './cluster.js'

/**
 * What changes in a snapshot: objects to put in (in place of those of the same name), and keys of objects to
 * take out: the name of a node or a namespace, `namespace/name` of the others.
 *
 * @since 0.2.0
 */
export interface ClusterUpdate<K extends string = string> {
  readonly put?:
    | {
        readonly nodes?: readonly (Node & OfKind<K, 'Node'>)[] | undefined
        readonly pods?: readonly (Pod & OfKind<K, 'Pod'>)[] | undefined
        readonly revisions?:
          readonly (ControllerRevision & OfKind<K, 'ControllerRevision'>)[] | undefined
        readonly daemonSets?: readonly (DaemonSet & OfKind<K, 'DaemonSet'>)[] | undefined
        readonly namespaces?: readonly (Namespace & OfKind<K, 'Namespace'>)[] | undefined
      }
    | undefined
  readonly drop?:
    | {
        readonly nodes?: readonly string[] | undefined
        readonly pods?: readonly string[] | undefined
        readonly revisions?: readonly string[] | undefined
        readonly daemonSets?: readonly string[] | undefined
        readonly namespaces?: readonly string[] | undefined
      }
    | undefined
}

/**
 * A snapshot with changes. The given one stays as it is; a kind that was unknown and gets nothing stays
 * unknown.
 *
 * - **Cost** O(what changes and, of pods and revisions, those of the same controller or namespace): what stays is shared
 *   with the given snapshot. O(objects of a kind) where there are few of the kind, where a node is new, and of 512 edits
 *   once.
 *
 * @example
 * import { cluster, updateCluster } from 'podfit'
 *
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }] })
 * updateCluster(before, { drop: { nodes: ['n1'] } }).nodes?.size // => 0
 *
 * @since 0.2.0
 */
export const updateCluster = <const K extends string>(
  snapshot: Cluster,
  { put, drop }: ClusterUpdate<K>,
): Cluster => {
  const nodes = editedKind(nameOf, snapshot.nodes, put?.nodes, drop?.nodes)
  const pods = editedKind(objectKey, snapshot.pods, put?.pods, drop?.pods)
  const revisions = editedKind(objectKey, snapshot.revisions, put?.revisions, drop?.revisions)
  return {
    nodes: nodes.last.length === 0 ? nodes.now : sortedByName(nodes.now),
    pods: pods.now,
    revisions: revisions.now,
    daemonSets: editedKind(objectKey, snapshot.daemonSets, put?.daemonSets, drop?.daemonSets).now,
    namespaces: editedKind(nameOf, snapshot.namespaces, put?.namespaces, drop?.namespaces).now,
    podsByController: regrouped(snapshot.podsByController, pods, controllerGroup),
    revisionsByNamespace: regrouped(snapshot.revisionsByNamespace, revisions, namespaceGroup),
  }
}

/** The objects of a kind after an edit, and what has become of those that it is about. */
interface EditedKind<A> {
  readonly now: Named<A> | undefined
  /** In place: what was there, and what is there instead; undefined where it is gone. */
  readonly changed: readonly (readonly [was: A, is: A | undefined])[]
  /** What comes after all others, in that order. */
  readonly last: readonly A[]
}

const editedKind = <A extends object>(
  keyOf: (object: A) => string,
  named: Named<A> | undefined,
  put: readonly A[] = [],
  drop: readonly string[] = [],
): EditedKind<A> => {
  if (named === undefined && put.length === 0) return { now: undefined, changed: [], last: [] }
  const before: Named<A> = named ?? new Map<string, A>()
  const puts = new Map(put.map((object) => [keyOf(object), object]))
  const drops = new Set(drop)
  const changed: (readonly [A, A | undefined])[] = []
  const last: A[] = []
  for (const key of drops) {
    const was = before.get(key)
    if (was !== undefined) changed.push([was, undefined])
  }
  for (const [key, is] of puts) {
    const was = drops.has(key) ? undefined : before.get(key)
    if (was === undefined) last.push(is)
    else changed.push([was, is])
  }
  return { now: edited(before, { drop: drops, put: puts }), changed, last }
}

type Groups<A> = ReadonlyMap<string, readonly A[]>

/** Objects in groups after an edit, each group in the order of all objects. */
const regrouped = <A extends object>(
  groups: Groups<A>,
  { now, changed, last }: EditedKind<A>,
  groupOf: (object: A) => string,
): Groups<A> => {
  if (changed.length === 0 && last.length === 0) return groups
  const instead = new Map<A, A | undefined>()
  const touched = new Set<string>()
  const moved = new Map<string, A[]>()
  for (const [was, is] of changed) {
    const group = groupOf(was)
    touched.add(group)
    const other = is && groupOf(is)
    instead.set(was, other === group ? is : undefined)
    if (is === undefined || other === undefined || other === group) continue
    touched.add(other)
    const others = moved.get(other)
    if (others === undefined) moved.set(other, [is])
    else others.push(is)
  }
  const added = grouped(last, groupOf)
  for (const group of added.keys()) touched.add(group)
  const drop: string[] = []
  const put = new Map<string, readonly A[]>()
  for (const group of touched) {
    const here = (groups.get(group) ?? []).flatMap((was) =>
      instead.has(was) ? (instead.get(was) ?? []) : was,
    )
    const all = [...here, ...(moved.get(group) ?? []), ...(added.get(group) ?? [])]
    if (all.length === 0) drop.push(group)
    else put.set(group, moved.has(group) ? inOrderOf(now, all) : all)
  }
  return edited(groups, { drop, put })
}

/** Some objects in the order in which they stand among all. */
const inOrderOf = <A>(all: Named<A> | undefined, some: readonly A[]): readonly A[] => {
  const wanted = new Set(some)
  return [...(all?.values() ?? [])].filter((object) => wanted.has(object))
}
