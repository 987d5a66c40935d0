import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene, type Scene } from 'podfit/arbitraries'
import { parseInstant } from '../../src/data/instant.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { decide } from '../../src/placement/decide.js'
import type { Decision } from '../../src/reason/verdict.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import type { Backoff } from '../../src/sync/backoff.js'
import { manage, type Managed } from '../../src/sync/manage.js'
import { claimPods, identityOf, podsByNode, type PodsByNode } from '../../src/sync/daemonPods.js'
import type { Pass } from '../../src/sync/pass.js'
import { allowsSurge } from '../../src/sync/updateStrategy.js'
import { aDaemonSet, aPodOf, type PodParts } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { aPass } from '../support/passes.js'
import { aPolicy } from '../support/policy.js'

const NOW = '2026-01-01T00:01:40Z'

const replacing = frozen(aDaemonSet())

const surging = (spec: DaemonSet['spec'] = {}): DaemonSet =>
  aDaemonSet({
    spec: {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      ...spec,
    },
  })

const groupsOf = (daemonSet: DaemonSet, pods: readonly Pod[], pass: Pass): PodsByNode =>
  podsByNode(
    claimPods(identityOf(daemonSet), compileLabelSelector(daemonSet.spec?.selector), pods),
    pass.semantics,
  )

interface World {
  readonly daemonSet?: DaemonSet
  readonly nodes: Readonly<Record<string, Decision>>
  readonly pods: readonly PodParts[]
  readonly backoff?: Backoff
  readonly pass?: Partial<Omit<Pass, 'decisions'>>
}

const managed = ({ daemonSet = replacing, nodes, pods, backoff = {}, pass: parts }: World) => {
  const pass = aPass({ daemonSet, decisions: nodes, now: parseInstant(NOW) ?? 0n, ...parts })
  const objects = frozen(pods.map((each) => aPodOf(daemonSet, each)))
  return manage(pass, groupsOf(daemonSet, objects, pass), frozen(backoff))
}

/** What is created where and why, what is deleted and why, and which events tell of it. */
const summary = ({ creates, deletes, events }: Managed) => ({
  creates: creates.flat().map(({ from, why }) => `${from.join('|')}: ${why}`),
  deletes: deletes.flat().map(({ from, why }) => `${from.join('|')}: ${why}`),
  events: events.map(({ code: reason }) => reason),
})

const nothing = { creates: [], deletes: [], events: [] }
const deletionTimestamp = '2026-01-01T00:01:00Z'

/** Several pods of a node: `n1-0`, `n1-1`, …, the first the oldest. */
const several = (count: number, node: string, parts: Partial<PodParts> = {}): readonly PodParts[] =>
  Array.from({ length: count }, (_, i) => ({
    node,
    name: `${node}-${i}`,
    created: `2026-01-01T00:00:${String(10 + i)}Z`,
    ...parts,
  }))

const unlike = { metadata: { labels: { app: 'else' } } }

const theNodes = (decision: (i: number) => Decision, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`node-${i}`, decision(i)]))

const terminating = (node: string, name: string, parts: Partial<PodParts> = {}): PodParts => ({
  node,
  ...parts,
  metadata: { name, deletionTimestamp },
})

