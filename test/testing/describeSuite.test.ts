import { orThrow, semanticsFor } from 'podfit'
import { describeSuite, type TestRunner } from 'podfit/testing'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { podfit, withFiles } from '../support/world.js'

interface Told {
  readonly name: string
  readonly skipped: boolean
  readonly run: () => Promise<void>
}

/** A runner that keeps what it is told. */
const keeping = () => {
  const tests: string[] = []
  const cases: Told[] = []
  const keep = (skipped: boolean) => (name: string, run: () => Promise<void>) =>
    void cases.push({ name: `${tests.at(-1) ?? ''}/${name}`, skipped, run })
  const runner: TestRunner = {
    describe: (name, body) => {
      tests.push(name)
      body()
    },
    it: Object.assign(keep(false), { skip: keep(true) }),
  }
  return { runner, cases }
}

/** What each case comes to: `passed`, `skipped`, or what a failure says. */
const results = async (cases: readonly Told[]): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(
      cases.map(async ({ name, skipped, run }) => [
        name,
        skipped
          ? 'skipped'
          : await run().then(
              () => 'passed',
              (error: unknown) => (error as Error).message,
            ),
      ]),
    ),
  )

const CLUSTER = `
kind: Node
apiVersion: v1
metadata: { name: db }
spec: { taints: [{ key: dedicated, value: db, effect: NoSchedule }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: agent, image: 'agent:1' }] }
`

const suite = (cases: string, objects = '[cluster.yaml]') => `
apiVersion: podfit/v1
kind: Suite
tests:
  - name: cluster
    objects: ${objects}
    cases: ${cases}
`

const EVERYWHERE = '[{ runsOnEvery: { daemonSets: [agent] } }]'

const CASES = `[
      { name: everywhere, assertions: ${EVERYWHERE} },
      { name: as expected, expect: fail, assertions: ${EVERYWHERE} },
      { name: later, skip: true, assertions: ${EVERYWHERE} },
    ]`.replaceAll(/\n\s*/g, ' ')

const FILES = { 'cluster.yaml': CLUSTER, 'suite.yaml': suite(CASES) }

const described = async (
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof describeSuite>[1] = {},
) =>
  await withFiles(files, async (directory) => {
    const { runner, cases } = keeping()
    describeSuite(join(directory, 'suite.yaml'), { runner, ...options })
    return await results(cases)
  })

describe('describeSuite', () => {
  it('makes a case of every case, and skips those that are to be skipped', async () => {
    expect(await described(FILES)).toEqual({
      'cluster/everywhere': expect.stringMatching(
        /^error DaemonSet default\/agent: would not run on 1 node: untolerated taint dedicated=db:NoSchedule \[DoesNotRun\]\n/,
      ),
      'cluster/as expected': 'passed',
      'cluster/later': 'skipped',
    })
  })

  it('comes to the outcomes of podfit test', async () => {
    const { stdout } = await podfit(['test', '@suite.yaml', '-o', 'json'], { files: FILES })
    const { cases } = JSON.parse(stdout) as {
      readonly cases: readonly { readonly case: string; readonly outcome: string }[]
    }
    const ours = Object.entries(await described(FILES)).map(([name, outcome]) => [
      name.replace('cluster/', ''),
      outcome.startsWith('error') ? 'failed' : outcome,
    ])
    expect(ours).toEqual(cases.map((each) => [each.case, each.outcome]))
  })

  it('takes a URL, and the global functions of a runner', async () => {
    await withFiles(FILES, async (directory) => {
      const { runner, cases } = keeping()
      const before = { ...globalThis } as Partial<TestRunner>
      Object.assign(globalThis, runner)
      try {
        describeSuite(pathToFileURL(join(directory, 'suite.yaml')))
        describeSuite(pathToFileURL(join(directory, 'suite.yaml')).href)
      } finally {
        Object.assign(globalThis, { describe: before.describe, it: before.it })
      }
      expect(cases).toHaveLength(6)
      expect(() => describeSuite(join(directory, 'suite.yaml'))).toThrow(
        'import them from your test runner, and give them',
      )
      await Promise.resolve()
    })
  })

  it('goes by the release that is asked for', async () => {
    const surging = CLUSTER.replace(
      'selector:',
      'updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }\n  selector:',
    )
    const files = { 'cluster.yaml': surging, 'suite.yaml': suite(CASES) }
    const old = orThrow(semanticsFor({ kubernetes: '1.21' }))
    expect((await described(files, { kubernetes: old }))['cluster/as expected']).toContain(
      'refused: ',
    )
    expect((await described(files))['cluster/as expected']).toBe('passed')
  })

  it('a skipped test skips its cases', async () => {
    const skipped = suite(CASES).replace('name: cluster', 'name: cluster\n    skip: true')
    const outcomes = Object.values(await described({ ...FILES, 'suite.yaml': skipped }))
    expect(new Set(outcomes)).toEqual(new Set(['skipped']))
  })

  it.each([
    ['a file that is not there', suite(CASES, '[gone.yaml]'), /gone\.yaml: no such file/],
    ['no objects', suite(CASES, '[]'), /test cluster has no objects/],
    ['an assertion that asserts nothing', suite('[{ name: a, assertions: [] }]'), /no assertion/],
  ])('%s fails every case', async (_what, text, why) => {
    const found = Object.values(await described({ ...FILES, 'suite.yaml': text }))
    const run = found.filter((outcome) => outcome !== 'skipped')
    expect(run.length).toBeGreaterThan(0)
    for (const outcome of run) expect(outcome).toMatch(why)
  })

  it('an object that cannot be read fails the cases that ask about its file', async () => {
    const broken = `${CLUSTER}---\nkind: Node\napiVersion: v1\nmetadata: { name: 1 }\n`
    const found = await described({ ...FILES, 'cluster.yaml': broken })
    expect(found['cluster/as expected']).toMatch(
      /cluster\.yaml: document 3: Node: metadata\.name: /,
    )
  })

  it.each([
    ['is none', 'kind: Node\n', /suite\.yaml: /],
    ['has no case', suite('[]'), /no case in it/],
    ['is empty', '', /no case in it/],
    ['cannot be parsed', 'a: [', /suite\.yaml:1: /],
  ])('a suite that %s fails the test file', async (_what, text, why) => {
    await expect(described({ 'suite.yaml': text })).rejects.toThrow(why)
  })
})
