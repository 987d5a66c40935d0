import type { FieldPath } from '../data/fieldPath.js'
import {
  formatInstant,
  SECOND,
  toInstantOrZero,
  ZERO_INSTANT,
  type InstantText,
  type Time,
} from '../data/instant.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import type { Taint } from '../kube/taint.js'
import { taintKey, taintParts } from '../taint/taintParts.js'
import type { FieldError } from '../reason/fieldError.js'
import { validateLabelKey } from './validateLabels.js'
import { validateEffect } from './validateTolerations.js'

/** Where they stand. @since 0.2.0 */
export interface ValidateTaintsOptions {
  /** Where the taints stand; paths of errors begin with it. */
  readonly path?: FieldPath | undefined
}

/**
 * What the API server refuses about a node's taints.
 *
 * - **Rules**
 *   1. Key and value have the syntax of labels, the key is not empty.
 *   2. The effect is one of the three.
 *   3. No two taints share key and effect; the value plays no part.
 *
 * - **Differs** upstream reports the path `metadata.taints`, a long-standing slip, and so do we
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` validateNodeTaints
 *
 * @example
 * import { validateTaints } from 'podfit/api'
 *
 * const twice = { key: 'gpu', effect: 'NoSchedule' }
 * validateTaints([twice, { ...twice, value: 'x' }])[0]?.code // => 'UniqueTaint'
 *
 * @since 0.1.0
 */
export const validateTaints = (
  taints: Maybe<readonly Taint[]>,
  { path = ['metadata', 'taints'] }: ValidateTaintsOptions = {},
): readonly FieldError[] => {
  const seen = new Set<string>()
  return (taints ?? []).flatMap((taint, i) => {
    const where = [...path, i]
    const identity = taintKey(taint)
    const duplicate = seen.has(identity)
    seen.add(identity)
    const value = taint.value ?? ''
    const faults = labelValueFaults(value)
    return [
      ...validateLabelKey(taint.key ?? '', [...where, 'key']),
      ...(faults.length === 0 ? [] : [valueError(value, [...where, 'value'], faults)]),
      ...requiredEffect(taint.effect ?? '', [...where, 'effect']),
      ...(duplicate ? [duplicateError(taint, where)] : []),
    ]
  })
}

const valueError = (
  value: string,
  at: FieldPath,
  faults: NonNullable<FieldError['faults']>,
): FieldError => ({ type: 'Invalid', path: at, code: 'LabelValueSyntax', value, faults })

const requiredEffect = (effect: string, at: FieldPath): readonly FieldError[] =>
  effect === '' ? [{ type: 'Required', path: at, code: 'Present' }] : validateEffect(effect, at)

const duplicateError = (taint: Taint, at: FieldPath): FieldError => ({
  type: 'Duplicate',
  path: at,
  code: 'UniqueTaint',
  value: internalForm(taint),
})

/** Upstream prints its internal struct here, with Go's field names. */
const internalForm = (taint: Taint): object => {
  const { key, value, effect } = taintParts(taint)
  return { Key: key, Value: value, Effect: effect, TimeAdded: writtenTime(taint.timeAdded) }
}

/** A time as Kubernetes writes it: whole seconds, null for none. */
const writtenTime = (time: Maybe<Time>): InstantText | null => {
  const instant = toInstantOrZero(time)
  return instant === ZERO_INSTANT
    ? null
    : formatInstant(instant - ((instant - ZERO_INSTANT) % SECOND))
}
