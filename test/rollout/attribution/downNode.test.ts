import { describe, expect, it } from 'vitest'
import { downSince } from '../../../src/rollout/attribution/downNode.js'
import { aNode } from '../../../src/testing/builders.js'

describe('downSince', () => {
  it('reads the Ready condition', () => {
    const lastTransitionTime = '2026-01-01T00:00:00Z'
    const condition = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' }
    const status = { conditions: [{ ...condition, lastTransitionTime }] }
    expect(downSince({ status })).toEqual({
      since: lastTransitionTime,
      reason: 'NodeStatusUnknown',
    })
    expect(downSince({ status: { conditions: [{ type: 'Ready', status: 'False' }] } })).toEqual({})
  })

  it('believes a node that is ready, whatever its taints', () => {
    const node = aNode('n1', { taints: ['node.kubernetes.io/unreachable:NoExecute'] })
    const conditions = [{ type: 'Ready', status: 'True' }]
    expect(downSince({ ...node, status: { conditions } })).toBeUndefined()
  })

  it('takes the taint of the node controller for want of a condition', () => {
    const down = aNode('n1', { taints: ['node.kubernetes.io/unreachable:NoExecute'] })
    expect(downSince(down)).toEqual({})
    expect(downSince(aNode('n1', { taints: ['a:NoExecute'] }))).toBeUndefined()
    expect(downSince({})).toBeUndefined()
  })
})
