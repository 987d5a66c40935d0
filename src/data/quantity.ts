const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?\d{1,2}))$/

const NANO = 9

/** The suffix at a place of a list. */
const suffixAt = (suffixes: readonly string[], place: number): string =>
  suffixes.slice(place, place + 1).join('')

/** Ten to the power of a number that is not negative. */
const ten = (power: number): bigint => 10n ** BigInt(power)

/**
 * A quantity as Kubernetes writes it back: `1000m` is `1`, `0.5Gi` is `512Mi`, `1e3` is `1e3`. The kind of
 * suffix stays, the number in front is whole and as small as that allows; a binary one that is less than a
 * kibi or not whole becomes decimal. What is finer than nano, or than milli where that is asked for, is
 * rounded up. What is no quantity is undefined.
 *
 * Upstream  apimachinery `pkg/api/resource` ParseQuantity, CanonicalizeBytes
 */
export const canonicalQuantity = (
  text: string,
  finest: 'nano' | 'milli' = 'nano',
): string | undefined => {
  const match = QUANTITY.exec(text)
  if (match === null) return undefined
  const [, sign, number = '', binary, suffix = '', exponent] = match
  const [whole = '', fraction = ''] = number.split('.')
  const digits = BigInt(whole + fraction)
  const nanos = (scale: number, unit = 1n): bigint => {
    const power = NANO + scale - fraction.length
    if (power >= 0) return digits * unit * ten(power)
    return roundedUp(digits * unit, ten(-power)) / ten(-power)
  }
  const step = finest === 'milli' ? ten(6) : 1n
  const signed = (written: string): string => (sign === '-' ? `-${written}` : written)
  if (digits === 0n) return '0'
  if (binary !== undefined) {
    const value = roundedUp(nanos(0, 1024n ** BigInt(BINARY.indexOf(binary))), step)
    const isBinary = value >= 1024n * ten(NANO) && value % ten(NANO) === 0n
    return signed(isBinary ? binaryText(value / ten(NANO)) : decimal(value))
  }
  return signed(
    exponent === undefined
      ? decimal(roundedUp(nanos(DECIMAL.indexOf(suffix) * 3 - NANO), step))
      : exponential(roundedUp(nanos(Number(exponent)), step)),
  )
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
