import { noProgram } from '../../src/cli/world.js'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { examples, rewrite, type Example } from './examples.js'

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly exports: object }
const doors = Object.keys(exports).filter((path) => !path.endsWith('.json'))

/** Every door of the package by the name under which it is imported. */
const MODULES: Readonly<Record<string, unknown>> = Object.fromEntries(
  await Promise.all(
    doors.map(async (path) => [
      `podfit${path.slice(1)}`,
      (await import(`../../src/${path === '.' ? 'index' : path.slice(2)}.ts`)) as unknown,
    ]),
  ),
)

/** fp-ts and fast-check, with which podfit is used. */
const requireOther = createRequire(import.meta.url)

const ASSERTION = /^(\s*)(\S.*?) *\/\/ => (.+)$/gm

/** Runs TypeScript in which `expression // => value` is an assertion. */
const runTypeScript = ({ code, place }: Example): number => {
  let assertions = 0
  const check = (actual: unknown, expected: unknown): void => {
    assertions++
    expect(actual, place).toEqual(expected)
  }
  const checked = code.replace(ASSERTION, '$1__check($2, $3)')
  const { outputText } = ts.transpileModule(checked, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const load = (name: string): unknown => {
    if (name.startsWith('fp-ts/') || name === 'fast-check') return requireOther(name)
    const module = MODULES[name]
    if (module === undefined) throw new Error(`${place} imports ${name}`)
    return module
  }
  // The examples are ours, and running them is the point.
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function('require', '__check', 'exports', outputText)(load, check, {})
  return assertions
}

/** Runs the commands of a console block, `$ podfit …`, and answers with everything they print. */
const runCommands = async (code: string): Promise<string> => {
  let printed = ''
  const world = {
    stdout: (text: string) => {
      printed += text
      return Promise.resolve()
    },
    stderr: (text: string) => void (printed += text),
    stdin: () => Readable.from([]),
    program: noProgram,
    env: {},
    now: () => new Date('2026-01-01T12:00:00Z'),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  }
  for (const line of code.split('\n')) {
    if (!line.startsWith('$ ')) continue
    printed += `${line}\n`
    const [, ...args] = words(line.slice(2))
    await run(args, world)
  }
  return printed
}

const words = (command: string): readonly string[] =>
  (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'))

const all = examples()

/** With UPDATE_DOCS=1 the pages are rewritten to show what the commands print. */
describe('documentation', () => {
  it.each(all.filter((example) => example.language === 'ts'))(
    '$place runs and holds',
    (example) => {
      expect(runTypeScript(example)).toBeGreaterThan(0)
    },
  )

  it.each(
    all.filter(({ language, code }) => language === 'console' && code.startsWith('$ podfit')),
  )('$place prints what it says', async (example) => {
    const printed = await runCommands(example.code)
    const updates = process.env['UPDATE_DOCS'] !== undefined
    if (updates) rewrite(example, printed)
    expect(printed).toBe(updates ? printed : example.code)
  })

  it('has examples', () => {
    expect(all.length).toBeGreaterThan(20)
  })
})
