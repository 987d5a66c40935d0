import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BYTE,
  endOfScalar,
  endOfValue,
  isSpace,
  jsonScan,
} from '../../../../src/cli/input/json/jsonScan.js'
import { anyDocument, anySpace, jsonOf } from '../../../support/reading.js'

/** Looks for the end in pieces that are cut at these places. */
const endIn = (bytes: Uint8Array, cuts: readonly number[]) => {
  const scan = jsonScan()
  const places = [...cuts].sort((a, b) => a - b)
  let from = 0
  for (const to of [...places, bytes.length]) {
    const end = endOfValue(scan, bytes, from, to)
    if (end !== -1) return { end, lines: scan.lines }
    from = to
  }
  return { end: -1, lines: scan.lines }
}

describe('endOfValue', () => {
  it.each([
    ['{}', 2],
    ['[[1], {"a": []}] , 2', 16],
    ['"a" : 1', 3],
    [String.raw`"a\"b\\" x`, 8],
    ['{"}": "]"} ', 10],
    ['[}', 2],
  ])('of %s is at %d', (text, end) => {
    expect(endIn(Buffer.from(text), [])).toEqual({ end, lines: 0 })
  })

  it.each([['{'], ['[[]'], ['"a'], [String.raw`"a\"`], ['{"a": "}']])(
    'of %s is not there',
    (text) => {
      expect(endIn(Buffer.from(text), []).end).toBe(-1)
    },
  )

  it('is where the value ends, wherever it is cut, and all its lines are counted', () => {
    fc.assert(
      fc.property(
        anyDocument,
        anySpace,
        fc.string(),
        fc.array(fc.nat()),
        (value, space, tail, at) => {
          const text = jsonOf([value, 'x'], space)
          const bytes = Buffer.from(text + tail)
          const cuts = at.map((cut) => cut % bytes.length)
          const end = Buffer.from(text).length
          expect(endIn(bytes, cuts)).toEqual({ end, lines: text.split('\n').length - 1 })
        },
      ),
    )
  })
})

describe('endOfScalar', () => {
  it.each([
    ['12,', 2],
    ['true}', 4],
    ['null\n', 4],
    ['-1.5e3]', 6],
    ['abc:', 3],
    ['1"', 1],
    ['1[', 1],
    ['1{', 1],
    [',', 0],
    ['12', -1],
  ])('of %j is %d', (text, end) => {
    expect(endOfScalar(Buffer.from(text), 0, text.length)).toBe(end)
  })
})

describe('isSpace', () => {
  it('is true of the four bytes that JSON knows as white space', () => {
    const spaces = Array.from({ length: 256 }, (_, byte) => byte).filter(isSpace)
    expect(spaces).toEqual([0x09, BYTE.lineFeed, 0x0d, BYTE.space])
  })
})
