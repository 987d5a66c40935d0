import { describe, expect, it } from 'vitest'
import { deadTaints } from '../../src/audit/deadTaints.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { surveyOf } from '../support/survey.js'

const nodes = [
  aNode('n1', { taints: ['gpu:NoSchedule', 'old:NoSchedule', 'soft:PreferNoSchedule'] }),
  aNode('n2', { taints: ['old:NoSchedule'] }),
]
const daemonSets = [aDaemonSet({ podSpec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } })]

describe('deadTaints', () => {
  it('finds taints that nobody tolerates, under the first node that carries them', () => {
    expect(deadTaints(surveyOf({ nodes, daemonSets }))).toEqual([
      {
        code: 'DeadTaint',
        severity: 'warning',
        subject: { kind: 'Node', name: 'n1' },
        path: ['spec', 'taints', 1],
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
    expect(deadTaints(surveyOf({ nodes, daemonSets, pods }))).toEqual([])
  })

  it('points at a taint without a key', () => {
    const node = {
      metadata: { name: 'n1' },
      spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }, { effect: 'NoSchedule' }] },
    }
    expect(deadTaints(surveyOf(frozen({ nodes: [node], daemonSets })))).toMatchObject([
      { path: ['spec', 'taints', 1], taint: { key: '', value: '', effect: 'NoSchedule' } },
    ])
  })

  it('says nothing where no DaemonSets are known', () => {
    expect(deadTaints(surveyOf({ nodes }))).toEqual([])
  })
})
