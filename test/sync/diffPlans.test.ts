import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { diffPlans, type PlanDifference } from '../../src/sync/diffPlans.js'
import type { Plan } from '../../src/sync/plan.js'
import { plan } from '../../src/cluster/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const agent = frozen(aDaemonSet())
const NOW = '2026-01-01T00:01:00Z'
const nodes = [aNode('n1'), aNode('n2')]
const pods = [aPodOf(agent, { node: 'n1' })]
const base = frozen(plan({ daemonSet: agent, nodes, pods, revisions: [], now: NOW }))

const changed = (parts: Partial<Plan>): readonly PlanDifference[] =>
  diffPlans(base, frozen({ ...base, ...parts }))

describe('diffPlans', () => {
  it.each<[string, Partial<Plan>, readonly object[]]>([
    [
      'another outcome',
      { outcome: { code: 'SelectsAllPods' } },
      [{ code: 'Outcome', before: { code: 'Synced' }, after: { code: 'SelectsAllPods' } }],
    ],
    [
      'another decision',
      { nodes: base.nodes.map((node) => ({ ...node, decision: 'stay' as const })) },
      [
        { code: 'Node', name: 'n1', before: 'run', after: 'stay' },
        { code: 'Node', name: 'n2', before: 'run', after: 'stay' },
      ],
    ],
    [
      'a pod that is not created',
      { creates: [] },
      [{ code: 'Create', name: 'n2', before: { node: 'n2', why: 'NoPod' } }],
    ],
    [
      'a pod that is created elsewhere, too',
      { creates: [...base.creates, { node: 'n1', why: 'NoRunningPod' }] },
      [{ code: 'Create', name: 'n1', after: { node: 'n1', why: 'NoRunningPod' } }],
    ],
    ['a pod less', { pods: [] }, [{ code: 'Pod', name: 'pod-n1', before: base.pods[0] }]],
    [
      'a choice',
      { choices: [{ id: 'c', action: 'delete', count: 1, from: ['a', 'b'], why: 'MaxSurge' }] },
      [
        {
          code: 'Choice',
          name: 'c',
          after: { id: 'c', action: 'delete', count: 1, from: ['a', 'b'], why: 'MaxSurge' },
        },
      ],
    ],
    [
      'a rolling update that is not reached',
      { rollingUpdate: { code: 'NotReached' } },
      [{ code: 'RollingUpdate', before: base.rollingUpdate, after: { code: 'NotReached' } }],
    ],
    [
      'revisions that are unknown',
      { revision: { code: 'Unknown' } },
      [{ code: 'Revision', before: base.revision, after: { code: 'Unknown' } }],
    ],
    [
      'an event',
      { events: [{ code: 'SelectingAll' }] },
      [{ code: 'Event', after: { code: 'SelectingAll' } }],
    ],
  ])('finds %s', (_what, parts, expected) => {
    expect(changed(parts)).toEqual(expected)
  })

  it('compares the numbers that the status has after the pass, written or not', () => {
    const { recorded } = base.status
    expect(changed({ status: { written: false, computed: {}, recorded } })).toEqual([
      { code: 'Status', name: 'desiredNumberScheduled', before: 2, after: 0 },
      { code: 'Status', name: 'currentNumberScheduled', before: 1, after: 0 },
      { code: 'Status', name: 'numberReady', before: 1, after: 0 },
      { code: 'Status', name: 'numberAvailable', before: 1, after: 0 },
      { code: 'Status', name: 'numberUnavailable', before: 1, after: 0 },
      { code: 'Status', name: 'observedGeneration', before: 1, after: 0 },
    ])
    expect(changed({ status: { computed: base.status.computed, recorded: {} } })).toEqual([])
  })

  it('leaves out a side that does not have it', () => {
    const { numberReady: _unknown, ...computed } = base.status.computed
    expect(changed({ status: { ...base.status, computed } })).toEqual([
      { code: 'Status', name: 'numberReady', before: 1 },
    ])
  })

  it('does not list what follows from something else', () => {
    expect(changed({ template: { labels: { a: 'b' }, tolerations: [] }, backoff: {} })).toEqual([])
  })

  it('finds nothing between a plan and itself, and the same both ways round', () => {
    const planned = frozenly(anyScene).map((scene) => plan({ ...scene, now: NOW }))
    fc.assert(
      fc.property(planned, planned, (a, b) => {
        expect(diffPlans(a, a)).toEqual([])
        const swapped = diffPlans(b, a).map(({ before, after, ...rest }) => ({
          ...rest,
          ...(after !== undefined && { before: after }),
          ...(before !== undefined && { after: before }),
        }))
        const there = diffPlans(a, b)
        expect(swapped).toHaveLength(there.length)
        expect(swapped).toEqual(expect.arrayContaining([...there]))
      }),
    )
  })
})
