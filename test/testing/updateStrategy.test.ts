import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateUpdateStrategy } from '../../src/api/validateUpdateStrategy.js'
import { DaemonSetCodec } from '../../src/decode/codecs.js'
import { scaledValue } from '../../src/sync/scaledValue.js'
import { anyBudget, anyUpdateStrategy } from '../../src/testing/updateStrategy.js'
import { frozenly } from '../support/frozen.js'

const sampled = <A>(arbitrary: fc.Arbitrary<A>): readonly A[] =>
  fc.sample(arbitrary, { numRuns: 1_000, seed: 1 })

describe('anyBudget', () => {
  it('is a number, a percentage, absent or neither of them', () => {
    const results = sampled(anyBudget).map((budget) => scaledValue(budget, 10, { roundUp: true }))
    const faults = results.flatMap((result) => (E.isLeft(result) ? [result.left[0].code] : []))
    expect(new Set(faults)).toEqual(new Set(['Missing', 'NotAPercentage', 'InvalidNumber']))
    expect(results).toContainEqual(E.right(5))
    expect(results).toContainEqual(E.right(15))
    expect(results).toContainEqual(E.right(-1))
  })
})

describe('anyUpdateStrategy', () => {
  it('has the shape of its type', () => {
    fc.assert(
      fc.property(frozenly(anyUpdateStrategy), (updateStrategy) => {
        expect(DaemonSetCodec.is({ spec: { updateStrategy } })).toBe(true)
      }),
    )
  })

  it('is mostly one that the API server accepts', () => {
    const accepted = sampled(anyUpdateStrategy).filter(
      (strategy) => validateUpdateStrategy(strategy, []).length === 0,
    ).length
    expect(accepted).toBeGreaterThan(600)
    expect(accepted).toBeLessThan(950)
  })

  it('is of every type, and of none', () => {
    expect(new Set(sampled(anyUpdateStrategy).map(({ type }) => type))).toEqual(
      new Set(['RollingUpdate', 'OnDelete', 'Recreate', undefined]),
    )
  })
})
