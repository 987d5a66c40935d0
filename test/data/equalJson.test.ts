import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalJson } from '../../src/data/equalJson.js'
import { sameJson } from '../../src/data/sameJson.js'
import { mapOf } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const { small } = fc.letrec<{ small: unknown }>((tie) => ({
  small: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>(null, 0, 1, 1n, 0n, '', '1', 'x', true, false),
    fc.array(tie('small'), { maxLength: 2 }),
    mapOf(fc.constantFrom('a', '__proto__', 'constructor'), tie('small'), 2),
  ),
}))

describe('equalJson', () => {
  it.each<[string, unknown, unknown]>([
    ['keys in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['a number and the same as a bigint', { a: 5n }, { a: 5 }],
    ['a bigint and the same as a number', [5], [5n]],
    ['what a number can hold beyond 2^53', 9_007_199_254_740_992n, 2 ** 53],
    ['an own __proto__', JSON.parse('{"__proto__":[]}'), JSON.parse('{"__proto__":[]}')],
    ['nulls', { a: null }, { a: null }],
  ])('equal: %s', (_case, a, b) => {
    expect(equalJson(a, b)).toBe(true)
  })

  it.each<[string, unknown, unknown]>([
    ['a member with another value', { a: 1 }, { a: 2 }],
    ['an item with another value', [{ a: 1 }], [{ a: 2 }]],
    ['an absent member and null', {}, { a: null }],
    ['an absent member and an empty list', {}, { a: [] }],
    ['null in another member', { a: null }, { b: null }],
    ['null and an empty list', null, []],
    ['null and an empty object', null, {}],
    ['an empty list and an empty object', [], {}],
    ['lists in another order', [1, 2], [2, 1]],
    ['a list and a longer one', [1], [1, 1]],
    ['an own __proto__ and none', JSON.parse('{"__proto__":{}}'), {}],
    ['an own constructor and another member', { constructor: 'x' }, { a: 'x' }],
    ['a number and its text', 1, '1'],
    ['zero and false', 0, false],
    ['a bigint and a fraction', 1n, 1.5],
    ['a bigint and its neighbour', 9_007_199_254_740_993n, 2 ** 53],
    ['a bigint and infinity', 1n, Number.POSITIVE_INFINITY],
    ['a bigint and a text', 1n, '1'],
  ])('not equal: %s', (_case, a, b) => {
    expect(equalJson(a, b)).toBe(false)
    expect(equalJson(b, a)).toBe(false)
  })

  it('finds every JSON value equal to its copy', () => {
    fc.assert(
      fc.property(frozenly(fc.jsonValue()), (value) => {
        expect(equalJson(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
    )
  })

  it('answers the same both ways round', () => {
    fc.assert(
      fc.property(frozenly(small), frozenly(small), (a, b) => {
        expect(equalJson(a, b)).toBe(equalJson(b, a))
      }),
    )
  })

  it('finds two values equal that are both equal to a third', () => {
    fc.assert(
      fc.property(frozenly(fc.tuple(small, small, small)), ([a, b, c]) => {
        expect(equalJson(a, c) || !(equalJson(a, b) && equalJson(b, c))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('does not look at the order of keys', () => {
    fc.assert(
      fc.property(frozenly(mapOf(fc.string(), fc.jsonValue())), (object) => {
        expect(equalJson(object, Object.fromEntries(Object.entries(object).reverse()))).toBe(true)
      }),
    )
  })

  it('finds equal only what says the same', () => {
    fc.assert(
      fc.property(frozenly(small), frozenly(small), (a, b) => {
        expect(sameJson(a, b) || !equalJson(a, b)).toBe(true)
      }),
    )
  })
})
