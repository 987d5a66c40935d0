import { describe, expect, it } from 'vitest'
import { podfit } from '../support/world.js'

/** One line of YAML for each object. */
const yaml = (...documents: readonly string[]): string => `${documents.join('\n---\n')}\n`

const NODE = 'apiVersion: v1\nkind: Node\nmetadata: {name: w1, labels: {kubernetes.io/os: linux}}'
const SPEC =
  'spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "x:1"}]}}}'

/** A DaemonSet as it is written, in a version, of a kind, with these metadata. */
const daemonSet = (
  metadata: string,
  head = 'apiVersion: apps/v1\nkind: DaemonSet',
  spec = SPEC,
): string => `${head}\nmetadata: {${metadata}}\n${spec}`

const planOf = async (text: string, ...args: readonly string[]) =>
  await podfit(['plan', '-f', '@a.yaml', ...args], { files: { 'a.yaml': text } })

describe('which object it is', () => {
  it.each([
    ['extensions/v1beta1', 'DaemonSet'],
    ['apps/v1beta1', 'DaemonSet'],
    ['apps/v1beta2', 'DaemonSet'],
    ['v1', 'DaemonSet'],
    ['apps/v2', 'DaemonSet'],
    ['batch/v1', 'DaemonSet'],
    ['apps/v1', 'Daemonset'],
    ['apps/v1', 'daemonset'],
    ['apps/v1', 'DaemonSets'],
    ['apps/v1', 'DeamonSet'],
  ])('%s %s is none that a server has', async (apiVersion, kind) => {
    const head = `apiVersion: ${apiVersion}\nkind: ${kind}`
    const text = yaml(NODE, daemonSet('name: kube-flannel-ds, namespace: default', head))
    for (const args of [['plan'], ['audit'], ['explain', 'kube-flannel-ds', 'w1']]) {
      const { code, stdout } = await podfit([...args, '-f', '@a.yaml'], {
        files: { 'a.yaml': text },
      })
      expect(stdout).toContain(`no matches for kind "${kind}" in version "${apiVersion}"`)
      expect(stdout).toContain('did you mean kind DaemonSet in version apps/v1?')
      expect(code).toBe(1)
    }
  })

  it.each([
    ['values of a chart', 'kind: "DaemonSet"\nimage: {repository: x}\n'],
    ['values with a name', 'kind: DaemonSet\nname: agent\nmetadata: {labels: {}}\n'],
    ['a stage of kwok', 'kind: Node\nname: node-pending\n'],
    ['values of a Deployment', 'replicas: 2\nkind: Deployment\n'],
    ['a pod without a version', 'kind: Pod\nspec: {nodeName: w1}\n'],
    ['JSON', '{"kind": "DaemonSet", "spec": {}}\n'],
  ])('%s are no object', async (_case, text) => {
    const { code, stdout } = await planOf(yaml(text, daemonSet('name: a'), NODE))
    expect(code).toBe(1)
    expect(stdout).toContain('kubectl refuses it: apiVersion not set')
    expect(stdout).not.toMatch(/default\/\s|\(\)|1 node \(\)/)
    expect(stdout).toContain('default/a\n')
  })

  it.each([
    ['DaemonSet', 'apps.kruise.io/v1alpha1'],
    ['DaemonSet', 'apps.kruise.io/v1beta1'],
    ['Node', 'longhorn.io/v1beta2'],
    ['Node', 'management.cattle.io/v3'],
    ['Event', 'example.com/v1'],
  ])('a %s of %s is a custom resource, by name', async (kind, apiVersion) => {
    const custom = daemonSet('name: x, namespace: ns', `apiVersion: ${apiVersion}\nkind: ${kind}`)
    const { code, stdout } = await planOf(yaml(NODE, custom, daemonSet('name: a')))
    expect(code).toBe(0)
    expect(stdout).toContain(`· ${kind} ns/x: a custom resource (${apiVersion})`)
    const alone = await planOf(yaml(NODE, custom))
    expect(alone.code).toBe(4)
  })

  it('items of a list of another group are not taken for DaemonSets either', async () => {
    const list =
      '{"apiVersion": "apps.kruise.io/v1alpha1", "kind": "DaemonSetList", "items": [{"metadata": {"name": "x", "uid": "u"}}]}'
    const { code, stdout } = await planOf(yaml(NODE, list))
    expect(stdout).toContain('· DaemonSet x: a custom resource (apps.kruise.io/v1alpha1)')
    expect(code).toBe(4)
  })

  it.each([
    'nodes is forbidden: User "x" cannot list resource "nodes"',
    'Unauthorized',
    'the server could not find the requested resource',
    '',
    'daemonsets.apps "x" not found',
  ])('the answer to a request that failed is no empty cluster: %j', async (message) => {
    const status = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message })
    for (const verb of [['plan'], ['audit'], ['redact'], ['what-if', 'cordon w1']]) {
      const { code, stdout, stderr } = await podfit([...verb, '-f', '@a.json'], {
        files: { 'a.json': status },
      })
      expect(code).toBe(4)
      if (verb[0] !== 'what-if') expect(`${stdout}${stderr}`).toContain(message)
    }
  })

  it.each([
    ['replicas: 3', 'spec.replicas'],
    ['strategy: {type: RollingUpdate}', 'spec.strategy'],
    ['strategy: {type: Recreate}', 'spec.strategy'],
    ['progressDeadlineSeconds: 600', 'spec.progressDeadlineSeconds'],
    ['paused: false', 'spec.paused'],
  ])('a Deployment with another kind is told what to write: %s', async (field, path) => {
    const spec = SPEC.replace('spec: {', `spec: {${field}, `)
    const { code, stdout } = await planOf(yaml(NODE, daemonSet('name: a', undefined, spec)))
    expect(code).toBe(1)
    expect(stdout).toContain(`the API server refuses it: unknown field "${path}"`)
    expect(stdout).toContain('podfit convert makes a DaemonSet of one')
    if (path === 'spec.strategy') expect(stdout).toContain('write spec.updateStrategy in its place')
  })

  it.each([
    ['nodes.json', 'apiVersion: "v1", kind: "NodeList"'],
    [
      'cluster-resources/daemonsets/kube-system.json',
      'apiVersion: "apps/v1", kind: "DaemonSetList"',
    ],
    ['pods/default.json', 'apiVersion: "v1", kind: "PodList"'],
    ['archive/Events.json', 'apiVersion: "v1", kind: "EventList"'],
    ['x/controllerrevisions.json', 'apiVersion: "apps/v1", kind: "ControllerRevisionList"'],
    ['x/things.json', undefined],
  ])('items of an archive without a kind are told how to be read: %s', async (file, list) => {
    const files = { [file]: '[{"metadata": {"name": "a"}, "spec": {}}]' }
    const { code, stdout } = await podfit(['plan', '-f', `@${file}`], { files })
    expect(code).toBe(4)
    expect(stdout).toContain('expected an object with a kind')
    if (list === undefined) expect(stdout).not.toContain('jq')
    else expect(stdout).toContain(`jq '{${list}, items: (.items? // .)}'`)
  })

  it('a static pod is not passed over, and its mirror pods are known', async () => {
    const file =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: etcd, namespace: kube-system}\nspec: {containers: [{name: c, image: x}]}'
    const mirror = `apiVersion: v1
kind: Pod
metadata: {name: etcd-w1, namespace: kube-system, uid: u, annotations: {kubernetes.io/config.mirror: x}}
spec: {nodeName: w1}
status: {phase: Running}`
    const text = yaml(NODE, file, mirror, daemonSet('name: a, uid: u'))
    for (const verb of [['plan'], ['explain', 'a'], ['audit']]) {
      const { stdout } = await podfit([...verb, '-f', '@a.yaml'], { files: { 'a.yaml': text } })
      expect(stdout).toContain('· Pod kube-system/etcd: a Pod that no cluster has shown')
      expect(stdout).toContain('as a static pod it runs on the node where its file lies')
      expect(stdout).toContain('its mirror pods here: kube-system/etcd-w1')
    }
  })
})

