import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { NEWEST_RELEASE } from '../../../src/kube/release.js'
import { aDaemonSet, aNode, aPodOf, type DaemonSetParts } from '../../../src/testing/builders.js'
import { recordOf } from '../../../src/testing/sceneRevisions.js'
import { podfit, type Surroundings } from '../../support/world.js'

const CREATED = '2026-01-01T12:00:00Z'

const agent = (parts: DaemonSetParts = {}) =>
  aDaemonSet({ ...parts, metadata: { creationTimestamp: CREATED, ...parts.metadata } })

const revisionOf = (daemonSet: ReturnType<typeof agent>, hash: string) => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: {
    namespace: daemonSet.metadata?.namespace,
    name: `${daemonSet.metadata?.name ?? ''}-${hash}`,
    labels: { app: daemonSet.metadata?.name, 'controller-revision-hash': hash },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        name: daemonSet.metadata?.name,
        uid: daemonSet.metadata?.uid,
        controller: true,
      },
    ],
  },
  revision: 1,
  data: recordOf(daemonSet.spec?.template ?? {}),
})

const atRest = {
  desiredNumberScheduled: 1,
  currentNumberScheduled: 1,
  numberReady: 1,
  updatedNumberScheduled: 1,
  numberAvailable: 1,
  observedGeneration: 1,
}

const calm = agent({ status: atRest })
const CALM = [calm, revisionOf(calm, 'h1'), aNode('n1'), aPodOf(calm, { node: 'n1', hash: 'h1' })]

const busy = agent({ name: 'busy', metadata: { namespace: 'apps', labels: { tier: 'x' } } })
const BUSY = [
  busy,
  revisionOf(busy, 'h1'),
  aNode('n1'),
  aNode('n2', { taints: ['gpu:NoSchedule'] }),
  { kind: 'PodList', items: [] },
]

const planOf = async (
  objects: readonly unknown[],
  args: readonly string[] = [],
  surroundings: Surroundings = {},
) => await podfit(['plan', '-f', '-', ...args], { stdin: JSON.stringify(objects), ...surroundings })

