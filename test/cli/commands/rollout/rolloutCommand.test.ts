import { describe, expect, it } from 'vitest'
import { podfit } from '../../../support/world.js'
import { aDaemonSet, aNode, aPodOf } from '../../../../src/testing/builders.js'
import { aRollout, NOW, type RolloutParts } from '../../../support/aRollout.js'

const rolloutOf = async (
  nodes: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  parts: RolloutParts = {},
  files: Readonly<Record<string, object>> = {},
) => {
  const { snapshot, daemonSet } = aRollout(nodes, parts)
  const kinds = {
    nodes: ['v1', 'Node'],
    pods: ['v1', 'Pod'],
    revisions: ['apps/v1', 'ControllerRevision'],
  }
  const objects = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((name) =>
    [...(snapshot[name]?.values() ?? [])].map((object) => {
      const [apiVersion, kind] = kinds[name]
      return { apiVersion, kind, ...object }
    }),
  )
  const stdin = JSON.stringify(
    [{ apiVersion: 'apps/v1', kind: 'DaemonSet', ...daemonSet }, ...objects],
    (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
  )
  return await podfit(['rollout', 'agent', '-f', '-', '--now', NOW, ...args], {
    stdin,
    files: Object.fromEntries(
      Object.entries(files).map(([name, object]) => [name, JSON.stringify(object)]),
    ),
  })
}

describe('podfit rollout', () => {
  it('says whether it completes, what is unavailable, and how it goes', async () => {
    const { code, stdout, stderr } = await rolloutOf({ n1: 'old', n2: 'down:newUnready' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout)
      .toBe(`default/agent at 2026-01-01T01:00:00Z: stalled, 2 desired, 1 available, 0 of them updated, RollingUpdate, maxUnavailable 1
kubectl rollout status: daemon set "agent" successfully rolled out
  after the next pass: Waiting for daemon set "agent" rollout to finish: 1 out of 2 new pods have been updated...
  what it does not know: the rollout gets stuck
helm 3 --wait: ready: 0 ready, and 0 desired - 1 maxUnavailable = -1 are enough
helm 4 --wait, Flux: InProgress: Missing .status.desiredNumberScheduled
Argo CD: Healthy

Forecast
  ✗ gets stuck: 2 nodes never get the update, 1 of them though nothing is wrong with them
    - n2-0 on n2: its node is not ready (always counts against maxUnavailable)
        → repair or remove node n2
    → or set maxUnavailable to 2: 1 node always counts against it

Not available now
  ✗ node not ready: 1 pod
      n2-0 (n2): its node is not ready

Rollout from here
  no waves: nothing is replaced
  ✗ gets stuck after 0s, 2 nodes never get the update (n1, n2), never fewer than 1 available
  assumed: deleted pods gone after 10s, new pods ready after 10s; never ready: nodes n2
`)
  })

  it('rolls out what kubectl set image and kubectl patch make', async () => {
    const image = await rolloutOf({ n1: 'new', n2: 'new' }, ['--set-image', 'main=main:9'])
    expect(image.code).toBe(0)
    expect(image.stdout).toContain('spec.template.spec.containers[0].image')
    expect(image.stdout).toContain('0 of them updated')
    const patch = '{"spec": {"template": {"metadata": {"labels": {"a": "b"}}}}}'
    const patched = await rolloutOf({ n1: 'new' }, ['--patch', patch])
    expect(patched.stdout).toContain('0 of them updated')
    const same = await rolloutOf({ n1: 'new' }, ['--patch', '[]', '--type=json'])
    expect(same.stdout).toContain('the template stays as it is, so no pod is replaced for it')
  })

  it('takes the patch from a file, as kubectl does', async () => {
    const patch = { spec: { template: { metadata: { labels: { a: 'b' } } } } }
    const files = { 'patch.json': patch, 'ops.json': [], 'dir/a.json': {}, 'dir/b.json': {} }
    const patched = await rolloutOf({ n1: 'new' }, ['--patch-file', '@patch.json'], {}, files)
    expect(patched).toMatchObject({ code: 0, stderr: '' })
    expect(patched.stdout).toContain('0 of them updated')
    const same = await rolloutOf({ n1: 'new' }, ['--patch-file=/none', '--type=json'], {}, files)
    expect(same.code).toBe(3)
    const json = await rolloutOf(
      { n1: 'new' },
      ['--patch-file', '@ops.json', '--type=json'],
      {},
      files,
    )
    expect(json.stdout).toContain('the template stays as it is')
    const refused = async (...args: readonly string[]) =>
      (await rolloutOf({ n1: 'new' }, args, {}, files)).stderr
    expect(await refused('--patch', '{}', '--patch-file', '@patch.json')).toContain(
      'cannot specify --patch and --patch-file together',
    )
    expect(await refused('--patch-file', '@none.json')).toContain('none.json: no such file')
    expect(await refused('--patch-file', '-')).toContain('standard input can be read only once')
    expect(await refused('--patch-file', '@dir')).toContain('expected one file, found 2')
  })

  it('names the file of a patch that it cannot take, and the line', async () => {
    const files = {
      'cluster.json': JSON.stringify([aNode('n1'), aDaemonSet()]),
      'open.yaml': 'spec:\n  template:\n    spec: {a: b\n',
      'two.yaml': '{}\n---\n{}\n',
      'wrong.json': '{"spec": {"template": 7}}',
    }
    const refused = async (...args: readonly string[]) => {
      const { code, stderr } = await podfit(['rollout', 'agent', '-f', '@cluster.json', ...args], {
        files,
      })
      expect(code).toBe(3)
      return stderr
    }
    expect(await refused('--patch-file', '@open.yaml')).toMatch(
      /open\.yaml:[34]: the patch cannot be read: /,
    )
    expect(await refused('--patch-file', '@two.yaml')).toContain('two.yaml: expected one patch')
    expect(await refused('--patch-file', '@wrong.json')).toContain('wrong.json: spec.template: ')
    expect(await refused('--patch', '{"spec":')).toContain('podfit: the patch cannot be read: ')
    expect(await refused('--patch', files['open.yaml'])).toMatch(
      /podfit: line [34]: the patch cannot be read: /,
    )
  })

  it('is Markdown, whose headline says how it ends', async () => {
    const { stdout } = await rolloutOf({ n1: 'old', n2: 'down:newUnready' }, ['-o', 'markdown'])
    expect(stdout).toMatch(
      /^\*\*default\/agent at 2026-01-01T01:00:00Z: stalled, 2 desired, 1 available, 0 of them updated, RollingUpdate, maxUnavailable 1\. ✗ gets stuck: 2 nodes never get the update.*\*\*\n/,
    )
    expect(stdout).toContain('### Not available now\n\n- ✗ node not ready: 1 pod\n')
    const staged = await rolloutOf({ n1: 'old' }, ['--stages', '100%', '-o', 'markdown'])
    expect(staged.stdout).toContain('### Stages')
  })

  it('says what the API server drops from a patch', async () => {
    const ran = await rolloutOf({ n1: 'new' }, [
      '--patch',
      '{"spec": {"nodeSelector": {"a": "b"}}}',
    ])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toContain('Warning: unknown field "spec.nodeSelector"')
  })

  it.each<[readonly string[], readonly string[], number, string]>([
    [['DaemonSet'], [], 4, ': ? desired, ? available, ? of them updated\n'],
    [['DaemonSet', 'Node'], [], 4, ': 1 desired, ? available, ? of them updated\n'],
    [['DaemonSet', 'Node', 'Pod'], [], 0, ': 1 desired, 1 available, ? of them updated\n'],
    [
      ['DaemonSet', 'Node', 'Pod'],
      ['--check'],
      4,
      'Not checked: whether the rollout completes, for revisions were not given.\n',
    ],
  ])(
    'does not take for nothing what was not given: only %j, %j',
    async (kinds, args, code, text) => {
      const daemonSet = aDaemonSet()
      const given = [daemonSet, aNode('n1'), aPodOf(daemonSet, { node: 'n1', hash: 'a' })]
      const stdin = JSON.stringify(given.filter(({ kind }) => kinds.includes(kind ?? '')))
      const ran = await podfit(['rollout', 'agent', '-f', '-', ...args], { stdin })
      expect(ran.code).toBe(code)
      expect(ran.stdout).toContain(text)
      expect(ran.stdout).not.toContain('nothing is replaced')
    },
  )

  it.each<[readonly string[], number, string]>([
    [['--set-image', 'nobody=x'], 3, 'unable to find container named "nobody"; there is '],
    [['--set-image', 'x'], 3, 'x: expected CONTAINER=IMAGE'],
    [['--type', 'json'], 3, '--type is about --patch'],
    [['--patch', 'a: b: c'], 3, 'the patch cannot be read'],
    [['--patch', '[]'], 3, '--patch: the patch is not an object'],
    [['--patch', '{"spec": {"minReadySeconds": "x"}}'], 3, 'expected 32-bit integer'],
    [['--patch', '{"spec": {"minReadySeconds": -1}}'], 1, 'must be greater than or equal to 0'],
  ])('refuses %j', async (args, code, message) => {
    const ran = await rolloutOf({ n1: 'new' }, args)
    expect(ran.code).toBe(code)
    expect(ran.stdout + ran.stderr).toContain(message)
  })

  it('is data with -o json', async () => {
    const { stdout } = await rolloutOf({ n1: 'old' }, [
      '-o',
      'json',
      '--ready-after',
      '3',
      '--gone-after',
      '2',
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      now: NOW,
      daemonSet: 'default/agent',
      incomplete: false,
      attribution: { desired: 1, progress: { code: 'progressing' } },
      forecast: { code: 'Completes' },
      simulation: { end: { code: 'Done', at: '2026-01-01T01:00:05Z' } },
    })
  })

  it('looks at another budget, a restart, and pods that never become ready', async () => {
    const one = await rolloutOf({ n1: 'new', n2: 'new' }, ['--restart', '-o', 'json'])
    expect(JSON.parse(one.stdout)).toMatchObject({ forecast: { code: 'Completes', candidates: 2 } })
    const wide = await rolloutOf({ n1: 'old', n2: 'old' }, ['--max-unavailable', '100%'])
    expect(wide.stdout).toContain('maxUnavailable 2')
    const surge = await rolloutOf({ n1: 'old', n2: 'old' }, ['--max-surge', '1'])
    expect(surge.stdout).toContain('maxSurge 1')
    const broken = await rolloutOf({ n1: 'old', n2: 'old' }, ['--never-ready'])
    expect(broken.stdout).toContain('new pods never ready')
  })

  it('shows stages instead of waves', async () => {
    const args = ['--stages', '50%', '--by', 'zone', '--canary', 'a=b', '--min-available', '1']
    const gates = ['--max-restarts', '3', '--soak', '10']
    const parts: RolloutParts = { rollingUpdate: 'OnDelete' }
    const { stdout } = await rolloutOf({ n1: 'old', n2: 'old' }, [...args, ...gates], parts)
    expect(stdout).toContain('50%    current  1      1     n1')
    expect(stdout).toContain('→ delete now: n1-0')
    expect(stdout).not.toContain('Rollout from here')
    const json = await rolloutOf({ n1: 'old' }, ['--stages', '1', '-o', 'json'], parts)
    expect(JSON.parse(json.stdout)).toMatchObject({ staged: { next: { code: 'DeletePods' } } })
  })

  it.each([
    ['--by', 'zone'],
    ['--canary', 'a=b'],
    ['--min-available', '1'],
    ['--max-restarts', '0'],
    ['--soak', '5'],
  ])('wants stages for %s', async (option, value) => {
    const { code, stderr } = await rolloutOf({ n1: 'old' }, [option, value])
    expect(code).toBe(3)
    expect(stderr).toContain(`${option} is about stages; give them with --stages`)
  })

  it('names the option whose labels it cannot read', async () => {
    const { code, stderr } = await rolloutOf({ n1: 'old' }, ['--stages', '1', '--canary', 'a=b,'])
    expect(code).toBe(3)
    expect(stderr).toContain('podfit: --canary a=b,: found the end')
  })

  it('says when the API server would refuse the budget that is asked for', async () => {
    const both = await rolloutOf({ n1: 'old' }, ['--max-unavailable', '1', '--max-surge', '1'])
    expect(both.code).toBe(1)
    expect(both.stdout).toContain('may not be set when maxUnavailable is non-zero')
    const none = await rolloutOf({ n1: 'old' }, ['--max-unavailable', '0'])
    expect(none.code).toBe(1)
    expect(none.stdout).toContain('cannot be 0 when maxSurge is 0')
  })

  it('fails a check when the rollout stalls', async () => {
    expect((await rolloutOf({ n1: 'down:newUnready' }, ['--check'])).code).toBe(1)
    expect((await rolloutOf({ n1: 'old', n2: 'downTainted:old' }, ['--check'])).code).toBe(1)
    expect((await rolloutOf({ n1: 'old' }, ['--check'])).code).toBe(0)
  })

  it('rolls out a manifest that is not applied yet', async () => {
    const manifest = (image: string, selector = 'agent') => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: { app: selector } },
        template: {
          metadata: { labels: { app: selector } },
          spec: { containers: [{ name: 'main', image }] },
        },
      },
    })
    const rolled = async (object: object, nodes: Readonly<Record<string, string>>) =>
      await rolloutOf(nodes, ['--apply', '@m.json', '--check'], {}, { 'm.json': object })
    const fine = await rolled(manifest('main:3'), { n1: 'new', n2: 'new' })
    expect(fine.code).toBe(0)
    expect(fine.stdout).toContain(
      '~ triggers a rollout: a new revision (spec.template.spec.containers[0].image)',
    )
    expect(fine.stdout).toContain('✓ completes')
    const stalling = await rolled(manifest('main:3'), { n1: 'new', n2: 'down:newUnready' })
    expect(stalling.code).toBe(1)
    expect(stalling.stdout).toContain('✗ gets stuck')
    const same = await rolled(manifest('main:2'), { n1: 'new' })
    expect(same.stdout).toContain('the template stays as it is, so no pod is replaced for it')
    expect(same.stdout).toContain('✓ done')
    const refused = await rolled(manifest('main:3', 'other'), { n1: 'new' })
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain('the API server refuses it: spec.selector: Invalid value')
  })

  it('says in JSON what applying does', async () => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: {},
    }
    const args = ['--apply', '@m.json', '-o', 'json']
    const { stdout, code } = await rolloutOf({ n1: 'new' }, args, {}, { 'm.json': object })
    const answer = JSON.parse(stdout) as { refused: readonly object[] }
    expect(answer.refused.length).toBeGreaterThan(0)
    expect(answer).not.toHaveProperty('forecast')
    expect(code).toBe(1)
  })

  it('reads what is to be applied once, and says what it could not read of it', async () => {
    const both = await rolloutOf({ n1: 'new' }, ['--apply', '-'])
    expect(both).toMatchObject({ code: 3 })
    expect(both.stderr).toContain('standard input can be read only once')
    const broken = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 7 } }
    const args = ['--apply', '@m.json']
    const one = await rolloutOf({ n1: 'new' }, args, {}, { 'm.json': broken })
    expect(one.code).toBe(1)
    expect(one.stdout).toContain('cannot decode "metadata.name": expected string')
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 7 } }
    const other = await rolloutOf({ n1: 'new' }, args, {}, { 'm.json': node })
    expect(other.code).toBe(4)
    expect(other.stderr).toContain('--apply has no')
  })

  it('says of a manifest beside the object of the cluster that it is not looked at', async () => {
    const { apiVersion, kind, spec } = aDaemonSet()
    const object = { apiVersion, kind, metadata: { name: 'agent' }, spec }
    const { stderr } = await rolloutOf({ n1: 'new' }, ['-f', '@m.json'], {}, { 'm.json': object })
    expect(stderr).toContain('default/agent is given as a manifest, too')
  })

  it('says what is not known', async () => {
    const stdin = JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { namespace: 'a', name: 'agent', uid: 'u' },
    })
    const { stdout } = await podfit(['rollout', 'agent', '-f', '-'], { stdin })
    expect(stdout).toContain('? not known: nodes, pods, revisions were not given')
  })

  it('wants one DaemonSet', async () => {
    expect((await podfit(['rollout', 'agent', '-f', '-'], { stdin: '[]' })).code).toBe(4)
    expect((await podfit(['rollout', '-f', '-'], { stdin: '[]' })).code).toBe(3)
    expect((await podfit(['rollout', 'a', 'b', '-f', '-'], { stdin: '[]' })).stderr).toContain(
      'too many arguments: b',
    )
  })
})
