import { compareText } from '../data/compareText.js'
import { grouped } from '../data/grouped.js'
import type { Maybe } from '../data/maybe.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { controllerOf, nameOf, objectKey } from '../kube/objectFacts.js'

/**
 * The objects of a cluster, as lists. A list that is missing is unknown; an empty one is empty.
 *
 * @since 0.1.0
 */
export interface ClusterObjects<K extends string = string> {
  readonly nodes?: Maybe<readonly (Node & OfKind<K, 'Node'>)[]>
  readonly pods?: Maybe<readonly (Pod & OfKind<K, 'Pod'>)[]>
  readonly revisions?: Maybe<readonly (ControllerRevision & OfKind<K, 'ControllerRevision'>)[]>
  readonly daemonSets?: Maybe<readonly (DaemonSet & OfKind<K, 'DaemonSet'>)[]>
  readonly namespaces?: Maybe<readonly (Namespace & OfKind<K, 'Namespace'>)[]>
}

/**
 * Objects of one kind by namespace and name.
 *
 * @since 0.1.0
 */
export type Named<A> = ReadonlyMap<string, A>

/**
 * A snapshot of a cluster, indexed once and asked about many DaemonSets. A value: edits make a new one.
 *
 * @since 0.1.0
 */
export interface Cluster {
  /** By name, in the order of names. */
  readonly nodes: Named<Node> | undefined
  readonly pods: Named<Pod> | undefined
  readonly revisions: Named<ControllerRevision> | undefined
  readonly daemonSets: Named<DaemonSet> | undefined
  readonly namespaces: Named<Namespace> | undefined
  /** Pods by who controls them; those without a controller by namespace. */
  readonly podsByController: ReadonlyMap<string, readonly Pod[]>
  readonly revisionsByNamespace: ReadonlyMap<string, readonly ControllerRevision[]>
}

/**
 * Indexes a cluster's objects.
 *
 * - **Shapes** Objects of the same kind, namespace and name are one object: the last counts, as in a store.
 *   Nodes are in no namespace; one that is given is not looked at.
 * - **Cost** O(objects); the objects are kept by reference and never changed.
 *
 * @example
 * import { cluster } from 'podfit'
 *
 * cluster({ nodes: [{ metadata: { name: 'n1' } }] }).nodes?.size // => 1
 * cluster({ nodes: [] }).pods // => undefined
 *
 * @since 0.1.0
 */
export const cluster = <const K extends string>(objects: ClusterObjects<K>): Cluster => {
  const pods = keyed(objects.pods, objectKey)
  const revisions = keyed(objects.revisions, objectKey)
  return {
    nodes: sortedByName(keyed(objects.nodes, nameOf)),
    pods,
    revisions,
    daemonSets: keyed(objects.daemonSets, objectKey),
    namespaces: keyed(objects.namespaces, nameOf),
    podsByController: grouped(pods?.values() ?? [], controllerGroup),
    revisionsByNamespace: grouped(revisions?.values() ?? [], namespaceGroup),
  }
}

const keyed = <A>(
  objects: Maybe<readonly A[]>,
  keyOf: (object: A) => string,
): Named<A> | undefined => {
  if (objects === null || objects === undefined) return undefined
  const named = new Map<string, A>()
  for (const object of objects) named.set(keyOf(object), object)
  return named
}

/** Objects in the order of their names. */
export const sortedByName = <A>(named: Named<A> | undefined): Named<A> | undefined =>
  named && new Map([...named].sort(([a], [b]) => compareText(a, b)))

/** Under which key a pod is indexed. */
export const controllerGroup = ({ metadata }: Pod): string =>
  controllerKey(metadata?.namespace, controllerOf(metadata)?.uid)

/** Under which key a revision is indexed. */
export const namespaceGroup = ({ metadata }: ControllerRevision): string =>
  metadata?.namespace ?? ''

/** Under which key the pods of a controller are indexed; without a UID, their namespace's orphans. */
export const controllerKey = (namespace: Maybe<string>, uid: Maybe<string>): string =>
  JSON.stringify([namespace ?? '', uid ?? null])
