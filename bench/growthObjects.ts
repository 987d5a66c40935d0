import {
  cluster,
  type Cluster,
  type ControllerRevision,
  type DaemonSet,
  type Node,
  type NodeSelectorTerm,
  type Pod,
  type Toleration,
} from 'podfit'

export const NOW = '2026-06-01T10:00:00Z'
const BEGUN = '2026-06-01T09:00:00Z'

export const times = <A>(count: number, each: (i: number) => A): readonly A[] =>
  Array.from({ length: count }, (_, i) => each(i))

const nodeNamed = (i: number, node: Partial<Node> = {}): Node => ({
  metadata: { name: `n${i}`, labels: { pool: `p${i % 40}`, zone: `z${i % 3}` } },
  ...node,
})

const daemonSetNamed = (name: string, podSpec: object = {}, spec: object = {}): DaemonSet => ({
  metadata: { namespace: 'default', name, uid: `uid-${name}`, generation: 2 },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'main:2' }], ...podSpec },
    },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '20%' } },
    ...spec,
  },
  status: { observedGeneration: 2, numberMisscheduled: 0 },
})

const podOf = (name: string, node: string, suffix = '', hash = 'old'): Pod => ({
  metadata: {
    namespace: 'default',
    name: `${name}-${node}${suffix}`,
    labels: { app: name, 'controller-revision-hash': hash },
    creationTimestamp: BEGUN,
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid: `uid-${name}`, controller: true },
    ],
  },
  spec: { nodeName: node, containers: [{ name: 'main', image: 'main:1' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: BEGUN }],
  },
})

const revisionOf = (name: string, number: number): ControllerRevision => ({
  metadata: {
    namespace: 'default',
    name: `${name}-${number}`,
    labels: { app: name, 'controller-revision-hash': number === 1 ? 'old' : `h${number}` },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid: `uid-${name}`, controller: true },
    ],
  },
  revision: number,
  data: { spec: { template: { $patch: 'replace', metadata: { labels: { v: String(number) } } } } },
})

export const termsOf = (count: number): readonly NodeSelectorTerm[] =>
  times(count, (i) => ({
    matchExpressions: [
      { key: 'pool', operator: 'In', values: [`q${i}`] },
      { key: 'zone', operator: 'NotIn', values: [`y${i}`] },
    ],
  }))

export const withTerms = (count: number): DaemonSet =>
  daemonSetNamed('agent', {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: termsOf(count) },
      },
    },
  })

export const tolerationsOf = (count: number): readonly Toleration[] =>
  times(count, (i) => ({ key: `t${i}`, operator: 'Exists', effect: 'NoSchedule' }))

export interface Counts {
  readonly nodes?: number
  readonly daemonSets?: number
  /** Other pods, on all nodes in turn. */
  readonly pods?: number
  /** Further pods of the first DaemonSet on its nodes. */
  readonly surplus?: number
  readonly revisions?: number
  readonly taints?: number
  readonly tolerations?: number
  readonly terms?: number
}

/** A cluster, and its parts. `agent` is the DaemonSet that grows. */
export interface Made {
  readonly snapshot: Cluster
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly daemonSets: readonly DaemonSet[]
  readonly revisions: readonly ControllerRevision[]
  readonly agent: DaemonSet
}

export const made = (counts: Counts): Made => {
  const { nodes: nodeCount = 60, taints = 0 } = counts
  const nodes = times(nodeCount, (i) =>
    nodeNamed(i, {
      spec: { taints: times(taints, (t) => ({ key: `t${t}`, effect: 'NoSchedule' })) },
    }),
  )
  const agent =
    counts.terms === undefined
      ? daemonSetNamed('agent', { tolerations: tolerationsOf(counts.tolerations ?? 0) })
      : withTerms(counts.terms)
  const daemonSets = [
    agent,
    ...times((counts.daemonSets ?? 3) - 1, (i) =>
      daemonSetNamed(`ds${i}`, { nodeSelector: { pool: `p${i % 40}` } }),
    ),
  ]
  const pods = [
    ...nodes.map((_, i) => podOf('agent', `n${i}`)),
    ...times(counts.surplus ?? 0, (i) => podOf('agent', `n${i % nodeCount}`, `-${i}`)),
    ...times(counts.pods ?? 0, (i) => podOf(`app${i % 50}`, `n${i % nodeCount}`, `-${i}`)),
  ]
  const revisions = times(counts.revisions ?? 1, (i) => revisionOf('agent', i + 1))
  return {
    nodes,
    agent,
    daemonSets,
    pods,
    revisions,
    snapshot: cluster({ nodes, daemonSets, pods, revisions }),
  }
}

/** What there is more of, where it begins, and the cluster with so much of it. */
export const DIMENSIONS = {
  nodes: [1000, (nodes: number): Counts => ({ nodes })],
  pods: [8000, (pods: number): Counts => ({ pods })],
  daemonSets: [200, (daemonSets: number): Counts => ({ daemonSets, nodes: 200 })],
  revisions: [400, (revisions: number): Counts => ({ revisions })],
  terms: [250, (terms: number): Counts => ({ terms, nodes: 40 })],
  tolerations: [250, (tolerations: number): Counts => ({ tolerations })],
  taints: [100, (taints: number): Counts => ({ taints, nodes: 40 })],
  surplus: [150, (surplus: number): Counts => ({ surplus, nodes: 40 })],
} as const

export type Dimension = keyof typeof DIMENSIONS
