import { isTerminating, objectKey } from '../../kube/objectFacts.js'
import { editCluster } from '../../cluster/edit.js'
import {
  formatInstant,
  LAST_INSTANT,
  SECOND,
  toInstantOrZero,
  type Instant,
} from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { hostPorts, portsHeldBy } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import { conditionOf, hasEnded, isBound, isReady } from '../../kube/podFacts.js'
import type { Model } from './model.js'
import { isLive, nodeOf, stillThere, type State } from './state.js'

/** What happens to a pod next, without the controller: it is gone, or ready. */
interface Change {
  readonly at: Instant
  readonly becomes: 'gone' | 'ready'
}

const changeOf = (model: Model, state: State, pod: Pod): Change | undefined => {
  if (hasEnded(pod.status?.phase) || model.down.has(nodeOf(pod))) return undefined
  const given = state.given.get(pod.metadata?.name ?? '')
  if (isTerminating(pod.metadata)) {
    const deleted = toInstantOrZero(pod.metadata?.deletionTimestamp)
    const at = given?.terminating === true ? given.gone : deleted + model.goneAfter
    return at === undefined ? undefined : { at, becomes: 'gone' }
  }
  if (!isBound(pod) || isReady(pod)) return undefined
  const at = given === undefined ? startedAt(model, pod) : given.ready
  return at === undefined ? undefined : { at, becomes: 'ready' }
}

/** When a pod that was created on the way is ready. */
const startedAt = ({ newPods, readyAfter }: Model, pod: Pod): Instant | undefined =>
  newPods === 'becomeReady'
    ? toInstantOrZero(conditionOf(pod, 'PodScheduled')?.lastTransitionTime) + readyAfter
    : undefined

/** When a ready pod becomes available; in older releases only after that instant. */
const availableAt = (model: Model, { daemonSet }: State, pod: Pod): Instant | undefined => {
  const seconds = daemonSet.spec?.minReadySeconds ?? 0
  const since = conditionOf(pod, 'Ready')?.lastTransitionTime
  if (seconds <= 0 || !since || !isReady(pod) || !isLive(pod)) return undefined
  const at = toInstantOrZero(since) + toInt64(seconds) * SECOND
  return model.semantics?.availableAtBoundary === false ? at + 1n : at
}

/**
 * The next instant at which something happens without the controller; undefined when nothing ever does.
 * Nothing happens after the last instant that can be written.
 */
export const nextInstant = (model: Model, state: State): Instant | undefined => {
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
export const elapse = (model: Model, before: State, now: Instant): State => {
  let state = happened(model, before, now)
  while (isDue(model, state)) state = happened(model, state, now)
  return state
}

/** The rollout with what is due, where starting or stopping takes no time. */
export const atOnce = (model: Model, state: State): State =>
  isDue(model, state)
    ? { ...elapse(model, state, state.now), ...(state.wake !== undefined && { wake: state.wake }) }
    : state

const isDue = (model: Model, state: State): boolean => {
  for (const pod of state.snapshot.pods?.values() ?? []) {
    const change = changeOf(model, state, pod)
    if (change !== undefined && change.at <= state.now) return true
  }
  return false
}

const happened = (model: Model, before: State, now: Instant): State => {
  const put: Pod[] = []
  const drop: string[] = []
  for (const pod of before.snapshot.pods?.values() ?? []) {
    const change = changeOf(model, before, pod)
    if (change === undefined || change.at > now) continue
    if (change.becomes === 'gone') drop.push(objectKey(pod))
    else put.push(readySince(pod, change.at))
  }
  const snapshot = editCluster(before.snapshot, { put: { pods: put }, drop: { pods: drop } })
  const namespace = before.daemonSet.metadata?.namespace ?? ''
  const given = drop.length === 0 ? before.given : stillThere(snapshot, namespace, before.given)
  const { wake: _woken, ...rest } = before
  return schedule(model, { ...rest, snapshot, given, now })
}

/** The scheduler puts pods on their nodes, where the ports that they want are free. */
export const schedule = (model: Model, state: State): State => {
  const pods = [...(state.snapshot.pods?.values() ?? [])]
  const given = new Map(state.given)
  const put: Pod[] = []
  for (const pod of pods) {
    const name = pod.metadata?.name ?? ''
    const node = nodeOf(pod)
    if (isBound(pod) || !isLive(pod) || state.snapshot.nodes?.has(node) !== true) continue
    const fate = given.get(name)
    if (fate === undefined ? model.refusing.has(node) : !fate.schedulable) continue
    const wanted = hostPorts(pod.spec)
    const neighbours = wanted.length === 0 ? [] : [...model.others(node), ...onNode(pods, node)]
    if (neighbours.some((other) => portsHeldBy(wanted, other).length > 0)) continue
    given.delete(name)
    put.push(scheduled(pod, node, state.now))
  }
  if (put.length === 0) return state
  return { ...state, given, snapshot: editCluster(state.snapshot, { put: { pods: put } }) }
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

const readySince = (pod: Pod, at: Instant): Pod => ({
  ...pod,
  status: {
    phase: 'Running',
    conditions: [
      ...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
      { type: 'Ready', status: 'True', lastTransitionTime: formatInstant(at) },
    ],
  },
})
