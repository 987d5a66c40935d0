import type { FieldPath } from '../data/fieldPath.js'

/**
 * Where a policy's part comes from: a path into the policy, or `automatic` for a toleration that every
 * DaemonSet pod gets without asking.
 *
 * @since 0.1.0
 */
export type PolicySource = FieldPath | 'automatic'

/**
 * A label that nearly satisfied a requirement. Hints are deterministic facts about the node, not guesses.
 *
 * @since 0.1.0
 */
export type LabelNearMiss =
  /** The label is there and differs from a wanted value in letter case only. */
  | { readonly code: 'ValueCase'; readonly wanted: string }
  /** The label is there and is one edit away from a wanted value. */
  | { readonly code: 'SimilarValue'; readonly wanted: string }
  /** The wanted key is absent; this one differs in letter case or by one edit. */
  | { readonly code: 'SimilarKey'; readonly key: string; readonly value: string }
  /** The wanted key is absent; this one is what Kubernetes calls it now. */
  | { readonly code: 'RenamedKey'; readonly key: string; readonly value: string }
  /** `Gt` or `Lt` met a label that is no integer, so it can never match. */
  | { readonly code: 'NotAnInteger' }

/**
 * The toleration that came nearest to a taint that is not tolerated.
 *
 * @since 0.1.0
 */
export interface TolerationNearMiss {
  readonly code:
    | 'OtherEffect'
    | 'OtherValue'
    | 'UnknownOperator'
    | 'ComparisonDisabled'
    | 'ComparisonFailed'
    | 'SimilarKey'
    /** It names the taint as it was called before Kubernetes renamed it. */
    | 'RenamedKey'
  readonly path: PolicySource
}
