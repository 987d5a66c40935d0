import * as E from 'fp-ts/Either'
import type { Cluster } from '../../cluster/cluster.js'
import { compareText } from '../../data/compareText.js'
import { toInstant, toInstantOrZero, type Instant, type Now } from '../../data/instant.js'
import type { FieldPath } from '../../data/fieldPath.js'
import { foundText } from '../../data/foundText.js'
import type { Maybe } from '../../data/maybe.js'
import type { Faults } from '../../data/orThrow.js'
import { own } from '../../data/own.js'
import { isRollingUpdate, type DaemonSet, type IntOrString } from '../../kube/daemonSet.js'
import type { OfKind } from '../../kube/kind.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { StringMap } from '../../kube/objectMeta.js'
import { unroundedValue } from '../../sync/scaledValue.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { Plan } from '../../sync/plan.js'
import { availablePod, type NodeState, type PodState } from '../attribution/nodeState.js'
import { rolloutContext, type AttributionOptions } from '../attribution/rolloutContext.js'
import { closedGates, spareNodes, type ClosedGate, type StageGates } from './gates.js'

/**
 * How a rollout is staged.
 *
 * @since 0.1.0
 */
export interface StageOptions extends AttributionOptions {
  /** Cumulative: how many nodes, or which percentage of them, are updated when the stage is done. */
  readonly stages: readonly IntOrString[]
  /** Says by their labels which nodes make up a first stage of their own; a label selector's `matches` does. */
  readonly canary?: ((labels: Maybe<StringMap>) => boolean) | undefined
  /** A label, such as the zone: no two of its values are in one stage. */
  readonly by?: string | undefined
  readonly gates?: StageGates | undefined
  /**
   * When the rollout began; the creation of the current revision unless given. Nodes that joined since come
   * last.
   */
  readonly since?: Now | undefined
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

/** What to do next in a staged rollout. podfit does none of it. @since 0.1.0 */
export type StageAction =
  | { readonly code: 'None' }
  /** Under `OnDelete`: these pods are to be deleted now. */
  | { readonly code: 'DeletePods'; readonly pods: readonly string[] }
  /**
   * A rolling update picks any nodes and goes on to the next by itself, so no budget makes a stage of it. Set
   * `OnDelete`, which replaces nothing by being set, and delete these pods. `atOnce` is the budget with which a
   * rolling update picks as many nodes at once, whichever they are; absent where it picks these anyway, or
   * where it is not known what counts against its budget.
   */
  | { readonly code: 'UseOnDelete'; readonly pods: readonly string[]; readonly atOnce?: AtOnce }
  /** Pods of the stage are not yet available, or gates are closed. */
  | {
      readonly code: 'Wait'
      readonly nodes: readonly string[]
      readonly gates: readonly ClosedGate[]
    }
  | { readonly code: 'Unknown'; readonly needs: readonly UnknownInput[] }

/** A stage that is neither a number nor a percentage. @since 0.2.0 */
export interface StageFault {
  readonly code: 'InvalidStage'
  /** Into the options. */
  readonly path: FieldPath
  readonly expected: string
  readonly found: string
}

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
 *   1. Stages are cumulative. Nodes with an updated pod count first, as they got them, then they go by name; a
 *      stage takes its percentage of the nodes rounded up, and at least one. The last stage takes all.
 *   2. The first stage that has a node without an updated, available pod is the current one; those after it
 *      wait, and so does its start until every gate is open.
 *   3. Of the current stage, all outdated pods are to be deleted, as far as `minAvailable` allows.
 *   4. A rolling update is to become `OnDelete` first: it never stops at a stage.
 *
 * - **Laws** following the answers never goes beyond the current stage, and completes; stages are disjoint
 *   and complete, and each respects its bound; after any progress within them the same nodes are left in the
 *   same stages
 * - **Errors** `Left` with the stages that are neither a number nor a percentage. Never throws.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { stagedRollout } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const nodes = ['n1', 'n2', 'n3', 'n4'].map((name) => ({ metadata: { name } }))
 * const snapshot = cluster({ nodes, pods: [], revisions: [] })
 * const { stages } = orThrow(stagedRollout(snapshot, daemonSet, { now: new Date(0), stages: ['30%'] }))
 * stages.map((stage) => stage.nodes) // => [['n1', 'n2'], ['n3', 'n4']]
 *
 * @since 0.1.0
 */
export const stagedRollout = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: StageOptions,
): E.Either<Faults<StageFault>, StagedRollout> => {
  const [fault, ...faults] = options.stages.flatMap(stageFaults)
  if (fault !== undefined) return E.left([fault, ...faults])
  const { plan, nodeStates, now } = rolloutContext(snapshot, daemonSet, options)
  if (plan.unknown.length > 0) {
    return E.right({ now: plan.now, stages: [], next: { code: 'Unknown', needs: plan.unknown } })
  }
  const wanted = nodeStates.filter(({ decision }) => decision === 'run')
  const { stages: asked, canary = () => false, by, gates = {} } = options
  const drawn = stageNodes(wanted, {
    stages: asked,
    isCanary: ({ node }) => canary(node?.metadata?.labels),
    by,
    since: toInstant(options.since) ?? revisionCreated(snapshot, plan),
  })
  const current = drawn.findIndex(({ states }) => states.some(isLeft))
  const stage = drawn[current]
  return E.right({
    now: plan.now,
    stages: drawn.map((each, i) => stageOf(each, i, current)),
    next:
      stage === undefined ? { code: 'None' } : actionOf(daemonSet, plan, wanted, stage, gates, now),
  })
}

