import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { cluster } from '../../src/cluster/cluster.js'
import type { ClusterChange, NodeChoice } from '../../src/impact/clusterChange.js'
import { diff } from '../../src/impact/diff.js'
import { composeChanges } from '../../src/impact/pairChange.js'
import { whatIf } from '../../src/impact/whatIf.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const now = '2026-01-01T00:10:00Z'

const anyChoice: fc.Arbitrary<NodeChoice> = fc
  .subarray(['n1', 'n2', 'n3', 'n9'])
  .map((names) => ({ code: 'Named' as const, names }))

const taint = fc.constantFrom(
  { key: 'a', value: '', effect: 'NoSchedule' },
  { key: 'b', value: 'x', effect: 'NoExecute' },
)

const anyChange: fc.Arbitrary<ClusterChange> = fc.oneof(
  fc.record({
    code: fc.constant('Taint' as const),
    nodes: anyChoice,
    edit: fc.oneof(
      taint.map((each) => ({ add: [each], remove: [] })),
      taint.map(({ key, effect }) => ({ add: [], remove: [{ key, effect }] })),
    ),
    overwrite: fc.boolean(),
  }),
  fc.record({
    code: fc.constant('Label' as const),
    nodes: anyChoice,
    edit: fc.constantFrom(
      { set: [['zone', 'b'] as const], remove: [] },
      { set: [], remove: ['zone'] },
    ),
    overwrite: fc.boolean(),
  }),
  fc.record({ code: fc.constantFrom('Cordon', 'Uncordon', 'Delete'), nodes: anyChoice }),
  fc.record({
    code: fc.constant('Drain' as const),
    nodes: anyChoice,
    options: fc.constantFrom({}, { ignoreDaemonSets: true, force: true }),
  }),
  fc.record({
    code: fc.constant('Add' as const),
    template: fc.constantFrom(
      { node: aNode('pool', { labels: { zone: 'a' } }) },
      { node: aNode('gpu', { taints: ['a:NoSchedule'] }) },
    ),
    count: fc.integer({ min: 1, max: 2 }),
  }),
)

const anyCase = frozenly(
  fc.record({ scene: anyScene, changes: fc.array(anyChange, { maxLength: 4 }) }),
)

const snapshotOf = ({
  scene,
}: {
  readonly scene: Parameters<typeof cluster>[0] & { daemonSet: object }
}) => cluster({ ...scene, daemonSets: [scene.daemonSet] })

describe('whatIf', () => {
  it('is the diff of the cluster before and the one after', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const before = snapshotOf(given)
        const { impact, after, steps } = whatIf(before, given.changes, { now })
        expect(steps).toHaveLength(given.changes.length)
        expect(impact).toEqual(diff(before, after, { now }))
      }),
    )
  })

  it('composes from its steps', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        let changes = diff(snapshotOf(given), snapshotOf(given), { now }).changes
        let current = snapshotOf(given)
        for (const change of given.changes) {
          const { impact, after } = whatIf(current, [change], { now })
          changes = composeChanges(changes, impact.changes)
          current = after
        }
        expect(whatIf(snapshotOf(given), given.changes, { now }).impact.changes).toEqual(changes)
      }),
    )
  })

  it('never guesses about labels of new nodes that are not known', () => {
    const zoned = aDaemonSet({ podSpec: { nodeSelector: { zone: 'a' } } })
    const other = aDaemonSet({ name: 'other' })
    const before = cluster({ nodes: [], pods: [], revisions: [], daemonSets: [zoned, other] })
    const template = { node: aNode('pool'), unknownLabels: [{ key: 'zone' }] }
    const { impact } = whatIf(before, [{ code: 'Add', template, count: 2 }], { now })
    expect(impact.changes.map(({ daemonSet, node }) => [daemonSet, node])).toEqual([
      ['default/other', 'pool-1'],
      ['default/other', 'pool-2'],
    ])
    expect(impact.templates).toMatchObject([
      {
        daemonSet: 'default/agent',
        template: 'pool',
        after: { decision: { code: 'Depends', on: ['zone'] } },
      },
    ])
    expect(impact.daemonSets.map(({ nodes }) => nodes.after)).toEqual([0, 2])
  })

  it('carries out each change on what the one before has left', () => {
    const agent = aDaemonSet()
    const before = cluster({
      nodes: [aNode('n1')],
      pods: [aPodOf(agent, { node: 'n1' })],
      revisions: [],
      daemonSets: [agent],
    })
    const nodes = { code: 'Named', names: ['n1'] } as const
    const add = { add: [{ key: 'a', value: '', effect: 'NoExecute' }], remove: [] }
    const remove = { add: [], remove: [{ key: 'a', effect: '' }] }
    const { steps, impact } = whatIf(
      before,
      [
        { code: 'Taint', nodes, edit: add },
        { code: 'Taint', nodes, edit: remove },
      ],
      { now },
    )
    expect(steps.map(({ faults }) => faults)).toEqual([[], []])
    expect(impact.changes).toEqual([])
    expect(impact.evictions).toEqual([])
  })
})
