import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene, type Scene } from 'podfit/arbitraries'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import { hasChanges } from '../../src/cluster/planSummary.js'
import { clusterHealth } from '../../src/impact/clusterHealth.js'
import { nodeOverview } from '../../src/impact/nodeOverview.js'
import { placementMatrix } from '../../src/impact/placementMatrix.js'
import { objectKey } from '../../src/kube/objectFacts.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { explain } from '../../src/placement/explain.js'
import type { Reason } from '../../src/reason/reason.js'
import { reasonClass } from '../../src/reason/reasonClass.js'
import { attributeUnavailability } from '../../src/rollout/attributeUnavailability.js'
import { forecast } from '../../src/rollout/forecast/forecast.js'
import { presentPods } from '../../src/rollout/attribution/presentPods.js'
import { frozenly } from '../support/frozen.js'
import { after, aMinuteLater, luckOf, planOf, worldOf, type Luck } from './world.js'

const now = '2026-01-01T00:01:00Z'
const options = { now, events: [] } as const

const anyCluster = frozenly(
  fc.record({
    scenes: fc.tuple(anyScene, anyScene),
    missing: fc.option(fc.constantFrom('nodes', 'pods', 'revisions'), { freq: 4 }),
  }),
)

/** Two DaemonSets in one cluster. */
const clusterOf = ({
  scenes: [{ daemonSet, nodes, pods, revisions }, { daemonSet: second }],
  missing,
}: {
  readonly scenes: readonly [Scene, Scene]
  readonly missing: string | null
}): Cluster => {
  const other = { ...second, metadata: { ...second.metadata, name: 'other', uid: 'uid-other' } }
  const objects = { nodes, pods, revisions, daemonSets: [daemonSet, other] }
  return cluster(missing === null ? objects : { ...objects, [missing]: undefined })
}

/** A cluster after so many passes, in which all pods become ready. */
const settled = (scene: Scene, passes: number, luck: Luck) => {
  let world = worldOf(scene)
  for (let i = 0; i < passes; i++) {
    world = aMinuteLater(after(world, planOf(world), luck), luck, true)
  }
  const { nodes, pods, revisions } = world.snapshot
  const list = <A>(named: ReadonlyMap<string, A> | undefined) => [...(named?.values() ?? [])]
  const daemonSets = [world.daemonSet]
  return {
    snapshot: cluster({
      nodes: list(nodes),
      pods: list(pods),
      revisions: list(revisions),
      daemonSets,
    }),
    daemonSet: world.daemonSet,
    at: world.now,
  }
}

const daemonSetsOf = ({ daemonSets }: Cluster) => [...(daemonSets?.values() ?? [])]

