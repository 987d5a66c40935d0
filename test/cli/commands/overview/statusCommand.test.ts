import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../../src/testing/builders.js'
import { asJson, troubledCluster } from '../../../support/troubledCluster.js'
import { podfit } from '../../../support/world.js'

const LARGE = troubledCluster({ notReady: 3 })
const files = { 'cluster.json': asJson(LARGE) }
const F = ['-f', '@cluster.json']

const status = async (args: readonly string[], surroundings: object = {}) =>
  await podfit(['status', ...F, ...args], { files, now: LARGE.now, ...surroundings })

/** A screen of a terminal that is not small. */
const SCREEN = 50

describe('podfit status, on 500 nodes and 60 DaemonSets', () => {
  it('has every planted trouble on the first screen, by its title', async () => {
    const { code, stdout, stderr } = await status([])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const screen = stdout.split('\n').slice(0, SCREEN)
    for (const [daemonSet, title] of Object.entries(LARGE.planted)) {
      const line = screen.find((each) => each.includes(` ${daemonSet} `)) ?? `no ${daemonSet}`
      expect(line.slice(2)).toMatch(new RegExp(`^${title} `))
    }
    expect(screen.find((line) => line.startsWith('✗ 3 nodes not ready'))).toContain('n-250, n-251')
  })

  it('counts the healthy ones, and does not list them', async () => {
    const { stdout } = await status([])
    expect(stdout.split('\n')[0]).toBe(
      `60 DaemonSets on 500 nodes at ${LARGE.now}: 17 in trouble, 14 only by nodes that are not ready, 29 healthy, 3 nodes not ready`,
    )
    const named = LARGE.healthy.filter((name) => stdout.includes(name))
    expect(named.length).toBeLessThan(5)
  })

  it('names each with --details', async () => {
    const { stdout } = await status(['--details'])
    const [, ...lines] = stdout.split('\n')
    expect(lines.length).toBeGreaterThan(SCREEN / 2)
    expect(stdout).toContain('n-250, n-251, n-252')
    for (const name of Object.keys(LARGE.planted)) expect(stdout).toContain(name)
  })

  it('fits a narrow terminal: what does not goes into a second line, or is cut', async () => {
    for (const columns of [80, 120]) {
      const { stdout } = await status(['--no-color'], { terminal: true, columns })
      const lines = stdout.split('\n').filter((line) => !line.startsWith('· '))
      const [, ...rows] = lines
      expect(Math.max(...rows.map((line) => line.length))).toBeLessThanOrEqual(columns)
      expect(lines.length).toBeLessThan(60)
    }
  })

  it('goes by COLUMNS, and knows when a terminal shows no colour', async () => {
    const wide = await status([], { env: { COLUMNS: '100' } })
    expect(wide.stdout.split('\n')[2]?.length).toBeLessThanOrEqual(100)
    const escape = '\u001b['
    const coloured = async (env: object, terminal: boolean) =>
      (await status([], { env, terminal })).stdout.includes(escape)
    expect(await coloured({}, true)).toBe(true)
    expect(await coloured({ TERM: 'dumb' }, true)).toBe(false)
    expect(await coloured({ FORCE_COLOR: '1' }, false)).toBe(true)
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(false)
  })

  it('is a table in Markdown, with every trouble', async () => {
    const { stdout } = await status(['-o', 'markdown'])
    expect(stdout).toMatch(/^\*\*60 DaemonSets on 500 nodes/)
    for (const [daemonSet, title] of Object.entries(LARGE.planted)) {
      expect(stdout).toContain(`| ${title} | ${daemonSet} |`)
    }
  })
})

const agent = aDaemonSet({ status: { observedGeneration: 1 } })
const lonely = aDaemonSet({ name: 'lonely', podSpec: { nodeSelector: { disk: 'ssd' } } })
const NODES = [aNode('n1')]
const manifest = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'new', namespace: 'default' },
  spec: agent.spec,
}

const statusOf = async (objects: readonly unknown[], args: readonly string[] = []) =>
  await podfit(['status', ...F, ...args], { files: { 'cluster.json': JSON.stringify(objects) } })