describe('a selector that may not change', () => {
  const KURED = 'app: kured, release: kured'
  const kured = (labels: string, metadata: string): string =>
    daemonSet(
      `name: kured, namespace: kured${metadata}`,
      undefined,
      `spec: {selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: c, image: "x:1"}]}}}`,
    )
  const pod = `apiVersion: v1
kind: Pod
metadata:
  name: kured-a
  namespace: kured
  labels: {${KURED}}
  ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: kured, uid: u1, controller: true}]
spec: {nodeName: w1}
status: {phase: Running}`
  const before = yaml(NODE, kured(KURED, ', uid: u1'), pod)

  it.each([
    'app.kubernetes.io/name: kured, app.kubernetes.io/instance: kured',
    'app: kured',
    'app: kured, release: kured, more: x',
    'app: other, release: kured',
    'release: kured',
  ])('is refused by every verb, with the way out: %s', async (labels) => {
    const files = { 'b.yaml': before, 'a.yaml': kured(labels, '') }
    for (const args of [
      ['diff', '@b.yaml', '@a.yaml'],
      ['rollout', 'kured', '-f', '@b.yaml', '--apply', '@a.yaml'],
      ['plan', '-f', '@b.yaml', '-f', '@a.yaml'],
    ]) {
      const { code, stdout } = await podfit(args, { files })
      expect(code).toBe(1)
      expect(stdout).toMatch(/refuses it: spec\.selector: Invalid value: .*: field is immutable\n/)
      expect(stdout).toContain('kubectl delete daemonset kured -n kured --cascade=orphan')
      const adopted = labels === 'app: kured' || labels === 'release: kured'
      expect(stdout).toContain(
        `${adopted ? 'matches them' : 'pods that are created'}: kured/kured-a`,
      )
      expect(stdout).not.toContain('(removed)')
    }
  })

  it('that matches everything is refused of a manifest, and said of what is stored', async () => {
    const empty = SPEC.replace('{matchLabels: {a: b}}', '{}')
    for (const verb of ['plan', 'audit']) {
      const sent = yaml(NODE, daemonSet('name: agent', undefined, empty))
      const refused = await podfit([verb, '-f', '@a.yaml'], { files: { 'a.yaml': sent } })
      expect(refused.code).toBe(1)
      expect(refused.stdout).toContain(
        'refuses it: spec.selector: Invalid value: {}: empty selector is invalid for daemonset',
      )
    }
    const stored = await planOf(yaml(NODE, daemonSet('name: agent, uid: u', undefined, empty)))
    expect(stored.code).toBe(0)
    expect(stored.stdout).toContain(
      'would refuse it as a manifest: spec.selector: Invalid value: {}',
    )
    expect(stored.stdout).toContain('SelectingAll')
  })
})

