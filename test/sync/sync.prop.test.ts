import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstantText } from '../../src/data/instant.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Plan } from '../../src/sync/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import {
  after,
  countsOf,
  created,
  deleted,
  planned,
  podsAt,
  times,
  type Setup,
} from '../support/passes.js'

const agent = frozen(aDaemonSet())
const selective = frozen(aDaemonSet({ podSpec: { nodeSelector: { color: 'blue' } } }))
const ported = frozen(
  aDaemonSet({ podSpec: { nodeName: 'n1', containers: [{ ports: [{ hostPort: 666 }] }] } }),
)
const surging = frozen(
  aDaemonSet({
    spec: {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    },
  }),
)
const one = [aNode('n1')]
const named = (...names: readonly string[]): readonly Node[] => names.map((name) => aNode(name))
const tainted = (...taints: readonly string[]): readonly Node[] => [aNode('n1', { taints })]
const five = named('n0', 'n1', 'n2', 'n3', 'n4')
const blue = ['n5', 'n6', 'n7', 'n8', 'n9'].map((name) =>
  aNode(name, { labels: { color: 'blue', speed: 'fast' } }),
)

const onDelete = (daemonSet: DaemonSet): DaemonSet => ({
  ...daemonSet,
  spec: { ...daemonSet.spec, updateStrategy: { type: 'OnDelete' } },
})

const pods = (nodes: Readonly<Record<string, string>>, daemonSet = agent): Setup => ({
  daemonSet,
  pods: podsAt(daemonSet, nodes),
})

/** What a pass comes to, whatever the order in which its input is listed. */
const inAnyOrder = (setup: Setup, check: (plan: Plan) => void): void => {
  const shuffled = <A>(list: readonly A[] | null | undefined): fc.Arbitrary<readonly A[]> =>
    fc.shuffledSubarray([...(list ?? [])], { minLength: list?.length ?? 0 })
  const both = fc.record({ nodes: shuffled(setup.nodes), pods: shuffled(setup.pods) })
  fc.assert(
    fc.property(frozenly(both), (lists) => {
      check(planned({ ...setup, ...lists }))
    }),
    { numRuns: 10 },
  )
}

const backoff = (seconds: number) => ({ n1: { since: after(600), seconds } })

describe('a pass of either strategy, in whatever order nodes and pods come', () => {
  it.each<[string, Setup, string]>([
    ['D-07: no nodes', {}, '0/0/0'],
    ['D-08: a node without a pod', { nodes: one }, '1/0/0'],
    [
      'D-15: its own pod holds the host port',
      { nodes: one, ...pods({ n1: 'new!' }, ported) },
      '0/0/0',
    ],
    [
      'D-18: none, one, too many, and some that no longer match',
      {
        nodes: five,
        ...pods({ n1: 'new!', n2: times(2, 'new!'), n3: times(5, 'new!'), n4: times(2, 'new!*') }),
      },
      '2/5/0',
    ],
    [
      'D-20: pods on nodes that are no longer selected',
      {
        nodes: [...five, ...blue],
        ...pods({ n0: 'new!* new!*', n1: `${times(3, 'new!')} new!*`, n4: 'new!' }, selective),
      },
      '5/4/0',
    ],
    [
      'D-21: pods on nodes that are selected, and on others',
      {
        nodes: [...five, ...blue],
        ...pods(
          {
            n0: 'new!',
            n1: `${times(3, 'new!')} new!* new!*`,
            n2: times(4, 'new!'),
            n6: times(13, 'new!'),
            n7: times(4, 'new!*'),
            n9: 'new! new!*',
          },
          selective,
        ),
      },
      '3/20/0',
    ],
    ['D-31: one pod that runs', { nodes: one, ...pods({ n1: 'new!' }) }, '0/0/0'],
    ['D-32: no pod at all', { nodes: one, pods: [] }, '1/0/0'],
    ['D-33: one failed pod', { nodes: one, ...pods({ n1: 'new:Failed!' }) }, '0/1/1'],
    [
      'D-34: one failed pod and three that run',
      { nodes: one, ...pods({ n1: 'new! new! new:Failed! new!' }) },
      '0/3/1',
    ],
    [
      'D-36: a NoSchedule taint, and its pod runs',
      { nodes: tainted('k=v:NoSchedule'), ...pods({ n1: 'new!' }) },
      '0/0/0',
    ],
    [
      'D-37: a NoExecute taint, and its pod runs',
      { nodes: tainted('k=v:NoExecute'), ...pods({ n1: 'new!' }) },
      '0/1/0',
    ],
    ['D-43: its pod terminates', { nodes: one, ...pods({ n1: 'new!~' }) }, '0/0/0'],
    [
      'D-45: pods on nodes that are gone',
      { nodes: one, ...pods({ n1: 'new!', n2: 'new!', n3: 'new!?' }) },
      '0/1/0',
    ],
    ['X-01: two failed pods', { nodes: one, ...pods({ n1: 'new:Failed! new:Failed!' }) }, '0/1/1'],
    ['X-03: the only pod succeeded', { nodes: one, ...pods({ n1: 'new:Succeeded!' }) }, '0/1/1'],
    [
      'X-04: a failed pod that terminates',
      { nodes: one, ...pods({ n1: 'new:Failed!~' }) },
      '1/0/0',
    ],
    [
      'X-05: a failed pod that may stay, but is not made anew',
      { nodes: tainted('k:NoSchedule'), ...pods({ n1: 'new:Failed!' }) },
      '0/1/1',
    ],
    [
      'X-05: the same while the backoff lasts',
      { nodes: tainted('k:NoSchedule'), ...pods({ n1: 'new:Failed!' }), backoff: backoff(1) },
      '0/0/0',
    ],
    ['X-05: the same once it is gone', { nodes: tainted('k:NoSchedule') }, '0/0/0'],
    [
      'X-06: a node to leave, one pod terminates and one runs',
      { nodes: tainted('k:NoExecute'), ...pods({ n1: 'new~ new' }) },
      '0/1/0',
    ],
    [
      'X-07: more nodes than one pass serves',
      { nodes: named(...Array.from({ length: 300 }, (_, i) => `n${i}`)) },
      '250/0/0',
    ],
  ])('%s', (_row, setup, expected) => {
    const { daemonSet = agent } = setup
    for (const either of [daemonSet, onDelete(daemonSet)]) {
      inAnyOrder({ ...setup, daemonSet: either }, (plan) => expect(countsOf(plan)).toBe(expected))
    }
  })
})

