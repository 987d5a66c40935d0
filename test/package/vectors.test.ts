import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { OPERATIONS } from '../conformance/cases.js'
import { newestRecorded, readVectors } from '../conformance/vectors.js'

const project = mkdtempSync(join(tmpdir(), 'podfit-vectors-'))
const installed = join(project, 'node_modules/podfit-vectors')

const run = (command: string, args: readonly string[], cwd = project): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8' })

const FILES = OPERATIONS.map((operation) => `${operation}.jsonl`)

let tarball = ''

beforeAll(() => {
  const to = ['--pack-destination', project]
  const printed = run('npm', ['pack', '--silent', './packages/vectors', ...to], process.cwd())
  tarball = join(project, printed.trim().split('\n').at(-1) ?? '')
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }\n')
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', tarball])
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the packed tarball of podfit-vectors', () => {
  it('holds vectors of every operation, their README and the licence, and nothing else', () => {
    expect(readdirSync(installed).sort()).toEqual(
      ['LICENSE', 'README.md', 'package.json', ...FILES].sort(),
    )
    expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'))
  })

  it('holds less than 2 MB of them, each a line of JSON after a header', () => {
    const texts = ['README.md', ...FILES].map((file) => readFileSync(join(installed, file), 'utf8'))
    expect(Buffer.byteLength(texts.join(''))).toBeLessThanOrEqual(2_000_000)
    for (const operation of OPERATIONS) {
      const text = readFileSync(join(installed, `${operation}.jsonl`), 'utf8')
      const [header, ...vectors] = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      const { kubernetes } = readVectors(newestRecorded(), operation).header
      expect(header).toMatchObject({ format: 1, operation, kubernetes })
      expect(vectors.length).toBeGreaterThan(5)
      expect(
        vectors.filter((vector) => 'in' in vector && ('out' in vector || 'bad' in vector)),
      ).toEqual(vectors)
    }
  })

  it.each([
    ['imported', 'module', 'fileURLToPath(import.meta.resolve("podfit-vectors/tolerates.jsonl"))'],
    ['required', 'commonjs', 'require.resolve("podfit-vectors/tolerates.jsonl")'],
  ])('can be found by its name, %s', (_how, type, path) => {
    const code =
      type === 'module'
        ? `import { fileURLToPath } from 'node:url'\nconsole.log(${path})`
        : `console.log(${path})`
    const found = run(process.execPath, [`--input-type=${type}`, '-e', code]).trim()
    expect(readFileSync(found, 'utf8')).toMatch(/^\{"format":1,"operation":"tolerates"/)
  })

  it('is a small download, and podfit one of less than 2 MB', () => {
    expect(statSync(tarball).size).toBeLessThan(200_000)
    expect(statSync(inject('tarball')).size).toBeLessThan(2_000_000)
  })

  it('is no part of podfit any more', () => {
    const listed = run('tar', ['-tzf', inject('tarball')]).split('\n')
    expect(listed).toContain('package/package.json')
    expect(listed.filter((path) => path.includes('vectors') || path.endsWith('.jsonl'))).toEqual([])
  })
})
