/**
 * The part of a stream of bytes that is still needed. Reading more drops what lies before the mark, and
 * mark and place move to the front with what is kept.
 */
export interface ByteWindow {
  /** What is there, up to `end`; another buffer after reading more. */
  bytes: Buffer
  end: number
  /** Where the reader stands. */
  at: number
  /** From where on everything is kept. */
  mark: number
  /** Reads more; false when there is no more. */
  readonly more: () => Promise<boolean>
}

/** A window on a stream, in which nothing has been read yet. */
export const byteWindow = (chunks: AsyncIterable<Uint8Array>): ByteWindow => {
  const source = chunks[Symbol.asyncIterator]()
  const window: ByteWindow = {
    bytes: Buffer.alloc(0),
    end: 0,
    at: 0,
    mark: 0,
    more: async () => {
      const next = await source.next()
      if (next.done === true) return false
      const kept = window.end - window.mark
      const end = kept + next.value.length
      const bytes = withRoom(window.bytes, end)
      window.bytes.copy(bytes, 0, window.mark, window.end)
      bytes.set(next.value, kept)
      Object.assign(window, { bytes, end, at: window.at - window.mark, mark: 0 })
      return true
    },
  }
  return window
}

/** The buffer, or a larger one: at least twice as large, so that filling it costs little in all. */
const withRoom = (bytes: Buffer, size: number): Buffer =>
  size <= bytes.length ? bytes : Buffer.allocUnsafe(Math.max(size, 2 * bytes.length))
