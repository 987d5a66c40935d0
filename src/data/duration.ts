import { isInt64 } from './int64.js'

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/gy

/**
 * A duration as Go's programs take them, in nanoseconds: `30s`, `1h30m`, `1.5h`, `-2m`, `0`; undefined where it is
 * none. What is finer than a nanosecond is cut off.
 *
 * - **Upstream** go `time/format.go` ParseDuration
 */
export const parseDuration = (text: string): bigint | undefined => {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? []
  if (rest === '0') return 0n
  let sum = 0n
  let at = 0
  PART.lastIndex = 0
  for (let part = PART.exec(rest); part !== null; part = PART.exec(rest)) {
    const [whole, digits = '', fraction = '', unit = ''] = part
    const size = UNITS.get(unit) ?? 0n
    if (digits === '' && fraction === '') return undefined
    sum += BigInt(digits === '' ? '0' : digits) * size
    sum += (BigInt(fraction === '' ? '0' : fraction) * size) / 10n ** BigInt(fraction.length)
    at += whole.length
  }
  if (at === 0 || at < rest.length) return undefined
  const value = sign === '-' ? -sum : sum
  return !isInt64(value) ? undefined : value
}
