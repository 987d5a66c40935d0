import { MAX_INT64 } from './int64.js'

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
const ten = (power: number): bigint => 10n ** BigInt(Math.max(power, 0))

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
  const match = text === '' ? null : QUANTITY.exec(text)
  if (match === null) return undefined
  const [, sign, number = '', fraction = '', binary = '', suffix = '', exponent] = match
  const whole = number.slice(leadingZeros(number)) || '0'
  const shifted = whole + fraction
  const digits = BigInt(shifted)
  const places = finest === 'milli' ? 3 : NANO
  const ofBinary = BINARY.indexOf(binary)
  const power = exponent === undefined ? DECIMAL.indexOf(suffix) * 3 - NANO : Number(exponent)
  const scale = (binary === '' ? power : 0) - fraction.length
  const isShort =
    binary === ''
      ? shifted.length <= MOST_DIGITS && scale >= -NANO
      : fraction === '' && whole.length + 3 * ofBinary <= MOST_BINARY_DIGITS
  // What has no digit is zero where it is read the short way, and no number otherwise.
  if (number === '' && fraction === '' && !isShort) return undefined
  if (digits === 0n) return '0'
  if (binary !== '') {
    if (isShort && digits % 8n !== 0n) return text
    return signed(sign, binaryText(rounded(digits * 1024n ** BigInt(ofBinary), scale, places)))
  }
  const isSpelledSo = scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0')
  if (isShort && isSpelledSo && scale >= -places) return text
  const amount = rounded(digits, scale, places)
  return signed(sign, exponent === undefined ? decimalText(amount) : exponentText(amount))
}

/** A number of so many tens. */
interface Amount {
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
const rounded = (value: bigint, scale: number, places: number): Amount => {
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

/** As an int64 holds it: what is too large begins again from below. */
const wrapped = (value: bigint): bigint => BigInt.asIntN(64, value)

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
  const text = typeof value === 'string' ? value.trim() : String(value)
  const match = text === '' ? null : QUANTITY.exec(text)
  if (match === null) return false
  const [, sign, number = '', fraction = '', binary = '', suffix = '', exponent] = match
  const whole = number.slice(leadingZeros(number)) || '0'
  const shifted = whole + fraction
  const ofBinary = BINARY.indexOf(binary)
  const power = exponent === undefined ? DECIMAL.indexOf(suffix) * 3 - NANO : Number(exponent)
  const scale = (binary === '' ? power : 0) - fraction.length
  const digits = BigInt(shifted) * (binary === '' ? 1n : 1024n ** BigInt(ofBinary))
  if (digits === 0n) return false
  const rest = rounded(digits, scale, 3)
  const milli =
    binary !== '' && digits > MAX_INT64 * ten(-scale) ? { value: MAX_INT64, scale: 0 } : rest
  if (exactly) return milli.scale < 0 && milli.value % ten(-milli.scale) !== 0n
  const isShort =
    binary === ''
      ? shifted.length <= MOST_DIGITS && scale >= -NANO
      : fraction === '' && whole.length + 3 * ofBinary <= MOST_BINARY_DIGITS
  const thousandths = isShort
    ? shortThousandths(milli)
    : wrapped((milli.value * ten(milli.scale + 3)) % WORD)
  return (sign === '-' ? -thousandths : thousandths) % 1000n !== 0n
}

/** Go multiplies at once by the powers that it has names for, and else by ten, until that no longer fits. */
const shortThousandths = ({ value, scale }: Amount): bigint => {
  const power = scale + 3
  const product = value * ten(power)
  const atOnce = [0, 1, 2, 3, 6, 9].includes(power)
  return atOnce || product <= MAX_INT64 ? wrapped(product) : 0n
}
