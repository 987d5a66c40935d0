import { describe, expect, it } from 'vitest'
import { whileStarting } from '../../src/pools/nodeTemplate.js'
import { aNode, aTaint } from '../../src/testing/builders.js'

describe('whileStarting', () => {
  it('puts the startup taints behind the lasting ones', () => {
    const node = aNode('pool', { taints: ['gpu:NoSchedule'] })
    const starting = whileStarting({ node, startupTaints: [aTaint('cni:NoExecute')] })
    expect(starting.node.spec?.taints).toEqual([
      { key: 'gpu', effect: 'NoSchedule' },
      { key: 'cni', effect: 'NoExecute' },
    ])
    expect(starting).not.toHaveProperty('startupTaints')
  })

  it('leaves a template without any as it is, and its unknown labels too', () => {
    const template = { node: { metadata: { name: 'pool' } }, unknownLabels: [{ key: 'zone' }] }
    expect(whileStarting(template)).toEqual({
      node: { metadata: { name: 'pool' }, spec: { taints: [] } },
      unknownLabels: [{ key: 'zone' }],
    })
  })
})
