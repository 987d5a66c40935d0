import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { frozen } from '../support/frozen.js'
import { readCorpus } from './corpus.js'
import { judge, makers } from './pure.js'

const CORPUS = 'test/fuzz/corpus.jsonl'

describe('what the fuzzer found', async () => {
  const calls = readCorpus(CORPUS, await makers())

  it('is there', () => {
    expect(existsSync(CORPUS)).toBe(true)
    expect(calls.length).toBeGreaterThan(0)
  })

  it.each(calls.map((call, i) => [`${call.door}.${call.name} (line ${i + 1})`, call] as const))(
    '%s neither throws nor hangs, and its answer survives JSON',
    async (_name, { door, name, args }) => {
      const path = door === 'index' ? 'podfit' : `podfit/${door}`
      const functions = (await import(path)) as Record<
        string,
        (...given: readonly unknown[]) => unknown
      >
      const call = functions[name]
      expect(call).toBeTypeOf('function')
      if (call !== undefined) {
        judge(call, { throws: false }, frozen(args), { json: !OPAQUE.has(name), twice: true })
      }
    },
  )
})

/** Answers that hold a cluster or what came in. */
const OPAQUE = new Set(['applyPlan', 'applyChange', 'whatIf', 'updateCluster'])
