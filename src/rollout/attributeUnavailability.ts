import type { Cluster } from '../cluster/cluster.js'
import { withStatus } from '../cluster/applyPlan.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { rolloutStatus, type RolloutStatus } from '../kubectl/rolloutStatus.js'
import type { UnknownInput } from '../sync/disposition.js'
import { courseOf, type CauseCode, causeOf } from './attribution/causeOf.js'
import {
  availablePod,
  notReadySince,
  type NodeState,
  type PodState,
} from './attribution/nodeState.js'
import { rolloutContext, type RolloutContext } from './attribution/rolloutContext.js'
import { unavailablePods, type UnavailablePod } from './attribution/unavailable.js'
import { forecastOf, type Forecast } from './forecast/forecast.js'
import type { RolloutOptions } from './forecast/model.js'

/**
 * How far a rollout has come, and why each pod that is not available is not.
 *
 * - **Shapes** Plain JSON. Each unavailable pod appears once, with one cause.
 *
 * @since 0.1.0
 */
export interface Attribution {
  readonly now: string
  readonly unknown: readonly UnknownInput[]
  readonly desired: number
  /** Nodes that should run a pod and have an available one that is not terminating. */
  readonly available: number
  /** Those among them whose pod was made from the current template. */
  readonly updated: number
  readonly unavailable: readonly UnavailablePod[]
  /** How many there are of each cause. */
  readonly sums: Readonly<Partial<Record<CauseCode, number>>>
  /** What `kubectl rollout status` reads from the status. */
  readonly status: RolloutStatus
  /** Whether it is done, goes on, or has stalled; absent where too little is known. */
  readonly progress?: RolloutProgress
}

/**
 * Whether a rollout is done, and what `kubectl rollout status` would say of it.
 *
 * @since 0.1.0
 */
export interface RolloutProgress {
  /**
   * `done`: by the numbers that kubectl looks at. `stalled`: it is not done, and never is if nobody does
   * anything. `progressing`: everything else, also where it depends on the order whether it stalls.
   */
  readonly code: 'done' | 'progressing' | 'stalled'
  /** What `kubectl rollout status` reads once the controller's next pass has written its status. */
  readonly next: RolloutStatus
  /** What kubectl does not know even then; absent where it knows it all, or refuses to answer. */
  readonly blindSpot?: BlindSpot
}

/** What `kubectl rollout status` does not know. @since 0.1.0 */
export type BlindSpot =
  /** The DaemonSet is being deleted, so the controller does nothing. */
  | 'BeingDeleted'
  /** It waits, and the rollout stalls. */
  | 'NeverEnds'
  /** It waits, and whether the rollout completes depends on which nodes Kubernetes picks. */
  | 'MayNeverEnd'
  /** It waits for ever: it counts a pod that is terminating for ever, though its successor serves. */
  | 'CountsTerminating'
  /** It says done, counting one pod of each node that should run one, and something else is left. */
  | 'LeftOver'

/**
 * How far a rollout has come, and why each unavailable pod is not available: one cause from a closed list,
 * read from the status of pods and nodes, and for nodes without a pod from the events.
 *
 * - **Rules**
 *   1. A pod counts as unavailable when it is terminating, or is not ready for `minReadySeconds`.
 *   2. Each has the first cause that applies: its node, its deletion, the scheduler, its containers, time.
 *   3. A node that should run a pod and has none: the API server refused the last attempt, if an event says
 *      so; otherwise it is still to be created.
 *   4. The rollout is done when `kubectl rollout status` says so after the next pass (under `OnDelete`: when
 *      its numbers are reached), stalled when it is not done and `forecast` says that it never is, and progressing otherwise.
 *
 * - **Laws** every unavailable pod has exactly one cause; available and unavailable pods of nodes that should
 *   run one add up to the desired number
 *
 * @example
 * import { cluster } from 'podfit'
 * import { attributeUnavailability } from 'podfit/rollout'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * attributeUnavailability(snapshot, daemonSet, { now: new Date(0) }).sums // => { NotYetCreated: 1 }
 *
 * @since 0.1.0
 */
