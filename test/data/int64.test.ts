import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparableInt64,
  int64FromJson,
  int64ToJson,
  isCanonicalDecimal,
  isInt64,
  MAX_INT64,
  parseInt64,
  toInt64,
  wrapInt64,
  type Int64,
  type JsonInt64,
} from '../../src/data/int64.js'

const MAX = 9_223_372_036_854_775_807n
const MIN = -9_223_372_036_854_775_808n

const anyInteger = fc.oneof(
  fc.bigInt({ min: MIN * 2n, max: MAX * 2n }),
  fc.bigInt({ min: -9n, max: 9n }).chain((n) => fc.constantFrom(n, MAX + n, MIN + n)),
)
const anyDecimal = fc.string({
  unit: fc.constantFrom('0', '1', '9', '-', '+', ' ', '_', '.'),
  maxLength: 5,
})

describe('parseInt64', () => {
  it.each([
    ['5', 5n],
    ['+5', 5n],
    ['005', 5n],
    ['-0', 0n],
    ['+0', 0n],
    ['00', 0n],
    ['-5', -5n],
    [`${'0'.repeat(100)}7`, 7n],
    ['9223372036854775807', MAX],
    ['-9223372036854775808', MIN],
    ['-00009223372036854775808', MIN],
  ])('section 0.3: reads %j', (text, expected) => {
    expect(parseInt64(text)).toBe(expected)
  })

  it.each([
    '',
    '+',
    '-',
    '--5',
    '+-5',
    '5-',
    '1_000',
    '1,000',
    '1e3',
    '5.0',
    '0x10',
    '0b1',
    '0o7',
    'Infinity',
    'NaN',
    ' 5',
    '5 ',
    '5\n',
    '\t5',
    '5\u0000',
    '\ufeff5',
    '9223372036854775808',
    '-9223372036854775809',
    '9'.repeat(1000),
    '٣',
    '５',
    '−5',
  ])('section 0.3: refuses %j', (text) => {
    expect(parseInt64(text)).toBeUndefined()
  })

  it('reads every integer of 64 bits as it prints, and no larger one', () => {
    fc.assert(
      fc.property(anyInteger, (n) => {
        expect(parseInt64(n.toString())).toBe(n >= MIN && n <= MAX ? n : undefined)
      }),
    )
  })

  it('does not mind leading zeros or a plus', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX }), fc.nat(80), (n, zeros) => {
        expect(parseInt64(`+${'0'.repeat(zeros)}${n}`)).toBe(n)
      }),
    )
  })
})

describe('isCanonicalDecimal', () => {
  it.each(['0', '5', '-5', '10', '9223372036854775807', '-9223372036854775808'])(
    'section 0.4: accepts %j',
    (text) => {
      expect(isCanonicalDecimal(text)).toBe(true)
    },
  )

  it('section 0.4: leaves the range to parseInt64', () => {
    expect(isCanonicalDecimal('12345678901234567890')).toBe(true)
    expect(parseInt64('12345678901234567890')).toBeUndefined()
  })

  it.each(['', '+5', '05', '00', '-0', '-01', ' 5', '5\n', '-', '--5', '1_0', '5.0', '0x1', '٣'])(
    'section 0.4: refuses %j',
    (text) => {
      expect(isCanonicalDecimal(text)).toBe(false)
    },
  )

  it('accepts exactly the readable texts that print as they were written', () => {
    fc.assert(
      fc.property(anyDecimal, (text) => {
        expect(isCanonicalDecimal(text)).toBe(parseInt64(text)?.toString() === text)
      }),
    )
  })
})

describe('isInt64', () => {
  it.each([
    [MAX, true],
    [MAX + 1n, false],
    [MIN, true],
    [MIN - 1n, false],
    [0n, true],
  ])('%s: %s', (value, expected) => {
    expect(isInt64(value)).toBe(expected)
  })

  it('knows the largest one', () => {
    expect(MAX_INT64).toBe(MAX)
  })
})

describe('wrapInt64', () => {
  it.each([
    [0n, 0n],
    [-1n, -1n],
    [MAX, MAX],
    [MAX + 1n, MIN],
    [MIN - 1n, MAX],
    [9_223_372_037_000_000_000n, -9_223_372_036_709_551_616n],
    [36_028_797_018_963_968_000_000_000n, 0n],
  ])('%s becomes %s', (value, expected) => {
    expect(wrapInt64(value)).toBe(expected)
  })

  it('stays within 64 bits and changes a number by whole turns only', () => {
    fc.assert(
      fc.property(fc.bigInt(), (n) => {
        expect(isInt64(wrapInt64(n))).toBe(true)
        expect((wrapInt64(n) - n) % 2n ** 64n).toBe(0n)
      }),
    )
  })
})

describe('toInt64', () => {
  it.each([
    [5, 5n],
    [-0, 0n],
    [1.9, 1n],
    [-1.9, -1n],
    [2 ** 53, 9_007_199_254_740_992n],
    [MAX, MAX],
    [Number.NaN, 0n],
    [Number.POSITIVE_INFINITY, 0n],
    [Number.NEGATIVE_INFINITY, 0n],
  ])('%s becomes %s', (value, expected) => {
    expect(toInt64(value)).toBe(expected)
  })
})

describe('int64ToJson', () => {
  it.each([
    [5n, 5],
    [-5n, -5],
    [9_007_199_254_740_991n, 9_007_199_254_740_991],
    [9_007_199_254_740_992n, '9007199254740992'],
    [-9_007_199_254_740_992n, '-9007199254740992'],
    [MAX, '9223372036854775807'],
  ])('%s becomes %j', (value, expected) => {
    expect(int64ToJson(value)).toBe(expected)
  })

  it('loses nothing on the way through JSON', () => {
    fc.assert(
      fc.property(anyInteger, (n) => {
        const back: unknown = JSON.parse(JSON.stringify(int64ToJson(n)))
        expect(BigInt(back as number | string)).toBe(n)
      }),
    )
  })
})

describe('int64FromJson', () => {
  it.each<[JsonInt64, Int64]>([
    [3, 3],
    ['9223372036854775807', 9223372036854775807n],
    ['9223372036854775808', 0],
    ['soon', 0],
    ['1.5', 0],
  ])('reads %j', (value, expected) => {
    expect(int64FromJson(value)).toBe(expected)
  })
})

describe('comparableInt64', () => {
  it.each([
    ['5', 5],
    ['005', 5],
    ['999999999999999', 999_999_999_999_999],
    ['1000000000000000', 1_000_000_000_000_000n],
    ['9223372036854775807', MAX],
    ['+5', 5n],
    ['-5', -5n],
    ['9223372036854775808', undefined],
    ['', undefined],
    ['5a', undefined],
    [' 5', undefined],
  ])('reads %j', (text, expected) => {
    expect(comparableInt64(text)).toBe(expected)
  })

  it('compares as parseInt64 does', () => {
    const text = fc.oneof(anyInteger.map(String), anyDecimal)
    fc.assert(
      fc.property(text, anyInteger, (given, bound) => {
        const [quick, exact] = [comparableInt64(given), parseInt64(given)]
        expect(quick === undefined).toBe(exact === undefined)
        if (quick === undefined || exact === undefined) return
        expect(quick > bound).toBe(exact > bound)
        expect(quick < bound).toBe(exact < bound)
      }),
    )
  })
})
