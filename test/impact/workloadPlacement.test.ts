import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import { cluster } from '../../src/cluster/cluster.js'
import { decodeWorkload } from '../../src/decode/decodeWorkload.js'
import { workloadPlacement } from '../../src/impact/workloadPlacement.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { decide } from '../../src/placement/decide.js'
import { workloadKind, type WorkloadKind } from '../../src/placement/schedulerWorkload.js'
import { aNode } from '../../src/testing/builders.js'

const workloadOf = (kind: WorkloadKind, value: object) => {
  const decoded = decodeWorkload(kind, value)
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

const deployment = (podSpec: object, metadata: object = {}) =>
  workloadOf('Deployment', {
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { template: { spec: podSpec } },
  })

const NODES = [
  aNode('n1', { labels: { disk: 'ssd' } }),
  aNode('n2'),
  aNode('n3', { labels: { disk: 'ssd' }, taints: ['gpu=a100:NoSchedule'] }),
  aNode('n4', { taints: ['a:NoExecute'] }),
  { ...aNode('n5'), spec: { unschedulable: true } },
]

const owned = (name: string, kind: string, owner: string, more: object = {}) => ({
  metadata: {
    name,
    namespace: 'shop',
    uid: name,
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: owner, uid: owner, controller: true }],
    ...more,
  },
  status: { phase: 'Pending' },
})

const unscheduled = (message: string) => ({
  ...owned('web-abc-1', 'ReplicaSet', 'web-abc', { labels: { 'pod-template-hash': 'abc' } }),
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', message }],
  },
})

const decisions = (found: ReturnType<typeof workloadPlacement>) =>
  found.nodes.map(({ name, verdict }) => [name, verdict.decision])

