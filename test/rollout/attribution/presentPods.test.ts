import { describe, expect, it } from 'vitest'
import { presentPods } from 'podfit/rollout'
import { cluster } from '../../../src/cluster/cluster.js'
import type { Event } from '../../../src/kube/event.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'

const now = '2026-01-02T12:00:00Z'
const agent = aDaemonSet()
const nodes = [aNode('n1'), aNode('n2'), aNode('n3', { taints: ['gpu:NoSchedule'] })]

const eventOf = (kind: string, name: string, reason: string, at = now): Event => ({
  involvedObject: { kind, namespace: 'default', name },
  reason,
  message: `${reason} of ${name} at ${at}`,
  lastTimestamp: at,
})

const starting = aPodOf(agent, { node: 'n1', phase: 'Pending', since: '2026-01-02T11:59:00Z' })

describe('presentPods', () => {
  it('says what is there, and why it is not available', () => {
    const snapshot = cluster({ nodes, pods: [aPodOf(agent, { node: 'n1' })] })
    expect(presentPods(snapshot, agent, { now })).toEqual([
      { node: 'n1', pods: [{ pod: 'pod-n1' }] },
      { node: 'n2', pods: [], missing: { code: 'NotYetCreated' } },
    ])
  })

  it('does not know what is there without pods', () => {
    expect(presentPods(cluster({ nodes }), agent, { now })).toBeUndefined()
    expect(presentPods(cluster({ pods: [] }), agent, { now })).toBeUndefined()
  })

  it('says what refuses to create pods', () => {
    const message = 'pods "a-" is forbidden: no PriorityClass with name x was found'
    const events = [{ ...eventOf('DaemonSet', 'agent', 'FailedCreate'), message }]
    expect(presentPods(cluster({ nodes, pods: [] }), agent, { now, events })?.[0]?.missing).toEqual(
      {
        code: 'NotCreated',
        by: 'Admission',
        message,
        lastSeen: now,
      },
    )
  })

  it("has the scheduler's words", () => {
    const message = '0/1 nodes are available: 1 Insufficient cpu.'
    const pod = {
      ...aPodOf(agent, { node: 'n1', unbound: true, phase: 'Pending' }),
      status: {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
      },
    }
    expect(presentPods(cluster({ nodes, pods: [pod] }), agent, { now })?.[0]?.pods).toEqual([
      {
        pod: 'pod-n1',
        phase: 'Pending',
        cause: { code: 'HeldByResources', resources: ['cpu'] },
        course: 'lasts',
        scheduler: message,
      },
    ])
  })

  it.each(['FailedCreatePodSandBox', 'FailedMount', 'FailedAttachVolume'])(
    'says why the kubelet cannot make a pod: %s',
    (reason) => {
      const events = [
        eventOf('Pod', 'pod-n1', reason, '2026-01-02T11:50:00Z'),
        eventOf('Pod', 'pod-n1', reason, '2026-01-02T11:58:00Z'),
        eventOf('Pod', 'other', reason),
        eventOf('Pod', 'pod-n1', 'Pulled'),
      ]
      const snapshot = cluster({ nodes, pods: [starting] })
      expect(presentPods(snapshot, agent, { now, events })?.[0]?.pods[0]?.cause).toEqual({
        code: 'PodSetup',
        reason,
        message: `${reason} of pod-n1 at 2026-01-02T11:58:00Z`,
      })
      expect(presentPods(snapshot, agent, { now })?.[0]?.pods[0]?.cause?.code).toBe('NotReady')
    },
  )
})
