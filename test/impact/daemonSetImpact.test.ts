import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { daemonSetImpact } from '../../src/impact/daemonSetImpact.js'
import { placed } from '../../src/impact/nodePlacement.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'

const now = new Date(0)
const agent = aDaemonSet()
const nodes = [aNode('n1'), aNode('n2')]
const pods = [
  aPodOf(agent, { node: 'n1', hash: 'old' }),
  aPodOf(agent, { node: 'n2', hash: 'old' }),
]
const snapshot = cluster({ nodes, pods })

const placedAs = (image: string) =>
  placed(
    snapshot,
    aDaemonSet({ podSpec: { containers: [{ name: 'main', image, resources: {} }] } }),
    { now, pods: true },
  )

describe('daemonSetImpact', () => {
  it('of a DaemonSet that stays as it is tells nothing', () => {
    const side = placedAs('main:1')
    expect(daemonSetImpact('default/agent', side, side, [], {})).toEqual({
      daemonSet: 'default/agent',
      change: 'Same',
      nodes: { before: 2, after: 2, gained: 0, lost: 0, kept: 2 },
      groups: [],
      triggersRollout: { code: 'No' },
    })
  })

  it('names the pods that a new revision replaces, where it is certain', () => {
    const rolled = daemonSetImpact('default/agent', placedAs('main:1'), placedAs('main:2'), [], {})
    expect(rolled).toMatchObject({ change: 'Changed', triggersRollout: { code: 'Yes' } })
    expect(rolled.outdated).toEqual(['pod-n1', 'pod-n2'])
  })

  it('counts no nodes for a side that is absent', () => {
    const { change, nodes: counts } = daemonSetImpact('a/b', placedAs('x'), undefined, [], {})
    expect(change).toBe('Removed')
    expect(counts).toMatchObject({ before: 2, after: 0 })
  })
})
