import { expect, it } from 'vitest'
import { hiddenIn, hiddenInKey, withoutHidden } from '../../src/data/hidden.js'

it('what cannot be seen is named once, and taken out', () => {
  expect(hiddenIn('a\u00a0b\u00a0\u200b')).toEqual(['U+00A0', 'U+200B'])
  expect(hiddenIn('é☸-.')).toEqual([])
  expect(withoutHidden(' a\u00a0b\t')).toBe('ab')
})

it('a key that looks like another one is found, the key itself is not', () => {
  expect(hiddenInKey({ 'kind\u00a0': 1 }, 'kind')).toEqual(['U+00A0'])
  expect(hiddenInKey({ kind: 1, kindx: 2 }, 'kind')).toEqual([])
  expect(hiddenInKey(null, 'kind')).toEqual([])
  expect(hiddenInKey('kind', 'kind')).toEqual([])
})
