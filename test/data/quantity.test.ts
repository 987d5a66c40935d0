import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalQuantity, hasFraction, writtenQuantity } from '../../src/data/quantity.js'

describe('canonicalQuantity', () => {
  it.each([
    ['1', '1'],
    ['0', '0'],
    ['0Gi', '0'],
    ['-0.0', '0'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.', '1.'],
    ['1500m', '1500m'],
    ['1000', '1k'],
    ['1000k', '1M'],
    ['0.1k', '100'],
    ['+1', '+1'],
    ['1.500', '1.500'],
    ['-001.125G', '-001.125G'],
    ['1.000', '1'],
    ['0.250', '250m'],
    ['1.25', '1250m'],
    ['1.123456', '1.123456'],
    ['1.1234567891', '1123456790n'],
    ['1234567890123456.123', '1234567890123456123m'],
    ['-2000m', '-2'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['1.5Gi', '1536Mi'],
    ['1000Mi', '1000Mi'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['1E3', '1E3'],
    ['1.234e3', '1.234e3'],
    ['1000e0', '1e3'],
    ['12e-1', '1200e-3'],
    ['5e0', '5e0'],
    ['100n', '100n'],
    ['0.1n', '1n'],
    ['1.0001Mi', '1048680857600u'],
    ['134217728', '134217728'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', '9223372036854775808'],
    ['18446744073709551616', '18446744073709551616'],
    ['-9223372036854775809', '-9223372036854775809'],
    ['8Ei', '9223372036854775807'],
    ['-9Ei', '-9223372036854775807'],
    ['8.0000000001Ei', '9223372036854775807'],
    ['7Ei', '7Ei'],
    ['1000E', '1'],
    ['1000000000000000000000', '1'],
    ['1e1000', '10e999'],
    ['1e21', '1e21'],
    ['1e-30', '1e-9'],
    ['007Ki', '007Ki'],
    ['+7Mi', '+7Mi'],
    ['1.Gi', '1.Gi'],
    ['008Ki', '8Ki'],
    ['00000000007Mi', '00000000007Mi'],
    ['1234567891Mi', '1234567891Mi'],
    ['+123Ti', '123Ti'],
    ['+1Pi', '1Pi'],
    ['01.500', '01.500'],
    ['+', '0'],
    ['.', '0'],
    ['-m', '0'],
  ])('writes %s as %s', (given, written) => {
    expect(canonicalQuantity(given)).toBe(written)
  })

  it.each(['', 'Ei', '-e-12', '.Pi', '1.2.3', 'x', '1Zi', '1 Gi', '--1', '1mi', '1e', '0x10'])(
    '%j is none',
    (text) => {
      expect(canonicalQuantity(text)).toBeUndefined()
    },
  )

  it('rounds up to milli where that is asked for', () => {
    expect(canonicalQuantity('0.0001', 'milli')).toBe('1m')
    expect(canonicalQuantity('1.0001Mi', 'milli')).toBe('1048680858m')
    expect(canonicalQuantity('1e-5', 'milli')).toBe('1e-3')
    expect(canonicalQuantity('1024Mi', 'milli')).toBe('1Gi')
    expect(canonicalQuantity('1.500', 'milli')).toBe('1.500')
    expect(canonicalQuantity('1.123456', 'milli')).toBe('1124m')
  })

  it('writes what it has written the same way', () => {
    const suffix = fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e2', 'e-2', 'n')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.nat(9), suffix, (whole, tenth, unit) => {
        const once = canonicalQuantity(`${whole}.${tenth}${unit}`) ?? ''
        expect(canonicalQuantity(once)).toBe(once)
      }),
    )
  })
})

it.each([
  '9'.repeat(100_000),
  `${'1'.repeat(100_000)}x`,
  '.'.repeat(100_000),
  `${'0'.repeat(100_000)}Ki`,
])('ends on 100,000 digits (%#)', (text) => {
  expect(() => canonicalQuantity(text)).not.toThrow()
})

describe('writtenQuantity', () => {
  it.each<[string, unknown, unknown]>([
    ['text', '1000m', '1'],
    ['a number', 0.5, '500m'],
    ['a bigint', 1000n, '1k'],
    ['text with space around it', ' 1024Mi ', '1Gi'],
    ['text that is no quantity', 'much', 'much'],
    ['null', null, null],
  ])('writes %s as Kubernetes does', (_case, given, written) => {
    expect(writtenQuantity(given)).toBe(written)
  })
})

describe('hasFraction', () => {
  it.each<[unknown, boolean]>([
    ['1', false],
    ['1500m', true],
    ['2000m', false],
    ['0.5Ki', false],
    ['0.1Mi', true],
    ['1n', true],
    ['-1.5', true],
    [1.5, true],
    [1000n, false],
    ['0.000', false],
    ['much', false],
    [null, false],
  ])('asks %s in thousandths: %s', (value, expected) => {
    expect(hasFraction(value, false)).toBe(expected)
    expect(hasFraction(value, true)).toBe(expected)
  })

  it.each<[string, boolean]>([
    ['10000000000000000', true],
    ['10P', false],
    ['9007199254740993k', true],
    ['10Ei', false],
  ])('counts the thousandths of %s in an int64 up to 1.37 (rule 1)', (value, expected) => {
    expect(hasFraction(value, false)).toBe(expected)
    expect(hasFraction(value, true)).toBe(false)
  })
})
