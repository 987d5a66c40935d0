import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels, anyLabelSelector } from 'podfit/arbitraries'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import { compileLabelSelector, requirementString } from '../../src/selector/labelSelector.js'
import { anyRequirement } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

const compiled = (selector: LabelSelector | null | undefined) => {
  const result = compileLabelSelector(selector)
  if (E.isLeft(result)) throw new Error('expected a selector that can be read')
  return result.right
}

const expressions = (
  ...list: readonly (readonly [key: string, operator: string, values?: readonly string[]])[]
): LabelSelector => ({
  matchExpressions: list.map(([key, operator, values]) => ({
    key,
    operator,
    ...(values && { values }),
  })),
})

describe('compileLabelSelector', () => {
  it.each([null, undefined])('trap 83: %s selects nothing', (selector) => {
    const { matches, empty, text } = compiled(selector)
    expect(matches({})).toBe(false)
    expect(matches({ app: 'web' })).toBe(false)
    expect(empty).toBe(false)
    expect(text).toBe('')
  })

  it.each([
    ['an empty selector', {}],
    ['nulls', { matchLabels: null, matchExpressions: null }],
    ['an empty map and an empty list', { matchLabels: {}, matchExpressions: [] }],
  ])('trap 83: %s selects everything', (_case, selector) => {
    const { matches, empty, text } = compiled(selector)
    expect([undefined, null, {}, { app: 'web' }].map((labels) => matches(labels))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(empty).toBe(true)
    expect(text).toBe('')
  })

  it.each(['Gt', 'Lt', 'in', '='])('trap 84: there is no operator %s', (operator) => {
    expect(compileLabelSelector(expressions(['!', operator, ['1']]))).toEqual(
      E.left([
        {
          code: 'UnsupportedOperator',
          path: ['operator'],
          operator,
          supported: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
        },
      ]),
    )
  })

  it('trap 84: nor is there an absent one', () => {
    expect(compileLabelSelector({ matchExpressions: [{}] })).toMatchObject({
      left: [{ code: 'UnsupportedOperator', operator: '' }],
    })
  })

  it('trap 85: a value that no label can have is a fault, not a mismatch', () => {
    expect(compileLabelSelector({ matchLabels: { x: 'a b' } })).toEqual(
      E.left([
        {
          code: 'InvalidValue',
          path: ['values', 0],
          key: 'x',
          value: 'a b',
          faults: ['ValueFormat'],
        },
      ]),
    )
  })

  it.each<[string, LabelSelector, Readonly<Record<string, string>>, boolean]>([
    ['an entry', { matchLabels: { app: 'web' } }, { app: 'web', tier: 'front' }, true],
    ['an entry that differs', { matchLabels: { app: 'web' } }, { app: 'api' }, false],
    ['an entry that is absent', { matchLabels: { app: '' } }, {}, false],
    ['one of several values', expressions(['app', 'In', ['web', 'api']]), { app: 'api' }, true],
    ['none of several values', expressions(['app', 'NotIn', ['web', 'api']]), { app: 'db' }, true],
    ['none of them, when absent', expressions(['app', 'NotIn', ['web']]), {}, true],
    ['absence', expressions(['app', 'DoesNotExist']), {}, true],
    ['absence of a name that objects inherit', expressions(['toString', 'DoesNotExist']), {}, true],
    ['presence of one', expressions(['constructor', 'Exists']), {}, false],
    [
      'an entry and an expression that exclude each other',
      { matchLabels: { a: 'x' }, ...expressions(['a', 'NotIn', ['x']]) },
      { a: 'x' },
      false,
    ],
  ])('%s', (_case, selector, labels, expected) => {
    expect(compiled(selector).matches(labels)).toBe(expected)
    expect(compiled(selector).empty).toBe(false)
  })

  it.each<[string, LabelSelector, string]>([
    [
      'requirements by key, values in order',
      {
        matchLabels: { b: '', a: 'x' },
        matchExpressions: [
          { key: 'c', operator: 'In', values: ['y', 'x'] },
          { key: 'a.b', operator: 'NotIn', values: ['x', ''] },
          { key: 'e', operator: 'DoesNotExist' },
          { key: 'd', operator: 'Exists', values: [] },
        ],
      },
      'a=x,a.b notin (,x),b=,c in (x,y),d,!e',
    ],
    ['a value twice', expressions(['c', 'In', ['x', 'x']]), 'c in (x,x)'],
    ['capitals before small letters', { matchLabels: { a: '1', B: '2' } }, 'B=2,a=1'],
    [
      'an entry before an expression on the same key',
      { matchLabels: { a: '1' }, ...expressions(['a', 'Exists']) },
      'a=1,a',
    ],
  ])('prints %s', (_case, selector, text) => {
    expect(compiled(selector).text).toBe(text)
  })

  it('stops at the first entry that is faulty, by key, before any expression', () => {
    const selector = {
      matchLabels: { z: '!', b: '!', a: 'fine' },
      ...expressions(['', 'In', []]),
    }
    expect(compileLabelSelector(selector)).toMatchObject({ left: [{ key: 'b', value: '!' }] })
  })

  it('names every fault of the first expression that is faulty', () => {
    const selector = expressions(['a', 'Exists'], ['', 'In', []], ['!', 'In', ['!']])
    expect(compileLabelSelector(selector)).toEqual(
      E.left([
        { code: 'InvalidKey', path: ['key'], key: '', faults: ['NameEmpty', 'NameFormat'] },
        {
          code: 'WrongValueCount',
          path: ['values'],
          operator: 'In',
          expected: 'AtLeastOne',
          values: null,
        },
      ]),
    )
  })

  it('hands back the values where there are too many', () => {
    expect(compileLabelSelector(expressions(['a', 'Exists', ['x']]))).toMatchObject({
      left: [{ code: 'WrongValueCount', expected: 'None', values: ['x'] }],
    })
  })

  it('takes an absent key for an empty one', () => {
    expect(compileLabelSelector({ matchExpressions: [{ operator: 'Exists' }] })).toMatchObject({
      left: [{ code: 'InvalidKey', key: '', faults: ['NameEmpty', 'NameFormat'] }],
    })
  })

  it('refuses a __proto__ of its own, which is no label key', () => {
    const matchLabels = Object.fromEntries([['__proto__', 'x']])
    expect(compileLabelSelector({ matchLabels })).toMatchObject({
      left: [{ code: 'InvalidKey', key: '__proto__' }],
    })
  })

  it('selects no more by one expression more', () => {
    fc.assert(
      fc.property(
        frozenly(anyLabelSelector),
        frozenly(anyRequirement),
        frozenly(anyLabels),
        (selector, more, labels) => {
          fc.pre(selector !== null)
          const matchExpressions = [...(selector.matchExpressions ?? []), more]
          const longer = compileLabelSelector({ ...selector, matchExpressions })
          fc.pre(E.isRight(longer))
          if (longer.right.matches(labels)) {
            expect(compiled(selector).matches(labels)).toBe(true)
          }
        },
      ),
    )
  })

  it('selects and prints the same whatever the order of entries and of expressions on other keys', () => {
    fc.assert(
      fc.property(frozenly(anyLabelSelector), frozenly(anyLabels), (selector, labels) => {
        fc.pre(selector !== null)
        const result = compileLabelSelector(selector)
        fc.pre(E.isRight(result))
        const reversed = compiled({
          matchLabels: Object.fromEntries(Object.entries(selector.matchLabels ?? {}).reverse()),
          matchExpressions: [...(selector.matchExpressions ?? [])].reverse(),
        })
        expect(reversed.matches(labels)).toBe(result.right.matches(labels))
        const keys = (selector.matchExpressions ?? []).map(({ key }) => key)
        if (new Set(keys).size === keys.length) expect(reversed.text).toBe(result.right.text)
      }),
    )
  })
})

describe('requirementString', () => {
  it.each([
    ['Gt', 'a>5'],
    ['Lt', 'a<5'],
    ['In', 'a in (5)'],
    ['NotIn', 'a notin (5)'],
    ['Exists', 'a'],
    ['DoesNotExist', '!a'],
  ] as const)('%s reads %s', (operator, expected) => {
    const requirement = {
      path: [],
      key: 'a',
      operator,
      values: ['5'],
      listed: new Set(['5']),
      bound: 5n,
    }
    expect(requirementString(requirement)).toBe(expected)
  })
})
