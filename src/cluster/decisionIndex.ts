import type { Node } from '../kube/node.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'

/**
 * A pair of policy and node whose decision has changed. `before` is absent for a pair that is new, `after`
 * for one that is gone.
 *
 * @since 0.1.0
 */
export interface DecisionChange {
  readonly policy: string
  readonly node: string
  readonly before?: Decision
  readonly after?: Decision
}

/**
 * What a controller knows of its policies and nodes, kept up to date. Every edit answers with exactly the
 * pairs whose decision it has changed.
 *
 * @since 0.1.0
 */
export interface DecisionIndex {
  /** Puts a node in, in place of the one of that name. */
  readonly setNode: (node: Node) => readonly DecisionChange[]
  readonly removeNode: (name: string) => readonly DecisionChange[]
  /** Puts a policy in, under a name of the caller's, in place of the one of that name. */
  readonly setPolicy: (name: string, policy: Policy) => readonly DecisionChange[]
  readonly removePolicy: (name: string) => readonly DecisionChange[]
  /** The decision about a pair; undefined where the policy or the node is not there. */
  readonly decision: (policy: string, node: string) => Decision | undefined
}
