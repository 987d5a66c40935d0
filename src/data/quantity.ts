const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?\d{1,2}))$/

const NANO = 9

/** The suffix at a place of a list. */
const suffixAt = (suffixes: readonly string[], place: number): string =>
  suffixes.slice(place, place + 1).join('')

/** Ten to the power of a number, and one where that is negative. */
const ten = (power: number): bigint => 10n ** BigInt(Math.max(power, 0))

/**
 * A quantity as Kubernetes writes it back: `1000m` is `1`, `0.5Gi` is `512Mi`, `1e3` is `1e3`. What is no
 * quantity is undefined.
 *
 * - **Rules**
 *   1. What is finer than nano, or than milli where that is asked for, is rounded up.
 *   2. A decimal one that is not is left as it is spelled, `1.500` or `+1`: if it is whole in a suffix that there
 *      is, has no three zeros at its end, and a number in front of the point that is not zero.
 *   3. Else the kind of suffix stays, and the number in front is whole and as small as that allows; a binary
 *      one that is less than a kibi or not whole becomes decimal.
 *
 * - **Upstream** apimachinery `pkg/api/resource/quantity.go` ParseQuantity, Quantity.CanonicalizeBytes
 */
export const canonicalQuantity = (
  text: string,
  finest: 'nano' | 'milli' = 'nano',
): string | undefined => {
  const match = QUANTITY.exec(text)
  if (match === null) return undefined
  const [, sign, number = '', binary = '', suffix = '', exponent] = match
  const [whole = '', fraction = ''] = number.split('.')
  const digits = BigInt(whole + fraction)
  if (digits === 0n) return '0'
  const power = exponent === undefined ? DECIMAL.indexOf(suffix) * 3 - NANO : Number(exponent)
  const scale = power - fraction.length
  const places = finest === 'milli' ? 3 : NANO
  const unit = 1024n ** BigInt(BINARY.indexOf(binary))
  const isKept = unit === 1n && Number(whole) > 0 && scale >= -places && scale % 3 === 0
  if (isKept && digits < ten(18) && digits % 1000n !== 0n) return text
  const finer = ten(-NANO - scale)
  const nanos = roundedUp(digits * unit * ten(NANO + scale), ten(NANO - places) * finer) / finer
  const isBinary = unit > 1n && nanos >= 1024n * ten(NANO) && nanos % ten(NANO) === 0n
  const written = isBinary
    ? binaryText(nanos / ten(NANO))
    : (exponent === undefined ? decimal : exponential)(nanos)
  return sign === '-' ? `-${written}` : written
}

const roundedUp = (value: bigint, step: bigint): bigint => ((value + step - 1n) / step) * step

/** Thousands are taken out of a number of nanos as long as it stays whole, up to `E`. */
const thousands = (nanos: bigint): readonly [bigint, number] => {
  let [value, power] = [nanos, -NANO]
  while (value % 1000n === 0n && power < 18) [value, power] = [value / 1000n, power + 3]
  return [value, power]
}

const decimal = (nanos: bigint): string => {
  const [value, power] = thousands(nanos)
  return `${value}${suffixAt(DECIMAL, (power + NANO) / 3)}`
}

const exponential = (nanos: bigint): string => {
  const [value, power] = thousands(nanos)
  return power === 0 ? String(value) : `${value}e${power}`
}

const binaryText = (whole: bigint): string => {
  let [value, unit] = [whole, 0]
  while (value % 1024n === 0n && unit < BINARY.length - 1) [value, unit] = [value / 1024n, unit + 1]
  return `${value}${suffixAt(BINARY, unit)}`
}

/** A quantity in JSON, text or number, as Kubernetes writes it back. What is no quantity stays as it is. */
export const writtenQuantity = (value: unknown, finest?: 'nano' | 'milli'): unknown =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? (canonicalQuantity(String(value).trim(), finest) ?? value)
    : value
