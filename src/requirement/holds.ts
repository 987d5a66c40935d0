import { comparableInt64 } from '../data/int64.js'
import type { Requirement } from './requirement.js'

/**
 * One requirement against one value, `undefined` when the key is absent: the only truth table.
 *
 * - **Rules**
 *   1. `In`: present and listed. `NotIn`: absent, or not listed.
 *   2. `Exists`: present, the empty value included. `DoesNotExist`: absent.
 *   3. `Gt`, `Lt`: present, an int64 in Go's grammar, and strictly greater or less than the bound.
 *
 * - **Upstream** apimachinery `pkg/labels/selector.go` Requirement.Matches
 */
export const holds = (
  requirement: Pick<Requirement, 'operator' | 'listed' | 'bound'>,
  value: string | undefined,
): boolean => {
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.listed.has(value)
    case 'NotIn':
      return value === undefined || !requirement.listed.has(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
    case 'Lt': {
      const number = value === undefined ? undefined : comparableInt64(value)
      if (number === undefined) return false
      return requirement.operator === 'Gt' ? number > requirement.bound : number < requirement.bound
    }
  }
}
