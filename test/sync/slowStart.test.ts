import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose, type Stages } from '../../src/sync/choose.js'
import { slowStart, slowStartOf } from '../../src/sync/slowStart.js'
import { aNode } from '../../src/testing/builders.js'
import { countsOf, planned } from '../support/passes.js'

const nodes = (count: number) => Array.from({ length: count }, (_, i) => aNode(`n${i}`))

describe('slowStart', () => {
  it.each<[number, readonly number[]]>([
    [0, []],
    [1, [1]],
    [2, [1, 1]],
    [3, [1, 2]],
    [7, [1, 2, 4]],
    [8, [1, 2, 4, 1]],
    [250, [1, 2, 4, 8, 16, 32, 64, 123]],
  ])('10.10: of %i', (count, expected) => {
    expect(slowStart(count)).toEqual(expected)
  })

  it.each([
    [Infinity, []],
    [-Infinity, []],
    [NaN, []],
    [-3, []],
    [0.9, []],
    [3.5, [1, 2]],
  ])('of %d, which is no number of pods', (count, expected) => {
    expect(slowStart(count)).toEqual(expected)
  })

  it('adds up to the number, each batch twice the one before but for the last', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (count) => {
        const batches = slowStart(count)
        expect(batches.reduce((a, b) => a + b, 0)).toBe(count)
        batches.slice(0, -1).forEach((size, i) => expect(size).toBe(2 ** i))
      }),
    )
  })
})

describe('slowStartOf', () => {
  const stages = (count: number, ...from: readonly string[]): Stages<string> => [
    [{ from, count, why: 'Surge', limit: 'MaxSurge' }],
  ]

  it('starts again with each step, and counts of a choice those that happen', () => {
    const manage = choose('manage', 'create', stages(3, 'a', 'b', 'c'), 250)
    const update = choose('update', 'create', stages(2, 'd', 'e', 'f'), 250)
    expect(slowStartOf([manage, update])).toEqual([1, 2, 1, 1])
    expect(slowStartOf([])).toEqual([])
  })
})

describe('a plan', () => {
  it('D-03: of 100 nodes, of which a quota lets ten have a pod, has asked 15 times when it fails', () => {
    const { slowStart: batches } = planned({ nodes: nodes(100) })
    const asked = batches.map((_, i) => batches.slice(0, i + 1).reduce((a, b) => a + b))
    expect(asked.find((sum) => sum > 10)).toBe(15)
  })

  it('D-04: has no batch, and so expects nothing, where nothing is created', () => {
    expect(planned({ nodes: [] }).slowStart).toEqual([])
  })

  it('X-07: has batches of what one pass creates, not of what is wanted', () => {
    const plan = planned({ nodes: nodes(300) })
    expect(countsOf(plan)).toBe('250/0/0')
    expect(plan.slowStart).toEqual([1, 2, 4, 8, 16, 32, 64, 123])
  })
})
