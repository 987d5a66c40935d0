import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonInt64 } from '../../src/data/int64.js'
import type { Maybe } from '../../src/data/maybe.js'
import type { IntOrString } from '../../src/kube/daemonSet.js'
import { scaledValue, unroundedValue } from '../../src/sync/scaledValue.js'
import { anyBudget } from '../../src/testing/updateStrategy.js'
import { frozenly } from '../support/frozen.js'

describe('scaledValue', () => {
  it.each<[string, IntOrString, number, JsonInt64, JsonInt64]>([
    ['U-15: half of two', '50%', 2, 1, 1],
    ['U-17: all of two', '100%', 2, 2, 2],
    ['U-18: half of three', '50%', 3, 2, 1],
    ['X-14: 1 % of one', '1%', 1, 1, 0],
    ['a quarter of nine', '25%', 9, 3, 2],
    ['1 % of three', '1%', 3, 1, 0],
    ['0 % of four', '0%', 4, 0, 0],
    ['all of seven', '100%', 7, 7, 7],
    ['all of nothing', '100%', 0, 0, 0],
    ['more than all', '150%', 2, 3, 3],
    ['29 % of a hundred, which is no 29.000000000000004', '29%', 100, 29, 29],
    ['a number', 10, 4, 10, 10],
    ['a number of nothing', 10, 0, 10, 10],
    ['a negative number', -3, 4, -3, -3],
    ['a sign', '+20%', 9, 2, 1],
    ['zeros in front', '007%', 100, 7, 7],
    ['a negative percentage', '-50%', 3, -1, -2],
    ['a small one, which is no negative zero', '-10%', 3, 0, -1],
    ['a negative zero', '-0%', 100, 0, 0],
    [
      'a number that a float cannot hold',
      '9007199254740993%',
      100,
      '9007199254740992',
      '9007199254740992',
    ],
    ['the largest int64', '9223372036854775807%', 3, '276701161105643264', '276701161105643264'],
    [
      'a share beyond int64',
      '9223372036854775807%',
      100,
      '-9223372036854775808',
      '-9223372036854775808',
    ],
    [
      'a share below int64',
      '-9223372036854775808%',
      1000,
      '-9223372036854775808',
      '-9223372036854775808',
    ],
    [
      'a share that is the smallest int64',
      '-9223372036854775808%',
      100,
      '-9223372036854775808',
      '-9223372036854775808',
    ],
  ])('%s', (_row, value, total, up, down) => {
    expect(scaledValue(value, total, { roundUp: true })).toEqual(E.right(up))
    expect(scaledValue(value, total)).toEqual(E.right(down))
  })

  it.each<[string, string]>([
    ['NotAPercentage', ''],
    ['NotAPercentage', '5'],
    ['NotAPercentage', '5% '],
    ['NotAPercentage', '5 percent'],
    ['InvalidNumber', '%'],
    ['InvalidNumber', '+%'],
    ['InvalidNumber', '--5%'],
    ['InvalidNumber', '5%%'],
    ['InvalidNumber', '5 %'],
    ['InvalidNumber', ' 5%'],
    ['InvalidNumber', '1.5%'],
    ['InvalidNumber', '1e1%'],
    ['InvalidNumber', '0x10%'],
    ['InvalidNumber', '1_0%'],
    ['InvalidNumber', '٣%'],
    ['InvalidNumber', '5\n%'],
    ['InvalidNumber', 'Infinity%'],
    ['NumberOutOfRange', '9223372036854775808%'],
    ['NumberOutOfRange', '-9223372036854775809%'],
  ])('finds %s in %j', (code, value) => {
    expect(scaledValue(value, 3, { roundUp: true })).toEqual(E.left([{ code, value }]))
  })

  it.each<Maybe<IntOrString>>([null, undefined])('misses what is %s', (value) => {
    expect(scaledValue(value, 3, { roundUp: true })).toEqual(E.left([{ code: 'Missing' }]))
  })

  const anyTotal = fc.integer({ min: 0, max: 5000 })

  it.each([
    ['50%', Number.POSITIVE_INFINITY],
    ['50%', Number.NaN],
    ['9223372036854775807%', 1e300],
  ])('does not throw for %s of %d', (value, total) => {
    expect(scaledValue(value, total, { roundUp: true })).toEqual(E.right(String(-(2n ** 63n))))
  })

  it('rounds up to the least number that is not less, and down to the greatest that is not more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), anyTotal, (percent, total) => {
        const [up, down] = [true, false].map((roundUp) =>
          Number(E.toUnion(scaledValue(`${percent}%`, total, { roundUp }))),
        ) as [number, number]
        const over = up * 100 - percent * total
        const under = percent * total - down * 100
        for (const rest of [over, under]) {
          expect(rest).toBeGreaterThanOrEqual(0)
          expect(rest).toBeLessThan(100)
        }
      }),
    )
  })

  it('fails for the same values however many there are and however it rounds', () => {
    fc.assert(
      fc.property(frozenly(anyBudget), anyTotal, fc.boolean(), (value, total, roundUp) => {
        expect(E.isLeft(scaledValue(value, total, { roundUp }))).toBe(
          E.isLeft(scaledValue(value, 1, { roundUp: true })),
        )
      }),
    )
  })
})

it.each<[number | string, number, number]>([
  [3, 10, 3],
  ['25%', 9, 2.25],
  ['0%', 9, 0],
])('%s of %i comes to %d before it is rounded', (value, total, expected) => {
  expect(unroundedValue(value, total)).toBe(expected)
})
