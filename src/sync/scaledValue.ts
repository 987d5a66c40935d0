import * as E from 'fp-ts/Either'
import {
  int64ToJson,
  isGoDecimal,
  isInt64,
  parseInt64,
  toInt64,
  type JsonInt64,
} from '../data/int64.js'
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

const GO_FLOAT_OVERFLOW = -(2n ** 63n)

/**
 * How a share that is no whole number becomes one: down unless asked otherwise.
 *
 * @since 0.2.0
 */
export interface ScaleOptions {
  readonly roundUp?: boolean | undefined
}

/**
 * A number of pods from a number or a percentage of a total.
 *
 * - **Rules**
 *   1. A whole number is itself, whatever the total; one with a fraction loses it, and one that is none is 0.
 *   2. Text is a percentage: a decimal integer (a sign is fine) and `%`; p × total / 100 in float64,
 *      rounded up or down. Anything else is a fault.
 *
 * - **Shapes** the answer is a number, or decimal text beyond 2^53
 * - **Errors** `Left` with the one fault. Never throws.
 * - **Upstream** apimachinery `pkg/util/intstr/intstr.go` GetScaledValueFromIntOrPercent
 *
 * @example
 * import { scaledValue } from 'podfit/controller'
 *
 * scaledValue('25%', 9, { roundUp: true }) // => { _tag: 'Right', right: 3 }
 *
 * @since 0.1.0
 */
export const scaledValue = (
  value: Maybe<IntOrString>,
  total: number,
  { roundUp = false }: ScaleOptions = {},
): E.Either<readonly [ScaleFault], JsonInt64> => {
  if (value === null || value === undefined) return E.left([{ code: 'Missing' }])
  if (typeof value !== 'string') return E.right(int64ToJson(toInt64(value)))
  if (!value.endsWith('%')) return E.left([{ code: 'NotAPercentage', value }])
  const digits = value.slice(0, -1)
  if (!isGoDecimal(digits)) return E.left([{ code: 'InvalidNumber', value }])
  const percent = parseInt64(digits)
  if (percent === undefined) return E.left([{ code: 'NumberOutOfRange', value }])
  const share = (Number(percent) * total) / 100
  return E.right(goInt(roundUp ? Math.ceil(share) : Math.floor(share)))
}

/** What a number, or a percentage of all that can be read, comes to before it is rounded. */
export const unroundedValue = (value: IntOrString, total: number): number =>
  typeof value === 'number' ? value : (Number.parseFloat(value) * total) / 100

/** A float64 turned into an int as Go does on amd64: what does not fit becomes the smallest int64. */
const goInt = (whole: number): JsonInt64 => {
  const value = Number.isFinite(whole) ? BigInt(whole) : undefined
  return int64ToJson(value !== undefined && isInt64(value) ? value : GO_FLOAT_OVERFLOW)
}
