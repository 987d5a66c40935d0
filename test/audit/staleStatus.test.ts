import { describe, expect, it } from 'vitest'
import { staleStatus } from '../../src/audit/staleStatus.js'
import type { DaemonSetStatus } from '../../src/kube/daemonSet.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { after } from '../support/passes.js'
import { audited } from '../support/audited.js'

const FRESH: DaemonSetStatus = {
  desiredNumberScheduled: 1,
  currentNumberScheduled: 1,
  numberReady: 1,
  numberAvailable: 1,
  updatedNumberScheduled: 1,
  observedGeneration: 1,
}

const found = (status: DaemonSetStatus) => {
  const daemonSet = aDaemonSet({ status })
  const objects = {
    nodes: [aNode('n1'), aNode('n2', { taints: ['a:NoSchedule'] })],
    pods: [aPodOf(daemonSet, { node: 'n1', hash: 'h' })],
    revisions: [createdRevision(daemonSet, 'h', 1)],
    daemonSets: [daemonSet],
  }
  return staleStatus.check(audited(objects, { now: after(60) }))
}

describe('staleStatus', () => {
  /** kubernetes/kubernetes#132459: a taint came or went, and the status was not refreshed. */
  it('lists the numbers that the next pass changes', () => {
    expect(
      found({ ...FRESH, desiredNumberScheduled: 2, numberMisscheduled: 1, numberUnavailable: 1 }),
    ).toEqual([
      {
        code: 'StaleStatus',
        severity: 'note',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
        path: ['status'],
        differences: [
          { number: 'desiredNumberScheduled', recorded: 2, computed: 1 },
          { number: 'numberMisscheduled', recorded: 1, computed: 0 },
          { number: 'numberUnavailable', recorded: 1, computed: 0 },
        ],
        observed: true,
      },
    ])
  })

  it('tells a status of an older spec', () => {
    expect(found({ ...FRESH, observedGeneration: 0 })).toMatchObject([
      {
        observed: false,
        differences: [{ number: 'observedGeneration', recorded: 0, computed: 1 }],
      },
    ])
  })

  it('takes a spec without a generation for one that was observed', () => {
    const daemonSet = aDaemonSet({
      metadata: { generation: null },
      status: { ...FRESH, observedGeneration: null, desiredNumberScheduled: 2 },
    })
    const objects = {
      nodes: [aNode('n1')],
      pods: [aPodOf(daemonSet, { node: 'n1', hash: 'h' })],
      revisions: [createdRevision(daemonSet, 'h', 1)],
      daemonSets: [daemonSet],
    }
    expect(staleStatus.check(audited(objects, { now: after(60) }))).toMatchObject([
      {
        observed: true,
        differences: [{ number: 'desiredNumberScheduled', recorded: 2, computed: 1 }],
      },
    ])
  })

  it('is content with one that is right, and says nothing without pods or an instant', () => {
    expect(found(FRESH)).toEqual([])
    expect(staleStatus.check(audited({ daemonSets: [{}] }))).toEqual([])
    expect(
      staleStatus.check(
        audited({ nodes: [aNode('n1')], daemonSets: [aDaemonSet()] }, { now: after(60) }),
      ),
    ).toEqual([])
    expect(staleStatus.check(audited({ daemonSets: [{}] }, { now: after(60) }))).toEqual([])
  })
})
