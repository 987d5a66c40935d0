import type { Cluster } from '../../cluster/cluster.js'
import { toInstant, type Instant, type Time } from '../../data/instant.js'
import type { DaemonSet, IntOrString } from '../../kube/daemonSet.js'
import type { StringMap } from '../../kube/objectMeta.js'
import type { Maybe } from '../../data/maybe.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { Plan } from '../../sync/plan.js'
import { sceneryOf, type AttributionOptions } from '../attribution/scenery.js'
import { shutGates, spareNodes, type Gates, type ShutGate } from '../forecast/gates.js'
import { availablePod, type Place, type PlacedPod } from '../forecast/place.js'
import { stageNodes, type StageNodes } from './stageNodes.js'

/**
 * How a rollout is staged.
 *
 * @since 0.1.0
 */
export interface StageOptions extends AttributionOptions {
  /** Cumulative: how many nodes, or which percentage of them, are updated when the stage is done. */
  readonly stages: readonly IntOrString[]
  /** Says by their labels which nodes make up a first stage of their own; a label selector's `matches` does. */
  readonly canary?: (labels: Maybe<StringMap>) => boolean
  /** A label, such as the zone: no two of its values are in one stage. */
  readonly by?: string
  readonly gates?: Gates
  /**
   * When the rollout began; the creation of the current revision unless given. Nodes that joined since come
   * last.
   */
  readonly since?: Time
}

/** A stage of a rollout. @since 0.1.0 */
export interface Stage {
  readonly name: string
  /** The value of the label by which stages are split. */
  readonly group?: string
  /** How many nodes are updated when the stage is done, those of the stages before counted in. */
  readonly bound: number
  readonly nodes: readonly string[]
  /** Those that have no updated, available pod yet. */
  readonly left: readonly string[]
  readonly state: 'done' | 'current' | 'later'
}

/** What takes a staged rollout on. Nobody does it. @since 0.1.0 */
export type StageAction =
  | { readonly code: 'None' }
  /** Under `OnDelete`: these pods are to be deleted now. */
  | { readonly code: 'DeletePods'; readonly pods: readonly string[] }
  /**
   * A rolling update takes any nodes, and goes on to the next by itself: no number of it gives a stage.
   * `OnDelete`, which replaces nothing by being set, and these pods do. `atOnce` is the budget with which a
   * rolling update takes as many nodes at once, whichever they are; absent where it takes these anyway, or
   * where what it spends is not known.
   */
  | { readonly code: 'UseOnDelete'; readonly pods: readonly string[]; readonly atOnce?: AtOnce }
  /** Pods of the stage are on their way, or gates are shut. */
  | {
      readonly code: 'Wait'
      readonly nodes: readonly string[]
      readonly gates: readonly ShutGate[]
    }
  | { readonly code: 'Unknown'; readonly needs: readonly UnknownInput[] }

/** A setting of the rolling update, and its number. @since 0.1.0 */
export interface AtOnce {
  readonly setting: 'maxUnavailable' | 'maxSurge'
  readonly to: number
}

/** A rollout in stages, and what to do next. @since 0.1.0 */
export interface StagedRollout {
  readonly now: string
  readonly stages: readonly Stage[]
  readonly next: StageAction
}

/**
 * A rollout in stages: which nodes each takes, which is under way, and which pods to delete now. It is
 * computed from the live objects alone, so that it can be stopped, repeated and resumed at any time.
 *
 * - **Rules**
 *   1. Stages are cumulative. Nodes with an updated pod count first, then they go by name; a stage takes its
 *      percentage of the nodes rounded up, and at least one. The last stage takes all.
 *   2. The first stage that has a node without an updated, available pod is the current one; those after it
 *      wait, and so does its start until every gate is open.
 *   3. Of the current stage, all outdated pods are to be deleted, as far as `minAvailable` allows.
 *   4. A rolling update is to become `OnDelete` first: it never stops at a stage.
 *
 * - **Laws** who follows the answers never goes beyond the current stage, and gets to the end
 *   stages are disjoint and complete; each respects its bound; after any progress within them the
 *   same nodes are left in the same stages
 *
 * @example
 * import { cluster } from 'podfit'
 * import { stagedRollout } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const nodes = ['n1', 'n2', 'n3', 'n4'].map((name) => ({ metadata: { name } }))
 * const snapshot = cluster({ nodes, pods: [], revisions: [] })
 * const { stages } = stagedRollout(snapshot, daemonSet, { now: new Date(0), stages: ['30%'] })
 * stages.map((stage) => stage.nodes) // => [['n1', 'n2'], ['n3', 'n4']]
 *
 * @since 0.1.0
 */
