import { readdirSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import * as podfit from 'podfit'
import * as api from 'podfit/api'
import * as impact from 'podfit/impact'
import * as kubectl from 'podfit/kubectl'
import * as report from 'podfit/report'
import * as rollout from 'podfit/rollout'
import { parseJson } from 'podfit/decode'
import { redact } from 'podfit/redact'
import { parseYaml } from 'podfit/yaml'
import { addAll } from '../../src/data/appended.js'
import { differences } from '../../src/data/differences.js'
import { equalJson } from '../../src/data/equalJson.js'
import { exactJson, jsonPieces } from '../../src/data/exactJson.js'
import { sameJson } from '../../src/data/sameJson.js'
import { numbersText } from '../../src/placement/decideClasses.js'
import { podfit as command } from '../support/world.js'

/** Where the engine gives up: the arguments of a call, nesting, the length of a text. */

const NESTED = 6000

/** Lists and objects within each other, around a value. */
const nested = (value: unknown, levels = NESTED): unknown => {
  let whole = value
  for (let i = 0; i < levels; i++) whole = i % 2 === 0 ? { a: whole } : [whole]
  return whole
}

/** The same as text: the engine's own writer and reader have limits, too. */
const nestedText = (value: string, levels = NESTED): string =>
  '[{"a":'.repeat(levels / 2) + value + '}]'.repeat(levels / 2)

const now = '2026-01-01T00:00:00Z'

describe('a call takes only so many arguments', () => {
  const MANY = 200_000

  it('so no list of unknown length is spread into one', () => {
    const spreads = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('testing'))
      .flatMap((path) => {
        const text = readFileSync(`src/${path}`, 'utf8')
        return [
          ...text.matchAll(
            /\w+\.(?:push|unshift)\(\s*\.\.\.[^\n]*|Math\.(?:max|min)\([^\n]*\.\.\.[^\n]*/g,
          ),
        ].map(([found]) => `${path}: ${found}`)
      })
    // These are bounded by a label, a release, a table of options.
    const bounded =
      /^(?:api\/validateTolerations|cli\/frame\/helpText|data\/labelSyntax|rollout\/forecast\/notice)/
    expect(spreads.filter((each) => !bounded.test(each))).toStrictEqual([])
  })

  it('items are put at the end of a list one by one', () => {
    const list = [0]
    addAll(
      list,
      Array.from({ length: MANY }, (_, i) => i),
    )
    expect(list).toHaveLength(MANY + 1)
  })

  it('numbers of a node that is asked very much are a key', () => {
    const numbers = Array.from({ length: MANY }, (_, i) => i % 7)
    expect(numbersText(numbers)).not.toBe(numbersText(numbers.with(MANY - 1, 6)))
  })

  it('a manifest may have more faults than that', () => {
    const labels = Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`k${i}`, 1]))
    const decoded = podfit.decodeNode({ kind: 'Node', metadata: { name: 'n1', labels } })
    expect(E.isLeft(decoded) && decoded.left.length).toBe(MANY)
  })

  it('a node may have more pods to be deleted than that', () => {
    const daemonSet = {
      metadata: { namespace: 'a', name: 'agent', uid: 'u' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: { nodeSelector: { x: 'y' } } },
      },
    }
    const ownerReferences = [{ kind: 'DaemonSet', name: 'agent', uid: 'u', controller: true }]
    const pods = Array.from({ length: MANY }, (_, i) => ({
      metadata: { namespace: 'a', name: `p${i}`, labels: { app: 'a' }, ownerReferences },
      spec: { nodeName: 'n1' },
    }))
    const nodes = [{ metadata: { name: 'n1' } }]
    const planned = podfit.plan({ daemonSet, nodes, pods, revisions: [], now })
    expect(planned.pods).toHaveLength(MANY)
  })
})

