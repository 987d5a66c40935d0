import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../../src/testing/builders.js'
import { podfit } from '../../../support/world.js'

const THREAD = 'test/fixtures/threads/readiness-rules.yaml'

const ready = async (args: readonly string[], objects: readonly unknown[]) =>
  await podfit(['ready', ...args, '-f', '@c.json'], {
    files: { 'c.json': JSON.stringify(objects) },
  })

const tolerant = (name: string, ...keys: readonly string[]) =>
  aDaemonSet({
    name,
    podSpec: {
      tolerations: ['node.kubernetes.io/not-ready', ...keys].map((key) => ({
        key,
        operator: 'Exists',
      })),
    },
  })

const template = (name: string, more: object = {}) => ({
  apiVersion: 'podfit/v1',
  kind: 'NodeTemplate',
  node: { metadata: { name } },
  ...more,
})

const rule = (name: string, condition: string, more: object = {}) => ({
  apiVersion: 'readiness.node.x-k8s.io/v1alpha1',
  kind: 'NodeReadinessRule',
  metadata: { name },
  spec: {
    nodeSelector: {},
    conditions: [{ type: condition, requiredStatus: 'True' }],
    taint: { key: `readiness.k8s.io/${name}`, effect: 'NoSchedule' },
    ...more,
  },
})

