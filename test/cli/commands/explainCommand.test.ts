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
  selects nodes with disk=ssd
  run on 2 nodes (should run here)
    n1, n4
  stay on 1 node (no new pod; an existing pod keeps running)
    untolerated taint gpu=a100:NoSchedule: n3
  leave on 2 nodes (not allowed here; an existing pod is deleted)
    nodeSelector requires disk=ssd: n2, n5
  ? whether pods fit is not known: pods were not given; the node says nothing of its allocatable (2 nodes: n1, n4)
What was not given: kubectl get pods -A -o json (one more -f)
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
      stdout: `a/net on n1: run: should run here
  ? whether pods fit is not known: pods were not given; the node says nothing of its allocatable
What was not given: kubectl get pods -A -o json (one more -f)
`,
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
      stdout: 'a/net\n  selects every node\n  there are no nodes\n',
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
  ? whether pods fit is not known: pods were not given; the node says nothing of its allocatable
${INCOMPLETE}What was not given: kubectl get pods -A -o json (one more -f)
`,
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
      [
        '\u001b[1ma/net on n1\u001b[22m: \u001b[32mrun\u001b[39m: should run here',
        '  \u001b[33m?\u001b[39m whether pods fit is not known: pods were not given; the node says nothing of its allocatable',
        '\u001b[2mWhat was not given: kubectl get pods -A -o json (one more -f)\u001b[22m',
        '',
      ].join('\n'),
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
      '  selects nodes with karpenter.sh/initialized=true and karpenter.sh/registered=true',
      '  node pool general: run',
      '    ? whether pods fit is not known: the node says nothing of its allocatable',
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

const fixture = (kind: string, name: string, more: object = {}) => ({
  apiVersion: kind === 'Pod' ? 'v1' : `${kind.endsWith('Job') ? 'batch' : 'apps'}/v1`,
  kind,
  metadata: { name, namespace: 'a', uid: `${kind}-${name}`, ...more },
})

const template = (spec: object = {}) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'c:1' }], ...spec },
})

const web = {
  ...fixture('Deployment', 'web'),
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: template({ nodeSelector: { disk: 'ssd' } }),
  },
}

const MESSAGE =
  "0/5 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {gpu: a100}, 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling."

const podOfWeb = (name: string, status: object, spec: object = {}) => ({
  ...fixture('Pod', name, {
    labels: { app: 'web', 'pod-template-hash': 'abc' },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-abc', uid: 'r', controller: true },
    ],
  }),
  spec: { containers: [], ...spec },
  status,
})

const waits = podOfWeb('web-1', {
  phase: 'Pending',
  conditions: [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: MESSAGE },
  ],
})
const runs = podOfWeb('web-2', { phase: 'Running' }, { nodeName: 'n2' })

describe('podfit explain of what the scheduler places', () => {
  it('says which nodes could take the pods of a Deployment, and explains what the scheduler says', async () => {
    const found = await explainOf(['deploy/web', '-n', 'a'], [web, waits, runs, ...NODES])
    expect(found).toEqual({
      code: 0,
      stderr: '',
      stdout: `Deployment a/web: 2 of 5 nodes could take its pods; 2 pods there, 1 without a node
  could take its pods: n1, n4
  could not on 3 nodes
    nodeSelector requires disk=ssd: n2, n5
    untolerated taint gpu=a100:NoSchedule: n3
  looked at: node name, cordon, taints, nodeSelector, node affinity. The scheduler asks besides, and podfit does not: whether there is room (requests, pods per node); the anti-affinity of other pods
  ! 1 pod on nodes that would take no new one: a/web-2 (n2)
  ✗ without a node: a/web-1
      the scheduler: ${MESSAGE}
        1 Insufficient cpu: podfit does not compare requests here; kubectl describe node shows what is taken
        1 node(s) had untolerated taint {gpu: a100}: n3
        3 node(s) didn't match Pod's node affinity/selector: podfit finds 2: n2, n5
