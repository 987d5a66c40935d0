import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands/commands.js'
import { asJson, troubledCluster } from '../../support/troubledCluster.js'
import { podfit } from '../../support/world.js'

/** 500 nodes, 60 DaemonSets, a trouble of every kind, three nodes that are not ready. */
const LARGE = troubledCluster({ notReady: 3 })
const moved = {
  ...LARGE,
  objects: {
    ...LARGE.objects,
    daemonSets: LARGE.objects.daemonSets.map((daemonSet) => {
      const template = daemonSet.spec?.template
      const spec = { ...template?.spec, nodeSelector: { zone: 'z1' } }
      return { ...daemonSet, spec: { ...daemonSet.spec, template: { ...template, spec } } }
    }),
  },
}
/** The same as manifests, each with a toleration that others make needless. */
const manifests = LARGE.objects.daemonSets.map(({ metadata, spec }) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: metadata?.name, namespace: metadata?.namespace },
  spec: {
    ...spec,
    template: {
      ...spec?.template,
      spec: {
        ...spec?.template?.spec,
        tolerations: [
          { key: 'gpu', operator: 'Exists' },
          { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    },
  },
}))

const FILES = {
  'cluster.json': asJson(LARGE),
  'moved.json': asJson(moved),
  'manifests.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }),
  'suite.yaml': `apiVersion: podfit/v1
kind: Suite
tests:
  - name: large
    objects: [cluster.json]
    cases:
      - name: everything runs everywhere
        assertions:
${LARGE.objects.daemonSets.map(({ metadata }) => `          - runsOnEvery: { daemonSets: [${metadata?.namespace}/${metadata?.name}] }`).join('\n')}
`,
}

const F = ['-f', '@cluster.json']

/** Every verb that looks at a cluster, and how many lines it may print. */
const CASES: readonly (readonly [lines: number, args: readonly string[]])[] = [
  [30, ['status', ...F]],
  [60, ['plan', ...F]],
  [70, ['plan', ...F, '--against', '1.21']],
  [20, ['plan', 'apps/evicted', ...F]],
  [30, ['node', 'n-000', ...F]],
  [30, ['matrix', ...F]],
  [60, ['capacity', ...F]],
  [40, ['audit', ...F]],
  [20, ['explain', 'apps/crash-loop', ...F]],
  [10, ['explain', 'apps/crash-loop', 'n-000', ...F]],
  [50, ['history', 'apps/deadlocked', '--revision', '1', ...F]],
  [60, ['rollout', 'apps/deadlocked', ...F]],
  [60, ['rollout', 'apps/crash-loop', ...F]],
  [60, ['diff', '@cluster.json', '@moved.json']],
  [60, ['what-if', 'taint nodes --all dedicated=db:NoExecute', ...F]],
  [60, ['what-if', 'cordon n-000', 'drain n-001 --ignore-daemonsets', 'delete node n-002', ...F]],
  [40, ['taint', 'nodes', '--all', 'dedicated=db:NoExecute', ...F]],
  [40, ['taint', 'nodes', '--all', 'gpu:NoSchedule', ...F]],
  [20, ['history', 'apps/deadlocked', ...F]],
  [20, ['undo', 'apps/deadlocked', ...F]],
  [20, ['suggest', 'apps/nowhere', ...F]],
  [20, ['suggest', 'apps/stays', 'n-499', ...F]],
  [60, ['ready', ...F]],
  [60, ['lint', '-f', '@manifests.json']],
  [180, ['test', '@suite.yaml']], // 60 assertions that do not hold
  [150, ['versions']],
]

/** Verbs that print files, or what changes in them, which is as long as what they were given. */
const PRINT_FILES: readonly string[] = ['convert', 'redact', 'snapshot', 'simplify', 'completion']

const LONGEST = 400