export const attributeUnavailability = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: RolloutOptions,
): Attribution => {
  const context = rolloutContext(snapshot, daemonSet, options)
  const { plan, nodeStates } = context
  const unavailable = plan.unknown.some((input) => input !== 'revisions')
    ? []
    : unavailablePods(context)
  const sums = new Map<CauseCode, number>()
  for (const { cause } of unavailable) sums.set(cause.code, (sums.get(cause.code) ?? 0) + 1)
  const progress = progressOf(context, forecastOf(snapshot, options, context))
  const desired = nodeStates.filter(({ decision }) => decision === 'run')
  const serving = desired.flatMap((state) => availablePod(state) ?? [])
  return {
    now: plan.now,
    unknown: plan.unknown,
    desired: desired.length,
    available: serving.length,
    updated: serving.filter(({ updated }) => updated).length,
    unavailable,
    sums: Object.fromEntries(sums),
    status: rolloutStatus<string>(daemonSet),
    ...(progress !== undefined && { progress }),
  }
}

const NEVER_DONE: ReadonlySet<Forecast['code']> = new Set(['Stalls', 'Stopped', 'Endless'])

/** Rule 4; undefined where too little is known to tell. */
export const progressOf = (
  context: RolloutContext,
  forecast: Forecast,
): RolloutProgress | undefined => {
  if (forecast.code === 'Unknown') return undefined
  const after = withStatus(context.daemonSet, context.plan)
  const done = isDone(after)
  const stalls = NEVER_DONE.has(forecast.code)
  const next = rolloutStatus(after)
  const refuses = next.code === 'NotRollingUpdate'
  const blindSpot = refuses ? undefined : blindSpotOf(done, forecast.code, context)
  return {
    code: done ? 'done' : stalls ? 'stalled' : 'progressing',
    next,
    ...(blindSpot !== undefined && { blindSpot }),
  }
}

/** By the numbers that kubectl looks at, whether or not the strategy is one that it answers for. */
const isDone = (daemonSet: DaemonSet): boolean => {
  const spec = { ...daemonSet.spec, updateStrategy: { type: 'RollingUpdate' } }
  return rolloutStatus({ ...daemonSet, spec }).code === 'Done'
}

const blindSpotOf = (
  done: boolean,
  code: Exclude<Forecast['code'], 'Unknown'>,
  context: RolloutContext,
): BlindSpot | undefined => {
  if (context.plan.outcome.code === 'BeingDeleted') return 'BeingDeleted'
  if (done) return code === 'Done' || code === 'Stopped' ? undefined : 'LeftOver'
  if (NEVER_DONE.has(code)) return 'NeverEnds'
  if (code === 'MayStall') return 'MayNeverEnd'
  return countsTerminating(context) ? 'CountsTerminating' : undefined
}

/** Whether kubectl's numbers count a pod that is never gone: they look at the oldest of those that are left of a node. */
const countsTerminating = (context: RolloutContext): boolean =>
  context.nodeStates.some((state) => {
    if (state.decision !== 'run') return false
    const oldest = state.pods.find(
      (pod) => (pod.updated && !pod.terminating) || neverGone(context, state, pod),
    )
    if (oldest === undefined || (oldest.updated && oldest.available)) return false
    return neverGone(context, state, oldest)
  })

const neverGone = (context: RolloutContext, state: NodeState, pod: PodState): boolean => {
  if (!pod.terminating) return !pod.updated && isNotReady(state)
  const cause = causeOf(context, state, pod)
  return cause !== undefined && courseOf(cause) === 'lasts'
}

const isNotReady = ({ node }: NodeState): boolean =>
  node !== undefined && notReadySince(node) !== undefined
