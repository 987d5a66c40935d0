import { describe, expect, it } from 'vitest'
import { foundText } from '../../src/data/foundText.js'

describe('foundText', () => {
  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'null'],
    [[], 'a list'],
    [{}, 'an object'],
    [new Date('never'), 'an invalid date'],
    ['', 'the string ""'],
    ['a "b"\n', String.raw`the string "a \"b\"\n"`],
    ['x'.repeat(40), `the string "${'x'.repeat(40)}"`],
    ['x'.repeat(41), `the string "${'x'.repeat(40)}…"`],
    [-1.5, 'the number -1.5'],
    [2n ** 64n, 'the number 18446744073709551616'],
    [false, 'the boolean false'],
    [() => 1, 'a function'],
    [Symbol('x'), 'a symbol'],
  ])('calls %o %s', (value, expected) => {
    expect(foundText(value)).toBe(expected)
  })
})
