import type { Fuzz } from './fuzz.js'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { EXIT } from '../../src/cli/exitCode.js'
import { run } from '../../src/cli/run.js'
import { noProgram, type World } from '../../src/cli/world.js'
import { CLUSTER, DEPLOYMENT, SUITE, VERBS } from '../support/everyVerb.js'
import { anyTextOf, mutatedShape } from '../support/mutatedShapes.js'

/** What a verb prints, and ends with. */
interface Printed {
  readonly code: number
  /** What is on standard output, and what is on both streams. */
  readonly stdout: string
  readonly text: string
}

/** In a folder of its own, with a cluster and a suite in it. */
const inFolder = async <A>(use: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'podfit-fuzz-'))
  try {
    writeFileSync(join(folder, 'c.json'), JSON.stringify(CLUSTER))
    writeFileSync(join(folder, 's.yaml'), SUITE)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Several documents, whatever they are written in: what begins with a brace is JSON. */
const writeManifest = (folder: string, text: string): 'json' | 'yaml' => {
  const deployment = JSON.stringify(DEPLOYMENT)
  const isJson = text.startsWith('{')
  const both = isJson
    ? `{"apiVersion":"v1","kind":"List","items":[${deployment},${text}]}`
    : `${deployment}\n---\n${text.replace(/^---\n/, '')}`
  writeFileSync(join(folder, isJson ? 'm.json' : 'm.yaml'), text)
  writeFileSync(join(folder, isJson ? 'd.json' : 'd.yaml'), both)
  return isJson ? 'json' : 'yaml'
}

const runIn = async (folder: string, line: readonly string[]): Promise<Printed> => {
  let text = ''
  let stdout = ''
  const world: World = {
    stdout: async (part) => {
      stdout += part
      await Promise.resolve(void (text += part))
    },
    stderr: (part) => void (text += part),
    stdin: async function* () {
      yield await Promise.resolve(Buffer.alloc(0))
    },
    program: noProgram,
    env: {},
    now: () => new Date('2026-01-02T12:00:00Z'),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  const code = await run(
    line.map((word) => word.replace(/^@/, `${folder}/`)),
    world,
  )
  return { code, stdout, text }
}

/** What is refused of a manifest beside the cluster, by its name; a subject without one is told, too. */
const refusedOf = async (folder: string, file: string): Promise<readonly string[]> => {
  const line = ['plan', '-f', '@c.json', '-f', file, '-o', 'json']
  const { code, stdout, text } = await runIn(folder, line)
  if (code === EXIT.fault) throw new Error(text)
  const { refused = [] } = JSON.parse(stdout) as {
    readonly refused?: readonly { readonly object: string }[]
  }
  return refused.map(({ object }) => object)
}

/**
 * Runs every verb on a cluster and a manifest of a shape that charts have, with something wrong in it. Looked for are
 * exit code 5, and an answer that does not say that a manifest is refused.
 */
export const fuzzManifests: Fuzz = async ({ cases, seed, only, after, begin, found }) => {
  const verbs = Object.keys(VERBS).filter((name) => name.includes(only))
  const each = Math.max(1, Math.ceil(cases / Math.max(1, verbs.length)))
  let calls = 0
  await inFolder(async (folder) => {
    for (const [place, verb] of verbs.slice(verbs.indexOf(after ?? '') + 1).entries()) {
      begin(verb)
      const formats = (await COMMANDS[verb]?.())?.flags.find(({ name }) => name === 'output')
      const anyCase = mutatedShape({ kinds: true }).chain((tree) =>
        fc.tuple(anyTextOf(tree), fc.constantFrom(undefined, ...(formats?.choices ?? []))),
      )
      const result = await fc.check(
        fc.asyncProperty(anyCase, async ([text, format]) => {
          calls++
          if (calls % 200 === 0) begin(verb)
          await judge(folder, verb, text, format)
        }),
        { numRuns: each, seed: seed + place, endOnFailure: false },
      )
      if (!result.failed) continue
      const [[text, format] = ['', undefined]] = result.counterexample ?? []
      found({
        target: `podfit ${verb} -o ${format ?? 'text'}`,
        problem: String(result.errorInstance).slice(0, 600),
        input: text.slice(0, 3000),
        seed,
      })
    }
  })
  return { calls, skipped: [] }
}

const judge = async (
  folder: string,
  verb: string,
  text: string,
  format: string | undefined,
): Promise<void> => {
  const ending = writeManifest(folder, text)
  const args = (VERBS[verb] ?? []).map((word) => word.replace(/^(@[md])\.json$/, `$1.${ending}`))
  const asked = format === undefined ? [] : ['-o', format]
  const { code, text: printed } = await runIn(folder, [verb, ...args, ...asked])
  if (code === EXIT.fault) throw new Error(printed)
  for (const object of await refusedOf(folder, `@m.${ending}`)) {
    if (code === EXIT.done || code === EXIT.changes) throw new Error(`ends with ${code}: ${object}`)
    if (!printed.includes('refuses it') && !/"refused": \[\s*\{/.test(printed)) {
      throw new Error(`does not say that ${object} is refused`)
    }
  }
}
