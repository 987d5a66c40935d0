/**
 * What differs between Kubernetes versions, as named switches. It is the last argument of every rule.
 *
 * @since 0.1.0
 */
export interface Semantics {
  /** Tolerations may use `Lt` and `Gt` (feature gate `TaintTolerationComparisonOperators`). */
  readonly tolerationComparison: boolean
  /** A rolling update may surge (feature gate `DaemonSetUpdateSurge`, gone since 1.27). */
  readonly surge: boolean
  /** A surging update leaves out nodes that should not run a pod, and drains them. */
  readonly surgeChecksNodes: boolean
  /** An outdated pod that is not available uses up the budget of the update that replaces it. */
  readonly outdatedUnavailableCounts: boolean
  /** A pod is available in the very instant in which `minReadySeconds` have passed, not only after it. */
  readonly availableAtBoundary: boolean
  /** The template generation label alone makes a pod count as updated. */
  readonly generationCounts: boolean
  /** A pod that has succeeded is deleted and made anew; otherwise it is left as if it ran. */
  readonly succeededDeleted: boolean
  /** A pod that has ended and is being deleted no longer holds its node. */
  readonly endedTerminatingIgnored: boolean
  /** The status is written also when a step of the pass fails. */
  readonly statusAfterFailure: boolean
  /** A recorded template has a `creationTimestamp` that is null. */
  readonly recordsCreationTimestamp: boolean
  /** What makes a change of a node queue a DaemonSet: its need of a pass, or a changed decision. */
  readonly nodeChangeQueues: 'need' | 'changedDecision'
}

/**
 * The switches of the newest Kubernetes that podfit is verified against, with its default feature gates.
 *
 * @since 0.1.0
 */
export const newestSemantics: Semantics = {
  tolerationComparison: false,
  surge: true,
  surgeChecksNodes: true,
  outdatedUnavailableCounts: true,
  availableAtBoundary: true,
  generationCounts: true,
  succeededDeleted: true,
  endedTerminatingIgnored: true,
  statusAfterFailure: true,
  recordsCreationTimestamp: false,
  nodeChangeQueues: 'need',
}
