import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels } from 'podfit/arbitraries'
import { isJsonObject, member, own } from '../../src/data/own.js'
import { anyKey } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

describe('own', () => {
  it.each([
    ['a key that is there', { a: 'x' }, 'a', 'x'],
    ['an empty value', { a: '' }, 'a', ''],
    ['a key that is not', { a: 'x' }, 'b', undefined],
    ['an inherited key', {}, 'constructor', undefined],
    ['an inherited __proto__', {}, '__proto__', undefined],
    ['an own __proto__', Object.fromEntries([['__proto__', 'x']]), '__proto__', 'x'],
    ['no record', undefined, 'a', undefined],
    ['null for a record', null, 'a', undefined],
  ])('%s', (_case, record, key, expected) => {
    expect(own<string>(record, key)).toBe(expected)
  })

  it('finds what is among the entries and nothing else', () => {
    fc.assert(
      fc.property(frozenly(anyLabels), anyKey, (labels, key) => {
        expect(own(labels, key)).toBe(new Map(Object.entries(labels)).get(key))
      }),
    )
  })
})

describe('member', () => {
  it.each<[string, unknown, string, unknown]>([
    ['its own', { a: 1 }, 'a', 1],
    ['one that is null', { a: null }, 'a', null],
    ['one that is missing', { a: 1 }, 'b', undefined],
    ['an inherited one', {}, 'constructor', undefined],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), '__proto__', 1],
    ['the inherited __proto__', {}, '__proto__', undefined],
    ['an item of a list', ['x'], '0', 'x'],
    ['a member of null', null, 'a', undefined],
    ['a member of nothing', undefined, 'a', undefined],
    ['a character of a text', 'abc', '0', undefined],
    ['a member of a number', 5, 'toFixed', undefined],
  ])('%s', (_case, value, key, expected) => {
    expect(member(value, key)).toBe(expected)
  })
})

describe('isJsonObject', () => {
  it.each<[string, unknown, boolean]>([
    ['an object', {}, true],
    ['an object that inherits nothing', Object.create(null), true],
    ['a list', [], false],
    ['null', null, false],
    ['nothing', undefined, false],
    ['text', '{}', false],
    ['a number', 0, false],
    ['a bigint', 1n, false],
    ['a boolean', true, false],
  ])('%s', (_case, value, expected) => {
    expect(isJsonObject(value)).toBe(expected)
  })
})
