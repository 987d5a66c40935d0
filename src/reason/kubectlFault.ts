import type { FieldPath } from '../data/fieldPath.js'
import type { SyntaxFault } from '../data/labelSyntax.js'
import type { TaintText } from './reason.js'

/**
 * Why kubectl refuses taint arguments, or cannot carry them out on a node.
 *
 * @since 0.1.0
 */
export type TaintFault =
  | {
      readonly code: 'InvalidTaintSpec'
      readonly spec: string
      readonly faults: readonly SyntaxFault[]
    }
  | { readonly code: 'InvalidTaintEffect'; readonly effect: string }
  | { readonly code: 'DuplicateTaint'; readonly taint: TaintText }
  /** A taint is added and removed by the same command; the removals are listed. */
  | { readonly code: 'AddedAndRemoved'; readonly taints: readonly TaintIdentity[] }
  /** Taints that the node has already, and `overwrite` was not asked for: their keys, as kubectl lists them. */
  | { readonly code: 'AlreadyTainted'; readonly keys: readonly string[] }
  | { readonly code: 'TaintNotFound'; readonly taints: readonly TaintIdentity[] }

/** Key and effect, which identify a taint; an empty effect stands for every effect. @since 0.1.0 */
export interface TaintIdentity {
  readonly key: string
  readonly effect: string
}

/**
 * Why kubectl refuses label arguments, or cannot carry them out.
 *
 * @since 0.1.0
 */
export type LabelFault =
  | { readonly code: 'InvalidLabelSpec'; readonly spec: string }
  | {
      readonly code: 'InvalidLabelValue'
      readonly spec: string
      readonly faults: readonly SyntaxFault[]
    }
  | { readonly code: 'LabelSetAndRemoved' }
  | { readonly code: 'LabelExists'; readonly key: string; readonly value: string }

/**
 * Why a patch cannot be applied; the path leads into the patch, of a JSON patch to its operation.
 *
 * @since 0.2.0
 */
export type PatchFault =
  /** A merge patch is an object, a JSON patch a list of operations. */
  | { readonly code: 'NotAPatch'; readonly path: FieldPath; readonly expected: string }
  /** An operation without what it needs, or of another name. */
  | { readonly code: 'InvalidOperation'; readonly path: FieldPath }
  /** An operation names what is not there. */
  | { readonly code: 'NoSuchMember'; readonly path: FieldPath; readonly pointer: string }
  /** What is tested is something else. */
  | { readonly code: 'TestFailed'; readonly path: FieldPath; readonly pointer: string }
  | { readonly code: 'UnknownDirective' | 'BadRetainKeys' | 'BadOrder'; readonly path: FieldPath }
  /** Items of one list that are not of one kind. */
  | { readonly code: 'MixedList'; readonly path: FieldPath }
  /** An item that does not say which one it is. */
  | { readonly code: 'NoMergeKey'; readonly path: FieldPath; readonly key?: string }
