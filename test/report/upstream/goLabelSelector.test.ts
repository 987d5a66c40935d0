import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabelSelector } from 'podfit/arbitraries'
import type { LabelSelector } from '../../../src/kube/labelSelector.js'
import { goLabelSelector } from '../../../src/report/upstream/goText.js'
import { frozen, frozenly } from '../../support/frozen.js'

describe('goLabelSelector', () => {
  it.each<[string, LabelSelector, string]>([
    ['an empty selector', {}, '{}'],
    ['empty parts', { matchLabels: {}, matchExpressions: [] }, '{}'],
    ['parts that are null', { matchLabels: null, matchExpressions: null }, '{}'],
    [
      'parts and labels in any order',
      { matchExpressions: [{ operator: 'Exists', key: 'k' }], matchLabels: { b: '2', a: '1' } },
      '{"matchLabels":{"a":"1","b":"2"},"matchExpressions":[{"key":"k","operator":"Exists"}]}',
    ],
    [
      'a requirement with values',
      { matchExpressions: [{ values: ['x', ''], operator: 'In', key: 'k' }] },
      '{"matchExpressions":[{"key":"k","operator":"In","values":["x",""]}]}',
    ],
    [
      'a requirement without anything',
      { matchExpressions: [{ key: null, values: null }, { values: [] }] },
      '{"matchExpressions":[{"key":"","operator":""},{"key":"","operator":""}]}',
    ],
    [
      'a label __proto__',
      { matchLabels: JSON.parse('{"__proto__":"x"}') as Record<string, string> },
      '{"matchLabels":{"__proto__":"x"}}',
    ],
  ])('prints %s as Go does', (_case, selector, expected) => {
    expect(goLabelSelector(frozen(selector))).toBe(expected)
  })

  it('says the same when what it says is read and printed again', () => {
    fc.assert(
      fc.property(frozenly(anyLabelSelector), (selector) => {
        const once = goLabelSelector(selector ?? {})
        expect(goLabelSelector(JSON.parse(once) as LabelSelector)).toBe(once)
      }),
    )
  })
})
