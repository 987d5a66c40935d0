import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit, withFiles } from '../../support/world.js'

const CLUSTER = JSON.stringify([
  aDaemonSet({ name: 'net', podSpec: { tolerations: [{ operator: 'Exists' }] } }),
  aDaemonSet({ name: 'logs' }),
  aNode('n1'),
  aNode('n2', { taints: ['gpu:NoSchedule'] }),
])

const SUITE = `apiVersion: podfit/v1
kind: Suite
metadata:
  name: agents
tests:
  - name: cluster
    objects: [cluster.json]
    cases:
      - name: net everywhere
        assertions:
          - runsOnEvery: { daemonSets: [net] }
      - name: logs everywhere
        assertions:
          - runsOnEvery:
              daemonSets: [logs]
      - name: later
        skip: true
        assertions: []
`

const FILES = { 'suites/agents.yaml': SUITE, 'suites/cluster.json': CLUSTER }

const testOf = async (
  args: readonly string[],
  files: Readonly<Record<string, string>> = FILES,
  stdin?: string,
) => await podfit(['test', ...args], { files, ...(stdin !== undefined && { stdin }) })

describe('podfit test', () => {
  it('says on standard error that rules are a preview where a format has no place for it', async () => {
    const text = await testOf(['@suites', '--kubernetes', '1.38'])
    expect(text.stdout).toContain('Kubernetes 1.38.0-beta.0 is a preview')
    expect(text.stderr).toBe('')
    const junit = await testOf(['@suites', '--kubernetes', '1.38', '-o', 'junit'])
    expect(junit.stdout).not.toContain('preview')
    expect(junit.stderr).toBe(
      'podfit: Kubernetes 1.38.0-beta.0 is a preview: the release itself may still differ\n',
    )
  })

  it('reads what an absolute path names, wherever the suite lies', async () => {
    await withFiles(FILES, async (directory) => {
      const suite = SUITE.replace('[cluster.json]', `[${directory}/suites/cluster.json]`)
      const { code, stdout } = await testOf(['@elsewhere/a.yaml'], { 'elsewhere/a.yaml': suite })
      expect({ code, incomplete: stdout.includes('Incomplete') }).toEqual({
        code: 1,
        incomplete: false,
      })
      expect(stdout).toContain('ok   agents/cluster: net everywhere')
    })
  })

  it('checks the suites of a directory, with objects beside them, and fails when a case does', async () => {
    expect(await testOf(['@suites'])).toEqual({
      code: 1,
      stderr: '',
      stdout: `ok   agents/cluster: net everywhere
FAIL agents/cluster: logs everywhere
       error DaemonSet default/logs: would not run on 1 node: untolerated taint gpu:NoSchedule [DoesNotRun]
           n2
           at suites/agents.yaml:15: tests[0].cases[1].assertions[0].runsOnEvery
skip agents/cluster: later

3 cases: 1 passed, 1 failed, 1 skipped.
`,
    })
  })

  it('asks about node pools, and leaves open what depends on a label of theirs', async () => {
    const pool = {
      apiVersion: 'podfit/v1',
      kind: 'NodeTemplate',
      node: { metadata: { name: 'pool' } },
      unknownLabels: [{ key: 'zone' }],
    }
    const zoned = aDaemonSet({ name: 'logs', podSpec: { nodeSelector: { zone: 'a' } } })
    const files = {
      'suites/agents.yaml': SUITE,
      'suites/cluster.json': JSON.stringify([aDaemonSet({ name: 'net' }), zoned, pool]),
    }
    expect(await testOf(['@suites'], files)).toEqual({
      code: 1,
      stderr: '',
      stdout: `ok   agents/cluster: net everywhere
?    agents/cluster: logs everywhere
       error DaemonSet default/logs: may not be as expected on 1 node template: that depends on the label zone [Undecided]
           pool
           at suites/agents.yaml:15: tests[0].cases[1].assertions[0].runsOnEvery
skip agents/cluster: later

3 cases: 1 passed, 0 failed, 1 undecided, 1 skipped.
`,
    })
    const { stdout } = await testOf(['@suites', '-o', 'junit'], files)
    expect(stdout).toContain('tests="3" failures="0" errors="1" skipped="1"')
    expect(stdout).toContain('<error message="may not be as expected on 1 node template')
  })

  it('runs only the cases that are asked for', async () => {
    const { code, stdout } = await testOf(['@suites/agents.yaml', '--run', 'agents/.*/net'])
    expect(code).toBe(0)
    expect(stdout).toContain('1 case: 1 passed')
    expect(await testOf(['@suites', '--run', 'nothing'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no case matches --run') as string,
    })
    expect((await testOf(['@suites', '--run', '('])).stderr).toContain(
      'expected a regular expression',
    )
  })

  it('takes objects with -f, for suites that name none', async () => {
    const files = {
      'a.yaml': SUITE.replace('    objects: [cluster.json]\n', '').replace(
        'metadata:\n  name: agents\n',
        '',
      ),
    }
    const { code, stdout } = await testOf(['@a.yaml', '-f', '-'], files, CLUSTER)
    expect(code).toBe(1)
    expect(stdout).toContain('ok   a.yaml/cluster: net everywhere')
    expect((await testOf(['@a.yaml'], files)).stderr).toContain(
      'a.yaml: test cluster has no objects; name them there or with -f',
    )
  })

  it('asks the rules of the version that it is given', async () => {
    const newer = aDaemonSet({
      name: 'net',
      podSpec: { tolerations: [{ key: 'n', operator: 'Gt', value: '4', effect: 'NoSchedule' }] },
    })
    const cluster = JSON.stringify([newer, aNode('n1', { taints: ['n=5:NoSchedule'] })])
    const files = { ...FILES, 'suites/cluster.json': cluster }
    const args = ['@suites', '--run', 'net']
    const gates = ['--feature-gates', 'TaintTolerationComparisonOperators=true']
    expect((await testOf(args, files)).code).toBe(1)
    expect((await testOf([...args, ...gates], files)).code).toBe(0)
  })

  it('writes results as JSON', async () => {
    const { stdout } = await testOf(['@suites', '-o', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      incomplete: false,
      cases: [
        { suite: 'agents', test: 'cluster', case: 'net everywhere', outcome: 'passed' },
        {
          outcome: 'failed',
          findings: [{ code: 'DoesNotRun', nodes: ['n2'], origin: { line: 15 } }],
        },
        { outcome: 'skipped' },
      ],
    })
  })

  it('writes JUnit, SARIF and GitHub annotations', async () => {
    const junit = await testOf(['@suites', '-o', 'junit'])
    expect(junit.stdout).toContain('<testcase name="logs everywhere" classname="agents/cluster">')
    const sarif = await testOf(['@suites', '-o', 'sarif'])
    expect(JSON.parse(sarif.stdout)).toMatchObject({
      runs: [{ results: [{ ruleId: 'DoesNotRun' }] }],
    })
    const github = await testOf(['@suites', '-o', 'github'])
    expect(github.stdout).toMatch(/^::error file=suites\/agents\.yaml,line=15,title=DoesNotRun::/)
  })

  it('checks what it can read, and ends with 4', async () => {
    const broken = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n6', labels: { disk: true } },
    }
    const cluster = JSON.stringify([...(JSON.parse(CLUSTER) as unknown[]), broken])
    const files = { ...FILES, 'suites/cluster.json': cluster, 'suites/b.yaml': `${SUITE}more: 1\n` }
    const { code, stdout, stderr } = await testOf(['@suites'], files)
    expect(code).toBe(4)
    expect(stdout).toContain('3 cases')
    expect(stderr).toContain('b.yaml: document 1: more: expected one of the fields')
    expect(stderr.match(/Node n6/g)).toHaveLength(1)
  })

  it.each([
    ['nothing to test', [], 'test: expected SUITE'],
    ['a directory that is not there', ['@none'], 'no such file or directory'],
    ['a suite without cases', ['@empty.yaml'], 'no case in it'],
  ])('refuses %s', async (_what, args, message) => {
    const files = { 'empty.yaml': 'apiVersion: podfit/v1\nkind: Suite\ntests: []\n' }
    const { code, stderr } = await testOf(args, files)
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })
})
