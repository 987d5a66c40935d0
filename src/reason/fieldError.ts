import type { FieldPath } from '../data/fieldPath.js'
import type { SyntaxFault } from '../data/labelSyntax.js'

/**
 * What the API server refuses about a field: the rule it breaks, where, and the value that breaks it.
 *
 * @since 0.1.0
 */
export interface FieldError {
  readonly type: 'Invalid' | 'Required' | 'Unsupported' | 'Forbidden' | 'Duplicate'
  readonly path: FieldPath
  readonly code: FieldRule
  /** The value as JSON; absent where the field is. */
  readonly value?: unknown
  /** With `Unsupported`, the values there are. */
  readonly supported?: readonly string[]
  /** With `LabelValueSyntax`, everything that is wrong with the value, told in one error. */
  readonly faults?: readonly SyntaxFault[]
}

/**
 * The rules that API validation checks of what scheduling reads.
 *
 * @since 0.1.0
 */
export type FieldRule =
  | SyntaxFault
  | 'LabelValueSyntax'
  | 'Supported'
  | 'Present'
  | 'NameOrGenerateName'
  | 'UniqueName'
  | 'Immutable'
  | 'NotNegative'
  | 'NotZero'
  | 'DaemonSetSelectorNotEmpty'
  | 'SelectorMatchesTemplate'
  | 'ValuesForInNotIn'
  | 'NoValuesForExists'
  | 'OneValueForGtLt'
  | 'SelectorOperator'
  | 'OneValueForField'
  | 'FieldSelectorKey'
  | 'AtLeastOneTerm'
  | 'WeightRange'
  | 'ExistsWithoutKey'
  | 'SecondsNeedNoExecute'
  | 'NoValueForExists'
  | 'CanonicalDecimal'
  | 'DecimalNotEmpty'
  | 'Int64Syntax'
  | 'Int64Range'
  | 'UniqueTaint'
  | 'Percentage'
  | 'AtMostAllPercent'
  | 'EitherSurgeOrUnavailable'
  | 'SomeSurgeOrUnavailable'
  | 'ActiveDeadlineRange'
  | 'NoActiveDeadline'
