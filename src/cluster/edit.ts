import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import { cluster, type Cluster, type Named } from './cluster.js'

/**
 * Changes to a snapshot: objects to put in (in place of those of the same name), and keys of objects to
 * take out: the name of a node or a namespace, `namespace/name` of the others.
 *
 * @since 0.1.0
 */
export interface ClusterEdit {
  readonly put?: {
    readonly nodes?: readonly Node[]
    readonly pods?: readonly Pod[]
    readonly revisions?: readonly ControllerRevision[]
    readonly daemonSets?: readonly DaemonSet[]
    readonly namespaces?: readonly Namespace[]
  }
  readonly drop?: {
    readonly nodes?: readonly string[]
    readonly pods?: readonly string[]
    readonly revisions?: readonly string[]
    readonly daemonSets?: readonly string[]
    readonly namespaces?: readonly string[]
  }
}

/**
 * A snapshot with changes. The given one stays as it is; a kind that was unknown and gets nothing stays
 * unknown.
 *
 * - **Cost** O(objects)
 *
 * @example
 * import { cluster, editCluster } from 'podfit'
 *
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }] })
 * editCluster(before, { drop: { nodes: ['n1'] } }).nodes?.size // => 0
 *
 * @since 0.1.0
 */
export const editCluster = (snapshot: Cluster, { put, drop }: ClusterEdit): Cluster =>
  cluster({
    nodes: edited(nameOf, snapshot.nodes, put?.nodes, drop?.nodes),
    pods: edited(objectKey, snapshot.pods, put?.pods, drop?.pods),
    revisions: edited(objectKey, snapshot.revisions, put?.revisions, drop?.revisions),
    daemonSets: edited(objectKey, snapshot.daemonSets, put?.daemonSets, drop?.daemonSets),
    namespaces: edited(nameOf, snapshot.namespaces, put?.namespaces, drop?.namespaces),
  })

const edited = <A>(
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
