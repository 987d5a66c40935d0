import { hostPorts, portsHeldBy } from '../../kube/hostPorts.js'
import { hasEnded } from '../../kube/podFacts.js'
import { courseOf, causeOf } from '../attribution/causeOf.js'
import type { NodeState, PodState } from '../attribution/nodeState.js'
import type { RolloutContext } from '../attribution/rolloutContext.js'
import type { Model } from './model.js'
import type { UpdateMode } from './updateStrategy.js'

/** What becomes of a node in a rollout when nobody helps. */
export interface NodeForecast {
  readonly state: NodeState
  /**
   * `certain`: it ends like this whichever nodes Kubernetes picks. `candidate`: like this if it is picked,
   * otherwise its outdated pod stays. `ineligible`: it should run no pod, and its outdated one is deleted once
   * enough are available elsewhere.
   */
  readonly role: 'certain' | 'candidate' | 'ineligible'
  /** Whether it counts against the budget for ever. */
  readonly countsAgainstBudget: boolean
  /** Whether it gets the update in the end. */
  readonly completes: boolean
  /** Whether it counts as available in the end. */
  readonly available: boolean
}

/** What every node's forecast depends on. */
export interface ForecastContext extends RolloutContext {
  readonly updateMode: UpdateMode
  readonly model: Model
}

type End = Omit<NodeForecast, 'state' | 'role'>

const SERVED: End = { countsAgainstBudget: false, completes: true, available: true }
const EMPTY: End = { countsAgainstBudget: false, completes: true, available: false }

/**
 * What becomes of a node, by its pods and by what lasts.
 *
 * - **Rules**
 *   1. Pods of a node that does not exist are collected.
 *   2. Where none may stay, all are deleted. Elsewhere pods that have ended are deleted, and of several that
 *      run the oldest stays, under surge the oldest of each revision.
 *   3. Then the node is empty, has an updated pod, an outdated one, or under surge both.
 */
export const forecastNode = (context: ForecastContext, state: NodeState): NodeForecast => {
  if (state.node === undefined) return certain(state, EMPTY)
  const live = state.pods.filter((pod) => !pod.terminating)
  if (state.decision === 'leave') return certain(state, emptied(context, state, live))
  const running = live.filter((pod) => !hasEnded(pod.phase, context.semantics))
  return context.updateMode === 'surge'
    ? surging(context, state, running)
    : inPlace(context, state, running)
}

const certain = (state: NodeState, end: End): NodeForecast => ({ state, role: 'certain', ...end })

const isNotReady = ({ model }: ForecastContext, { name }: NodeState): boolean =>
  model.notReady.has(name)

const lasts = (context: ForecastContext, state: NodeState, pod: PodState): boolean => {
  const cause = causeOf(context, state, pod)
  return cause !== undefined && courseOf(cause) === 'lasts'
}

/** Whether a pod that is terminating already stays for ever. */
const staysTerminating = (context: ForecastContext, state: NodeState): boolean =>
  state.pods.some((pod) => pod.terminating && lasts(context, state, pod))

/** Whether a pod that is deleted now is terminating for ever: its kubelet does not answer. */
const neverGone = (
  context: ForecastContext,
  state: NodeState,
  pods: readonly PodState[],
): boolean =>
  isNotReady(context, state) && pods.some(({ bound, phase }) => bound && !hasEnded(phase))

/** Whether a new pod becomes ready on the node, once no pod of this DaemonSet blocks it. */
const starts = (context: ForecastContext, state: NodeState): boolean =>
  !isNotReady(context, state) &&
  !context.model.refusing.has(state.name) &&
  context.model.newPods === 'becomeReady' &&
  context.model.portHolders(state.name).by.length === 0

/** Whether a new pod may need what pods of this DaemonSet hold on the node: ports, or room. */
const needsTheirs = ({ daemonSet, model }: ForecastContext, { name }: NodeState): boolean =>
  hostPorts(daemonSet.spec?.template?.spec).length > 0 || model.noRoomBesideOwn.has(name)

/** Whether a new pod waits for what a pod of this DaemonSet holds on the node. */
const waitsFor = (
  { daemonSet, model }: ForecastContext,
  { name }: NodeState,
  { pod }: PodState,
): boolean =>
  model.noRoomBesideOwn.has(name) ||
  portsHeldBy(hostPorts(daemonSet.spec?.template?.spec), pod).length > 0

