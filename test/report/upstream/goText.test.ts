import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goJson, goQuote } from '../../../src/report/upstream/goText.js'

const anyText = fc.array(fc.nat({ max: 0x10ffff })).map((points) => String.fromCodePoint(...points))

describe('goQuote', () => {
  it.each([
    ['nothing', '', '""'],
    ['letters of any script', 'aé☃日本', '"aé☃日本"'],
    ['a space', 'a b', '"a b"'],
    ['quotes', `"'\``, String.raw`"\"'${'`'}"`],
    ['a backslash', '\\', String.raw`"\\"`],
    ['control characters that have a letter', '\u0007\b\f\n\r\t\v', String.raw`"\a\b\f\n\r\t\v"`],
    ['other control characters', '\u0000\u001b\u007f', String.raw`"\x00\x1b\x7f"`],
    ['control characters beyond ASCII', '\u0080\u0085', String.raw`"\u0080\u0085"`],
    ['spaces that are not the space', '\u00a0\u3000\u2028', String.raw`"\u00a0\u3000\u2028"`],
    ['invisible characters', '\u00ad\u200b\ufeff', String.raw`"\u00ad\u200b\ufeff"`],
    ['private characters', '\ue000\u{10ffff}', String.raw`"\ue000\U0010ffff"`],
    ['unassigned characters', '\u0378\uffff', String.raw`"\u0378\uffff"`],
    ['characters beyond the first plane', '😀\u{e0001}', String.raw`"😀\U000e0001"`],
    ['combining characters', 'e\u0301', '"e\u0301"'],
    ['the replacement character', '\ufffd', '"\ufffd"'],
    ['a lone surrogate, as the replacement character', 'a\ud800', '"a\ufffd"'],
    ['markup', '<a href="x">&</a>', String.raw`"<a href=\"x\">&</a>"`],
    ['what JavaScript would replace', '$& {pods}', '"$& {pods}"'],
  ])('prints %s as %%q does', (_case, text, expected) => {
    expect(goQuote(text)).toBe(expected)
  })

  it('prints ASCII without controls, quotes and backslashes as it stands', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ !#-[\]-~]*$/), (text) => {
        expect(goQuote(text)).toBe(`"${text}"`)
      }),
    )
  })

  it('never prints a control character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(goQuote(text)).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe('goJson', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['a boolean', true, 'true'],
    ['numbers', [1, -1.5, 0, 1e21], '[1,-1.5,0,1e+21]'],
    ['64-bit integers', { a: [2n ** 63n - 1n] }, '{"a":[9223372036854775807]}'],
    ['text', 'a "b"\n\t\\', String.raw`"a \"b\"\n\t\\"`],
    ['control characters', '\u0001\b\f', String.raw`"\u0001\b\f"`],
    ['markup', '<a & b>', String.raw`"\u003ca \u0026 b\u003e"`],
    ['line separators', '\u2028\u2029', String.raw`"\u2028\u2029"`],
    ['other characters', 'é\u007f😀', '"é\u007f😀"'],
    ['empty values', { a: [], b: {}, c: '' }, '{"a":[],"b":{},"c":""}'],
    ['markup in keys', { '<': 1 }, String.raw`{"\u003c":1}`],
    ['members in the order they have', { b: 1, a: 2 }, '{"b":1,"a":2}'],
    ['a map with numbers for keys', { b: 1, 10: 2, '': 3, 9: 4 }, '{"":3,"10":2,"9":4,"b":1}'],
    ['members that are undefined', { a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['a key __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])('prints %s as encoding/json does', (_case, value, expected) => {
    expect(goJson(value)).toBe(expected)
  })

  it('can be read again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(goJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
