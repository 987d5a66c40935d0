import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import { readSuites } from '../../../src/cli/input/suites.js'
import { fakeWorld, withFiles } from '../../support/world.js'

const SUITE = 'apiVersion: podfit/v1\nkind: Suite\ntests: []\n'

const read = async (files: Readonly<Record<string, string>>, ...names: readonly string[]) =>
  await withFiles(files, async (directory) => {
    const at = (file: string) => file.replace(`${directory}/`, '')
    const { world } = fakeWorld({ stdin: SUITE })
    try {
      const { suites, problems } = await readSuites(
        names.map((name) => (name === '-' ? name : join(directory, name))),
        world,
      )
      return [
        ...suites.map(({ file, document }) => `${at(file)} ${document}`),
        ...problems.map(({ file, message, ...rest }) => ({ file: at(file), message, ...rest })),
      ]
    } catch (error) {
      if (error instanceof UsageError) return at(error.message)
      throw error
    }
  })

describe('readSuites', () => {
  it('finds suites in files, directories and standard input, among other documents', async () => {
    const files = {
      'a/one.yaml': `${SUITE}---\n${SUITE}---\n`,
      'a/b/two.json': '{"apiVersion":"podfit/v1","kind":"Suite","tests":[]}',
      'a/cluster.yaml': 'kind: Node\n',
      'a/broken.yaml': '{',
      'a/other.yaml': 'apiVersion: test.gatekeeper.sh/v1alpha1\nkind: Suite\n',
    }
    expect(await read(files, 'a', '-')).toEqual([
      'a/b/two.json 1',
      'a/one.yaml 1',
      'a/one.yaml 2',
      '<stdin> 1',
    ])
  })

  it('finds them however their version is written, and wherever it stands', async () => {
    const ways = {
      'slash.json': '{"apiVersion":"podfit\\/v1","kind":"Suite","tests":[]}',
      'escape.json': '{"apiVersion":"\\u0070odfit/v1","kind":"Suite","tests":[]}',
      'hex.yaml': 'apiVersion: "\\x70odfit/v1"\nkind: Suite\ntests: []\n',
      'folded.yaml': 'apiVersion: "podfit/\\\n  v1"\nkind: Suite\ntests: []\n',
      'alias.yaml': 'metadata: {name: &v podfit/v1}\napiVersion: *v\nkind: Suite\ntests: []\n',
    }
    const late = Array.from({ length: 12 }, (_, i): [string, string] => [
      `late-${i}.yaml`,
      `#${'x'.repeat(2 ** 20 - i - 14)}\n${SUITE}`,
    ])
    const files = { ...ways, ...Object.fromEntries(late) }
    const inFolder = Object.fromEntries(Object.entries(files).map(([k, v]) => [`a/${k}`, v]))
    const found = Object.keys(inFolder).map((name) => `${name} 1`)
    expect(await read(inFolder, 'a')).toEqual(found.toSorted())
  })

  it('says what is wrong with a suite', async () => {
    expect(await read({ 'a.yaml': `${SUITE}test: []\n` }, 'a.yaml')).toEqual([
      {
        file: 'a.yaml',
        document: 1,
        path: ['test'],
        message: 'expected one of the fields apiVersion, kind, tests, metadata, found a list',
      },
    ])
    expect(await read({ 'a.yaml': 'a: [\n' }, 'a.yaml')).toMatchObject([{ document: 1, line: 2 }])
    expect(await read({ 'a.json': '{' }, 'a.json')).toMatchObject([{ file: 'a.json', document: 1 }])
  })

  it('says in one line what a suite is of what is none', async () => {
    expect(await read({ 'a.yaml': 'kind: Node\n' }, 'a.yaml')).toEqual([
      { file: 'a.yaml', document: 1, message: expect.stringMatching(/^not a suite: /) as string },
    ])
    const future = await read({ 'a.yaml': SUITE.replace('v1', 'v2') }, 'a.yaml')
    expect(future).toMatchObject([{ path: ['apiVersion'] }])
  })

  it('refuses names under which there is none', async () => {
    expect(await read({ 'a/cluster.yaml': 'kind: Node\n' }, 'a')).toMatch(/a: no suite in it$/)
    expect(await read({}, 'b.yaml')).toMatch(/no such file or directory/)
    expect(await read({ 'a.yaml': '' }, 'a.yaml')).toMatch(/no suite in it$/)
  })
})
