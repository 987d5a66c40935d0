import { compareText } from '../data/compareText.js'
import type { FieldPath } from '../data/fieldPath.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { LabelSelector, LabelSelectorRequirement } from '../kube/labelSelector.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { FieldError } from '../reason/fieldError.js'

/** One error for each fault of a label key. */
export const validateLabelKey = (key: string, at: FieldPath): readonly FieldError[] =>
  labelKeyFaults(key).map((rule) => ({ type: 'Invalid', path: at, code: rule, value: key }))

/** One error for each fault of a label value. */
export const validateLabelValue = (value: string, at: FieldPath): readonly FieldError[] =>
  labelValueFaults(value).map((rule) => ({ type: 'Invalid', path: at, code: rule, value }))

/**
 * What is wrong with a map of labels. Every error stands at the map itself, without the key.
 *
 * - **Upstream** apimachinery `pkg/apis/meta/v1/validation/validation.go` ValidateLabels
 */
export const validateLabels = (labels: Maybe<StringMap>, at: FieldPath): readonly FieldError[] =>
  Object.keys(labels ?? {})
    .sort(compareText)
    .flatMap((key) => [
      ...validateLabelKey(key, at),
      ...validateLabelValue(own(labels, key) ?? '', at),
    ])

/** How many values an operator that takes a list of them, or none, may have. */
export const validateValueCount = (
  operator: string,
  count: number,
  at: FieldPath,
): FieldError | undefined => {
  const where = [...at, 'values']
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? undefined : { type: 'Required', path: where, code: 'ValuesForInNotIn' }
    case 'Exists':
    case 'DoesNotExist':
      return count === 0 ? undefined : { type: 'Forbidden', path: where, code: 'NoValuesForExists' }
    default:
      return {
        type: 'Invalid',
        path: [...at, 'operator'],
        code: 'SelectorOperator',
        value: operator,
      }
  }
}

/**
 * What is wrong with a label selector; an absent one is fine. An object that already had invalid values
 * may keep having them.
 *
 * - **Upstream** apimachinery `pkg/apis/meta/v1/validation/validation.go` ValidateLabelSelector
 */
export const validateLabelSelector = (
  selector: Maybe<LabelSelector>,
  at: FieldPath,
  allowInvalidValues = false,
): readonly FieldError[] => [
  ...validateLabels(selector?.matchLabels, [...at, 'matchLabels']),
  ...(selector?.matchExpressions ?? []).flatMap((expression, i) =>
    validateExpression(expression, [...at, 'matchExpressions', i], allowInvalidValues),
  ),
]

const validateExpression = (
  { key, operator, values }: LabelSelectorRequirement,
  at: FieldPath,
  allowInvalidValues: boolean,
): readonly FieldError[] => {
  const count = validateValueCount(operator ?? '', values?.length ?? 0, at)
  return [
    ...(count === undefined ? [] : [count]),
    ...validateLabelKey(key ?? '', [...at, 'key']),
    ...(allowInvalidValues ? [] : validateValues(values, [...at, 'values'])),
  ]
}

/** One error for each fault of each value. */
export const validateValues = (
  values: Maybe<readonly string[]>,
  at: FieldPath,
): readonly FieldError[] =>
  (values ?? []).flatMap((value, i) => validateLabelValue(value, [...at, i]))

/** Whether one of the values of a selector's expressions is no label value. */
export const hasInvalidValue = (expressions: Maybe<readonly LabelSelectorRequirement[]>): boolean =>
  (expressions ?? []).some(({ values }) =>
    (values ?? []).some((value) => labelValueFaults(value).length > 0),
  )
