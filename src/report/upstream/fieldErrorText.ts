import type { FieldPath } from '../../data/fieldPath.js'
import type { SyntaxFault } from '../../data/labelSyntax.js'
import { isJsonObject } from '../../data/own.js'
import type { LabelSelector } from '../../kube/labelSelector.js'
import type { FieldError, FieldRule } from '../../reason/fieldError.js'
import { goLabelSelector, goJson, goQuote } from './goText.js'
import { syntaxText } from './syntaxText.js'

/**
 * A field error as the API server words it: its type, field and detail, and all of it in one line.
 *
 * @since 0.1.0
 */
export interface UpstreamFieldError {
  readonly type: string
  readonly field: string
  readonly detail: string
  readonly text: string
}

/** A path as Kubernetes prints it: `terms[0].key`. */
export const upstreamPath = (path: FieldPath): string =>
  path
    .map((segment, i) =>
      typeof segment === 'number' ? `[${segment}]` : i === 0 ? segment : `.${segment}`,
    )
    .join('')

const TYPE: Readonly<Record<FieldError['type'], string>> = {
  Invalid: 'FieldValueInvalid',
  Required: 'FieldValueRequired',
  Unsupported: 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  Duplicate: 'FieldValueDuplicate',
}

const KIND: Readonly<Record<FieldError['type'], string>> = {
  Invalid: 'Invalid value',
  Required: 'Required value',
  Unsupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  Duplicate: 'Duplicate value',
}

type WordedRule = Exclude<
  FieldRule,
  'LabelValueSyntax' | 'Supported' | 'Int64Syntax' | 'Int64Range' | SyntaxFault
>

const DETAIL: Readonly<Record<WordedRule, string>> = {
  Present: '',
  NameOrGenerateName: 'name or generateName is required',
  UniqueName: '',
  Immutable: 'field is immutable',
  NotNegative: 'must be greater than or equal to 0',
  DaemonSetSelectorNotEmpty: 'empty selector is invalid for daemonset',
  SelectorMatchesTemplate: '`selector` does not match template `labels`',
  ValuesForInNotIn: "must be specified when `operator` is 'In' or 'NotIn'",
  NoValuesForExists: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
  OneValueForGtLt: "must be specified single value when `operator` is 'Lt' or 'Gt'",
  SelectorOperator: 'not a valid selector operator',
  OneValueForField:
    "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
  FieldSelectorKey: 'not a valid field selector key',
  AtLeastOneTerm: 'must have at least one node selector term',
  WeightRange: 'must be in the range 1-100',
  ExistsWithoutKey:
    'operator must be Exists when `key` is empty, which means "match all values and all keys"',
  SecondsNeedNoExecute: "effect must be 'NoExecute' when `tolerationSeconds` is set",
  NoValueForExists: "value must be empty when `operator` is 'Exists'",
  CanonicalDecimal: 'must be a valid decimal integer in canonical form',
  DecimalNotEmpty: 'must be non-empty',
  UniqueTaint: 'taints must be unique by key and effect pair',
  Percentage:
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
  AtMostAllPercent: 'must not be greater than 100%',
  EitherSurgeOrUnavailable: 'may not be set when maxUnavailable is non-zero',
  SomeSurgeOrUnavailable: 'cannot be 0 when maxSurge is 0',
  NotZero: 'cannot be 0',
  ActiveDeadlineRange: 'must be between 1 and 2147483647, inclusive',
  NoActiveDeadline: 'activeDeadlineSeconds in DaemonSet is not Supported',
}

const isWorded = (rule: WordedRule | SyntaxFault): rule is WordedRule => rule in DETAIL

const detailOf = (error: FieldError): string => {
  const { code: rule } = error
  switch (rule) {
    case 'LabelValueSyntax':
      return (error.faults ?? []).map(syntaxText).join(';')
    case 'Supported':
      return `supported values: ${(error.supported ?? []).map(goQuote).join(', ')}`
    case 'Int64Syntax':
      return `strconv.ParseInt: parsing ${goQuote(plainText(error.value))}: invalid syntax`
    case 'Int64Range':
      return `strconv.ParseInt: parsing ${goQuote(plainText(error.value))}: value out of range`
    default:
      return isWorded(rule) ? DETAIL[rule] : syntaxText(rule)
  }
}

/** Values of Go's named string types print as JSON, plain strings as Go quotes them. */
const NAMED: ReadonlySet<FieldRule> = new Set<FieldRule>([
  'Supported',
  'SelectorOperator',
  'ExistsWithoutKey',
  'SecondsNeedNoExecute',
  'Percentage',
  'AtMostAllPercent',
  'EitherSurgeOrUnavailable',
  'NotZero',
])

const isSelector = (value: unknown): value is LabelSelector => isJsonObject(value)

/** Text as it is, anything else as Go prints it in JSON. */
const plainText = (value: unknown): string => (typeof value === 'string' ? value : goJson(value))

const valueText = ({ code: rule, value }: FieldError): string => {
  if (rule === 'ActiveDeadlineRange' || rule === 'NotNegative') return plainText(value)
  if (rule === 'Immutable' && isSelector(value)) return goLabelSelector(value)
  return typeof value === 'string' && !NAMED.has(rule) ? goQuote(value) : goJson(value)
}

/**
 * A field error in the API server's words.
 *
 * @example
 * import { validateNodeSelector } from 'podfit/api'
 * import { upstreamFieldError } from 'podfit/report'
 *
 * validateNodeSelector({}).map((error) => upstreamFieldError(error).text) // => ['nodeSelectorTerms: Required value: must have at least one node selector term']
 *
 * @since 0.1.0
 */
export const upstreamFieldError = (error: FieldError): UpstreamFieldError => {
  const field = upstreamPath(error.path)
  const detail = detailOf(error)
  const printsValue = error.type !== 'Required' && error.type !== 'Forbidden'
  const body = printsValue ? `${KIND[error.type]}: ${valueText(error)}` : KIND[error.type]
  return {
    type: TYPE[error.type],
    field,
    detail,
    text: `${field}: ${body}${detail === '' ? '' : `: ${detail}`}`,
  }
}
