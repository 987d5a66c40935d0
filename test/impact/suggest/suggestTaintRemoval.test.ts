import { describe, expect, it } from 'vitest'
import { suggestTaintRemoval } from '../../../src/impact/suggest/suggestTaintRemoval.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'

const agent = aDaemonSet({ podSpec: { tolerations: [{ key: 'a', operator: 'Exists' }] } })

describe('suggestTaintRemoval', () => {
  it('lists the taints that keep it away, and who else would come', () => {
    const node = aNode('n1', { taints: ['a:NoSchedule', 'b=x:NoExecute', 'c:PreferNoSchedule'] })
    const all = aDaemonSet({ name: 'all', podSpec: { tolerations: [{ operator: 'Exists' }] } })
    const twin = aDaemonSet({
      name: 'twin',
      podSpec: { tolerations: [{ key: 'a', operator: 'Exists' }] },
    })
    const none = aDaemonSet({ name: 'none' })
    expect(suggestTaintRemoval(agent, node, { daemonSets: [agent, all, twin, none] })).toEqual({
      node: 'n1',
      taints: [{ key: 'b', value: 'x', effect: 'NoExecute' }],
      admits: ['default/twin'],
    })
  })

  it('has nothing to suggest where no taint keeps it away', () => {
    expect(suggestTaintRemoval({}, {}, {})).toEqual({ node: '', taints: [], admits: [] })
    expect(
      suggestTaintRemoval(agent, aNode('n1', { taints: ['a:NoSchedule'] }), {}).taints,
    ).toEqual([])
  })
})
