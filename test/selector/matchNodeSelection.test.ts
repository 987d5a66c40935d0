import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels, anyNode, anyPodSpec } from 'podfit/arbitraries'
import type { Affinity, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { matchNodeSelection } from '../../src/selector/matchNodeSelection.js'
import { aNode } from '../../src/testing/builders.js'
import { mapOf } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const n1 = aNode('n1', { labels: { zone: 'a', 'bad key!': 'v' } })

const requiring = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): Affinity => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
})
const zoneIn = (...values: readonly string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key: 'zone', operator: 'In', values }],
})
const ownProto = Object.fromEntries([['__proto__', 'x']])

describe('matchNodeSelection', () => {
  it.each<[string, PodSpec, boolean, number]>([
    [
      '39: null for required affinity',
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } } },
      true,
      0,
    ],
    ['59: an invalid key, and the node has it', { nodeSelector: { 'bad key!': 'v' } }, true, 0],
    ['60: an empty value, and the label is absent', { nodeSelector: { x: '' } }, false, 0],
    [
      '62: a broken term beside a good one',
      { affinity: requiring(zoneIn(), zoneIn('a')) },
      true,
      0,
    ],
    ['63: a broken term and a mismatch', { affinity: requiring(zoneIn(), zoneIn('b')) }, false, 1],
    ['63: two broken terms', { affinity: requiring(zoneIn(), zoneIn('b!')) }, false, 2],
    [
      '65: a nodeSelector that differs and a broken affinity',
      { nodeSelector: { zone: 'b' }, affinity: requiring(zoneIn()) },
      false,
      0,
    ],
    ['78: a __proto__ that the node has not', { nodeSelector: ownProto }, false, 0],
  ])('trap %s', (_trap, spec, match, faults) => {
    const selection = matchNodeSelection(spec, n1)
    expect(selection.match).toBe(match)
    expect(selection.faults).toHaveLength(faults)
  })

  it('trap 78: a __proto__ that the node has is an ordinary label', () => {
    expect(
      matchNodeSelection({ nodeSelector: ownProto }, aNode('n1', { labels: ownProto })),
    ).toEqual({
      match: true,
      faults: [],
    })
  })

  it.each<[string, PodSpec, boolean]>([
    ['nothing asked', {}, true],
    ['nulls', { nodeSelector: null, affinity: null }, true],
    ['null for node affinity', { affinity: { nodeAffinity: null } }, true],
    ['an empty nodeSelector', { nodeSelector: {} }, true],
    ['a label with that value', { nodeSelector: { zone: 'a' } }, true],
    [
      'a label with that value, and one that is absent',
      { nodeSelector: { zone: 'a', x: 'y' } },
      false,
    ],
    ['a name that objects inherit', { nodeSelector: { constructor: 'x' } }, false],
    [
      'preferences alone',
      {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, preference: zoneIn('b') },
            ],
          },
        },
      },
      true,
    ],
    ['no terms', { affinity: requiring() }, false],
  ])('%s', (_case, spec, match) => {
    expect(matchNodeSelection(spec, n1)).toEqual({ match, faults: [] })
  })

  it('names a fault by its place in the node selector', () => {
    const affinity = requiring({}, { matchFields: [{ key: 'metadata.name', operator: 'In' }] })
    expect(matchNodeSelection({ affinity }, n1).faults).toEqual([
      {
        code: 'OneElementRequired',
        path: ['nodeSelectorTerms', 1, 'matchFields', 0, 'values'],
        values: null,
      },
    ])
  })

  it.each([
    ['nothing', {}],
    ['nulls', { metadata: null, spec: null }],
    ['null for its name and labels', { metadata: { name: null, labels: null } }],
  ])('trap 72: reads a node of %s as one without name and labels', (_case, node) => {
    const named = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }
    expect(matchNodeSelection({}, node).match).toBe(true)
    expect(matchNodeSelection({ nodeSelector: { zone: 'a' } }, node).match).toBe(false)
    expect(matchNodeSelection({ affinity: requiring(named) }, node).match).toBe(true)
  })

  it('asks nodeSelector and affinity independently', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), ({ nodeSelector, affinity }, node) => {
        const one = matchNodeSelection({ nodeSelector }, node).match
        const other = matchNodeSelection({ affinity }, node).match
        expect(matchNodeSelection({ nodeSelector, affinity }, node).match).toBe(one && other)
      }),
    )
  })

  it('names faults only where nothing matches', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const { match, faults } = matchNodeSelection(spec, node)
        if (match) expect(faults).toEqual([])
      }),
    )
  })

  it('selects by a nodeSelector of sound labels as by one term that lists them', () => {
    const anySound = mapOf(
      fc.constantFrom('a', 'zone', 'constructor'),
      fc.constantFrom('', 'x', 'y'),
      2,
    ).filter((wanted) => Object.keys(wanted).length > 0)
    fc.assert(
      fc.property(frozenly(anySound), frozenly(anyLabels), (nodeSelector, labels) => {
        const matchExpressions = Object.entries(nodeSelector).map(([key, value]) => ({
          key,
          operator: 'In',
          values: [value],
        }))
        const node = aNode('n1', { labels })
        expect(matchNodeSelection({ nodeSelector }, node)).toEqual(
          matchNodeSelection({ affinity: requiring({ matchExpressions }) }, node),
        )
      }),
    )
  })
})
