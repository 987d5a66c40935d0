const WORD = 32

/** The number that has these bits, and no others. */
export const maskOfPlaces = (places: Iterable<number>): bigint => {
  const words: number[] = []
  for (const place of places) {
    const at = Math.floor(place / WORD)
    while (words.length <= at) words.push(0)
    words[at] = (words[at] ?? 0) | (1 << (place % WORD))
  }
  return words.reduceRight((mask, word) => (mask << 32n) | BigInt(word >>> 0), 0n)
}

/** Which bits a number has, the lowest first: takes time in proportion to their count, where shifting takes its square. */
export const placesOf = (mask: bigint): readonly number[] => {
  const digits = mask.toString(2)
  const places: number[] = []
  for (let at = digits.length - 1; at >= 0; at--) {
    if (digits.charCodeAt(at) === ONE) places.push(digits.length - 1 - at)
  }
  return places
}

const ONE = 49
