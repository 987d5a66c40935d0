import { describe, expect, it } from 'vitest'
import { largeInputs } from '../../../src/cli/input/largeInput.js'

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield await Promise.resolve(new Uint8Array(size))
}

const sizesOf = async (read: AsyncIterable<Uint8Array>): Promise<readonly number[]> => {
  const sizes: number[] = []
  for await (const { length } of read) sizes.push(length)
  return sizes
}

describe('largeInputs', () => {
  it('says once that all sources together are large, and passes on what is read', async () => {
    let said = 0
    const note = largeInputs(() => {
      said++
    }, 10)
    expect(await sizesOf(note(chunks(4, 5)))).toEqual([4, 5])
    expect(said).toBe(0)
    expect(await sizesOf(note(chunks(1, 20, 30)))).toEqual([1, 20, 30])
    expect(said).toBe(1)
    expect(await sizesOf(note(chunks(40)))).toEqual([40])
    expect(said).toBe(1)
  })
})
