import type { FieldPath } from '../data/fieldPath.js'
import type { SyntaxFault } from '../data/labelSyntax.js'

/**
 * Why a selector requirement cannot be read. In a node affinity such a requirement breaks its term only;
 * in a label selector it breaks the whole selector.
 *
 * @since 0.1.0
 */
export type SelectorFault =
  | {
      readonly code: 'UnsupportedOperator'
      readonly path: FieldPath
      readonly operator: string
      readonly supported: readonly string[]
    }
  | {
      readonly code: 'InvalidKey'
      readonly path: FieldPath
      readonly key: string
      readonly faults: readonly SyntaxFault[]
    }
  | {
      readonly code: 'WrongValueCount'
      readonly path: FieldPath
      readonly operator: string
      readonly expected: ValueCount
      /** Null when the list is absent, which Kubernetes' error text tells from an empty one. */
      readonly values: readonly string[] | null
    }
  | { readonly code: 'NotAnInteger'; readonly path: FieldPath; readonly value: string }
  | {
      readonly code: 'InvalidValue'
      readonly path: FieldPath
      readonly key: string
      readonly value: string
      readonly faults: readonly SyntaxFault[]
    }
  | {
      readonly code: 'OneElementRequired'
      readonly path: FieldPath
      readonly values: readonly string[] | null
    }

/** How many values an operator takes. @since 0.1.0 */
export type ValueCount = 'AtLeastOne' | 'None' | 'ExactlyOne'
