import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../../src/testing/builders.js'
import { podfit, type Surroundings } from '../../../support/world.js'

const agent = aDaemonSet()
const all = aDaemonSet({ name: 'all', podSpec: { tolerations: [{ operator: 'Exists' }] } })

const OBJECTS = [
  agent,
  all,
  aNode('n1', { labels: { zone: 'a' } }),
  aNode('n2', { labels: { zone: 'b' }, taints: ['old=x:NoSchedule'] }),
  aPodOf(agent, { node: 'n1' }),
  aPodOf(all, { node: 'n2', name: 'all-n2' }),
]

const taint = async (
  args: readonly string[],
  objects: readonly unknown[] = OBJECTS,
  surroundings: Surroundings = {},
) =>
  await podfit(['taint', ...args, '-f', '-'], { stdin: JSON.stringify(objects), ...surroundings })

describe('podfit taint', () => {
  it('says what the node is like afterwards, which DaemonSets it concerns and whom it evicts', async () => {
    expect(await taint(['nodes', 'n1', 'gpu=a100:NoExecute'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `node/n1 tainted (dry run)
  taints: gpu=a100:NoExecute
  default/agent: run → leave: untolerated taint gpu=a100:NoExecute

Evicted by NoExecute taints
  - default/pod-n1 (n1): at 2026-01-02T12:00:00Z
`,
    })
  })

  it('says the same in Markdown', async () => {
    const ran = await taint(['nodes', 'n1', 'gpu=a100:NoExecute', '-o', 'markdown'])
    expect(ran).toEqual({
      code: 0,
      stderr: '',
      stdout: `- **node/n1 tainted (dry run)**
  - taints: gpu=a100:NoExecute
  - default/agent: run → leave: untolerated taint gpu=a100:NoExecute
- evicted by NoExecute taints: default/pod-n1 (n1): at 2026-01-02T12:00:00Z
`,
    })
  })

  it('sums up many nodes in Markdown, too', async () => {
    const nodes = Array.from({ length: 12 }, (_none, i) => aNode(`w${i}`))
    const { stdout } = await taint(
      ['nodes', '--all', 'gpu=a100:NoSchedule', '-o', 'markdown'],
      [agent, aPodOf(agent, { node: 'w1' }), ...nodes],
    )
    expect(stdout).toBe(`- **node/w0 tainted (dry run)**
  - and 11 nodes more alike: w1, w10, w11, w2, w3 and 6 more
  - taints: gpu=a100:NoSchedule
  - default/agent: run → stay: untolerated taint gpu=a100:NoSchedule (no event triggers a sync)
`)
  })

  it('asks whether another node was meant', async () => {
    const named = [agent, aNode('worker-1'), aNode('worker-2')]
    const { code, stderr } = await taint(['nodes', 'worker1', 'gpu:NoSchedule'], named)
    expect(code).toBe(3)
    expect(stderr).toContain('nodes "worker1" not found; did you mean worker-1?')
  })

  it('lists the evictions of the tainted nodes only', async () => {
    const elsewhere = [aNode('n3', { taints: ['x:NoExecute'] }), aPodOf(agent, { node: 'n3' })]
    const { stdout } = await taint(['nodes', 'n1', 'gpu:NoExecute'], [...OBJECTS, ...elsewhere])
    expect(stdout).toContain('default/pod-n1')
    expect(stdout).not.toContain('pod-n3')
  })

  it('knows that releases up to 1.32 do look', async () => {
    const { stdout } = await taint(['nodes', 'n1', 'gpu:NoSchedule', '--kubernetes', '1.32'])
    expect(stdout).toContain('default/agent: run → stay: untolerated taint gpu:NoSchedule\n')
    const json = await taint(['nodes', 'n1', 'a:NoSchedule', '--kubernetes', '1.32', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ kubernetes: '1.32.13' })
  })

  it('says that the input was not read in full', async () => {
    const broken = { apiVersion: 'v1', kind: 'Node', metadata: { name: 7 } }
    const text = await taint(['nodes', 'n1', 'a:NoSchedule'], [broken, aNode('n1')])
    expect(text.code).toBe(4)
    expect(text.stdout).toContain('Incomplete: 1 problem in the input.\n')
    const json = await taint(['nodes', 'n1', 'a:NoSchedule', '-o', 'json'], [broken, aNode('n1')])
    expect(JSON.parse(json.stdout)).toMatchObject({
      incomplete: true,
      problems: [
        {
          path: [0, 'metadata', 'name'],
          message: 'expected string, found the number 7 (quote it)',
        },
      ],
    })
  })

  it('says when no event triggers a sync', async () => {
    const { stdout } = await taint(['nodes', 'n1', 'gpu:NoSchedule'])
    expect(stdout).toBe(`node/n1 tainted (dry run)
  taints: gpu:NoSchedule
  default/agent: run → stay: untolerated taint gpu:NoSchedule (no event triggers a sync)
`)
  })

  it('says when a DaemonSet comes to a node', async () => {
    const { stdout } = await taint(['no', 'n2', 'old-'])
    expect(stdout).toBe(`node/n2 untainted (dry run)
  taints: none
  default/agent: stay → run
`)
  })

  it('says when no DaemonSet is affected', async () => {
    const { stdout } = await taint(['node', 'n1', 'gpu:PreferNoSchedule'])
    expect(stdout).toBe(`node/n1 tainted (dry run)
  taints: gpu:PreferNoSchedule
  no DaemonSet is affected
`)
  })

  it('taints several nodes, with several taints', async () => {
    const { stdout } = await taint(['nodes', 'n2', 'n1', 'a:NoSchedule', 'b:PreferNoSchedule'])
    expect(stdout).toContain(
      'node/n2 tainted (dry run)\n  taints: a:NoSchedule, b:PreferNoSchedule, old=x:NoSchedule\n',
    )
    expect(stdout.indexOf('node/n1')).toBeGreaterThan(stdout.indexOf('node/n2'))
  })

  it.each([
    ['all of them', ['--all'], ['n1', 'n2']],
    ['those with labels', ['-l', 'zone=b'], ['n2']],
    ['those with labels that none has', ['-l', 'zone=c'], []],
  ])('taints %s', async (_case, options, names) => {
    const { code, stdout } = await taint(['nodes', 'a:PreferNoSchedule', ...options, '-o', 'json'])
    const { nodes } = JSON.parse(stdout) as { readonly nodes: readonly { node: string }[] }
    expect({ code, nodes: nodes.map(({ node }) => node) }).toEqual({
      code: names.length > 0 ? 0 : 4,
      nodes: names,
    })
  })

  it('overwrites only if asked, and taints the other nodes all the same', async () => {
    const refused = await taint(['nodes', '--all', 'old=y:NoSchedule'])
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain('node/n1 tainted (dry run)\n')
    expect(refused.stdout).not.toContain('node/n2')
    expect(refused.stderr).toBe(
      'podfit: node n2 already has old taint(s) with same effect(s) and --overwrite is false\n',
    )
    const { code, stdout } = await taint(['nodes', 'n2', 'old=y:NoSchedule', '--overwrite'])
    expect(code).toBe(0)
    expect(stdout).toContain('node/n2 modified (dry run)\n  taints: old=y:NoSchedule\n')
  })

  it('says which taint is not there', async () => {
    expect(await taint(['nodes', 'n1', 'gone-'])).toMatchObject({
      code: 1,
      stderr: 'podfit: node n1: taint "gone" not found\n',
    })
  })

  it.each([
    ['96: text that is no taint', ['nodes', 'n1', 'foo'], 'at least one taint update is required'],
    ['99: no effect', ['nodes', 'n1', 'foo:'], 'invalid taint effect: , unsupported taint effect'],
    [
      '106: an effect in small letters',
      ['nodes', 'n1', 'foo:noschedule'],
      'invalid taint effect: noschedule, unsupported taint effect',
    ],
    [
      '104: a taint twice',
      ['nodes', 'n1', 'foo:NoSchedule', 'foo:NoSchedule'],
      'duplicated taints with the same key and effect: {foo  NoSchedule <nil>}',
    ],
  ])('trap %s', async (_trap, args, message) => {
    const { code, stderr } = await taint(args)
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `podfit: ${message}\nRun podfit taint --help for arguments and options.\n`,
    })
  })

  it.each([
    [
      'another resource',
      ['pods', 'n1', 'a:NoSchedule'],
      'invalid resource type pods, only node types are supported',
    ],
    [
      'a name after a taint',
      ['nodes', 'a:NoSchedule', 'n1'],
      'all resources must be specified before taint changes: n1',
    ],
    [
      'no name',
      ['nodes', 'a:NoSchedule'],
      "at least one resource name must be specified since 'all' parameter is not set",
    ],
    [
      'all and a selector',
      ['nodes', 'a:NoSchedule', '--all', '-l', 'x'],
      "setting 'all' parameter with a non empty selector is prohibited",
    ],
    [
      'a node that is not there',
      ['nodes', 'n9', 'a:NoSchedule'],
      'nodes "n9" not found; did you mean n1 or n2?',
    ],
    [
      'a taint added and removed',
      ['nodes', 'n1', 'a:NoSchedule', 'a-'],
      'can not both modify and remove the following taint(s) in the same command: a=',
    ],
  ])('refuses %s', async (_case, args, message) => {
    expect(await taint(args)).toEqual({
      code: 3,
      stdout: '',
      stderr: `podfit: ${message}\nRun podfit taint --help for arguments and options.\n`,
    })
  })

  it('concerns no DaemonSet where none is given, and takes one without a spec', async () => {
    const none = await taint(['nodes', 'n1', 'a:NoExecute'], [aNode('n1')])
    expect(none.stdout).toContain('\n  no DaemonSet is affected\n')
    const bare = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'bare', uid: 'u' } }
    const { stdout } = await taint(['nodes', 'n1', 'a:NoExecute'], [aNode('n1'), bare])
    expect(stdout).toContain('\n  bare: run → leave: untolerated taint a:NoExecute')
  })

  it('knows no node in an input without nodes', async () => {
    expect((await taint(['nodes', 'n1', 'a:NoSchedule'], [agent])).code).toBe(3)
    expect(await taint(['nodes', '--all', 'a:NoSchedule', '-o', 'json'], [agent])).toMatchObject({
      code: 4,
    })
  })

  it('looks at the instant that is given', async () => {
    const seconds = { key: 'down', operator: 'Exists', tolerationSeconds: 60 }
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'a', name: 'p' },
      spec: { nodeName: 'n1', tolerations: [seconds] },
    }
    const { stdout } = await taint(
      ['nodes', 'n1', 'down:NoExecute', '--now', '2026-05-01T00:00:00Z'],
      [...OBJECTS, pod],
    )
    expect(stdout).toContain('a/p (n1): between 2026-05-01T00:00:00Z and 2026-05-01T00:01:00Z')
  })

  it('takes a node without a spec, and one without taints', async () => {
    const bare = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }
    const { stdout } = await taint(['nodes', 'n1', 'a:NoSchedule'], [agent, bare])
    expect(stdout).toContain('node/n1 tainted (dry run)\n  taints: a:NoSchedule\n')
  })

  it('takes nodes and taints with nothing in them', async () => {
    const nameless = { apiVersion: 'v1', kind: 'Node', spec: { taints: [{ key: null }] } }
    const { code, stdout } = await taint(
      ['nodes', '--all', 'a:NoSchedule', '--no-pods'],
      [agent, nameless],
    )
    expect(code).toBe(0)
    expect(stdout).toContain('node/ tainted (dry run)\n')
  })

  it('writes everything as JSON, with the version of its format', async () => {
    const { code, stdout } = await taint(['nodes', 'n1', 'gpu:NoExecute', '-o', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      now: '2026-01-02T12:00:00Z',
      nodes: [
        {
          node: 'n1',
          operation: 'tainted',
          taints: [{ key: 'gpu', effect: 'NoExecute' }],
          consequences: [
            {
              daemonSet: 'default/agent',
              before: { decision: 'run' },
              after: { decision: 'leave', reasons: [{ code: 'UntoleratedTaint' }] },
              causesSync: true,
            },
            { daemonSet: 'default/all', before: { decision: 'run' }, after: { decision: 'run' } },
          ],
        },
      ],
      evictions: [{ namespace: 'default', name: 'pod-n1', node: 'n1' }],
    })
  })

  it('does what it can with broken input, and ends with 4', async () => {
    const { code, stderr } = await taint(
      ['nodes', 'n1', 'gone-'],
      [...OBJECTS, { apiVersion: 'v1', kind: 'Node', metadata: 5 }],
    )
    expect(code).toBe(4)
    expect(stderr).toBe(
      'podfit: node n1: taint "gone" not found\npodfit: <stdin>: document 1: Node: [6].metadata: expected object, found the number 5\n',
    )
  })

  it('is coloured on a terminal', async () => {
    const { stdout } = await taint(['nodes', 'n1', 'a:NoSchedule'], OBJECTS, { terminal: true })
    expect(stdout).toContain(
      '  default/agent: \u001b[32mrun\u001b[39m → \u001b[33mstay\u001b[39m: untolerated taint a:NoSchedule\u001b[2m (no event triggers a sync)\u001b[22m\n',
    )
  })
})
