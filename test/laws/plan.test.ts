import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { plan } from '../../src/cluster/plan.js'
import { frozenly } from '../support/frozen.js'
import { planOf, worldOf } from './world.js'

const scenes = frozenly(anyScene)

const planned = fc.record({
  scene: scenes,
  cacheLag: fc.boolean(),
  missing: fc.subarray(['nodes', 'pods', 'revisions'] as const),
})

const planWith = ({
  scene,
  cacheLag,
  missing,
}: {
  scene: Parameters<typeof worldOf>[0]
  cacheLag: boolean
  missing: readonly ('nodes' | 'pods' | 'revisions')[]
}) => {
  const given = { ...scene, ...Object.fromEntries(missing.map((name) => [name, undefined])) }
  return plan({ ...given, cacheLag, now: '2026-01-01T00:01:00Z' })
}

/** A value with every list in it sorted. */
const inAnyOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(inAnyOrder(item)))
    return texts.toSorted()
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, inAnyOrder(member)]),
  )
}

describe('every plan', () => {
  it('gives every pod exactly one disposition', () => {
    fc.assert(
      fc.property(planned, (input) => {
        const names = planWith(input).pods.map((pod) => pod.name)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('has only choices that can be satisfied, and that leave something open', () => {
    let choices = 0
    fc.assert(
      fc.property(planned, (input) => {
        for (const { count, from } of planWith(input).choices) {
          choices++
          expect(count).toBeGreaterThan(0)
          expect(count).toBeLessThan(from.length)
          expect(new Set(from).size).toBe(from.length)
        }
      }),
      { numRuns: 2000 },
    )
    expect(choices).toBeGreaterThan(0)
  })

  it('deletes only pods that exist and creates only on nodes that exist', () => {
    fc.assert(
      fc.property(planned, (input) => {
        const result = planWith(input)
        const pods = new Set(input.scene.pods.map((pod) => pod.metadata?.name))
        const nodes = new Set(input.scene.nodes.map((node) => node.metadata?.name))
        expect(result.pods.every(({ name }) => pods.has(name))).toBe(true)
        expect(result.creates.every(({ node }) => nodes.has(node))).toBe(true)
      }),
    )
  })

  it('survives a JSON round trip', () => {
    fc.assert(
      fc.property(planned, (input) => {
        const result = planWith(input)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
    )
  })

  it('is the same when it is made again at the same instant', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(planOf(worldOf(scene))).toEqual(planOf(worldOf(scene)))
      }),
    )
  })

  it('names what was not given, and asserts nothing that depends on it', () => {
    fc.assert(
      fc.property(planned, (input) => {
        const result = planWith(input)
        expect([...result.unknown].sort()).toEqual([...input.missing].sort())
        if (input.missing.includes('nodes') || input.missing.includes('pods')) {
          expect(result.creates).toEqual([])
          expect(result.status.written === true).toBe(false)
        }
      }),
    )
  })

  it('does not depend on the order of nodes, pods and revisions', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const reversed = {
          ...scene,
          nodes: scene.nodes.toReversed(),
          pods: scene.pods.toReversed(),
          revisions: scene.revisions.toReversed(),
        }
        expect(inAnyOrder(planOf(worldOf(reversed)))).toEqual(inAnyOrder(planOf(worldOf(scene))))
      }),
    )
  })
})
