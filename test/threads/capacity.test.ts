import { describe, expect, it } from 'vitest'
import { podfit } from '../support/world.js'

const on = async (name: string, ...args: readonly string[]) =>
  await podfit([...args, '-f', `test/fixtures/threads/${name}.yaml`])

describe('what people asked about room on nodes', () => {
  it('kubernetes/autoscaler#2087: a DaemonSet whose pod finds no room among others', async () => {
    const { code, stdout } = await on('node-full', 'capacity')
    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      '1 node (w1): 1 DaemonSet takes cpu 500m of 2',
      '    RESOURCE  NODE  DAEMONSETS  %   LEFT   LEFT NOW',
      '    cpu       2     500m        25  1500m  200m',
      '    memory    4Gi   0               4Gi    4Gi',
      '    pods      2     1           50  1      0',
      '  · default/agent: cpu 500m',
      '  ✗ default/agent: no pod of it is bound to w1, and there is no room: 2 of 2 pods that the node allows are there; cpu 500m requested, 1800m of 2 taken; with priorityClassName: system-node-critical pods of lower priority could be evicted for it',
      '',
    ])
    const { classes } = JSON.parse((await on('node-full', 'capacity', '-o', 'json')).stdout) as {
      readonly classes: readonly unknown[]
    }
    expect(classes).toMatchObject([
      {
        nodes: ['w1'],
        leftNow: { cpu: 200, pods: 0 },
        noRoom: [{ daemonSet: 'default/agent', node: 'w1', fit: { code: 'full', lower: [] } }],
      },
    ])
  })

  it('aws/karpenter-provider-aws#2751: what DaemonSets take of a new node', async () => {
    const { code, stdout } = await on('new-node', 'capacity', 'node/big')
    expect(code).toBe(4)
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      '1 node (big): 2 DaemonSets take cpu 1200m of 1, memory 1280Mi of 2Gi',
      '    RESOURCE  NODE  DAEMONSETS  %    LEFT',
      '    cpu       1     1200m       120  -200m',
      '    memory    2Gi   1280Mi      63   768Mi',
      '    pods      10    2           20   8',
      '  · default/a: cpu 900m, memory 1Gi',
      '  · default/b: cpu 300m, memory 256Mi',
    ])
    expect(stdout).toContain(
      '✗ default/b does not fit beside the others: cpu 300m requested, 900m of 1 taken',
    )
    const markdown = await on('new-node', 'capacity', 'big', '-o', 'markdown')
    expect(markdown.stdout).toContain('| cpu | 1 | 1200m | 120 | -200m |')
  })

  it('names a quantity that it cannot read', async () => {
    const files = {
      'c.json': JSON.stringify([
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'n', uid: 'u' },
          status: { allocatable: { cpu: 'x' } },
        },
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: { name: 'd', namespace: 'a', uid: 'u' },
          spec: {
            selector: { matchLabels: { a: 'b' } },
            template: { metadata: { labels: { a: 'b' } }, spec: {} },
          },
        },
      ]),
    }
    const { code, stderr } = await podfit(['capacity', '-f', '@c.json'], { files })
    expect(code).toBe(4)
    expect(stderr).toContain(
      'node/n: status.allocatable.cpu: expected a quantity, found the string "x"',
    )
  })
})
