import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { markdownFiles, typeScriptBlocks } from '../docs/examples.js'

/** What the blocks import beside podfit, as a reader has it installed. */
const BESIDE = ['@types', '@kubernetes', 'fast-check', 'fp-ts', 'vitest']

const project = mkdtempSync(join(tmpdir(), 'podfit-pages-'))
const installed = join(project, 'node_modules/podfit')

beforeAll(() => {
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', inject('tarball'), '-C', installed, '--strip-components=1'])
  for (const name of BESIDE)
    symlinkSync(join(process.cwd(), 'node_modules', name), join(installed, '..', name))
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

/** What the compiler says of modules, each under the place that it comes from. */
const saidOf = (modules: ReadonlyMap<string, string>): readonly string[] => {
  const places = new Map<string, string>()
  for (const [place, code] of modules) {
    const file = join(project, `${place.replaceAll(/\W/g, '-')}.ts`)
    writeFileSync(file, `${code}\nexport {}\n`)
    places.set(file, place)
  }
  const program = ts.createProgram([...places.keys()], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, code, messageText }) =>
        `${places.get(file?.fileName ?? '') ?? file?.fileName}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}

describe('TypeScript on the pages, with the packed tarball installed', () => {
  it('type-checks under strict, every block', () => {
    const blocks = markdownFiles().flatMap((page) => typeScriptBlocks(page))
    const pages = new Set(blocks.map(({ path }) => path))
    expect(pages).toContain('README.md')
    expect(pages).toContain('docs/how-to/test-your-controller.md')
    expect(blocks.length).toBeGreaterThan(40)
    expect(saidOf(new Map(blocks.map(({ place, code }) => [place, code])))).toEqual([])
  })

  it.each([
    ['a parameter without a type', 'const f = ({ a }) => a\nf({ a: 1 })', 'TS7031'],
    ['a name that no door has', "import { decides } from 'podfit'\ndecides()", 'TS2724'],
    ['a door that is not there', "import { a } from 'podfit/none'\na()", 'TS2307'],
  ])('would find %s', (_what, code, said) => {
    expect(saidOf(new Map([['wrong', code]])).join('\n')).toContain(`wrong: ${said}`)
  })
})
