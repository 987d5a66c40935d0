import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../../src/data/compareText.js'
import type { SelectorFault } from '../../src/reason/selectorFault.js'
import { readRequirement } from '../../src/requirement/readRequirement.js'
import type { Operator } from '../../src/requirement/requirement.js'
import { anyKey, anyValue } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const faultsOf = (
  key: string,
  operator: Operator,
  values?: readonly string[] | null,
): readonly SelectorFault[] => {
  const read = readRequirement(key, operator, values, ['requirement'])
  return 'faults' in read ? read.faults : []
}

const codesOf = (key: string, operator: Operator, values?: readonly string[] | null) =>
  faultsOf(key, operator, values).map(({ code }) => code)

const anyOperator = fc.constantFrom<Operator>('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt')
const anyValues = frozenly(fc.array(anyValue, { maxLength: 3 }))

describe('readRequirement', () => {
  it.each<[string, string, Operator, readonly string[], readonly string[]]>([
    ['45: In without values', 'zone', 'In', [], ['WrongValueCount']],
    ['45: NotIn without values', 'zone', 'NotIn', [], ['WrongValueCount']],
    ['46: Exists with a value', 'zone', 'Exists', ['a'], ['WrongValueCount']],
    ['46: DoesNotExist with a value', 'x', 'DoesNotExist', ['a'], ['WrongValueCount']],
    ['48: Gt with two values', 'num', 'Gt', ['1', '2'], ['WrongValueCount']],
    ['48: Gt without values', 'num', 'Gt', [], ['WrongValueCount']],
    ['49: Gt a word', 'num', 'Gt', ['abc'], ['NotAnInteger']],
    ['49: Gt nothing', 'num', 'Gt', [''], ['NotAnInteger']],
    ['49: Gt with an underscore', 'num', 'Gt', ['1_0'], ['NotAnInteger']],
    ['50: a negative bound is no label value', 'num', 'Gt', ['-1'], ['InvalidValue']],
    ['50: nor is one with a plus', 'num', 'Gt', ['+4'], ['InvalidValue']],
    ['51: leading zeros', 'num', 'Gt', ['0004'], []],
    ['52: zeros up to 63 bytes', 'num', 'Gt', [`${'0'.repeat(62)}4`], []],
    ['52: zeros up to 64 bytes', 'num', 'Gt', [`${'0'.repeat(63)}4`], ['InvalidValue']],
    ['53: a bound beyond int64', 'num', 'Lt', ['9223372036854775808'], ['NotAnInteger']],
    ['58: an empty key', '', 'Exists', [], ['InvalidKey']],
    ['58: an invalid key', 'bad key!', 'Exists', [], ['InvalidKey']],
    ['61: an invalid value, even to be excluded', 'zone', 'NotIn', ['b!'], ['InvalidValue']],
    ['67: a value twice', 'zone', 'In', ['a', 'a'], []],
    [
      '76: a key that objects inherit and labels cannot have',
      '__proto__',
      'Exists',
      [],
      ['InvalidKey'],
    ],
    ['77: a key that objects inherit and labels may have', 'constructor', 'Exists', [], []],
  ])('trap %s', (_trap, key, operator, values, expected) => {
    expect(codesOf(key, operator, values)).toEqual(expected)
  })

  it('keeps the values as given and prepares them for asking', () => {
    expect(readRequirement('zone', 'In', ['b', 'a', 'b'], ['at', 0])).toEqual({
      requirement: {
        path: ['at', 0],
        key: 'zone',
        operator: 'In',
        values: ['b', 'a', 'b'],
        listed: new Set(['a', 'b']),
        bound: 0n,
      },
    })
  })

  it('reads the bound of Gt and Lt, and only theirs', () => {
    const boundOf = (operator: Operator, value: string) => {
      const read = readRequirement('num', operator, [value], [])
      return 'requirement' in read ? read.requirement.bound : undefined
    }
    expect(boundOf('Gt', '0042')).toBe(42n)
    expect(boundOf('Lt', '9223372036854775807')).toBe(9_223_372_036_854_775_807n)
    expect(boundOf('In', '42')).toBe(0n)
  })

  it('collects every fault, each with its place and what was found', () => {
    expect(faultsOf('_a/', 'Lt', ['x!', '7', ''])).toEqual([
      {
        code: 'InvalidKey',
        path: ['requirement', 'key'],
        key: '_a/',
        faults: ['PrefixFormat', 'NameEmpty', 'NameFormat'],
      },
      {
        code: 'WrongValueCount',
        path: ['requirement', 'values'],
        operator: 'Lt',
        expected: 'ExactlyOne',
        values: ['x!', '7', ''],
      },
      { code: 'NotAnInteger', path: ['requirement', 'values', 0], value: 'x!' },
      { code: 'NotAnInteger', path: ['requirement', 'values', 2], value: '' },
      {
        code: 'InvalidValue',
        path: ['requirement', 'values', 0],
        key: '_a/',
        value: 'x!',
        faults: ['ValueFormat'],
      },
    ])
  })

  it.each<[string, Operator, readonly string[] | null | undefined, string, object | null]>([
    ['an absent list', 'In', undefined, 'AtLeastOne', null],
    ['null for a list', 'NotIn', null, 'AtLeastOne', null],
    ['an empty list', 'Gt', [], 'ExactlyOne', []],
    ['a list where none belongs', 'Exists', ['a'], 'None', ['a']],
  ])('says how many values belong there: %s', (_case, operator, values, expected, found) => {
    expect(faultsOf('a', operator, values)).toEqual([
      {
        code: 'WrongValueCount',
        path: ['requirement', 'values'],
        operator,
        expected,
        values: found,
      },
    ])
  })

  it.each([undefined, null, []])('Exists takes %j for no values', (values) => {
    expect(faultsOf('a', 'Exists', values)).toEqual([])
  })

  it('finds the same kinds of fault whatever the order of the values', () => {
    fc.assert(
      fc.property(anyKey, anyOperator, anyValues, (key, operator, values) => {
        const reversed = [...values].reverse()
        expect(codesOf(key, operator, reversed).sort(compareText)).toEqual(
          codesOf(key, operator, values).sort(compareText),
        )
      }),
    )
  })

  it('reads NotIn where it reads In, Lt where Gt, and DoesNotExist where Exists', () => {
    fc.assert(
      fc.property(anyKey, anyValues, (key, values) => {
        expect(codesOf(key, 'NotIn', values)).toEqual(codesOf(key, 'In', values))
        expect(codesOf(key, 'Lt', values)).toEqual(codesOf(key, 'Gt', values))
        expect(codesOf(key, 'DoesNotExist', values)).toEqual(codesOf(key, 'Exists', values))
      }),
    )
  })

  it('lets no bound be negative', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (bound) => {
        expect(codesOf('num', 'Gt', [bound.toString()])).toEqual(bound < 0n ? ['InvalidValue'] : [])
      }),
    )
  })
})
