/**
 * What differs between Kubernetes versions, as named switches. It is the last argument of every rule.
 *
 * @since 0.1.0
 */
export interface Semantics {
  /** Tolerations may use `Lt` and `Gt` (feature gate `TaintTolerationComparisonOperators`). */
  readonly tolerationComparison: boolean
}

/**
 * The switches of the newest Kubernetes that podfit is verified against, with its default feature gates.
 *
 * @since 0.1.0
 */
export const newestSemantics: Semantics = { tolerationComparison: false }