describe('manage', () => {
  it.each<[string, World, Partial<ReturnType<typeof summary>>]>([
    ['D-07: no nodes', { nodes: {}, pods: [] }, {}],
    ['D-08: a node without a pod', { nodes: { n1: 'run' }, pods: [] }, { creates: ['n1: NoPod'] }],
    ['D-31: a pod where one should be', { nodes: { n1: 'run' }, pods: [{ node: 'n1' }] }, {}],
    [
      'D-33: a failed pod',
      { nodes: { n1: 'run' }, pods: [{ node: 'n1', phase: 'Failed' }] },
      { deletes: ['pod-n1: Failed'], events: ['FailedDaemonPod'] },
    ],
    [
      'D-34: a failed pod and three that run',
      {
        nodes: { n1: 'run' },
        pods: [{ node: 'n1', name: 'f', phase: 'Failed' }, ...several(3, 'n1')],
      },
      {
        deletes: ['f: Failed', 'n1-1: Duplicate', 'n1-2: Duplicate'],
        events: ['FailedDaemonPod'],
      },
    ],
    ['D-36: a pod that may continue', { nodes: { n1: 'stay' }, pods: [{ node: 'n1' }] }, {}],
    [
      'D-37: a pod that may not',
      { nodes: { n1: 'leave' }, pods: [{ node: 'n1' }] },
      { deletes: ['pod-n1: NotEligible'] },
    ],
    ['D-38: a node that takes none', { nodes: { n1: 'stay', n2: 'leave' }, pods: [] }, {}],
    ['D-43: a pod that terminates', { nodes: { n1: 'run' }, pods: [terminating('n1', 'a')] }, {}],
    [
      'D-45: pods on nodes that do not exist, one of them never scheduled',
      {
        nodes: { n0: 'run' },
        pods: [{ node: 'n0' }, { node: 'gone' }, { node: 'gone-2', unbound: true }],
      },
      { deletes: ['pod-gone-2: NodeGone'] },
    ],
    [
      'rule 4: such a pod is deleted again, and whatever its phase',
      {
        nodes: {},
        pods: [
          terminating('gone', 'a', { unbound: true }),
          { node: 'gone', name: 'b', unbound: true, phase: 'Failed' },
        ],
      },
      { deletes: ['a: NodeGone', 'b: NodeGone'] },
    ],
    [
      'X-01: two failed pods, of which one goes',
      { nodes: { n1: 'run' }, pods: several(2, 'n1', { phase: 'Failed' }) },
      { deletes: ['n1-0|n1-1: Failed'], events: ['FailedDaemonPod'] },
    ],
    [
      'X-02: surge, and the only pod failed and waits',
      {
        daemonSet: surging(),
        nodes: { n1: 'run' },
        pods: [{ node: 'n1', phase: 'Failed' }],
        backoff: { n1: { since: NOW, seconds: 1 } },
      },
      { creates: ['n1: NoRunningPod'] },
    ],
    [
      'X-03: a pod that succeeded',
      { nodes: { n1: 'run' }, pods: [{ node: 'n1', phase: 'Succeeded' }] },
      { deletes: ['pod-n1: Succeeded'], events: ['SucceededDaemonPod'] },
    ],
    [
      'X-03: every pod that succeeded',
      { nodes: { n1: 'stay' }, pods: several(2, 'n1', { phase: 'Succeeded' }) },
      {
        deletes: ['n1-0: Succeeded', 'n1-1: Succeeded'],
        events: ['SucceededDaemonPod', 'SucceededDaemonPod'],
      },
    ],
    [
      'X-04: a failed pod that terminates',
      { nodes: { n1: 'run' }, pods: [terminating('n1', 'a', { phase: 'Failed' })] },
      { creates: ['n1: NoPod'] },
    ],
    [
      'X-05: a failed pod on a node that takes no new one',
      { nodes: { n1: 'stay' }, pods: [{ node: 'n1', phase: 'Failed' }] },
      { deletes: ['pod-n1: Failed'], events: ['FailedDaemonPod'] },
    ],
    [
      'X-05: the same, and it waits',
      {
        nodes: { n1: 'stay' },
        pods: [{ node: 'n1', phase: 'Failed' }],
        backoff: { n1: { since: NOW, seconds: 1 } },
      },
      {},
    ],
    [
      'X-06: a node to leave, one pod terminates and one runs',
      { nodes: { n1: 'leave' }, pods: [terminating('n1', 'a'), { node: 'n1', name: 'b' }] },
      { deletes: ['b: NotEligible'] },
    ],
    [
      'rule 3: failed and succeeded pods of such a node, without backoff or event',
      {
        nodes: { n1: 'leave' },
        pods: [
          ...several(2, 'n1', { phase: 'Failed' }),
          { node: 'n1', name: 's', phase: 'Succeeded' },
        ],
        backoff: { n1: { since: NOW, seconds: 900 } },
      },
      { deletes: ['n1-0: NotEligible', 'n1-1: NotEligible', 's: NotEligible'] },
    ],
    [
      'X-09: a younger pod that is scheduled stays before an older one that is not',
      {
        nodes: { n1: 'run' },
        pods: [
          { node: 'n1', name: 'old', unbound: true },
          { node: 'n1', name: 'young', created: '2026-01-01T00:01:00Z' },
        ],
      },
      { deletes: ['old: Duplicate'] },
    ],
    [
      'the oldest stays, though it is neither ready nor up to date',
      {
        nodes: { n1: 'run' },
        pods: [
          { node: 'n1', name: 'new', hash: 'new', created: '2026-01-01T00:01:00Z' },
          { node: 'n1', name: 'old', hash: 'old', ready: false },
        ],
      },
      { deletes: ['new: Duplicate'] },
    ],
    [
      'a pod that terminates is none of two',
      { nodes: { n1: 'run' }, pods: [terminating('n1', 'a'), { node: 'n1', name: 'b' }] },
      {},
    ],
    [
      'pods of phases nobody knows count as running',
      {
        nodes: { n1: 'run' },
        pods: several(4, 'n1').map((parts, i) => ({
          ...parts,
          phase: ['Pending', 'Unknown', '', 'failed'][i] ?? '',
        })),
      },
      { deletes: ['n1-1: Duplicate', 'n1-2: Duplicate', 'n1-3: Duplicate'] },
    ],
    [
      'a node that is called __proto__',
      { nodes: { ['__proto__']: 'run' }, pods: [] },
      { creates: ['__proto__: NoPod'] },
    ],
  ])('%s', (_row, world, expected) => {
    expect(summary(managed(world))).toEqual({ ...nothing, ...expected })
  })

  const oldNew = { hash: 'new', ready: false, created: '2026-01-01T00:01:40Z' }
  const at50 = { node: 'node-1', name: 'at-50', hash: 'old', created: '2026-01-01T00:00:50Z' }
  const at60 = { node: 'node-1', name: 'at-60', hash: 'old', created: '2026-01-01T00:01:00Z' }
  const current = { node: 'node-2', hash: 'new' }
  const fiveNodes = theNodes(() => 'run', 5)
  const threeMissing = ['node-0: NoPod', 'node-3: NoPod', 'node-4: NoPod']
  const minReady = (since: string): World => ({
    daemonSet: surging({ minReadySeconds: 15 }),
    nodes: fiveNodes,
    pods: [{ node: 'node-1', ...oldNew, ready: true, since }, at50, at60, current],
  })

  it.each<[string, World, Partial<ReturnType<typeof summary>>]>([
    [
      'S-02: of two old pods that are ready the older one stays',
      {
        daemonSet: surging(),
        nodes: fiveNodes,
        pods: [{ node: 'node-1', ...oldNew }, at50, at60, current],
      },
      { creates: threeMissing, deletes: ['at-60: Duplicate'] },
    ],
    [
      'S-03: a successor of a pod that terminates, regardless of the budget',
      {
        daemonSet: surging(),
        nodes: fiveNodes,
        pods: [
          { node: 'node-0', name: 'new', hash: 'new', ready: false },
          ...[0, 1, 2, 3].map((i) => ({ node: `node-${i}`, hash: 'old' })),
          terminating('node-4', 'old-4'),
        ],
      },
      { creates: ['node-4: NoRunningPod'] },
    ],
    [
      'S-04: old pods that are not ready go',
      {
        daemonSet: surging(),
        nodes: fiveNodes,
        pods: [{ node: 'node-1', ...oldNew }, { ...at50, ready: false }, at60, current],
      },
      { creates: threeMissing, deletes: ['at-60: Duplicate', 'at-50: SupersededUnready'] },
    ],
    [
      'S-05: a new pod that is ready for 10 of 15 seconds',
      minReady('2026-01-01T00:01:30Z'),
      { creates: threeMissing, deletes: ['at-60: Duplicate'] },
    ],
    [
      'S-06: a new pod that is ready for 20 of 15 seconds',
      minReady('2026-01-01T00:01:20Z'),
      { creates: threeMissing, deletes: ['at-60: Duplicate', 'at-50: Superseded'] },
    ],
    [
      'X-10: three old pods and no new one',
      { daemonSet: surging(), nodes: { n1: 'run' }, pods: several(3, 'n1', { hash: 'old' }) },
      { deletes: ['n1-1: Duplicate', 'n1-2: Duplicate'] },
    ],
    [
      'a node that takes no new pod gets none in place of one that terminates',
      { daemonSet: surging(), nodes: { n1: 'stay' }, pods: [terminating('n1', 'a')] },
      {},
    ],
  ])('under surge, %s', (_row, world, expected) => {
    expect(summary(managed(world))).toEqual({ ...nothing, ...expected })
  })

  const selected = (i: number): Decision => (i < 5 ? 'leave' : 'run')

  it.each<[string, Readonly<Record<string, Decision>>, readonly PodParts[], number, number]>([
    [
      'D-18: none, one, too many, and some that no longer match',
      fiveNodes,
      [
        ...several(1, 'node-1'),
        ...several(2, 'node-2'),
        ...several(5, 'node-3'),
        ...several(2, 'node-4', unlike),
      ],
      2,
      5,
    ],
    [
      'D-20: nodes that are no longer selected',
      theNodes(selected, 10),
      [
        ...several(2, 'node-0', unlike),
        ...several(3, 'node-1'),
        ...several(1, 'node-1', unlike),
        ...several(1, 'node-4'),
      ],
      5,
      4,
    ],
    [
      'D-21: pods on nodes that are selected, and on others',
      theNodes(selected, 10),
      [
        ...several(1, 'node-0'),
        ...several(3, 'node-1'),
        ...several(2, 'node-1', unlike),
        ...several(4, 'node-2'),
        ...several(13, 'node-6'),
        ...several(4, 'node-7', unlike),
        ...several(1, 'node-9'),
        ...several(1, 'node-9', unlike),
      ],
      3,
      20,
    ],
  ])('%s', (_row, nodes, pods, creates, deletes) => {
    const result = summary(managed({ nodes, pods }))
    expect([result.creates.length, result.deletes.length]).toEqual([creates, deletes])
  })

  it('S-01: the same under surge', () => {
    const pods = [
      ...several(1, 'node-1'),
      ...several(2, 'node-2'),
      ...several(5, 'node-3'),
      ...several(2, 'node-4', unlike),
    ]
    const result = summary(managed({ daemonSet: surging(), nodes: fiveNodes, pods }))
    expect([result.creates.length, result.deletes.length]).toEqual([2, 5])
  })

  it('creates in the order of nodes, and deletes what has no node last of all', () => {
    const { creates, deletes } = managed({
      nodes: { n1: 'run', n2: 'leave', n3: 'run' },
      pods: [{ node: 'gone', unbound: true }, { node: 'n2' }],
    })
    const names = [creates, deletes].map((stages) =>
      stages.map((stage) => stage.map(({ from }) => from.join('|'))),
    )
    expect(names).toEqual([[['n1', 'n3']], [['pod-n2'], ['pod-gone']]])
  })
})

