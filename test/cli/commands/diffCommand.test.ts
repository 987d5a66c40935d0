import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const live = aDaemonSet()
const list = (...items: readonly object[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items })

const snapshot = list(
  live,
  aNode('n1'),
  aNode('n2', { taints: ['gpu=true:NoSchedule'] }),
  aPodOf(live, { node: 'n1' }),
)

const manifest = (podSpec: object, spec: object = {}) =>
  JSON.stringify({ ...aDaemonSet({ podSpec, spec }), metadata: { name: 'agent' } })

const tolerant = manifest({ tolerations: [{ operator: 'Exists' }] })

/** A manifest with a term of the affinity for each of some lists of zones. */
const inZones = (...terms: readonly (readonly string[])[]) =>
  JSON.stringify(
    aDaemonSet({
      podSpec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: terms.map((values) => ({
                matchExpressions: [{ key: 'zone', operator: 'In', values }],
              })),
            },
          },
        },
      },
    }),
  )

describe('podfit diff', () => {
  it('says what changes when a manifest is applied', async () => {
    const files = { 'cluster.json': snapshot, 'agent.json': tolerant }
    const ran = await podfit(['diff', '@cluster.json', '@agent.json'], { files })
    expect(ran).toEqual({
      code: 0,
      stderr: '',
      stdout: `AFTER is manifests that are applied: what they do not name stays as it is (--after manifests)

default/agent: should run on 2 instead of 1 node
  + 1 node gains it, 1 pod created; until now: untolerated taint gpu=true:NoSchedule (n2)
  ~ triggers a rollout: a new revision, 1 pod to replace (spec.template.spec.tolerations)
  ≠ runs now also on nodes such as this made-up one: name node; no labels; taints node.kubernetes.io/not-ready:NoSchedule
  was for: every node
  is for:  every node; whatever their taints

Placement: 1 gained, 0 lost; pods: 1 created, 0 deleted, 0 left misscheduled; new revisions: 1.
Of manifests not validated: annotations, finalizers, ownerReferences, the pod spec but for tolerations, nodeSelector, nodeAffinity, nodeName, restartPolicy, activeDeadlineSeconds, and names and images of containers.
`,
    })
  })

  it('takes -f and --apply, as other verbs do, and words for what they do not give', async () => {
    const files = { 'cluster.json': snapshot, 'agent.json': tolerant }
    const words = await podfit(['diff', '@cluster.json', '@agent.json'], { files })
    for (const args of [
      ['-f', '@cluster.json', '--apply', '@agent.json'],
      ['-f', '@cluster.json', '@agent.json'],
      ['@cluster.json', '--apply', '@agent.json'],
    ]) {
      expect(await podfit(['diff', ...args], { files })).toEqual(words)
    }
  })

  it('writes Markdown, for a comment on a pull request', async () => {
    const executing = aDaemonSet({ name: 'net' })
    const files = {
      'cluster.json': list(live, executing, aNode('n1'), aPodOf(live, { node: 'n1' })),
      'after.json': list(
        live,
        aNode('n1', { taints: ['a:NoExecute'] }),
        aPodOf(live, { node: 'n1' }),
      ),
      'bad.json': manifest({ tolerations: [{ operator: 'Equals' }] }),
    }
    const args = ['--now', '2026-01-01T00:00:00Z', '-o', 'markdown']
    const changed = await podfit(['diff', '@cluster.json', '@after.json', ...args], { files })
    expect(changed).toEqual({
      code: 0,
      stderr: '',
      stdout: `AFTER is all there is then: a DaemonSet that it does not have is gone (--after whole)

**Placement: 0 gained, 2 lost; pods: 0 created, 1 deleted, 0 left misscheduled; new revisions: 0.**

| DaemonSet | Nodes | What changes |
| --- | --- | --- |
| default/agent | 1 → 0 | - 1 node loses it, 1 pod deleted: untolerated taint a:NoExecute (n1) |
| default/net (removed) | 1 → 0 | - 1 node loses it (n1) |

- evicted by NoExecute taints: default/pod-n1 (n1): at 2026-01-01T00:00:00Z
`,
    })
    const refused = await podfit(['diff', '@cluster.json', '@bad.json', ...args], { files })
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain(
      '\n- \\! DaemonSet default/agent: the API server refuses it: spec',
    )
  })

  it('exits with 2 only when that is asked for and something changes', async () => {
    const files = { 'cluster.json': snapshot, 'agent.json': tolerant }
    const asked = ['diff', '--detailed-exitcode', '@cluster.json']
    expect((await podfit([...asked, '@agent.json'], { files })).code).toBe(2)
    const same = await podfit([...asked, '@cluster.json'], { files })
    expect(same).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'AFTER is all there is then: a DaemonSet that it does not have is gone (--after whole)\n\nNo change for default/agent.\nNo placement change; new revisions: 0.\n',
    })
  })

  it('goes by the release and the feature gates that are asked for', async () => {
    const files = {
      'old.json': manifest({}),
      'new.json': manifest({ tolerations: [{ key: 'level', operator: 'Lt', value: '9' }] }),
      'nodes.json': list(aNode('n1', { taints: ['level=5:NoSchedule'] })),
    }
    const args = ['diff', '@old.json', '@new.json', '--nodes', '@nodes.json']
    const gate = ['--feature-gates', 'TaintTolerationComparisonOperators=true']
    expect((await podfit(args, { files })).stdout).toContain('No placement change')
    expect((await podfit([...args, ...gate], { files })).stdout).toContain('+ 1 node gains it')
  })

  it('prints everything as JSON', async () => {
    const files = { 'cluster.json': snapshot, 'agent.json': tolerant }
    const ran = await podfit(
      ['diff', '@cluster.json', '@agent.json', '-o', 'json', '--now', '2026-01-01T00:00:00Z'],
      { files },
    )
    expect(JSON.parse(ran.stdout)).toMatchObject({
      formatVersion: 1,
      now: '2026-01-01T00:00:00Z',
      incomplete: false,
      applied: true,
      refused: [],
      changes: [
        {
          daemonSet: 'default/agent',
          node: 'n2',
          before: { decision: 'stay' },
          after: { decision: 'run' },
        },
      ],
      daemonSets: [
        { daemonSet: 'default/agent', nodes: { gained: 1 }, triggersRollout: { code: 'Yes' } },
      ],
      evictions: [],
      unknown: [],
    })
  })

  it('lists what NoExecute taints evict', async () => {
    const files = {
      'cluster.json': snapshot,
      'nodes.json': list(aNode('n1', { taints: ['down:NoExecute'] })),
    }
    const { stdout } = await podfit(['diff', '@cluster.json', '@nodes.json'], { files })
    expect(stdout).toContain('Evicted by NoExecute taints\n  - default/pod-n1 (n1): at ')
    expect(stdout).toContain(
      '- 1 node loses it, 1 pod deleted: untolerated taint down:NoExecute (n1)',
    )
  })

  it('compares rendered charts on shared nodes, without pods', async () => {
    const files = {
      'old.json': manifest({}),
      'new.json': manifest({ nodeSelector: { disk: 'ssd' } }),
      'nodes.json': list(aNode('n1')),
    }
    const { stdout } = await podfit(['diff', '@old.json', '@new.json', '--nodes', '@nodes.json'], {
      files,
    })
    expect(stdout)
      .toBe(`AFTER is all there is then: a DaemonSet that it does not have is gone (--after whole)

default/agent: should run on 0 instead of 1 node
  - 1 node loses it: nodeSelector requires disk=ssd (n1)
  ~ triggers a rollout: a new revision (spec.template.spec.nodeSelector)
  ≠ runs no longer on nodes such as this made-up one: name node; no labels; no taints
  was for: every node
  is for:  nodes with disk=ssd

Pods were not given, and are not compared.
Placement: 0 gained, 1 lost; new revisions: 1.
Of manifests not validated: annotations, finalizers, ownerReferences, the pod spec but for tolerations, nodeSelector, nodeAffinity, nodeName, restartPolicy, activeDeadlineSeconds, and names and images of containers.
What was not given: kubectl get pods -A -o json (one more -f)
`)
  })

  it('proves for the nodes that it is told of, and says so', async () => {
    const files = {
      'old.json': manifest({}),
      'new.json': manifest({ nodeSelector: { pool: 'a' } }),
    }
    const args = ['diff', '@old.json', '@new.json', '--every-node', 'pool=a']
    const said = "What holds whatever nodes there are holds for those with --every-node 'pool=a'"
    const { stdout } = await podfit(args, { files })
    expect(stdout).toContain(said)
    expect(stdout).toContain('= runs on the same nodes as before, whatever nodes there are')
    expect((await podfit([...args, '-o', 'markdown'], { files })).stdout).toContain(
      'holds for those with',
    )
    const json: unknown = JSON.parse((await podfit([...args, '-o', 'json'], { files })).stdout)
    expect(json).toMatchObject({
      knownOfNodes: ["--every-node 'pool=a'"],
      daemonSets: [{ everyNode: { code: 'Proved' } }],
    })
  })

  it('leaves out what the API server would refuse, and fails', async () => {
    const files = { 'cluster.json': snapshot, 'bad.json': manifest({}, { selector: {} }) }
    const ran = await podfit(['diff', '@cluster.json', '@bad.json'], { files })
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain(
      '! DaemonSet default/agent: the API server refuses it: spec.selector',
    )
    expect(ran.stdout).toContain('No placement change')
    const json = await podfit(['diff', '@cluster.json', '@bad.json', '-o', 'json'], { files })
    expect(JSON.parse(json.stdout)).toMatchObject({ refused: [{ daemonSet: 'default/agent' }] })
  })

  it('uses what can be read, and says that something could not', async () => {
    const files = { 'cluster.json': snapshot, 'bad.json': '{ "kind": ' }
    const ran = await podfit(['diff', '@cluster.json', '@bad.json'], { files })
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('No placement change')
    expect(ran.stdout).toContain('Incomplete: 1 problem in the input.')
    expect(ran.stderr).toContain('bad.json')
  })

  it('proves without nodes what differs on all that could exist, and says that it looked at none', async () => {
    const files = {
      'ab.json': inZones(['a'], ['b']),
      'ba.json': inZones(['b'], ['a']),
      'a.json': inZones(['a']),
    }
    const same = await podfit(['diff', '@ab.json', '@ba.json'], { files })
    expect(same.code).toBe(4)
    expect(same.stdout).toContain('= runs on the same nodes as before, whatever nodes there are')
    expect(same.stdout).toContain('No placement change, whatever nodes there are;')
    expect(same.stdout).toContain('Not checked: on which nodes pods run, for nodes were not given')
    const fewer = await podfit(['diff', '@ab.json', '@a.json'], { files })
    expect(fewer.code).toBe(4)
    expect(fewer.stdout).toContain('≠ runs no longer on nodes such as this made-up one')
    expect(fewer.stdout).toContain('labels zone=b')
    expect(fewer.stdout).toContain(
      'Placement on nodes not known, on other nodes a change for 1 DaemonSet;',
    )
    expect(fewer.stdout).not.toContain('0 nodes')
    const markdown = await podfit(['diff', '@ab.json', '@a.json', '-o', 'markdown'], { files })
    expect(markdown.stdout).toContain('**Placement on nodes not known, on other nodes a change')
    expect(markdown.stdout).toContain('| ? |')
  })

  it('says of nodes that it has none as far as it can be read', async () => {
    const files = { 'a.json': manifest({}), 'cut.json': '[{' }
    const ran = await podfit(['diff', '@a.json', '@cut.json'], { files })
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('Not checked: on which nodes pods run, for nodes were not given')
    expect(`${ran.stdout}${ran.stderr}`).toContain('cut.json')
  })

  it('never says less in its first line than below it', async () => {
    const there = { 'n.json': JSON.stringify(aNode('n1', { labels: { zone: 'a' } })) }
    const files = { ...there, 'ab.json': inZones(['a', 'b']), 'a.json': inZones(['a']) }
    const ran = await podfit(['diff', '@ab.json', '@a.json', '--nodes', '@n.json'], { files })
    expect(ran.stdout).toContain(
      'No placement change on these nodes, on other nodes a change for 1 DaemonSet;',
    )
    const nowhere = JSON.stringify(aDaemonSet({ podSpec: { nodeSelector: { a: 'b' } } }))
    const gone = await podfit(
      [
        'diff',
        '@x.json',
        '@empty.json',
        '--nodes',
        '@n.json',
        '--after',
        'whole',
        '--detailed-exitcode',
      ],
      {
        files: {
          ...files,
          'x.json': nowhere,
          'empty.json': '{"kind":"List","apiVersion":"v1","items":[]}',
        },
      },
    )
    expect(gone.stdout).toContain('- is removed; no node loses it')
    expect(gone.stdout).not.toContain('No change for')
    expect(gone.stdout).toContain('1 DaemonSet removed')
  })

  it.each<[readonly string[], string]>([
    [['diff'], 'diff: expected BEFORE (-f FILE)'],
    [['diff', '-f', '@a.json'], 'diff: expected AFTER (--apply FILE)'],
    [['diff', '-f', '@a.json', '--apply', '@a.json', 'c'], 'too many arguments: c'],
    [['diff', '-f', '-', '--apply', '-'], 'standard input can be read only once'],
    [['diff', '@a.json'], 'diff: expected AFTER'],
    [['diff', '@a.json', '@a.json', '@a.json'], 'too many arguments'],
    [['diff', '@a.json', '@missing.json'], 'no such file or directory'],
  ])('refuses %j', async (args, message) => {
    const ran = await podfit(args, { files: { 'a.json': tolerant } })
    expect(ran.code).toBe(3)
    expect(ran.stderr).toContain(message)
  })
})
