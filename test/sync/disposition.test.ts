import { describe, expect, it } from 'vitest'
import { certainly, choose, NOTHING_CHOSEN, type Selection } from '../../src/sync/choose.js'
import { daemonPod, type DaemonPod } from '../../src/sync/daemonPods.js'
import { dispositions, type Decided } from '../../src/sync/planOf.js'
import type { DeleteReason, Disposition } from '../../src/sync/disposition.js'
import { aDaemonSet, aPodOf, type PodParts } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { aPass } from '../support/passes.js'

const daemonSet = frozen(aDaemonSet())

const pass = aPass({ daemonSet, decisions: { runs: 'run', stays: 'stay', leaves: 'leave' } })

const cordon = { code: 'NodeUnschedulable', path: [], nodePath: [], leaves: false } as const

const undecided: Decided = {
  deletes: [],
  dispositions: new Map(),
  nodesKnown: true,
  reasons: (node) => [{ ...cordon, nodePath: [node] }],
}

const aPod = (node: string, parts: Omit<PodParts, 'node'> = {}): DaemonPod =>
  frozen(daemonPod(aPodOf(daemonSet, { node, name: 'p', ...parts }), 'owned'))

const terminates = { metadata: { name: 'p', deletionTimestamp: '2026-01-01T00:00:00Z' } }

const dispositionOf = (pod: DaemonPod, decided: Partial<Decided> = {}) =>
  dispositions(pass, [pod], { ...undecided, ...decided }).get('p')

const deleting = (why: DeleteReason, limit = 250): Selection<DeleteReason> =>
  choose('manage', 'delete', [[certainly('p', why)]], limit)

const oneOfTwo: Selection<DeleteReason> = choose(
  'update',
  'delete',
  [[{ from: ['p', 'q'], count: 1, why: 'Outdated', limit: 'MaxUnavailable' }]],
  250,
)

describe('dispositions', () => {
  const released = { ...aPod('runs'), claim: 'released' } as const
  const failedTerminating = aPod('runs', { phase: 'Failed', ...terminates })
  const nowhere = daemonPod({ metadata: { name: 'p' } }, 'owned')

  it.each<[string, DaemonPod, Disposition]>([
    ['rule 1: released', released, { code: 'release' }],
    [
      'rule 1: released, whatever else is the matter',
      { ...released, terminating: true, phase: 'Failed' },
      { code: 'release' },
    ],
    ['X-04: ended and terminating', failedTerminating, { code: 'terminating' }],
    [
      'rule 1: on a node that cannot be computed',
      nowhere,
      { code: 'unpinned', fault: { code: 'NoRequiredAffinity' } },
    ],
    ['D-43: terminating', aPod('runs', terminates), { code: 'terminating' }],
    [
      'rule 3: terminating where it may not be',
      aPod('leaves', terminates),
      { code: 'terminating' },
    ],
    ['D-31: where it belongs', aPod('runs'), { code: 'keep' }],
    [
      'D-36: where it may continue',
      aPod('stays'),
      { code: 'stay', reasons: [{ ...cordon, nodePath: ['stays'] }] },
    ],
    ['D-45: bound to a node that does not exist', aPod('gone'), { code: 'stranded' }],
    ['rule 3: where it may not be, and no step looked', aPod('leaves'), { code: 'untouched' }],
  ])('%s', (_rule, pod, expected) => {
    expect(dispositionOf(pod)).toEqual(expected)
  })

  it.each<[string, Partial<Decided>, Disposition]>([
    ['deleted', { deletes: [deleting('Duplicate')] }, { code: 'delete', why: 'Duplicate' }],
    [
      'maybe deleted',
      { deletes: [oneOfTwo] },
      { code: 'choice', choice: 'update-delete-1', why: 'Outdated' },
    ],
    [
      'deleted later',
      { deletes: [deleting('Duplicate', 0)] },
      { code: 'postponed', why: 'Duplicate' },
    ],
    [
      'kept for backoff',
      { dispositions: new Map([['p', { code: 'backoff', until: '2026-01-01T00:00:00Z' }]]) },
      { code: 'backoff', until: '2026-01-01T00:00:00Z' },
    ],
    [
      'deleted by a later step',
      { deletes: [NOTHING_CHOSEN, deleting('Outdated')] },
      { code: 'delete', why: 'Outdated' },
    ],
    [
      'deleted for the sake of its node',
      { deletes: [deleting('NotEligible')] },
      { code: 'delete', why: 'NotEligible', reasons: [{ ...cordon, nodePath: ['runs'] }] },
    ],
    [
      'deleted for the sake of its node, in an update',
      { deletes: [deleting('OutdatedNotEligible')] },
      { code: 'delete', why: 'OutdatedNotEligible', reasons: [{ ...cordon, nodePath: ['runs'] }] },
    ],
    [
      'not yet deleted for the sake of its node',
      { deletes: [deleting('NotEligible', 0)] },
      { code: 'postponed', why: 'NotEligible' },
    ],
  ])('rule 2: %s', (_what, decided, expected) => {
    expect(dispositionOf(aPod('runs'), decided)).toEqual(expected)
  })

  it('X-04: in older releases a step also decides about what has ended and terminates', () => {
    const older = {
      ...pass,
      semantics: { ...pass.semantics, endedTerminatingIgnored: false },
    }
    const decided = { ...undecided, deletes: [deleting('NodeGone')] }
    expect(dispositions(older, [failedTerminating], decided).get('p')).toEqual({
      code: 'delete',
      why: 'NodeGone',
    })
    expect(dispositions(older, [failedTerminating], undecided).get('p')).toEqual({
      code: 'terminating',
    })
  })

  it('rule 2: is deleted though it terminates, if a step says so', () => {
    const decided = { deletes: [deleting('NodeGone')] }
    expect(dispositionOf(aPod('gone', terminates), decided)).toEqual({
      code: 'delete',
      why: 'NodeGone',
    })
  })

  it('rule 1: is released whatever a step says', () => {
    expect(dispositionOf(released, { deletes: [deleting('Duplicate')] })).toEqual({
      code: 'release',
    })
  })

  it('does not say whether a node that was not given exists', () => {
    const decided = { nodesKnown: false }
    expect(dispositionOf(aPod('gone'), decided)).toEqual({ code: 'unknown', needs: 'nodes' })
    expect(dispositionOf(aPod('gone', terminates), decided)).toEqual({ code: 'terminating' })
  })

  it('names every pod once, in their order', () => {
    const pods = ['b', 'a', '__proto__'].map((name) => aPod('runs', { name }))
    const found = dispositions(pass, pods, { ...undecided, deletes: [oneOfTwo] })
    expect([...found]).toEqual([
      ['b', { code: 'keep' }],
      ['a', { code: 'keep' }],
      ['__proto__', { code: 'keep' }],
    ])
  })
})
