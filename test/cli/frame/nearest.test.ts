import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '../../../src/cli/frame/nearest.js'

describe('nearest', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['a letter too many', 'agentt', ['agent', 'node-exporter'], ['agent']],
    ['letters in the wrong order', 'agnet', ['agent', 'magnet'], ['agent', 'magnet']],
    ['letters of another case', 'AGENT', ['agent', 'agents'], ['agent']],
    ['a name that is given twice', 'agnt', ['agent', 'agent'], ['agent']],
    ['nothing near', 'exporter', ['agent'], []],
    ['nothing that is no word', '-x', ['-y'], []],
    ['nothing', '', ['agent'], []],
    ['no name of one letter', 'a1', ['a', 'a12'], ['a12']],
    ['nothing of which too little is left', 'abcde', ['abxyz'], []],
    ['what lets itself be read otherwise', 'helq', ['help'], ['help']],
    ['no name where the word is one', 'agent', ['agent', 'agents'], []],
    ['no name of two words', 'agent', ['agent x'], []],
  ])('finds %s', (_case, word, names, expected) => {
    expect(nearest(word, names)).toEqual(expected)
  })

  it('finds the nearest of many names', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `ip-10-0-${i}.internal`)
    expect(nearest('ip-10-0-1x2345.internal', names)).toEqual(['ip-10-0-12345.internal'])
  })

  it('is a question', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(didYouMean)).toEqual([
      '',
      '; did you mean a?',
      '; did you mean a or b?',
      '; did you mean a, b or c?',
    ])
  })
})
