import { describe, expect, it } from 'vitest'
import { deadTaint } from '../../src/audit/deadTaint.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { audited } from '../support/audited.js'

const nodes = [
  aNode('n1', { taints: ['gpu:NoSchedule', 'old:NoSchedule', 'soft:PreferNoSchedule'] }),
  aNode('n2', { taints: ['old:NoSchedule'] }),
]
const daemonSets = [aDaemonSet({ podSpec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } })]

describe('deadTaint', () => {
  it('finds taints that nobody tolerates, under the first node that carries them', () => {
    expect(deadTaint.check(audited({ nodes, daemonSets }))).toEqual([
      {
        code: 'DeadTaint',
        severity: 'warning',
        subject: { kind: 'Node', name: 'n1' },
        path: ['spec', 'taints', 1],
        looked: ['daemonSets'],
        taint: { key: 'old', value: '', effect: 'NoSchedule' },
        nodes: ['n1', 'n2'],
      },
    ])
  })

  it.each([
    'karpenter.sh/unregistered:NoExecute',
    'karpenter.sh/disrupted:NoSchedule',
    'ToBeDeletedByClusterAutoscaler:NoSchedule',
    'node.kubernetes.io/out-of-service:NoExecute',
    'node.cilium.io/agent-not-ready:NoExecute',
    'ebs.csi.aws.com/agent-not-ready:NoExecute',
    'node.cloudprovider.kubernetes.io/uninitialized:NoSchedule',
    'node.kubernetes.io/network-unavailable:NoSchedule',
    'aws-node-termination-handler/spot-itn:NoSchedule',
    'cloud.google.com/impending-node-termination:NoSchedule',
    'sidecar.istio.io/not-ready:NoSchedule',
    'cni.istio.io/not-ready:NoSchedule',
    'node.cluster.x-k8s.io/uninitialized:NoSchedule',
    'startup-taint.cluster-autoscaler.kubernetes.io/x:NoSchedule',
    'ignore-taint.cluster-autoscaler.kubernetes.io/x:NoSchedule',
  ])('says nothing of %s, which somebody takes off again', (taint) => {
    expect(
      deadTaint.check(audited({ nodes: [aNode('n1', { taints: [taint] })], daemonSets })),
    ).toEqual([])
  })

  it.each([
    'kubernetes.azure.com/scalesetpriority:NoSchedule',
    'virtual-kubelet.io/provider=a:NoSchedule',
  ])('tells of %s, which stays', (taint) => {
    expect(
      deadTaint.check(audited({ nodes: [aNode('n1', { taints: [taint] })], daemonSets })),
    ).toHaveLength(1)
  })

  it('asks the pods, too', () => {
    const pods = [
      { metadata: { name: 'p' }, spec: { tolerations: [{ key: 'old', operator: 'Exists' }] } },
      {},
    ]
    expect(deadTaint.check(audited({ nodes, daemonSets, pods }))).toEqual([])
    expect(deadTaint.check(audited({ nodes, daemonSets, pods: [] }))).toMatchObject([
      { looked: ['daemonSets', 'pods'] },
    ])
  })

  it('points at a taint without a key', () => {
    const node = {
      metadata: { name: 'n1' },
      spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }, { effect: 'NoSchedule' }] },
    }
    expect(deadTaint.check(audited(frozen({ nodes: [node], daemonSets })))).toMatchObject([
      { path: ['spec', 'taints', 1], taint: { key: '', value: '', effect: 'NoSchedule' } },
    ])
  })
})
