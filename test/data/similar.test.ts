import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsApart, oneEditApart, sameButForCase, similar } from '../../src/data/similar.js'

const LETTERS = ['a', 'b', 'c']
const anyWord = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 5 })

const editsOf = (word: string): ReadonlySet<string> => {
  const edits = new Set<string>()
  for (let i = 0; i <= word.length; i++) {
    const [head, tail] = [word.slice(0, i), word.slice(i)]
    edits.add(head + tail.slice(1))
    if (tail.length > 1) edits.add(`${head}${tail[1]}${tail[0]}${tail.slice(2)}`)
    for (const letter of LETTERS) edits.add(head + letter + tail).add(head + letter + tail.slice(1))
  }
  edits.delete(word)
  return edits
}

describe('oneEditApart', () => {
  it.each([
    ['a character changed', 'zone', 'zome', true],
    ['a character added in the middle', 'zone', 'zoone', true],
    ['a character added at the end', 'zone', 'zones', true],
    ['a character dropped in front', 'zone', 'one', true],
    ['neighbours swapped', 'zone', 'znoe', true],
    ['neighbours swapped at the end', 'zone', 'zoen', true],
    ['the same text', 'zone', 'zone', false],
    ['two characters changed', 'zone', 'zuna', false],
    ['two neighbours changed', 'zone', 'zabe', false],
    ['half a swap', 'zone', 'znxe', false],
    ['two characters swapped over a distance', 'zone', 'eonz', false],
    ['two characters added', 'zone', 'zoneab', false],
    ['two characters made one', 'zabe', 'zce', false],
    ['one added, one changed', 'zone', 'xzony', false],
    ['nothing and one character', '', 'a', true],
    ['nothing and two', '', 'ab', false],
    ['nothing and nothing', '', '', false],
  ])('%s', (_case, a, b, expected) => {
    expect(oneEditApart(a, b)).toBe(expected)
    expect(oneEditApart(b, a)).toBe(expected)
  })

  it('holds between a word and exactly the words that one edit makes of it', () => {
    fc.assert(
      fc.property(anyWord, anyWord, (a, b) => {
        expect(oneEditApart(a, b)).toBe(editsOf(a).has(b))
      }),
      { numRuns: 500 },
    )
  })

  it('holds between a word and each of its edits', () => {
    fc.assert(
      fc.property(anyWord, (word) => {
        for (const edited of editsOf(word)) expect(oneEditApart(word, edited)).toBe(true)
      }),
    )
  })
})

describe('editsApart', () => {
  it.each([
    ['the same text', 'zone', 'zone', 3, 0],
    ['neighbours swapped and a character added', 'agnets', 'agent', 3, 2],
    ['no edit within another', 'ca', 'abc', 3, 3],
    ['more than are asked for', 'zone', 'zuna', 1, Infinity],
    ['far more', 'zone', 'zone-exporter', 3, Infinity],
    ['nothing and two', '', 'ab', 2, 2],
  ])('%s', (_case, a, b, most, expected) => {
    expect(editsApart(a, b, most)).toBe(expected)
    expect(editsApart(b, a, most)).toBe(expected)
  })

  it('is one between texts that one edit parts, and at most as many as were made', () => {
    fc.assert(
      fc.property(anyWord, anyWord, fc.array(fc.nat(), { maxLength: 3 }), (a, b, picks) => {
        expect(editsApart(a, b, 3) === 1).toBe(oneEditApart(a, b))
        expect(editsApart(a, b, 1) === 1).toBe(oneEditApart(a, b))
        const free = picks.reduce((word, pick) => {
          const edits = [...editsOf(word)]
          return edits[pick % edits.length] ?? word
        }, a)
        expect(editsApart(a, free, 9)).toBeLessThanOrEqual(2 * picks.length)
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on how many are asked for', () => {
    fc.assert(
      fc.property(anyWord, anyWord, fc.nat(4), (a, b, most) => {
        const edits = editsApart(a, b, 9)
        expect(editsApart(a, b, most)).toBe(edits > most ? Infinity : edits)
      }),
      { numRuns: 500 },
    )
  })
})

describe('sameButForCase', () => {
  it.each([
    ['another case', 'Zone', 'zone', true],
    ['the same text', 'zone', 'zone', false],
    ['another text', 'zone', 'none', false],
    ['a longer text', 'zone', 'ZONES', false],
    ['a letter whose small form is longer', 'İ', 'i\u0307', false],
    ['nothing', '', '', false],
  ])('%s', (_case, a, b, expected) => {
    expect(sameButForCase(a, b)).toBe(expected)
  })
})

describe('similar', () => {
  it.each([
    ['another case throughout', 'SSD', 'ssd', true],
    ['one edit', 'ssd', 'sd', true],
    ['another case and one edit', 'SSD', 'sd', false],
    ['the same text', 'ssd', 'ssd', false],
  ])('%s', (_case, a, b, expected) => {
    expect(similar(a, b)).toBe(expected)
  })
})
