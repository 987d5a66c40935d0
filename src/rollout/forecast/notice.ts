import type { UnknownFit } from '../../capacity/daemonSetFit.js'
import { toInstantOrZero } from '../../data/instant.js'
import { isSpecObserved, type DaemonSet, type IntOrString } from '../../kube/daemonSet.js'
import { hostPorts } from '../../kube/hostPorts.js'
import { readySince } from '../../kube/podFacts.js'
import { unroundedValue } from '../../sync/scaledValue.js'
import type { Plan } from '../../sync/plan.js'
import { budgetOf, settingOf, type UpdateStrategy } from './updateStrategy.js'
import type { NodeState } from '../attribution/nodeState.js'

/**
 * Something about a rollout that surprises people, though it does not stop it.
 *
 * @since 0.1.0
 */
export type Notice =
  /** No node should run a pod. `pods` are those that are deleted because of that. */
  | { readonly code: 'DesiredZero'; readonly pods: number }
  /** The controller has not observed the newest spec; its status is of an older one. */
  | { readonly code: 'SpecNotObserved' }
  /** The setting comes to more than it says: percentages are rounded up, and 0 with 0 counts as 1. */
  | {
      readonly code: 'RoundedUp'
      readonly setting: 'maxUnavailable' | 'maxSurge'
      readonly value: IntOrString
      readonly of: number
      readonly to: number
    }
  /** The budget lets every node be updated at once. */
  | { readonly code: 'AllAtOnce'; readonly budget: number }
  /** Outdated pods that are not available are replaced regardless of maxUnavailable. */
  | { readonly code: 'OutsideBudget'; readonly nodes: readonly string[] }
  /** `maxSurge` puts two pods on a node, and the template takes ports of the node. */
  | { readonly code: 'SurgeWithHostPorts'; readonly ports: readonly number[] }
  /** Whether new pods fit these nodes is not known; they are taken to. */
  | {
      readonly code: 'FitNotKnown'
      readonly nodes: readonly string[]
      readonly needs: readonly UnknownFit[]
    }
  /** Pods count as available only that much later, because their nodes' clocks are ahead. */
  | { readonly code: 'ClockAhead'; readonly pods: readonly string[] }

/** What is surprising about a rollout. */
export const noticesOf = (
  daemonSet: DaemonSet,
  plan: Plan,
  nodeStates: readonly NodeState[],
  strategy: UpdateStrategy,
): readonly Notice[] => {
  const desired = nodeStates.filter(({ decision }) => decision === 'run').length
  const notices: Notice[] = []
  if (desired === 0) notices.push({ code: 'DesiredZero', pods: leaving(plan) })
  if (!isSpecObserved(daemonSet)) notices.push({ code: 'SpecNotObserved' })
  notices.push(...budgetNotices(daemonSet, strategy, desired))
  const forced = nodeStates.filter(isForced).map(({ name }) => name)
  if (forced.length > 0 && (strategy.code === 'InPlace' || strategy.code === 'Surge')) {
    notices.push({ code: 'OutsideBudget', nodes: forced })
  }
  const ports = hostPorts(daemonSet.spec?.template?.spec).map(({ port }) => port)
  if (strategy.code === 'Surge' && ports.length > 0)
    notices.push({ code: 'SurgeWithHostPorts', ports })
  const ahead = aheadOf(plan.now, nodeStates)
  if (ahead.length > 0 && (daemonSet.spec?.minReadySeconds ?? 0) > 0) {
    notices.push({ code: 'ClockAhead', pods: ahead })
  }
  return notices
}

/** Pods that the next pass deletes. */
const leaving = ({ pods }: Plan): number =>
  pods.filter(({ disposition }) => disposition.code === 'delete').length

/** Whether a node has outdated pods only, none of them available, where pods may stay. */
const isForced = ({ node, decision, pods }: NodeState): boolean => {
  const live = pods.filter((pod) => !pod.terminating)
  return (
    node !== undefined &&
    decision !== 'leave' &&
    live.length > 0 &&
    live.every((pod) => !pod.updated && !pod.available)
  )
}

const aheadOf = (now: string, nodeStates: readonly NodeState[]): readonly string[] => {
  const instant = toInstantOrZero(now)
  return nodeStates.flatMap(({ pods }) =>
    pods
      .filter(({ pod, ready, available }) => ready && !available && readySince(pod) > instant)
      .map(({ name }) => name),
  )
}

const budgetNotices = (
  daemonSet: DaemonSet,
  strategy: UpdateStrategy,
  desired: number,
): readonly Notice[] => {
  if (strategy.code !== 'InPlace' && strategy.code !== 'Surge') return []
  const setting = settingOf(strategy)
  const to = budgetOf(strategy)
  const value = daemonSet.spec?.updateStrategy?.rollingUpdate?.[setting] ?? 0
  const notices: Notice[] = []
  if (desired > 0 && roundsUp(value, desired, to)) {
    notices.push({ code: 'RoundedUp', setting, value, of: desired, to })
  }
  if (desired > 1 && to >= desired) notices.push({ code: 'AllAtOnce', budget: to })
  return notices
}

/** Whether the number is more than what was asked for by a tenth or more of all. */
const roundsUp = (value: IntOrString, desired: number, to: number): boolean => {
  const asked = unroundedValue(value, desired)
  return (to - asked) / desired >= 0.1 || (asked === 0 && to > 0)
}