describe('on 500 nodes and 60 DaemonSets', () => {
  it.each(CASES)('at most %i lines: podfit %s', async (most, args) => {
    const { code, stdout, stderr } = await podfit(args, { files: FILES, now: LARGE.now })
    expect([0, 1]).toContain(code)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.length).toBeLessThanOrEqual(most)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(LONGEST)
    expect(stderr.split('\n').length).toBeLessThanOrEqual(10)
  })

  it('is asked of every verb', () => {
    const asked = new Set([...CASES.map(([, [verb]]) => verb), ...PRINT_FILES])
    expect(Object.keys(COMMANDS).filter((verb) => !asked.has(verb))).toEqual([])
  })

  it('--details lists everything that is summed up otherwise', async () => {
    const names = [...LARGE.healthy, ...Object.keys(LARGE.planted)]
    const plan = await podfit(['plan', ...F, '--details'], { files: FILES, now: LARGE.now })
    for (const name of names) expect(plan.stdout).toContain(`\n${name}\n`)
    const args = ['what-if', 'taint nodes --all dedicated=db:NoExecute', ...F]
    const short = await podfit(args, { files: FILES, now: LARGE.now })
    const whole = await podfit([...args, '--details'], { files: FILES, now: LARGE.now })
    expect(short.stdout).toMatch(/^ {2}- \d+ pods of apps on 500 nodes, at /m)
    expect(whole.stdout).toContain('\n  - apps/crash-loop-n-449 (n-449): at ')
    const gone = troubledCluster({ notReady: 200 })
    const status = await podfit(['status', ...F, '--details'], {
      files: { 'cluster.json': asJson(gone) },
      now: gone.now,
    })
    for (const name of gone.notReady) expect(status.stdout).toMatch(new RegExp(` ${name}[,;]`))
    expect(gone.notReady).toHaveLength(200)
    expect(status.stdout).not.toContain('…\n')
    expect(Math.max(...status.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      LONGEST,
    )
    const audit = await podfit(['audit', ...F, '--details'], { files: FILES, now: LARGE.now })
    expect(audit.stdout.split('[BlanketToleration]').length).toBeGreaterThan(20)
    expect(audit.stdout).not.toContain('--details')
  })

  it('Markdown is shorter than what a comment takes', async () => {
    for (const verb of [
      ['status', ...F],
      ['matrix', ...F],
      ['diff', '@cluster.json', '@moved.json'],
      ['plan', ...F],
      ['plan', ...F, '--against', '1.21'],
      ['explain', 'apps/crash-loop', ...F],
      ['explain', 'apps/crash-loop', 'n-000', ...F],
      ['rollout', 'apps/crash-loop', ...F],
      ['rollout', 'apps/deadlocked', ...F, '--restart', '--stages', '10%,50%,100%'],
      ['node', 'n-000', ...F],
    ]) {
      const { stdout } = await podfit([...verb, '-o', 'markdown'], {
        files: FILES,
        now: LARGE.now,
      })
      expect(stdout.length, verb.join(' ')).toBeGreaterThan(100)
      expect(stdout, verb.join(' ')).toMatch(/^\*\*.*\d.*\*\*$/m)
      // No character is shorter than a byte, so this holds for both.
      expect(Buffer.byteLength(stdout), verb.join(' ')).toBeLessThan(65_536)
    }
  })

  it('so it is with names of any kind, and what is cut is said', async () => {
    const odd = '\u202e`|<b>&#x41;\u001b[31m é漢字'.repeat(12)
    const text = FILES['cluster.json']
      .replaceAll('registry.example', 'r')
      .replaceAll('"n-', `"${odd.replaceAll('\u001b', '\\u001b')}-`)
    for (const verb of [
      ['plan', '--details'],
      ['explain', 'apps/crash-loop'],
      ['rollout', 'apps/crash-loop'],
      ['status'],
    ]) {
      const { stdout } = await podfit([...verb, '-f', '@odd.json', '-o', 'markdown'], {
        files: { 'odd.json': text },
        now: LARGE.now,
      })
      expect(Buffer.byteLength(stdout), verb[0]).toBeLessThan(65_536)
      for (const part of ['\u001b', '\u202e', '<b>']) expect(stdout, verb[0]).not.toContain(part)
      if (stdout.includes('…\n') || stdout.includes('left out'))
        expect(stdout).toContain('-o json says everything')
    }
  })
})