describe('workloadPlacement', () => {
  it('asks like a DaemonSet, without its automatic tolerations', () => {
    const found = workloadPlacement(cluster({ nodes: NODES }), deployment({}))
    expect(decisions(found)).toEqual([
      ['n1', 'run'],
      ['n2', 'run'],
      ['n3', 'stay'],
      ['n4', 'leave'],
      ['n5', 'stay'],
    ])
    expect(found.pods).toBeUndefined()
    expect(found.alsoAsked).toEqual(['Resources', 'OtherPods'])
  })

  it('a node could take the pods of a Deployment only where a DaemonSet of the same template runs', () => {
    fc.assert(
      fc.property(anyPodSpec, anyNode, (spec, node) => {
        // A pod that names its node skips the scheduler, and with it taints that only keep others from coming.
        const template = { spec: { ...spec, nodeName: '' } }
        const snapshot = cluster({ nodes: [node] })
        const found = workloadPlacement(snapshot, {
          kind: 'Deployment',
          metadata: {},
          template,
          path: ['spec', 'template', 'spec'],
        })
        const daemon = decide(compileDaemonSet({ spec: { template } }), node)
        for (const { verdict } of found.nodes) {
          if (verdict.decision === 'run') expect(daemon).toBe('run')
        }
        expect(found.nodes).toHaveLength(1)
      }),
    )
  })

  it('a field path leads into the object itself', () => {
    const paths = (kind: WorkloadKind, value: object) => {
      const workload = workloadOf(kind, value)
      const { nodes } = workloadPlacement(cluster({ nodes: [aNode('n')] }), workload)
      return nodes[0]?.verdict.reasons[0]?.path.join('.')
    }
    const spec = { nodeSelector: { disk: 'ssd' } }
    expect(paths('Pod', { metadata: {}, spec })).toBe('spec.nodeSelector.disk')
    expect(paths('Job', { spec: { template: { spec } } })).toBe(
      'spec.template.spec.nodeSelector.disk',
    )
    expect(paths('CronJob', { spec: { jobTemplate: { spec: { template: { spec } } } } })).toBe(
      'spec.jobTemplate.spec.template.spec.nodeSelector.disk',
    )
  })

  it('a stored Pod on a node is asked about as if it were not; a manifest names its node', () => {
    const pod = { metadata: { name: 'p', uid: 'u' }, spec: { nodeName: 'n2' } }
    const stored = workloadPlacement(cluster({ nodes: NODES }), workloadOf('Pod', pod))
    expect(stored.boundTo).toBe('n2')
    expect(decisions(stored)[0]).toEqual(['n1', 'run'])
    const manifest = { metadata: { name: 'p' }, spec: { nodeName: 'n2' } }
    const written = workloadPlacement(cluster({ nodes: NODES }), workloadOf('Pod', manifest))
    expect(written.boundTo).toBeUndefined()
    expect(decisions(written).filter(([, decision]) => decision === 'run')).toEqual([['n2', 'run']])
  })

  it('says of which DaemonSet a Pod is', () => {
    const { metadata } = owned('p', 'DaemonSet', 'agent')
    const found = workloadPlacement(cluster({}), workloadOf('Pod', { metadata, spec: {} }))
    expect(found.daemonSet).toBe('shop/agent')
  })

  it.each<[WorkloadKind, object, object, boolean]>([
    ['Deployment', {}, unscheduled(''), true],
    ['Deployment', {}, owned('x', 'ReplicaSet', 'web-other-abc'), false],
    ['Deployment', {}, owned('x', 'StatefulSet', 'web'), false],
    ['Deployment', {}, { metadata: { name: 'x', namespace: 'shop' } }, false],
    ['Deployment', {}, { ...unscheduled(''), status: { phase: 'Succeeded' } }, false],
    ['StatefulSet', {}, owned('web-0', 'StatefulSet', 'web'), true],
    ['StatefulSet', { uid: 'other' }, owned('web-0', 'StatefulSet', 'web'), false],
    ['Job', { uid: 'web' }, owned('web-x', 'Job', 'web'), true],
    ['CronJob', {}, owned('web-1-x', 'Job', 'web-28500'), true],
    ['CronJob', {}, owned('web-1-x', 'Job', 'web-else'), false],
    ['CronJob', {}, owned('web-1-x', 'ReplicaSet', 'web-28500'), false],
    ['Pod', {}, { metadata: { name: 'web', namespace: 'shop' } }, true],
    ['Pod', {}, { metadata: { name: 'web', namespace: 'else' } }, false],
  ])('finds the pods of a %s %j: %j', (kind, metadata, pod, isIts) => {
    const workload = {
      kind,
      metadata: { name: 'web', namespace: 'shop', ...metadata },
      template: {},
      path: [],
    }
    const found = workloadPlacement(cluster({ nodes: [], pods: [pod] }), workload)
    expect(found.pods?.waiting).toHaveLength(isIts ? 1 : 0)
  })

  it('says of pods on nodes whether these could take them anew', () => {
    const on = (node: string) => ({ ...unscheduled(''), spec: { nodeName: node } })
    const placed = (node: string) =>
      workloadPlacement(cluster({ nodes: NODES, pods: [on(node)] }), deployment({})).pods?.placed
    expect(placed('n1')).toMatchObject([{ node: 'n1', couldTake: true }])
    expect(placed('n3')).toMatchObject([{ node: 'n3', couldTake: false }])
    expect(placed('gone')).toEqual([{ pod: 'shop/web-abc-1', node: 'gone' }])
  })

  it('sets what the scheduler says beside what it finds, each node under the first plugin', () => {
    const message =
      "0/5 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {a: }, 1 node(s) had untolerated taint {gpu: a100}, 1 node(s) were unschedulable. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling."
    const snapshot = cluster({ nodes: NODES, pods: [unscheduled(message)] })
    const found = workloadPlacement(snapshot, deployment({ nodeSelector: { disk: 'ssd' } }))
    expect(found.pods?.waiting[0]?.parts).toEqual([
      { count: 1, text: 'Insufficient cpu', of: 'Resources' },
      {
        count: 1,
        text: "node(s) didn't match Pod's node affinity/selector",
        of: 'NodeAffinity',
        nodes: ['n2'],
      },
      {
        count: 1,
        text: 'node(s) had untolerated taint {a: }',
        of: 'TaintToleration',
        nodes: ['n4'],
      },
      {
        count: 1,
        text: 'node(s) had untolerated taint {gpu: a100}',
        of: 'TaintToleration',
        nodes: ['n3'],
      },
      {
        count: 1,
        text: 'node(s) were unschedulable',
        of: 'NodeUnschedulable',
        nodes: ['n5'],
      },
    ])
  })

  it.each([
    ['node(s) had untolerated taint(s)', 'TaintToleration', ['n3', 'n4']],
    ["node(s) had taint {gpu: a100}, that the pod didn't tolerate", 'TaintToleration', ['n3']],
    ["node(s) didn't match the requested node name", 'NodeName', []],
    ['Too many pods', 'Resources', undefined],
    ["node(s) didn't have free ports for the requested pod ports", 'HostPorts', undefined],
    ["node(s) didn't match pod anti-affinity rules", 'PodAffinity', undefined],
    ["node(s) didn't satisfy existing pods anti-affinity rules", 'OtherPods', undefined],
    ["node(s) didn't match pod topology spread constraints", 'TopologySpread', undefined],
    ['node(s) had volume node affinity conflict', 'Volumes', undefined],
    ['pod has unbound immediate PersistentVolumeClaims', 'Volumes', undefined],
    ['node(s) had no available disk', 'Volumes', undefined],
    ['cannot allocate all claims of the resource claim', 'ResourceClaims', undefined],
    ['Scheduling is blocked due to non-empty scheduling gates', 'Gates', undefined],
    ['the moon is in the way', undefined, undefined],
  ])('knows whose words these are: %s', (text, of, nodes) => {
    const pods = [unscheduled(`0/5 nodes are available: ${text}.`)]
    const found = workloadPlacement(cluster({ nodes: NODES, pods }), deployment({}))
    const parts = found.pods?.waiting[0]?.parts
    expect(parts?.[0]).toMatchObject({ text, ...(of && { of }), ...(nodes && { nodes }) })
    expect(parts?.[0]?.of).toBe(of)
    expect(parts?.[0]?.nodes).toEqual(nodes)
  })

  it('names what the scheduler asks besides', () => {
    const required = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'h' }] }
    const asked = (spec: object) =>
      workloadPlacement(cluster({}), deployment(spec)).alsoAsked.filter(
        (question) => !['Resources', 'OtherPods'].includes(question),
      )
    expect(asked({ schedulingGates: [{ name: 'g' }] })).toEqual(['Gates'])
    expect(asked({ schedulerName: 'mine' })).toEqual(['Scheduler'])
    expect(asked({ schedulerName: 'default-scheduler' })).toEqual([])
    const withPort = (port: object) => [{ name: 'c', ports: [port] }]
    expect(asked({ containers: withPort({ hostPort: 80 }) })).toEqual(['HostPorts'])
    expect(asked({ hostNetwork: true, containers: withPort({ containerPort: 80 }) })).toEqual([
      'HostPorts',
    ])
    expect(asked({ initContainers: withPort({ hostPort: 80 }) })).toEqual([])
    expect(asked({ affinity: { podAffinity: required } })).toEqual(['PodAffinity'])
    expect(asked({ affinity: { podAntiAffinity: required } })).toEqual(['PodAffinity'])
    expect(asked({ topologySpreadConstraints: [{ topologyKey: 'z' }] })).toEqual(['TopologySpread'])
    expect(asked({ topologySpreadConstraints: [{ whenUnsatisfiable: 'ScheduleAnyway' }] })).toEqual(
      [],
    )
    expect(asked({ volumes: [{ name: 'v', persistentVolumeClaim: {} }] })).toEqual(['Volumes'])
    expect(asked({ volumes: [{ name: 'v', emptyDir: {} }, 7] })).toEqual([])
    expect(asked({ resourceClaims: [{ name: 'r' }] })).toEqual(['ResourceClaims'])
    expect(asked({ runtimeClassName: 'gvisor' })).toEqual(['RuntimeClass'])
  })
})

