import { describe, expect, it } from 'vitest'
import { blockingTaints, exactTolerations } from '../../src/suggest/suggestTolerations.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const policy = aPolicy(
  aDaemonSet({ podSpec: { tolerations: [{ key: 'ok', operator: 'Exists' }] } }),
)
const taints = ['ok:NoSchedule', 'a=x:NoExecute', 'b:PreferNoSchedule', 'c:NoSchedule']

describe('exactTolerations', () => {
  it('is for the taints that keep a policy away, each once', () => {
    const nodes = [aNode('n1', { taints }), aNode('n2', { taints }), {}]
    expect(exactTolerations(policy, nodes)).toEqual([
      { key: 'a', operator: 'Equal', value: 'x', effect: 'NoExecute' },
      { key: 'c', operator: 'Exists', effect: 'NoSchedule' },
    ])
  })
})

describe('blockingTaints', () => {
  it('leaves out what is tolerated and what only asks', () => {
    expect(blockingTaints(policy, aNode('n1', { taints })).map(({ key }) => key)).toEqual([
      'a',
      'c',
    ])
  })
})
