import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { frozen } from '../support/frozen.js'
import { readCorpus } from './corpus.js'
import { readDoors } from './functions.js'
import { readMade } from './made.js'
import { judge, load, makers } from './pure.js'

const CORPUS = 'test/fuzz/corpus.jsonl'

describe('what the fuzzer found', async () => {
  const calls = readCorpus(CORPUS, await makers())
  const { types, functions } = readDoors()
  const madeOf = readMade(types.checker)

  it('is there', () => {
    expect(existsSync(CORPUS)).toBe(true)
    expect(calls.length).toBeGreaterThan(0)
  })

  it.each(calls.map((call, i) => [`${call.door}.${call.name} (line ${i + 1})`, call] as const))(
    '%s neither throws nor hangs, and its answer survives JSON',
    async (_name, { door, name, args }) => {
      const exported = functions.find((each) => each.door === door && each.name === name)
      const call = (await load(door))[name]
      if (exported === undefined || call === undefined) throw new Error('no such function')
      expect(() => {
        judge(call, exported, frozen(args), { made: madeOf(exported), twice: true })
      }).not.toThrow()
    },
  )
})
