import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compileDaemonSet.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import { controllerOf, objectKey } from '../kube/objectFacts.js'
import type { Cluster } from './cluster.js'
import { sameNode } from './sameNode.js'
import { daemonSetsOf, ownerKey } from './podOwners.js'

/**
 * The DaemonSets that a node queues which is new or, with `before`, has changed; undefined when the
 * controller does not look at the change.
 *
 * - **Rules**
 *   1. A DaemonSet is queued if it should run a pod there and has none; if it has one that may not continue;
 *      or (not at first) if it has one and counts any misscheduled.
 *   2. Older releases do not look for pods: a new node queues what should run there, a changed one that about
 *      which the policy says something else than before.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon` addNode, updateNode, syncNodeUpdate
 */
export const daemonSetsOfNode = (
  before: Node | undefined,
  node: Node,
  cluster: Cluster,
  semantics: Semantics,
): readonly DaemonSet[] | undefined => {
  if (before !== undefined && sameNode(before, node, semantics)) return undefined
  const isQueued = semantics.nodeChangeQueuesByNeed
    ? byNeed(node, cluster, semantics)
    : byDecision(before, node)
  return daemonSetsOf(cluster).filter((daemonSet) =>
    isQueued(compileDaemonSet(daemonSet, semantics), daemonSet),
  )
}

type IsQueued = (policy: Policy, daemonSet: DaemonSet) => boolean

const byDecision =
  (before: Node | undefined, node: Node): IsQueued =>
  (policy) =>
    before === undefined
      ? decide(policy, node) === 'run'
      : decide(policy, before) !== decide(policy, node)

const byNeed = (node: Node, cluster: Cluster, { misscheduledQueues }: Semantics): IsQueued => {
  const here = new Set(
    [...(cluster.pods?.values() ?? [])]
      .filter((pod) => isOn(pod, node))
      .flatMap((pod) => {
        const controller = controllerOf(pod.metadata)
        return controller?.kind === 'DaemonSet' ? [ownerKey(pod, controller)] : []
      }),
  )
  return (policy, daemonSet) => {
    const decision = decide(policy, node)
    if (!here.has(objectKey(daemonSet))) return decision === 'run'
    const isMisscheduled = (daemonSet.status?.numberMisscheduled ?? 0) > 0
    return decision === 'leave' || (misscheduledQueues && isMisscheduled)
  }
}

/** A pod that is on no node is not on a nameless one either. */
const isOn = ({ spec }: Pod, node: Node): boolean =>
  (spec?.nodeName ?? '') !== '' && spec?.nodeName === node.metadata?.name
