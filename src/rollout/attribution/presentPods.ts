import type { Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { OfKind } from '../../kube/kind.js'
import { conditionOf } from '../../kube/podFacts.js'
import { courseOf, type Cause, type Course, causeOf } from './causeOf.js'
import type { NodeState } from './nodeState.js'
import { rolloutContext, type AttributionOptions, type RolloutContext } from './rolloutContext.js'
import { unavailablePods } from './unavailable.js'

/**
 * What is on a node of a DaemonSet, whatever should be there.
 *
 * @since 0.2.0
 */
export interface NodePresence {
  readonly node: string
  readonly pods: readonly PresentPod[]
  /** Why the node has no pod though it should run one. */
  readonly missing?: Cause
}

/**
 * A pod that is there; without a cause it is available.
 *
 * @since 0.2.0
 */
export interface PresentPod {
  readonly pod: string
  /** Whether it waits for its node, or for its first containers. */
  readonly phase?: 'Pending'
  readonly cause?: Cause
  readonly course?: Course
  /** What the scheduler said last, of a pod that it does not place. */
  readonly scheduler?: string
}

/**
 * What is there of a DaemonSet: its pods node by node, and why those that are not available are not. A decision
 * says what should be; this says what is.
 *
 * - **Shapes** A node that has no pod and should run none is left out. Undefined where the pods are not known.
 * - **Errors** Never throws.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { presentPods } from 'podfit/rollout'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [] })
 * presentPods(snapshot, daemonSet, { now: new Date(0) }) // => [{ node: 'n1', pods: [], missing: { code: 'NotYetCreated' } }]
 *
 * @since 0.2.0
 */
export const presentPods = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: AttributionOptions,
): readonly NodePresence[] | undefined => {
  if (snapshot.pods === undefined || snapshot.nodes === undefined) return undefined
  return presenceIn(rolloutContext(snapshot, daemonSet, options))
}

/** The same of a rollout that has been looked up already. */
const presenceIn = (context: RolloutContext): readonly NodePresence[] => {
  const missing = new Map(
    unavailablePods(context).flatMap(({ node, pod, cause }) =>
      pod === undefined ? [[node, cause] as const] : [],
    ),
  )
  return context.nodeStates.map((state) => {
    const why = missing.get(state.name)
    return {
      node: state.name,
      pods: presentOn(context, state),
      ...(why !== undefined && { missing: why }),
    }
  })
}

const presentOn = (context: RolloutContext, state: NodeState): readonly PresentPod[] =>
  state.pods.map((each) => {
    const cause = causeOf(context, state, each)
    const condition = conditionOf(each.pod, 'PodScheduled')
    const message = condition?.status === 'False' ? (condition.message ?? '') : ''
    return {
      pod: each.name,
      ...(each.phase === 'Pending' && { phase: 'Pending' as const }),
      ...(cause !== undefined && { cause, course: courseOf(cause) }),
      ...(message !== '' && { scheduler: message }),
    }
  })
