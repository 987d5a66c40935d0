import type { Cluster } from '../../cluster/cluster.js'
import { grouped } from '../../data/grouped.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { OfKind } from '../../kube/kind.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { Outcome } from '../../sync/plan.js'
import { rolloutContext, type RolloutContext } from '../attribution/rolloutContext.js'
import { blockersOf, type Blocker } from './blocker.js'
import { isStopped, modelOf, type EndlessCause, type Model, type RolloutOptions } from './model.js'
import { forecastNode, type ForecastContext, type NodeForecast } from './nodeForecast.js'
import { noticesOf, type Notice } from './notice.js'
import { budgetOf, updateModeOf, updateStrategyOf, type UpdateStrategy } from './updateStrategy.js'

/** The least and the most of a number, over every order in which Kubernetes may pick nodes. @since 0.1.0 */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/**
 * Whether a rollout completes.
 *
 * @since 0.1.0
 */
export type ForecastCode =
  /** Nothing is left to do. */
  | 'Done'
  /** It completes. */
  | 'Completes'
  /** Whether it completes depends on which nodes Kubernetes picks first. */
  | 'MayStall'
  /** It gets stuck. */
  | 'Stalls'

/**
 * Whether a rollout completes, and what blocks it.
 *
 * - **Shapes** Plain JSON.
 *
 * @since 0.1.0
 */
export type Forecast =
  | {
      readonly code: ForecastCode
      readonly now: string
      readonly desired: number
      readonly updateStrategy: UpdateStrategy
      /** How many nodes always count against the budget. */
      readonly budgetUsed: number
      /** How many more do once Kubernetes picks them. */
      readonly budgetAtRisk: number
      /** Nodes whose outdated pod waits for the budget. */
      readonly candidates: number
      /** Of those, how many are never picked. */
      readonly neverPicked: Bounds
      /** Nodes that never get the update. */
      readonly unfinished: Bounds
      readonly blockers: readonly Blocker[]
      /** The smallest budget with which every candidate is picked, where that would complete one of them. */
      readonly budgetNeeded?: number
      readonly notices: readonly Notice[]
    }
  /** The controller does nothing: the DaemonSet is being deleted, or it cannot be worked with. */
  | { readonly code: 'Stopped'; readonly now: string; readonly outcome: Outcome }
  /** The controller goes on for ever. */
  | { readonly code: 'Endless'; readonly now: string; readonly why: EndlessCause }
  | {
      readonly code: 'Unknown'
      readonly now: string
      readonly needs: readonly UnknownInput[]
    }

/**
 * Whether a rollout completes, by arithmetic on one snapshot, with the assumptions of `simulate`.
 *
 * - **Rules**
 *   1. Nodes that always count against the budget are counted: those whose pod never becomes available, and
 *      those where a pod is terminating for ever, whether or not they should run one.
 *   2. When as many as the budget allows do, no further node is picked. Where nodes join them only once they
 *      are picked, the order decides how many others are picked before.
 *   3. Without surge an outdated pod that is not available is replaced regardless of maxUnavailable; with
 *      surge its successor is started regardless of maxSurge.
 *
 * - **Laws** it says that a rollout stalls if and only if the simulation does, and counts the same nodes that
 *   never get the update, over every order
 * - **Differs** from the simulation where an outdated pod becomes available just as the rollout begins: what
 *   the first pass does beyond the budget is not counted apart
 * - **Cost** O(nodes + pods)
 *
 * @example
 * import { cluster } from 'podfit'
 * import { forecast } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }
 * const template = { metadata: { labels: { app: 'agent' } } }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template, updateStrategy } }
 * const conditions = [{ type: 'Ready', status: 'False' }]
 * const nodes = [{ metadata: { name: 'dead' }, status: { conditions } }]
 * const answer = forecast(cluster({ nodes, pods: [], revisions: [] }), daemonSet, { now: new Date(0) })
 * answer.code // => 'Stalls'
 *
 * @since 0.1.0
 */
export const forecast = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: RolloutOptions,
): Forecast => forecastOf(snapshot, options, rolloutContext(snapshot, daemonSet, options))