describe('podfit plan', () => {
  it('looks at the one DaemonSet that is named', async () => {
    const objects = [
      aDaemonSet({ name: 'logs' }),
      aDaemonSet({ name: 'net' }),
      aNode('n1'),
      aPodOf(aDaemonSet({ name: 'net' }), { node: 'n1' }),
    ]
    const files = { 'cluster.json': JSON.stringify(objects) }
    const one = await podfit(['plan', 'daemonset/net', '-f', '@cluster.json'], { files })
    expect(one.code).toBe(0)
    expect(one.stdout).toContain('\ndefault/net\n')
    expect(one.stdout).not.toContain('logs')
    const json = await podfit(['plan', 'net', '-f', '@cluster.json', '-o=json'], { files })
    const { plans } = JSON.parse(json.stdout) as { plans: { daemonSet: { name: string } }[] }
    expect(plans.map(({ daemonSet }) => daemonSet.name)).toEqual(['net'])
    const none = await podfit(['plan', 'nett', '-f', '@cluster.json'], { files })
    expect(none).toMatchObject({ code: 3, stdout: '' })
    expect(none.stderr).toContain('no DaemonSet nett; did you mean default/net?')
    const file = await podfit(['plan', 'cluster.json', '-f', '@cluster.json'], { files })
    expect(file.stderr).toContain('give files with -f')
  })

  it('says that there is nothing to do', async () => {
    expect(await planOf(CALM)).toEqual({
      code: 0,
      stderr: '',
      stdout: `Plan for 2026-01-02T12:00:00Z

NAMESPACE  NAME   DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE  MISSCHEDULED
default    agent  1        1        1      1           1          <none>         24h  0

default/agent
  nothing to do

Plan: 0 to create, 0 to delete, 0 misscheduled, 1 pod unchanged.
`,
    })
  })

  it('says what is done for every DaemonSet, by namespace and name', async () => {
    const { code, stdout } = await planOf([...CALM, ...BUSY, { apiVersion: 'v1', kind: 'Secret' }])
    expect(code).toBe(0)
    expect(stdout).toBe(`Plan for 2026-01-02T12:00:00Z

NAMESPACE  NAME   DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE  MISSCHEDULED
apps       busy   1        0        0      0           0          <none>         24h  0
default    agent  1        1        1      1           1          <none>         24h  0

apps/busy
  + create 1 pod on n1: the node should run a pod and has none
  ~ status: desired 0 → 1, unavailable 0 → 1, observed generation 0 → 1
  · should not run on 1 node: untolerated taint gpu:NoSchedule (n2)

default/agent
  · should not run on 1 node: untolerated taint gpu:NoSchedule (n2)

Plan: 1 to create, 0 to delete, 0 misscheduled, 1 pod unchanged.
? whether pods fit is not known: the node says nothing of its allocatable (n1)
Ignored: 1 Secret
`)
  })

  it('does not take an input without DaemonSets for one in which nothing is to be done', async () => {
    expect(await planOf([aNode('n1')])).toEqual({
      code: 4,
      stderr: '',
      stdout: 'Plan for 2026-01-02T12:00:00Z\nNot checked: no DaemonSets in the input.\n',
    })
  })

  it('plans an object of the cluster that lacks a namespace and a spec', async () => {
    const { code, stdout } = await planOf([
      { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'bare', uid: 'u1' } },
      aNode('n1'),
      { kind: 'PodList', items: [] },
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('\nbare\n')
    expect(stdout).toContain('no owner namespace provided')
  })

  it('names the input that was not given', async () => {
    const { stdout } = await planOf([agent()])
    expect(stdout).toContain(
      'default/agent\n  ? nodes were not given\n  ? pods were not given\n  ? revisions were not given\n',
    )
  })

  it.each([
    ['-n apps', ['-n', 'apps'], ['apps/busy']],
    ['-n of none', ['-n', 'other'], []],
    ['-l tier', ['-l', 'tier'], ['apps/busy']],
    ['-l !tier', ['-l', '!tier'], ['default/agent']],
    ['-n and -l', ['-n', 'default', '-l', 'tier=x'], []],
  ])('plans only what is asked for: %s', async (_case, args, names) => {
    const { stdout } = await planOf([...CALM, ...BUSY], [...args, '-o', 'json'])
    const { plans } = JSON.parse(stdout) as {
      readonly plans: readonly { readonly daemonSet: { namespace: string; name: string } }[]
    }
    expect(plans.map(({ daemonSet }) => `${daemonSet.namespace}/${daemonSet.name}`)).toEqual(names)
  })

  it('refuses a selector that cannot be read', async () => {
    const { code, stdout, stderr } = await planOf(CALM, ['-l', 'a=b=c'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain("-l a=b=c: found =, expected ',' or the end")
  })

  it.each([
    ['0 without changes', CALM, [], 0],
    ['0 without changes, in detail, too', CALM, ['--detailed-exitcode'], 0],
    ['0 with changes', BUSY, [], 0],
    ['2 with changes, in detail', BUSY, ['--detailed-exitcode'], 2],
    [
      '0 with changes of what is not asked for',
      [...BUSY, ...CALM],
      ['--detailed-exitcode', '-n', 'default'],
      0,
    ],
  ])('ends with %s', async (_case, objects, args, code) => {
    expect((await planOf(objects, args)).code).toBe(code)
  })

  it('ends with 4 when something could not be read, whatever the changes', async () => {
    const objects = [
      ...BUSY,
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n3' }, spec: { taints: 5 } },
    ]
    const { code, stdout, stderr } = await planOf(objects, ['--detailed-exitcode'])
    expect(code).toBe(4)
    expect(stdout).toContain('+ create 1 pod on n1')
    expect(stdout).toMatch(/\nIncomplete: 1 problem in the input\.\n {2}<stdin>: .*\n$/)
    expect(stderr).toBe(
      'podfit: <stdin>: document 1: Node n3: [5].spec.taints: expected list, found the number 5\n',
    )
  })

  it('plans for the instant that is given', async () => {
    const waiting = agent({ spec: { minReadySeconds: 60 } })
    const objects = [
      waiting,
      aNode('n1'),
      aPodOf(waiting, { node: 'n1', since: '2026-01-01T12:00:00Z' }),
    ]
    const available = async (now: string) => {
      const { stdout } = await planOf(objects, ['-o', 'json', '--now', now])
      const read = JSON.parse(stdout) as {
        readonly now: string
        readonly plans: readonly { readonly status: { readonly computed: object } }[]
      }
      expect(read.now).toBe(now)
      return read.plans[0]?.status.computed
    }
    expect(await available('2026-01-01T12:00:30Z')).toMatchObject({ numberAvailable: 0 })
    expect(await available('2026-01-01T12:01:00Z')).toMatchObject({ numberAvailable: 1 })
  })

  it('lets a pass see its own writes if asked', async () => {
    const old = [...BUSY, aPodOf(busy, { node: 'n3', hash: 'h0', unbound: true })]
    const rolled = async (...args: readonly string[]) => {
      const { stdout } = await planOf(old, ['-o', 'json', ...args])
      const read = JSON.parse(stdout) as {
        readonly plans: readonly { readonly rollingUpdate: { readonly code: string } }[]
      }
      return read.plans[0]?.rollingUpdate.code
    }
    expect(await rolled()).toBe('Waits')
    expect(await rolled()).toBe('Waits')
    expect(await rolled('--no-cache-lag')).toBe('Ran')
  })

  it('lists the pods that NoExecute taints evict, of the namespace asked for', async () => {
    const pod = (namespace: string, tolerations: readonly object[]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name: 'web' },
      spec: { nodeName: 'n1', tolerations },
    })
    const objects = [
      aNode('n1', { taints: ['down:NoExecute'] }),
      pod('a', []),
      pod('b', [{ key: 'down', operator: 'Exists', tolerationSeconds: 60 }]),
    ]
    const { stdout } = await planOf(objects)
    expect(stdout).toContain(`
Evicted by NoExecute taints
  - a/web (n1): at 2026-01-02T12:00:00Z
  - b/web (n1): between 2026-01-02T12:00:00Z and 2026-01-02T12:01:00Z
`)
    expect((await planOf(objects, ['-n', 'c'])).stdout).not.toContain('Evicted')
    expect((await planOf(objects, ['-n', 'b'])).stdout).not.toContain('a/web')
  })

  it('plans by the rules of the version and with the gates that are given', async () => {
    const done = [busy, aNode('n1'), aPodOf(busy, { node: 'n1', phase: 'Succeeded' })]
    const newest = await planOf(done)
    expect(newest.stdout).toMatch(/^Plan for 2026-01-02T12:00:00Z\n/)
    expect(newest.stdout).toContain('- delete pod-n1 (n1): it has succeeded')
    const old = await planOf(done, ['--kubernetes', '1.26.4'])
    expect(old.stdout).toMatch(/^Plan for 2026-01-02T12:00:00Z, Kubernetes 1\.26\.4\n/)
    expect(old.stdout).toContain('Plan: 0 to create, 0 to delete, 0 misscheduled, 1 pod unchanged.')
    const json = await planOf(done, ['--kubernetes', 'v1.26', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ kubernetes: '1.26.15' })
  })

  it('says what stands in for a version that is not known yet', async () => {
    const { code, stdout, stderr } = await planOf(CALM, ['--kubernetes', '1.99'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('\nKubernetes 1.99 is newer than any that is known')
    const json = await planOf(CALM, ['--kubernetes', '1.99', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ standsInFor: '1.99' })
  })

  it('refuses a rolling update without unavailable pods where surge is off, as 1.21 does', async () => {
    const manifest = `apiVersion: v1
kind: Node
metadata: {name: w1, labels: {kubernetes.io/os: linux}}
spec: {taints: []}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ovs-ovn, namespace: default}
spec:
  selector: {matchLabels: {app: ovs-ovn}}
  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
  template:
    metadata: {labels: {app: ovs-ovn}}
    spec:
      containers: [{name: c, image: "x:1"}]
`
    const planned = async (...args: readonly string[]) =>
      await podfit(['plan', '-f', '-', '--no-pods', ...args], { stdin: manifest })
    const old = await planned('--kubernetes', '1.21.5')
    expect(old.code).toBe(1)
    expect(old.stdout).toContain(
      '! DaemonSet default/ovs-ovn: the API server refuses it: spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0',
    )
    const gated = await planned(
      '--kubernetes',
      '1.21.5',
      '--feature-gates',
      'DaemonSetUpdateSurge=true',
    )
    expect(gated.code).toBe(0)
    const now = await planned()
    expect(now.code).toBe(0)
    expect(now.stdout).toContain('1 to create')
  })

  it('says with a plan by the rules of a preview that it is one', async () => {
    const { stdout } = await planOf(CALM, ['--kubernetes', '1.38'])
    expect(stdout).toMatch(/^Plan for \S+, Kubernetes 1\.38\.0-beta\.0 \(preview\)\n/)
    expect(stdout).toContain('\nKubernetes 1.38.0-beta.0 is a preview: the release itself may')
    const json = await planOf(CALM, ['--kubernetes', '1.38', '-o', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ kubernetes: '1.38.0-beta.0', preview: true })
    const usual = await planOf(CALM, ['-o', 'json'])
    expect(JSON.parse(usual.stdout)).not.toHaveProperty('preview')
  })

  it('takes a manifest that compares numbers only with the gate', async () => {
    const manifest = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'm' },
      spec: {
        selector: { matchLabels: { app: 'm' } },
        template: {
          metadata: { labels: { app: 'm' } },
          spec: {
            tolerations: [{ key: 'n', operator: 'Gt', value: '3', effect: 'NoSchedule' }],
            containers: [{ name: 'c', image: 'i' }],
          },
        },
      },
    }
    const objects = [manifest, aNode('n1', { taints: ['n=5:NoSchedule'] })]
    expect((await planOf(objects, ['--no-pods'])).code).toBe(1)
    const gates = ['--no-pods', '--feature-gates', 'TaintTolerationComparisonOperators=true']
    const { code, stdout } = await planOf(objects, gates)
    expect(code).toBe(0)
    expect(stdout).toContain(
      `Kubernetes ${NEWEST_RELEASE}, TaintTolerationComparisonOperators=true`,
    )
    expect(stdout).toContain('+ create 1 pod on n1')
  })

  it('writes everything as JSON, with the version of its format', async () => {
    const { code, stdout, stderr } = await planOf(
      [...BUSY, { apiVersion: 'v1', kind: 'Secret' }],
      ['-o', 'json'],
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      now: '2026-01-02T12:00:00Z',
      incomplete: false,
      problems: [],
      ignored: { Secret: 1 },
      plans: [
        {
          daemonSet: { namespace: 'apps', name: 'busy' },
          isNew: false,
          creates: [{ node: 'n1', why: 'NoPod' }],
        },
      ],
      refused: [],
      evictions: [],
      staticPods: [],
    })
  })

  it('shows numbers that depend on what was not given as unknown, never as none', async () => {
    const { stdout } = await planOf([agent()])
    expect(stdout.split('\n').slice(2, 4)).toEqual([
      'NAMESPACE  NAME   DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE  MISSCHEDULED',
      'default    agent  ?        ?        ?      ?           ?          <none>         24h  ?',
    ])
    const withNodes = await planOf([agent(), aNode('n1')])
    expect(withNodes.stdout).toContain(
      'default    agent  1        ?        ?      ?           ?          <none>         24h  ?\n',
    )
  })

  it('tells an input without DaemonSets from one of which none is asked for', async () => {
    expect((await planOf([aNode('n1')])).stdout).toContain('no DaemonSets in the input.')
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } }
    expect((await planOf([aNode('n1'), deployment])).stdout).toContain(
      'no DaemonSets in the input; podfit convert makes one of a Deployment.',
    )
    const { stdout, code } = await planOf(BUSY, ['-n', 'nowhere'])
    expect(stdout).toContain('Not checked: no DaemonSet matches -n nowhere.\n')
    expect(code).toBe(4)
    expect((await planOf(BUSY, ['-n', 'nowhere', '-l', 'x'])).stdout).toContain(
      'no DaemonSet matches -n nowhere and -l x.',
    )
  })

  it('says which objects are given more than once, and goes on with the last', async () => {
    const { code, stderr, stdout } = await planOf([
      ...BUSY,
      aNode('n1', { taints: ['x:NoSchedule'] }),
    ])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'podfit: given more than once, the last one counts: Node n1\n',
    })
    expect(stdout).toContain('Plan: 0 to create')
  })

  it('tells static pods from what DaemonSets manage, of the namespaces that are looked at', async () => {
    const annotations = { 'kubernetes.io/config.mirror': '4b2f' }
    const mirror = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name: 'etcd-n1', uid: 'u', annotations },
      spec: { nodeName: 'n1' },
    })
    const objects = [...BUSY, mirror('apps'), mirror('kube-system')]
    const { stdout } = await planOf(objects, ['-o', 'json', '-n', 'apps'])
    expect(JSON.parse(stdout)).toMatchObject({
      staticPods: [{ namespace: 'apps', name: 'etcd-n1', node: 'n1' }],
    })
    expect((await planOf(objects)).stdout).toContain(
      '\n2 static pods, run by kubelets and managed by no DaemonSet: apps/etcd-n1, kube-system/etcd-n1\n',
    )
  })

  it('9.21: says that a terminating namespace takes nothing in, and counts it as no change', async () => {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'apps' },
      status: { phase: 'Terminating' },
    }
    const { code, stdout } = await planOf([...BUSY, namespace], ['--detailed-exitcode'])
    expect(stdout).toContain('! the API server refuses to create: the namespace is being deleted\n')
    expect(stdout).toContain('Plan: 0 to create')
    expect(code).toBe(0)
  })

  it('marks JSON as incomplete when something could not be read', async () => {
    const objects = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'a', name: 'p' }, status: 5 },
    ]
    const { code, stdout } = await planOf(objects, ['-o', 'json'])
    expect(code).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({
      incomplete: true,
      problems: [
        {
          file: '<stdin>',
          document: 1,
          object: 'Pod a/p',
          path: [0, 'status'],
          message: 'expected object, found the number 5',
        },
      ],
    })
  })

  it('keeps 64-bit integers exact', async () => {
    const large = agent({ metadata: { generation: 9_007_199_254_740_993n } })
    const stdin = JSON.stringify(
      [large, aNode('n1'), { kind: 'PodList', items: [] }],
      (_key, value: unknown) => (typeof value === 'bigint' ? `<${value}>` : value),
    ).replaceAll(/"<(\d+)>"/g, '$1')
    const { code, stdout } = await podfit(['plan', '-f', '-', '-o', 'json'], { stdin })
    expect(code).toBe(0)
    expect(stdout).toContain('"observedGeneration": "9007199254740993"')
  })

  it('reads several files, directories and standard input together', async () => {
    const files = {
      'nodes.yaml': 'kind: NodeList\nitems:\n- metadata: {name: n1}\n- metadata: {name: n2}\n',
      'more/daemonset.json': JSON.stringify(busy),
      'more/deep/pods.ndjson': `${JSON.stringify(aPodOf(busy, { node: 'n1' }))}\n`,
    }
    const { code, stdout } = await podfit(['plan', '-f', '@nodes.yaml', '-f', '@more', '-f', '-'], {
      files,
      stdin: 'kind: ControllerRevisionList\nitems: []\n',
    })
    expect(code).toBe(0)
    expect(stdout).toContain('+ create 1 pod on n2: the node should run a pod and has none')
  })

  it('plans a manifest as if it were created', async () => {
    const manifest = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: logs, namespace: apps}
spec:
  selector: {matchLabels: {app: logs}}
  template:
    metadata: {labels: {app: logs}}
    spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: i}]}
