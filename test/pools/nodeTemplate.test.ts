import { describe, expect, it } from 'vitest'
import { covers, whileStarting } from '../../src/pools/nodeTemplate.js'
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

describe('covers', () => {
  it('is of every label under a prefix that ends with a slash, and of no other that begins alike', () => {
    expect(covers({ key: 'nvidia.com/' }, 'nvidia.com/gpu.present')).toBe(true)
    expect(covers({ key: 'zone' }, 'zone')).toBe(true)
    expect(covers({ key: 'zone' }, 'zone-id')).toBe(false)
    expect(covers({ key: 'nvidia.com/gpu' }, 'nvidia.com/gpu.present')).toBe(false)
  })
})
