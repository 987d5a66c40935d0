import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameJson } from '../../src/data/sameJson.js'
import { mapOf } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const { small } = fc.letrec<{ small: unknown }>((tie) => ({
  small: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>(null, undefined, 0, 1, 1n, '', '1', 'x', true, false),
    fc.array(tie('small'), { maxLength: 2 }),
    mapOf(fc.constantFrom('a', '__proto__', 'constructor'), tie('small'), 2),
  ),
}))

describe('sameJson', () => {
  it.each<[string, unknown, unknown]>([
    ['absent and null', undefined, null],
    ['null and an empty list', null, []],
    ['an absent member and null', {}, { a: null }],
    ['an absent member and an empty list', { a: [] }, {}],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['lists of the same', [{ a: 1 }, []], [{ a: 1, b: null }, null]],
    ['a number and the same as a bigint', { a: 5n }, { a: 5 }],
    ['a bigint and the same as a number', 5, 5n],
    ['what a number can hold beyond 2^53', 9_007_199_254_740_992n, 2 ** 53],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
  ])('the same: %s', (_case, a, b) => {
    expect(sameJson(a, b)).toBe(true)
  })

  it.each<[string, unknown, unknown]>([
    ['a member with another value', { a: 1 }, { a: 2 }],
    ['an item with another value', [{ a: 1 }], [{ a: 2 }]],
    ['null and an empty object', null, {}],
    ['an empty object and an empty list', {}, []],
    ['an object and a list with the same keys', { 0: 'x' }, ['x']],
    ['null and nothing much', null, ''],
    ['zero and false', 0, false],
    ['a number and its text', 1, '1'],
    ['a text and another', 'x', 'y'],
    ['a text and an object', 'x', {}],
    ['lists in another order', [1, 2], [2, 1]],
    ['a list and a longer one', [1], [1, null]],
    ['a list and a text', ['x'], 'x'],
    ['a member more', { a: 1 }, { a: 1, b: 2 }],
    ['an own __proto__ and none', JSON.parse('{"__proto__":1}'), {}],
    ['an own constructor and the inherited one', { constructor: 'x' }, {}],
    ['a bigint and a fraction', 1n, 1.5],
    ['a bigint and its neighbour', 9_007_199_254_740_993n, 2 ** 53],
    ['a bigint and a text', 1n, '1'],
    ['a bigint and infinity', 1n, Number.POSITIVE_INFINITY],
  ])('not the same: %s', (_case, a, b) => {
    expect(sameJson(a, b)).toBe(false)
    expect(sameJson(b, a)).toBe(false)
  })

  it('finds every JSON value the same as its copy', () => {
    fc.assert(
      fc.property(frozenly(fc.jsonValue()), (value) => {
        expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
    )
  })

  it('answers the same both ways round', () => {
    fc.assert(
      fc.property(frozenly(small), frozenly(small), (a, b) => {
        expect(sameJson(a, b)).toBe(sameJson(b, a))
      }),
    )
  })

  it('finds two values the same that are both the same as a third', () => {
    fc.assert(
      fc.property(frozenly(fc.tuple(small, small, small)), ([a, b, c]) => {
        if (sameJson(a, b) && sameJson(b, c)) expect(sameJson(a, c)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('does not look at the order of keys', () => {
    fc.assert(
      fc.property(frozenly(mapOf(fc.string(), fc.jsonValue())), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse())
        expect(sameJson(object, reversed)).toBe(true)
      }),
    )
  })

  it('tells a value from one with a member more, unless that is null or an empty list', () => {
    fc.assert(
      fc.property(frozenly(mapOf(fc.constantFrom('a', 'b'), small)), small, (object, more) => {
        const nothing = (more ?? null) === null || (Array.isArray(more) && more.length === 0)
        expect(sameJson(object, { ...object, more })).toBe(nothing)
      }),
    )
  })
})
