import type { FieldPath } from '../data/fieldPath.js'
import { subdomainFaults } from '../data/labelSyntax.js'
import { finite } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type {
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
} from '../kube/affinity.js'
import { PREFERRED, REQUIRED } from '../kube/podTemplate.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import type { FieldError } from '../reason/fieldError.js'
import { validateLabelKey, validateValueCount, validateValues } from './validateLabels.js'

/** One error for each fault of a node's name. */
export const validateNodeName = (name: string, at: FieldPath): readonly FieldError[] =>
  subdomainFaults(name).map((rule) => ({ type: 'Invalid', path: at, code: rule, value: name }))

/** Where the selector stands, what the object already had, and which release validates it. @since 0.2.0 */
export interface ValidateNodeSelectorOptions extends SemanticsOptions {
  /** Where the selector stands; paths of errors begin with it. */
  readonly path?: FieldPath | undefined
  /** Whether the object already had values that are no label values, and may therefore keep some. */
  readonly allowInvalidLabelValue?: boolean | undefined
}

/**
 * What the API server refuses about a node selector. It does not check that `Gt` and `Lt` compare with
 * integers: such a term is accepted, and broken.
 *
 * - **Rules**
 *   1. There is at least one term; a term may be empty.
 *   2. An expression has a known operator, as many values as it takes, a valid key, and (unless the object
 *      already had others) valid values.
 *   3. A field requirement is `In` or `NotIn` with one value, on `metadata.name`, and the value is a node
 *      name.
 *
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` ValidateNodeSelector
 *
 * @example
 * import { validateNodeSelector } from 'podfit/api'
 *
 * validateNodeSelector({ nodeSelectorTerms: [] })[0]?.code // => 'AtLeastOneTerm'
 *
 * @since 0.1.0
 */
export const validateNodeSelector = (
  selector: NodeSelector,
  {
    path = [],
    allowInvalidLabelValue = false,
    semantics = newestSemantics,
  }: ValidateNodeSelectorOptions = {},
): readonly FieldError[] => {
  const where = [...path, 'nodeSelectorTerms']
  const terms = selector.nodeSelectorTerms ?? []
  if (terms.length === 0) return [{ type: 'Required', path: where, code: 'AtLeastOneTerm' }]
  const allowInvalidValues = allowInvalidLabelValue || !semantics.nodeAffinityValuesChecked
  return terms.flatMap((term, i) => validateTerm(term, [...where, i], allowInvalidValues))
}

const validateTerm = (
  term: Maybe<NodeSelectorTerm>,
  at: FieldPath,
  allowInvalidValues: boolean,
): readonly FieldError[] => [
  ...(term?.matchExpressions ?? []).flatMap((requirement, i) =>
    validateExpression(requirement, [...at, 'matchExpressions', i], allowInvalidValues),
  ),
  ...(term?.matchFields ?? []).flatMap((requirement, i) =>
    validateField(requirement, [...at, 'matchFields', i]),
  ),
]

const validateExpression = (
  { key, operator, values }: NodeSelectorRequirement,
  at: FieldPath,
  allowInvalidValues: boolean,
): readonly FieldError[] => {
  const count = validateCount(operator ?? '', values?.length ?? 0, at)
  return [
    ...(count === undefined ? [] : [count]),
    ...validateLabelKey(key ?? '', [...at, 'key']),
    ...(allowInvalidValues ? [] : validateValues(values, [...at, 'values'])),
  ]
}

const validateCount = (operator: string, count: number, at: FieldPath): FieldError | undefined => {
  if (operator !== 'Gt' && operator !== 'Lt') return validateValueCount(operator, count, at)
  return count === 1
    ? undefined
    : { type: 'Required', path: [...at, 'values'], code: 'OneValueForGtLt' }
}

const validateField = (
  { key, operator, values }: NodeSelectorRequirement,
  at: FieldPath,
): readonly FieldError[] => {
  const errors: FieldError[] = []
  if (operator !== 'In' && operator !== 'NotIn') {
    const where = [...at, 'operator']
    errors.push({ type: 'Invalid', path: where, code: 'SelectorOperator', value: operator ?? '' })
  } else if (values?.length !== 1) {
    errors.push({ type: 'Required', path: [...at, 'values'], code: 'OneValueForField' })
  }
  if (key !== FIELD_NODE_NAME) {
    const where = [...at, 'key']
    return [...errors, { type: 'Invalid', path: where, code: 'FieldSelectorKey', value: key ?? '' }]
  }
  const names = (values ?? []).flatMap((name, i) => validateNodeName(name, [...at, 'values', i]))
  return [...errors, ...names]
}

const MAX_WEIGHT = 100

/**
 * What the API server refuses about node affinity. Values of preferred terms are never checked.
 *
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` validateNodeAffinity
 */
export const validateNodeAffinity = (
  affinity: NodeAffinity,
  at: FieldPath,
  allowInvalidValues: boolean,
): readonly FieldError[] => {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution ?? []
  return [
    ...(required === null || required === undefined
      ? []
      : validateNodeSelector(required, {
          path: [...at, REQUIRED],
          allowInvalidLabelValue: allowInvalidValues,
        })),
    ...preferred.flatMap(({ weight, preference }, i) => [
      ...validateWeight(finite(weight ?? 0), [...at, PREFERRED, i, 'weight']),
      ...validateTerm(preference, [...at, PREFERRED, i, 'preference'], true),
    ]),
  ]
}

const validateWeight = (weight: number, at: FieldPath): readonly FieldError[] =>
  weight >= 1 && weight <= MAX_WEIGHT
    ? []
    : [{ type: 'Invalid', path: at, code: 'WeightRange', value: weight }]
