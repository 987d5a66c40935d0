import * as E from 'fp-ts/Either'
import { isInt64, parseInt64, toInt64, type Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { IntOrString } from '../kube/daemonSet.js'

/**
 * Why a number-or-percentage cannot be scaled.
 *
 * @since 0.1.0
 */
export type ScaleFault =
  | { readonly code: 'Missing' }
  | { readonly code: 'NotAPercentage'; readonly value: string }
  | { readonly code: 'InvalidNumber'; readonly value: string }
  | { readonly code: 'NumberOutOfRange'; readonly value: string }

const SIGNED_DIGITS = /^[+-]?[0-9]+$/
const GO_FLOAT_OVERFLOW = -(2n ** 63n)

/**
 * A number of pods from a number or a percentage of a total.
 *
 * - **Rules**
 *   1. A whole number is itself, whatever the total; one with a fraction loses it, and one that is none is 0.
 *   2. Text is a percentage: a decimal integer (a sign is fine) and `%`; p × total / 100 in float64,
 *      rounded up or down. Anything else is a fault.
 *
 * - **Shapes** the answer is a number, or a bigint beyond 2^53
 * - **Upstream** apimachinery `pkg/util/intstr` GetScaledValueFromIntOrPercent
 *
 * @example
 * import { scaledValue } from 'podfit/controller'
 *
 * scaledValue('25%', 9, true) // => { _tag: 'Right', right: 3 }
 *
 * @since 0.1.0
 */
export const scaledValue = (
  value: Maybe<IntOrString>,
  total: number,
  roundUp: boolean,
): E.Either<ScaleFault, Int64> => {
  if (value === null || value === undefined) return E.left({ code: 'Missing' })
  if (typeof value === 'number')
    return E.right(Number.isInteger(value) ? value : Number(toInt64(value)))
  if (!value.endsWith('%')) return E.left({ code: 'NotAPercentage', value })
  const digits = value.slice(0, -1)
  if (!SIGNED_DIGITS.test(digits)) return E.left({ code: 'InvalidNumber', value })
  const percent = parseInt64(digits)
  if (percent === undefined) return E.left({ code: 'NumberOutOfRange', value })
  const share = (Number(percent) * total) / 100
  return E.right(goInt(roundUp ? Math.ceil(share) : Math.floor(share)))
}

/** What a number, or a percentage of all that can be read, comes to before it is rounded. */
export const unroundedValue = (value: IntOrString, total: number): number =>
  typeof value === 'number' ? value : (Number.parseFloat(value) * total) / 100

/** A float64 turned into an int as Go does on amd64: what does not fit becomes the smallest int64. */
const goInt = (whole: number): Int64 => {
  if (Number.isSafeInteger(whole)) return whole === 0 ? 0 : whole
  const value = Number.isFinite(whole) ? BigInt(whole) : undefined
  return value !== undefined && isInt64(value) ? value : GO_FLOAT_OVERFLOW
}
