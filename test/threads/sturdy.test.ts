import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { podfit } from '../support/world.js'

/** A list with one node and one DaemonSet, whose pod spec and whole may be added to. */
const list = (
  podSpec: string,
  more = '',
): string => `{"kind": "List", "apiVersion": "v1", "items": [
{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"}, "spec": {"taints": [{"key": "gpu", "effect": "NoSchedule"}]}},
{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent", "namespace": "default", "uid": "u1"},
 "spec": {"selector": {"matchLabels": {"app": "agent"}}, "template": {"metadata": {"labels": {"app": "agent"}},
 "spec": {${podSpec}"containers": [{"name": "a", "image": "x"}]}}${more}}}]}`

describe('64-bit integers beyond 2^53', () => {
  const SECONDS = ['9223372036854775807', '9007199254740993', '-9223372036854775808']

  it.each(SECONDS)('keep their digits in patches and shared snapshots: %s', async (seconds) => {
    const toleration = `{"key": "x", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": ${seconds}}`
    const files = { 'a.json': list(`"tolerations": [${toleration}], `) }
    for (const kind of ['json', 'merge', 'kustomize']) {
      const args = ['suggest', 'agent', 'n1', '--patch', kind, '-f', '@a.json']
      const { code, stdout } = await podfit(args, { files })
      expect(code).toBe(0)
      expect(stdout).toMatch(new RegExp(`tolerationSeconds\\W+${seconds}\\b`))
      expect(stdout).not.toMatch(new RegExp(`tolerationSeconds\\W+['"]${seconds}`))
    }
    const shared = await podfit(['redact', '-f', '@a.json'], { files })
    expect(shared.stdout).toContain(`"tolerationSeconds": ${seconds}`)
    const again = await podfit(['plan', '-f', '@b.json'], { files: { 'b.json': shared.stdout } })
    expect(again).toMatchObject({ code: 0, stderr: '' })
  })

  it.each(SECONDS)('keep their digits in what is converted: %s', async (seconds) => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: agent, namespace: default}
spec:
  replicas: 2
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations: [{key: x, operator: Exists, effect: NoExecute, tolerationSeconds: ${seconds}}]
      containers: [{name: a, image: x}]
`
    const { stdout } = await podfit(['convert', '-f', '@d.yaml'], {
      files: { 'd.yaml': deployment },
    })
    expect(stdout).toContain(`tolerationSeconds: ${seconds}`)
    const json = list(`"tolerations": [{"key": "x", "tolerationSeconds": ${seconds}}], `)
      .replace('"DaemonSet"', '"Deployment"')
      .replace(', "uid": "u1"', '')
    const written = await podfit(['convert', '-f', '@d.json'], { files: { 'd.json': json } })
    expect(written.stdout).toContain(`"tolerationSeconds": ${seconds}`)
  })
})

describe('numbers of many digits', () => {
  it.each([
    '0.30000000000000004',
    '1e400',
    '-1.2345678901234567e-7',
    '12345678901234567.5',
    '123456789012345678e3',
  ])('%s loses no DaemonSet', async (number) => {
    const files = { 'a.json': list('', `, "x": ${number}, "y": 9007199254740993`) }
    const { code, stdout } = await podfit(['plan', '-f', '@a.json'], { files })
    expect(code).toBe(0)
    expect(stdout).toContain('default/agent')
  })
})

describe('rollouts that cannot end', () => {
  const scene = (selector: string, strategy = ''): string => `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Node, metadata: {name: n1}}
- apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: agent, namespace: default, uid: u1}
  spec:
    ${selector}
    ${strategy}
    template: {metadata: {labels: {app: agnet}}, spec: {containers: [{name: a, image: x}]}}