---
kind: NodeList
items:
- metadata: {name: n1, labels: {disk: ssd}}
- metadata: {name: n2}
`
    const planned = async (...args: readonly string[]) =>
      await podfit(['plan', '-f', '-', '--detailed-exitcode', ...args], { stdin: manifest })
    const { code, stdout, stderr } = await planned('--no-pods')
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    const withoutPods = await planned()
    expect(withoutPods.code).toBe(4)
    expect(withoutPods.stdout).toContain(`
Not checked: which pods are created and deleted, for pods were not given.
What was not given: kubectl get pods -A -o json (one more -f); if there are none: --no-pods
`)
    expect(stdout).toContain(`apps/logs
  · not in the cluster: planned as if it were created now
  + create 1 pod on n1: the node should run a pod and has none
  + record the template as revision 1
`)
  })

  it('says what the API server refuses about a manifest, and ends with 1', async () => {
    const { uid: _uid, ...metadata } = agent().metadata ?? {}
    const manifest = { ...agent({ spec: { minReadySeconds: -1 } }), metadata }
    const { code, stdout } = await planOf([manifest, aNode('n1')], ['--detailed-exitcode'])
    expect(code).toBe(1)
    expect(stdout).toContain(
      '! DaemonSet default/agent: the API server refuses it: spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0\n',
    )
    expect(stdout).not.toContain('DESIRED')
    const json = await planOf([manifest, aNode('n1')], ['-o', 'json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({
      plans: [],
      refused: [
        {
          daemonSet: 'default/agent',
          errors: ['spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'],
        },
      ],
    })
  })

  it('plans the object of the cluster where a manifest is given, too, and says so', async () => {
    const { uid: _uid, ...metadata } = agent().metadata ?? {}
    const { code, stderr } = await planOf([...CALM, { ...agent(), metadata }])
    expect(code).toBe(0)
    expect(stderr).toBe(
      "podfit: default/agent is given as a manifest, too; looked at is the cluster's object (podfit diff and rollout --apply say what the manifest changes)\n",
    )
  })
})

describe('podfit plan as Markdown', () => {
  const markdownOf = async (objects: readonly unknown[], args: readonly string[] = []) =>
    (await planOf(objects, [...args, '-o', 'markdown'], { now: '2026-01-01T13:00:00Z' })).stdout

  it('says in bold what happens in all, and of each DaemonSet what happens next', async () => {
    const stdout = await markdownOf([...BUSY, { apiVersion: 'v1', kind: 'Secret' }])
    expect(stdout).toMatch(
      /^\*\*Plan for 2026-01-01T13:00:00Z: 1 to create, 0 to delete, 0 misscheduled, 0 pods unchanged\.\*\*\n/,
    )
    expect(stdout).toMatch(/\n\| apps\/busy \| \+ create .*n1.* \|\n/)
    expect(stdout).toContain('\n- Ignored: 1 Secret\n')
  })

  it('counts what has nothing to do', async () => {
    const stdout = await markdownOf(CALM)
    expect(stdout).not.toContain('| DaemonSet |')
    expect(stdout).toContain('\n- 1 DaemonSet: nothing to do\n')
  })

  it('says that there is none, and of another version what it changes', async () => {
    expect(await markdownOf([aNode('n1')])).toMatch(/^\*\*Plan for .*: no DaemonSet\*\*\n/)
    expect(await markdownOf(CALM, ['--against', '1.21'])).toMatch(
      /^\*\*Kubernetes .* → 1\.21.*: changes \d of 1 DaemonSet\*\*\n\n- /,
    )
  })
})

describe('podfit plan on real input', () => {
  const fixture = (name: string): string =>
    fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))

  const now = '2026-09-14T10:30:00Z'

  it('says of a cluster at rest what kubectl says of it', async () => {
    const { code, stdout, stderr } = await podfit([
      'plan',
      '-f',
      fixture('kind.json'),
      '--now',
      now,
      '--detailed-exitcode',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(`Plan for 2026-09-14T10:30:00Z

