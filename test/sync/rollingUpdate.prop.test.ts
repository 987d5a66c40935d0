import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { RollingUpdateDaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { isReady } from '../../src/kube/podFacts.js'
import { targetNode } from '../../src/sync/daemonPods.js'
import { aNode, aPodOf } from '../../src/testing/builders.js'
import { luckOf, type World } from '../laws/world.js'
import { frozenly } from '../support/frozen.js'
import { after } from '../support/passes.js'
import {
  at,
  becomes,
  expected,
  image,
  podsOf,
  readiness,
  rolledOut,
  run,
  withHash,
  type Step,
} from '../support/rollout.js'

const anyOrder = frozenly(fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 }))

const rolling = (rollingUpdate: RollingUpdateDaemonSet) =>
  becomes({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } })

const toSurge = rolling({ maxUnavailable: 0, maxSurge: 2 })

/** A new template, and a taint of the first node that it does not tolerate. */
const intolerant = (world: World): World => {
  const nodes = [aNode('n00', { taints: ['main:NoSchedule'] })]
  return image('second')({ ...world, snapshot: updateCluster(world.snapshot, { put: { nodes } }) })
}

const nodeOf = (pod: Pod): string => E.getOrElse(() => '')(targetNode(pod))

/** Of the old pods that have no successor one is no longer ready. */
const oneOldPodBreaks = readiness(false, (world) => {
  const successors = new Set(withHash('revision-3')(world).map(nodeOf))
  return withHash('revision-2')(world)
    .filter((pod) => !successors.has(nodeOf(pod)))
    .slice(0, 1)
})

const someReady = (count: number) =>
  readiness(true, (world) => withHash('revision-3')(world).slice(0, count))

const ROWS: readonly (readonly [string, World, readonly Step[], number])[] = [
  [
    'U-01: what is created becomes ready at once',
    rolledOut(5, { maxUnavailable: 2 }),
    [image('second'), '0/2/0 2/0/0 R 0/2/0 2/0/0 R 0/1/0 1/0/0 R 0/0/0'],
    0,
  ],
  [
    'U-02: with surge, the old pods go once the new ones are ready',
    rolledOut(5, { maxUnavailable: 0, maxSurge: 2 }),
    [image('second'), '2/0/0 0/0/0 R 2/2/0 0/0/0 R 1/2/0 0/0/0 R 0/1/0 0/0/0'],
    0,
  ],
  [
    'U-03: with surge, a node that takes no more pods loses its own first, and gets none',
    rolledOut(5, { maxUnavailable: 0, maxSurge: 1 }),
    [intolerant, '1/1/0 0/0/0 R 1/1/0 0/0/0 R 1/1/0 0/0/0 R 1/1/0 0/0/0 R 0/1/0 0/0/0'],
    0,
  ],
  [
    'U-04: new pods that do not become ready count against the budget',
    rolledOut(5, { maxUnavailable: 3 }),
    [image('second'), '0/3/0 3/0/0 0/0/0'],
    2,
  ],
  [
    'U-05: another image replaces the broken pods, not the sound ones',
    rolledOut(5, { maxUnavailable: 2 }),
    [image('second'), '0/2/0 2/0/0 0/0/0', image('third'), '0/2/0 2/0/0 0/0/0'],
    3,
  ],
  [
    'U-08: broken old pods all go, regardless of the budget',
    rolledOut(5, { maxUnavailable: 3 }, false),
    [image('second'), '0/5/0 5/0/0 0/0/0'],
    0,
  ],
  [
    'U-09: with surge, broken old pods get a successor beyond the budget',
    rolledOut(5, { maxUnavailable: 0, maxSurge: 3 }, false),
    [
      image('second'),
      at(100),
      '5/0/0',
      at(200),
      '0/5/0 R',
      becomes({ minReadySeconds: 15 }),
      image('third'),
      at(300),
      '3/0/0',
      someReady(2),
      oneOldPodBreaks,
      at(310),
      '1/0/0',
      at(320),
      '1/3/0',
      someReady(5),
      at(340),
      '0/2/0',
      at(350),
      '0/0/0',
    ],
    0,
  ],
  [
    'U-10: another strategy is no other template',
    rolledOut(5, { maxUnavailable: 1 }),
    [becomes({ updateStrategy: { type: 'OnDelete' } }), '0/0/0', toSurge, '0/0/0'],
    5,
  ],
]

describe('rollingUpdate, pass after pass', () => {
  it.each(ROWS)('%s, in whatever order the nodes come', (_row, start, steps, first) => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const { world, passes } = run(start, steps, luckOf(order))
        expect(passes).toEqual(expected(steps))
        expect(withHash('first')(world)).toHaveLength(first)
      }),
      { numRuns: 20 },
    )
  })

  it('U-06: saves the sound pods through ten images that break, whatever smaller budgets there are', () => {
    const budgets = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(anyOrder, frozenly(budgets), (order, smaller) => {
        const luck = luckOf(order)
        const start = rolledOut(20, { maxUnavailable: 10 })
        const first: readonly Step[] = [image('second'), '0/10/0 10/0/0 0/0/0']
        const rest = smaller.flatMap((maxUnavailable, i): readonly Step[] => [
          rolling({ maxUnavailable }),
          image(`broken-${i}`),
          '0/10/0 10/0/0 0/0/0',
        ])
        const later = run(start, [...first, ...rest], luck)
        expect(later.passes).toEqual(expected([...first, ...rest]))
        expect(withHash('first')(later.world)).toHaveLength(10)

        const last = [rolling({ maxUnavailable: 11 }), image('last'), '0/11/0 11/0/0 0/0/0']
        const end = run(later.world, last, luck)
        expect(end.passes).toEqual(expected(last))
        expect(podsOf(end.world).filter(isReady)).toHaveLength(9)
      }),
      { numRuns: 10 },
    )
  })

  it('U-07: replaces broken old pods, not sound ones, while broken new ones count against the budget', () => {
    const start = rolledOut(100, { maxUnavailable: 10 })
    const waves = Array.from({ length: 10 }, () => '0/10/0 10/0/0 R').join(' ')
    const mixed = (world: World): World => {
      const nodes = [...(world.snapshot.nodes?.keys() ?? [])]
      const pods = nodes.map((node, i) => {
        const hash = i < 12 ? 'revision-2' : 'revision-3'
        return aPodOf(world.daemonSet, { node, hash, ready: i < 10 })
      })
      const drop = { pods: [...(world.snapshot.pods?.keys() ?? [])] }
      return { ...world, snapshot: updateCluster(world.snapshot, { put: { pods }, drop }) }
    }
    const steps = [
      image('second'),
      `${waves} 0/0/0`,
      image('third'),
      '0/10/0',
      mixed,
      '0/2/0 2/0/0 0/0/0',
    ]
    fc.assert(
      fc.property(anyOrder, (order) => {
        const { world, passes } = run(start, steps, luckOf(order))
        expect(passes).toEqual(expected(steps))
        expect(podsOf(world).filter(isReady)).toHaveLength(10)
      }),
      { numRuns: 5 },
    )
  })
})

describe('a rolling update', () => {
  it('never takes a pod of the current template', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { pods } = plan({ ...scene, now: after(60), cacheLag: false })
        const taken = pods.filter(
          ({ disposition }) => 'why' in disposition && disposition.why.startsWith('Outdated'),
        )
        for (const pod of taken) expect(pod.updated).toBe(false)
      }),
    )
  })
})
