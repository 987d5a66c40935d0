import { expect, it } from 'vitest'
import { editWords } from '../../../src/cli/options/editWords.js'

it.each([
  ['', []],
  ['  drain  worker-1 ', ['drain', 'worker-1']],
  [`label node n1 'a=b c'`, ['label', 'node', 'n1', 'a=b c']],
  ['-l "zone in (a, b)"', ['-l', 'zone in (a, b)']],
  [`-l'zone=a'`, ['-lzone=a']],
  ['a\\ b "c\\"d"', ['a b', 'c"d']],
])('%j is split as a shell splits it', (text, words) => {
  expect(editWords(text)).toEqual(words)
})

it.each([`taint 'a`, 'x "y', 'a\\'])('%j is not closed', (text) => {
  expect(() => editWords(text)).toThrow('a quote is not closed')
})
