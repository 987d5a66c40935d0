import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode } from 'podfit/arbitraries'
import type { NodeSelectorTerm, PreferredSchedulingTerm } from '../../src/kube/affinity.js'
import { preferredScore } from '../../src/selector/preferredScore.js'
import { aNode } from '../../src/testing/builders.js'
import { anyPreferredTerms } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

const n1 = aNode('n1', { labels: { zone: 'a' } })

const zoneIn = (...values: readonly string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'zone', operator: 'In', values }],
})
const near = zoneIn('a')
const far = zoneIn('b')
const broken = zoneIn()

describe('preferredScore', () => {
  it.each<[string, readonly PreferredSchedulingTerm[], number]>([
    ['79: an empty preference adds nothing', [{ weight: 50, preference: {} }], 0],
    ['80: a broken term of weight 0 is not read', [{ weight: 0, preference: broken }], 0],
    ['80: nor is one without a weight', [{ preference: broken }], 0],
    ['82: a negative weight counts', [{ weight: -7, preference: near }], -7],
    ['82: so does one beyond 100', [{ weight: 200, preference: near }], 200],
  ])('trap %s', (_trap, terms, score) => {
    expect(preferredScore(terms, n1)).toEqual(E.right(score))
  })

  it('trap 81: one broken term spoils the score', () => {
    const terms = [
      { weight: 5, preference: near },
      { weight: 3, preference: broken },
    ]
    expect(preferredScore(terms, n1)).toEqual(
      E.left([
        {
          code: 'WrongValueCount',
          path: [1, 'matchExpressions', 0, 'values'],
          operator: 'In',
          expected: 'AtLeastOne',
          values: [],
        },
      ]),
    )
  })

  it.each<[string, readonly PreferredSchedulingTerm[] | null | undefined, number]>([
    ['no terms', [], 0],
    ['null for terms', null, 0],
    ['no terms given', undefined, 0],
    ['nulls', [{ weight: null, preference: null }], 0],
    ['null for a preference', [{ weight: 5, preference: null }], 0],
    ['a weight that is no number', [{ weight: NaN, preference: near }], 0],
    ['a term that differs', [{ weight: 5, preference: far }], 0],
    [
      'what matches is added up, also twice',
      [
        { weight: 5, preference: near },
        { weight: 30, preference: far },
        { weight: 5, preference: near },
        { weight: -7, preference: near },
      ],
      3,
    ],
  ])('%s', (_case, terms, score) => {
    expect(preferredScore(terms, n1)).toEqual(E.right(score))
  })

  it('trap 72: a node without a name is any node', () => {
    const preference = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }
    expect(preferredScore([{ weight: 9, preference }], {})).toEqual(E.right(9))
    expect(preferredScore([{ weight: 9, preference }], aNode('n2'))).toEqual(E.right(0))
  })

  it('collects the faults of every broken term, however good the others are', () => {
    const terms = [
      { weight: 1, preference: broken },
      { weight: 0, preference: broken },
      { weight: -1, preference: zoneIn('!') },
    ]
    const result = preferredScore(terms, n1)
    expect(E.isLeft(result) && result.left.map(({ code, path: at }) => [code, at])).toEqual([
      ['WrongValueCount', [0, 'matchExpressions', 0, 'values']],
      ['InvalidValue', [2, 'matchExpressions', 0, 'values', 0]],
    ])
  })

  it('does not depend on the order of the terms', () => {
    fc.assert(
      fc.property(frozenly(anyPreferredTerms), frozenly(anyNode), (terms, node) => {
        const forwards = preferredScore(terms, node)
        const backwards = preferredScore([...terms].reverse(), node)
        if (E.isRight(forwards)) expect(backwards).toEqual(forwards)
        else expect(E.isLeft(backwards) && backwards.left.length).toBe(forwards.left.length)
      }),
    )
  })

  it('scores two lists together as the sum of their scores', () => {
    fc.assert(
      fc.property(
        frozenly(anyPreferredTerms),
        frozenly(anyPreferredTerms),
        frozenly(anyNode),
        (some, others, node) => {
          const [one, other] = [preferredScore(some, node), preferredScore(others, node)]
          const together = preferredScore([...some, ...others], node)
          if (E.isRight(one) && E.isRight(other)) {
            expect(together).toEqual(E.right(one.right + other.right))
          } else expect(E.isLeft(together)).toBe(true)
        },
      ),
    )
  })
})