describe('podfit ready', () => {
  it('tells who waits for whom, who never starts, and what would help', async () => {
    expect(await podfit(['ready', '-f', THREAD], {})).toEqual({
      code: 0,
      stderr: '',
      stdout: `new node like worker-1: no DaemonSet comes up, 2 never do
  ✗ kube-system/calico-node never starts: it does not tolerate readiness.k8s.io/NetworkReady=pending:NoSchedule, which stays until kube-system/calico-node is up
  ✗ logging/logs never starts: it does not tolerate node.kubernetes.io/not-ready:NoSchedule, which stays until kube-system/calico-node is up; it does not tolerate node.kubernetes.io/network-unavailable:NoSchedule, which stays until kube-system/calico-node is up; it does not tolerate readiness.k8s.io/NetworkReady=pending:NoSchedule, which stays until kube-system/calico-node is up
  ↻ kube-system/calico-node waits for itself
All of them start with 1 toleration more (-o json has the patches)
  kube-system/calico-node tolerates readiness.k8s.io/NetworkReady=pending:NoSchedule
`,
    })
    expect((await podfit(['ready', '--check', '-f', THREAD], {})).code).toBe(1)
    const json = JSON.parse((await podfit(['ready', '-f', THREAD, '-o', 'json'], {})).stdout)
    expect(json).toMatchObject({ places: [{ cycles: [['kube-system/calico-node']] }] })
    const { stdout } = await podfit(['ready', '-f', THREAD, '-o', 'markdown'], {})
    expect(stdout).toContain('**new node like worker-1: no DaemonSet comes up, 2 never do**\n')
    expect(stdout).toContain('- ↻ kube-system/calico-node waits for itself\n')
  })

  it('tells the order in which they come up', async () => {
    const nfd = tolerant('nfd-worker')
    const device = aDaemonSet({
      name: 'device',
      podSpec: { nodeSelector: { 'feature.node.kubernetes.io/pci': 'true' } },
    })
    const cni = tolerant('kindnet', 'node.kubernetes.io/network-unavailable')
    const pool = template('gpu', { unknownLabels: [{ key: 'feature.node.kubernetes.io/' }] })
    expect((await ready([], [nfd, device, cni, aDaemonSet({ name: 'logs' }), pool])).stdout).toBe(
      `node pool gpu: 4 DaemonSets come up
  1. at once: default/kindnet
  2. once default/kindnet has taken off node.kubernetes.io/network-unavailable:NoSchedule, node.kubernetes.io/not-ready:NoSchedule: default/nfd-worker, default/logs
  3. once default/kindnet has taken off node.kubernetes.io/not-ready:NoSchedule, node.kubernetes.io/network-unavailable:NoSchedule, and default/nfd-worker has set feature.node.kubernetes.io/pci: default/device
  ? not known whether feature.node.kubernetes.io/pci comes with a value that suits; taken to
`,
    )
  })

  it('says what it takes for granted', async () => {
    const pool = template('gpu', {
      startupTaints: [{ key: 'who', effect: 'NoSchedule' }],
      unknownLabels: [{ key: 'zone' }],
    })
    const zonal = rule('zonal', 'x', {
      nodeSelector: { matchExpressions: [{ key: 'zone', operator: 'Exists' }] },
    })
    const { stdout } = await ready(
      [],
      [pool, zonal, aDaemonSet({ name: 'logs', podSpec: { nodeSelector: { zone: 'a' } } })],
    )
    expect(stdout).toBe(`node pool gpu: 1 DaemonSet comes up
  1. once others have taken off node.kubernetes.io/not-ready:NoSchedule, who:NoSchedule, and others (at x=True) have taken off readiness.k8s.io/zonal:NoSchedule: default/logs
  ? not known who takes off who:NoSchedule; taken to go
  ? whether rule zonal selects these nodes depends on labels that are not known; taken to
  ? not known who reports x=True, which rule zonal asks for; taken to come (--reporter CONDITION=DAEMONSET)
  ? not known whether zone comes with a value that suits; taken to
`)
  })

  it('takes what is declared', async () => {
    const objects = [template('gpu'), rule('a', 'aReady'), tolerant('my-a', 'start/x')]
    const declared = await ready(['--reporter', 'aReady=my-*'], objects)
    expect(declared.stdout).toContain('↻ default/my-a waits for itself')
    expect((await ready(['--reporter', 'aReady'], objects)).code).toBe(3)
    const pool = { ...template('gpu'), node: aNode('gpu', { taints: ['start/x:NoSchedule'] }) }
    const other = tolerant('other')
    expect((await ready([], [pool, other])).stdout).toBe('node pool gpu: no DaemonSet comes up\n')
    const owned = await ready(
      ['--startup-taint', 'start/', '--taint-owner', 'start/x=my-a'],
      [pool, other, tolerant('my-a', 'start/x')],
    )
    expect(owned.stdout).toContain(
      'once default/my-a has taken off start/x:NoSchedule: default/other',
    )
    const labelled = aDaemonSet({ name: 'l', podSpec: { nodeSelector: { 'my/x': '1' } } })
    const set = await ready(
      ['--label-setter', 'my/=other'],
      [template('gpu', { unknownLabels: [{ key: 'my/' }] }), other, labelled],
    )
    expect(set.stdout).toContain('default/other has set my/x')
  })

  it('tells deadlocks, and rules that contradict each other', async () => {
    const same = { taint: { key: 'readiness.k8s.io/x', effect: 'NoSchedule' } }
    const { stdout } = await ready(
      ['--reporter', 'A=a', '--reporter', 'B=b', '--details'],
      [
        template('gpu'),
        rule('a', 'A'),
        rule('b', 'B'),
        tolerant('a', 'readiness.k8s.io/a'),
        tolerant('b', 'readiness.k8s.io/b'),
      ],
    )
    expect(stdout).toContain('↻ deadlock: default/a waits for default/b waits for default/a\n')
    const overlapping = await ready(
      [],
      [template('gpu'), tolerant('a'), rule('a', 'A', same), rule('b', 'B', same)],
    )
    expect(overlapping.stdout).toContain(
      '✗ rules a and b hold the same taint readiness.k8s.io/x:NoSchedule on the same nodes, such as one with no labels: each takes off what the other puts on\n',
    )
  })

  it('asks about one pool or node', async () => {
    const objects = [
      template('gpu'),
      template('cpu', { startupTaints: [{ key: 'x', effect: 'NoSchedule' }] }),
      aNode('n1'),
      tolerant('a'),
    ]
    expect((await ready(['gpu'], objects)).stdout).toContain(
      'node pool gpu: 1 DaemonSet comes up\n',
    )
    expect((await ready(['node/n1'], objects)).stdout).toContain('new node like n1: 1 DaemonSet')
    expect((await ready(['gone'], objects)).code).toBe(4)
    expect((await ready([], [tolerant('a')])).code).toBe(4)
    expect((await ready([], [aNode('n1')])).code).toBe(4)
  })
})