describe('the namespace of a manifest', () => {
  const cluster = yaml(
    NODE,
    'apiVersion: v1\nkind: Node\nmetadata: {name: w2}\nspec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}',
    daemonSet('name: fluentd, namespace: logging, uid: u1, generation: 1'),
  )
  const rendered = daemonSet('name: fluentd').replace(
    'spec: {containers',
    'spec: {tolerations: [{operator: Exists}], containers',
  )
  const files = { 'c.yaml': cluster, 'r.yaml': rendered }

  it('is that of -n in diff, as with kubectl diff', async () => {
    const { code, stdout } = await podfit(['diff', '-n', 'logging', '@c.yaml', '@r.yaml'], {
      files,
    })
    expect(code).toBe(0)
    expect(stdout).toContain('logging/fluentd: should run on 2 instead of 1 node')
    expect(stdout).toContain('triggers a rollout: a new revision (spec.template.spec.tolerations)')
    const without = await podfit(['diff', '@c.yaml', '@r.yaml'], { files })
    expect(without.stdout).toContain('default/fluentd (new)')
    expect(without.stdout).toContain('the cluster has it in logging')
  })

  it.each([
    [['plan', '-n', 'x', '-f', '@r.yaml', '-f', '@c.yaml'], 'x/fluentd\n'],
    [['explain', 'fluentd', 'w1', '-n', 'x', '-f', '@r.yaml', '-f', '@c.yaml'], 'x/fluentd on w1'],
    [['explain', 'x/fluentd', 'w1', '-f', '@r.yaml', '-f', '@c.yaml'], 'x/fluentd on w1'],
    [['suggest', 'x/fluentd', '-f', '@r.yaml', '-f', '@c.yaml'], 'x/fluentd'],
    [['rollout', 'x/fluentd', '-f', '@c.yaml', '--apply', '@r.yaml'], 'x/fluentd at'],
    [['what-if', 'delete node w1', '-n', 'x', '-f', '@r.yaml', '-f', '@c.yaml'], 'x/fluentd: '],
  ])('is the one that is asked for: %j', async (args, said) => {
    const { code, stdout } = await podfit(args, { files })
    expect(stdout).toContain(said)
    expect(code).toBe(0)
  })

  it.each([
    [['plan', '-n', 'b', '-f', '@m.yaml', '-f', '@c.yaml']],
    [['audit', '-n', 'b', '-f', '@m.yaml', '-f', '@c.yaml']],
    [['explain', 'fluentd', '-n', 'b', '-f', '@m.yaml', '-f', '@c.yaml']],
    [['diff', '-n', 'b', '@c.yaml', '@m.yaml']],
    [['what-if', 'cordon w1', '-n', 'b', '-f', '@m.yaml', '-f', '@c.yaml']],
  ])('that names another one is refused as by kubectl: %j', async (args) => {
    const more = { ...files, 'm.yaml': daemonSet('name: fluentd, namespace: a') }
    const { code, stdout } = await podfit(args, { files: more })
    expect(stdout).toContain(
      `the namespace from the provided object "a" does not match the namespace "b". You must pass '--namespace=a' to perform this operation.`,
    )
    expect([1, 4]).toContain(code)
  })

  it.each([['plan'], ['audit'], ['audit', '-o', 'junit'], ['what-if', 'cordon w1']])(
    'in which nothing is is not green: %s',
    async (...verb) => {
      const { code, stdout } = await podfit([...verb, '-n', 'nosuch', '-f', '@c.yaml'], { files })
      expect(code).toBe(4)
      expect(stdout).toContain('no DaemonSet matches -n nosuch')
    },
  )
})

