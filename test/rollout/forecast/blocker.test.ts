import { describe, expect, it } from 'vitest'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import type { Pod } from '../../../src/kube/pod.js'
import { forecast } from '../../../src/rollout/forecast/forecast.js'
import { aRollout, NOW, rolloutOf, type RolloutParts } from '../../support/aRollout.js'

const blockersIn = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
  change: (pod: Pod) => Pod = (pod) => pod,
  more: object = {},
) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const pods = [...(snapshot.pods?.values() ?? [])].map(change)
  const changed = updateCluster(snapshot, { put: { pods } })
  const told = forecast(changed, daemonSet, { ...options, ...more })
  return 'blockers' in told
    ? told.blockers.map(({ effect, cause, remedy }) => [effect, cause.code, remedy.code])
    : []
}

const unscheduled =
  (message: string) =>
  (pod: Pod): Pod => ({
    ...pod,
    spec: { ...pod.spec, nodeName: null },
    status: { conditions: [{ type: 'PodScheduled', status: 'False', message }] },
  })

describe('blockers', () => {
  it('come with the smallest change that would help', () => {
    expect(blockersIn({ n1: 'down:newUnready' })).toEqual([
      ['counts', 'NodeNotReady', 'RepairNode'],
    ])
    expect(blockersIn({ n1: 'newPending' })).toEqual([
      ['counts', 'HeldByResources', 'FreeResources'],
    ])
    expect(blockersIn({ n1: 'newUnready' })).toEqual([['counts', 'NotReady', 'RepairPod']])
    const taint = unscheduled('0/1 nodes are available: 1 node(s) had untolerated taint {a: b}.')
    expect(blockersIn({ n1: 'new' }, {}, taint)).toEqual([
      ['counts', 'Unschedulable', 'MakeNodeAdmit'],
    ])
    const held = (pod: Pod) => ({ ...pod, metadata: { ...pod.metadata, finalizers: ['a/b'] } })
    expect(blockersIn({ n1: 'oldStuck' }, {}, held)).toEqual([
      ['counts', 'Terminating', 'RemoveFinalizers'],
    ])
    const timeless = (pod: Pod) => ({
      ...pod,
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    })
    expect(blockersIn({ n1: 'new' }, { minReadySeconds: 5 }, timeless)).toEqual([
      ['counts', 'NoTransitionTime', 'RestartPod'],
    ])
  })

  it('tell why a pod that is yet to come does not get available', () => {
    const neverReady = { newPods: 'neverReady' }
    expect(blockersIn({ n1: 'old' }, {}, undefined, neverReady)).toEqual([
      ['wouldCount', 'NewPodsNeverReady', 'RepairTemplate'],
    ])
    expect(blockersIn({ n1: 'down:' })).toEqual([['counts', 'NodeNotReady', 'RepairNode']])
    const event = {
      reason: 'FailedCreate',
      lastTimestamp: NOW,
      involvedObject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
    }
    expect(blockersIn({ n1: '' }, {}, undefined, { events: [event] })).toEqual([
      ['counts', 'NotCreated', 'AllowPods'],
    ])
    const { snapshot, daemonSet, options } = rolloutOf(
      [{ name: 'n1', words: ['old'], squatted: true }],
      { hostPort: true },
    )
    expect(forecast(snapshot, daemonSet, options)).toMatchObject({
      blockers: [{ effect: 'wouldCount', cause: { by: ['other/squatter-n1'] } }],
    })
  })

  it('ask to uncordon a node that the scheduler leaves out', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'new' })
    const message = '0/1 nodes are available: 1 node(s) were unschedulable.'
    const cordoned = updateCluster(snapshot, {
      put: {
        pods: [...(snapshot.pods?.values() ?? [])].map(unscheduled(message)),
        nodes: [{ metadata: { name: 'n1' }, spec: { unschedulable: true } }],
      },
    })
    expect(forecast(cordoned, daemonSet, options)).toMatchObject({
      blockers: [{ remedy: { code: 'UncordonNode', node: 'n1' } }],
    })
  })

  it('come in the order of what they do to the rest', () => {
    const parts = { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } }
    expect(
      blockersIn(
        { n0: 'down:newUnready', n1: 'down:old', n2: 'old newUnready', n3: 'old' },
        parts,
      ).map(([effect]) => effect),
    ).toEqual(['counts', 'wouldCount', 'doesNotCount'])
  })

  it('are none under OnDelete for pods that wait to be deleted', () => {
    expect(blockersIn({ n1: 'old' }, { rollingUpdate: 'OnDelete' })).toEqual([])
  })
})
