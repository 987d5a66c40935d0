import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { applyChange } from '../../src/impact/applyChange.js'
import type { NodeChoice } from '../../src/impact/clusterChange.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'

const agent = aDaemonSet()
const snapshot = cluster({
  nodes: [aNode('n1', { labels: { disk: 'ssd' } }), aNode('n2'), aNode('n3')],
  pods: [aPodOf(agent, { node: 'n1' }), aPodOf(agent, { node: 'n2' })],
  revisions: [],
  daemonSets: [agent],
})

const taint = (nodes: NodeChoice, effect: string) =>
  ({ code: 'Taint', nodes, edit: { add: [{ key: 'a', value: '', effect }], remove: [] } }) as const

describe('applyChange', () => {
  it('changes the nodes that are chosen, each once, and the rest not', () => {
    const { cluster: after, step } = applyChange(
      snapshot,
      taint({ code: 'Named', names: ['n2', 'n1', 'n2'] }, 'NoSchedule'),
    )
    expect(step.nodes).toEqual(['n2', 'n1'])
    expect(after.nodes?.get('n1')?.spec?.taints).toEqual([{ key: 'a', effect: 'NoSchedule' }])
    expect(after.nodes?.get('n3')).toBe(snapshot.nodes?.get('n3'))
    expect(snapshot.nodes?.get('n1')?.spec?.taints).toEqual([])
  })

  it('chooses by labels, and says when nothing matches', () => {
    const ssd = {
      code: 'Matching' as const,
      matches: (labels: Readonly<Record<string, string>> | null | undefined) =>
        labels?.['disk'] === 'ssd',
    }
    expect(applyChange(snapshot, { code: 'Cordon', nodes: ssd }).step.nodes).toEqual(['n1'])
    const none = applyChange(snapshot, {
      code: 'Cordon',
      nodes: { code: 'Matching', matches: () => false },
    }).step
    expect(none).toMatchObject({ nodes: [], faults: [{ code: 'NoNodeMatches' }] })
  })

  it('says which nodes are not there, and does the others', () => {
    const { step } = applyChange(snapshot, {
      code: 'Delete',
      nodes: { code: 'Named', names: ['n9', 'n1'] },
    })
    expect(step).toMatchObject({ nodes: ['n1'], faults: [{ code: 'NodeNotFound', node: 'n9' }] })
    const unknown = applyChange(cluster({}), {
      code: 'Delete',
      nodes: { code: 'Named', names: ['n1'] },
    })
    expect(unknown.step.faults).toEqual([{ code: 'NodeNotFound', node: 'n1' }])
  })

  it('tells whether the controller looks, and what it syncs', () => {
    const noticed = (change: Parameters<typeof applyChange>[1]) => {
      const { noticed: looks, queued } = applyChange(snapshot, change).step
      return [looks, ...queued]
    }
    expect(noticed(taint({ code: 'Named', names: ['n1'] }, 'NoExecute'))).toEqual([
      true,
      'default/agent',
    ])
    expect(noticed(taint({ code: 'Named', names: ['n1'] }, 'NoSchedule'))).toEqual([true])
    expect(noticed(taint({ code: 'Named', names: ['n3'] }, 'PreferNoSchedule'))).toEqual([
      true,
      'default/agent',
    ])
    expect(noticed({ code: 'Delete', nodes: { code: 'Named', names: ['n1'] } })).toEqual([false])
    expect(noticed({ code: 'Uncordon', nodes: { code: 'Named', names: ['n1'] } })).toEqual([false])
    const template = { node: aNode('pool') }
    expect(noticed({ code: 'Add', template, count: 2 })).toEqual([true, 'default/agent'])
  })

  it('adds nodes under free names', () => {
    const template = { node: aNode('n') }
    const first = applyChange(snapshot, { code: 'Add', template, count: 1 })
    const second = applyChange(first.cluster, { code: 'Add', template, count: 1 })
    expect([first.step.nodes, second.step.nodes]).toEqual([['n-1'], ['n-2']])
  })

  it.each([
    [0, 'the number 0'],
    [-1, 'the number -1'],
    [1.5, 'the number 1.5'],
    [1e21, 'the number 1e+21'],
    [100_001, 'the number 100001'],
    [Infinity, 'the number Infinity'],
    [NaN, 'the number NaN'],
  ])('adds none of %d nodes', (count, found) => {
    const { cluster: after, step } = applyChange(snapshot, {
      code: 'Add',
      template: { node: aNode('n') },
      count,
    })
    const expected = 'a whole number from 1 to 100000'
    expect(step).toMatchObject({ nodes: [], faults: [{ code: 'InvalidCount', expected, found }] })
    expect([...(after.nodes?.keys() ?? [])]).toEqual([...(snapshot.nodes?.keys() ?? [])])
  })
})
