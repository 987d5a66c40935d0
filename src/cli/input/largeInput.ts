import { setFlagsFromString } from 'node:v8'

/** From so many bytes on memory is worth more than time. */
const LARGE = 256 * 1024 * 1024

/** By how much of what is alive the heap may grow before it is looked through again; otherwise it may double. */
const growSlowly = (): void => setFlagsFromString('--heap-growing-percent=40')

/**
 * Watches how much is read of all sources of a run. Once it is a great deal, the heap is looked through more often,
 * which takes some more time and much less memory.
 */
export const largeInputs = (
  onLarge: () => void = growSlowly,
  from: number = LARGE,
): ((chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>) => {
  let bytes = 0
  return async function* (chunks) {
    for await (const chunk of chunks) {
      const before = bytes
      bytes += chunk.length
      if (before < from && bytes >= from) onLarge()
      yield chunk
    }
  }
}