`,
    })
  })

  it('says what it does not know, and of waiting pods without a message that there is none', async () => {
    const without = await explainOf(['deploy/web', '-n', 'a'], [web, ...NODES])
    expect(without.stdout).toContain('could take its pods; pods were not given\n')
    const { status: _none, ...silent } = waits
    const odd = podOfWeb('web-3', {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', message: 'the moon' }],
    })
    const gone = podOfWeb('web-4', {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          message: '0/1 nodes are available: 1 node(s) were unschedulable.',
        },
      ],
    })
    const { stdout } = await explainOf(
      ['deploy/web', '-n', 'a'],
      [web, silent, odd, gone, ...NODES],
    )
    expect(stdout).toContain('the scheduler has not said anything of it')
    expect(stdout).toContain('        the moon: podfit does not know this one')
    expect(stdout).toContain('1 node(s) were unschedulable: podfit finds no such node in the input')
  })

  it('one node with every reason, and JSON, YAML and Markdown', async () => {
    const all = [web, waits, ...NODES]
    const tolerant = {
      ...web,
      spec: {
        ...web.spec,
        template: template({ tolerations: [{ key: 'gpu', operator: 'Exists' }] }),
      },
    }
    const one = await explainOf(['deployment/a/web', 'n3'], all)
    expect(one.stdout).toContain(
      'Deployment a/web on n3: could not take its pods\n  ✗ untolerated taint gpu=a100:NoSchedule\n      spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
    )
    const tolerated = await explainOf(['deployments.apps/web', 'node/n3'], [tolerant, ...NODES])
    expect(tolerated.stdout).toContain(
      'on n3: could take its pods\n  ✓ taint gpu=a100:NoSchedule is',
    )
    const json = await explainOf(['deploy/web', '-o', 'json'], all)
    expect(JSON.parse(json.stdout)).toMatchObject({
      workload: { kind: 'Deployment', namespace: 'a', name: 'web' },
      alsoAsked: ['Resources', 'OtherPods'],
      nodes: [{ name: 'n1', couldTake: true }, { name: 'n2', couldTake: false }, {}, {}, {}],
      pods: { placed: [], waiting: [{ pod: 'a/web-1', message: MESSAGE }] },
    })
    const yaml = await explainOf(['deploy/web', '-o', 'yaml'], all)
    expect(yaml.stdout).toContain('workload:\n  kind: Deployment\n')
    const markdown = await explainOf(['deploy/web', '-o', 'markdown'], all)
    expect(markdown.stdout).toContain(
      '**Deployment a/web: 2 of 5 nodes could take its pods; 1 pod there, 1 without a node**',
    )
    expect(markdown.stdout).toContain(
      '| could not | untolerated taint gpu=a100:NoSchedule | 1 | n3 |',
    )
    const none = await explainOf(
      ['deploy/web', '-o', 'markdown'],
      [web, { kind: 'NodeList', apiVersion: 'v1', items: [] }],
    )
    expect(none.stdout).toContain('0 of 0 nodes could take its pods')
  })

  it("takes kubectl's words for a StatefulSet, a Job, a CronJob and a Pod", async () => {
    const spec = { template: template() }
    const all = [
      { ...fixture('StatefulSet', 'db'), spec },
      { ...fixture('Job', 'once'), spec },
      { ...fixture('CronJob', 'daily'), spec: { jobTemplate: { spec } } },
      waits,
      runs,
      ...NODES,
    ]
    const first = async (word: string) =>
      (await explainOf([word, '-n', 'a'], all)).stdout.split('\n')[0]
    expect(await first('sts/db')).toContain('StatefulSet a/db: 4 of 5 nodes could take its pods')
    expect(await first('job/once')).toContain('Job a/once: 4 of 5 nodes')
    expect(await first('cj/daily')).toContain('CronJob a/daily: 4 of 5 nodes')
    expect(await first('cronjob/daily')).toContain('CronJob a/daily: 4 of 5 nodes')
    expect(await first('po/web-1')).toBe('Pod a/web-1: 4 of 5 nodes could take it')
    const bound = await explainOf(['pod/web-2', '-n', 'a'], all)
    expect(bound.stdout).toContain(
      'it is on n2 already; asked is which nodes could take such a pod now',
    )
  })

  it('says of a pod of a DaemonSet that its controller made it for one node', async () => {
    const reference = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: 'net',
      uid: 'u',
      controller: true,
    }
    const pod = { ...fixture('Pod', 'net-1', { ownerReferences: [reference] }), spec: {} }
    const { stdout } = await explainOf(['pod/a/net-1'], [pod, ...NODES])
    expect(stdout).toContain(
      'a pod of DaemonSet a/net, whose controller made it for one node; podfit explain a/net says',
    )
  })

  it('takes the only object of the input where none is named', async () => {
    const {
      metadata: { uid: _none, ...metadata },
    } = web
    const manifest = { ...web, metadata }
    expect((await explainOf([], [manifest, ...NODES])).stdout).toMatch(/^Deployment a\/web: /)
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: template().spec }
    expect((await explainOf([], [pod, ...NODES])).stdout).toMatch(/^Pod default\/p: /)
    expect((await explainOf([], [net, web, ...NODES])).stdout).toMatch(/^a\/net\n/)
    const list = {
      apiVersion: 'apps/v1',
      kind: 'DeploymentList',
      items: [{ ...web, kind: undefined }],
    }
    expect((await explainOf(['deploy/web'], [list, ...NODES])).stdout).toMatch(
      /^Deployment a\/web: /,
    )
  })

  it.each<[readonly string[], readonly unknown[], number, string]>([
    [
      [],
      [web, { ...web, metadata: { ...web.metadata, name: 'api' } }],
      3,
      'explain: expected NAME; the input has deploy/a/web, deploy/a/api',
    ],
    [[], [logs('a'), net], 3, 'explain: expected NAME; the input has ds/a/logs, ds/a/net'],
    [[], [], 3, 'explain: expected NAME'],
    [['web'], [web], 3, 'no DaemonSet web; did you mean deploy/a/web?'],
    [
      ['web'],
      [web, { ...net, metadata: { ...net.metadata, name: 'b' } }],
      3,
      'no DaemonSet web; did you mean deploy/a/web?',
    ],
    [['deploy/nope'], [web], 3, 'no Deployment nope in the input'],
    [['deploy/nope', '-n', 'a'], [web], 3, 'no Deployment nope in namespace a in the input'],
    [['pod/web-11'], [waits], 3, 'no Pod web-11 in the input; did you mean web-1?'],
    [
      ['deploy/web'],
      [web, { ...web, metadata: { ...web.metadata, namespace: 'b' } }],
      3,
      'Deployment web is ambiguous: deploy/a/web, deploy/b/web',
    ],
    [['deploy/a/web', '-n', 'b'], [web], 3, '-n b contradicts a/web'],
    [['a/net', '-n', 'b'], [net], 3, '-n b contradicts a/net'],
    [['deploy/web', 'n77'], [web], 3, 'no node n77'],
    [['deploy/web'], [{ ...web, spec: {} }], 4, 'deploy/a/web cannot be read'],
    [
      ['deploy/web'],
      [{ ...web, spec: { template: { spec: { nodeSelector: 5 } } } }],
      4,
      'spec.template.spec.nodeSelector: expected',
    ],
  ])('%j is refused', async (args, objects, exit, message) => {
    const { code, stderr } = await explainOf(args, [...objects, ...NODES])
    expect({ code, stderr }).toMatchObject({
      code: exit,
      stderr: expect.stringContaining(message) as string,
    })
  })

  it('a manifest that the API server refuses is refused here, too', async () => {
    const {
      metadata: { uid: _none, ...metadata },
    } = web
    const manifest = { ...web, metadata, spec: { ...web.spec, nodeSelector: {} } }
    const { code, stdout } = await explainOf(['deploy/web'], [manifest, ...NODES])
    expect(code).toBe(1)
    expect(stdout).toContain('spec.nodeSelector')
    expect((await explainOf(['deploy/web'], [web])).code).toBe(4)
  })

  it('--details lists every node, and says so where it does not', async () => {
    const nodes = Array.from({ length: 30 }, (_, i) => aNode(`node-${i}`))
    const short = await explainOf(['deploy/web'], [web, ...nodes])
    expect(short.stdout).toContain('node-12 and 25 more (--details)')
    const all = await explainOf(['deploy/web', '--details'], [web, ...nodes], {
      env: { COLUMNS: '80' },
      stdin: JSON.stringify([web, ...nodes]),
    })
    for (const { metadata } of nodes)
      expect(all.stdout).toMatch(new RegExp(`${metadata?.name}[,\n]`))
    const ds = await explainOf(['a/net', '--details'], [net, ...nodes])
    expect(ds.stdout).toContain(' node-29,')
    expect((await explainOf(['a/net'], [net, ...nodes])).stdout).toContain('25 more (--details)')
  })

  it('a DaemonSet as Markdown: the headline counts what the table lists', async () => {
    const { stdout } = await explainOf(['a/logs', '-o', 'markdown'])
    expect(stdout).toContain(
      '**a/logs: run on 2 nodes, stay on 1 node, leave on 2 nodes; which pods are there is not known**',
    )
    expect(stdout).toContain('| leave | nodeSelector requires disk=ssd | 2 | n2, n5 |')
    const one = await explainOf(['a/logs', 'n3', '-o', 'markdown'])
    expect(one.stdout).toContain('- ✗ untolerated taint gpu=a100:NoSchedule')
    const pods = await explainOf(
      ['a/logs', '-o', 'markdown'],
      [...OBJECTS, { kind: 'PodList', apiVersion: 'v1', items: [] }],
    )
    expect(pods.stdout).toContain('0 pods there, 0 available; 2 nodes without one')
    const empty = await explainOf(
      ['a/logs', '-o', 'markdown'],
      [logs('a'), { kind: 'NodeList', apiVersion: 'v1', items: [] }],
    )
    expect(empty.stdout).toContain('there are no nodes')
  })
})
