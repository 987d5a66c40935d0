import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/cluster/plan.js'
import type { VersionDiff } from '../../../src/cluster/diffVersions.js'
import { versionDiffText } from '../../../src/report/text/versionDiffText.js'
import { diffPlans } from '../../../src/sync/diffPlans.js'
import type { CurrentRevision, Plan } from '../../../src/sync/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const agent = frozen(aDaemonSet())
const base = plan({
  daemonSet: agent,
  nodes: [aNode('n1'), aNode('n2')],
  pods: [aPodOf(agent, { node: 'n1' })],
  revisions: [],
  now: '2026-01-01T00:01:00Z',
})

const linesOf = (before: Partial<Plan>, after: Partial<Plan>): readonly string[] => {
  const change: VersionDiff = {
    before: { ...base, ...before },
    after: { ...base, ...after },
    differences: diffPlans({ ...base, ...before }, { ...base, ...after }),
    because: [],
  }
  return versionDiffText(frozen(change))
}

const current: CurrentRevision = {
  code: 'Current',
  name: 'agent-a',
  hash: 'a',
  number: 3,
  renumbered: {},
  relabelled: [],
  deleted: [],
  adopted: [],
  released: [],
  labelled: [],
}
const NODE_MISSING = { code: 'NodeMissing', anyOf: ['gone'] } as const

describe('versionDiffText', () => {
  it.each<[string, Partial<Plan>, Partial<Plan>, readonly string[]]>([
    ['nothing', {}, {}, []],
    [
      'a failure',
      {},
      { outcome: { code: 'Failed', step: 'rollingUpdate', fault: NODE_MISSING } },
      [
        '~ the pass: succeeds → fails (couldn\'t get node for nodeName "gone": node "gone" not found)',
      ],
    ],
    [
      'a pass that stops',
      { outcome: { code: 'WaitsForExpectations' } },
      {},
      ['~ the pass: writes only the status → succeeds'],
    ],
    [
      'decisions, those that are the same together',
      {},
      { nodes: base.nodes.map((node) => ({ ...node, decision: 'leave' as const })) },
      ['~ node n1, n2: run → leave'],
    ],
    [
      'a pod that is made elsewhere',
      {},
      { creates: [{ node: 'n1', why: 'Surge', choice: 'c' }] },
      [
        '~ creates on n2: a pod (the node should run a pod and has none) → no pod',
        '~ creates on n1: no pod → perhaps a pod (replaces an outdated pod, within maxSurge)',
      ],
    ],
    [
      'what becomes of pods, with their nodes',
      {},
      { pods: base.pods.map((pod) => ({ ...pod, disposition: { code: 'terminating' } })) },
      ['~ pod pod-n1 (n1): is kept → is terminating'],
    ],
    [
      'a pod for which no node can be told',
      {},
      { pods: [...base.pods, { name: 'x', claim: 'owned', disposition: { code: 'untouched' } }] },
      ['~ pod x: not its own → owned'],
    ],
    [
      'no words for pods that only differ in the id of a choice',
      {
        pods: [
          {
            name: 'x',
            claim: 'owned',
            disposition: { code: 'choice', choice: 'a', why: 'Outdated' },
          },
        ],
      },
      {
        pods: [
          {
            name: 'x',
            claim: 'owned',
            disposition: { code: 'choice', choice: 'b', why: 'Outdated' },
          },
        ],
      },
      [],
    ],
    [
      'a choice',
      {},
      {
        choices: [{ id: 'c', action: 'delete', count: 1, from: ['a', 'b'], why: 'MaxUnavailable' }],
      },
      ['~ Kubernetes picks any: nothing → delete 1 of 2'],
    ],
    [
      'a rolling update that waits',
      { rollingUpdate: { code: 'Ran', maxUnavailable: 1, maxSurge: 0, spent: 2 } },
      { rollingUpdate: { code: 'Waits' } },
      ['~ rolling update: maxUnavailable 1, maxSurge 0, 2 in use → waits for the next pass'],
    ],
    [
      'a rolling update that is not reached',
      { rollingUpdate: { code: 'NotReached' } },
      { rollingUpdate: { code: 'Unknown', needs: 'pods' } },
      ['~ rolling update: not reached → depends on the pods'],
    ],
    [
      'another strategy',
      { rollingUpdate: { code: 'OtherStrategy' } },
      { rollingUpdate: { code: 'Waits' } },
      ['~ rolling update: not by this strategy → waits for the next pass'],
    ],
    [
      'a new revision',
      { revision: current },
      { revision: { ...current, code: 'New', number: 4, deleted: ['agent-b'] } },
      ['~ template recorded as: revision 3 (agent-a) → a new revision 4, deletes agent-b'],
    ],
    [
      'what becomes of revisions',
      { revision: { ...current, relabelled: ['p1'], labelled: ['r1'] } },
      { revision: { ...current, adopted: ['r2'], released: ['r3'] } },
      [
        '~ template recorded as: revision 3 (agent-a), relabels p1, labels r1 → revision 3 (agent-a), adopts r2, releases r3',
      ],
    ],
    [
      'revisions that are not read',
      { revision: { code: 'NotReached' } },
      { revision: { code: 'Unknown' } },
      ['~ template recorded as: not reached → unknown'],
    ],
    [
      'numbers',
      {},
      { status: { ...base.status, computed: { ...base.status.computed, numberReady: 0 } } },
      ['~ ready: 1 → 0'],
    ],
    [
      'a number that is not known',
      {},
      {
        status: {
          ...base.status,
          computed: Object.fromEntries(
            Object.entries(base.status.computed).filter(([name]) => name !== 'numberReady'),
          ),
        },
      },
      ['~ ready: 1 → unknown'],
    ],
    [
      'events',
      { events: [{ code: 'FailedDaemonPod', anyOf: ['p'], node: 'n1' }] },
      { events: [{ code: 'SucceededDaemonPod', anyOf: ['p'], node: 'n1' }] },
      [
        '~ no more event: Warning FailedDaemonPod Found failed daemon pod default/p on node n1, will try to kill it',
        '~ event: Normal SucceededDaemonPod Found succeeded daemon pod default/p on node n1, will try to delete it',
      ],
    ],
  ])('tells %s', (_what, before, after, expected) => {
    expect(linesOf(before, after)).toEqual(expected)
  })
})
