import type { FieldPath } from '../data/fieldPath.js'
import { isCanonicalDecimal, isGoDecimal, parseInt64 } from '../data/int64.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Toleration } from '../kube/toleration.js'
import { NO_EXECUTE, TAINT_EFFECTS } from '../kube/wellKnown.js'
import type { FieldError } from '../reason/fieldError.js'
import { validateLabelKey } from './validateLabels.js'

/** Where they stand, and which release validates them. @since 0.2.0 */
export interface ValidateTolerationsOptions extends SemanticsOptions {
  /** Where the tolerations stand; paths of errors begin with it. */
  readonly path?: FieldPath | undefined
}

/**
 * What the API server refuses about a pod's tolerations. The matching rules accept all of it.
 *
 * - **Rules**
 *   1. A key, if there is one, is a label key; without one the operator is `Exists`.
 *   2. `tolerationSeconds` need the effect `NoExecute`; 0 and negative ones are fine.
 *   3. `Equal` (or none): the value is a label value. `Exists`: there is no value. Both faults are told at
 *      `operator`.
 *   4. `Lt` and `Gt`, where the cluster has them: the value is a canonical decimal and an int64.
 *   5. An unknown operator or effect is unsupported.
 *
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` ValidateTolerations
 *
 * @example
 * import { validateTolerations } from 'podfit/api'
 *
 * validateTolerations([{ key: 'gpu', operator: 'Exists', value: 'x' }])[0]?.code // => 'NoValueForExists'
 *
 * @since 0.1.0
 */
export const validateTolerations = (
  tolerations: Maybe<readonly Toleration[]>,
  { path = ['tolerations'], semantics = newestSemantics }: ValidateTolerationsOptions = {},
): readonly FieldError[] =>
  (tolerations ?? []).flatMap((toleration, i) => {
    const key = toleration.key ?? ''
    const operator = toleration.operator ?? ''
    const effect = toleration.effect ?? ''
    const seconds = toleration.tolerationSeconds ?? undefined
    const where = [...path, i]
    const errors: FieldError[] = []
    if (key !== '') errors.push(...validateLabelKey(key, [...where, 'key']))
    if (key === '' && operator !== 'Exists') {
      const rule = 'ExistsWithoutKey'
      errors.push({ type: 'Invalid', path: [...where, 'operator'], code: rule, value: operator })
    }
    if (seconds !== undefined && effect !== NO_EXECUTE) {
      const rule = 'SecondsNeedNoExecute'
      errors.push({ type: 'Invalid', path: [...where, 'effect'], code: rule, value: effect })
    }
    errors.push(...validateOperator(operator, toleration.value ?? '', where, semantics))
    if (effect !== '') errors.push(...validateEffect(effect, [...where, 'effect']))
    return errors
  })

const validateOperator = (
  operator: string,
  value: string,
  at: FieldPath,
  semantics: Semantics,
): readonly FieldError[] => {
  const where = [...at, 'operator']
  switch (operator) {
    case '':
    case 'Equal': {
      const faults = labelValueFaults(value)
      if (faults.length === 0) return []
      return [{ type: 'Invalid', path: where, code: 'LabelValueSyntax', value, faults }]
    }
    case 'Exists':
      return value === '' ? [] : [{ type: 'Invalid', path: where, code: 'NoValueForExists', value }]
    case 'Lt':
    case 'Gt':
      if (semantics.tolerationComparison) return validateNumber(value, [...at, 'value'])
      return [unsupported(where, operator, ['Equal', 'Exists', 'Lt', 'Gt'])]
    default:
      return [unsupported(where, operator, ['Equal', 'Exists'])]
  }
}

const unsupported = (at: FieldPath, value: string, supported: readonly string[]): FieldError => ({
  type: 'Unsupported',
  path: at,
  code: 'Supported',
  value,
  supported,
})

/** Whether an effect is known. */
export const validateEffect = (effect: string, at: FieldPath): readonly FieldError[] =>
  TAINT_EFFECTS.includes(effect) ? [] : [unsupported(at, effect, TAINT_EFFECTS)]

const validateNumber = (value: string, at: FieldPath): readonly FieldError[] => {
  const errors: FieldError[] = []
  if (value === '') errors.push({ type: 'Invalid', path: at, code: 'DecimalNotEmpty', value })
  else if (!isCanonicalDecimal(value)) {
    errors.push({ type: 'Invalid', path: at, code: 'CanonicalDecimal', value })
  }
  if (parseInt64(value) === undefined) {
    const rule = isGoDecimal(value) ? 'Int64Range' : 'Int64Syntax'
    errors.push({ type: 'Invalid', path: at, code: rule, value })
  }
  return errors
}
