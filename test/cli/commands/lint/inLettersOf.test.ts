import { describe, expect, it } from 'vitest'
import { inLettersOf } from '../../../../src/cli/commands/lint/inLettersOf.js'

/** What it means: all but the spaces. */
const letters = (text: string): string => text.replaceAll(/\s/g, '')

describe('inLettersOf', () => {
  it('is the source where nothing is edited', () => {
    const source = 'a:   1\n\n\n    b: [x,\n   y]\n'
    expect(inLettersOf(source, 'a: 1\nb: [ x, y ]\n', 'a: 1\nb: [ x, y ]\n', letters)).toBe(source)
  })

  it('writes the whole text anew where the source is laid out otherwise in very many places', () => {
    const lines = Array.from({ length: 10_000 }, (_none, i) => `k${i}: [ a, b ]`)
    const source = lines.map((line) => line.replace(', ', ',\n  ')).join('\n')
    const after = ['new: 1', ...lines].join('\n')
    expect(inLettersOf(source, lines.join('\n'), after, letters)).toBe(after)
  })
})
