import { compareText } from '../data/compareText.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { isTerminating, objectKey } from '../kube/objectFacts.js'
import type { Cluster } from './cluster.js'
import { daemonSetsOfNode } from './daemonSetsOfNode.js'
import { daemonSetsOfUpdate, owner, ownerOrAdopters } from './podOwners.js'

/**
 * Something that happens in a cluster and that the DaemonSet controller may or may not react to.
 *
 * @since 0.1.0
 */
export type ClusterEvent =
  | { readonly code: 'NodeAdded'; readonly node: Node }
  | { readonly code: 'NodeUpdated'; readonly before: Node; readonly node: Node }
  | { readonly code: 'NodeDeleted'; readonly node: Node }
  | { readonly code: 'PodAdded'; readonly pod: Pod }
  | { readonly code: 'PodUpdated'; readonly before: Pod; readonly pod: Pod }
  | { readonly code: 'PodDeleted'; readonly pod: Pod }
  | { readonly code: 'DaemonSetAdded'; readonly daemonSet: DaemonSet }
  | { readonly code: 'DaemonSetUpdated'; readonly before: DaemonSet; readonly daemonSet: DaemonSet }
  | { readonly code: 'DaemonSetDeleted'; readonly daemonSet: DaemonSet }

/**
 * Which DaemonSets an event queues for a pass.
 *
 * @since 0.1.0
 */
export interface CausedSync {
  /** The controller does not look at the event at all. */
  readonly ignored: boolean
  /** `namespace/name` of the DaemonSets that get a pass, sorted. */
  readonly queued: readonly string[]
}

const IGNORED: CausedSync = { ignored: true, queued: [] }

/**
 * Does this event cause a pass of the controller, and of which DaemonSets? What a pass would do is the
 * plan's answer; whether there is one is this one's, and the two differ: a `NoSchedule` taint on a node
 * whose pod stays changes DESIRED, but only when something else causes a pass.
 *
 * - **Shapes** `cluster` as it is after the event, with its DaemonSets and pods.
 *
 * - **Rules**
 *   1. A node that is new, or whose labels or taints changed, queues a DaemonSet if it should run a pod
 *      there and has none; if its pod may not continue there; or if it has a pod there and counts any
 *      misscheduled ones. A pod is there if its `nodeName` says so and a DaemonSet of that name controls it.
 *      Older releases ask something else (`nodeChangeQueuesByNeed`, `misscheduledQueues`).
 *   2. A node that goes queues nothing.
 *   3. A pod queues the DaemonSet that controls it, and the one that did before. One that has no controller
 *      queues those whose selector matches, when it is new or when its labels or its controller changed.
 *   4. A DaemonSet that is made, changed or deleted queues itself.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon` syncNodeUpdate, shouldIgnoreNodeUpdate, updatePod
 *
 * @example
 * import { cluster } from 'podfit'
 * import { causesSync } from 'podfit/controller'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent' }, spec: { template: {} } }
 * const node = { metadata: { name: 'n1' } }
 * causesSync({ code: 'NodeAdded', node }, cluster({ nodes: [node], pods: [], daemonSets: [daemonSet] })).queued // => ['a/agent']
 *
 * @since 0.1.0
 */
export const causesSync = (
  event: ClusterEvent,
  cluster: Cluster,
  semantics: Semantics = newestSemantics,
): CausedSync => {
  switch (event.code) {
    case 'NodeAdded':
    case 'NodeUpdated': {
      const before = event.code === 'NodeUpdated' ? event.before : undefined
      const queued = daemonSetsOfNode(before, event.node, cluster, semantics)
      return queued === undefined ? IGNORED : queue(queued)
    }
    case 'NodeDeleted':
      return IGNORED
    case 'PodAdded':
      return queue(
        isTerminating(event.pod.metadata)
          ? owner(event.pod, cluster)
          : ownerOrAdopters(event.pod, cluster),
      )
    case 'PodUpdated':
      return queue(daemonSetsOfUpdate(event.before, event.pod, cluster))
    case 'PodDeleted':
      return queue(owner(event.pod, cluster))
    case 'DaemonSetAdded':
    case 'DaemonSetUpdated':
    case 'DaemonSetDeleted':
      return queue([event.daemonSet])
  }
}

const queue = (daemonSets: readonly DaemonSet[]): CausedSync => ({
  ignored: false,
  queued: [...new Set(daemonSets.map(objectKey))].sort(compareText),
})
