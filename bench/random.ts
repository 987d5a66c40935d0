/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, a bound. */
  readonly below: (bound: number) => number
  readonly pick: <A>(items: readonly A[]) => A
  /** Lower-case hexadecimal digits. */
  readonly hex: (digits: number) => string
}

/** Mulberry32: one 32-bit state, good enough to make data from. */
export const random = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (bound: number): number => next() % bound
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return { below, hex, pick: (items) => items[below(items.length)] as never }
}