describe('a pass', () => {
  it('D-35: deletes another failed pod only when the backoff has passed', () => {
    const failed = { nodes: one, ...pods({ n1: 'new:Failed!' }) }
    const first = planned(failed)
    expect(first.backoff).toEqual({ n1: { since: after(600), seconds: 1 } })
    const later = (now: InstantText): Plan => planned({ ...failed, now, backoff: first.backoff })
    expect(countsOf(later(after(600)))).toBe('0/0/0')
    expect(later(after(600)).backoff).toEqual(first.backoff)
    expect(countsOf(later('2026-01-01T00:10:00.999999999Z'))).toBe('0/0/0')
    expect(countsOf(later(after(601)))).toBe('0/1/1')
    expect(later(after(601)).backoff).toEqual({ n1: { since: after(601), seconds: 2 } })
  })

  it('D-46: counts what it owns or adopts, unless it has ended and terminates', () => {
    const orphan = (node: string) =>
      aPodOf(agent, { node, name: `orphan-${node}`, metadata: { ownerReferences: [] } })
    const other = aPodOf(aDaemonSet({ name: 'other' }), { node: 'n1', name: 'foreign' })
    const owned = podsAt(agent, { n0: 'new', n2: 'new:Failed!', n3: 'new:Succeeded!~ new*' })
    const setup = { nodes: five, pods: [...owned, orphan('n1'), other], cacheLag: true } as const
    inAnyOrder(setup, (plan) => {
      expect(plan.nodes.map((node) => node.pods)).toEqual([
        ['n0-0'],
        ['orphan-n1'],
        ['n2-0'],
        [],
        [],
      ])
      const claims = Object.fromEntries(plan.pods.map(({ name, claim }) => [name, claim]))
      expect(claims).toEqual({
        'n0-0': 'owned',
        'n2-0': 'owned',
        'n3-0': 'owned',
        'n3-1': 'released',
        'orphan-n1': 'adopted',
      })
    })
  })

  it('X-09: keeps the pod that is scheduled, not the older one that is not', () => {
    inAnyOrder({ nodes: one, ...pods({ n1: 'new!? new!' }) }, (plan) => {
      expect(deleted(plan)).toEqual(['n1-0'])
    })
  })

  it('X-10: under surge keeps the oldest of three old pods, and no new one comes yet', () => {
    const setup = {
      nodes: one,
      ...pods({ n1: 'old old old' }, surging),
      cacheLag: true,
    } as const
    inAnyOrder(setup, (plan) => {
      expect(created(plan)).toEqual([])
      expect([...deleted(plan)].sort()).toEqual(['n1-1', 'n1-2'])
    })
  })

  it('X-12: creates pods that tolerate for ever what the template does for seconds', () => {
    const automatic = {
      key: 'node.kubernetes.io/not-ready',
      operator: 'Exists',
      effect: 'NoExecute',
    }
    const tolerations = [{ key: 'a' }, { ...automatic, tolerationSeconds: 300 }, { key: 'b' }]
    const daemonSet = aDaemonSet({ podSpec: { tolerations } })
    expect(planned({ daemonSet, nodes: one }).template.tolerations.slice(0, 3)).toEqual([
      { key: 'a' },
      automatic,
      { key: 'b' },
    ])
  })

  it('X-03: takes a pod that has succeeded for one that runs, before 1.27', () => {
    const semantics = { ...newestSemantics, succeededDeleted: false }
    const setup = { nodes: one, ...pods({ n1: 'new:Succeeded!' }) }
    expect(countsOf(planned(setup))).toBe('0/1/1')
    expect(countsOf(planned({ ...setup, semantics }))).toBe('0/0/0')
  })

  it('X-04: waits for a failed pod that terminates, before 1.28', () => {
    const semantics = { ...newestSemantics, endedTerminatingIgnored: false }
    const setup = { nodes: one, ...pods({ n1: 'new:Failed!~' }) }
    expect(countsOf(planned(setup))).toBe('1/0/0')
    expect(countsOf(planned({ ...setup, semantics }))).toBe('0/0/0')
  })
})
