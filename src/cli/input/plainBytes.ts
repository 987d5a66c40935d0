import { createGunzip } from 'node:zlib'
import { pipeline, Readable } from 'node:stream'

/**
 * The bytes of a text as UTF-8: what is compressed with gzip is unpacked, what begins with the mark of UTF-16 (as
 * PowerShell's `>` writes it) is turned into UTF-8, anything else is left as it is.
 */
export async function* plainBytes(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const [first, all] = await begun(bytes)
  const [a, b] = first
  if (a === 0x1f && b === 0x8b) {
    const unpacked = createGunzip()
    // What fails is thrown where the bytes are read.
    pipeline(Readable.from(all), unpacked, () => undefined)
    yield* plainBytes(unpacked as AsyncIterable<Uint8Array>)
  } else if (a === 0xff && b === 0xfe) yield* utf8(all, 'utf-16le')
  else if (a === 0xfe && b === 0xff) yield* utf8(all, 'utf-16be')
  else yield* all
}

/** Two bytes, or all there are, and everything from the beginning. */
const begun = async (
  bytes: AsyncIterable<Uint8Array>,
): Promise<readonly [Uint8Array, AsyncIterable<Uint8Array>]> => {
  const rest = bytes[Symbol.asyncIterator]()
  let first: Uint8Array = new Uint8Array()
  let next = await rest.next()
  while (next.done !== true) {
    first = Buffer.concat([first, next.value])
    if (first.length >= 2) break
    next = await rest.next()
  }
  const all = async function* (): AsyncIterable<Uint8Array> {
    if (first.length > 0) yield first
    if (next.done === true) return
    for (let more = await rest.next(); more.done !== true; more = await rest.next()) {
      yield more.value
    }
  }
  return [first, all()]
}

async function* utf8(
  bytes: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