describe('what AFTER means in diff', () => {
  const other = daemonSet('name: other, namespace: default, uid: u2')
  const agent = daemonSet('name: agent, namespace: default, uid: u1')
  const cluster = yaml(NODE, agent, other)

  it.each([
    ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n'],
    [
      'a list of one DaemonSet',
      `apiVersion: v1\nkind: List\nitems:\n- ${agent.replaceAll('\n', '\n  ')}\n`,
    ],
    ['a manifest', daemonSet('name: agent, namespace: default')],
    ['a Service and a manifest', yaml('apiVersion: v1\nkind: Service', daemonSet('name: agent'))],
    ['nodes alone', NODE],
  ])('%s takes nothing away', async (_case, text) => {
    const { stdout } = await podfit(['diff', '@c.yaml', '@a.yaml'], {
      files: { 'c.yaml': cluster, 'a.yaml': text },
    })
    expect(stdout).toMatch(/^AFTER is manifests that are applied/)
    expect(stdout).not.toContain('removed')
    const whole = await podfit(['diff', '@c.yaml', '@a.yaml', '--after', 'whole'], {
      files: { 'c.yaml': cluster, 'a.yaml': text },
    })
    expect(whole.stdout).toContain('default/other (removed)')
  })

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing is rendered\n'],
    ['a Service', 'apiVersion: v1\nkind: Service\n'],
    ['another DaemonSet', daemonSet('name: x')],
    ['empty documents', '---\n---\n'],
  ])('a chart that renders %s any more removes its DaemonSet', async (_case, text) => {
    const files = { 'a.yaml': daemonSet('name: agent'), 'b.yaml': text, 'n.yaml': NODE }
    const { code, stdout } = await podfit(
      ['diff', '@a.yaml', '@b.yaml', '--nodes', '@n.yaml', '--detailed-exitcode'],
      { files },
    )
    expect(stdout).toContain('default/agent (removed)')
    expect(code).toBe(2)
  })

  it('a snapshot that has nodes of its own is all there is then', async () => {
    const files = { 'a.yaml': cluster, 'b.yaml': yaml(NODE, agent) }
    const { stdout } = await podfit(['diff', '@a.yaml', '@b.yaml'], { files })
    expect(stdout).toMatch(/^AFTER is all there is then/)
    expect(stdout).toContain('default/other (removed)')
  })
})

