import type { FieldPath } from '../data/fieldPath.js'
import type { LabelNearMiss, PolicySource, TolerationNearMiss } from './nearMiss.js'
import type { SelectorFault } from './selectorFault.js'

/**
 * A taint in a reason: absent parts are empty text.
 *
 * @since 0.1.0
 */
export interface TaintText {
  readonly key: string
  readonly value: string
  readonly effect: string
}

/**
 * One reason why a pod does not run on a node. `path` points into the policy, `nodePath` into the node; `leaves`
 * says whether it also makes a pod leave that is already there.
 *
 * @since 0.1.0
 */
export type Reason =
  | NodeNameMismatch
  | NodeSelectorMismatch
  | NodeAffinityMismatch
  | NodeUnschedulable
  | UntoleratedTaint

/** `spec.nodeName` names another node. @since 0.1.0 */
export interface NodeNameMismatch {
  readonly code: 'NodeNameMismatch'
  readonly path: FieldPath
  readonly nodePath: FieldPath
  readonly expected: string
  readonly actual: string
  readonly leaves: boolean
}

/** An entry of `nodeSelector` that the node's labels do not have; `actual` is absent with the label. @since 0.1.0 */
export interface NodeSelectorMismatch {
  readonly code: 'NodeSelectorMismatch'
  readonly path: FieldPath
  readonly nodePath: FieldPath
  readonly key: string
  readonly expected: string
  readonly actual?: string
  readonly near?: LabelNearMiss
  readonly leaves: boolean
}

/** None of the required terms matches. No terms at all match nothing. @since 0.1.0 */
export interface NodeAffinityMismatch {
  readonly code: 'NodeAffinityMismatch'
  readonly path: FieldPath
  readonly terms: readonly TermMismatch[]
  readonly leaves: boolean
}

/** Why one term does not match. @since 0.1.0 */
export type TermMismatch =
  | {
      readonly code: 'RequirementsUnmet'
      readonly path: FieldPath
      readonly requirements: readonly RequirementMismatch[]
    }
  | { readonly code: 'EmptyTerm'; readonly path: FieldPath }
  | {
      readonly code: 'UnreadableTerm'
      readonly path: FieldPath
      readonly faults: readonly SelectorFault[]
    }

/** A requirement that does not hold, with the value it met; `actual` is absent when the node has none. @since 0.1.0 */
export interface RequirementMismatch {
  readonly path: FieldPath
  readonly nodePath: FieldPath
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
  readonly actual?: string
  readonly near?: LabelNearMiss
}

/** The node is cordoned and the pod does not tolerate it. DaemonSet pods always do. @since 0.1.0 */
export interface NodeUnschedulable {
  readonly code: 'NodeUnschedulable'
  readonly path: FieldPath
  readonly nodePath: FieldPath
  readonly leaves: boolean
}

/** A `NoSchedule` or `NoExecute` taint that no toleration tolerates. @since 0.1.0 */
export interface UntoleratedTaint {
  readonly code: 'UntoleratedTaint'
  readonly path: FieldPath
  readonly nodePath: FieldPath
  readonly taint: TaintText
  readonly near?: TolerationNearMiss
  readonly leaves: boolean
}

/** A tolerated taint, and the toleration that tolerates it. @since 0.1.0 */
export interface ToleratedTaint {
  readonly nodePath: FieldPath
  readonly taint: TaintText
  readonly by: PolicySource
}
