import { isInt64, MAX_INT64, wrapInt64 } from './int64.js'

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?\d{1,4}))$/

const NANO = 9
const MOST_DIGITS = 18
const MOST_BINARY_DIGITS = 14

/** The suffix at a place of a list; none where there is no such place. */
const suffixAt = (suffixes: readonly string[], place: number): string =>
  place < 0 ? '' : suffixes.slice(place, place + 1).join('')

/** Ten to the power of a number, and one where that is negative. */
export const ten = (power: number): bigint => 10n ** BigInt(Math.max(power, 0))

/**
 * A quantity as Kubernetes writes it back: `1000m` is `1`, `0.5Gi` is `512Mi`, `1e3` is `1e3`. What is no
 * quantity is undefined.
 *
 * - **Rules**
 *   1. What is finer than nano, or than milli where that is asked for, is rounded up.
 *   2. A decimal one that is not is left as it is spelled, `1.500` or `+1`: if it has at most 18 digits, is whole
 *      in a suffix that there is, has no three zeros at its end, and a number in front of the point that is not
 *      zero. So is a whole binary one that is not divisible by eight, `007Ki`, if it is small enough for its suffix.
 *   3. A binary one is at most 2^63 - 1.
 *   4. Else the kind of suffix stays, and the number in front is whole and as small as that allows; a binary
 *      one that is less than a kibi or not whole becomes decimal. What would need more than `E` has no suffix:
 *      `1000E` is written `1`, a slip of upstream.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` ParseQuantity, Quantity.CanonicalizeBytes
 */
export const canonicalQuantity = (
  text: string,
  finest: 'nano' | 'milli' = 'nano',
): string | undefined => {
  const spelled = spelledQuantity(text)
  if (spelled === undefined) return undefined
  const { digits, scale, binary, isShort, sign } = spelled
  const places = finest === 'milli' ? 3 : NANO
  const value = BigInt(digits)
  if (value === 0n) return '0'
  if (binary > 0) {
    if (isShort && value % 8n !== 0n) return text
    return signed(sign, binaryText(rounded(value * 1024n ** BigInt(binary), scale, places)))
  }
  const isSpelledSo = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
  if (isShort && isSpelledSo && scale >= -places) return text
  const amount = rounded(value, scale, places)
  return signed(sign, spelled.isExponent ? exponentText(amount) : decimalText(amount))
}

/** A quantity as it is spelled: digits, with a power of ten or of 1024. */
export interface SpelledQuantity {
  readonly sign: string
  /** All digits, without the zeros in front of the point. */
  readonly digits: string
  /** Where the point is, and what a decimal suffix or an exponent moves it by. */
  readonly scale: number
  /** Which power of 1024; 0 for a decimal one. */
  readonly binary: number
  readonly isExponent: boolean
  /** Whether Go holds it as an int64 with a scale, and not as a decimal of any length. */
  readonly isShort: boolean
}

/**
 * Reads a quantity; what is none is undefined.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` parseQuantityString, ParseQuantity
 */
export const spelledQuantity = (text: string): SpelledQuantity | undefined => {
  const match = text === '' ? null : QUANTITY.exec(text)
  if (match === null) return undefined
  const [, sign = '', number = '', fraction = '', suffixOfBinary = '', suffix = '', exponent] =
    match
  const whole = number.slice(leadingZeros(number)) || '0'
  const digits = whole + fraction
  const binary = suffixOfBinary === '' ? 0 : BINARY.indexOf(suffixOfBinary)
  const power = exponent === undefined ? DECIMAL.indexOf(suffix) * 3 - NANO : Number(exponent)
  const scale = (binary === 0 ? power : 0) - fraction.length
  const isShort =
    binary === 0
      ? digits.length <= MOST_DIGITS && scale >= -NANO
      : fraction === '' && whole.length + 3 * binary <= MOST_BINARY_DIGITS
  // What has no digit is zero where it is read the short way, and no number otherwise.
  if (number === '' && fraction === '' && !isShort) return undefined
  return { sign, digits, scale, binary, isExponent: exponent !== undefined, isShort }
}

