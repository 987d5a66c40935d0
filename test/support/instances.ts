import * as fc from 'fast-check'
import type { Monoid } from 'fp-ts/Monoid'
import type { Ord } from 'fp-ts/Ord'
import { expect, it } from 'vitest'

/** The laws of a total order, and of the equality that goes with it. */
export const itIsAnOrd = <A>(ord: Ord<A>, any: fc.Arbitrary<A>): void => {
  const { compare, equals } = ord
  const atMost = (a: A, b: A): boolean => compare(a, b) <= 0

  it('law: reflexivity', () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(equals(a, a)).toBe(true)
        expect(compare(a, a)).toBe(0)
      }),
    )
  })

  it('law: symmetry', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(equals(a, b)).toBe(equals(b, a))
      }),
    )
  })

  it('law: antisymmetry, and any two can be compared', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(compare(a, b) + compare(b, a)).toBe(0)
        expect(compare(a, b) === 0).toBe(equals(a, b))
      }),
    )
  })

  it('law: transitivity', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        if (atMost(a, b) && atMost(b, c)) expect(atMost(a, c)).toBe(true)
        if (equals(a, b) && equals(b, c)) expect(equals(a, c)).toBe(true)
      }),
    )
  })
}

/** The laws of a monoid, and that the order in which values come does not matter. */
export const itIsACommutativeMonoid = <A>(
  { concat, empty }: Monoid<A>,
  any: fc.Arbitrary<A>,
): void => {
  it('law: associativity', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(concat(concat(a, b), c)).toEqual(concat(a, concat(b, c)))
      }),
    )
  })

  it('law: unit', () => {
    fc.assert(
      fc.property(any, (a) => {
        expect([concat(empty, a), concat(a, empty)]).toEqual([a, a])
      }),
    )
  })

  it('law: commutativity', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(concat(a, b)).toEqual(concat(b, a))
      }),
    )
  })
}
