import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const root = process.cwd()
const page = readFileSync('docs/how-to/coverage-in-your-tests.md', 'utf8')
const project = mkdtempSync(join(tmpdir(), 'podfit-runners-'))

beforeAll(() => {
  cpSync(join(root, 'test/package/runners'), project, { recursive: true })
  cpSync(join(root, 'test/package/consumer/cluster.yaml'), join(project, 'cluster.yaml'))
  writeFileSync(join(project, 'package.json'), '{ "name": "runners", "private": true }\n')
  const packages = ['vitest@4.1.12', 'jest@30.2.0', '@jest/globals@30.2.0', 'fast-check@4.10.2']
  const args = ['install', '--silent', '--no-audit', '--no-fund', inject('tarball'), ...packages]
  execFileSync('npm', args, { cwd: project })
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

const RUNNERS: readonly (readonly [string, string, readonly string[]])[] = [
  ['vitest', 'node_modules/vitest/vitest.mjs', ['run', 'agent.vitest.mjs', '--dir', '.']],
  ['jest', 'node_modules/jest/bin/jest.js', ['--rootDir', '.', 'agent.test.cjs']],
  ['node:test', '--test', ['--test-reporter=spec', 'agent.node.mjs']],
]

/** Test files on a how-to page, as a reader copies them. */
const copied = (language: string, test: RegExp): string =>
  [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].find(
    ([, name, code = '']) => name === language && test.test(code),
  )?.[2] ?? ''

describe('the test files of the page about coverage, copied', () => {
  it.each([
    ['vitest', 'typescript', 'copied.test.ts', 'node_modules/vitest/vitest.mjs', ['run']],
    ['jest', 'js', 'copied.test.js', 'node_modules/jest/bin/jest.js', ['--rootDir', '.']],
  ])('%s: matchers and a suite', (_name, language, file, program, args) => {
    const own = join(project, language)
    mkdirSync(join(own, 'test'), { recursive: true })
    symlinkSync(join(project, 'node_modules'), join(own, 'node_modules'))
    writeFileSync(join(own, 'package.json'), '{ "private": true }\n')
    cpSync(join(project, 'cluster.yaml'), join(own, 'test/cluster.yaml'))
    cpSync(join(project, 'suite.yaml'), join(own, 'test/agents.yaml'))
    writeFileSync(join(own, 'test', file), copied(language, /runs on databases/))
    writeFileSync(join(own, 'test', `suite.${file}`), copied(language, /^describeSuite/m))
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_TEST_CONTEXT: undefined }
    const ran = spawnSync(process.execPath, [program, ...args], { cwd: own, env, encoding: 'utf8' })
    const printed = `${ran.stdout}${ran.stderr}`
    expect(printed).toMatch(/Tests:?.*2 passed/)
    expect({ status: ran.status, printed }).toMatchObject({ status: 0 })
  })
})

describe('the matchers of the packed tarball', () => {
  it.each(RUNNERS)('in %s: one test fails, with the explanation', (name, file, args) => {
    if (name === 'vitest')
      writeFileSync(
        join(project, 'vitest.config.mjs'),
        "export default { test: { include: ['agent.vitest.mjs'] } }\n",
      )
    if (name === 'jest')
      writeFileSync(
        join(project, 'jest.config.json'),
        '{ "testMatch": ["**/agent.test.cjs"], "transform": {} }\n',
      )
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_TEST_CONTEXT: undefined }
    const ran = spawnSync(process.execPath, [file, ...args], {
      cwd: project,
      env,
      encoding: 'utf8',
    })
    const printed = `${ran.stdout}${ran.stderr}`
    expect(ran.status).toBe(1)
    expect(printed).toContain('expected DaemonSet default/agent to run on db')
    expect(printed).toContain(
      'near miss: spec.template.spec.tolerations[0] has the key, but another value',
    )
    expect(printed).toMatch(/(?:1 failed|fail 1)/)
    expect(printed).toContain('fails with an explanation')
    expect(printed).not.toMatch(/(?:2 failed|fail 2)/)
  })

  it.each(['vitest.mts', 'jest.mts'])('have types: %s', (file) => {
    const config = join(project, 'tsconfig.json')
    const compilerOptions = {
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
    }
    writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
  })
})