/** A number of so many tens. */
export interface Amount {
  readonly value: bigint
  readonly scale: number
}

const leadingZeros = (digits: string): number => {
  let count = 0
  while (digits[count] === '0') count += 1
  return count
}

const signed = (sign: string | undefined, written: string): string =>
  sign === '-' ? `-${written}` : written

/** What is finer than so many places is rounded up. */
export const rounded = (value: bigint, scale: number, places: number): Amount => {
  const finer = -places - scale
  if (finer <= 0) return { value, scale }
  if (finer > String(value).length) return { value: 1n, scale: -places }
  const step = ten(finer)
  return { value: (value + step - 1n) / step, scale: -places }
}

/** The same with a whole number that has no zero at its end but those that make the scale one of thousands. */
const thousands = ({
  value,
  scale,
}: Amount): { readonly number: string; readonly power: number } => {
  const text = String(value)
  let end = text.length
  while (text[end - 1] === '0') end -= 1
  const power = scale + text.length - end
  const spare = ((power % 3) + 3) % 3
  return { number: text.slice(0, end) + '0'.repeat(spare), power: power - spare }
}

const decimalText = (amount: Amount): string => {
  const { number, power } = thousands(amount)
  return `${number}${suffixAt(DECIMAL, (power + NANO) / 3)}`
}

const exponentText = (amount: Amount): string => {
  const { number, power } = thousands(amount)
  return power === 0 ? number : `${number}e${power}`
}

const binaryText = (amount: Amount): string => {
  const unit = ten(-amount.scale)
  const whole = amount.value > MAX_INT64 * unit ? MAX_INT64 : amount.value / unit
  const isWhole = amount.value % unit === 0n || whole === MAX_INT64
  if (!isWhole || whole < 1024n) return decimalText(amount)
  let [value, power] = [whole, 0]
  while (value % 1024n === 0n && power < BINARY.length - 1)
    [value, power] = [value / 1024n, power + 1]
  return `${value}${suffixAt(BINARY, power)}`
}

/** A quantity in JSON, text or number, as Kubernetes writes it back. What is no quantity stays as it is. */
export const writtenQuantity = (value: unknown, finest?: 'nano' | 'milli'): unknown =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? (canonicalQuantity(String(value).trim(), finest) ?? value)
    : value

const WORD = 2n ** 64n

/**
 * Whether a quantity, rounded up to thousandths as the API server stores it, is not a whole number.
 *
 * - **Rules**
 *   1. Before 1.38 thousandths are counted in an int64, which a very large quantity does not fit into: what is
 *      left of it counts.
 *   2. What is no quantity has no fraction.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` Quantity.MilliValue, Quantity.RoundUp
 */
export const hasFraction = (value: unknown, exactly: boolean): boolean => {
  const spelled = spelledQuantity(typeof value === 'string' ? value.trim() : String(value))
  if (spelled === undefined) return false
  const { scale, binary, isShort, sign } = spelled
  const digits = BigInt(spelled.digits) * 1024n ** BigInt(binary)
  if (digits === 0n) return false
  const rest = rounded(digits, scale, 3)
  const milli =
    binary > 0 && digits > MAX_INT64 * ten(-scale) ? { value: MAX_INT64, scale: 0 } : rest
  if (exactly) return milli.scale < 0 && milli.value % ten(-milli.scale) !== 0n
  const thousandths = isShort
    ? shortProduct(milli.value, milli.scale + 3)
    : wrapInt64((milli.value * ten(milli.scale + 3)) % WORD)
  return (sign === '-' ? -thousandths : thousandths) % 1000n !== 0n
}

/**
 * A short number by a power of ten, as Go multiplies: at once by the powers that it has names for, and else by ten,
 * until that no longer fits.
 *
 * - **Upstream** apimachinery `pkg/api/resource/math.go` positiveScaleInt64
 */
export const shortProduct = (value: bigint, power: number): bigint => {
  const product = value * ten(power)
  const atOnce = [0, 1, 2, 3, 6, 9].includes(power)
  return atOnce || isInt64(product) ? wrapInt64(product) : 0n
}
