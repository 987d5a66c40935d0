import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../../src/kube/release.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit, type Surroundings } from '../../support/world.js'

const logs = (namespace: string) =>
  aDaemonSet({
    name: 'logs',
    metadata: { namespace },
    podSpec: { nodeSelector: { disk: 'ssd' } },
  })

const net = aDaemonSet({ name: 'net', metadata: { namespace: 'a' } })

const NODES = [
  aNode('n1', { labels: { disk: 'ssd' } }),
  aNode('n2', { labels: { disk: 'SSD' } }),
  aNode('n3', { labels: { disk: 'ssd' }, taints: ['gpu=a100:NoSchedule'] }),
  aNode('n4', { labels: { disk: 'ssd' } }),
  aNode('n5'),
]

const OBJECTS = [logs('a'), logs('b'), net, ...NODES]

const explainOf = async (
  args: readonly string[],
  objects: readonly unknown[] = OBJECTS,
  surroundings: Surroundings = {},
) =>
  await podfit(['explain', ...args, '-f', '-'], {
    stdin: JSON.stringify(objects),
    ...surroundings,
  })

describe('podfit explain', () => {
  it('lets tolerations compare numbers where the gate is set', async () => {
    const tolerations = [{ key: 'n', operator: 'Gt', value: '3', effect: 'NoSchedule' }]
    const objects = [
      aDaemonSet({ name: 'm', podSpec: { tolerations } }),
      aNode('n1', { taints: ['n=5:NoSchedule'] }),
    ]
    const gates = ['--feature-gates', 'TaintTolerationComparisonOperators=true']
    expect((await explainOf(['m', 'n1'], objects)).stdout).toContain('m on n1: stay')
    expect((await explainOf(['m', 'n1', ...gates], objects)).stdout).toContain('m on n1: run')
    const json = await explainOf(['m', '--kubernetes', '1.30', '-o', 'json'], objects)
    expect(JSON.parse(json.stdout)).toMatchObject({ kubernetes: '1.30.14' })
  })

  it('groups the nodes by decision and reason', async () => {
    expect(await explainOf(['a/logs'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `a/logs
  run on 2 nodes (should run here)
    n1, n4
  stay on 1 node (no new pod; an existing pod keeps running)
    untolerated taint gpu=a100:NoSchedule: n3
  leave on 2 nodes (not allowed here; an existing pod is deleted)
    nodeSelector requires disk=ssd: n2, n5
`,
    })
  })

  it('tells what it could not read where that may be what was asked for', async () => {
    const broken = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'bad', uid: 'u' },
      spec: { minReadySeconds: 'x' },
    }
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n9', labels: { a: 1 } } }
    const { code, stderr } = await explainOf(['bad'], [...OBJECTS, broken])
    expect(code).toBe(4)
    expect(stderr).toContain('podfit: no DaemonSet bad; the input has a/logs, b/logs, a/net')
    expect(stderr).toContain('as far as it could be read:\n  <stdin>: document 1: DaemonSet bad')
    const { uid: _none, ...metadata } = broken.metadata
    const sent = await explainOf(['bad'], [...OBJECTS, { ...broken, metadata }])
    expect(sent).toMatchObject({ code: 1, stderr: '' })
    expect(sent.stdout).toContain('cannot decode "spec.minReadySeconds"')
    expect((await explainOf(['a/net', 'n9'], [...OBJECTS, node])).code).toBe(4)
    expect((await explainOf(['a/net', 'n9'])).code).toBe(3)
  })

  it('says which pods on the node are none of any DaemonSet', async () => {
    const metadata = {
      namespace: 'kube-system',
      annotations: { 'kubernetes.io/config.mirror': '4b2f' },
    }
    const mirror = (name: string, nodeName: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name, uid: name },
      spec: { nodeName },
    })
    const objects = [...OBJECTS, mirror('etcd', 'n1'), mirror('proxy', 'n2')]
    const { stdout } = await explainOf(['a/net', 'n1'], objects)
    expect(stdout).toContain('\n  · 1 static pod here, managed by no DaemonSet\n')
    const all = await explainOf(['a/net', '-o', 'json'], objects)
    expect(JSON.parse(all.stdout)).toMatchObject({
      staticPods: [{ name: 'etcd' }, { name: 'proxy' }],
    })
  })

  it('explains one node in full', async () => {
    expect(await explainOf(['logs', 'n2', '-n', 'b'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `b/logs on n2: leave: not allowed here; an existing pod is deleted
  ✗ nodeSelector requires disk=ssd
      spec.template.spec.nodeSelector.disk: the node has disk=SSD
      near miss: wanted is "ssd", only the case differs
`,
    })
  })

  it('takes a name that is unique', async () => {
    const { code, stdout } = await explainOf(['net', 'n1'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `a/net on n1: run: should run here\n`,
    })
  })

  it.each([
    ['a name that is not unique', ['logs'], 'DaemonSet logs is ambiguous: a/logs, b/logs'],
    ['a name that is not there', ['log'], 'no DaemonSet log; did you mean a/logs or b/logs?'],
    [
      'a name that is in another namespace',
      ['net', '-n', 'b'],
      'no DaemonSet net in namespace b; did you mean a/net?',
    ],
    ['a node that is not there', ['net', 'n9'], 'no node n9; did you mean n1, n2 or n3?'],
    [
      'a node that objects inherit',
      ['net', 'constructor'],
      'no node constructor; the input has n1, n2, n3, n4, n5',
    ],
  ])('refuses %s', async (_case, args, message) => {
    expect(await explainOf(args)).toEqual({
      code: 3,
      stdout: '',
      stderr: `podfit: ${message}\nRun podfit explain --help for arguments and options.\n`,
    })
  })

  it('refuses an input without nodes, but not one with an empty list of them', async () => {
    const { code, stderr } = await explainOf(['net'], [net])
    expect(code).toBe(4)
    expect(stderr).toContain('podfit: the input has no nodes\n')
    expect(await explainOf(['net'], [net, { kind: 'NodeList', items: [] }])).toEqual({
      code: 0,
      stdout: 'a/net\n  there are no nodes\n',
      stderr: '',
    })
  })

  it('refuses an input without DaemonSets', async () => {
    const { code, stderr } = await explainOf(['net'], NODES)
    expect(code).toBe(3)
    expect(stderr).toContain('podfit: no DaemonSet net; the input has none\n')
  })

  it('explains a DaemonSet without a spec', async () => {
    const bare = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'bare', uid: 'u' } }
    const { stdout } = await explainOf(['bare', 'n3'], [bare, ...NODES])
    expect(stdout).toContain('bare on n3: stay:')
  })

  it('writes verdicts as JSON, with the version of its format', async () => {
    const { code, stdout } = await explainOf(['a/logs', 'n5', '-o', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      formatVersion: 1,
      kubernetes: NEWEST_RELEASE,
      daemonSet: 'a/logs',
      incomplete: false,
      problems: [],
      refused: [],
      notes: [],
      unchecked: [],
      notValidated: [],
      nodePools: [],
      staticPods: [],
      nodes: [
        {
          name: 'n5',
          decision: 'leave',
          reasons: [
            {
              code: 'NodeSelectorMismatch',
              path: ['spec', 'template', 'spec', 'nodeSelector', 'disk'],
              nodePath: ['metadata', 'labels', 'disk'],
              key: 'disk',
              expected: 'ssd',
              leaves: true,
            },
          ],
          tolerated: [],
        },
      ],
    })
  })

  it('explains every node as JSON', async () => {
    const { stdout } = await explainOf(['net', '-o', 'json'])
    const { nodes } = JSON.parse(stdout) as { readonly nodes: readonly { name: string }[] }
    expect(nodes.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3', 'n4', 'n5'])
  })

  it('explains what it can read, and ends with 4', async () => {
    const broken = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n6', labels: { disk: true } },
    }
    const INCOMPLETE =
      'Incomplete: 1 problem in the input.\n  <stdin>: document 1: Node n6: [8].metadata.labels.disk: expected string, found the boolean true (quote it)\n'
    const { code, stdout, stderr } = await explainOf(['net', 'n1'], [...OBJECTS, broken])
    expect({ code, stdout }).toEqual({
      code: 4,
      stdout: `a/net on n1: run: should run here
${INCOMPLETE}`,
    })
    expect(stderr).toBe(
      'podfit: <stdin>: document 1: Node n6: [8].metadata.labels.disk: expected string, found the boolean true (quote it)\n',
    )
    const json = await explainOf(['net', 'n1', '-o', 'json'], [...OBJECTS, broken])
    expect(JSON.parse(json.stdout)).toMatchObject({
      incomplete: true,
      problems: [{ object: 'Node n6' }],
    })
  })

  it('is coloured on a terminal', async () => {
    const { stdout } = await explainOf(['net', 'n1'], OBJECTS, { terminal: true })
    expect(stdout).toBe(
      '\u001b[1ma/net on n1\u001b[22m: \u001b[32mrun\u001b[39m: should run here\n',
    )
  })
})

describe('podfit explain with node pools', () => {
  const POOLS = 'test/fixtures/threads/karpenter-pools.yaml'
  const SETS = 'test/fixtures/threads/karpenter-daemonsets.yaml'

  it('tells what becomes of nodes that they will make', async () => {
    const ran = await podfit(['explain', 'once-registered', '-f', SETS, '-f', POOLS])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout.split('\n').slice(1)).toEqual([
      '  node pool general: run',
      '  node pool gpu: stay: untolerated taint nvidia.com/gpu=true:NoSchedule',
      expect.stringMatching(/^Of manifests not validated: /) as string,
      '',
    ])
  })

  it('has them in JSON, while they start as well', async () => {
    const { stdout } = await podfit([
      'explain',
      'instance-types',
      '-f',
      SETS,
      '-f',
      POOLS,
      '-o',
      'json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: [],
      nodePools: [
        {
          name: 'general',
          decision: { code: 'Depends', on: ['node.kubernetes.io/instance-type'] },
          whileStarting: { code: 'Certain', decision: 'leave' },
        },
        { name: 'gpu', decision: { code: 'Depends', best: 'stay' } },
      ],
    })
  })
})
