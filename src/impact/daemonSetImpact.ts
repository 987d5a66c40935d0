import { equalJson } from '../data/equalJson.js'
import { groupNodes, type NodeGroup, type PodCounts } from './nodeGroup.js'
import type { PairChange } from './pairChange.js'
import { rolls, type RollOptions, type Rolls } from './rolls.js'
import type { Placed } from './standing.js'

/**
 * What is different for one DaemonSet.
 *
 * @since 0.1.0
 */
export interface DaemonSetImpact {
  readonly daemonSet: string
  /** The object itself: there on one side only, with another spec, or the same. */
  readonly change: 'Added' | 'Removed' | 'Changed' | 'Same'
  readonly nodes: NodeCounts
  readonly groups: readonly NodeGroup[]
  /** The sums over the groups; absent where pods were not given. */
  readonly pods?: PodCounts
  /** Absent where the DaemonSet is on one side only. */
  readonly rolls?: Rolls
  /** If it rolls: which pods on nodes that keep them are not of the new revision. */
  readonly outdated?: readonly string[]
}

/** How many nodes should run a pod before and after, and how many gain, lose and keep it. @since 0.1.0 */
export interface NodeCounts {
  readonly before: number
  readonly after: number
  readonly gained: number
  readonly lost: number
  readonly kept: number
}

/** Sums up the changes of one DaemonSet. */
export const daemonSetImpact = (
  daemonSet: string,
  before: Placed | undefined,
  after: Placed | undefined,
  changes: readonly PairChange[],
  options: RollOptions,
): DaemonSetImpact => {
  const groups = groupNodes(changes)
  const pods = podCounts(groups)
  const rolled = before && after && rolls(before.daemonSet, after.daemonSet, options)
  return {
    daemonSet,
    change: changeOf(before, after),
    nodes: nodeCounts(groups, eligible(before).length, eligible(after).length),
    groups,
    ...(pods !== undefined && { pods }),
    ...(rolled !== undefined && { rolls: rolled }),
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

const eligible = (side: Placed | undefined): Placed['plan']['nodes'] =>
  side?.plan.nodes.filter(
    ({ name, decision }) => decision === 'run' && side.open?.has(name) !== true,
  ) ?? []

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
