import type { Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { newestSemantics } from '../../kube/semantics.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { Outcome } from '../../sync/plan.js'
import { blockersOf, type Blocker } from './blocker.js'
import type { Bounds } from '../simulation/everyOrder.js'
import { modelOf, type RolloutOptions } from '../simulation/model.js'
import { noticesOf, type Notice } from './notice.js'
import { budgetOf, mannerOf, paceOf, type Pace } from './pace.js'
import { prospectOf, type Outlook, type Prospect } from './prospect.js'
import { sceneryOf, type Scenery } from '../attribution/scenery.js'

/**
 * What a rollout comes to.
 *
 * @since 0.1.0
 */
export type ForecastCode =
  /** Nothing is left to do. */
  | 'Done'
  /** It gets done. */
  | 'Finishes'
  /** Whether it gets done hangs on which nodes Kubernetes happens to take first. */
  | 'MayRest'
  /** It comes to rest before it is done. */
  | 'Rests'

/**
 * What a rollout comes to, and what stands in its way.
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
      readonly pace: Pace
      /** How many nodes use up one of the budget for ever, and how many more would, once they are taken. */
      readonly spent: number
      readonly wouldSpend: number
      /** Nodes whose outdated pod waits for the budget. */
      readonly candidates: number
      /** Of those, how many are never taken. */
      readonly neverTaken: Bounds
      /** Nodes that are not done in the end. */
      readonly unfinished: Bounds
      readonly blockers: readonly Blocker[]
      /** The smallest budget with which every candidate is taken, where that would get one of them done. */
      readonly budgetNeeded?: number
      readonly notices: readonly Notice[]
    }
  /** The controller does nothing: the DaemonSet is being deleted, or it cannot be worked with. */
  | { readonly code: 'Stopped'; readonly now: string; readonly outcome: Outcome }
  | {
      readonly code: 'Unknown'
      readonly now: string
      readonly needs: readonly UnknownInput[]
    }

/**
 * Whether a rollout gets done, by arithmetic on one snapshot, in the world that `simulate` assumes.
 *
 * - **Rules**
 *   1. Nodes that use up the budget for ever are counted: those whose pod never gets available, and those
 *      where a pod never finishes being deleted, whether or not they should run one.
 *   2. As many as the budget is of them, and no further node is taken. Nodes that join them only once they are
 *      taken leave it to chance how many others are taken before.
 *   3. Without surge an outdated pod that is not available is replaced whatever the budget says; with surge its
 *      successor is.
 *
 * - **Laws** it says that a rollout rests before it is done if and only if the simulation does, and counts
 *   the same unfinished nodes over every order
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
 * answer.code // => 'Rests'
 *
 * @since 0.1.0
 */
export const forecast = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
): Forecast => forecastOf(snapshot, daemonSet, options, sceneryOf(snapshot, daemonSet, options))

/** The forecast of what has been looked at already. */
export const forecastOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
  scenery: Scenery,
): Forecast => {
  const semantics = options.semantics ?? newestSemantics
  const { plan, places, around } = scenery
  const { now } = plan
  if (plan.unknown.length > 0) return { code: 'Unknown', now, needs: plan.unknown }
  if (stops(plan.outcome)) return { code: 'Stopped', now, outcome: plan.outcome }

  const desired = places.filter(({ decision }) => decision === 'run').length
  const pace = paceOf(daemonSet, desired, semantics)
  const model = modelOf(snapshot, daemonSet, options, scenery)
  const outlook: Outlook = { manner: mannerOf(pace), daemonSet, model, around, semantics }
  const prospects = places.map((place) => prospectOf(outlook, place))

  const count = countsOf(prospects, budgetOf(pace), desired)
  const blockers = blockersOf(outlook, scenery, prospects, count.neverTaken.most > 0)
  const worthTaking = prospects.some(({ role, finishes }) => role === 'candidate' && finishes)
  const missing = count.neverTaken.most > 0 && worthTaking && mannerOf(pace) !== 'onDelete'
  return {
    code: codeOf(count.unfinished, prospects),
    now,
    desired,
    pace,
    ...count,
    blockers,
    ...(missing && { budgetNeeded: count.spent + count.wouldSpend + 1 }),
    notices: noticesOf(daemonSet, plan, places, pace),
  }
}

/** A fault of the rolling update is one that nodes may pass, or the budget's, which the pace tells. */
const stops = (outcome: Outcome): boolean =>
  outcome.code !== 'Synced' && !(outcome.code === 'Failed' && outcome.step === 'rollingUpdate')

/** The arithmetic of rule 2. */
const countsOf = (prospects: readonly Prospect[], budget: number, desired: number) => {
  const settled = prospects.filter(({ role }) => role === 'settled')
  const candidates = prospects.filter(({ role }) => role === 'candidate')
  const traps = candidates.filter(({ spends }) => spends)
  const harmless = traps.filter(({ finishes }) => finishes).length
  const spent = settled.filter(({ spends }) => spends).length
  /** How many of the traps fit into the budget: all of them where it never runs out. */
  const room = Math.max(0, budget - spent)
  const runsOut = traps.length >= room
  const caught = runsOut ? room : traps.length
  const neverTaken: Bounds = {
    least: room === 0 ? candidates.length : traps.length - caught,
    most: runsOut ? candidates.length - caught : 0,
  }
  const left = sunsetLeft(prospects, desired)
  const undone = settled.filter(({ finishes }) => !finishes).length + left
  const badTraps = traps.length - harmless
  return {
    spent,
    wouldSpend: traps.length,
    candidates: candidates.length,
    neverTaken,
    unfinished: {
      least: undone + neverTaken.least + Math.max(0, caught - harmless),
      most: undone + neverTaken.most + Math.min(caught, badTraps),
    },
  }
}

/** Pods on nodes that should not run them stay as long as too few are available elsewhere. */
const sunsetLeft = (prospects: readonly Prospect[], desired: number): number => {
  const sunset = prospects.filter(({ role }) => role === 'sunset').length
  const elsewhere = prospects.filter(
    ({ role, available }) => role === 'candidate' || (role === 'settled' && available),
  ).length
  return Math.min(sunset, Math.max(0, desired - elsewhere))
}

const codeOf = ({ least, most }: Bounds, prospects: readonly Prospect[]): ForecastCode => {
  if (least > 0) return 'Rests'
  if (most > 0) return 'MayRest'
  return prospects.every(isDone) ? 'Done' : 'Finishes'
}

const isDone = ({ place }: Prospect): boolean =>
  place.pods.every((pod) => pod.updated && pod.available && !pod.terminating) &&
  place.pods.length <= 1 &&
  (place.decision !== 'run' || place.pods.length === 1)
