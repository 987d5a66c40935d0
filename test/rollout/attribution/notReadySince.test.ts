import { describe, expect, it } from 'vitest'
import { notReadySince } from '../../../src/rollout/attribution/nodeState.js'
import { aNode } from '../../../src/testing/builders.js'

describe('notReadySince', () => {
  it('reads the Ready condition', () => {
    const lastTransitionTime = '2026-01-01T00:00:00Z'
    const condition = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' }
    const status = { conditions: [{ ...condition, lastTransitionTime }] }
    expect(notReadySince({ status })).toEqual({
      since: lastTransitionTime,
      reason: 'NodeStatusUnknown',
    })
    expect(notReadySince({ status: { conditions: [{ type: 'Ready', status: 'False' }] } })).toEqual(
      {},
    )
  })

  it('believes a node that is ready, whatever its taints', () => {
    const node = aNode('n1', { taints: ['node.kubernetes.io/unreachable:NoExecute'] })
    const conditions = [{ type: 'Ready', status: 'True' }]
    expect(notReadySince({ ...node, status: { conditions } })).toBeUndefined()
  })

  it('takes the taint of the node controller for want of a condition', () => {
    const down = aNode('n1', { taints: ['node.kubernetes.io/unreachable:NoExecute'] })
    expect(notReadySince(down)).toEqual({})
    expect(notReadySince(aNode('n1', { taints: ['a:NoExecute'] }))).toBeUndefined()
    expect(notReadySince({})).toBeUndefined()
  })
})
