import type { NodeFacts } from '../analysis/nodeFacts.js'
import { equivalent, type Proof } from '../analysis/proofs.js'
import { selection, type Selection } from '../analysis/selection.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { equalJson } from '../data/equalJson.js'
import { grouped } from '../data/grouped.js'
import type { Maybe } from '../data/maybe.js'
import type { Toleration } from '../kube/toleration.js'
import type { Reason } from '../reason/reason.js'
import { reasonClass } from '../reason/reasonClass.js'
import type { Decision } from '../reason/verdict.js'
import { beingDeleted } from '../sync/beingDeleted.js'
import type { Cascade } from '../sync/plan.js'
import { nodesWithoutReasons } from '../sync/nodesWithoutReasons.js'
import type { NodePlacement, Placed } from './nodePlacement.js'
import type { PairChange } from './pairChange.js'
import {
  triggersRollout,
  type RolloutTrigger,
  type TriggersRolloutOptions,
} from './triggersRollout.js'

/**
 * What is different for one DaemonSet.
 *
 * @since 0.1.0
 */
export interface DaemonSetImpact {
  readonly daemonSet: string
  /** The object itself: there on one side only, with another spec, or the same. */
  readonly change: 'Added' | 'Removed' | 'Changed' | 'Same'
  /** What becomes of its pods, where it is being deleted: the controller does nothing for it. */
  readonly beingDeleted?: Cascade
  readonly nodes: NodeCounts
  readonly groups: readonly NodeGroup[]
  /** The sums over the groups; absent where pods were not given. */
  readonly pods?: PodCounts
  /** Absent where the DaemonSet is on one side only. */
  readonly triggersRollout?: RolloutTrigger
  /**
   * Whether a changed DaemonSet's pods run on the same nodes as before, of all nodes that can exist; if not, the plainest on which
   * they do not, with whether they ran there and whether they do. Absent where its spec is the same, or on one side only.
   */
  readonly everyNode?: Proof
  /** What it selects, where one side only has it, or where `everyNode` does not prove that it is the same. */
  readonly selects?: SelectsOnSides
  /** If it does: which pods on nodes that keep them are not of the new revision. */
  readonly outdated?: readonly string[]
}

/** What a DaemonSet selects; absent on the side that does not have it. @since 0.2.0 */
export interface SelectsOnSides {
  readonly before?: Selects
  readonly after?: Selects
}

/** Which nodes a DaemonSet selects, and which taints it tolerates besides those that all DaemonSets do. @since 0.2.0 */
export interface Selects {
  readonly nodes: Selection
  readonly tolerations: readonly Maybe<Toleration>[]
}

/** How many nodes should run a pod before and after, and how many gain, lose and keep it. @since 0.1.0 */
export interface NodeCounts {
  readonly before: number
  readonly after: number
  readonly gained: number
  readonly lost: number
  readonly kept: number
}

/** The decision about a DaemonSet on a node; `absent` where one of the two is not there. @since 0.1.0 */
export type DecisionOrAbsent = Decision | 'absent'

/**
 * Nodes with the same change, for the same reason.
 *
 * @since 0.1.0
 */
export interface NodeGroup {
  readonly from: DecisionOrAbsent
  readonly to: DecisionOrAbsent
  /**
   * Why there is no pod: afterwards, or, of nodes that gain one, before. As found on the first node: the
   * others differ in nothing but what is the node's own.
   */
  readonly reasons: readonly Reason[]
  readonly count: number
  /** Names of the first few. */
  readonly examples: readonly string[]
  /** What becomes of pods; absent where pods were not given. */
  readonly pods?: PodCounts
}

/** How many pods are created, deleted, and left on nodes that would not start them. @since 0.1.0 */
export interface PodCounts {
  readonly created: number
  readonly deleted: number
  readonly misscheduled: number
}

/** A tenth of what a proof may take by itself: there can be many DaemonSets. */
const STEPS = 1_000_000

/** Sums up the changes of one DaemonSet. */
export const daemonSetImpact = (
  daemonSet: string,
  before: Placed | undefined,
  after: Placed | undefined,
  changes: readonly PairChange[],
  {
    nodeFacts,
    ...options
  }: TriggersRolloutOptions & { readonly nodeFacts?: NodeFacts | undefined },
): DaemonSetImpact => {
  const groups = groupNodes(changes)
  const there = after ?? before
  const cascade = there && beingDeleted(there.daemonSet)
  const pods = podCounts(groups)
  const rolled = before && after && triggersRollout(before.daemonSet, after.daemonSet, options)
  const change = changeOf(before, after)
  const everyNode =
    change === 'Changed' && before && after
      ? equivalent(before.policy, after.policy, { steps: STEPS, nodes: nodeFacts })
      : undefined
  return {
    daemonSet,
    change,
    ...(cascade !== undefined && { beingDeleted: cascade }),
    nodes: nodeCounts(groups, eligible(before).length, eligible(after).length),
    groups,
    ...(pods !== undefined && { pods }),
    ...(rolled !== undefined && { triggersRollout: rolled }),
    ...(everyNode !== undefined && { everyNode }),
    ...(change !== 'Same' &&
      everyNode?.code !== 'Proved' && {
        selects: {
          ...(before && { before: selectsOf(before) }),
          ...(after && { after: selectsOf(after) }),
        },
      }),
    ...(rolled?.code === 'Yes' && after !== undefined && { outdated: outdatedPods(after) }),
  }
}

