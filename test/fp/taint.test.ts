import * as fc from 'fast-check'
import { tolerates, untoleratedTaints as ofTolerations, type Taint } from 'podfit'
import { eqTaint, ordTaint, toleratedBy, untoleratedTaints } from 'podfit/fp'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { newestSemantics } from '../../src/kube/semantics.js'
import { frozenly } from '../support/frozen.js'
import { itIsAnOrd } from '../support/instances.js'

const taint = frozenly(anyTaint)
const toleration = frozenly(anyToleration)
const semantics = fc
  .boolean()
  .map((tolerationComparison) => ({ ...newestSemantics, tolerationComparison }))

describe('toleratedBy', () => {
  it('law: data-last equals data-first', () => {
    fc.assert(
      fc.property(toleration, taint, semantics, (given, subject, of) => {
        expect(toleratedBy(given, { semantics: of })(subject)).toBe(
          tolerates(given, subject, { semantics: of }),
        )
        expect(toleratedBy(given)(subject)).toBe(tolerates(given, subject))
      }),
    )
  })

  it('takes no taint for a toleration, and no misspelt effect', () => {
    const given: Taint = { key: 'gpu', timeAdded: '2026-01-01T00:00:00Z' }
    // @ts-expect-error a taint is no toleration
    expect(toleratedBy(given)).toBeTypeOf('function')
    // @ts-expect-error there is no such effect
    expect(toleratedBy({ key: 'gpu', effect: 'NoScheduel' })).toBeTypeOf('function')
  })
})

describe('untoleratedTaints', () => {
  it('law: data-last equals data-first', () => {
    const lists = fc.tuple(fc.array(toleration, { maxLength: 3 }), fc.array(taint))
    fc.assert(
      fc.property(frozenly(lists), semantics, ([tolerations, taints], of) => {
        const options = { semantics: of, effects: ['NoSchedule'] } as const
        expect(untoleratedTaints(tolerations, options)(taints)).toEqual(
          ofTolerations(tolerations, taints, options),
        )
        expect(untoleratedTaints(tolerations)(taints)).toEqual(ofTolerations(tolerations, taints))
      }),
    )
  })

  it('hands back the type that came in', () => {
    const taints: readonly (Taint & { readonly since: number })[] = [{ key: 'gpu', since: 1 }]
    expectTypeOf(untoleratedTaints([])(taints)).toEqualTypeOf<typeof taints>()
    expect(untoleratedTaints(null)(taints)).toEqual(taints)
  })
})

describe('ordTaint', () => {
  itIsAnOrd(ordTaint, taint)

  it('by key, then effect, then value', () => {
    const sorted: readonly Taint[] = [
      { effect: 'NoSchedule' },
      { key: 'a', value: 'z', effect: 'NoExecute' },
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'a', value: 'c', effect: 'NoSchedule' },
      { key: 'b', effect: 'NoExecute' },
    ]
    expect(sorted.toReversed().toSorted(ordTaint.compare)).toEqual(sorted)
  })
})

describe('eqTaint', () => {
  it('absent, null and empty are the same; timeAdded plays no part', () => {
    const written = { key: 'a', value: '', effect: null, timeAdded: '2026-01-01T00:00:00Z' }
    expect(eqTaint.equals({ key: 'a' }, written)).toBe(true)
    expect(eqTaint.equals({ key: 'a' }, { key: 'a', value: 'x' })).toBe(false)
  })

  it('law: equal taints are tolerated by the same tolerations', () => {
    const reworded = taint.map((each) => [
      each,
      { value: null, effect: '', ...each, timeAdded: undefined },
    ])
    fc.assert(
      fc.property(
        frozenly(fc.oneof(reworded, fc.tuple(taint, taint))),
        toleration,
        ([a = {}, b = {}], given) => {
          fc.pre(eqTaint.equals(a, b))
          expect(tolerates(given, a)).toBe(tolerates(given, b))
        },
      ),
    )
  })
})
