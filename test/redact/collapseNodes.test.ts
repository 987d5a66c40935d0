import { describe, expect, it } from 'vitest'
import { collapseNodes } from '../../src/redact/collapseNodes.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'

const agent = aDaemonSet({ podSpec: { nodeSelector: { disk: 'ssd' } } })

const namesOf = (objects: ReturnType<typeof collapseNodes>) => ({
  nodes: objects.nodes?.map(({ metadata }) => [
    metadata?.name,
    metadata?.annotations?.['podfit/nodes'] ?? '1',
  ]),
  pods: objects.pods?.map(({ metadata }) => metadata?.name),
})

const nodesAfter = (podSpec: PodSpec, ...nodes: readonly Parameters<typeof aNode>[]) =>
  namesOf(
    collapseNodes({
      nodes: nodes.map((node) => aNode(...node)),
      daemonSets: [aDaemonSet({ podSpec })],
    }),
  ).nodes

describe('collapseNodes', () => {
  it('leaves the first of identical nodes, with its pods', () => {
    const objects = {
      nodes: ['n1', 'n2', 'n3'].map((name) => aNode(name, { labels: { disk: 'ssd', host: name } })),
      daemonSets: [agent],
      pods: ['n2', 'n1', 'n3'].map((node) => aPodOf(agent, { node, hash: 'h' })),
    }
    expect(namesOf(collapseNodes(objects))).toEqual({ nodes: [['n1', '3']], pods: ['pod-n1'] })
  })

  it.each<[string, Parameters<typeof aNode>, Parameters<typeof aNode>]>([
    ['a label that is asked about', ['n1', { labels: { disk: 'ssd' } }], ['n2']],
    ['a taint', ['n1'], ['n2', { taints: ['a:NoSchedule'] }]],
  ])('tells nodes apart by %s', (_what, a, b) => {
    expect(nodesAfter({ nodeSelector: { disk: 'ssd' } }, a, b)).toHaveLength(2)
  })

  it('tells nodes apart by their pods: revision, readiness, owner, being there', () => {
    const pods = [
      aPodOf(agent, { node: 'n1', hash: 'a' }),
      aPodOf(agent, { node: 'n2', hash: 'b' }),
      aPodOf(agent, { node: 'n3', hash: 'b', ready: false }),
      aPodOf(agent, { node: 'n4', hash: 'b', unbound: true }),
      aPodOf(agent, { node: 'n4', hash: 'b', name: 'twin' }),
    ]
    const nodes = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => aNode(name))
    expect(namesOf(collapseNodes({ nodes, pods, daemonSets: [agent] })).nodes).toHaveLength(5)
  })

  it('does not look at the pods of other controllers, and keeps those that are nowhere', () => {
    const foreign = aPodOf(agent, {
      node: 'n2',
      metadata: { name: 'web', ownerReferences: [{ kind: 'ReplicaSet', controller: true }] },
    })
    const nowhere = { metadata: { name: 'lost' } }
    const nodes = [aNode('n1'), aNode('n2')]
    expect(
      namesOf(collapseNodes({ nodes, pods: [foreign, nowhere], daemonSets: [agent] })),
    ).toEqual({
      nodes: [['n1', '2']],
      pods: ['lost'],
    })
  })

  it('leaves nodes that a policy names, and counts the labels that terms ask about', () => {
    const required = (term: object): PodSpec => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
        },
      },
    })
    expect(nodesAfter({ nodeName: 'n2' }, ['n1'], ['n2'], ['n3'])).toEqual([
      ['n1', '2'],
      ['n2', '1'],
    ])
    const named = required({
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }, {}],
    })
    expect(nodesAfter(named, ['n1'], ['n2'])).toHaveLength(2)
    const asked = required({ matchExpressions: [{ key: 'zone', operator: 'Exists' }, {}] })
    expect(nodesAfter(asked, ['n1', { labels: { zone: 'a' } }], ['n2'])).toHaveLength(2)
  })

  it('does nothing without nodes, and makes up no kinds', () => {
    expect(collapseNodes({ pods: [] })).toEqual({ pods: [] })
    expect(collapseNodes({ nodes: [] })).toEqual({ nodes: [] })
    expect(collapseNodes({ nodes: [{}], daemonSets: [{}] }).nodes).toEqual([{}])
  })
})
