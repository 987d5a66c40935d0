import {
  controllerOf,
  isDaemonSetReference,
  nameOf,
  namespacedName,
  ownerKey,
} from '../kube/objectFacts.js'
import type { Cluster } from '../cluster/cluster.js'
import { podsOn, policiesOf } from '../cluster/surroundings.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { isCordonTaint } from '../taint/taintParts.js'
import { drainOutcome, type DrainOutcome, type DrainOptions } from '../kubectl/drain.js'
import { compilePod } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { PolicySource } from '../reason/nearMiss.js'

/**
 * A pod of a node that is drained.
 *
 * @since 0.1.0
 */
export interface DrainedPod {
  readonly namespace: string
  readonly name: string
  readonly node: string
  readonly outcome: DrainOutcome
  /**
   * Its successor may run on the cordoned node: a DaemonSet's is recreated at once, another one if the
   * scheduler picks the node.
   */
  readonly comesBack: boolean
  /** Where the cordon is tolerated: a path into the pod or the DaemonSet, or `automatic`. */
  readonly tolerates?: PolicySource
}

/** What becomes of the pods of a node that has been cordoned and is drained; an unbound pod is on none. */
export const drainedPods = (
  cluster: Cluster,
  node: Node,
  options: DrainOptions = {},
  semantics: Semantics = newestSemantics,
): readonly DrainedPod[] => {
  const name = nameOf(node)
  const pods = cluster.pods === undefined ? [] : podsOn(cluster.pods, name)
  const exists = (namespace: string, daemonSet: string): boolean =>
    cluster.daemonSets?.has(namespacedName({ namespace, name: daemonSet })) ?? true
  return pods.map((pod) => {
    const { decision, tolerated } = explain(policyOf(cluster, pod, semantics), node)
    const by = tolerated.find(({ taint }) => isCordonTaint(taint))?.by
    return {
      namespace: pod.metadata?.namespace ?? '',
      name: nameOf(pod),
      node: name,
      outcome: drainOutcome(pod, exists, options),
      comesBack: decision === 'run',
      ...(by !== undefined && { tolerates: by }),
    }
  })
}

/** The policy of a pod's successor: its DaemonSet's, or its own before it was bound to the node. */
const policyOf = ({ daemonSets }: Cluster, pod: Pod, semantics: Semantics): Policy => {
  const controller = controllerOf(pod.metadata)
  const known =
    daemonSets && controller && isDaemonSetReference(controller)
      ? policiesOf(daemonSets, semantics).get(ownerKey(pod, controller))
      : undefined
  return known ?? compilePod({ spec: { ...pod.spec, nodeName: null } }, semantics)
}
