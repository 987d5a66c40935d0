import { matchesPattern } from '../data/matchesPattern.js'
import type { Taint } from '../kube/taint.js'
import { WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'

/**
 * A taint that new nodes carry until a DaemonSet of a certain name takes it off.
 *
 * @since 0.1.0
 */
export interface TaintOwner {
  readonly taint: Taint
  /** The names of the DaemonSets that do; `*` stands for any text. */
  readonly daemonSets: readonly string[]
  /** Only some clusters put it on new nodes: those are meant that are like a node with it. */
  readonly optional?: boolean | undefined
}

/**
 * Which DaemonSets take which taint off new nodes, as far as everybody's clusters agree.
 *
 * @example
 * import { commonTaintOwners } from 'podfit/audit'
 *
 * commonTaintOwners.find(({ taint }) => taint.key === 'ebs.csi.aws.com/agent-not-ready')?.daemonSets // => ['ebs-csi-node']
 *
 * @since 0.1.0
 */
export const commonTaintOwners: readonly TaintOwner[] = WELL_KNOWN_TAINTS.flatMap(
  ({ taint, daemonSets, optional }) =>
    daemonSets === undefined ? [] : [{ taint, daemonSets, ...(optional && { optional }) }],
)

/** Whether a DaemonSet of this name takes the taint off. */
export const isOwner = ({ daemonSets }: TaintOwner, name: string): boolean =>
  daemonSets.some((pattern) => matchesPattern(pattern, name))
