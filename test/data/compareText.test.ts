import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../../src/data/compareText.js'

const FIRST_PLANE = ['', 'A', 'a', 'é', '\ud7ff', '\ue000', '\uffff']
const BEYOND = ['\u{10000}', '\u{1f600}', '\u{10ffff}']

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...FIRST_PLANE, ...BEYOND), fc.string({ unit: 'binary' })),
})
const anyUnits = fc.string({ unit: fc.constantFrom('a', '\ud800', '\udbff', '\udc00', '\ue000') })

describe('compareText', () => {
  it.each([
    ['finds equal texts equal', 'a', 'a', 0],
    ['puts nothing first', '', 'a', -1],
    ['puts a beginning before the whole', 'ab', 'a', 1],
    ['puts capitals before small letters', 'Z', 'a', -1],
    ['compares digits as text', '9', '10', 1],
    ['keeps accents behind all of ASCII', 'z', 'é', -1],
    ['puts what lies beyond the first plane last', '\uffff', '\u{10000}', -1],
    ['keeps private characters behind Korean ones', '\ue000', '\ud7ff', 1],
  ])('%s', (_rule, a, b, expected) => {
    expect(compareText(a, b)).toBe(expected)
  })

  it('orders texts as their UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(compareText(a, b)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  it('is the opposite when asked the other way round, lone surrogates included', () => {
    fc.assert(
      fc.property(anyUnits, anyUnits, (a, b) => {
        expect(compareText(a, b) + compareText(b, a)).toBe(0)
        expect(compareText(a, b) === 0).toBe(a === b)
      }),
    )
  })
})
