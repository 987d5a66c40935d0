import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainBytes } from '../../../src/cli/input/plainBytes.js'

const TEXT = '{"kind": "Node", "metadata": {"name": "ñ1 😀"}}\n'

const utf16 = (text: string, littleEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return littleEndian ? bytes : bytes.swap16()
}

const cut = (bytes: Buffer, size: number) =>
  (async function* () {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.subarray(at, at + size))
    }
  })()

const read = async (bytes: Buffer, size: number): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of plainBytes(cut(bytes, size))) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

describe('plainBytes', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-16, little endian, as PowerShell writes it', utf16(TEXT, true)],
    ['UTF-16, big endian', utf16(TEXT, false)],
    ['gzip', gzipSync(TEXT)],
    ['UTF-16 in gzip', gzipSync(utf16(TEXT, true))],
  ])('reads %s, cut anywhere', async (_case, bytes) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(await read(bytes, size)).toBe(TEXT)
  })

  it.each([0, 1])('reads %i bytes', async (length) => {
    expect(await read(Buffer.alloc(length, 'a'), 1)).toBe('a'.repeat(length))
  })

  it('fails where gzip breaks off', async () => {
    await expect(read(gzipSync(TEXT).subarray(0, 30), 7)).rejects.toThrow()
  })

  it('leaves every other text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 5 }),
        async (text, size) => {
          expect(await read(Buffer.from(text), size)).toBe(text)
        },
      ),
    )
  })
})