const stageFaults = (stage: IntOrString, i: number): readonly StageFault[] =>
  Number.isNaN(Number.parseFloat(String(stage)))
    ? [
        {
          code: 'InvalidStage',
          path: ['stages', i],
          expected: 'a number or a percentage',
          found: foundText(stage),
        },
      ]
    : []

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

const isLeft = (state: NodeState): boolean => availablePod(state)?.updated !== true

const stageOf = (stage: StageNodes, i: number, current: number): Stage => {
  const { name, group, bound, states } = stage
  return {
    name,
    ...(group !== undefined && { group }),
    bound,
    nodes: states.map((state) => state.name),
    left: states.filter(isLeft).map((state) => state.name),
    state: i === current ? 'current' : current === -1 || i < current ? 'done' : 'later',
  }
}

/** Rules 2 and 3. */
const actionOf = (
  daemonSet: DaemonSet,
  plan: Plan,
  wanted: readonly NodeState[],
  { states }: StageNodes,
  gates: StageGates,
  now: Instant,
): StageAction => {
  const left = states.filter(isLeft)
  const closed = closedGates(wanted, gates, left.length === states.length, now)
  const outdated = left.filter((state) => state.pods.some(isOutdated))
  const unavailable = outdated.filter((state) => availablePod(state) === undefined)
  const available = outdated.filter((state) => availablePod(state) !== undefined)
  const taken = [...unavailable, ...available.slice(0, Math.max(0, spareNodes(wanted, gates)))]
  if (closed.length > 0 || taken.length === 0) {
    return { code: 'Wait', nodes: left.map(({ name }) => name), gates: closed }
  }
  const pods = taken.flatMap((state) => state.pods.filter(isOutdated).map(({ name }) => name))
  if (!isRollingUpdate(daemonSet)) return { code: 'DeletePods', pods }
  const within = taken.length - unavailable.length
  const atOnce = within > 0 ? atOnceOf(plan, within) : undefined
  return { code: 'UseOnDelete', pods, ...(atOnce !== undefined && { atOnce }) }
}

/** The budget with which the next pass takes so many nodes within it. */
const atOnceOf = ({ rollingUpdate }: Plan, nodes: number): AtOnce | undefined => {
  if (rollingUpdate.code !== 'Ran') return undefined
  const setting = rollingUpdate.maxSurge > 0 ? 'maxSurge' : 'maxUnavailable'
  return { setting, to: nodes + rollingUpdate.spent }
}