const changeOf = (
  before: Placed | undefined,
  after: Placed | undefined,
): DaemonSetImpact['change'] => {
  if (before === undefined) return 'Added'
  if (after === undefined) return 'Removed'
  return equalJson(before.daemonSet.spec, after.daemonSet.spec) ? 'Same' : 'Changed'
}

const selectsOf = ({ daemonSet, policy }: Placed): Selects => ({
  nodes: selection(policy),
  tolerations: daemonSet.spec?.template?.spec?.tolerations ?? [],
})

const eligible = (side: Placed | undefined): Placed['plan']['nodes'] =>
  side === undefined
    ? []
    : nodesWithoutReasons(side.plan).filter(
        ({ name, decision }) => decision === 'run' && side.open?.has(name) !== true,
      )

const nodeCounts = (groups: readonly NodeGroup[], before: number, after: number): NodeCounts => {
  const count = (of: (group: NodeGroup) => boolean): number =>
    groups.filter(of).reduce((sum, group) => sum + group.count, 0)
  const gained = count(({ from, to }) => from !== 'run' && to === 'run')
  const lost = count(({ from, to }) => from === 'run' && to !== 'run')
  return { before, after, gained, lost, kept: after - gained }
}

const podCounts = (groups: readonly NodeGroup[]): PodCounts | undefined => {
  const counts = groups.flatMap(({ pods }) => pods ?? [])
  if (counts.length === 0) return undefined
  const total = (key: keyof PodCounts): number => counts.reduce((sum, each) => sum + each[key], 0)
  return {
    created: total('created'),
    deleted: total('deleted'),
    misscheduled: total('misscheduled'),
  }
}

const outdatedPods = (after: Placed): readonly string[] => {
  const kept = new Set(eligible(after).flatMap(({ pods }) => pods))
  return after.plan.pods
    .filter(({ name, updated }) => kept.has(name) && updated !== true)
    .map(({ name }) => name)
}

const EXAMPLES = 3

/** Changes of one DaemonSet by what becomes of the nodes and why; where only reasons change they are left out. */
export const groupNodes = (changes: readonly PairChange[]): readonly NodeGroup[] => {
  const told = changes.filter(
    (change) =>
      decisionOf(change.before) !== decisionOf(change.after) || hasEffects(podEffects(change)),
  )
  const groups = grouped(told, (change) =>
    JSON.stringify([
      decisionOf(change.before),
      decisionOf(change.after),
      reasonsOf(change).map(reasonClass),
    ]),
  )
  return [...groups.values()].map(groupOf)
}

const decisionOf = (placement: NodePlacement | undefined): DecisionOrAbsent =>
  placement?.decision ?? 'absent'

const hasEffects = (effects: PodEffects | undefined): boolean =>
  effects !== undefined &&
  effects.created + effects.deleted.length + effects.misscheduled.length > 0

const reasonsOf = ({ before, after }: PairChange): readonly Reason[] =>
  (after?.decision === 'run' ? before?.reasons : after?.reasons) ?? []

const groupOf = (changes: ReadonlyNonEmptyArray<PairChange>): NodeGroup => {
  const [first] = changes
  const effects = changes.flatMap((change) => podEffects(change) ?? [])
  const total = (count: (effect: PodEffects) => number): number =>
    effects.reduce((sum, effect) => sum + count(effect), 0)
  return {
    from: decisionOf(first.before),
    to: decisionOf(first.after),
    reasons: reasonsOf(first),
    count: changes.length,
    examples: changes.slice(0, EXAMPLES).map(({ node }) => node),
    ...(effects.length > 0 && {
      pods: {
        created: total(({ created }) => created),
        deleted: total(({ deleted }) => deleted.length),
        misscheduled: total(({ misscheduled }) => misscheduled.length),
      },
    }),
  }
}

/** What a change does to the pods of a DaemonSet on a node. */
interface PodEffects {
  readonly created: 0 | 1
  readonly deleted: readonly string[]
  readonly misscheduled: readonly string[]
}

/**
 * What a change does to pods; undefined where pods were not given.
 *
 * - **Rules**
 *   1. A node that should run a pod and has none gets one, unless it did before.
 *   2. Pods leave a node that no longer takes any, and go with a node or a DaemonSet that goes.
 *   3. Pods stay misscheduled on a node that keeps them and would start none.
 */
export const podEffects = ({ before, after }: PairChange): PodEffects | undefined => {
  const had = before === undefined ? [] : before.pods
  const has = after === undefined ? [] : after.pods
  if (had === undefined || has === undefined) return undefined
  const pods = before?.decision === 'leave' ? has : [...new Set([...had, ...has])]
  const wereLeaving = before?.decision === 'leave' && after?.decision === 'leave'
  return {
    created: needsPod(after) && !needsPod(before) ? 1 : 0,
    deleted: wereLeaving ? [] : pods.filter((pod) => leaves(pod, after)),
    misscheduled: after?.decision === 'stay' && before?.decision !== 'stay' ? has : [],
  }
}

const needsPod = (placement: NodePlacement | undefined): boolean =>
  placement?.decision === 'run' && placement.pods?.length === 0

const leaves = (pod: string, after: NodePlacement | undefined): boolean =>
  after === undefined || after.decision === 'leave' || after.pods?.includes(pod) === false