- {apiVersion: v1, kind: PodList, items: []}
- {apiVersion: apps/v1, kind: ControllerRevisionList, items: []}
`
  it.each([
    'selector: {matchLabels: {app: agent}}',
    'selector: {matchExpressions: [{key: app, operator: DoesNotExist}]}',
    'selector: {matchExpressions: [{key: app, operator: NotIn, values: [agnet]}]}',
    'selector: {matchLabels: {app: agnet, tier: x}}',
  ])('are said not to: %s', async (selector) => {
    const files = { 'a.yaml': scene(selector) }
    const { stdout } = await podfit(['rollout', 'agent', '-f', '@a.yaml'], { files })
    expect(stdout).toContain('never ends: the selector does not match')
  })
})

describe('redaction of odd labels', () => {
  it.each([
    '{"kubernetes.io/os": "/", "/": "x"}',
    '{"/": "/"}',
    '{"": "/", "/": ""}',
    '{"a/": "/a", "/a": "a/"}',
    '{"kubernetes.io/arch": "192.0.2.1", "192.0.2.1": "/"}',
  ])('ends: %s', async (labels) => {
    const node = `{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1", "labels": ${labels}}}`
    const { code, stdout } = await podfit(['redact', '--collapse', '-f', '@a.json'], {
      files: { 'a.json': node },
    })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('items')
  })
})

describe('anchors', () => {
  it.each([101, 1000, 5000])('%i uses of one are read', async (count) => {
    const nodes = Array.from(
      { length: count },
      (_, i) => `- {apiVersion: v1, kind: Node, metadata: {name: n${i}, labels: *l}}`,
    )
    const daemonSet = `- apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: agent, namespace: default, uid: u1}
  spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {nodeSelector: {a: b}, containers: [{name: a, image: x}]}}}`
    const text = [
      'apiVersion: v1',
      'kind: List',
      'x: &l {a: b}',
      'items:',
      ...nodes,
      daemonSet,
      '',
    ].join('\n')
    const { stdout } = await podfit(['plan', '-f', '@a.yaml'], { files: { 'a.yaml': text } })
    expect(stdout).toMatch(new RegExp(`^default +agent +${count} `, 'm'))
  })

  it('that explode are refused, with the file', async () => {
    const levels = 'abcdefghi'
      .split('')
      .map(
        (name, i, all) =>
          `${name}: &${name} [${`${i === 0 ? 'x' : `*${all[i - 1]}`}, `.repeat(10)}]`,
      )
    const { code, stderr } = await podfit(['plan', '-f', '@a.yaml'], {
      files: { 'a.yaml': levels.join('\n') },
    })
    expect(code).toBe(4)
    expect(stderr).toMatch(/a\.yaml.*aliases unfold/)
  })
})

describe('what is no YAML', () => {
  it.each(['a: *b\n', 'apiVersion: apps/v1\nkind: Deployment\nspec: {a: *nobody}\n'])(
    'is no fault of podfit: %j',
    async (text) => {
      const { code, stderr } = await podfit(['convert', '-f', '@a.yaml'], {
        files: { 'a.yaml': text },
      })
      expect(code).toBe(4)
      expect(stderr).toContain('alias')
    },
  )
})

describe('files of other tools', () => {
  it.each([
    ['UTF-16, as PowerShell writes it', 'utf16le'],
    ['UTF-8 with a mark', 'utf8'],
  ] as const)('%s are read', async (_case, encoding) => {
    const bytes = Buffer.from(`\ufeff${list('')}`, encoding)
    const { code, stdout } = await podfit(['plan', '-f', '-'], { bytes })
    expect(code).toBe(0)
    expect(stdout).toContain('default/agent')
  })

  it('gzip is read', async () => {
    const { stdout } = await podfit(['plan', '-f', '-'], { bytes: gzipSync(list('')) })
    expect(stdout).toContain('default/agent')
  })

  it('gzip that breaks off is named', async () => {
    const { code, stderr } = await podfit(['plan', '-f', '-'], {
      bytes: gzipSync(list('')).subarray(0, 60),
    })
    expect(code).toBe(4)
    expect(stderr).toContain('<stdin>')
  })
})
