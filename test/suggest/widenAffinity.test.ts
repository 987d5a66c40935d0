import { describe, expect, it } from 'vitest'
import { widenAffinity } from '../../src/suggest/suggestFixes.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import { readRequiredAffinity } from '../../src/selector/nodeAffinity.js'
import { aNode } from '../../src/testing/builders.js'

const node = aNode('n1', { labels: { zone: 'b' } })
const zone = (...values: readonly string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'zone', operator: 'In', values }],
})
const named = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }

const termsFor = (terms: readonly NodeSelectorTerm[]) =>
  widenAffinity(readRequiredAffinity({ nodeSelectorTerms: terms }, []), terms, node).map(
    (widened) => widened.terms,
  )

describe('widenAffinity', () => {
  it('leaves alone what matches, and what is not there', () => {
    expect(termsFor([zone('b')])).toEqual([[zone('b')]])
    expect(widenAffinity(undefined, [], node)).toEqual([
      { key: 'same', changes: [], terms: undefined },
    ])
  })

  it('widens each of the terms alone, or adds one that names the node', () => {
    const broken: NodeSelectorTerm = { matchExpressions: [{ key: 'zone', operator: 'Like' }] }
    expect(termsFor([zone('a'), {}, broken, zone('c')])).toEqual([
      [zone('a', 'b'), {}, broken, zone('c')],
      [zone('a'), {}, broken, zone('c', 'b')],
      [zone('a'), {}, broken, zone('c'), named],
    ])
  })

  it('drops all of it where no term can be widened', () => {
    expect(termsFor([{}])).toEqual([undefined, [{}, named]])
    expect(widenAffinity({ path: ['x'], terms: [] }, [], node)[0]?.changes).toEqual([
      { code: 'AffinityDropped', path: ['x'] },
    ])
  })
})