describe('what manage remembers of failed pods', () => {
  const failed = several(2, 'n1', { phase: 'Failed' })
  const orphaned = { metadata: { name: 'orphan', ownerReferences: [] } }

  it('D-35: advances the backoff of a node where it deletes one', () => {
    const backoff = {
      n1: { since: '2026-01-01T00:01:30Z', seconds: 4 },
      n2: { since: NOW, seconds: 8 },
    }
    expect(managed({ nodes: { n1: 'run' }, pods: failed, backoff }).backoff).toEqual({
      n1: { since: NOW, seconds: 8 },
      n2: { since: NOW, seconds: 8 },
    })
  })

  it('D-35: leaves the backoff alone while it lasts, and says until when', () => {
    const backoff = { n1: { since: '2026-01-01T00:01:39.5Z', seconds: 1 } }
    const result = managed({ nodes: { n1: 'run' }, pods: failed, backoff })
    expect(summary(result)).toEqual(nothing)
    expect(result.backoff).toEqual(backoff)
    expect([...result.dispositions]).toEqual([
      ['n1-0', { code: 'backoff', until: '2026-01-01T00:01:40.5Z' }],
      ['n1-1', { code: 'backoff', until: '2026-01-01T00:01:40.5Z' }],
    ])
  })

  it('deletes an owned one before an adopted one, which waits for the delay that begins', () => {
    const pods = [{ node: 'n1', phase: 'Failed', ...orphaned }, ...failed.slice(0, 1)]
    const result = managed({ nodes: { n1: 'run' }, pods })
    expect(result.events).toEqual([{ code: 'FailedDaemonPod', anyOf: ['n1-0'], node: 'n1' }])
    expect(result.backoff).toEqual({ n1: { since: NOW, seconds: 1 } })
    expect([...result.dispositions]).toEqual([
      ['orphan', { code: 'backoff', until: '2026-01-01T00:01:41Z' }],
    ])
  })

  it('does not pick which of an owned and an adopted one goes first, up to 1.32', () => {
    const pass = { semantics: { ...newestSemantics, ownedPodsFirst: false } }
    const pods = [{ node: 'n1', phase: 'Failed', ...orphaned }, ...failed.slice(0, 1)]
    const { events } = managed({ nodes: { n1: 'run' }, pods, pass })
    expect(events).toEqual([{ code: 'FailedDaemonPod', anyOf: ['n1-0', 'orphan'], node: 'n1' }])
  })

  it('deletes an adopted one where no owned one failed', () => {
    const pods = [{ node: 'n1', phase: 'Failed', ...orphaned }]
    expect(summary(managed({ nodes: { n1: 'run' }, pods }))).toMatchObject({
      deletes: ['orphan: Failed'],
    })
  })

  it('knows a node by its own name only', () => {
    const pods = [{ node: '__proto__', phase: 'Failed' }]
    const { backoff } = managed({ nodes: { ['__proto__']: 'run' }, pods })
    expect(Object.entries(backoff)).toEqual([['__proto__', { since: NOW, seconds: 1 }]])
  })

  it('advances nothing for a pod that succeeded, nor for one that terminates', () => {
    const pods = [{ node: 'n1', phase: 'Succeeded' }, terminating('n1', 'a', { phase: 'Failed' })]
    const older = { ...newestSemantics, endedTerminatingIgnored: false }
    for (const semantics of [newestSemantics, older]) {
      expect(managed({ nodes: { n1: 'run' }, pods, pass: { semantics } }).backoff).toEqual({})
    }
  })
})

