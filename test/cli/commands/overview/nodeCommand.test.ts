import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../../src/testing/builders.js'
import { asJson, troubledCluster } from '../../../support/troubledCluster.js'
import { podfit } from '../../../support/world.js'

const agent = aDaemonSet()
const picky = aDaemonSet({ name: 'picky', podSpec: { nodeSelector: { disk: 'ssd' } } })
const OBJECTS = [
  aNode('n1'),
  aNode('n2', { taints: ['dedicated=db:NoSchedule'] }),
  agent,
  picky,
  aPodOf(agent, { node: 'n1', ready: false }),
]

const node = async (args: readonly string[], objects: readonly unknown[] = OBJECTS) =>
  await podfit(['node', ...args, '-f', '@cluster.json'], {
    files: { 'cluster.json': JSON.stringify(objects) },
  })

describe('podfit node', () => {
  it('has a line for each DaemonSet: should it run there, what is there, and why', async () => {
    expect(await node(['n1'])).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'n1 (ready): 1 of 2 DaemonSets should run here, 0 of them available',
        '',
        '  DAEMONSET      SHOULD RUN  THERE          WHY',
        '✗ default/agent  yes         not available  pod-n1: not ready since 2026-01-01T00:00:00Z',
        '· default/picky  no          no pod         nodeSelector requires disk=ssd',
        '',
      ].join('\n'),
    })
    const { stdout } = await node(['node/n2'])
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'n2 (ready, taints dedicated=db:NoSchedule): 0 of 2 DaemonSets should run here, 0 of them available',
      '',
      '  DAEMONSET      SHOULD RUN  THERE   WHY',
      '· default/agent  no          no pod  untolerated taint dedicated=db:NoSchedule',
    ])
  })

  it('says which pods it does not know of', async () => {
    const { code, stdout } = await node(['n1'], [aNode('n1'), agent])
    expect(code).toBe(4)
    expect(stdout).toContain('1 of 1 DaemonSet should run here\n')
    expect(stdout).toContain('? default/agent  yes         not known')
    expect(stdout).toContain('Not checked: which pods are there, for pods were not given.')
  })

  it('knows no other nodes', async () => {
    expect(await node(['n9'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no node n9') as string,
    })
    expect((await node(['n1'], [agent])).code).toBe(4)
  })

  it('is a table in Markdown, and JSON with everything', async () => {
    const markdown = await node(['n2', '-o', 'markdown'])
    expect(markdown.stdout).toContain(
      '| default/picky | no | no pod | nodeSelector requires disk=ssd; untolerated taint dedicated=db:NoSchedule |',
    )
    const etcd = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: 'kube-system',
        name: 'etcd-n2',
        annotations: { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.mirror': 'x' },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: 'n2', uid: 'n', controller: true },
        ],
      },
      spec: { nodeName: 'n2' },
    }
    const beside = await node(['n2', '-o', 'markdown'], [...OBJECTS, etcd])
    expect(beside.stdout).toContain('\n- 1 static pod here, managed by no DaemonSet\n')
    const json = await node(['n1', '-o', 'json', '-l', 'a!=b', '-n', 'default'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      node: 'n1',
      cordoned: false,
      daemonSets: [
        { daemonSet: 'default/agent', code: 'Unavailable', decision: 'run' },
        { daemonSet: 'default/picky', code: 'NotEligible', decision: 'leave' },
      ],
      staticPods: [],
    })
  })

  it('sums up what is as usual where there are very many, unless asked for details', async () => {
    const large = troubledCluster({ nodes: 40 })
    const files = { 'cluster.json': asJson(large) }
    const args = ['node', 'n-000', '-f', '@cluster.json']
    const { stdout } = await podfit(args, { files, now: large.now })
    const lines = stdout.split('\n')
    expect(lines.length).toBeLessThan(30)
    expect(stdout).toMatch(/✗ apps\/crash-loop +yes +not available/)
    expect(stdout).toMatch(/✓ \d+ available: apps\/bad-budget/)
    expect(stdout).toMatch(/· \d+ should not run here: nodeSelector requires pool=gpu/)
    const detailed = await podfit([...args, '--details'], { files, now: large.now })
    for (const name of [...large.healthy, ...Object.keys(large.planted)]) {
      expect(detailed.stdout).toContain(` ${name} `)
    }
  })
})