describe('nothing is green by silence', () => {
  it.each([
    ['an empty file', ''],
    ['white space', ' \n\n'],
    ['a comment', '# nothing\n'],
    ['empty documents', '---\n---\n'],
    ['null', 'null\n'],
    ['an empty list', 'apiVersion: v1\nkind: List\nitems: []\n'],
  ])('%s is no cluster in order', async (_case, text) => {
    for (const args of [
      ['plan'],
      ['audit'],
      ['redact'],
      ['taint', 'nodes', '--all', 'a:NoSchedule'],
    ]) {
      const { code, stdout, stderr } = await podfit([...args, '-f', '@a.yaml'], {
        files: { 'a.yaml': text },
      })
      expect(code).toBe(4)
      expect(`${stdout}${stderr}`).toContain('there is no object in it')
    }
  })

  it('a plan without pods names the nodes, and is no plan without changes', async () => {
    const text = yaml(NODE, daemonSet('name: a, namespace: default, uid: u'))
    const { code, stdout } = await planOf(text)
    expect(stdout).toContain('should run on 1 node: w1')
    expect(stdout).toContain('Plan: not known')
    expect(stdout).not.toContain('0 to create')
    expect(code).toBe(0)
    expect((await planOf(text, '--detailed-exitcode')).code).toBe(4)
  })

  const WARNED = yaml(
    NODE,
    daemonSet(
      'name: a, namespace: default',
      undefined,
      SPEC.replace('spec: {containers', 'spec: {nodeSelector: {disk: ssd}, containers'),
    ),
  )

  it.each([
    ['error', 0],
    ['warning', 1],
    ['note', 1],
    ['never', 0],
  ])('every format says the same of --fail-on %s', async (failOn, code) => {
    const files = { 'a.yaml': WARNED }
    const audit = async (...more: readonly string[]) =>
      await podfit(['audit', '-f', '@a.yaml', '--fail-on', failOn, ...more], { files })
    expect((await audit()).code).toBe(code)
    const junit = await audit('-o', 'junit')
    expect(junit.code).toBe(code)
    expect(junit.stdout.includes('<failure')).toBe(code === 1)
    expect(junit.stdout).toContain(`failures="${code}" errors="0"`)
    const github = await audit('-o', 'github')
    expect(github.stdout.includes('::error')).toBe(code === 1)
    const sarif = await audit('-o', 'sarif')
    expect(sarif.stdout.includes('"level": "error"')).toBe(code === 1)
    const markdown = await audit('-o', 'markdown')
    expect(markdown.stdout.includes('| failed |')).toBe(code === 1)
  })

  it.each(['text', 'json', 'markdown', 'junit', 'sarif', 'github'])(
    'what is refused and what cannot be read stands in the report: %s',
    async (format) => {
      const bad = daemonSet('name: bad', 'apiVersion: extensions/v1beta1\nkind: DaemonSet')
      const text = yaml(WARNED, bad, 'apiVersion: v1\nkind: Node\nmetadata: {name: 5}')
      const { code, stdout } = await podfit(['audit', '-f', '@a.yaml', '-o', format], {
        files: { 'a.yaml': text },
      })
      expect(code).toBe(4)
      const plain = stdout.replaceAll('\\', '').replaceAll('&quot;', '"')
      expect(plain).toContain('no matches for kind "DaemonSet" in version "extensions/v1beta1"')
      expect(plain).toContain('expected string, found the number 5')
    },
  )
})