describe('podfit status', () => {
  it('says for each DaemonSet what is wrong, and what else', async () => {
    const { code, stdout } = await statusOf([...NODES, lonely, aPodOf(agent, { node: 'n1' })])
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      '1 DaemonSet on 1 node at 2026-01-02T12:00:00Z: 1 in trouble, 0 healthy',
      '',
      '! on no node  default/lonely  0/0  1 node: nodeSelector requires disk=ssd · also: stale status → podfit suggest default/lonely says what to change',
      '',
      '! left of default/agent, which is not in the input: 1 pod (pod-n1)',
      '? not known: whether pods are up to date; revisions were not given',
    ])
  })

  it('says what is wrong with nodes, and what is left, where no DaemonSet is there', async () => {
    const down = { ...aNode('n2'), status: { conditions: [{ type: 'Ready', status: 'False' }] } }
    const { code, stdout } = await statusOf(
      [...NODES, down, lonely, aPodOf(agent, { node: 'n1' })],
      ['-l', 'no=such'],
    )
    expect(code).toBe(4)
    expect(stdout).toMatch(/^0 DaemonSets on 2 nodes at .*, 1 node not ready\n/)
    expect(stdout).toMatch(/\n✗ 1 node not ready.*: n2; /)
    expect(stdout).toContain('\n! left of default/agent, which is not in the input: 1 pod (pod-n1)')
    expect(stdout).toContain('Not checked: no DaemonSet matches -l no=such.')
    expect((await statusOf([...NODES, down])).stdout).not.toContain('DaemonSets were not given')
  })

  it('fails from a severity on where that is asked', async () => {
    const objects = [...NODES, lonely, aPodOf(lonely, { node: 'n1' })]
    expect((await statusOf(objects, ['--fail-on', 'warning'])).code).toBe(1)
    expect((await statusOf(objects, ['--fail-on', 'error'])).code).toBe(0)
  })

  it('calls nothing healthy without pods or nodes, and says so', async () => {
    const withoutPods = await statusOf([...NODES, agent])
    expect(withoutPods.code).toBe(4)
    expect(withoutPods.stdout).toContain('1 in trouble, 0 healthy')
    expect(withoutPods.stdout).toContain('Not checked: which pods are there')
    const withoutNodes = await statusOf([agent, aPodOf(agent, { node: 'n1' })])
    expect(withoutNodes.code).toBe(4)
    expect(withoutNodes.stdout).toContain('Not checked: where pods should run')
    const nothing = await statusOf(NODES)
    expect(nothing).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('Not checked: no DaemonSets in the input.') as string,
    })
  })

  it('leaves manifests alone that are not in the cluster, and says so', async () => {
    const { stdout, stderr } = await statusOf([
      ...NODES,
      lonely,
      manifest,
      aPodOf(lonely, { node: 'n1' }),
    ])
    expect(stdout).toMatch(/^1 DaemonSet /)
    expect(stderr).toContain('not in the cluster, so they have no status: default/new')
  })

  it('does not pass over that there is nothing but manifests', async () => {
    const lists = [{ apiVersion: 'v1', kind: 'PodList', items: [] }]
    const { code, stdout } = await statusOf([...NODES, manifest, ...lists])
    expect(code).toBe(4)
    expect(stdout).toContain('Not checked: not in the cluster, so they have no status: default/new')
  })

  it('tells what is left of an earlier DaemonSet of the same name', async () => {
    const earlier = { ...agent, metadata: { ...agent.metadata, uid: 'earlier' } }
    const { stdout } = await statusOf([...NODES, agent, aPodOf(earlier, { node: 'n1' })])
    expect(stdout).toContain(
      '! left of default/agent with the UID earlier, which is not in the input: 1 pod (pod-n1)',
    )
  })

  it('is all of it as JSON', async () => {
    const { stdout } = await statusOf(
      [...NODES, lonely, aPodOf(lonely, { node: 'n1' })],
      ['-o', 'json', '-n', 'default'],
    )
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      now: '2026-01-02T12:00:00Z',
      daemonSets: [{ code: 'Troubled', daemonSet: 'default/lonely' }],
      unknown: ['revisions', 'events'],
      refused: [],
    })
  })
})
