import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode, aPodOf } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const agent = aDaemonSet()
const list = (...items: readonly object[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
const files = {
  'cluster.json': list(
    agent,
    aNode('n1'),
    aNode('n2'),
    aPodOf(agent, { node: 'n1' }),
    aPodOf(agent, { node: 'n2' }),
  ),
  'pool.json': JSON.stringify({
    apiVersion: 'podfit/v1',
    kind: 'NodeTemplate',
    node: { metadata: { name: 'gpu' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
  }),
  'broken.json': '{ "kind": ',
}

const whatIf = (...args: readonly string[]) =>
  podfit(['what-if', ...args, '-f', '@cluster.json'], { files })

describe('podfit what-if', () => {
  it('tells each step, and what follows from all of them', async () => {
    const ran = await whatIf('taint node n1 a:NoSchedule', 'cordon n2')
    expect(ran).toEqual({
      code: 0,
      stderr: '',
      stdout: `taint node n1 a:NoSchedule
  · 1 node: n1
  · this change triggers no sync: \`kubectl get ds\` keeps showing the old numbers until something else does

cordon n2
  · 1 node: n2
  · this change triggers no sync: \`kubectl get ds\` keeps showing the old numbers until something else does

default/agent: should run on 1 instead of 2 nodes
  ! 1 node gets no new pod, 1 pod left misscheduled: untolerated taint a:NoSchedule (n1)

Placement: 0 gained, 1 lost; pods: 0 created, 0 deleted, 1 left misscheduled; new revisions: 0.
`,
    })
  })

  it('counts no node as gained whose machine is unusual and nobody asked for', async () => {
    const pools = 'test/fixtures/threads/eksctl-pools.yaml'
    const { stdout } = await whatIf(`add nodes --template ${pools} --pool win --count 3`)
    expect(stdout).toContain(
      '  ? node pool win: absent → run: it does not ask for kubernetes.io/os, which is windows there: its images may not start\n',
    )
    expect(stdout).toContain('Placement: 0 gained, 0 lost')
    const explained = await podfit(['explain', 'agent', '-f', '@cluster.json', '-f', pools], {
      files,
    })
    expect(explained.stdout).toContain('node pool win: run: it does not ask for kubernetes.io/os')
    expect(explained.stdout).toContain('node pool workers: run\n')
  })

  it('says who is evicted, and when', async () => {
    const { stdout } = await whatIf('taint node n1 a:NoExecute', '--now', '2026-01-01T00:00:00Z')
    expect(stdout).toContain('~ the controller syncs default/agent')
    expect(stdout).toContain(
      'Evicted by NoExecute taints\n  - default/pod-n1 (n1): at 2026-01-01T00:00:00Z\n',
    )
  })

  it('fails when kubectl would refuse, and tells the rest', async () => {
    const ran = await whatIf('drain n1', 'delete node n9')
    expect(ran.code).toBe(3)
    expect((await whatIf('drain n1')).code).toBe(1)
    expect(ran.stdout).toContain('kubectl does not drain node n1: it cordons it and evicts no pod')
    expect(ran.stdout).toContain('nodes "n9" not found')
  })

  it('adds nodes from a template', async () => {
    const template = await podfit(
      [
        'what-if',
        'add nodes --template test/fixtures/threads/karpenter-pools.yaml --pool gpu --count 2',
        '-f',
        '@cluster.json',
      ],
      { files },
    )
    expect(template.code).toBe(0)
    expect(template.stdout).toContain('· 2 nodes: gpu-1, gpu-2')
    expect(template.stdout).toContain(
      '· not on 2 nodes: untolerated taint nvidia.com/gpu=true:NoSchedule (gpu-1, gpu-2)',
    )
  })

  it('exits with 2 only when that is asked for and something changes', async () => {
    expect((await whatIf('delete node n1', '--detailed-exitcode')).code).toBe(2)
    expect((await whatIf('cordon n1', '--detailed-exitcode')).code).toBe(0)
    expect((await whatIf('delete node n1')).code).toBe(0)
  })

  it('goes by the release that is asked for', async () => {
    const old = await whatIf('taint node n1 a:NoSchedule', '--kubernetes', '1.28')
    expect(old.stdout).toContain('~ the controller syncs default/agent')
    const json = await whatIf('cordon n1', '--kubernetes', '1.28.15', '-o', 'json')
    expect(JSON.parse(json.stdout)).toMatchObject({ kubernetes: '1.28.15' })
  })

  it.each<[readonly string[], string]>([
    [['set image ds/agent main=main:2'], '· daemonset.apps/agent image updated (dry run)\n'],
    [
      ['patch ds agent -p {"metadata":{"labels":{"a":"b"}}}'.replaceAll('"', '\\"')],
      '· daemonset.apps/agent patched (dry run)\n',
    ],
    [
      [`patch ds agent --type=merge -p '{"spec": {"minReadySeconds": 0}}'`],
      'patched (no change) (dry run)\n',
    ],
    [
      [`patch ds agent --type=json -p '[{"op": "remove", "path": "/spec/no"}]'`],
      'operation 1 of the patch: there is no /spec/no\n',
    ],
    [
      [`patch ds agent -p 'spec: {template: {spec: {restartPolicy: Never}}}'`],
      'spec.template.spec.restartPolicy: Unsupported value: "Never"',
    ],
    [
      [`patch ds agent -p 'spec: {minReadySeconds: x}'`],
      'spec.minReadySeconds: expected 32-bit integer',
    ],
    [[`patch ds agent -p 'spec: {nothing: 1}'`], 'patched (no change) (dry run)\n'],
    [['set image ds/agent nobody=x'], 'unable to find container named "nobody"; there is main\n'],
    [
      [`patch ds agent -p 'metadata: {name: other}'`],
      'metadata.name: Invalid value: "other": field is immutable',
    ],
    [['delete pod pod-n1'], '· pod "pod-n1" deleted from default namespace (dry run)\n'],
    [['delete ds agent'], '· daemonset.apps "agent" deleted from default namespace (dry run)\n'],
    [
      ['delete ds agent --cascade=orphan'],
      '! 2 pods left running, controlled by nothing: default/pod-n1, default/pod-n2\n',
    ],
    [['delete ds agnt'], 'daemonsets.apps "agnt" not found\n'],
    [['drain', 'n1', '--ignore-daemonsets'], '· not evicted by drain (DaemonSet pod)'],
  ])('%j', async (args, expected) => {
    expect((await whatIf(...args)).stdout).toContain(expected)
  })

  it.each<[string, string, readonly string[]]>([
    [
      `patch ds agent -p '{"spec": {"nodeSelector": {"a": "b"}}}'`,
      '1.37',
      [
        'Warning: unknown field "spec.nodeSelector"',
        'the API server drops spec.nodeSelector from the patch',
        'did you mean spec.template.spec.nodeSelector?',
      ],
    ],
    [
      `patch ds agent --type=merge -p '{"spec": {"nodeSelector": {"a": "b"}}}'`,
      '1.24',
      ['the API server drops spec.nodeSelector from the patch without a word'],
    ],
    [
      `patch ds agent -p '{"spec": {"updateStrategy": {"rollingUpdate": {"maxSurge": 1}}}}'`,
      '1.21',
      [
        'drops spec.updateStrategy.rollingUpdate.maxSurge without a word: the feature gate DaemonSetUpdateSurge is off',
      ],
    ],
    [
      'patch ds agent -p {"spec":{"template":{"spec":{"nodeSelector":{"beta.kubernetes.io/os":"linux"}}}}}',
      '1.37',
      [
        'should run on 0 instead of 2 nodes',
        'Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14',
      ],
    ],
  ])('says what the API server says of a patch: %s (%s)', async (edit, kubernetes, said) => {
    const { code, stdout } = await whatIf(edit, '--kubernetes', kubernetes)
    expect(code).toBe(0)
    for (const each of said) expect(stdout).toContain(each)
    const json = await whatIf(edit, '--kubernetes', kubernetes, '-o', 'json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      notes: [{ subject: 'DaemonSet default/agent' }],
    })
  })

  it('says of fields that are not known only those that the patch brings', async () => {
    const odd = { ...agent, spec: { ...agent.spec, odd: 1 } }
    const { stdout } = await podfit(
      ['what-if', `patch ds agent -p '{"spec": {"even": 1}}'`, '-f', '@odd.json', '-o', 'json'],
      { files: { 'odd.json': list(odd, aNode('n1')) } },
    )
    expect(stdout).toContain('unknown field \\"spec.even\\"')
    expect(stdout).not.toContain('Warning: unknown field \\"spec.odd\\"')
  })

  it('replaces the pods of an image that is set', async () => {
    const { stdout } = await whatIf('set image ds/agent main=main:2')
    expect(stdout).toContain('2 pods to replace')
    expect(stdout).toContain('new revisions: 1.')
  })

  it('tells pods that go with their DaemonSet from pods that stay behind', async () => {
    expect((await whatIf('delete ds agent')).stdout).toContain('2 nodes lose it, 2 pods deleted')
    const orphaned = await whatIf('delete ds agent --cascade=orphan')
    expect(orphaned.stdout).toContain('2 nodes lose it (n1, n2)')
    expect(orphaned.stdout).toContain('pods: 0 created, 0 deleted')
  })

  it('creates a pod again that is deleted', async () => {
    const { stdout } = await whatIf('delete pod pod-n1')
    expect(stdout).toContain('~ the controller syncs default/agent')
    expect(stdout).toContain('pods: 1 created, 1 deleted')
  })

  it('does not know whether a pod exists where pods were not given', async () => {
    const { 'cluster.json': _whole, ...others } = files
    const given = { ...others, 'cluster.json': list(agent, aNode('n1')) }
    const ran = await podfit(['what-if', 'delete pod pod-n1', '-f', '@cluster.json'], {
      files: given,
    })
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain(
      '  ! whether pod pod-n1 exists is not known: pods were not given\n  ? whether the controller syncs is not known: pods were not given\n',
    )
    const none = await podfit(
      ['what-if', 'delete pod pod-n1', '-f', '@cluster.json', '--no-pods'],
      { files: given },
    )
    expect(none).toMatchObject({ code: 3 })
    expect(none.stdout).toContain('pods "pod-n1" not found')
  })

  it.each([
    ['/x=1', 'prefix part must be non-empty'],
    ['a/b/c=1', 'a valid label key must consist of'],
    ['__proto__=x', 'name part must consist of alphanumeric characters'],
  ])('refuses the label %s, as the API server does', async (label, why) => {
    const ran = await whatIf(`label node n1 ${label}`)
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('! the API server refuses node n1: metadata.labels: Invalid value')
    expect(ran.stdout).toContain(why)
  })

  it('a container that is not there is a name that is not there', async () => {
    const ran = await whatIf('set image ds/agent nosuch=a:1')
    expect(ran.code).toBe(3)
    expect(ran.stdout).toContain('unable to find container named "nosuch"')
    expect(ran.stdout).not.toContain('image updated')
  })

  it('asks whether another name was meant', async () => {
    const ran = await whatIf('cordon n11', 'delete ds agnt')
    expect(ran.code).toBe(3)
    expect(ran.stderr).toBe(
      'podfit: nodes "n11" not found; did you mean n1?\npodfit: daemonsets.apps "agnt" not found; did you mean agent?\n',
    )
  })

  it('prints everything as JSON', async () => {
    const { stdout } = await whatIf('delete node n1', '-o', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      incomplete: false,
      steps: [{ edit: 'delete node n1', nodes: ['n1'], noticed: false, queued: [], faults: [] }],
      changes: [{ daemonSet: 'default/agent', node: 'n1' }],
      daemonSets: [{ nodes: { lost: 1 } }],
    })
  })

  it('uses what can be read', async () => {
    const ran = await podfit(
      ['what-if', 'cordon n1', '-f', '@cluster.json', '-f', '@broken.json'],
      { files },
    )
    expect(ran.code).toBe(4)
    expect(ran.stdout).toContain('Incomplete: 1 problem in the input.')
  })

  it('writes Markdown, for a comment on a pull request', async () => {
    const { code, stdout } = await whatIf('cordon n1', 'delete node n1', '-o', 'markdown')
    expect(code).toBe(0)
    expect(stdout).toBe(`- **cordon n1**
  - · 1 node: n1
  - · this change triggers no sync: \\\`kubectl get ds\\\` keeps showing the old numbers until something else does
- **delete node n1**
  - · 1 node: n1
  - · the DaemonSet controller does nothing at this change

**Placement: 0 gained, 1 lost; pods: 0 created, 1 deleted, 0 left misscheduled; new revisions: 0.**

| DaemonSet | Nodes | What changes |
| --- | --- | --- |
| default/agent | 2 → 1 | - 1 node goes, 1 pod deleted by the pod garbage collector (n1) |
`)
  })

  it.each<[readonly string[], string]>([
    [['what-if', 'cordon n1', '-f', '@cut.json'], 'the input has no nodes, as far as it could be'],
  ])('says of %j that it cannot be read', async (args, message) => {
    const cut = { 'cut.json': '[{"apiVersion": "v1", "kind": "Node",' }
    const ran = await podfit(args, { files: { ...files, ...cut } })
    expect(ran.code).toBe(4)
    expect(ran.stderr).toContain(message)
  })

  it('needs nodes', async () => {
    const ran = await podfit(['what-if', 'cordon n1', '-f', '@pool.json'], { files })
    expect(ran.code).toBe(4)
    expect(ran.stderr).toContain('the input has no nodes')
  })

  it.each<[readonly string[], string]>([
    [['what-if', '-f', '@cluster.json'], 'what-if: expected EDIT'],
    [['what-if', 'explode n1', '-f', '@cluster.json'], 'an edit is one quoted argument'],
    [['what-if', 'cordon n1'], 'give the cluster'],
    [['what-if', 'add nodes --template nowhere.yaml', '-f', '@cluster.json'], 'nowhere.yaml'],
  ])('refuses %j', async (args, message) => {
    const ran = await podfit(args, { files })
    expect(ran.code).toBe(3)
    expect(ran.stderr).toContain(message)
  })
})
