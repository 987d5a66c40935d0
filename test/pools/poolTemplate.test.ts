import { describe, expect, it } from 'vitest'
import { poolTemplate } from '../../src/pools/poolTemplate.js'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import { aTaint } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const pool = poolTemplate({
  name: 'gpu',
  labels: { 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': 'a', own: 'x' },
  taints: [aTaint('gpu:NoSchedule'), aTaint('node.cilium.io/agent-not-ready:NoExecute')],
  startupTaints: [aTaint('warming-up:NoSchedule')],
  unknownLabels: [{ key: 'rack' }],
})

const decisionFor = (spec: object) =>
  decideTemplate(aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }), pool)

describe('poolTemplate', () => {
  it('knows the labels of the pool, under their old names too', () => {
    expect(pool.node.metadata).toEqual({
      name: 'gpu',
      labels: {
        'kubernetes.io/hostname': 'gpu',
        'kubernetes.io/os': 'linux',
        'beta.kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': 'a',
        'failure-domain.beta.kubernetes.io/zone': 'a',
        own: 'x',
      },
    })
  })

  it('takes off what goes away, also where it stands among the lasting taints', () => {
    expect(pool.node.spec?.taints).toEqual([{ key: 'gpu', effect: 'NoSchedule' }])
    expect(pool.startupTaints?.map(({ key }) => key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/not-ready',
      'warming-up',
      'node.cilium.io/agent-not-ready',
    ])
  })

  it('takes policies that name nodes to mean others', () => {
    const tolerations = [{ operator: 'Exists' }]
    expect(decisionFor({ tolerations, nodeSelector: { 'kubernetes.io/hostname': 'n1' } })).toEqual({
      code: 'Certain',
      decision: 'leave',
    })
    expect(decisionFor({ tolerations, nodeSelector: { rack: '1' } })).toMatchObject({
      code: 'Depends',
    })
  })
})
