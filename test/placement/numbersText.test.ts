import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersText } from '../../src/placement/decideClasses.js'
import { frozenly } from '../support/frozen.js'

describe('numbersText', () => {
  it.each([
    ['no numbers', [], ''],
    ['small ones', [1, 97, 0xfffe], '\u0001a\ufffe'],
    ['one that no UTF-16 unit has room for', [1, 0x10000], '\uffff1,65536'],
    ['the one that marks those', [0xffff], '\uffff65535'],
  ])('writes %s', (_case, numbers, text) => {
    expect(numbersText(numbers)).toBe(text)
  })

  it('is different for different lists', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 65530, max: 65540 }))
    const list = frozenly(fc.array(number, { maxLength: 6 }))
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(numbersText(a) === numbersText(b)).toBe(a.join() === b.join())
      }),
    )
  })
})