NAMESPACE    NAME                      DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR           AGE   MISSCHEDULED
kube-system  kindnet                   3        3        3      3           3          kubernetes.io/os=linux  3d2h  0
kube-system  kube-proxy                3        3        3      3           3          kubernetes.io/os=linux  3d2h  0
logging      fluent-bit                2        2        1      2           1          <none>                  3d1h  0
monitoring   prometheus-node-exporter  3        3        3      3           3          kubernetes.io/os=linux  3d1h  0

kube-system/kindnet
  nothing to do

kube-system/kube-proxy
  nothing to do

logging/fluent-bit
  · should not run on 1 node: untolerated taint node-role.kubernetes.io/control-plane:NoSchedule (kind-control-plane)
  ✗ fluent-bit-n95q7 (kind-worker2): not available: fluent-bit crashes with exit code 255, 9 restarts

monitoring/prometheus-node-exporter
  nothing to do

Plan: 0 to create, 0 to delete, 0 misscheduled, 11 pods unchanged.
4 static pods, run by kubelets and managed by no DaemonSet: kube-system/etcd-kind-control-plane, kube-system/kube-apiserver-kind-control-plane, kube-system/kube-controller-manager-kind-control-plane, kube-system/kube-scheduler-kind-control-plane
`)
  })

  it('says what a release drops, unless the gate is set', async () => {
    const file = '@m.yaml'
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: a}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {hostUsers: false, containers: [{name: c, image: c}]}
`
    const planByGate = async (...args: readonly string[]) =>
      await podfit(['plan', '-f', file, '-f', fixture('kind.json'), ...args], {
        files: { 'm.yaml': text },
      })
    const off =
      'drops spec.template.spec.hostUsers without a word: the feature gate UserNamespacesSupport is off'
    const gate = ['--feature-gates', 'UserNamespacesSupport=true']
    expect((await planByGate('--kubernetes', '1.32')).stdout).toContain(off)
    expect((await planByGate('--kubernetes', '1.32', ...gate)).stdout).not.toContain('hostUsers')
    expect((await planByGate()).stdout).not.toContain('hostUsers')
    expect(await planByGate('--kubernetes', '1.33', ...gate)).toMatchObject({ code: 3 })
  })

  it('says the same of the same cluster in YAML', async () => {
    const [json, yaml] = await Promise.all(
      ['kind.json', 'kind.yaml'].map((name) =>
        podfit(['plan', '-f', fixture(name), '--now', now, '-o', 'json']),
      ),
    )
    expect(yaml).toEqual(json)
  })

  it('says of broken manifests what kubectl and the API server say', async () => {
    const { code, stdout, stderr } = await podfit([
      'plan',
      '-f',
      fixture('manifests/mistakes.yaml'),
    ])
    expect(code).toBe(1)
    expect(stderr).toBe('')
    const refused = stdout.split('\n').filter((line) => line.includes('refuses'))
    const terms =
      'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'
    const server = 'the API server refuses it:'
    expect(refused).toEqual(
      [
        'old-group: kubectl refuses it: no matches for kind "DaemonSet" in version "extensions/v1beta1"',
        `unquoted-true: ${server} cannot decode "spec.template.spec.tolerations[0].value": expected string, found the boolean true`,
        `unquoted-number: ${server} cannot decode "spec.template.spec.nodeSelector.example.com/generation": expected string, found the number 7`,
        `selector: ${server} spec.template.metadata.labels: Invalid value: {"app":"cc"}: \`selector\` does not match template \`labels\``,
        `surge: ${server} spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero`,
        `tolerations: ${server} spec.template.spec.tolerations[0].operator: Invalid value: "infra": value must be empty when \`operator\` is 'Exists'`,
        `tolerations: ${server} spec.template.spec.tolerations[1].effect: Unsupported value: "NoRun": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"`,
        `affinity: ${server} ${terms}[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
        `affinity: ${server} ${terms}[0].matchExpressions[1].values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`,
        `affinity: ${server} ${terms}[0].matchExpressions[2].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
        `affinity: ${server} ${terms}[1].matchFields[0].values: Required value: must be only one value when \`operator\` is 'In' or 'NotIn' for node field selector`,
      ].map((error) => `! DaemonSet default/${error}`),
    )
  })
})
