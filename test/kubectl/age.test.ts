import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../src/data/instant.js'
import { age } from '../../src/kubectl/age.js'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

describe('age', () => {
  it.each([
    [0, '0s'],
    [1, '1s'],
    [70, '70s'],
    [2 * MINUTE - 1, '119s'],
    [2 * MINUTE, '2m'],
    [190, '3m10s'],
    [10 * MINUTE - 1, '9m59s'],
    [10 * MINUTE, '10m'],
    [10 * MINUTE + 5, '10m'],
    [70 * MINUTE, '70m'],
    [3 * HOUR - 1, '179m'],
    [3 * HOUR, '3h'],
    [3 * HOUR + MINUTE, '3h1m'],
    [8 * HOUR - 1, '7h59m'],
    [8 * HOUR, '8h'],
    [8 * HOUR + 5 * MINUTE, '8h'],
    [47 * HOUR, '47h'],
    [2 * DAY, '2d'],
    [49 * HOUR, '2d1h'],
    [8 * DAY - 1, '7d23h'],
    [8 * DAY + 2 * HOUR, '8d'],
    [367 * DAY, '367d'],
    [2 * YEAR - 1, '729d'],
    [2 * YEAR, '2y'],
    [2 * YEAR + 25 * HOUR, '2y1d'],
    [8 * YEAR - 1, '7y364d'],
    [8 * YEAR + 2 * HOUR, '8y'],
    [8 * YEAR + 3 * DAY, '8y'],
    [100 * YEAR, '100y'],
  ])('%i seconds are %s', (seconds, expected) => {
    expect(age(0n, BigInt(seconds) * SECOND)).toBe(expected)
  })

  it.each([
    ['just begun', 1n, '0s'],
    ['a little ahead of the clock', -SECOND, '0s'],
    ['almost two seconds ahead of it', 1n - 2n * SECOND, '0s'],
    ['two seconds ahead of it', -2n * SECOND, '<invalid>'],
  ])('%s', (_what, span, expected) => {
    expect(age(0n, span)).toBe(expected)
  })

  it('counts whole seconds of the span alone', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1n << 62n }),
        fc.nat({ max: 4 * YEAR }),
        fc.bigInt({ min: 0n, max: SECOND - 1n }),
        (from, seconds, rest) => {
          const span = BigInt(seconds) * SECOND
          expect(age(from, from + span + rest)).toBe(age(0n, span))
        },
      ),
    )
  })
})