const isOutdated = (pod: PodState): boolean => !pod.updated && !pod.terminating

/** A stage, before anything is said of its progress. */
interface StageNodes {
  readonly name: string
  /** The value of the label by which stages are split, where they are. */
  readonly group?: string
  /** How many nodes are to be updated when the stage is done, with those of the stages before. */
  readonly bound: number
  readonly states: readonly NodeState[]
}

/** How nodes are told apart into stages. */
export interface Staging {
  readonly stages: readonly IntOrString[]
  readonly isCanary: (state: NodeState) => boolean
  readonly by: string | undefined
  /** When the rollout began: nodes that joined later come last. */
  readonly since: Instant | undefined
}

/**
 * Which nodes each stage takes, from the live pods alone.
 *
 * - **Rules**
 *   1. Canary nodes come first, as a stage of their own.
 *   2. The others come in this order: nodes that have an updated pod already, as they got them, then by name. A stage
 *      takes as many as its bound leaves room for: its percentage of all nodes rounded up, at least one, those of
 *      earlier stages counted in.
 *   3. Nodes that joined since the rollout began count in no bound, and go with the last stage, which takes all.
 *   4. With a label to split by, each stage becomes one for each of its values, in their order.
 */
export const stageNodes = (
  states: readonly NodeState[],
  { stages: asked, isCanary, by, since }: Staging,
): readonly StageNodes[] => {
  const joined = states.filter((state) => hasJoined(state, since))
  const base = states.filter((state) => !joined.includes(state))
  const canary = base.filter(isCanary)
  const others = base.filter((state) => !canary.includes(state)).sort(inTurn)
  const order = [...canary, ...others]
  const stages: StageNodes[] = []
  let taken = canary.length
  if (canary.length > 0) stages.push({ name: 'canary', bound: taken, states: canary })
  for (const stage of withTheRest(asked)) {
    const bound = Math.max(taken, boundOf(stage, base.length))
    stages.push({ name: String(stage), bound, states: order.slice(taken, bound) })
    taken = bound
  }
  const whole = stages.map((stage, i) =>
    i === stages.length - 1
      ? { ...stage, bound: states.length, states: [...stage.states, ...joined] }
      : stage,
  )
  return by === undefined ? whole : whole.flatMap((stage) => split(stage, by))
}

const hasJoined = ({ node }: NodeState, since: Instant | undefined): boolean => {
  const created = toInstant(node?.metadata?.creationTimestamp)
  return since !== undefined && created !== undefined && created > since
}

/** When a node got its updated pod; undefined where it has none. */
const updatedAt = ({ pods }: NodeState): Instant | undefined => {
  const updated = pods.find((pod) => pod.updated && !pod.terminating)
  return updated && toInstantOrZero(updated.pod.metadata?.creationTimestamp)
}

/** The order of rule 2: nodes stay in their stages while others get their pods. */
const inTurn = (a: NodeState, b: NodeState): number => {
  const [x, y] = [updatedAt(a), updatedAt(b)]
  if (x === y) return compareText(a.name, b.name)
  if (x === undefined || y === undefined) return x === undefined ? 1 : -1
  return x < y ? -1 : 1
}

/** The last stage takes all, whether or not it was asked for. */
const withTheRest = (stages: readonly IntOrString[]): readonly IntOrString[] =>
  stages.at(-1) === '100%' ? stages : [...stages, '100%']

/** Rule 2: how many nodes a stage comes to. */
const boundOf = (stage: IntOrString, total: number): number => {
  return Math.min(total, Math.max(1, Math.ceil(unroundedValue(stage, total))))
}

/** Rule 4. */
const split = (stage: StageNodes, by: string): readonly StageNodes[] => {
  const valueOf = ({ node }: NodeState): string => own(node?.metadata?.labels, by) ?? ''
  const values = [...new Set(stage.states.map(valueOf))].sort(compareText)
  let taken = stage.bound - stage.states.length
  return values.map((group) => {
    const states = stage.states.filter((state) => valueOf(state) === group)
    taken += states.length
    return { ...stage, group, states, bound: taken }
  })
}
