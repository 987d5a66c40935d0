import { applyPlan } from '../../cluster/applyPlan.js'
import { updateCluster } from '../../cluster/updateCluster.js'
import { planAt } from '../../cluster/plan.js'
import {
  formatInstant,
  LAST_INSTANT,
  parseInstant,
  toInstantOrZero,
  type Instant,
} from '../../data/instant.js'
import { hostPorts, portsHeldBy } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import { conditionOf, hasEnded, isBound, isReady } from '../../kube/podFacts.js'
import type { Choice } from '../../sync/choose.js'
import { nameOf, isTerminating, objectKey } from '../../kube/objectFacts.js'
import { availableFrom } from '../../sync/availability.js'
import { targetName } from '../../sync/daemonPods.js'
import type { Plan } from '../../sync/plan.js'
import type { Model } from '../forecast/model.js'
import { isLive, stillThere, type RolloutState } from './state.js'

/** The controller's pass at a state. */
export const passAt = (model: Model, { snapshot, daemonSet, now, backoff }: RolloutState): Plan =>
  planAt(snapshot, daemonSet, now > LAST_INSTANT ? LAST_INSTANT : now, {
    backoff,
    semantics: model.semantics,
  })

/** Whether a pass does something to pods; then there is another one right after it. */
export const changesPods = ({ creates, pods, choices }: Plan): boolean =>
  creates.length > 0 ||
  choices.some(({ action }) => action === 'delete') ||
  pods.some(({ claim, disposition }) => claim !== 'owned' || disposition.code === 'delete')

/**
 * The rollout after a pass, with its writes seen, what it created on its node, and what takes no time done.
 */
export const applyPass = (
  model: Model,
  state: RolloutState,
  pass: Plan,
  pick: (choice: Choice) => readonly string[],
): RolloutState => {
  const applied = applyPlan(state.snapshot, state.daemonSet, pass, {
    pick,
    deleted: 'terminating',
    semantics: model.semantics,
  })
  const namespace = pass.daemonSet.namespace
  const { wake: _woken, ...rest } = state
  const wake = wakeOf(pass)
  const after = schedule(model, {
    ...rest,
    snapshot: applied.cluster,
    daemonSet: applied.daemonSet,
    backoff: applied.backoff,
    snapshotPods: stillThere(applied.cluster, namespace, state.snapshotPods),
    ...(wake !== undefined && { wake }),
  })
  return finishDue(model, after)
}

/** When the first failed pod that is kept for backoff may be deleted. */
const wakeOf = ({ pods }: Plan): Instant | undefined => {
  const instants = pods.flatMap(({ disposition }) =>
    disposition.code === 'backoff' ? (parseInstant(disposition.until) ?? []) : [],
  )
  return instants.length === 0 ? undefined : instants.reduce((a, b) => (a < b ? a : b))
}

/**
 * The next instant at which something happens without the controller; undefined when nothing ever does.
 * Nothing happens after the last instant that can be written.
 */
export const nextInstant = (model: Model, state: RolloutState): Instant | undefined => {
  let next: Instant | undefined
  const consider = (at: Instant | undefined): void => {
    if (at === undefined || at <= state.now || at > LAST_INSTANT) return
    if (next === undefined || at < next) next = at
  }
  consider(state.wake)
  for (const pod of state.snapshot.pods?.values() ?? []) {
    consider(changeOf(model, state, pod)?.at)
    consider(availableAt(model, state, pod))
  }
  return next
}

/** The rollout at a later instant: everything due by then has happened, also what takes no time. */
export const advance = (model: Model, before: RolloutState, now: Instant): RolloutState => {
  let state = withChanges(model, before, now)
  while (isDue(model, state)) state = withChanges(model, state, now)
  return state
}

/** The rollout with what is due, where starting or stopping takes no time. */
export const finishDue = (model: Model, state: RolloutState): RolloutState =>
  isDue(model, state)
    ? { ...advance(model, state, state.now), ...(state.wake !== undefined && { wake: state.wake }) }
    : state

const isDue = (model: Model, state: RolloutState): boolean => {
  for (const pod of state.snapshot.pods?.values() ?? []) {
    const change = changeOf(model, state, pod)
    if (change !== undefined && change.at <= state.now) return true
  }
  return false
}

