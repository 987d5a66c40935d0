import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { diff } from '../../src/impact/diff.js'
import { composeChanges } from '../../src/impact/pairChange.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const NOW = '2026-01-01T00:10:00Z'

/** Clusters that share names, so that their DaemonSets and nodes meet. */
const anyCluster: fc.Arbitrary<Cluster> = frozenly(fc.tuple(anyScene, anyScene, fc.nat(3))).map(
  ([one, other, shape]) =>
    cluster({
      nodes: one.nodes,
      pods: [...one.pods, ...other.pods],
      revisions: one.revisions,
      daemonSets: [
        ...(shape === 0 ? [] : [one.daemonSet]),
        ...(shape === 1
          ? []
          : [{ ...other.daemonSet, metadata: { ...other.daemonSet.metadata, name: 'other' } }]),
      ],
    }),
)

const agent = aDaemonSet({ podSpec: { nodeSelector: { disk: 'ssd' } } })
const names = ['n1', 'n2', 'n3', 'n4']
const nodes = names.map((name) => aNode(name, { labels: { disk: 'ssd' } }))
const pods = names.map((node) => aPodOf(agent, { node }))
const before = cluster({ nodes, pods, revisions: [], daemonSets: [agent] })

const tainted = (name: string, ...taints: readonly string[]) =>
  aNode(name, { labels: { disk: 'ssd' }, taints })