describe('objects may be nested deeper than the engine likes', () => {
  const template = (value: unknown) => ({
    metadata: { labels: { a: 'b' } },
    spec: {
      containers: [{ name: 'x', image: 'y', lifecycle: value }],
      volumes: value,
    },
  })
  const daemonSet = (value: unknown) => ({
    kind: 'DaemonSet' as const,
    apiVersion: 'apps/v1',
    metadata: { name: 'agent', namespace: 'a', uid: 'u' },
    spec: { selector: { matchLabels: { a: 'b' } }, template: template(value) },
  })
  const revision = (value: unknown, number: number) => ({
    metadata: {
      name: `agent-${number}`,
      namespace: 'a',
      labels: { a: 'b' },
      ownerReferences: [{ kind: 'DaemonSet', name: 'agent', uid: 'u', controller: true }],
    },
    revision: number,
    data: { spec: { template: { $patch: 'replace', ...template(value) } } },
  })
  const revisions = [revision(nested(1), 1), revision(nested(2), 2)]
  const nodes = [{ metadata: { name: 'n1' } }]
  const objects = { nodes, pods: [], revisions, daemonSets: [daemonSet(nested(1))] }
  const snapshot = podfit.cluster(objects)

  it('and are compared all the same', () => {
    expect(equalJson(nested(1), nested(1))).toBe(true)
    expect(equalJson(nested(1), nested(2))).toBe(false)
    expect(sameJson(nested(null), nested([]))).toBe(true)
    expect(sameJson(nested(1), nested(2))).toBe(false)
    const [difference, ...more] = differences(nested(1), nested(2))
    expect(more).toStrictEqual([])
    expect(difference?.path.length).toBeLessThanOrEqual(NESTED)
  })

  it('and written', () => {
    expect(exactJson(nested(1n))).toBe(nestedText('1'))
    const pieces = [...jsonPieces(nested('a'), (part) => exactJson(part, 2))]
    expect(pieces.join('').replaceAll(/\s/g, '')).toBe(nestedText('"a"'))
  })

  it.each<readonly [string, () => unknown]>([
    ['plan', () => podfit.plan(snapshot, daemonSet(nested(1)), { now })],
    ['planAll', () => podfit.planAll(snapshot, [daemonSet(nested(1))], { now })],
    ['triggersRollout', () => impact.triggersRollout(daemonSet(nested(1)), daemonSet(nested(2)))],
    ['asApplied', () => impact.asApplied(daemonSet(nested(1)), daemonSet(nested(2)))],
    ['applyManifest', () => impact.applyManifest(snapshot, daemonSet(nested(2)))],
    ['simulate', () => rollout.simulate(snapshot, daemonSet(nested(2)), { now })],
    ['redact', () => redact(objects)],
    ['redact, collapsed', () => redact(objects, { collapse: true })],
    ['rolloutHistory', () => kubectl.rolloutHistory(daemonSet(nested(1)), revisions)],
    ['rolloutUndo', () => kubectl.rolloutUndo(daemonSet(nested(1)), revisions)],
    [
      'convertDeployments',
      () => kubectl.convertDeployments({ ...daemonSet(nested(1)), kind: 'Deployment' }),
    ],
    ['validateDaemonSet', () => api.validateDaemonSet(daemonSet(nested(1)))],
    ['defaultDaemonSet', () => api.defaultDaemonSet(daemonSet(nested(1)))],
    ['decodeDaemonSet', () => podfit.decodeDaemonSet(daemonSet(nested(1)))],
    ['decodeObjects', () => podfit.decodeObjects([daemonSet(nested(1)), nested(1)])],
    [
      'kustomization',
      () =>
        report.kustomization({ kind: 'DaemonSet', name: 'x' }, [
          { op: 'add', path: ['spec', 'x'], value: nested(1) },
        ]),
    ],
    ['parseJson', () => parseJson(nestedText('1'))],
  ])('%s takes them', (_name, call) => {
    expect(call).not.toThrow()
  })

  it('YAML that is nested as deeply, and an anchor that holds itself, are refused in words', () => {
    for (const text of [
      `${'['.repeat(NESTED)}${']'.repeat(NESTED)}`,
      'a: &a [*a]',
      'a: &a {<<: *a}',
    ]) {
      const [read] = parseYaml(text)
      expect(read && E.isLeft(read) && read.left[0]?.message).toMatch(
        /nested too deeply|its anchor/,
      )
    }
  })

  it.each([
    ['plan', '-f', '@a.json'],
    ['diff', '@a.json', '@m.json'],
    ['redact', '-f', '@a.json'],
    ['convert', '-f', '@d.json'],
    ['rollout', 'agent', '-f', '@a.json', '--apply', '@m.json'],
    ['plan', '-f', '@a.yaml'],
    ['convert', '-f', '@d.yaml'],
  ])('podfit %s %s %s: an answer, or an error that names the file', async (...args) => {
    const text = (object: unknown): string =>
      JSON.stringify(object).replaceAll('"DEEP"', nestedText('1', 2000))
    const { uid: _uid, ...metadata } = daemonSet('DEEP').metadata
    const manifest = { ...daemonSet('DEEP'), metadata }
    const list = text({
      kind: 'List',
      items: [daemonSet('DEEP'), { kind: 'Node', metadata: { name: 'n1' } }],
    })
    const deployment = text({ ...manifest, kind: 'Deployment' })
    const files = {
      'a.json': list,
      'a.yaml': list,
      'm.json': text(manifest),
      'd.json': deployment,
      'd.yaml': `x: 1\n---\n${deployment}`,
    }
    const { code, stdout, stderr } = await command(args, { files })
    expect(code).not.toBe(5)
    expect(stdout !== '' || /[ad]\.(?:json|yaml)/.test(stderr)).toBe(true)
  })
})