describe('manage, with something unknown or of older releases', () => {
  const pods = several(2, 'n1', { hash: 'old' })

  it('does not choose between pods of unknown revisions, where surge would', () => {
    const pass = { hash: { code: 'unknown' } } as const
    const result = managed({ daemonSet: surging(), nodes: { n1: 'run' }, pods, pass })
    expect(summary(result)).toEqual(nothing)
    expect([...result.dispositions.values()]).toEqual([
      { code: 'unknown', needs: 'revisions' },
      { code: 'unknown', needs: 'revisions' },
    ])
    expect(summary(managed({ nodes: { n1: 'run' }, pods, pass })).deletes).toEqual([
      'n1-1: Duplicate',
    ])
  })

  it('in older releases takes a pod that succeeded for one that runs', () => {
    const pass = { semantics: { ...newestSemantics, succeededDeleted: false } }
    const ended = several(2, 'n1', { phase: 'Succeeded' })
    expect(summary(managed({ nodes: { n1: 'run' }, pods: ended, pass }))).toEqual({
      ...nothing,
      deletes: ['n1-1: Duplicate'],
    })
  })

  it('in older releases waits for a pod that has ended to be gone', () => {
    const pass = { semantics: { ...newestSemantics, endedTerminatingIgnored: false } }
    const ended = [terminating('n1', 'a', { phase: 'Failed' })]
    expect(summary(managed({ nodes: { n1: 'run' }, pods: ended, pass }))).toEqual(nothing)
  })

  it('in older releases knows no surge', () => {
    const pass = { semantics: { ...newestSemantics, surge: false } }
    const mixed = [...pods, { node: 'n1', name: 'new', hash: 'new', created: NOW }]
    const world = { daemonSet: surging(), nodes: { n1: 'run' as const }, pods: mixed }
    expect(summary(managed(world)).deletes).toEqual(['n1-1: Duplicate', 'n1-0: Superseded'])
    expect(summary(managed({ ...world, pass })).deletes).toEqual([
      'n1-1: Duplicate',
      'new: Duplicate',
    ])
  })
})