describe('what should be and what is are two things', () => {
  const set = daemonSet(
    'name: agent, namespace: default, uid: u1, generation: 1',
    undefined,
    SPEC.replace('spec: {selector', 'spec: {updateStrategy: {type: RollingUpdate}, selector'),
  )
  const owner =
    'ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u1, controller: true}]'
  const pod = (status: string, spec = 'nodeName: w1', more = ''): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: agent-p, namespace: default, labels: {a: b}, ${owner}${more}}\nspec: {${spec}}\nstatus: {${status}}`
  const none = 'apiVersion: v1\nkind: PodList\nitems: []'
  const pinned =
    'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [w1]}]}]}}}'
  const event = (kind: string, name: string, reason: string, message: string): string =>
    `apiVersion: v1\nkind: Event\nmetadata: {name: e}\ninvolvedObject: {kind: ${kind}, namespace: default, name: ${name}}\nreason: ${reason}\nmessage: '${message}'\nlastTimestamp: "2026-01-02T11:59:00Z"`
  const SCHEDULER = '0/1 nodes are available: 1 Insufficient cpu, 1 Too many pods.'

  it.each([
    ['no pod', [none], 'no pod is there: not created yet'],
    [
      'a creation that admission refuses',
      [
        none,
        event(
          'DaemonSet',
          'agent',
          'FailedCreate',
          'Error creating: pods "agent-" is forbidden: no PriorityClass with name longhorn-critical was found',
        ),
      ],
      '→ create PriorityClass longhorn-critical',
    ],
    [
      'a creation that the quota refuses',
      [
        none,
        event(
          'DaemonSet',
          'agent',
          'FailedCreate',
          'Error creating: pods "agent-x" is forbidden: exceeded quota: small, requested: pods=1',
        ),
      ],
      '→ raise the quota small, or ask for less',
    ],
    [
      'a creation that lacks its account',
      [
        none,
        event(
          'DaemonSet',
          'agent',
          'FailedCreate',
          'Error creating: pods "agent-" is forbidden: error looking up service account default/agent: serviceaccount "agent" not found',
        ),
      ],
      '→ create ServiceAccount default/agent',
    ],
    [
      'a pod that is pending',
      [
        pod(
          `phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "${SCHEDULER}"}]`,
          pinned,
        ),
      ],
      `the scheduler: ${SCHEDULER}`,
    ],
    [
      'a pod that crashes',
      [
        pod(
          'phase: Running, containerStatuses: [{name: c, restartCount: 7, state: {waiting: {reason: CrashLoopBackOff}}}]',
        ),
      ],
      'pod agent-p is there, and not available: c crashes, 7 restarts',
    ],
    [
      'a pod without a sandbox',
      [pod('phase: Pending'), event('Pod', 'agent-p', 'FailedCreatePodSandBox', 'no CNI')],
      'not available (Pending): FailedCreatePodSandBox: no CNI',
    ],
    [
      'a pod without its volume',
      [pod('phase: Pending'), event('Pod', 'agent-p', 'FailedMount', 'configmap "x" not found')],
      'not available (Pending): FailedMount: configmap "x" not found',
    ],
    [
      'a pod that is terminating',
      [pod('phase: Running', 'nodeName: w1', ', deletionTimestamp: "2026-01-02T13:00:00Z"')],
      'not available: terminating until 2026-01-02T13:00:00Z',
    ],
    [
      'a pod that is ready',
      [pod('phase: Running, conditions: [{type: Ready, status: "True"}]')],
      'pod agent-p is there, and available',
    ],
  ])('explain says both: %s', async (_case, objects, said) => {
    const files = { 'a.yaml': yaml(NODE, set, ...objects) }
    const one = await podfit(['explain', 'agent', 'w1', '-f', '@a.yaml'], { files })
    expect(one.stdout).toMatch(/^default\/agent on w1: run: should run here\n/)
    expect(one.stdout).toContain(said)
    expect(one.code).toBe(0)
    const all = await podfit(['explain', 'agent', '-f', '@a.yaml'], { files })
    expect(all.stdout).toMatch(/\d pods? there, \d available/)
  })

  it('plan names the pods whose creation is being refused', async () => {
    const message =
      'Error creating: pods "agent-" is forbidden: no PriorityClass with name x was found'
    const text = yaml(NODE, set, none, event('DaemonSet', 'agent', 'FailedCreate', message))
    const { stdout } = await planOf(text)
    expect(stdout).toContain(
      '! creating pods is being refused (w1): not created: admission refuses',
    )
    expect(stdout).toContain('→ create PriorityClass x')
  })
})

const POD = 'apiVersion: v1\nkind: Pod\n'
const REVISION = 'apiVersion: apps/v1\nkind: ControllerRevision\n'
const OWNED =
  'ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u1, controller: true}]'

describe('what is there, in a plan', () => {
  const stored = (spec = '') =>
    daemonSet(
      'name: agent, namespace: default, uid: u1, generation: 1',
      undefined,
      `spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}containers: [{name: c, image: "x:1", ports: [{containerPort: 80, hostPort: 80}]}]}}}`,
    )
  const itsPod = (status: string, spec = 'nodeName: w1, containers: []') =>
    `${POD}metadata: {name: agent-p, namespace: default, labels: {a: b, controller-revision-hash: h}, ${OWNED}}\nspec: {${spec}}\nstatus: {${status}}`
  const waiting = (message: string) =>
    `phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "${message}"}]`
  const pinned =
    'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [w1]}]}]}}}, containers: [{name: c, image: "x:1", ports: [{containerPort: 80, hostPort: 80}]}]'
  const FULL = '0/1 nodes are available: 1 Insufficient cpu, 1 Too many pods.'

  it.each([
    [
      'too little on the node (case 018)',
      [stored(), itsPod(waiting(FULL), pinned)],
      [
        '✗ agent-p (w1): not available (Pending): too little cpu, pods on the node',
        `the scheduler: ${FULL}`,
        '→ free cpu, pods on the node, or give the template a priorityClassName',
      ],
    ],
    [
      'too little, and a priority class already',
      [
        stored('priorityClassName: system-node-critical, '),
        itsPod(
          waiting(
            "0/3 nodes are available: 1 Insufficient memory, 2 node(s) didn't match Pod's node affinity/selector.",
          ),
          pinned,
        ),
      ],
      [
        'agent-p (w1): not available (Pending): too little memory on the node',
        '→ free memory on the node\n',
      ],
    ],
    [
      'a port that another pod holds',
      [
        stored(),
        itsPod(
          waiting(
            "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
          ),
          pinned,
        ),
        `${POD}metadata: {name: web, namespace: default}\nspec: {nodeName: w1, containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]}\nstatus: {phase: Running}`,
      ],
      [
        'agent-p (w1): not available (Pending): host port 80 is taken by default/web',
        '→ free port 80 of default/web',
      ],
    ],
    [
      'a volume that no node has, in the words of the scheduler',
      [
        stored(),
        itsPod(
          waiting('0/1 nodes are available: 1 node(s) had volume node affinity conflict.'),
          pinned,
        ),
      ],
      [
        'agent-p (w1): not available (Pending): the scheduler says: node(s) had volume node affinity conflict',
      ],
    ],
    [
      'an image that is not there',
      [
        stored(),
        itsPod(
          'phase: Pending, containerStatuses: [{name: c, image: "x:1", state: {waiting: {reason: ImagePullBackOff}}}]',
        ),
      ],
      ['agent-p (w1): not available (Pending): c: ImagePullBackOff of x:1'],
    ],
    [
      'a container that crashes',
      [
        stored(),
        itsPod(
          'phase: Running, containerStatuses: [{name: c, restartCount: 7, state: {waiting: {reason: CrashLoopBackOff}}}]',
        ),
      ],
      ['✗ agent-p (w1): not available: c crashes, 7 restarts'],
    ],
  ])('is named where it lasts: %s', async (_case, objects, said) => {
    const { stdout, code } = await planOf(yaml(NODE, ...objects))
    for (const each of said) expect(stdout).toContain(each)
    expect(code).toBe(0)
  })

  it.each([
    ['a pod that is ready', itsPod('phase: Running, conditions: [{type: Ready, status: "True"}]')],
    ['a pod that is not scheduled yet', itsPod('phase: Pending', pinned)],
  ])('is not named where it passes by itself: %s', async (_case, pod) => {
    const { stdout } = await planOf(yaml(NODE, stored(), pod))
    expect(stdout).not.toContain('not available')
  })

  it('is data, too', async () => {
    const text = yaml(NODE, stored(), itsPod(waiting(FULL), pinned))
    const { stdout } = await planOf(text, '-o', 'json')
    const { plans } = JSON.parse(stdout) as { readonly plans: readonly object[] }
    expect(plans).toMatchObject([
      {
        unavailable: [
          { node: 'w1', pod: 'agent-p', phase: 'Pending', cause: { code: 'HeldByResources' } },
        ],
      },
    ])
  })
})

describe('what was left behind by a DaemonSet that is created again (case 032)', () => {
  const NEW = daemonSet(
    'name: agent, namespace: default, uid: new, generation: 1',
    undefined,
    'spec: {selector: {matchLabels: {a: b, c: d}}, template: {metadata: {labels: {a: b, c: d}}, spec: {containers: [{name: c, image: "x:1", ports: [{containerPort: 80, hostPort: 80}]}]}}}',
  )
  const left = (labels: string, more = '', ports = '', name = 'agent-1') =>
    `${POD}metadata: {name: ${name}, namespace: default, labels: {${labels}, controller-revision-hash: old}${more}}\nspec: {nodeName: w1, containers: [{name: c, image: "x:0"${ports}}]}\nstatus: {phase: Running, conditions: [{type: Ready, status: "True"}]}`
  const HELD = ', ports: [{containerPort: 80, hostPort: 80}]'
  const ORPHAN =
    'not adopted: agent-1 (w1): the selector does not match the labels; stays an orphan'
  const BESIDE = `${ORPHAN} beside the pod that is created there`

  it.each([
    [
      'a pod whose labels match is adopted',
      [left('a: b, c: d')],
      ['< adopt agent-1 (w1)'],
      [ORPHAN],
    ],
    ['a pod that lacks a label stays', [left('a: b')], [BESIDE], ['< adopt']],
    ['a pod with another value stays', [left('a: b, c: x')], [BESIDE], ['< adopt']],
    ['both want a host port', [left('a: b', '', HELD)], [`${BESIDE}; both want host port 80`], []],
    [
      'it stands beside a pod that is there',
      [left('a: b'), left('a: b, c: d', '', '', 'agent-2')],
      [`${ORPHAN} beside the pod of the DaemonSet there`, '< adopt agent-2 (w1)'],
      [],
    ],
    ['a pod of somebody else is none', [left('a: b', `, ${OWNED}`)], [], [ORPHAN]],
    [
      'a pod of a StatefulSet is none',
      [left('statefulset.kubernetes.io/pod-name: agent-1')],
      [],
      [ORPHAN],
    ],
    ['a pod of another name is none', [left('a: b', '', '', 'other-1')], [], ['stays an orphan']],
    [
      'the old revision is not adopted either',
      [
        `${REVISION}metadata: {name: agent-old, namespace: default, labels: {a: b, controller-revision-hash: old}}\nrevision: 1`,
      ],
      ['not adopted: 1 revision agent-old: the selector does not match the labels'],
      [],
    ],
    [
      'a revision whose labels match is',
      [
        `${REVISION}metadata: {name: agent-old, namespace: default, labels: {a: b, c: d, controller-revision-hash: old}}\nrevision: 1`,
      ],
      ['adopt revisions agent-old'],
      ['not adopted'],
    ],
  ])('%s', async (_case, objects, said, notSaid) => {
    const none = 'apiVersion: v1\nkind: PodList\nitems: []'
    const { stdout } = await planOf(yaml(NODE, NEW, none, ...objects))
    for (const each of said) expect(stdout).toContain(each)
    for (const each of notSaid) expect(stdout).not.toContain(each)
  })
})
