import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../../src/kube/release.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const OBJECTS = [
  aDaemonSet({ name: 'logs' }),
  aDaemonSet({ name: 'net', podSpec: { tolerations: [{ operator: 'Exists' }] } }),
  aDaemonSet({ name: 'gpu', podSpec: { nodeSelector: { gpu: 'true' } } }),
  aNode('n1', { taints: ['gpu=a100:NoSchedule'] }),
  aNode('n2', { taints: ['gpu=a100:NoSchedule'] }),
  aNode('n3'),
]

const suggestOf = async (args: readonly string[], objects: readonly unknown[] = OBJECTS) =>
  await podfit(['suggest', ...args, '-f', '-'], { stdin: JSON.stringify(objects) })

describe('podfit suggest', () => {
  it('suggests tolerations that bring a DaemonSet to a node, or taints to take off', async () => {
    expect(await suggestOf(['logs', 'n1'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `default/logs on n1: add these tolerations
  - key: gpu
    operator: Equal
    value: a100
    effect: NoSchedule
It would then also run on 1 node: n2.

Or change the node:
  kubectl taint nodes n1 gpu:NoSchedule-
  No other DaemonSet would then run there.
`,
    })
  })

  it('suggests what brings a DaemonSet to a node pool, and what that takes for granted', async () => {
    const pool = {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'gpu-pool' },
      spec: { template: { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } } },
    }
    const zonal = aDaemonSet({
      name: 'zonal',
      podSpec: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } },
    })
    expect((await suggestOf(['zonal', 'gpu-pool'], [zonal, pool])).stdout).toBe(
      `default/zonal on node pool gpu-pool: add these tolerations
  - key: gpu
    operator: Exists
    effect: NoSchedule
It would then run on no other node.
? if a node gets topology.kubernetes.io/zone=a, which the pool does not say
`,
    )
    expect((await suggestOf(['zonal', 'gpu-pol'], [zonal, pool])).stderr).toContain(
      'no node gpu-pol; did you mean gpu-pool?',
    )
    const open = { ...pool, spec: {} }
    expect((await suggestOf(['zonal', 'gpu-pool'], [zonal, open])).stdout).toContain(
      'default/zonal on node pool gpu-pool: should already run there\n? if a node gets',
    )
    const json = JSON.parse(
      (await suggestOf(['zonal', 'gpu-pool', '-o', 'json'], [zonal, pool])).stdout,
    )
    expect(json).toMatchObject({ assumed: [{ key: 'topology.kubernetes.io/zone', value: 'a' }] })
    expect((await suggestOf(['zonal', 'other'], [zonal, pool])).code).toBe(3)
  })

  it('warns of machines that it then runs on without asking for them', async () => {
    const windows = aNode('w1', { labels: { 'kubernetes.io/os': 'windows' } })
    const linux = aDaemonSet({
      name: 'tux',
      podSpec: { nodeSelector: { 'kubernetes.io/os': 'linux' } },
    })
    const { stdout } = await suggestOf(['tux', 'w1'], [linux, windows, aNode('n9')])
    expect(stdout).toContain(
      'It does not ask for kubernetes.io/os=windows, which w1 has: its images may not start there.\n',
    )
    const tainted = aNode('w2', {
      labels: { 'kubernetes.io/os': 'windows' },
      taints: ['a:NoSchedule'],
    })
    expect(
      (await suggestOf(['logs', 'w2'], [aDaemonSet({ name: 'logs' }), tainted])).stdout,
    ).toContain(
      'It does not ask for kubernetes.io/os=windows, which w2 has: its images may not start there.\n',
    )
  })

  it('says who else comes when the taints go', async () => {
    const { stdout } = await suggestOf(['logs', 'n1'], [...OBJECTS, aDaemonSet({ name: 'more' })])
    expect(stdout).toContain('These would then also run there: default/more.\n')
    const alone = await suggestOf(['logs', 'n1'], OBJECTS.slice(0, 4))
    expect(alone.stdout).toContain('It would then run on no other node.\n')
  })

  it('puts what is needed in place of tolerations of everything', async () => {
    const { code, stdout } = await suggestOf(['net'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `default/net: in place of 1 toleration of everything
  - key: gpu
    operator: Equal
    value: a100
    effect: NoSchedule
It then runs on the same nodes as today.
`,
    })
    expect((await suggestOf(['net'], [...OBJECTS.slice(1, 2), aNode('n3')])).stdout).toContain(
      '  none: no node needs it\n',
    )
  })

  it('has nothing to suggest where all is well', async () => {
    expect((await suggestOf(['net', 'n1'])).stdout).toBe(
      'default/net on n1: should already run there\n',
    )
    expect((await suggestOf(['logs'])).stdout).toBe(
      'default/logs: has no blanket toleration to narrow\n',
    )
  })

  it('suggests ways to select another node, and labels for the node', async () => {
    expect(await suggestOf(['gpu', 'n1'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `default/gpu on n1: it selects other nodes; 1 way to fix it (--patch FORMAT --fix N)
  1. nodeSelector no longer requires gpu=true
     it tolerates gpu=a100:NoSchedule
     It would then also run on 2 nodes: n2, n3.

Or change the node:
  kubectl label --overwrite nodes n1 gpu=true
  kubectl taint nodes n1 gpu:NoSchedule-
  These would then also run there: default/logs.
`,
    })
  })

  it('prints the patch of the way that is chosen', async () => {
    const pool = aDaemonSet({ name: 'pool', podSpec: { nodeSelector: { 'a/pool': 'x' } } })
    const objects = [pool, aNode('n1', { labels: { 'a/pool': 'y' } })]
    const first = await suggestOf(['pool', 'n1', '--patch', 'merge'], objects)
    expect(first.stdout).toBe(`spec:
  template:
    spec:
      nodeSelector:
        a/pool: null
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: a/pool
                    operator: In
                    values:
                      - x
                      - "y"
`)
    const second = await suggestOf(['pool', 'n1', '--patch', 'json', '--fix', '2'], objects)
    expect(JSON.parse(second.stdout)).toEqual([
      { op: 'remove', path: '/spec/template/spec/nodeSelector/a~1pool' },
    ])
    const third = await suggestOf(['pool', 'n1', '--patch', 'json', '--fix', '3'], objects)
    expect(third).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('--fix 3: there are 2') as string,
    })
  })

  it('writes the change as patches', async () => {
    const value = [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }]
    const path = '/spec/template/spec/tolerations'
    const json = await suggestOf(['logs', 'n1', '--patch', 'json'])
    expect(JSON.parse(json.stdout)).toEqual([{ op: 'add', path, value }])
    const merge = await suggestOf(['net', '--patch', 'merge'])
    expect(merge.stdout).toBe(`spec:
  template:
    spec:
      tolerations:
        - key: gpu
          operator: Equal
          value: a100
          effect: NoSchedule
`)
    const kustomize = await suggestOf(['logs', 'n1', '--patch', 'kustomize'])
    expect(kustomize.stdout).toBe(`patches:
  - target:
      kind: DaemonSet
      namespace: default
      name: logs
    patch: '${JSON.stringify([{ op: 'add', path, value }])}'
`)
    const none = await suggestOf(['net', 'n1', '--patch', 'json'])
    expect(none).toMatchObject({ code: 0, stdout: '[]\n' })
  })

  it('writes no namespace into a patch where the DaemonSet names none', async () => {
    const { kind, apiVersion, spec } = aDaemonSet()
    const manifest = { kind, apiVersion, metadata: { name: 'bare' }, spec }
    const args = ['bare', 'n1', '--patch', 'kustomize']
    const { stdout } = await suggestOf(args, [manifest, ...OBJECTS.slice(3)])
    expect(stdout).toContain('  - target:\n      kind: DaemonSet\n      name: bare\n')
  })

  it('writes JSON', async () => {
    const { stdout } = await suggestOf(['logs', 'n1', '-o', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      incomplete: false,
      daemonSet: 'default/logs',
      node: 'n1',
      kubernetes: NEWEST_RELEASE,
      fixes: [{ changes: [], gained: ['n1', 'n2'] }],
      nodeChange: {
        labels: {},
        taints: [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }],
        admits: [],
      },
    })
  })

  it.each([
    ['nothing', [], 'suggest: expected DAEMONSET'],
    ['too much', ['logs', 'n1', 'n2'], 'too many arguments: n2'],
    ['a node that is not there', ['logs', 'n9'], 'no node n9'],
    ['a way that is not to be printed', ['logs', 'n1', '--fix', '1'], '--fix picks which fix'],
    ['a way without a node', ['logs', '--patch', 'json', '--fix', '1'], '--fix picks which fix'],
    ['a way that is no number', ['logs', 'n1', '--fix', 'x'], '--fix x: expected a number'],
    ['a patch that there is not', ['logs', '--patch', 'diff'], '--patch diff: expected one of'],
    [
      'a format of a patch',
      ['logs', 'n1', '--patch', 'json', '-o', 'json'],
      '--patch prints a text of its own: -o json cannot be given with it',
    ],
  ])('refuses %s', async (_what, args, message) => {
    const { code, stderr } = await suggestOf(args)
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })

  it('refuses an input without DaemonSets', async () => {
    expect(await suggestOf(['logs'], [aNode('n1')])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no DaemonSet logs') as string,
    })
  })

  it('refuses an input without nodes', async () => {
    expect((await suggestOf(['logs'], OBJECTS.slice(0, 1))).stderr).toContain(
      'the input has no nodes',
    )
  })
})