describe('the matrix', () => {
  it('has every node in one class, whose cells are the verdicts about each of its nodes', () => {
    fc.assert(
      fc.property(anyCluster, (given) => {
        const snapshot = clusterOf(given)
        const { daemonSets, classes } = placementMatrix(snapshot, options)
        const all = classes.flatMap(({ nodes }) => nodes)
        expect([...all].sort()).toEqual([...(snapshot.nodes?.keys() ?? [])].sort())
        for (const { nodes, cells } of classes) {
          for (const node of nodes) {
            daemonSets.forEach((key, i) => {
              const policy = compileDaemonSet(snapshot.daemonSets?.get(key) ?? {})
              const { decision, reasons } = explain(policy, snapshot.nodes?.get(node) ?? {})
              expect(cells[i]?.decision).toBe(decision)
              const classesOf = (found: readonly Reason[] = []) =>
                new Set(found.map((reason) => JSON.stringify(reasonClass(reason))))
              expect(classesOf(cells[i]?.reasons)).toEqual(classesOf(reasons))
            })
          }
        }
      }),
    )
  })

  it('counts as available what is, on no more nodes than there are', () => {
    fc.assert(
      fc.property(anyCluster, (given) => {
        const snapshot = clusterOf(given)
        const { daemonSets, classes } = placementMatrix(snapshot, options)
        daemonSets.forEach((key, i) => {
          const cells = classes.flatMap((each) => each.cells[i] ?? [])
          const daemonSet = snapshot.daemonSets?.get(key) ?? {}
          const { available } = attributeUnavailability(snapshot, daemonSet, options)
          const counted = cells
            .filter(({ decision }) => decision === 'run')
            .map((cell) => cell.available)
          if (snapshot.pods === undefined)
            expect(new Set(counted).has(undefined)).toBe(counted.length > 0)
          else expect(counted.reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(available)
        })
      }),
    )
  })
})

describe('the page of a node', () => {
  it('is its column of the matrix, and what is there', () => {
    fc.assert(
      fc.property(anyCluster, (given) => {
        const snapshot = clusterOf(given)
        const { daemonSets, beingDeleted, classes } = placementMatrix(snapshot, options)
        const there = daemonSets.map((key) =>
          presentPods(snapshot, snapshot.daemonSets?.get(key) ?? {}, options),
        )
        for (const { nodes, cells } of classes) {
          for (const name of nodes) {
            const found = nodeOverview(snapshot, name, options)
            if (E.isLeft(found)) throw new Error(name)
            const rows = found.right.daemonSets
            expect(rows.map(({ daemonSet }) => daemonSet)).toEqual(daemonSets)
            expect(rows.map(({ decision }) => decision)).toEqual(
              cells.map(({ decision }) => decision),
            )
            rows.forEach((row, i) => {
              const here = there[i]?.find(({ node }) => node === name)
              expect(row.pods).toEqual(there[i] && (here?.pods ?? []))
              expect(row.missing).toEqual(here?.missing)
              expect(row.code === 'BeingDeleted').toBe(beingDeleted.includes(row.daemonSet))
              expect(row.code === 'NotKnown').toBe(
                snapshot.pods === undefined && row.code !== 'BeingDeleted',
              )
            })
          }
        }
      }),
    )
  })
})

describe('the page of troubles', () => {
  it('has every DaemonSet once, with the numbers of its plan', () => {
    fc.assert(
      fc.property(anyCluster, (given) => {
        const snapshot = clusterOf(given)
        const { daemonSets } = clusterHealth(snapshot, options)
        expect(daemonSets.map(({ daemonSet }) => daemonSet).sort()).toEqual(
          daemonSetsOf(snapshot).map(objectKey).sort(),
        )
        for (const { daemonSet: key, numbers } of daemonSets) {
          const planned = plan(snapshot, snapshot.daemonSets?.get(key) ?? {}, options)
          expect(numbers).toEqual(planned.status.computed)
        }
      }),
    )
  })

  it('calls healthy what the controller leaves alone and where all pods are available and updated, and nothing else', () => {
    let healthy = 0
    fc.assert(
      fc.property(
        frozenly(anyScene),
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.nat(), { minLength: 1 }),
        (scene, passes, numbers) => {
          const { snapshot, daemonSet, at } = settled(scene, passes, luckOf(numbers))
          const [health] = clusterHealth(snapshot, { now: at, events: [] }).daemonSets
          const planned = plan(snapshot, daemonSet, { now: at })
          const { unavailable } = attributeUnavailability(snapshot, daemonSet, { now: at })
          const { outcome, status, nodes, pods } = planned
          const isQuiet =
            outcome.code === 'Synced' && !hasChanges(planned) && status.written !== true
          const isPlaced = nodes.some(({ decision }) => decision === 'run')
          const areServed = pods.every(
            ({ updated, claim, disposition }) =>
              claim !== 'released' && updated !== false && disposition.code === 'keep',
          )
          const endless = forecast(snapshot, daemonSet, { now: at }).code === 'Endless'
          const isFine = isQuiet && isPlaced && areServed && unavailable.length === 0 && !endless
          expect(health?.code === 'Healthy').toBe(isFine)
          expect(health?.troubles.length === 0).toBe(isFine)
          if (isFine) healthy++
        },
      ),
    )
    expect(healthy).toBeGreaterThan(0)
  })

  it('tells every unavailable pod, and every node without one, in one trouble', () => {
    fc.assert(
      fc.property(anyCluster, (given) => {
        const snapshot = clusterOf(given)
        for (const { daemonSet: key, troubles } of clusterHealth(snapshot, options).daemonSets) {
          const daemonSet = snapshot.daemonSets?.get(key) ?? {}
          const { unavailable } = attributeUnavailability(snapshot, daemonSet, options)
          const told = troubles.flatMap((trouble) =>
            trouble.code === 'Unavailable' ? trouble.pods : [],
          )
          expect([...told].sort()).toEqual(unavailable.flatMap(({ pod }) => pod ?? []).sort())
          const nodes = troubles.flatMap((trouble) =>
            trouble.code === 'Unavailable' ? trouble.nodes : [],
          )
          expect(new Set(nodes)).toEqual(new Set(unavailable.map(({ node }) => node)))
        }
      }),
    )
  })
})

it('all of it survives a JSON round trip', () => {
  fc.assert(
    fc.property(anyCluster, (given) => {
      const snapshot = clusterOf(given)
      const [node] = snapshot.nodes?.keys() ?? []
      for (const answer of [
        placementMatrix(snapshot, options),
        clusterHealth(snapshot, options),
        nodeOverview(snapshot, node ?? 'none', options),
      ]) {
        expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer)
      }
    }),
  )
})
