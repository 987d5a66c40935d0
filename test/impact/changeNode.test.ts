import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { changeNode } from '../../src/impact/applyChange.js'
import type { NodeChange } from '../../src/impact/clusterChange.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const node = frozen(aNode('n1', { labels: { disk: 'ssd' }, taints: ['a=1:NoSchedule'] }))
const agent = aDaemonSet()
const failed = aPodOf(agent, { node: 'n1', phase: 'Failed' })
const nodes = { code: 'Named', names: ['n1'] } as const

const change = (given: NodeChange, pods: readonly object[] = []) =>
  changeNode(cluster({ nodes: [node], pods, daemonSets: [agent] }), node, given, newestSemantics)

const taint = (key: string, overwrite?: boolean): NodeChange => ({
  code: 'Taint',
  nodes,
  edit: { add: [{ key, value: '', effect: 'NoSchedule' }], remove: [] },
  ...(overwrite !== undefined && { overwrite }),
})
const label = (value: string, overwrite?: boolean): NodeChange => ({
  code: 'Label',
  nodes,
  edit: { set: [['disk', value]], remove: [] },
  ...(overwrite !== undefined && { overwrite }),
})

describe('changeNode', () => {
  it('taints and labels as kubectl does', () => {
    expect(change(taint('b')).put?.spec?.taints?.map(({ key }) => key)).toEqual(['b', 'a'])
    expect(change(label('hdd', true)).put?.metadata?.labels).toEqual({ disk: 'hdd' })
    expect(change(taint('b')).events).toMatchObject([{ code: 'NodeUpdated', before: node }])
  })

  it('leaves the node as it is where kubectl refuses', () => {
    expect(change(taint('a'))).toEqual({
      events: [],
      faults: [
        { code: 'TaintRefused', node: 'n1', fault: { code: 'AlreadyTainted', keys: ['a'] } },
      ],
    })
    expect(change(label('hdd'))).toMatchObject({
      events: [],
      faults: [{ code: 'LabelRefused', node: 'n1', fault: { code: 'LabelExists' } }],
    })
    expect(change(taint('a', true)).faults).toBeUndefined()
  })

  it('cordons and uncordons', () => {
    expect(change({ code: 'Cordon', nodes }).put?.spec?.unschedulable).toBe(true)
    expect(change({ code: 'Uncordon', nodes }).put?.spec).not.toHaveProperty('unschedulable')
  })

  it('deletes and adds', () => {
    expect(change({ code: 'Delete', nodes })).toMatchObject({
      events: [{ code: 'NodeDeleted' }],
      drop: { nodes: ['n1'] },
    })
    expect(change({ code: 'Add', template: { node }, count: 1 })).toMatchObject({
      events: [{ code: 'NodeAdded' }],
      put: node,
    })
  })

  it('drains: evicts what it may, and nothing once a pod is refused', () => {
    const drained = change({ code: 'Drain', nodes }, [failed])
    expect(drained).toMatchObject({
      events: [{ code: 'NodeUpdated' }, { code: 'PodDeleted', pod: failed }],
      drop: { pods: ['default/pod-n1'] },
    })
    expect(drained.faults).toBeUndefined()
    const bare = { metadata: { namespace: 'default', name: 'bare' }, spec: { nodeName: 'n1' } }
    const refused = change({ code: 'Drain', nodes }, [failed, bare])
    expect(refused).toMatchObject({
      events: [{ code: 'NodeUpdated' }],
      put: { spec: { unschedulable: true } },
      drop: { pods: [] },
      faults: [{ code: 'DrainRefused', node: 'n1' }],
    })
    expect(refused.drained).toHaveLength(2)
  })

  it('drains a node whose pods are not known by cordoning it', () => {
    const drain: NodeChange = { code: 'Drain', nodes }
    expect(changeNode(cluster({ nodes: [node] }), node, drain, newestSemantics)).toMatchObject({
      events: [{ code: 'NodeUpdated' }],
      put: { spec: { unschedulable: true } },
      drop: { pods: [] },
      drained: [],
    })
  })
})
