/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 to `below` - 1. */
  readonly below: (below: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <A>(from: readonly A[]) => A
}

/** Mulberry32: a counter, mixed. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: <A>(from: readonly A[]): A => from[below(from.length)] as A,
  }
}