/** The node when these pods of it have been deleted. */
const emptied = (context: ForecastContext, state: NodeState, deleted: readonly PodState[]): End => {
  const held = staysTerminating(context, state) || neverGone(context, state, deleted)
  const wanted = state.decision === 'run'
  const inPlaceOfAnother = context.updateMode !== 'surge'
  if (inPlaceOfAnother && held) return { ...EMPTY, countsAgainstBudget: true, completes: !wanted }
  if (!wanted) return EMPTY
  const free = !held || !needsTheirs(context, state)
  if (starts(context, state) && free) return SERVED
  return { countsAgainstBudget: inPlaceOfAnother, completes: false, available: false }
}

/** Whether a pod that stays becomes available in the end. */
const succeeds = (context: ForecastContext, state: NodeState, pod: PodState): boolean => {
  const cause = pod.available ? undefined : causeOf(context, state, pod)
  if (cause === undefined) return true
  const waitsForNode =
    cause.code === 'NotScheduled' || (cause.code === 'HeldByHostPort' && cause.by.length > 0)
  if (!waitsForNode) return courseOf(cause) !== 'lasts'
  return (
    starts(context, state) && !(staysTerminating(context, state) && needsTheirs(context, state))
  )
}

/** Rule 3 without surge: a node with an outdated pod is emptied first. */
const inPlace = (
  context: ForecastContext,
  state: NodeState,
  running: readonly PodState[],
): NodeForecast => {
  const [kept, ...excess] = running
  if (kept === undefined) return certain(state, emptied(context, state, []))
  if (kept.updated) return certain(state, keeps(state, succeeds(context, state, kept)))
  if (context.updateMode === 'onDelete') {
    const available = succeeds(context, state, kept)
    return certain(state, { countsAgainstBudget: false, completes: false, available })
  }
  const end = emptied(context, state, [kept, ...excess])
  return kept.available ? { state, role: 'candidate', ...end } : certain(state, end)
}

/** A node whose updated pod stays. */
const keeps = (state: NodeState, available: boolean): End => ({
  countsAgainstBudget: !available,
  completes: available || state.decision !== 'run',
  available,
})

/** Which pods of a node stay under surge, which are deleted: by their hashes, not by whether they are updated. */
const pruned = (running: readonly PodState[]) => {
  if (running.length <= 1) return { stay: running, deleted: [] }
  const newest = running.find((pod) => pod.current)
  const oldest = running.find((pod) => !pod.current)
  const stay = running.filter(
    (pod) => pod === newest || (pod === oldest && (newest === undefined || pod.ready)),
  )
  return { stay, deleted: running.filter((pod) => !stay.includes(pod)) }
}

/** Rule 3 with surge: an outdated pod stays until its successor is available. */
const surging = (
  context: ForecastContext,
  state: NodeState,
  running: readonly PodState[],
): NodeForecast => {
  const { stay, deleted } = pruned(running)
  const [first, ...others] = stay
  if (first === undefined) return certain(state, emptied(context, state, deleted))
  if (others.length > 0) return certain(state, superseded(context, state, stay))
  if (first.updated) {
    const end = keeps(state, succeeds(context, state, first))
    return certain(state, { ...end, countsAgainstBudget: false })
  }
  const outdated = first
  const stays: End = {
    countsAgainstBudget: true,
    completes: false,
    available: succeeds(context, state, outdated),
  }
  if (state.decision !== 'run' && context.semantics.surgeChecksNodes) {
    return outdated.available ? { state, role: 'ineligible', ...EMPTY } : certain(state, EMPTY)
  }
  const free = !(staysTerminating(context, state) && needsTheirs(context, state))
  const successor = state.decision === 'run' && starts(context, state) && free
  if (!outdated.ready) return certain(state, emptied(context, state, [outdated, ...deleted]))
  const end = successor && !waitsFor(context, state, outdated) ? SERVED : stays
  return outdated.available ? { state, role: 'candidate', ...end } : certain(state, end)
}

/** A node with a pod of the current hash beside one of another, which stays until the former is available. */
const superseded = (context: ForecastContext, state: NodeState, stay: readonly PodState[]): End => {
  const oldest = stay.find((pod) => !pod.current)
  const newest = stay.find((pod) => pod.current)
  const blocked =
    newest?.bound === false && oldest !== undefined && waitsFor(context, state, oldest)
  if (newest !== undefined && !blocked && succeeds(context, state, newest)) return SERVED
  const available = oldest !== undefined && succeeds(context, state, oldest)
  const updated = oldest?.updated === true
  return {
    countsAgainstBudget: true,
    completes: updated && (available || state.decision !== 'run'),
    available: !updated && available,
  }
}
