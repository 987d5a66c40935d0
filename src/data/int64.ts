/**
 * A whole number as it arrives: a JSON number, or a bigint where the value may exceed 2^53.
 *
 * @since 0.1.0
 */
export type Int64 = number | bigint

const MIN_INT64 = -(2n ** 63n)

/** The largest int64, which Kubernetes also uses to say "for ever". */
export const MAX_INT64: bigint = 2n ** 63n - 1n

const GO_DECIMAL = /^[+-]?[0-9]+$/
const CANONICAL_DECIMAL = /^(?:0|-?[1-9][0-9]*)$/

/** Whether text is a decimal integer as Go reads one: an optional sign and ASCII digits, of any size. */
export const isGoDecimal = (text: string): boolean => GO_DECIMAL.test(text)

/** Whether a bigint fits into Go's int64. */
export const isInt64 = (value: bigint): boolean => value >= MIN_INT64 && value <= MAX_INT64

/**
 * Reads a decimal integer as Go's `strconv.ParseInt(text, 10, 64)` does: one optional sign, ASCII
 * digits, nothing else, within int64. Leading zeros are fine.
 */
export const parseInt64 = (text: string): bigint | undefined => {
  if (!isGoDecimal(text)) return undefined
  const value = BigInt(text)
  return isInt64(value) ? value : undefined
}

const EXACT_DIGITS = 15

/**
 * As `parseInt64`, for comparing: a number where a number is exact, which costs a quarter of a bigint.
 * JavaScript compares the two with each other exactly.
 */
export const comparableInt64 = (text: string): Int64 | undefined => {
  if (text === '' || text.length > EXACT_DIGITS) return parseInt64(text)
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return parseInt64(text)
    value = value * 10 + digit
  }
  return value
}

const ZERO = 48

/** Whether a text is a decimal integer without sign noise or leading zeros (`-0`, `+5` and `05` are not). */
export const isCanonicalDecimal = (text: string): boolean => CANONICAL_DECIMAL.test(text)

/** Keeps the low 64 bits, as Go's int64 arithmetic does on overflow. */
export const wrapInt64 = (value: bigint): bigint => BigInt.asIntN(64, value)

/** An incoming whole number as a bigint; a number with a fraction loses it, one that is no number is 0. */
export const toInt64 = (value: Int64): bigint => {
  if (typeof value === 'bigint') return value
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n
}

/** A number of an object as an answer may hold it: one that is no number is 0, as with `toInt64`. */
export const finite = (value: number): number => (Number.isFinite(value) ? value + 0 : 0)

/**
 * An int64 as plain JSON: a number as far as a number is exact, a decimal string beyond.
 *
 * @since 0.1.0
 */
export type JsonInt64 = number | string

/** An int64 from plain JSON, as one that may be written into an object: a bigint only where it must be; text that is none is 0. */
export const int64FromJson = (value: JsonInt64): Int64 =>
  typeof value === 'number' ? value : (parseInt64(value) ?? 0)

export const int64ToJson = (value: bigint): JsonInt64 => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}
