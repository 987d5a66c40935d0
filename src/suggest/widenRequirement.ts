import { comparableInt64, MAX_INT64 } from '../data/int64.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import type { Requirement } from '../requirement/requirement.js'
import type { RequirementChange } from './suggestion.js'

/** A change of a requirement, and its values afterwards; without them the requirement goes. */
export interface Widened {
  readonly change: RequirementChange
  readonly values?: readonly string[]
}

/**
 * The least change by which a requirement on a label that a node does not meet comes to hold there.
 *
 * - **Rules**
 *   1. `In` gets the node's value, `NotIn` loses it; `Gt` and `Lt` get a bound next to it.
 *   2. Where the node has no such label, or the change would leave no valid requirement, it is dropped: a
 *      `NotIn` that lists nothing else, a bound below 0, an `Exists`, a `DoesNotExist`.
 */
export const widenRequirement = (
  { path: at, key, operator, values, bound }: Requirement,
  actual: string | undefined,
): Widened => {
  const dropped: Widened = {
    change: { code: 'RequirementDropped', path: at, key, operator, values },
  }
  if (actual === undefined) return dropped
  switch (operator) {
    case 'In':
      return labelValueFaults(actual).length > 0
        ? dropped
        : {
            change: { code: 'ValueAdded', path: at, key, value: actual },
            values: [...values, actual],
          }
    case 'NotIn': {
      const rest = values.filter((value) => value !== actual)
      return rest.length === 0
        ? dropped
        : { change: { code: 'ValueRemoved', path: at, key, value: actual }, values: rest }
    }
    case 'Gt':
    case 'Lt': {
      const to = boundBeside(operator, actual)
      if (to === undefined) return dropped
      const from = String(bound)
      return { change: { code: 'BoundMoved', path: at, key, operator, from, to }, values: [to] }
    }
    case 'Exists':
    case 'DoesNotExist':
      return dropped
  }
}

/** The bound that a number just meets, as far as a label's value can say it. */
const boundBeside = (operator: 'Gt' | 'Lt', actual: string): string | undefined => {
  const number = comparableInt64(actual)
  if (number === undefined) return undefined
  const bound = BigInt(number) + (operator === 'Gt' ? -1n : 1n)
  return bound < 0n || bound > MAX_INT64 ? undefined : String(bound)
}
