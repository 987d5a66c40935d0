import type { Reason, ToleratedTaint } from './reason.js'

/**
 * What a policy says of a node: `run`, a pod should run there; `stay`, no new pod, an existing one keeps
 * running; `leave`, not allowed there, an existing pod is deleted.
 *
 * @since 0.1.0
 */
export type Decision = 'run' | 'stay' | 'leave'

/**
 * A decision with everything that led to it: all failing reasons, not the first, and the taints that were
 * tolerated. `run` has no reasons.
 *
 * @since 0.1.0
 */
export interface Verdict {
  readonly decision: Decision
  readonly reasons: readonly Reason[]
  readonly tolerated: readonly ToleratedTaint[]
}
