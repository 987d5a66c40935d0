import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const exporter = aDaemonSet({
  name: 'exporter',
  metadata: { namespace: 'gpu' },
  podSpec: { nodeSelector: { gpu: 'true' }, tolerations: [{ key: 'old', operator: 'Exists' }] },
})
const net = aDaemonSet({ name: 'net', podSpec: { tolerations: [{ operator: 'Exists' }] } })
const NODES = [aNode('n1'), aNode('n2', { labels: { gpu: 'true' }, taints: ['gpu:NoSchedule'] })]
const OBJECTS = [exporter, net, ...NODES]

const auditOf = async (args: readonly string[], objects: readonly unknown[] = OBJECTS) =>
  await podfit(['audit', ...args, '-f', '@cluster.json'], {
    files: { 'cluster.json': JSON.stringify(objects) },
  })

describe('podfit audit', () => {
  it('lists what it finds, the worst first, and fails for errors', async () => {
    const { code, stdout, stderr } = await auditOf([])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout.split('\n').filter((line) => /^\w/.test(line))).toEqual([
      'error DaemonSet gpu/exporter: should run on no node (DESIRED 0): untolerated taints on every node that matches its nodeSelector and node affinity (1 node) [RunsNowhere]',
      'warning DaemonSet default/net: tolerates every taint [BlanketToleration]',
      'note DaemonSet gpu/exporter: tolerates old, which no node has [UnusedToleration]',
      '1 error, 1 warning, 1 note.',
      'Not checked (pods or namespaces not given): AddedNodeSelector.',
      'Not checked (pods, revisions not given): StaleStatus.',
      'Where it says "and N more": --details lists more, -o json everything',
    ])
    expect(stdout).toContain('    at cluster.json:1: spec.template.spec.tolerations\n')
  })

  it('finds no stale status of what is not in the cluster yet', async () => {
    const lists = ['v1 PodList', 'apps/v1 ControllerRevisionList'].map((type) => {
      const [apiVersion, kind] = type.split(' ')
      return { apiVersion, kind, items: [] }
    })
    const stored = aDaemonSet({ name: 'stored' })
    const { metadata, ...rest } = aDaemonSet({ name: 'new' })
    const manifest = { ...rest, metadata: { name: metadata?.name }, status: undefined }
    const { stdout } = await auditOf([], [stored, manifest, aNode('n1'), ...lists])
    expect(stdout).toContain('DaemonSet default/stored: the controller has not observed')
    expect(stdout).not.toContain('DaemonSet default/new: the controller has not observed')
  })

  it('tells of one DaemonSet what it finds about it', async () => {
    const { code, stdout } = await auditOf(['ds/net'])
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => /^(?:error|warning|note)/.test(line))).toEqual([
      'warning DaemonSet default/net: tolerates every taint [BlanketToleration]',
    ])
    expect((await auditOf(['nett'])).stderr).toContain('did you mean default/net?')
  })

  it('names the DaemonSet that a finding names as the other one', async () => {
    const ports = { containers: [{ name: 'a', ports: [{ containerPort: 1, hostPort: 1 }] }] }
    const [a, b] = ['a', 'b'].map((name) =>
      aDaemonSet({ name, podSpec: { hostNetwork: true, ...ports } }),
    )
    for (const name of ['a', 'b']) {
      expect((await auditOf([name], [a, b, ...NODES])).stdout).toContain('[HostPortCollision]')
    }
  })

  it('knows the taints of node pools that have no nodes yet', async () => {
    const pool = {
      apiVersion: 'podfit/v1',
      kind: 'NodeTemplate',
      node: { metadata: { name: 'pool' } },
      startupTaints: [{ key: 'old', effect: 'NoSchedule' }],
    }
    expect((await auditOf([])).stdout).toContain('[UnusedToleration]')
    expect((await auditOf([], [...OBJECTS, pool])).stdout).not.toContain('[UnusedToleration]')
  })

  it.each([
    ['never', [], 0],
    ['error', ['-n', 'default'], 0],
    ['warning', ['-n', 'default'], 1],
    ['note', ['-n', 'default'], 1],
  ])('fails from a severity on: %s', async (failOn, more, code) => {
    expect((await auditOf(['--fail-on', failOn, ...more])).code).toBe(code)
  })

  it('does not take nothing for nothing wrong', async () => {
    expect(await auditOf([], NODES.slice(0, 1))).toEqual({
      code: 4,
      stdout: 'Not checked: no DaemonSets in the input.\n',
      stderr: '',
    })
  })

  it('has no case that passed where there are no DaemonSets', async () => {
    const { code, stdout } = await auditOf(['-o', 'junit'], NODES)
    expect(code).toBe(4)
    expect(stdout).toContain('tests="34" failures="0" errors="1" skipped="33"')
  })

  it('finds what it can without nodes', async () => {
    const { code, stdout } = await auditOf([], [net])
    expect(code).toBe(4)
    expect(stdout).toContain('warning DaemonSet default/net: tolerates every taint')
    expect(stdout).toContain('Not checked: what depends on nodes, for they were not given.\n')
  })

  it('writes findings as JSON, with the version of the format', async () => {
    const { stdout } = await auditOf(['-o', 'json', '-n', 'gpu'])
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      incomplete: false,
      problems: [],
      findings: [
        {
          code: 'RunsNowhere',
          severity: 'error',
          subject: { kind: 'DaemonSet', namespace: 'gpu', name: 'exporter' },
          path: ['spec', 'template', 'spec', 'tolerations'],
          selected: ['n2'],
        },
        { code: 'UnusedToleration' },
      ],
      notChecked: [
        { code: 'AddedNodeSelector', missing: [['pods', 'namespaces']] },
        { code: 'StaleStatus', missing: ['pods', 'revisions'] },
      ],
    })
  })

  it('writes JUnit: a case for each DaemonSet, failed where the exit code says so', async () => {
    const calm = aDaemonSet({
      name: 'calm',
      podSpec: { tolerations: [{ key: 'x', operator: 'Exists' }] },
    })
    const { stdout } = await auditOf(['-o', 'junit'], [...OBJECTS, calm])
    expect(stdout).toContain('<testsuite name="podfit audit" tests="5" failures="1"')
    const warned = await auditOf(['-o', 'junit', '--fail-on', 'warning'], [...OBJECTS, calm])
    expect(warned.stdout).toContain('<testsuite name="podfit audit" tests="5" failures="2"')
    expect(stdout).toContain('<testcase name="DaemonSet default/calm"')
  })

  it('writes SARIF and GitHub annotations with file and line', async () => {
    const sarif = await auditOf(['-o', 'sarif'])
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' })
    const { stdout } = await auditOf(['-o', 'github'])
    expect(stdout).toMatch(/^::error file=cluster\.json,line=1,title=RunsNowhere::/)
  })

  it('finds dead taints under their node', async () => {
    const { stdout } = await auditOf(['-o', 'github'], [exporter, ...NODES])
    expect(stdout).toContain('title=DeadTaint::Node n2: taint gpu:NoSchedule')
  })

  it('takes removers', async () => {
    const args = ['--taint-owner', 'gpu=exporter', '--taint-owner', 'x:NoExecute=net', '-o', 'json']
    const { findings } = JSON.parse((await auditOf(args)).stdout) as {
      findings: readonly { code: string; removes?: unknown }[]
    }
    expect(findings.find(({ code }) => code === 'BootstrapDeadlock')).toMatchObject({
      removes: { key: 'gpu', value: '', effect: 'NoSchedule' },
    })
    expect(await auditOf(['--taint-owner', 'gpu'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        '--taint-owner gpu: expected KEY[:EFFECT]=DAEMONSET',
      ) as string,
    })
  })

  it('asks the rules of the version that it is given', async () => {
    const newer = aDaemonSet({
      name: 'newer',
      podSpec: { tolerations: [{ key: 'n', operator: 'Gt', value: '4', effect: 'NoSchedule' }] },
    })
    const node = aNode('n1', { taints: ['n=5:NoSchedule'] })
    const gates = ['--feature-gates', 'TaintTolerationComparisonOperators=true']
    expect((await auditOf([], [newer, node])).stdout).toContain('[RunsNowhere]')
    expect((await auditOf(gates, [newer, node])).stdout).not.toContain('[RunsNowhere]')
  })

  it('recomputes statuses at the instant that it is given', async () => {
    const objects = [
      ...OBJECTS,
      { kind: 'PodList', items: [] },
      { kind: 'ControllerRevisionList', items: [] },
    ]
    const { stdout } = await auditOf(['--now', '2026-01-01T00:00:00Z'], objects)
    expect(stdout).toContain('[StaleStatus]')
  })

  it('audits what it can read, and ends with 4', async () => {
    const broken = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n6', labels: { disk: true } },
    }
    const { code, stdout, stderr } = await auditOf([], [...OBJECTS, broken])
    expect(code).toBe(4)
    expect(stdout).toContain('RunsNowhere')
    expect(stderr).toContain('Node n6')
  })

  it('refuses a format that there is not', async () => {
    expect((await auditOf(['-o', 'tap'])).code).toBe(3)
    expect((await podfit(['plan', '-o', 'junit', '-f', '-'])).stderr).toContain(
      '-o junit: expected one of text, json',
    )
  })
})
