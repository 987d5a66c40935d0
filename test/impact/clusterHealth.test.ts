import { describe, expect, it } from 'vitest'
import { cluster, type ClusterObjects } from '../../src/cluster/cluster.js'
import { clusterHealth, nodeOverview, placementMatrix } from '../../src/impact.js'
import { ownerReference } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { troubledCluster } from '../support/troubledCluster.js'

const now = '2026-01-02T12:00:00Z'

const healthOf = (objects: ClusterObjects) => clusterHealth(cluster(objects), { now, events: [] })

const SMALL = troubledCluster({ nodes: 40, daemonSets: 24 })

describe('clusterHealth', () => {
  const health = clusterHealth(cluster(SMALL.objects), { now: SMALL.now, events: SMALL.events })

  it('finds a DaemonSet in trouble where one was planted, and nowhere else', () => {
    const of = (code: string) =>
      health.daemonSets.flatMap((each) => (each.code === code ? [each.daemonSet] : []))
    expect(of('Troubled').sort()).toEqual(Object.keys(SMALL.planted).sort())
    expect(of('Healthy').sort()).toEqual([...SMALL.healthy].sort())
    expect(health.daemonSets).toHaveLength(24)
  })

  it('has the gravest first, errors before warnings', () => {
    const severities = health.daemonSets.flatMap(({ troubles }) => troubles[0]?.severity ?? [])
    expect(severities).toEqual([...severities].sort())
  })

  it('tells what a node does of the node, and not of every DaemonSet', () => {
    const down = troubledCluster({ nodes: 40, daemonSets: 24, notReady: 2 })
    const found = clusterHealth(cluster(down.objects), { now: down.now, events: down.events })
    expect(found.notReady.map(({ node }) => node)).toEqual(down.notReady)
    expect(found.notReady[0]).toMatchObject({
      reason: 'NodeStatusUnknown',
      since: '2026-01-02T11:00:00Z',
    })
    expect(found.notReady[0]?.daemonSets.length).toBeGreaterThan(10)
    const codes = new Set(
      found.daemonSets.flatMap(({ daemonSet, code }) =>
        down.healthy.includes(daemonSet) ? [code] : [],
      ),
    )
    expect(codes).toEqual(new Set(['NodesOnly', 'Healthy']))
  })

  it('knows nothing healthy without pods or nodes', () => {
    const { daemonSets } = SMALL.objects
    for (const missing of ['pods', 'nodes'] as const) {
      const found = healthOf({ ...SMALL.objects, [missing]: undefined })
      expect(found.unknown).toContain(missing)
      expect(found.daemonSets.filter(({ code }) => code === 'Healthy')).toEqual([])
      expect(found.daemonSets).toHaveLength(daemonSets.length)
      expect(found.daemonSets.at(-1)?.troubles).toContainEqual({
        code: 'NotKnown',
        severity: 'warning',
        needs: [missing],
      })
    }
  })

  it('does not take for progress what will not start, though nothing is outdated', () => {
    const ports = { containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] }
    const agent = aDaemonSet({ podSpec: ports })
    const bare = {
      metadata: { namespace: 'default', name: 'bare' },
      spec: { nodeName: 'n1', ...ports },
      status: { phase: 'Running' },
    }
    const objects = { nodes: [aNode('n1')], revisions: [], daemonSets: [agent] }
    const [held] = healthOf({ ...objects, pods: [bare] }).daemonSets
    expect(held).toMatchObject({
      code: 'Troubled',
      troubles: [{ code: 'RolloutStalls', severity: 'error', outdated: 0 }, {}, {}],
    })
    const [free] = healthOf({ ...objects, pods: [] }).daemonSets
    expect(free?.troubles.map(({ code }) => code)).not.toContain('RolloutStalls')
  })

  it('says what else was not given', () => {
    const { nodes, pods, daemonSets } = SMALL.objects
    const found = clusterHealth(cluster({ nodes, pods, daemonSets }), { now })
    expect(found.unknown).toEqual(['revisions', 'events'])
  })

  it('looks at those that are asked about', () => {
    const found = clusterHealth(cluster(SMALL.objects), { now, only: ['apps/refused'] })
    expect(found.daemonSets.map(({ daemonSet }) => daemonSet)).toEqual(['apps/refused'])
  })

  it('names pods and revisions of a DaemonSet that is not there', () => {
    const gone = aDaemonSet({ name: 'gone' })
    const agent = aDaemonSet()
    const pods = [aPodOf(gone, { node: 'n1' }), aPodOf(agent, { node: 'n1', name: 'agent-1' })]
    const metadata = {
      namespace: 'default',
      name: 'gone-1',
      ownerReferences: [ownerReference(gone)],
    }
    const found = healthOf({
      nodes: [aNode('n1')],
      pods,
      revisions: [{ metadata, revision: 1 }],
      daemonSets: [agent],
    })
    expect(found.ownerless).toEqual([
      {
        code: 'OwnerMissing',
        daemonSet: 'default/gone',
        uid: 'uid-gone',
        pods: ['pod-n1'],
        revisions: ['gone-1'],
      },
    ])
  })

  it('calls a rollout on its way in progress, and a pass that changes the status no trouble of its own', () => {
    const agent = aDaemonSet({ status: { observedGeneration: 1 } })
    const [found] = healthOf({
      nodes: [aNode('n1')],
      pods: [],
      revisions: [],
      daemonSets: [agent],
    }).daemonSets
    expect(found?.code).toBe('InProgress')
    expect(found?.troubles.map(({ code }) => code)).toEqual(['Unavailable', 'StaleStatus'])
  })
})

