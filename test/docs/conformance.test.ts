import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newestRecorded, readLines, readVectors } from '../conformance/vectors.js'

const page = readFileSync('docs/conformance.md', 'utf8')

const blockOf = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? ''

const folder = mkdtempSync(join(tmpdir(), 'podfit-vectors-'))

const run = (command: string, args: readonly string[], input = '') =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8', input })

const has = (command: string): boolean => run(command, ['--version']).status === 0

beforeAll(() => {
  mkdirSync(join(folder, 'vectors'))
  for (const operation of ['tolerates', 'rolloutStatus']) {
    const lines = readLines(newestRecorded(), operation)
    writeFileSync(join(folder, 'vectors', `${operation}.jsonl`), `${lines.join('\n')}\n`)
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

/** On the machines that have them; the copies in other languages are documentation, not podfit. */
describe('docs/conformance.md', () => {
  it.skipIf(!has('python3'))('has a copy in Python that agrees', () => {
    const { stdout, stderr } = run('python3', ['-'], blockOf('python'))
    expect(stderr).toBe('')
    const { kubernetes } = readVectors(newestRecorded(), 'tolerates').header
    expect(stdout).toMatch(/^\d{4} answers /)
    expect(stdout.slice(4)).toBe(` answers as Kubernetes ${kubernetes} gives them\n`)
  })

  it.skipIf(!has('python3'))('has a copy in Python that notices a wrong answer', () => {
    const wrong = blockOf('python').replace('found < bound', 'found <= bound')
    expect(run('python3', ['-'], wrong).stderr).toContain('AssertionError')
  })

  it.skipIf(!has('jq'))('has a copy in jq that agrees', () => {
    const { status, stdout, stderr } = run('jq', [
      '-nc',
      blockOf('jq'),
      'vectors/rolloutStatus.jsonl',
    ])
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.skipIf(!has('jq'))('has a copy in jq that notices a wrong answer', () => {
    const wrong = blockOf('jq').replace('<=', '<')
    expect(run('jq', ['-nc', wrong, 'vectors/rolloutStatus.jsonl']).stdout).not.toBe('')
  })
})
