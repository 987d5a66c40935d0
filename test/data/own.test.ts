import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { own } from '../../src/data/own.js'
import { anyLabels } from '../../src/testing/matching.js'
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
