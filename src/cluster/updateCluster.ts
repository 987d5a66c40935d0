import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import { cluster, type Cluster, type Named } from './cluster.js'

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
 * - **Cost** O(objects)
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
): Cluster =>
  cluster({
    nodes: updated(nameOf, snapshot.nodes, put?.nodes, drop?.nodes),
    pods: updated(objectKey, snapshot.pods, put?.pods, drop?.pods),
    revisions: updated(objectKey, snapshot.revisions, put?.revisions, drop?.revisions),
    daemonSets: updated(objectKey, snapshot.daemonSets, put?.daemonSets, drop?.daemonSets),
    namespaces: updated(nameOf, snapshot.namespaces, put?.namespaces, drop?.namespaces),
  })

const updated = <A>(
  keyOf: (object: A) => string,
  named: Named<A> | undefined,
  put: readonly A[] = [],
  drop: readonly string[] = [],
): readonly A[] | undefined => {
  if (named === undefined && put.length === 0) return undefined
  const result = new Map(named)
  for (const key of drop) result.delete(key)
  for (const object of put) result.set(keyOf(object), object)
  return [...result.values()]
}
