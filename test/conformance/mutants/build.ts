import { mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { context, type BuildContext, type Plugin } from 'esbuild'
import type { AnswerLine } from '../replay.js'
import { mutated, type Mutant } from './mutant.js'

const FOLDER = '.cache/mutants'

/** `podfit` is what stands in src, with the bug of the moment in it. */
const source = (mutant: () => Mutant | undefined): Plugin => ({
  name: 'source',
  setup: (build) => {
    build.onResolve({ filter: /^podfit(?:\/|$)/ }, ({ path }) => ({
      path: resolve('src', `${path.slice('podfit/'.length) || 'index'}.ts`),
    }))
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      const bug = mutant()
      if (bug === undefined || path !== resolve('src', bug.file)) return undefined
      const contents = mutated(readFileSync(path, 'utf8'), bug)
      return contents === undefined
        ? { errors: [{ text: `not once in src/${bug.file}: ${bug.replace}` }] }
        : { contents, loader: 'ts' }
    })
  },
})

/** Makes answerers of podfit with a bug in it, or without one. */
export interface Builder {
  readonly answerer: (mutant?: Mutant) => Promise<AnswerLine>
  readonly stop: () => Promise<void>
}

export const startBuilder = async (): Promise<Builder> => {
  mkdirSync(FOLDER, { recursive: true })
  let current: Mutant | undefined
  let count = 0
  const building: BuildContext = await context({
    entryPoints: ['test/conformance/operations.mjs'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // yaml is CommonJS for Node.js; no bug is planted in it.
    external: ['yaml'],
    logLevel: 'silent',
    plugins: [source(() => current)],
  })
  return {
    answerer: async (mutant) => {
      current = mutant
      const { outputFiles } = await building.rebuild()
      const file = resolve(FOLDER, `${count++}.mjs`)
      await writeFile(file, outputFiles?.[0]?.contents ?? '')
      return ((await import(pathToFileURL(file).href)) as { answer: AnswerLine }).answer
    },
    stop: () => building.dispose(),
  }
}
