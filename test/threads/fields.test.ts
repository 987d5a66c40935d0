import { describe, expect, it } from 'vitest'
import { podfit } from '../support/world.js'

const NODES = ['n1', 'n2']
  .map((name) => `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {disk: ssd}}\n`)
  .join('---\n')

interface Parts {
  readonly meta?: string
  readonly spec?: string
  readonly pod?: string
  readonly container?: string
}

/** A DaemonSet as people write it, with these lines where they are said to go. */
const daemonSet = ({ meta = '', spec = '', pod = '', container = '' }: Parts): string =>
  [
    'apiVersion: apps/v1',
    'kind: DaemonSet',
    `metadata: {name: agent, namespace: default${meta}}`,
    'spec:',
    '  selector: {matchLabels: {app: agent}}',
    ...(spec === '' ? [] : [`  ${spec}`]),
    '  template:',
    '    metadata: {labels: {app: agent}}',
    '    spec:',
    ...(pod === '' ? [] : [`      ${pod}`]),
    '      containers:',
    '      - name: c',
    '        image: "x:1"',
    ...(container === '' ? [] : [`        ${container}`]),
    '',
  ].join('\n')

const DAEMON_SET = daemonSet({})

const run = async (
  args: readonly string[],
  text: string,
  more: Readonly<Record<string, string>> = {},
) => await podfit(args, { files: { 'a.yaml': `${NODES}---\n${text}`, 'm.yaml': text, ...more } })

/** Every verb that a DaemonSet is given to. */
const VERBS: readonly (readonly [string, readonly string[]])[] = [
  ['plan', ['plan', '-f', '@a.yaml']],
  ['explain', ['explain', 'agent', 'n1', '-f', '@a.yaml']],
  ['audit', ['audit', '-f', '@a.yaml']],
  ['rollout', ['rollout', 'agent', '-f', '@a.yaml']],
  ['history', ['history', 'agent', '-f', '@a.yaml']],
  ['undo', ['undo', 'agent', '-f', '@a.yaml']],
  ['suggest', ['suggest', 'agent', 'n1', '-f', '@a.yaml']],
  ['taint', ['taint', 'node', 'n1', 'a=b:NoSchedule', '-f', '@a.yaml']],
  ['what-if', ['what-if', 'cordon n1', '-f', '@a.yaml']],
  ['diff', ['diff', '@n.yaml', '@m.yaml', '--nodes', '@n.yaml']],
  ['redact', ['redact', '-f', '@a.yaml']],
]

