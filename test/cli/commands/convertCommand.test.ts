import { describe, expect, it } from 'vitest'
import { podfit } from '../../support/world.js'

const YAML = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n'

describe('podfit convert', () => {
  it('converts YAML and says what is lost', async () => {
    expect(await podfit(['convert', '-f', '@a.yaml'], { files: { 'a.yaml': YAML } })).toEqual({
      code: 0,
      stdout: 'apiVersion: apps/v1\nkind: DaemonSet\nspec: {}\n',
      stderr:
        'podfit: a.yaml: spec.replicas: dropped: a DaemonSet runs one pod on every eligible node\n',
    })
  })

  it('converts JSON', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { uid: 'u', name: 'web' },
      spec: { template: {}, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    }
    const { code, stdout, stderr } = await podfit(['convert', '-f', '-'], {
      stdin: JSON.stringify(deployment),
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'web' },
      spec: {
        template: {},
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
        },
      },
    })
  })

  it.each([
    ['replicas: 3', 'spec.replicas: dropped: a DaemonSet runs one pod on every eligible node'],
    [
      'paused: true',
      'spec.paused: dropped: a DaemonSet cannot be paused (updateStrategy OnDelete is the nearest)',
    ],
    [
      'progressDeadlineSeconds: 60',
      'spec.progressDeadlineSeconds: dropped: a DaemonSet rollout has no deadline and waits for ever',
    ],
    [
      'strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}',
      'spec.strategy.rollingUpdate.maxSurge: dropped: a DaemonSet takes maxSurge or maxUnavailable, not both',
    ],
    [
      'strategy: {rollingUpdate: {maxSurge: 150%, maxUnavailable: 0}}',
      'spec.strategy.rollingUpdate.maxSurge: capped: a DaemonSet surges by 100% at most',
    ],
    [
      'strategy: {rollingUpdate: {maxUnavailable: 25%}}',
      'spec.strategy.rollingUpdate.maxUnavailable: a percentage now counts nodes and is rounded up',
    ],
    [
      'strategy: {type: Recreate}',
      'spec.strategy: Recreate becomes a rolling update of all pods at once',
    ],
  ])('says of %s what a reader should know', async (field, note) => {
    const stdin = `apiVersion: apps/v1\nkind: Deployment\nspec: {${field}}\n`
    const { code, stderr } = await podfit(['convert', '-f', '-'], { stdin })
    expect({ code, stderr }).toEqual({ code: 0, stderr: `podfit: <stdin>: ${note}\n` })
  })

  it.each([
    ['YAML without a Deployment', 'apiVersion: v1\nkind: Service\n'],
    ['JSON without a Deployment', '{"apiVersion": "v1", "kind": "Service"}\n'],
    ['nothing', ''],
  ])('prints %s as it is, and ends with 4', async (_case, stdin) => {
    expect(await podfit(['convert', '-f', '-'], { stdin })).toEqual({
      code: 4,
      stdout: stdin,
      stderr: 'podfit: <stdin>: no Deployment in it\n',
    })
  })

  it('prints what is no JSON as it is, and ends with 4', async () => {
    const { code, stdout, stderr } = await podfit(['convert', '-f', '-'], { stdin: '{"kind":' })
    expect({ code, stdout }).toEqual({ code: 4, stdout: '{"kind":' })
    expect(stderr).toMatch(/^podfit: <stdin>: .*JSON.*\n$/)
  })

  it('refuses a Deployment whose fields no server takes, by the fields of the release that is asked for', async () => {
    const withGate = `${YAML}  template: {spec: {schedulingGates: []}}\n`
    const convertOf = async (text: string, ...args: readonly string[]) =>
      await podfit(['convert', '-f', '@a.yaml', ...args], { files: { 'a.yaml': text } })
    expect(await convertOf(withGate)).toMatchObject({ code: 0 })
    const old = await convertOf(withGate, '--kubernetes', '1.25')
    expect(old.code).toBe(1)
    expect(old.stderr).toContain('unknown field "spec.template.spec.schedulingGates"')
    expect(old.stderr).toContain('Kubernetes 1.26 is the first that has it')
    expect(old.stdout).toContain('kind: DaemonSet')
    const wrong = await convertOf(`${YAML}  minReadySeconds: x\n  nodeSelector: {}\n`)
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toMatch(
      /cannot decode "spec.minReadySeconds".*\n.*\n.*unknown field "spec.nodeSelector"/,
    )
    expect((await convertOf(`${YAML}  minReadySeconds: x\nmetadata: {uid: u}\n`)).code).toBe(0)
  })

  it('keeps the last of a key that stands there twice, and warns', async () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, name: site}
spec:
  strategy: {type: Recreate}
  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}
  replicas: 2
  replicas: 3
`
    const { code, stdout, stderr } = await podfit(['convert', '-f', '@a.yaml'], {
      files: { 'a.yaml': text },
    })
    expect(code).toBe(0)
    expect(stdout).toBe(`apiVersion: apps/v1
kind: DaemonSet
metadata: {name: site}
spec:
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 2
`)
    expect(stderr.match(/line \d+: key .* already set in map/g)).toEqual([
      'line 3: key "name" already set in map',
      'line 6: key "strategy" already set in map',
      'line 8: key "replicas" already set in map',
    ])
  })

  it('converts several files one after the other', async () => {
    const files = { 'a.yaml': YAML, 'b.yaml': 'apiVersion: v1\nkind: Service\n' }
    const { code, stdout, stderr } = await podfit(['convert', '-f', '@a.yaml', '-f', '@b.yaml'], {
      files,
    })
    expect({ code, stdout }).toEqual({
      code: 4,
      stdout: 'apiVersion: apps/v1\nkind: DaemonSet\nspec: {}\napiVersion: v1\nkind: Service\n',
    })
    expect(stderr).toContain('podfit: b.yaml: no Deployment in it\n')
  })

  it('refuses input that cannot be read', async () => {
    expect(await podfit(['convert', '-f', '-'])).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'podfit: <stdin>: nobody types\nRun podfit convert --help for arguments and options.\n',
    })
  })
})
