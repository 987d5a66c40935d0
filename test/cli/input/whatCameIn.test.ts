import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { podfit } from '../../support/world.js'

const NO_PODS = { apiVersion: 'v1', kind: 'PodList', items: [] }

const CLUSTER = JSON.stringify([aNode('n1'), aDaemonSet({ name: 'live' }), NO_PODS])

/** What `podfit plan` says of a cluster and a file beside it. */
const planOf = async (text: string, name = 'm.yaml', ...args: readonly string[]) => {
  const { code, stdout, stderr } = await podfit(
    ['plan', '-f', '@c.json', '-f', `@${name}`, ...args],
    { files: { 'c.json': CLUSTER, [name]: text } },
  )
  return { code, said: `${stdout}${stderr}` }
}

/** A text as it is rendered, with these at its beginning. */
const workload = (head: string, spec = ''): string => `${head}
metadata: {name: agent}
spec:
${spec}  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: 'c:1'}]}
`

describe('a kind that no server has', () => {
  it.each([
    ['apiVersion: extensions/v1beta1\nkind: DaemonSet', 'version "extensions/v1beta1"'],
    [
      'apiVersion: extensions/v1beta1\nkind: Deployment',
      'kind "Deployment" in version "extensions/v1beta1"',
    ],
    ['apiVersion: apps/v1beta1\nkind: StatefulSet', 'version "apps/v1beta1"'],
    ['apiVersion: apps/v1beta2\nkind: DaemonSet', 'version "apps/v1beta2"'],
    ['apiVersion: extensions/v1beta1\nkind: ReplicaSet', 'kind "ReplicaSet"'],
    ['apiVersion: "apps/v1 "\nkind: DaemonSet', 'version "apps/v1 "'],
    ['apiVersion: apps/v1\nkind: Daemonset', 'kind "Daemonset"'],
    ['apiVersion: apps/v1\nkind: DaemonSets', 'kind "DaemonSets"'],
    ['apiVersion: apps/v1\nkind: daemon-set', 'kind "daemon-set"'],
    ['apiVersion: apps/v1\nkind: DAEMONSET', 'kind "DAEMONSET"'],
    ['apiVersion: apps/v1\nkind: DaemonSer', 'kind "DaemonSer"'],
    ['apiVersion: apps\nkind: DaemonSet', 'version "apps"'],
  ])('%j is refused by name', async (head, words) => {
    const { code, said } = await planOf(workload(head))
    expect(code).toBe(1)
    expect(said).toContain('kubectl refuses it: no matches for kind')
    expect(said).toContain(words)
    expect(said).not.toMatch(/default\/agent\s+\d/)
  })

  it.each([
    ['apps.kruise.io/v1alpha1'],
    ['apps.kruise.io/v1beta1'],
    ['example.com/v1'],
    ['apps.openyurt.io/v1alpha1'],
    ['daemons.acme.dev/v2'],
  ])('a DaemonSet of %s is a custom resource, and said to be', async (apiVersion) => {
    const { code, said } = await planOf(workload(`apiVersion: ${apiVersion}\nkind: DaemonSet`))
    expect(code).toBe(0)
    expect(said).toContain(`a custom resource (${apiVersion}), not Kubernetes' own DaemonSet`)
  })
})

describe('what is no object', () => {
  it.each([
    ['nodes is forbidden: User "x" cannot list resource "nodes"'],
    ['the server could not find the requested resource'],
    ['Unauthorized'],
    ['etcdserver: request timed out'],
    [''],
  ])('a Status with the message %j is a request that failed', async (message) => {
    const status = { apiVersion: 'v1', kind: 'Status', status: 'Failure', message, code: 403 }
    const { code, said } = await planOf(JSON.stringify(status), 'm.json')
    expect(code).toBe(4)
    expect(said).toContain('the answer to a request that failed')
    expect(said).toContain(message)
  })

  it.each([
    ['kind: "DaemonSet"\nimage: {repository: fluent-bit}\n'],
    ['kind: DaemonSet\nreplicaCount: 1\nserviceAccount: {create: true}\n'],
    ['nameOverride: ""\nkind: DaemonSet\nupdateStrategy: {type: RollingUpdate}\n'],
    ['kind: Deployment\nreplicaCount: 2\n'],
    ['kind: Pod\nimage: x\n'],
  ])('values of a chart, %j, are rendered first', async (values) => {
    const { code, said } = await planOf(values, 'values.yaml')
    expect(code).toBe(1)
    expect(said).toContain('kubectl refuses it: apiVersion not set')
    expect(said).toContain('values of a chart are rendered first')
  })

  it.each([
    ['nodes.json', 'NodeList'],
    ['Nodes.yaml', 'NodeList'],
    ['pods/kube-system.json', 'PodList'],
    ['apps/daemonsets/kube-system.json', 'DaemonSetList'],
    ['daemonsets.json', 'DaemonSetList'],
    ['controllerrevisions.json', 'ControllerRevisionList'],
    ['events/default.json', 'EventList'],
  ])('items without a kind in %s are told how to be read', async (name, kind) => {
    const { code, said } = await planOf(JSON.stringify([{ metadata: { name: 'a' } }]), name)
    expect(code).toBe(4)
    expect(said).toContain(`kind: "${kind}"`)
    const other = await planOf(JSON.stringify([{ metadata: { name: 'a' } }]), 'other/x.json')
    expect(other.said).not.toContain('jq')
  })
})

