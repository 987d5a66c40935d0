import { isInt64, MAX_INT64, wrapInt64 } from '../data/int64.js'
import { rounded, shortProduct, spelledQuantity, ten, type Amount } from '../data/quantity.js'

/**
 * A quantity as Go holds it: short, an int64 with a scale, or a decimal of any length. What a number comes to that
 * does not fit into an int64 depends on which of them it is.
 */
export interface Quantity extends Amount {
  readonly isShort: boolean
}

export const NO_QUANTITY: Quantity = { value: 0n, scale: 0, isShort: true }

const NANO = 9

/**
 * Reads a quantity, a text or a number of JSON; what is none is undefined, null is nothing.
 *
 * - **Rules**
 *   1. What is short stays as it is spelled.
 *   2. Anything else is rounded up to billionths, and one with a binary suffix is at most 2^63 - 1.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` ParseQuantity, Quantity.UnmarshalJSON
 */
export const readQuantity = (value: unknown): Quantity | undefined => {
  if (value === null) return NO_QUANTITY
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint')
    return undefined
  const spelled = spelledQuantity(String(value).trim())
  if (spelled === undefined) return undefined
  const { digits, scale, binary, isShort, sign } = spelled
  const factor = sign === '-' ? -1n : 1n
  const amount = BigInt(digits) * 1024n ** BigInt(binary)
  if (isShort) return { value: factor * amount, scale, isShort }
  if (amount === 0n) return { value: 0n, scale, isShort }
  if (binary > 0 && amount > MAX_INT64 * ten(-scale))
    return { value: factor * MAX_INT64, scale: 0, isShort }
  return { value: factor * inNanos(rounded(amount, scale, NANO)), scale: -NANO, isShort }
}

const inNanos = ({ value, scale }: Amount): bigint => value * ten(scale + NANO)

/**
 * The sum of two quantities. Two short ones stay short while that fits.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` Quantity.Add; apimachinery
 *   `pkg/api/resource/amount.go` int64Amount.Add
 */
export const addQuantity = (a: Quantity, b: Quantity): Quantity => {
  const isShort = a.isShort && b.isShort
  if (isShort && b.value === 0n) return a
  if (isShort && a.value === 0n) return b
  const scale = Math.min(a.scale, b.scale)
  const [left, right] = [a.value * ten(a.scale - scale), b.value * ten(b.scale - scale)]
  const value = left + right
  return { value, scale, isShort: isShort && [left, right, value].every(isInt64) }
}

/** Which of two quantities is more: negative, zero or positive, as a sort takes it. */
export const compareQuantities = (a: Quantity, b: Quantity): number => {
  const scale = Math.min(a.scale, b.scale)
  const [left, right] = [a.value * ten(a.scale - scale), b.value * ten(b.scale - scale)]
  return left === right ? 0 : left < right ? -1 : 1
}

/** Of ten to the power of more than this an int64 holds nothing. */
const MOST_POWER = 18

/** Where a float does not fit, the conversion to int64 gives the least one on amd64. */
const NO_POWER = -(2n ** 63n)

/**
 * A quantity as an int64, in whole units or in thousandths.
 *
 * - **Rules**
 *   1. What is finer is rounded away from zero where it is short; otherwise up, a negative one after it was cut.
 *   2. What is too large loses its upper bits; a short one comes to nothing where Go multiplies by ten step by step.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` Quantity.ScaledValue; apimachinery
 *   `pkg/api/resource/amount.go` int64Amount.AsScaledInt64; apimachinery `pkg/api/resource/scale_int.go` scaledValue
 */
export const quantityValue = (
  { value, scale, isShort }: Quantity,
  unit: 'whole' | 'milli',
): bigint => {
  const power = scale + (unit === 'milli' ? 3 : 0)
  if (power < 0) return isShort ? awayFromZero(value, ten(-power)) : cutUp(value, -power)
  if (isShort) return shortProduct(value, power)
  const factor = power > MOST_POWER ? NO_POWER : ten(power)
  return wrapInt64(wrapInt64(value) * factor)
}

const awayFromZero = (value: bigint, step: bigint): bigint =>
  value % step === 0n ? value / step : value / step + (value < 0n ? -1n : 1n)

/** Small divisors divide what is left of the number in an int64; larger ones, and positive numbers beyond it, all of it. */
const cutUp = (value: bigint, power: number): bigint => {
  const step = ten(power)
  if (value < MAX_INT64 && power <= MOST_POWER) {
    const cut = wrapInt64(value)
    return cut / step + (cut % step === 0n ? 0n : 1n)
  }
  const floor = value / step - (value < 0n && value % step !== 0n ? 1n : 0n)
  return wrapInt64(wrapInt64(floor) + (value % step === 0n ? 0n : 1n))
}