describe('every manage', () => {
  const inScene = ({ daemonSet, nodes, pods }: Scene) => {
    const policy = aPolicy({ kind: 'DaemonSet', spec: daemonSet.spec ?? {} })
    const pass = aPass({
      daemonSet,
      decisions: Object.fromEntries(
        nodes.map((node) => [node.metadata?.name ?? '', decide(policy, node)] as const),
      ),
      now: parseInstant(NOW) ?? 0n,
      hash: { code: 'known', hash: 'h1' },
    })
    const groups = groupsOf(daemonSet, pods, pass)
    const result = manage(pass, groups, {})
    return { pass, groups, ...result, deletes: result.deletes.flat() }
  }

  it('creates at most one pod a node, and only where one should run', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { pass, creates } = inScene(scene)
        const nodes = creates.flat().flatMap(({ from }) => from)
        expect(new Set(nodes).size).toBe(nodes.length)
        expect(nodes.every((node) => pass.decisions.get(node) === 'run')).toBe(true)
      }),
    )
  })

  it('creates none where a pod is, unless it may surge', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { pass, groups, creates } = inScene(scene)
        if (allowsSurge(scene.daemonSet, pass.semantics)) return
        const nodes = creates.flat().flatMap(({ from }) => from)
        expect(nodes.filter((node) => groups.has(node))).toEqual([])
      }),
    )
  })

  it('deletes no pod twice, and none that is bound to a node that does not exist', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { pass, deletes } = inScene(scene)
        const names = deletes.flatMap(({ from }) => from)
        expect(new Set(names).size).toBe(names.length)
        for (const { metadata, spec } of scene.pods) {
          const node = spec?.nodeName ?? ''
          if (node === '' || pass.decisions.has(node)) continue
          expect(names).not.toContain(metadata?.name)
        }
      }),
    )
  })

  it('leaves at most one live pod on a node, two under surge', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { pass, groups, deletes } = inScene(scene)
        const gone = new Set(deletes.flatMap(({ from }) => from))
        const most = allowsSurge(scene.daemonSet, pass.semantics) ? 2 : 1
        for (const [node, pods] of groups) {
          if (!pass.decisions.has(node)) continue
          const left = pods.filter(
            ({ name, terminating: leaving, phase }) =>
              !gone.has(name) && !leaving && phase !== 'Failed',
          )
          expect(left.length).toBeLessThanOrEqual(pass.decisions.get(node) === 'leave' ? 0 : most)
        }
      }),
    )
  })
})
