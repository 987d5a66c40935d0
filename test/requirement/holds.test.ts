import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../../src/requirement/holds.js'
import type { Operator } from '../../src/requirement/requirement.js'
import { anyValue } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const absent = undefined

const asking = (operator: Operator, values: readonly string[], bound = 0n) => ({
  operator,
  listed: new Set(values),
  bound,
})

const anyLabel = fc.oneof(
  { weight: 4, arbitrary: anyValue },
  { weight: 1, arbitrary: fc.constant(absent) },
)
const anyValues = frozenly(fc.array(anyValue, { maxLength: 3 }))

describe('holds', () => {
  it.each<[string, Operator, readonly string[], string | undefined, boolean]>([
    ['40: an absent label is not one of them', 'NotIn', ['a'], absent, true],
    ['41: nor is it the empty value', 'NotIn', [''], absent, true],
    ['42: an absent label is not the empty value', 'In', [''], absent, false],
    ['43: an empty label is', 'In', [''], '', true],
    ['44: an empty label exists', 'Exists', [], '', true],
    ['44: so it does not not exist', 'DoesNotExist', [], '', false],
    ['67: listed twice', 'In', ['a', 'a'], 'a', true],
  ])('trap %s', (_trap, operator, values, label, expected) => {
    expect(holds(asking(operator, values), label)).toBe(expected)
  })

  it.each<[string, Operator, bigint, string | undefined, boolean]>([
    ['47: Gt is strict', 'Gt', 5n, '5', false],
    ['47: so is Lt', 'Lt', 5n, '5', false],
    ['51: more than the bound', 'Gt', 4n, '5', true],
    ['54: a negative label', 'Lt', 3n, '-5', true],
    ['54: a label with a plus', 'Lt', 6n, '+5', true],
    ['54: a label with leading zeros', 'Gt', 4n, '0005', true],
    ['54: more digits than a label may have', 'Gt', 4n, `${'0'.repeat(80)}5`, true],
    ['55: a label beyond int64', 'Gt', 4n, '9223372036854775808', false],
    ['55: nor is it less', 'Lt', 4n, '9223372036854775808', false],
    ['55: a word', 'Gt', 4n, 'abc', false],
    ['55: an underscore', 'Gt', 4n, '1_000', false],
    ['55: a space', 'Gt', 4n, ' 5', false],
    ['55: an empty label is not 0', 'Gt', -1n, '', false],
    ['56: an absent label is not greater', 'Gt', 4n, absent, false],
    ['56: an absent label is not less', 'Lt', 4n, absent, false],
  ])('trap %s', (_trap, operator, bound, label, expected) => {
    expect(holds(asking(operator, [], bound), label)).toBe(expected)
  })

  it.each<[string, Operator, string | undefined, boolean]>([
    ['another value', 'In', 'b', false],
    ['another case', 'In', 'A', false],
    ['a value that objects inherit', 'In', 'constructor', false],
    ['a listed value', 'NotIn', 'a', false],
    ['another value', 'NotIn', 'b', true],
    ['an absent label', 'Exists', absent, false],
    ['an absent label', 'DoesNotExist', absent, true],
  ])('%s, %s', (_case, operator, label, expected) => {
    expect(holds(asking(operator, ['a']), label)).toBe(expected)
  })

  it('tells neighbours apart that a float cannot', () => {
    const bound = 9_223_372_036_854_775_806n
    expect(holds(asking('Gt', [], bound), '9223372036854775807')).toBe(true)
    expect(holds(asking('Gt', [], bound), '9223372036854775806')).toBe(false)
  })

  it('answers NotIn with the opposite of In', () => {
    fc.assert(
      fc.property(anyValues, anyLabel, (values, label) => {
        expect(holds(asking('NotIn', values), label)).toBe(!holds(asking('In', values), label))
      }),
    )
  })

  it('answers DoesNotExist with the opposite of Exists', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        expect(holds(asking('DoesNotExist', []), label)).toBe(!holds(asking('Exists', []), label))
      }),
    )
  })

  it('lets a value be In only where the label exists', () => {
    fc.assert(
      fc.property(anyValues, anyLabel, (values, label) => {
        if (holds(asking('In', values), label)) {
          expect(holds(asking('Exists', []), label)).toBe(true)
        }
      }),
    )
  })

  it('puts every integer above, below or on a bound', () => {
    const anyBound = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(anyBound, anyBound, (bound, number) => {
        expect(holds(asking('Gt', [], bound), number.toString())).toBe(number > bound)
        expect(holds(asking('Lt', [], bound), number.toString())).toBe(number < bound)
      }),
    )
  })
})
