import { nameOf } from '../../kube/objectFacts.js'
import type { Cluster } from '../../cluster/cluster.js'
import { claimablePods } from '../../cluster/plan.js'
import { compareText } from '../../data/compareText.js'
import { toInstantOrZero, formatInstant, toInstant } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import type { Decision } from '../../reason/verdict.js'
import { conditionOf, isReady } from '../../kube/podFacts.js'
import { isAvailable } from '../../sync/availability.js'
import { daemonPod, oldestFirst, podsByNode, type DaemonPod } from '../../sync/daemonPods.js'
import type { Plan } from '../../sync/plan.js'
import { nodesWithoutReasons } from '../../sync/nodesWithoutReasons.js'
import { NO_EXECUTE, TAINT_NOT_READY, TAINT_UNREACHABLE } from '../../kube/wellKnown.js'

/** A pod of a DaemonSet, with what a rollout needs to know of it. */
export interface PodState extends DaemonPod {
  readonly updated: boolean
  /** Whether its hash is the current one; a pod can also be updated by its template generation alone. */
  readonly current: boolean
  readonly ready: boolean
  readonly available: boolean
}

/** A node that should run a pod or has one, with the DaemonSet's pods on it, the oldest first. */
export interface NodeState {
  readonly name: string
  /** Undefined for a node that does not exist. */
  readonly node: Node | undefined
  readonly decision: Decision | undefined
  readonly pods: readonly PodState[]
}

/**
 * The nodes that have pods of a DaemonSet or should run one, by the plan of a pass, in the order of names.
 * As for the controller, pods that it releases, pods that have ended and are terminating, and pods of which no
 * node can be told do not count.
 */
export const nodeStatesOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  semantics: Semantics = newestSemantics,
): readonly NodeState[] => {
  const now = toInstantOrZero(plan.now)
  const byName = new Map(
    (claimablePods(snapshot, daemonSet) ?? []).map((pod) => [nameOf(pod), pod]),
  )
  const seconds = daemonSet.spec?.minReadySeconds ?? 0
  const isUpdated = new Map(plan.pods.map(({ name, updated }) => [name, updated === true]))
  const { revision } = plan
  const hash = revision.code === 'Current' ? revision.hash : undefined
  const relabelled = new Set(revision.code === 'Current' ? revision.relabelled : [])
  const stateOf = (pod: DaemonPod): PodState => ({
    ...pod,
    updated: isUpdated.get(pod.name) === true,
    current: pod.hash === hash || relabelled.has(pod.name),
    ready: isReady(pod.pod),
    available: isAvailable(pod.pod, seconds, now, semantics),
  })
  const claimed = plan.pods.flatMap(({ name, claim }) => {
    const pod = byName.get(name)
    return pod === undefined ? [] : [daemonPod(pod, claim)]
  })
  const onNodes = podsByNode(claimed, semantics)
  const nodes = nodesWithoutReasons(plan)
  const decisions = new Map(nodes.map(({ name, decision }) => [name, decision]))
  const desired = nodes.flatMap(({ name, decision }) => (decision === 'run' ? [name] : []))
  return [...new Set([...desired, ...onNodes.keys()])].sort(compareText).map((name) => ({
    name,
    node: snapshot.nodes?.get(name),
    decision: decisions.get(name),
    pods: (onNodes.get(name) ?? []).map(stateOf).sort(oldestFirst),
  }))
}

/** The pod that serves a node: available and not terminating, an updated one if there are two. */
export const availablePod = ({ pods }: NodeState): PodState | undefined => {
  const serving = pods.filter((pod) => pod.available && !pod.terminating)
  return serving.find((pod) => pod.updated) ?? serving[0]
}

/** Since when a node is not ready, and what it gives as the reason. @since 0.2.0 */
export interface NotReadySince {
  readonly since?: string
  readonly reason?: string
}

/**
 * Whether a node is not ready: its `Ready` condition is there and not `True`, or it carries the taint that
 * the node controller puts on such nodes. A node that says nothing is taken to be ready.
 */
export const notReadySince = (node: Node): NotReadySince | undefined => {
  const ready = conditionOf(node, 'Ready')
  if (ready !== undefined) {
    if (ready.status === 'True') return undefined
    const since = toInstant(ready.lastTransitionTime)
    const reason = ready.reason ?? ''
    return {
      ...(since !== undefined && { since: formatInstant(since) }),
      ...(reason !== '' && { reason }),
    }
  }
  const tainted = (node.spec?.taints ?? []).some(
    ({ key, effect }) =>
      effect === NO_EXECUTE && (key === TAINT_NOT_READY || key === TAINT_UNREACHABLE),
  )
  return tainted ? {} : undefined
}
