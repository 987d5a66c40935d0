import type { FieldPath } from '../data/fieldPath.js'
import { parseInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import type { SelectorFault, ValueCount } from '../reason/selectorFault.js'
import type { Operator, Requirement } from './requirement.js'

const VALUE_COUNT: Readonly<Record<Operator, ValueCount>> = {
  In: 'AtLeastOne',
  NotIn: 'AtLeastOne',
  Exists: 'None',
  DoesNotExist: 'None',
  Gt: 'ExactlyOne',
  Lt: 'ExactlyOne',
}

/** A requirement, or everything that is wrong with it. */
export type ReadRequirement =
  { readonly requirement: Requirement } | { readonly faults: readonly SelectorFault[] }

/**
 * Reads a requirement on a label, collecting every fault.
 *
 * - **Rules**
 *   1. The key is a valid label key.
 *   2. The number of values fits the operator.
 *   3. `Gt` and `Lt`: every value is an int64 in Go's grammar.
 *   4. Every value, whatever the operator, is a valid label value (so no threshold can be negative).
 *
 * - **Upstream** apimachinery `pkg/labels/selector.go` NewRequirement
 */
export const readRequirement = (
  key: string,
  operator: Operator,
  given: Maybe<readonly string[]>,
  at: FieldPath,
): ReadRequirement => {
  const values = given ?? []
  const faults: SelectorFault[] = []

  const keyFaults = labelKeyFaults(key)
  if (keyFaults.length > 0) {
    faults.push({ code: 'InvalidKey', path: [...at, 'key'], key, faults: keyFaults })
  }

  const expected = VALUE_COUNT[operator]
  if (!countFits(expected, values.length)) {
    faults.push({
      code: 'WrongValueCount',
      path: [...at, 'values'],
      operator,
      expected,
      values: given ?? null,
    })
  }

  const numeric = operator === 'Gt' || operator === 'Lt'
  let bound = 0n
  if (numeric) {
    values.forEach((value, i) => {
      const number = parseInt64(value)
      if (number === undefined) {
        faults.push({ code: 'NotAnInteger', path: [...at, 'values', i], value })
      } else bound = number
    })
  }

  values.forEach((value, i) => {
    const valueFaults = labelValueFaults(value)
    if (valueFaults.length > 0) {
      const where = [...at, 'values', i]
      faults.push({ code: 'InvalidValue', path: where, key, value, faults: valueFaults })
    }
  })

  if (faults.length > 0) return { faults }
  return { requirement: { path: at, key, operator, values, listed: new Set(values), bound } }
}

const countFits = (expected: ValueCount, count: number): boolean => {
  switch (expected) {
    case 'AtLeastOne':
      return count > 0
    case 'None':
      return count === 0
    case 'ExactlyOne':
      return count === 1
  }
}
