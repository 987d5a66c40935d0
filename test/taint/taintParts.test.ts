import { expect, it } from 'vitest'
import { isBlocking, taintParts } from '../../src/taint/taintParts.js'

it('absent parts of a taint are empty text', () => {
  expect(taintParts({ key: 'a', effect: null })).toEqual({ key: 'a', value: '', effect: '' })
  expect(taintParts({ value: 'x', effect: 'NoExecute' })).toEqual({
    key: '',
    value: 'x',
    effect: 'NoExecute',
  })
})

it.each([
  ['NoSchedule', true],
  ['NoExecute', true],
  ['PreferNoSchedule', false],
  ['', false],
])('a taint with effect %j keeps pods away: %s', (effect, blocks) => {
  expect(isBlocking({ key: 'a', effect })).toBe(blocks)
})
