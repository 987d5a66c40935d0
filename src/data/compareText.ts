const FIRST_SURROGATE = 0xd800

/**
 * Orders two strings by their UTF-8 bytes, as Go's `<` does. JavaScript's own `<` compares UTF-16 code
 * units and puts U+E000…U+FFFF after the characters beyond the first plane.
 */
export const compareText = (a: string, b: string): -1 | 0 | 1 => {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    if (x < FIRST_SURROGATE || y < FIRST_SURROGATE) return x < y ? -1 : 1
    return rotate(x) < rotate(y) ? -1 : 1
  }
  return a.length < b.length ? -1 : 1
}

/** Moves the surrogates (D800–DFFF) behind E000–FFFF, where their code points belong. */
const rotate = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000)