export const stagedRollout = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: StageOptions,
): StagedRollout => {
  const { plan, places, around } = sceneryOf(snapshot, daemonSet, options)
  if (plan.unknown.length > 0) {
    return { now: plan.now, stages: [], next: { code: 'Unknown', needs: plan.unknown } }
  }
  const wanted = places.filter(({ decision }) => decision === 'run')
  const { stages: asked, canary = () => false, by, gates = {} } = options
  const drawn = stageNodes(wanted, {
    stages: asked,
    isCanary: ({ node }) => canary(node?.metadata?.labels),
    by,
    since: toInstant(options.since) ?? revisionCreated(snapshot, plan),
  })
  const current = drawn.findIndex(({ places: members }) => members.some(isLeft))
  const stage = drawn[current]
  return {
    now: plan.now,
    stages: drawn.map((each, i) => stageOf(each, i, current)),
    next:
      stage === undefined
        ? { code: 'None' }
        : actionOf(daemonSet, plan, wanted, stage, gates, around.now),
  }
}

/** When the current revision was recorded; a template that is yet to be recorded has no past. */
const revisionCreated = (
  { revisions }: Cluster,
  { revision, daemonSet: { namespace } }: Plan,
): Instant | undefined =>
  revision.code === 'Current'
    ? toInstant(
        revisions?.get(namespacedName({ namespace, name: revision.name }))?.metadata
          ?.creationTimestamp,
      )
    : undefined

const isLeft = (place: Place): boolean => availablePod(place)?.updated !== true

const stageOf = (stage: StageNodes, i: number, current: number): Stage => {
  const { name, group, bound, places } = stage
  return {
    name,
    ...(group !== undefined && { group }),
    bound,
    nodes: places.map((place) => place.name),
    left: places.filter(isLeft).map((place) => place.name),
    state: i === current ? 'current' : current === -1 || i < current ? 'done' : 'later',
  }
}

/** Rules 2 and 3. */
const actionOf = (
  daemonSet: DaemonSet,
  plan: Plan,
  wanted: readonly Place[],
  { places }: StageNodes,
  gates: Gates,
  now: Instant,
): StageAction => {
  const left = places.filter(isLeft)
  const shut = shutGates(wanted, gates, left.length === places.length, now)
  const outdated = left.filter((place) => place.pods.some(isOutdated))
  const down = outdated.filter((place) => availablePod(place) === undefined)
  const up = outdated.filter((place) => availablePod(place) !== undefined)
  const taken = [...down, ...up.slice(0, Math.max(0, spareNodes(wanted, gates)))]
  if (shut.length > 0 || taken.length === 0) {
    return { code: 'Wait', nodes: left.map(({ name }) => name), gates: shut }
  }
  const pods = taken.flatMap((place) => place.pods.filter(isOutdated).map(({ name }) => name))
  if (daemonSet.spec?.updateStrategy?.type !== 'RollingUpdate') return { code: 'DeletePods', pods }
  const within = taken.length - down.length
  const atOnce = within > 0 ? atOnceOf(plan, within) : undefined
  return { code: 'UseOnDelete', pods, ...(atOnce !== undefined && { atOnce }) }
}

/** The budget with which the next pass takes so many nodes within it. */
const atOnceOf = ({ rollingUpdate }: Plan, nodes: number): AtOnce | undefined => {
  if (rollingUpdate.code !== 'Ran') return undefined
  const setting = rollingUpdate.maxSurge > 0 ? 'maxSurge' : 'maxUnavailable'
  return { setting, to: nodes + rollingUpdate.spent }
}

const isOutdated = (pod: PlacedPod): boolean => !pod.updated && !pod.terminating
