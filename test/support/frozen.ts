import type * as fc from 'fast-check'

/** A value that throws when anything in it is changed. */
export const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) frozen(member)
  }
  return value
}

/** An arbitrary whose values are deep-frozen, so that a function that changes its input is found. */
export const frozenly = <A>(arbitrary: fc.Arbitrary<A>): fc.Arbitrary<A> => arbitrary.map(frozen)
