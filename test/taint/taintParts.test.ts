import { expect, it } from 'vitest'
import type { Taint } from '../../src/kube/taint.js'
import {
  isBlocking,
  isCordonTaint,
  sameTaint,
  taintKey,
  taintParts,
} from '../../src/taint/taintParts.js'

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

it.each<[string, Taint, Taint, boolean]>([
  [
    'its value',
    { key: 'a', value: 'x', effect: 'NoSchedule' },
    { key: 'a', effect: 'NoSchedule' },
    true,
  ],
  ['its effect', { key: 'a', effect: 'NoSchedule' }, { key: 'a', effect: 'NoExecute' }, false],
  ['its key', { key: 'a', effect: 'NoSchedule' }, { key: 'A', effect: 'NoSchedule' }, false],
  ['what is absent', { key: '', effect: null }, {}, true],
])('whether a taint is the same goes by key and effect: %s', (_part, a, b, same) => {
  expect([sameTaint(a, b), sameTaint(b, a)]).toEqual([same, same])
  expect(taintKey(a) === taintKey(b)).toBe(same)
})

it.each<[Taint, boolean]>([
  [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }, true],
  [{ key: 'node.kubernetes.io/unschedulable', value: 'x', effect: 'NoSchedule' }, true],
  [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoExecute' }, false],
  [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }, false],
])('%j goes with a cordon: %s', (taint, cordon) => {
  expect(isCordonTaint(taint)).toBe(cordon)
})
