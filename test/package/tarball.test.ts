import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const root = process.cwd()
const project = mkdtempSync(join(tmpdir(), 'podfit-consumer-'))

const run = (command: string, args: readonly string[], cwd = project): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8' })

const node = (file: string, ...args: readonly string[]): string =>
  run(process.execPath, [file, ...args])

beforeAll(() => {
  cpSync(join(root, 'test/package/consumer'), project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }\n')
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', inject('tarball')])
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the packed tarball', () => {
  it('can be imported', () => {
    expect(node('import.mjs')).toBe('leave UntoleratedTaint 1\n')
  })

  it('can be required', () => {
    expect(node('require.cjs')).toBe('leave UntoleratedTaint 1\n')
  })

  it('has a command', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    const bin = join(project, 'node_modules/.bin/podfit')
    expect(run(bin, ['--version'])).toBe(`${version}\n`)
    expect(run(bin, ['plan', '-f', 'cluster.yaml', '--now', '2026-01-01T00:00:00Z'])).toContain(
      '+ create 1 pod on n1',
    )
  })

  it('tells the story of its demo', () => {
    const story = node('node_modules/podfit/examples/demo.mjs')
    expect(story).toContain('kubectl get ds: redis-ds  DESIRED 1')
    expect(story).toContain('kubectl get ds: redis-ds  DESIRED 2')
  })

  it.each([
    ['nodenext, ESM', 'esm.mts', { module: 'nodenext' }],
    ['nodenext, CommonJS', 'cjs.cts', { module: 'nodenext' }],
    ['bundler', 'esm.mts', { module: 'esnext', moduleResolution: 'bundler' }],
    ['node10', 'cjs.cts', { module: 'commonjs', moduleResolution: 'node10' }],
  ])('type-checks under %s', (_mode, file, options) => {
    const compilerOptions = {
      noEmit: true,
      target: 'es2022',
      lib: ['es2023'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      ...options,
    }
    const config = JSON.stringify({ compilerOptions, files: [file] })
    writeFileSync(join(project, 'tsconfig.json'), config)
    expect(node(join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('')
  })

  const bundle = async (code: string): Promise<string> => {
    const result = await build({
      stdin: { contents: code, resolveDir: project },
      bundle: true,
      minify: true,
      write: false,
      platform: 'browser',
      format: 'esm',
    })
    return result.outputFiles[0]?.text ?? ''
  }

  it('can be bundled for browsers, and one function does not drag in the codecs', async () => {
    const one = await bundle("export { tolerates } from 'podfit'")
    expect(one).not.toMatch(/RFC 3339 time/)
    expect(one.length).toBeLessThan(4000)
    expect(await bundle("export * from 'podfit'")).toMatch(/RFC 3339 time/)
  })

  it.each([
    ['the matching', '{ daemonSetPolicy, decide, explain }', 8],
    ['everything of the root, the store and decoding included,', '*', 47],
  ])('%s stays small, minified and compressed', async (_part, names, kilobytes) => {
    const code = await bundle(`export ${names} from 'podfit'`)
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(kilobytes * 1000)
  })

  it('imports no package of its own bundle at run time', () => {
    const dist = join(project, 'node_modules/podfit/dist')
    const code = readdirSync(dist).filter((name) => /\.c?js$/.test(name))
    for (const name of code) {
      expect(readFileSync(join(dist, name), 'utf8'), name).not.toMatch(
        /(?:from |require\(|import\()["'](?:fp-ts|io-ts|yaml|commander|diff)/,
      )
    }
  })

  it('carries what it must', () => {
    const files = readdirSync(join(project, 'node_modules/podfit'))
    expect(files).toEqual(
      expect.arrayContaining([
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'LICENSE',
        'README.md',
        'THIRD-PARTY-NOTICES',
        'dist',
        'docs',
        'examples',
        'schemas',
      ]),
    )
  })

  it('has no page with a dead link, and the files that the README reads', () => {
    const installed = join(project, 'node_modules/podfit')
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    )
    const dead = pages.flatMap((page) =>
      [
        ...readFileSync(join(installed, page), 'utf8')
          .replaceAll(/^```.*?^```/gms, '')
          .matchAll(/\]\((?<target>[^)#\s:]+)(?:#[^)]*)?\)/g),
      ]
        .map(({ groups }) => groups?.['target'] ?? '')
        .filter((target) => !existsSync(join(installed, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    )
    expect(dead).toEqual([])

    const readme = readFileSync(join(installed, 'README.md'), 'utf8')
    const examples = [...readme.matchAll(/(?<= -f )\S+\/\S+/g)].map(([path]) => path)
    expect(examples).not.toEqual([])
    expect(examples.filter((path) => !existsSync(join(installed, path)))).toEqual([])
  })

  it('leaves publint and attw nothing to say', () => {
    const bin = (name: string): string => join(root, 'node_modules/.bin', name)
    expect(run(bin('publint'), ['--strict', '.'], root)).toContain('All good!')
    expect(run(bin('attw'), ['--pack', '.', '--format', 'ascii'], root)).toContain(
      'No problems found',
    )
  })
})
