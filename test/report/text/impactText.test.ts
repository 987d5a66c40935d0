import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { diff } from '../../../src/impact/diff.js'
import { hasImpact, impactText } from '../../../src/report/text/impactText.js'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'

const now = '2026-01-01T00:10:00Z'
const agent = aDaemonSet()
const names = ['n1', 'n2', 'n3', 'n4', 'n5']
const before = cluster({
  nodes: names.map((name) => aNode(name)),
  pods: names.map((node) => aPodOf(agent, { node })),
  revisions: [],
  daemonSets: [agent],
})

const text = (after: ReturnType<typeof cluster>, options: object = {}) =>
  impactText(diff(before, after, { now, ...options }))

const nodesWith = (...taints: readonly string[]) => names.map((name) => aNode(name, { taints }))

describe('impactText', () => {
  it('names the first nodes of a group and counts the rest', () => {
    expect(text(updateCluster(before, { put: { nodes: nodesWith('a:NoSchedule') } }))).toEqual([
      'default/agent: should run on 0 instead of 5 nodes',
      '  ! 5 nodes get no new pod, 5 pods left misscheduled: untolerated taint a:NoSchedule (n1, n2, n3 and 2 more)',
      '',
      'Placement: 0 gained, 5 lost; pods: 0 created, 0 deleted, 5 left misscheduled; new revisions: 0.',
    ])
  })

  it('tells nodes that come and go', () => {
    const after = updateCluster(before, {
      put: {
        nodes: [
          aNode('n6'),
          aNode('n7', { taints: ['a:NoExecute'] }),
          aNode('n8', { taints: ['a:NoSchedule'] }),
        ],
      },
      drop: { nodes: ['n1'] },
    })
    expect(text(after).slice(0, -2)).toEqual([
      'default/agent: should run on 5 nodes',
      '  - 1 node goes, 1 pod deleted by the pod garbage collector (n1)',
      '  + 1 node gains it, 1 pod created (n6)',
      '  · not on 1 node: untolerated taint a:NoExecute (n7)',
      '  · not on 1 node: untolerated taint a:NoSchedule (n8)',
    ])
  })

  it('tells DaemonSets that come and go, without the nodes that they never touched', () => {
    const from = updateCluster(before, {
      put: { nodes: [aNode('n1', { taints: ['a:NoSchedule'] })], pods: [] },
      drop: { pods: ['default/pod-n1'] },
    })
    const to = updateCluster(from, {
      drop: { daemonSets: ['default/agent'] },
      put: { daemonSets: [aDaemonSet({ name: 'new' })] },
    })
    expect(impactText(diff(from, to, { now })).slice(0, -2)).toEqual([
      'default/agent (removed): should run on 0 instead of 4 nodes',
      '  - 4 nodes lose it, 4 pods deleted (n2, n3, n4 and 1 more)',
      '',
      'default/new (new): should run on 4 instead of 0 nodes',
      '  · not on 1 node: untolerated taint a:NoSchedule (n1)',
      '  + 4 nodes gain it, 4 pods created (n2, n3, n4 and 1 more)',
      '  for: every node',
    ])
  })

  it('tells pods that are others than before', () => {
    const after = updateCluster(before, { drop: { pods: ['default/pod-n1'] } })
    expect(text(after)[1]).toBe('  ~ pods replaced on 1 node, 1 pod created, 1 pod deleted (n1)')
  })

  it('says when it is not known whether pods are replaced', () => {
    const restarted = aDaemonSet()
    const template = {
      ...restarted.spec?.template,
      metadata: { labels: { app: 'agent' }, annotations: { at: 'x' } },
    }
    const from = updateCluster(before, {
      put: { daemonSets: [aDaemonSet({ spec: { template } })] },
    })
    const impact = diff(from, before, { now, applied: true })
    expect(impactText(impact)[1]).toBe(
      '  ? whether it triggers a rollout is not known: only the cluster has spec.template.metadata.annotations',
    )
    expect(hasImpact(impact)).toBe(true)
  })

  it('tells node pools', () => {
    const tolerant = aDaemonSet({ podSpec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } })
    const templates = [{ node: aNode('gpu', { taints: ['gpu:NoSchedule'] }) }]
    const after = updateCluster(before, { put: { daemonSets: [tolerant] } })
    expect(text(after, { templates })).toEqual([
      'default/agent: should run on 5 nodes',
      '  ~ triggers a rollout: a new revision, 5 pods to replace (spec.template.spec.tolerations)',
      '  ≠ runs now also on nodes such as this made-up one: name node; no labels; taints gpu:NoSchedule',
      '  + node pool gpu: stay → run',
      '  was for: every node',
      '  is for:  every node; also nodes tainted gpu',
      '',
      'Placement: 0 gained, 0 lost; node pools: 1 change; new revisions: 1.',
    ])
  })

  it('says that nothing changes, and what is not known', () => {
    const impact = diff(before, updateCluster(before, {}), { now })
    expect(hasImpact(impact)).toBe(false)
    expect(impactText(impact)).toEqual([
      'No change for default/agent.',
      'No placement change; new revisions: 0.',
    ])
    expect(impactText(diff(before, cluster({}), { now }))).toEqual([
      'Nodes were not given after, and are not compared.',
      'Pods were not given after, and are not compared.',
      'DaemonSets were not given after, and are not compared.',
      'Placement on nodes not known; new revisions: not known.',
    ])
  })

  it('says in the headline, too, what differs on nodes that are not there', () => {
    const tolerant = aDaemonSet({ podSpec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } })
    const from = updateCluster(before, { put: { pods: [] } })
    const after = updateCluster(from, { put: { daemonSets: [tolerant] } })
    expect(impactText(diff(from, after, { now })).at(-1)).toMatch(
      /^No placement change on these nodes, on other nodes a change for 1 DaemonSet;/,
    )
  })

  it('tells DaemonSets that come and go without a node that gains or loses them', () => {
    const only = { nodeSelector: { disk: 'ssd' } }
    const from = cluster({
      nodes: [aNode('n1')],
      pods: [],
      daemonSets: [aDaemonSet({ podSpec: only })],
    })
    const to = updateCluster(from, {
      drop: { daemonSets: ['default/agent'] },
      put: { daemonSets: [aDaemonSet({ name: 'new', podSpec: only })] },
    })
    const impact = diff(from, to, { now })
    expect(hasImpact(impact)).toBe(true)
    expect(impactText(impact)).toEqual([
      'default/agent (removed): should run on 0 nodes',
      '  - is removed; no node loses it',
      '',
      'default/new (new): should run on 0 nodes',
      '  · not on 1 node: nodeSelector requires disk=ssd (n1)',
      '  for: nodes with disk=ssd',
      '',
      'No placement change; 1 DaemonSet new; 1 DaemonSet removed; pods: 0 created, 0 deleted, 0 left misscheduled; new revisions: 0.',
    ])
  })

  it('counts no new revision where it is not known whether there is one', () => {
    const template = {
      ...agent.spec?.template,
      metadata: { labels: { app: 'agent' }, annotations: { at: 'x' } },
    }
    const from = updateCluster(before, {
      put: { daemonSets: [aDaemonSet({ spec: { template } })] },
    })
    expect(impactText(diff(from, before, { now, applied: true })).at(-1)).toMatch(
      /new revisions: 0, not known of 1 DaemonSet\.$/,
    )
  })
})
