import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels, anyNodeSelector } from 'podfit/arbitraries'
import type { NodeSelector, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import {
  affinityFaults,
  affinityMatches,
  readRequiredAffinity,
} from '../../src/selector/nodeAffinity.js'
import { anyTerm } from '../../src/testing/matching.js'
import { anyNodeName } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const n1: Node = { metadata: { name: 'n1', labels: { zone: 'a' } } }

const zoneIn = (...values: readonly string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'zone', operator: 'In', values }],
})
const good = zoneIn('a')
const broken = zoneIn()

const answer = (selector: NodeSelector, node = n1): { match: boolean; broken: number } => {
  const affinity = readRequiredAffinity(selector, [])
  return affinity === undefined
    ? { match: true, broken: 0 }
    : { match: affinityMatches(affinity, node), broken: affinityFaults(affinity).length }
}

const anyNamed = frozenly(
  fc.record({ metadata: fc.record({ name: anyNodeName, labels: anyLabels }) }),
)

describe('required node affinity', () => {
  it.each<[string, NodeSelector, boolean, number]>([
    ['36: an empty list of terms', { nodeSelectorTerms: [] }, false, 0],
    ['36: null for terms', { nodeSelectorTerms: null }, false, 0],
    ['36: no terms given', {}, false, 0],
    ['37: an empty term', { nodeSelectorTerms: [{}] }, false, 0],
    ['38: an empty term beside a good one', { nodeSelectorTerms: [{}, good] }, true, 0],
    ['62: a broken term before a good one', { nodeSelectorTerms: [broken, good] }, true, 1],
    ['62: a broken term after a good one', { nodeSelectorTerms: [good, broken] }, true, 1],
    ['63: a broken term and a mismatch', { nodeSelectorTerms: [broken, zoneIn('b')] }, false, 1],
  ])('trap %s', (_trap, selector, match, faults) => {
    expect(answer(selector)).toEqual({ match, broken: faults })
  })

  it.each([null, undefined])('trap 39: %s for an affinity is none', (selector) => {
    expect(readRequiredAffinity(selector, [])).toBeUndefined()
  })

  it('has one term for each one given, empty ones included, at its place', () => {
    const affinity = readRequiredAffinity({ nodeSelectorTerms: [{}, good, broken] }, ['required'])
    expect(affinity?.path).toEqual(['required'])
    expect(affinity?.terms.map((term) => term.path)).toEqual([
      ['required', 'nodeSelectorTerms', 0],
      ['required', 'nodeSelectorTerms', 1],
      ['required', 'nodeSelectorTerms', 2],
    ])
  })

  it('names the faults of all its terms, counted from the first given', () => {
    const affinity = readRequiredAffinity({ nodeSelectorTerms: [{}, broken, good, broken] }, [])
    expect(affinity && affinityFaults(affinity).map((fault) => fault.path)).toEqual([
      ['nodeSelectorTerms', 1, 'matchExpressions', 0, 'values'],
      ['nodeSelectorTerms', 3, 'matchExpressions', 0, 'values'],
    ])
  })

  it('answers the same whatever the order of its terms', () => {
    fc.assert(
      fc.property(frozenly(anyNodeSelector), anyNamed, (selector, node) => {
        const reversed = { nodeSelectorTerms: [...(selector.nodeSelectorTerms ?? [])].reverse() }
        expect(answer(reversed, node)).toEqual(answer(selector, node))
      }),
    )
  })

  it('loses no node by one term more', () => {
    fc.assert(
      fc.property(
        frozenly(anyNodeSelector),
        frozenly(anyTerm),
        anyNamed,
        (selector, more, node) => {
          const longer = { nodeSelectorTerms: [...(selector.nodeSelectorTerms ?? []), more] }
          if (answer(selector, node).match) expect(answer(longer, node).match).toBe(true)
        },
      ),
    )
  })

  it('matches where one of its terms alone does', () => {
    fc.assert(
      fc.property(frozenly(anyNodeSelector), anyNamed, (selector, node) => {
        const alone = (selector.nodeSelectorTerms ?? []).map(
          (term) => answer({ nodeSelectorTerms: [term] }, node).match,
        )
        expect(answer(selector, node).match).toBe(alone.includes(true))
      }),
    )
  })
})
