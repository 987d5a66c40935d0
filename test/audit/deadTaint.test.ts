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