describe('an unknown field', () => {
  // The case of kubernetes/website#17149.
  it.each(VERBS)('is refused by %s, which says where it belongs', async (_verb, args) => {
    const text = daemonSet({ spec: 'nodeSelector: {disk: ssd}' })
    const { code, stdout, stderr } = await run(args, text, { 'n.yaml': NODES })
    const said = `${stdout}${stderr}`
    expect(said).toContain('the API server refuses it: unknown field "spec.nodeSelector"')
    expect(said).toContain('did you mean spec.template.spec.nodeSelector?')
    expect(code).toBe(1)
  })

  // The case of kubernetes/kubernetes#89476.
  it('terms that are indented too little', async () => {
    const pod = [
      'affinity:',
      '        nodeAffinity:',
      '          requiredDuringSchedulingIgnoredDuringExecution:',
      '          nodeSelectorTerms:',
      '          - matchExpressions: [{key: app, operator: In, values: [fluent]}]',
    ].join('\n')
    for (const args of [
      ['plan', '-f', '@a.yaml'],
      ['explain', 'agent', 'n2', '-f', '@a.yaml'],
    ]) {
      const { code, stdout } = await run(args, daemonSet({ pod }))
      expect(stdout).toContain(
        'unknown field "spec.template.spec.affinity.nodeAffinity.nodeSelectorTerms"',
      )
      expect(stdout).toContain(
        'did you mean spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms?',
      )
      expect(code).toBe(1)
    }
  })

  it('is said in JSON, and in the cases of JUnit', async () => {
    const text = daemonSet({ container: 'tolerations: [{operator: Exists}]' })
    const sentence = 'unknown field "spec.template.spec.containers[0].tolerations"'
    const { code, stdout } = await run(['plan', '-f', '@a.yaml', '-o', 'json'], text)
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      refused: [{ daemonSet: 'default/agent', errors: [sentence] }],
    })
    const junit = await run(['audit', '-f', '@a.yaml', '-o', 'junit'], text)
    expect(junit.code).toBe(1)
    expect(junit.stdout).toContain('did you mean spec.template.spec.tolerations?')
  })

  it('of a Deployment is said once', async () => {
    const { stdout } = await run(['plan', '-f', '@a.yaml'], daemonSet({ spec: 'replicas: 2' }))
    expect(stdout.split('unknown field "spec.replicas"')).toHaveLength(2)
    expect(stdout).toContain('a field of a Deployment')
  })

  it('of a stored object is no refusal', async () => {
    const text = daemonSet({ meta: ', uid: u1', spec: 'nodeSelector: {disk: ssd}' })
    const { code, stdout } = await run(['plan', '-f', '@a.yaml'], text)
    expect(stdout).toContain(
      '· DaemonSet default/agent: the API server would refuse it as a manifest: unknown field "spec.nodeSelector"',
    )
    expect(code).toBe(0)
  })

  it('a release does not have it yet, and the next one does', async () => {
    const text = daemonSet({ pod: 'os: {name: linux}' })
    const old = await run(['plan', '-f', '@a.yaml', '--kubernetes', '1.22'], text)
    expect(old.stdout).toContain('kubectl refuses it: unknown field "spec.template.spec.os"')
    expect(old.stdout).toContain('Kubernetes 1.23 is the first that has it')
    expect(old.stdout).toContain('servers before 1.25 do not look')
    expect(old.code).toBe(1)
    const next = await run(['plan', '-f', '@a.yaml', '--kubernetes', '1.23'], text)
    expect(next.stdout).not.toContain('unknown field')
    expect(next.code).toBe(0)
  })

  it('whose name holds what cannot be seen', async () => {
    const { stdout } = await run(
      ['plan', '-f', '@a.yaml'],
      daemonSet({ pod: 'nodeSelector\u00a0: {disk: ssd}' }),
    )
    expect(stdout).toContain('did you mean spec.template.spec.nodeSelector?')
    expect(stdout).toContain('its name holds what cannot be seen: U+00A0')
  })
})

describe('a wrong type', () => {
  it.each([
    [
      'in a probe',
      { container: 'livenessProbe: {periodSeconds: "10"}' },
      'livenessProbe.periodSeconds',
    ],
    ['of an environment variable', { container: 'env: [{name: A, value: 1}]' }, 'env[0].value'],
    ['of an argument', { container: 'args: [--port, 8080]' }, 'args[1]'],
    ['a list for a map', { container: 'resources: {limits: [{cpu: 1}]}' }, 'resources.limits'],
    ['a map for a list', { pod: 'imagePullSecrets: {name: x}' }, 'imagePullSecrets'],
    [
      'no quantity',
      { container: 'resources: {requests: {memory: 1 Gi}}' },
      'resources.requests.memory',
    ],
  ])('%s is refused', async (_case, parts, path) => {
    const { code, stdout } = await run(['plan', '-f', '@a.yaml'], daemonSet(parts))
    expect(stdout).toMatch(/the API server refuses it: cannot decode "/)
    expect(stdout).toContain(path)
    expect(code).toBe(1)
  })
})

it('of a manifest in which everything is right nothing is said', async () => {
  for (const [, args] of VERBS.slice(0, 4)) {
    const { stdout, stderr } = await run(args, DAEMON_SET)
    expect(`${stdout}${stderr}`).not.toMatch(/refuse|unknown field|cannot decode/)
  }
})
