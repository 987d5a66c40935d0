import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../../src/testing/builders.js'
import { asJson, troubledCluster } from '../../../support/troubledCluster.js'
import { podfit } from '../../../support/world.js'

const agent = aDaemonSet()
const gpu = aDaemonSet({
  name: 'gpu',
  podSpec: { nodeSelector: { pool: 'gpu' }, tolerations: [{ operator: 'Exists' }] },
})
const OBJECTS = [
  aNode('n1'),
  aNode('n2'),
  aNode('g1', { labels: { pool: 'gpu' }, taints: ['gpu:NoSchedule'] }),
  agent,
  gpu,
  aPodOf(agent, { node: 'n1' }),
  aPodOf(gpu, { node: 'g1' }),
]

const matrix = async (
  args: readonly string[],
  objects: readonly unknown[] = OBJECTS,
  more: object = {},
) =>
  await podfit(['matrix', ...args, '-f', '@cluster.json'], {
    files: { 'cluster.json': JSON.stringify(objects) },
    ...more,
  })

describe('podfit matrix', () => {
  it('says that there are no nodes', async () => {
    const nodes = { apiVersion: 'v1', kind: 'NodeList', items: [] }
    const pods = { apiVersion: 'v1', kind: 'PodList', items: [] }
    const { code, stdout } = await matrix([], [agent, nodes, pods])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 DaemonSet on 0 nodes of 0 kinds\n' })
  })

  it('has a row for each DaemonSet, and a column for each kind of node', async () => {
    const { code, stdout, stderr } = await matrix([])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').slice(0, 9)).toEqual([
      '2 DaemonSets on 3 nodes of 2 kinds',
      '',
      '               A   B',
      'nodes          2   1',
      'default/agent  ✗1  !',
      'default/gpu    ·   ✓',
      '',
      'A  2 nodes: n1, n2',
      'B  1 node: g1; pool=gpu, taints gpu:NoSchedule',
    ])
  })

  it('goes without pods, and says so', async () => {
    const { code, stdout } = await matrix([], [aNode('n1'), agent])
    expect(code).toBe(4)
    expect(stdout).toContain('default/agent  +\n')
    expect((await matrix([])).stdout).not.toContain('not given')
    expect((await matrix([], [agent])).code).toBe(4)
    expect((await matrix([], [aNode('n1')])).stdout).toBe(
      'Not checked: no DaemonSets in the input.\n',
    )
  })

  it('takes only the DaemonSets that are asked about', async () => {
    const { stdout } = await matrix(['-o', 'json', '-l', 'none=x'])
    expect(JSON.parse(stdout)).toMatchObject({ daemonSets: [] })
  })

  it('goes on in a further block where the terminal is too narrow', async () => {
    const nodes = Array.from({ length: 15 }, (_, i) =>
      aNode(`n${i}`, { labels: { rack: `r${i}` } }),
    )
    const daemonSets = nodes.map((_, i) =>
      aDaemonSet({ name: `rack-${i}`, podSpec: { nodeSelector: { rack: `r${i}` } } }),
    )
    const more = { terminal: true, columns: 50 }
    const { stdout } = await matrix(['--no-color'], [...nodes, ...daemonSets], more)
    const lines = stdout.split('\n')
    expect(lines.filter((line) => line.startsWith('nodes ')).length).toBe(2)
    const table = lines.filter((line) => /^(?:nodes|default|[A-O] )/.test(line))
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(50)
  })

  it('has one row for those that are the same, of very many, and each with --details', async () => {
    const large = troubledCluster({ nodes: 40 })
    const files = { 'cluster.json': asJson(large) }
    const args = ['matrix', '-f', '@cluster.json']
    const { stdout } = await podfit(args, { files, now: large.now })
    expect(stdout.split('\n').length).toBeLessThan(30)
    expect(stdout).toMatch(/^apps\/\S+ and \d+ more/m)
    const detailed = await podfit([...args, '--details'], { files, now: large.now })
    for (const name of large.healthy) expect(detailed.stdout).toContain(`${name} `)
    const markdown = await podfit([...args, '-o', 'markdown'], { files, now: large.now })
    for (const name of large.healthy) expect(markdown.stdout).toContain(`| ${name} | `)
    expect(markdown.stdout).toContain('- A: 36 nodes: n-000, n-001 and 34 more; pool=general')
  })
})