/** The forecast of a rollout that has been looked up already. */
export const forecastOf = (
  snapshot: Cluster,
  options: RolloutOptions,
  rollout: RolloutContext,
): Forecast => {
  const { daemonSet, plan, nodeStates, semantics } = rollout
  const { now } = plan
  if (plan.outcome.code === 'BeingDeleted') return { code: 'Stopped', now, outcome: plan.outcome }
  if (plan.unknown.length > 0) return { code: 'Unknown', now, needs: plan.unknown }
  if (isStopped(plan.outcome)) return { code: 'Stopped', now, outcome: plan.outcome }
  const model = modelOf(snapshot, daemonSet, options, rollout)
  if (model.endless !== undefined) return { code: 'Endless', now, why: model.endless }

  const desired = nodeStates.filter(({ decision }) => decision === 'run').length
  const updateStrategy = updateStrategyOf(daemonSet, desired, semantics)
  const updateMode = updateModeOf(updateStrategy)
  const context: ForecastContext = { ...rollout, updateMode, model }
  const forecasts = nodeStates.map((state) => forecastNode(context, state))

  const count = countsOf(forecasts, budgetOf(updateStrategy), desired)
  const waiting = count.neverPicked.most > 0
  const worthPicking = forecasts.some(({ role, completes }) => role === 'candidate' && completes)
  const missing = waiting && worthPicking && updateMode !== 'onDelete'
  const code = codeOf(count.unfinished, forecasts)
  return {
    code,
    now,
    desired,
    updateStrategy,
    ...count,
    blockers: blockersOf(context, forecasts, waiting || ineligibleLeft(forecasts, desired) > 0),
    ...(missing && { budgetNeeded: count.budgetUsed + count.budgetAtRisk + 1 }),
    notices: [
      ...noticesOf(daemonSet, plan, nodeStates, updateStrategy),
      ...(code === 'Done' ? [] : fitNotices(model)),
    ],
  }
}

/** Nodes whose room is not known, by what has to be given. */
const fitNotices = ({ fitNotKnown }: Model): readonly Notice[] =>
  [...grouped(fitNotKnown, ([, needs]) => needs.join()).values()].map((same) => ({
    code: 'FitNotKnown',
    nodes: same.map(([node]) => node),
    needs: same[0][1],
  }))

/** The arithmetic of rule 2. */
const countsOf = (forecasts: readonly NodeForecast[], budget: number, desired: number) => {
  const certain = forecasts.filter(({ role }) => role === 'certain')
  const candidates = forecasts.filter(({ role }) => role === 'candidate')
  const traps = candidates.filter(({ countsAgainstBudget }) => countsAgainstBudget)
  const harmless = traps.filter(({ completes }) => completes).length
  const budgetUsed = certain.filter(({ countsAgainstBudget }) => countsAgainstBudget).length
  /** How many of the traps fit into the budget: all of them where it never runs out. */
  const room = Math.max(0, budget - budgetUsed)
  const runsOut = traps.length >= room
  const caught = runsOut ? room : traps.length
  const neverPicked: Bounds = {
    least: room === 0 ? candidates.length : traps.length - caught,
    most: runsOut ? candidates.length - caught : 0,
  }
  const undone =
    certain.filter(({ completes }) => !completes).length + ineligibleLeft(forecasts, desired)
  const badTraps = traps.length - harmless
  return {
    budgetUsed,
    budgetAtRisk: traps.length,
    candidates: candidates.length,
    neverPicked,
    unfinished: {
      least: undone + neverPicked.least + Math.max(0, caught - harmless),
      most: undone + neverPicked.most + Math.min(caught, badTraps),
    },
  }
}

/** Pods on nodes that should not run them stay as long as too few are available elsewhere. */
const ineligibleLeft = (forecasts: readonly NodeForecast[], desired: number): number => {
  const ineligible = forecasts.filter(({ role }) => role === 'ineligible').length
  const elsewhere = forecasts.filter(
    ({ role, available }) => role === 'candidate' || (role === 'certain' && available),
  ).length
  return Math.min(ineligible, Math.max(0, desired - elsewhere))
}

const codeOf = ({ least, most }: Bounds, forecasts: readonly NodeForecast[]): ForecastCode => {
  if (least > 0) return 'Stalls'
  if (most > 0) return 'MayStall'
  return forecasts.every(isDone) ? 'Done' : 'Completes'
}

const isDone = ({ state: { decision, pods } }: NodeForecast): boolean =>
  pods.every((pod) => pod.updated && pod.available && !pod.terminating) &&
  pods.length <= 1 &&
  (decision !== 'run' || pods.length === 1)