describe('placementMatrix', () => {
  it('has the largest class first, with what sets each apart', () => {
    const daemonSets = [
      aDaemonSet({ name: 'a', podSpec: { nodeSelector: { pool: 'gpu' } } }),
      aDaemonSet({ name: 'b' }),
    ]
    const nodes = [
      aNode('g1', { labels: { pool: 'gpu', zone: 'z1' } }),
      aNode('w1', { labels: { zone: 'z1' } }),
      aNode('w2', { labels: { zone: 'z2' } }),
      aNode('t1', { taints: ['down:NoExecute', 'soft:PreferNoSchedule'] }),
    ]
    const { classes } = placementMatrix(cluster({ nodes, daemonSets, pods: [] }), { now })
    expect(
      classes.map(({ nodes: names, labels, taints, cells }) => [
        names.join(),
        labels,
        taints.map(({ key }) => key).join(),
        cells.map(({ decision, available }) => `${decision} ${available}`).join(),
      ]),
    ).toEqual([
      ['w1,w2', {}, '', 'leave 0,run 0'],
      ['g1', { pool: 'gpu' }, '', 'run 0,run 0'],
      ['t1', {}, 'down', 'leave 0,leave 0'],
    ])
  })

  it('says what was not given', () => {
    expect(placementMatrix(cluster({}), { now })).toEqual({
      daemonSets: [],
      beingDeleted: [],
      classes: [],
      unknown: ['nodes', 'pods', 'daemonSets'],
    })
  })
})

describe('nodeOverview', () => {
  const agent = aDaemonSet()
  const picky = aDaemonSet({ name: 'picky', podSpec: { nodeSelector: { disk: 'ssd' } } })
  const strict = aDaemonSet({ name: 'strict' })
  const idle = aDaemonSet({ name: 'idle', podSpec: { nodeSelector: { disk: 'none' } } })
  const kept = aDaemonSet({ name: 'kept' })
  const tolerant = aDaemonSet({
    name: 'tolerant',
    podSpec: { tolerations: [{ operator: 'Exists' }] },
  })
  const broken = {
    ...tolerant,
    metadata: { ...tolerant.metadata, name: 'broken', uid: 'uid-broken' },
  }
  const missing = {
    ...tolerant,
    metadata: { ...tolerant.metadata, name: 'missing', uid: 'uid-missing' },
  }
  const node = {
    ...aNode('n1', { taints: ['dedicated:NoSchedule'] }),
    spec: { unschedulable: true, taints: [{ key: 'dedicated', effect: 'NoSchedule' }] },
  }
  const objects = {
    nodes: [node],
    daemonSets: [agent, picky, strict, idle, kept, tolerant, broken, missing],
    pods: [
      aPodOf(kept, { node: 'n1', name: 'kept-1' }),
      aPodOf(picky, { node: 'n1', name: 'picky-1' }),
      aPodOf(tolerant, { node: 'n1', name: 'tolerant-1' }),
      aPodOf(broken, { node: 'n1', name: 'broken-1', ready: false }),
    ],
  }

  it('says of every DaemonSet whether it should run there and what is there', () => {
    const found = nodeOverview(cluster(objects), 'n1', { now })
    expect(found).toMatchObject({
      right: { node: 'n1', cordoned: true, taints: [{ key: 'dedicated' }], unknown: [] },
    })
    const rows = found._tag === 'Right' ? found.right.daemonSets : []
    expect(
      rows.map(({ daemonSet, code, decision }) => [daemonSet.split('/')[1], code, decision]),
    ).toEqual([
      ['agent', 'NotEligible', 'stay'],
      ['broken', 'Unavailable', 'run'],
      ['idle', 'NotEligible', 'leave'],
      ['kept', 'Misscheduled', 'stay'],
      ['missing', 'Missing', 'run'],
      ['picky', 'Leaving', 'leave'],
      ['strict', 'NotEligible', 'stay'],
      ['tolerant', 'Available', 'run'],
    ])
    expect(rows[1]?.pods).toMatchObject([{ pod: 'broken-1', cause: { code: 'NotReady' } }])
    expect(rows[4]?.missing).toEqual({ code: 'NotYetCreated' })
    expect(rows[7]?.tolerated).toMatchObject([{ taint: { key: 'dedicated' } }])
  })

  it('knows what it does not know', () => {
    expect(nodeOverview(cluster(objects), 'n9', { now })).toEqual({
      _tag: 'Left',
      left: [{ code: 'NodeNotFound', node: 'n9' }],
    })
    const conditions = [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' }]
    const down = { ...node, status: { conditions } }
    expect(
      nodeOverview(cluster({ nodes: [down], daemonSets: [agent] }), 'n1', { now }),
    ).toMatchObject({
      right: {
        notReady: { reason: 'KubeletNotReady' },
        daemonSets: [{ code: 'NotKnown', decision: 'stay' }],
        unknown: ['pods'],
      },
    })
  })
})
