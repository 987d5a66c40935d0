import { describe, expect, it } from 'vitest'
import { groupNodes } from '../../src/impact/daemonSetImpact.js'
import type { PairChange } from '../../src/impact/pairChange.js'
import { explain } from '../../src/placement/explain.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Node } from '../../src/kube/node.js'
import { aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

/** From run to what a policy says of the node. */
const changes = (spec: PodSpec, nodes: readonly Node[]): readonly PairChange[] => {
  const policy = aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })
  return nodes.map((node) => {
    const { decision, reasons } = explain(policy, node)
    return {
      daemonSet: 'a/b',
      node: node.metadata?.name ?? '',
      before: { decision: 'run', reasons: [] },
      after: { decision, reasons },
    }
  })
}

const wants = (...terms: readonly object[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
    },
  },
})

const counts = (spec: PodSpec, nodes: readonly Node[]) =>
  groupNodes(changes(spec, nodes)).map(({ count, examples }) => [count, ...examples])

describe('groupNodes', () => {
  it('puts nodes together that lack the same, whatever they have instead', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((name) => aNode(name, { labels: { disk: name } }))
    expect(counts({ nodeSelector: { disk: 'ssd' } }, nodes)).toEqual([[4, 'a', 'b', 'c']])
    expect(counts({ nodeName: 'x' }, nodes)).toEqual([[4, 'a', 'b', 'c']])
  })

  it('tells apart which requirements of which terms fail', () => {
    const requirement = (key: string) => ({ key, operator: 'Exists' })
    const spec = wants({ matchExpressions: [requirement('x'), requirement('y')] }, {})
    const nodes = [
      aNode('none'),
      aNode('x', { labels: { x: '' } }),
      aNode('also-x', { labels: { x: '1' } }),
    ]
    expect(counts(spec, nodes)).toEqual([
      [1, 'none'],
      [2, 'x', 'also-x'],
    ])
  })

  it('tells taints apart', () => {
    const nodes = ['a:NoSchedule', 'a=1:NoSchedule', 'a:NoExecute'].map((taint, i) =>
      aNode(`n${i}`, { taints: [taint] }),
    )
    expect(counts({}, nodes)).toEqual([
      [1, 'n0'],
      [1, 'n1'],
      [1, 'n2'],
    ])
  })

  it('leaves out nodes where nothing but the reasons changed', () => {
    const [change] = changes({ nodeSelector: { disk: 'ssd' } }, [aNode('n')])
    const before = change?.after
    const after = before && { ...before, reasons: [] }
    expect(
      groupNodes([
        { daemonSet: 'a/b', node: 'n', ...(before && { before }), ...(after && { after }) },
      ]),
    ).toEqual([])
  })

  it('keeps nodes whose pods changed under the same decision', () => {
    const at = (...pods: readonly string[]) => ({ decision: 'run' as const, reasons: [], pods })
    expect(
      groupNodes([{ daemonSet: 'a/b', node: 'n', before: at('p'), after: at() }]),
    ).toMatchObject([{ from: 'run', to: 'run', pods: { created: 1, deleted: 1, misscheduled: 0 } }])
  })

  it('knows a reason that only the scheduler has', () => {
    const unschedulable = {
      code: 'NodeUnschedulable' as const,
      path: [],
      nodePath: ['spec', 'unschedulable'],
      leaves: false,
    }
    expect(
      groupNodes([
        { daemonSet: 'a/b', node: 'n', after: { decision: 'stay', reasons: [unschedulable] } },
      ]),
    ).toMatchObject([{ from: 'absent', to: 'stay', reasons: [unschedulable] }])
  })
})