/** The rollout at an instant, with what happens to pods by then. */
const withChanges = (model: Model, before: RolloutState, now: Instant): RolloutState => {
  const put: Pod[] = []
  const drop: string[] = []
  for (const pod of before.snapshot.pods?.values() ?? []) {
    const change = changeOf(model, before, pod)
    if (change === undefined || change.at > now) continue
    if (change.becomes === 'gone') drop.push(objectKey(pod))
    else put.push(becomeReady(pod, change.at))
  }
  const snapshot = updateCluster(before.snapshot, { put: { pods: put }, drop: { pods: drop } })
  const namespace = before.daemonSet.metadata?.namespace ?? ''
  const snapshotPods =
    drop.length === 0 ? before.snapshotPods : stillThere(snapshot, namespace, before.snapshotPods)
  const { wake: _woken, ...rest } = before
  return schedule(model, { ...rest, snapshot, snapshotPods, now })
}

/** What happens to a pod next, without the controller: it is gone, or ready. */
interface Change {
  readonly at: Instant
  readonly becomes: 'gone' | 'ready'
}

const changeOf = (model: Model, state: RolloutState, pod: Pod): Change | undefined => {
  if (hasEnded(pod.status?.phase) || model.notReady.has(targetName(pod))) return undefined
  const shown = state.snapshotPods.get(nameOf(pod))
  if (isTerminating(pod.metadata)) {
    const deleted = toInstantOrZero(pod.metadata?.deletionTimestamp)
    const at = shown?.terminating === true ? shown.goneAt : deleted + model.goneAfter
    return at === undefined ? undefined : { at, becomes: 'gone' }
  }
  if (!isBound(pod) || isReady(pod)) return undefined
  const at = shown === undefined ? startedAt(model, pod) : shown.readyAt
  return at === undefined ? undefined : { at, becomes: 'ready' }
}

/** When a pod that the simulation created is ready. */
const startedAt = ({ newPods, readyAfter }: Model, pod: Pod): Instant | undefined =>
  newPods === 'becomeReady'
    ? toInstantOrZero(conditionOf(pod, 'PodScheduled')?.lastTransitionTime) + readyAfter
    : undefined

/** When a ready pod becomes available; in older releases only after that instant. */
const availableAt = (
  { semantics }: Model,
  { daemonSet }: RolloutState,
  pod: Pod,
): Instant | undefined => {
  const seconds = daemonSet.spec?.minReadySeconds ?? 0
  return seconds > 0 && isReady(pod) && isLive(pod)
    ? availableFrom(pod, seconds, semantics)
    : undefined
}

/** The scheduler puts pods on their nodes, where the ports that they want are free and there is room. */
export const schedule = (model: Model, state: RolloutState): RolloutState => {
  const pods = [...(state.snapshot.pods?.values() ?? [])]
  const snapshotPods = new Map(state.snapshotPods)
  const put: Pod[] = []
  for (const pod of pods) {
    const name = nameOf(pod)
    const node = targetName(pod)
    if (isBound(pod) || !isLive(pod) || state.snapshot.nodes?.has(node) !== true) continue
    const shown = snapshotPods.get(name)
    if (shown === undefined ? model.refusing.has(node) : !shown.schedulable) continue
    const isTight = shown === undefined && model.noRoomBesideOwn.has(node)
    if (isTight && onNode(pods, node).some(({ status }) => !hasEnded(status?.phase))) continue
    const wanted = hostPorts(pod.spec)
    const neighbours = wanted.length === 0 ? [] : [...model.otherPods(node), ...onNode(pods, node)]
    if (neighbours.some((other) => portsHeldBy(wanted, other).length > 0)) continue
    snapshotPods.delete(name)
    put.push(scheduled(pod, node, state.now))
  }
  if (put.length === 0) return state
  const snapshot = updateCluster(state.snapshot, { put: { pods: put } })
  return { ...state, snapshotPods, snapshot }
}

const onNode = (pods: readonly Pod[], node: string): readonly Pod[] =>
  pods.filter((pod) => pod.spec?.nodeName === node)

const scheduled = (pod: Pod, node: string, at: Instant): Pod => ({
  ...pod,
  spec: { ...pod.spec, nodeName: node },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: formatInstant(at) }],
  },
})

const becomeReady = (pod: Pod, at: Instant): Pod => ({
  ...pod,
  status: {
    phase: 'Running',
    conditions: [
      ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
      { type: 'Ready', status: 'True', lastTransitionTime: formatInstant(at) },
    ],
  },
})