describe('what cannot be seen in a key is named', () => {
  it.each([
    ['kind\u00a0', 'kind', 4, 'holds what cannot be seen: U+00A0'],
    ['\ufeffkind', 'kind', 4, 'holds what cannot be seen: U+FEFF'],
    ['apiVersion\u200b', 'apiVersion', 1, 'holds what cannot be seen: U+200B'],
    ['metadata\u00a0', 'metadata', 1, 'did you mean metadata?'],
    ['\u00a0spec', 'spec', 1, 'its name holds what cannot be seen: U+00A0'],
    ['sel\u00adector', 'selector', 1, 'its name holds what cannot be seen: U+00AD'],
  ])('%j', async (name, key, code, words) => {
    const text = workload('apiVersion: apps/v1\nkind: DaemonSet').replace(`${key}:`, `"${name}":`)
    const planned = await planOf(text)
    expect(planned).toMatchObject({ code })
    expect(planned.said).toContain(words)
  })
})

describe('a Deployment that was turned into a DaemonSet by hand', () => {
  const HEAD = 'apiVersion: apps/v1\nkind: DaemonSet'

  it.each([
    ['  replicas: 2\n', 'spec.replicas'],
    ['  strategy: {type: Recreate}\n', 'spec.strategy'],
    ['  progressDeadlineSeconds: 600\n', 'spec.progressDeadlineSeconds'],
    ['  paused: false\n', 'spec.paused'],
    ['  replicas: 1\n  strategy: {rollingUpdate: {maxSurge: 25%}}\n', 'spec.strategy'],
  ])('with %j left in it is told what to write', async (left, field) => {
    const { code, said } = await planOf(workload(HEAD, left))
    expect(code).toBe(1)
    expect(said).toContain(`unknown field "${field}"`)
    expect(said).toContain('a field of a Deployment; podfit convert makes a DaemonSet of one')
    if (field === 'spec.strategy') expect(said).toContain('write spec.updateStrategy in its place')
  })
})

describe('a static pod', () => {
  const file = (metadata: object, spec: object = {}): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'etcd', ...metadata },
      spec: { containers: [{ name: 'etcd', image: 'etcd:3' }], ...spec },
    })

  it.each([
    [{}, {}],
    [{ namespace: 'kube-system' }, { hostNetwork: true }],
    [{ labels: { tier: 'control-plane' } }, { priorityClassName: 'system-node-critical' }],
    [{ annotations: { 'kubernetes.io/config.source': 'file' } }, {}],
    [{ creationTimestamp: null }, { tolerations: [{ operator: 'Exists' }] }],
  ])('with %j runs where its file lies, which is said', async (metadata, spec) => {
    const { code, said } = await planOf(file(metadata, spec), 'etcd.json')
    expect(code).toBe(0)
    expect(said).toContain('as a static pod it runs on the node where its file lies')
  })

  it.each([
    ['etcd-n1', 'n1', 'kube-system', 'kube-system'],
    ['etcd-n1', 'n1', undefined, 'default'],
    ['etcd-control-plane-1', 'control-plane-1', 'kube-system', 'kube-system'],
    ['etcd-other', 'n1', 'kube-system', undefined],
    ['etcd-n1', 'n1', 'other', undefined],
  ])(
    'has the mirror pod %s on %s (of %s), if it is one',
    async (name, nodeName, namespace, found) => {
      const there = found ?? 'kube-system'
      const mirror = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace: there,
          uid: 'm',
          annotations: { 'kubernetes.io/config.mirror': 'x' },
        },
        spec: { nodeName },
        status: { phase: 'Running' },
      }
      const manifest = file(namespace === undefined ? {} : { namespace })
      const { said } = await planOf(`[${manifest},${JSON.stringify(mirror)}]`, 'both.json')
      expect(said.includes(`its mirror pods here: ${there}/${name}`)).toBe(found !== undefined)
      expect(said).toContain(`1 static pod, run by`)
    },
  )
})