describe('diff', () => {
  it('of a cluster with itself has no changes', () => {
    fc.assert(
      fc.property(anyCluster, (a) => {
        const again = updateCluster(a, {})
        const impact = diff(a, again, { now: NOW })
        expect(impact.changes).toEqual([])
        expect(impact.evictions).toEqual([])
        expect(impact.daemonSets.flatMap(({ groups }) => groups)).toEqual([])
        expect(impact.daemonSets.map(({ change }) => change)).toEqual(
          impact.daemonSets.map(() => 'Same'),
        )
        expect(impact.daemonSets.map(({ triggersRollout }) => triggersRollout?.code)).toEqual(
          impact.daemonSets.map(() => 'No'),
        )
      }),
    )
  })

  it('from the first to the last composes from the steps between', () => {
    fc.assert(
      fc.property(anyCluster, anyCluster, anyCluster, (a, b, c) => {
        const [ab, bc, ac] = [
          [a, b],
          [b, c],
          [a, c],
        ].map(([from, to]) => diff(from ?? a, to ?? a, { now: NOW }).changes)
        expect(composeChanges(ab ?? [], bc ?? [])).toEqual(ac)
      }),
    )
  })

  it('counts every node that should run a pod exactly once', () => {
    fc.assert(
      fc.property(anyCluster, anyCluster, (a, b) => {
        for (const { nodes: counts } of diff(a, b, { now: NOW }).daemonSets) {
          expect(counts.kept + counts.gained).toBe(counts.after)
          expect(counts.kept + counts.lost).toBe(counts.before)
        }
      }),
    )
  })

  it('survives a JSON round trip', () => {
    fc.assert(
      fc.property(anyCluster, anyCluster, (a, b) => {
        const impact = diff(a, b, { now: NOW })
        expect(JSON.parse(JSON.stringify(impact))).toEqual(impact)
      }),
    )
  })

  it('groups nodes that fare alike, with counts and examples', () => {
    const after = updateCluster(before, {
      put: {
        nodes: [
          tainted('n1', 'a:NoSchedule'),
          tainted('n2', 'a:NoSchedule'),
          tainted('n3', 'a:NoExecute'),
        ],
      },
    })
    const [impact] = diff(before, after, { now: NOW }).daemonSets
    expect(impact).toMatchObject({
      daemonSet: 'default/agent',
      change: 'Same',
      nodes: { before: 4, after: 1, gained: 0, lost: 3, kept: 1 },
      pods: { created: 0, deleted: 1, misscheduled: 2 },
      triggersRollout: { code: 'No' },
    })
    expect(impact?.groups).toMatchObject([
      { from: 'run', to: 'stay', count: 2, examples: ['n1', 'n2'], pods: { misscheduled: 2 } },
      { from: 'run', to: 'leave', count: 1, examples: ['n3'], pods: { deleted: 1 } },
    ])
  })

  it('lists the evictions that are new, of pods of every kind', () => {
    const guest = { metadata: { namespace: 'x', name: 'guest' }, spec: { nodeName: 'n1' } }
    const old = { metadata: { namespace: 'x', name: 'old' }, spec: { nodeName: 'n2' } }
    const from = updateCluster(before, {
      put: { pods: [guest, old], nodes: [tainted('n2', 'a:NoExecute')] },
    })
    const to = updateCluster(from, { put: { nodes: [tainted('n1', 'b:NoExecute')] } })
    expect(diff(from, to, { now: NOW }).evictions.map(({ name }) => name)).toEqual([
      'pod-n1',
      'guest',
    ])
  })

  it('says which node pools a DaemonSet will treat differently', () => {
    const pool = { node: aNode('gpu', { labels: { disk: 'ssd' }, taints: ['gpu:NoSchedule'] }) }
    const tolerant = aDaemonSet({
      podSpec: { nodeSelector: { disk: 'ssd' }, tolerations: [{ operator: 'Exists' }] },
    })
    const after = updateCluster(before, { put: { daemonSets: [tolerant] } })
    const { templates } = diff(before, after, { now: NOW, templates: [pool] })
    expect(templates).toMatchObject([
      {
        daemonSet: 'default/agent',
        template: 'gpu',
        before: { decision: { code: 'Certain', decision: 'stay' } },
        after: { decision: { code: 'Certain', decision: 'run' } },
      },
    ])
    expect(diff(before, before, { now: NOW, templates: [pool] }).templates).toEqual([])
  })

  it('knows DaemonSets that come and go', () => {
    const other = aDaemonSet({ name: 'other' })
    const after = updateCluster(before, {
      put: { daemonSets: [other] },
      drop: { daemonSets: ['default/agent'] },
    })
    const [gone, come] = diff(before, after, {
      now: NOW,
      templates: [{ node: aNode('p') }],
    }).daemonSets
    expect(gone).toMatchObject({ change: 'Removed', nodes: { lost: 4 }, pods: { deleted: 4 } })
    expect(come).toMatchObject({ change: 'Added', nodes: { gained: 4 }, pods: { created: 4 } })
    expect(gone).not.toHaveProperty('triggersRollout')
  })

  it('names pods that are outdated once the template changes', () => {
    const image = [{ name: 'main', image: 'main:2', resources: {} }]
    const rolled = aDaemonSet({
      podSpec: { nodeSelector: { disk: 'ssd' }, containers: image },
      metadata: { annotations: { 'deprecated.daemonset.template.generation': '2' } },
    })
    const [impact] = diff(before, updateCluster(before, { put: { daemonSets: [rolled] } }), {
      now: NOW,
    }).daemonSets
    expect(impact).toMatchObject({
      change: 'Changed',
      triggersRollout: { code: 'Yes' },
      groups: [],
    })
    expect(impact?.outdated).toEqual(['pod-n1', 'pod-n2', 'pod-n3', 'pod-n4'])
  })

  it('says nothing about what is not known on both sides', () => {
    const bare = cluster({ nodes: nodes.slice(1), daemonSets: [agent] })
    const impact = diff(before, bare, { now: NOW })
    expect(impact.unknown).toEqual(['pods'])
    expect(impact.changes).toMatchObject([{ node: 'n1', before: { decision: 'run' } }])
    expect(impact.changes[0]?.before).not.toHaveProperty('pods')
    expect(impact.daemonSets[0]).not.toHaveProperty('pods')
    expect(diff(before, cluster({}), { now: NOW })).toEqual({
      changes: [],
      daemonSets: [],
      templates: [],
      evictions: [],
      unknown: ['nodes', 'pods', 'daemonSets'],
      notGiven: { before: [], after: ['nodes', 'pods', 'daemonSets'] },
    })
  })

  it('tells apart nodes whose taints differ, and not those whose labels do', () => {
    const picky = aDaemonSet({
      podSpec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'disk', operator: 'In', values: ['hdd'] }] },
                {},
              ],
            },
          },
        },
        nodeSelector: { disk: 'hdd' },
        nodeName: 'n9',
      },
    })
    const after = updateCluster(before, {
      put: {
        daemonSets: [picky],
        nodes: [aNode('n1', { labels: { disk: 'nvme' } }), tainted('n2', 'a:NoExecute')],
      },
    })
    expect(diff(before, after, { now: NOW }).daemonSets[0]?.groups).toMatchObject([
      { to: 'leave', count: 3, examples: ['n1', 'n3', 'n4'] },
      { to: 'leave', count: 1, examples: ['n2'] },
    ])
  })
})
