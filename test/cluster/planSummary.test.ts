import { describe, expect, it } from 'vitest'
import { applyPlan } from '../../src/cluster/applyPlan.js'
import { cluster } from '../../src/cluster/cluster.js'
import { plan as planFor } from '../../src/cluster/plan.js'
import { hasChanges, planSummary } from '../../src/cluster/planSummary.js'
import type { Choice } from '../../src/sync/choose.js'
import type { Disposition } from '../../src/sync/disposition.js'
import type { CurrentRevision, Plan, PodPlan } from '../../src/sync/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { UNCHANGED } from '../support/passes.js'

const NOW = '2026-01-02T00:00:00Z'

const rest = planFor({ daemonSet: aDaemonSet(), nodes: [], pods: [], now: NOW })

const current: CurrentRevision = {
  code: 'Current',
  name: 'agent-1',
  hash: '1',
  number: 1,
  renumbered: {},
  relabelled: [],
  ...UNCHANGED,
}

const aPlan = (parts: Partial<Plan>): Plan => frozen({ ...rest, revision: current, ...parts })

const pod = (
  name: string,
  disposition: Disposition,
  claim: PodPlan['claim'] = 'owned',
): PodPlan => ({
  name,
  claim,
  node: 'n1',
  updated: true,
  disposition,
})

const choice = (action: Choice['action'], count: number): Choice => ({
  id: `${action}-1`,
  action,
  count,
  from: ['a', 'b', 'c'],
  why: 'BurstLimit',
})

describe('planSummary', () => {
  it('counts no creations that are refused', () => {
    const creates = [{ node: 'n1', why: 'NoPod' }] as const
    expect(planSummary(aPlan({ creates })).creates).toBe(1)
    expect(planSummary(aPlan({ creates, createsRefused: 'NamespaceTerminating' })).creates).toBe(0)
  })

  it('counts nothing where nothing is done', () => {
    expect(planSummary(aPlan({}))).toEqual({
      creates: 0,
      deletes: 0,
      misscheduled: 0,
      unchanged: 0,
    })
  })

  it('counts certain steps one by one and choices by how many of them happen', () => {
    const plan = aPlan({
      creates: [
        { node: 'n1', why: 'NoPod' },
        { node: 'a', why: 'Surge', choice: 'create-1' },
        { node: 'b', why: 'Surge', choice: 'create-1' },
        { node: 'c', why: 'Surge', choice: 'create-1' },
      ],
      pods: [
        pod('p1', { code: 'delete', why: 'Duplicate' }),
        pod('p2', { code: 'delete', why: 'Failed' }),
        pod('a', { code: 'choice', choice: 'delete-1', why: 'Outdated' }),
        pod('b', { code: 'choice', choice: 'delete-1', why: 'Outdated' }),
        pod('c', { code: 'choice', choice: 'delete-1', why: 'Outdated' }),
        pod('p3', { code: 'stay', reasons: [] }),
        pod('p4', { code: 'keep' }),
        pod('p5', { code: 'keep' }),
        pod('p6', { code: 'terminating' }),
        pod('p7', { code: 'postponed', why: 'NotEligible' }),
      ],
      choices: [choice('create', 2), choice('delete', 1), choice('deleteRevision', 3)],
    })
    expect(planSummary(plan)).toEqual({ creates: 3, deletes: 3, misscheduled: 1, unchanged: 2 })
  })
})

describe('hasChanges', () => {
  it.each<[string, Partial<Plan>]>([
    ['nothing at all', {}],
    ['a pod that is kept', { pods: [pod('p', { code: 'keep' })] }],
    ['a pod that stays', { pods: [pod('p', { code: 'stay', reasons: [] })] }],
    ['a pod that terminates', { pods: [pod('p', { code: 'terminating' })] }],
    ['a status alone', { status: { written: true, computed: { numberReady: 1 }, recorded: {} } }],
    ['revisions that are unknown', { revision: { code: 'Unknown' } }],
    ['revisions that are not reached', { revision: { code: 'NotReached' } }],
    [
      'pods that are refused',
      { creates: [{ node: 'n1', why: 'NoPod' }], createsRefused: 'NamespaceTerminating' },
    ],
    [
      'a choice of pods that are refused',
      { choices: [choice('create', 1)], createsRefused: 'NamespaceTerminating' },
    ],
    ['an event', { events: [{ code: 'SelectingAll' }] }],
  ])('is false with %s', (_case, parts) => {
    expect(hasChanges(aPlan(parts))).toBe(false)
  })

  it.each<[string, Partial<Plan>]>([
    ['a pod to create', { creates: [{ node: 'n1', why: 'NoPod' }] }],
    ['a pod to delete', { pods: [pod('p', { code: 'delete', why: 'NotEligible' })] }],
    ['a choice', { choices: [choice('delete', 1)] }],
    ['a choice among revisions', { choices: [choice('deleteRevision', 1)] }],
    ['a pod to adopt', { pods: [pod('p', { code: 'keep' }, 'adopted')] }],
    ['a pod to release', { pods: [pod('p', { code: 'release' }, 'released')] }],
    ['a revision to make', { revision: { code: 'New', number: 2, ...UNCHANGED } }],
    ['a revision to delete', { revision: { ...current, deleted: ['agent-0'] } }],
    ['a revision to adopt', { revision: { ...current, adopted: ['agent-0'] } }],
    ['a revision to release', { revision: { ...current, released: ['agent-0'] } }],
    ['a revision to label', { revision: { ...current, labelled: ['agent-0'] } }],
    ['a pod to relabel', { revision: { ...current, relabelled: ['p'] } }],
    ['a revision to renumber', { revision: { ...current, renumbered: { 'agent-1': 2 } } }],
  ])('is true with %s', (_case, parts) => {
    expect(hasChanges(aPlan(parts))).toBe(true)
  })

  it('is true until the plan has been carried out', () => {
    const daemonSet = aDaemonSet()
    const before = cluster({
      nodes: [aNode('n1'), aNode('n2')],
      pods: [aPodOf(daemonSet, { node: 'n1' })],
      revisions: [],
    })
    const plan = planFor(before, daemonSet, { now: NOW })
    expect(hasChanges(plan)).toBe(true)
    const after = applyPlan(before, daemonSet, plan)
    const next = planFor(after.cluster, after.daemonSet, { now: NOW })
    expect(planSummary(next).creates).toBe(0)
  })
})