describe('decodeWorkload', () => {
  it('refuses what has no pod spec, and says where', () => {
    expect(decodeWorkload('CronJob', {})).toEqual(
      E.left([
        {
          code: 'WrongType',
          path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
          expected: 'a pod spec',
          found: 'nothing',
        },
      ]),
    )
  })

  it('refuses what Go would not decode, and says where', () => {
    const spec = { jobTemplate: { spec: { template: { spec: { nodeSelector: 5 } } } } }
    const decoded = decodeWorkload('CronJob', { metadata: { name: 5 }, spec })
    expect(E.isLeft(decoded) && decoded.left.map(({ path }) => path.join('.'))).toEqual([
      'metadata.name',
      'spec.jobTemplate.spec.template.spec.nodeSelector',
    ])
  })
})

describe('workloadKind', () => {
  it.each([
    ['Deployment', 'apps/v1', 'Deployment'],
    ['Deployment', 'extensions/v1beta1', undefined],
    ['Job', 'batch/v1', 'Job'],
    ['Job', 'batch.volcano.sh/v1alpha1', undefined],
    ['Pod', 'v1', 'Pod'],
    ['Pod', undefined, undefined],
    ['DaemonSet', 'apps/v1', undefined],
    ['constructor', 'v1', undefined],
  ])('%s of %s is %s', (kind, apiVersion, found) => {
    expect(workloadKind(kind, apiVersion)).toBe(found)
  })
})
