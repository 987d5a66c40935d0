import {
  classify,
  cluster,
  createStore,
  daemonSetPolicy,
  explain,
  orThrow,
  plan,
  planAll,
  updateCluster,
  type Cluster,
  type ControllerRevision,
  type DaemonSet,
  type Node,
  type NodeSelectorTerm,
  type Pod,
  type Toleration,
} from 'podfit'
import { audit } from 'podfit/audit'
import { causesSync, evictedPods } from 'podfit/controller'
import { clusterHealth, diff, nodeOverview, placementMatrix, whatIf } from 'podfit/impact'
import { redact } from 'podfit/redact'
import { attributeUnavailability, forecast, simulate, stagedRollout } from 'podfit/rollout'
import { narrowTolerations, suggestFixes, suggestTolerations } from 'podfit/suggest'

/** Something whose time is measured with so much of one thing; the rest stays as it is. */
export interface GrowthCase {
  readonly name: string
  /** How much of it there is at first; then twice and four times as much. */
  readonly from: number
  /** Makes what is asked about, which is not measured, and answers with what is. */
  readonly prepare: (count: number) => () => unknown
}

const NOW = '2026-06-01T10:00:00Z'
const BEGUN = '2026-06-01T09:00:00Z'

const times = <A>(count: number, each: (i: number) => A): readonly A[] =>
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

const termsOf = (count: number): readonly NodeSelectorTerm[] =>
  times(count, (i) => ({
    matchExpressions: [
      { key: 'pool', operator: 'In', values: [`q${i}`] },
      { key: 'zone', operator: 'NotIn', values: [`y${i}`] },
    ],
  }))

const withTerms = (count: number): DaemonSet =>
  daemonSetNamed('agent', {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: termsOf(count) },
      },
    },
  })

const tolerationsOf = (count: number): readonly Toleration[] =>
  times(count, (i) => ({ key: `t${i}`, operator: 'Exists', effect: 'NoSchedule' }))

interface Counts {
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

interface Made {
  readonly snapshot: Cluster
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly daemonSets: readonly DaemonSet[]
  readonly revisions: readonly ControllerRevision[]
  readonly agent: DaemonSet
}

const made = (counts: Counts): Made => {
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

const DIMENSIONS: Readonly<Record<string, readonly [from: number, (count: number) => Counts]>> = {
  nodes: [1000, (nodes) => ({ nodes })],
  pods: [8000, (pods) => ({ pods })],
  daemonSets: [200, (daemonSets) => ({ daemonSets, nodes: 200 })],
  revisions: [400, (revisions) => ({ revisions })],
  terms: [250, (terms) => ({ terms, nodes: 40 })],
  tolerations: [250, (tolerations) => ({ tolerations })],
  taints: [100, (taints) => ({ taints, nodes: 40 })],
  surplus: [150, (surplus) => ({ surplus, nodes: 40 })],
}

const options = { now: NOW } as const

/** The functions that answer about a whole cluster, each asked of one that grows in every dimension. */
const QUESTIONS: Readonly<Record<string, (made: Made) => unknown>> = {
  cluster: ({ nodes, pods, daemonSets, revisions }) =>
    cluster({ nodes, pods, daemonSets, revisions }),
  updateCluster: ({ snapshot, nodes, pods }) => updateCluster(snapshot, { put: { nodes, pods } }),
  classify: ({ nodes, daemonSets }) => classify(policiesOf(daemonSets), nodes),
  'explain, every pair': ({ nodes, daemonSets }) => {
    const policies = policiesOf(daemonSets)
    for (const node of nodes) for (const policy of policies) explain(policy, node)
  },
  'plan, reasons too': ({ snapshot, agent }) => plan(snapshot, agent, options).nodes,
  planAll: ({ snapshot, daemonSets }) => planAll(snapshot, daemonSets, options),
  'createStore, load': ({ nodes, pods, daemonSets, revisions }) =>
    createStore({ watch: 'reasons' }).load({ nodes, pods, daemonSets, revisions }),
  'causesSync, every node': ({ snapshot, nodes }) =>
    nodes.map((node) => causesSync({ code: 'NodeAdded', node }, snapshot)),
  evictedPods: ({ snapshot }) => evictedPods(snapshot, options),
  'whatIf, all nodes drained': ({ snapshot, nodes }) =>
    whatIf(
      snapshot,
      [
        {
          code: 'Drain',
          nodes: { code: 'Named', names: nodes.map(({ metadata }) => metadata?.name ?? '') },
        },
      ],
      options,
    ),
  'diff, every node tainted': ({ snapshot, nodes }) => {
    const taints = [{ key: 'x', effect: 'NoExecute' }]
    const put = { nodes: nodes.map((node) => ({ ...node, spec: { ...node.spec, taints } })) }
    return diff(snapshot, updateCluster(snapshot, { put }), options)
  },
  'diff, other terms': ({ snapshot, agent }) => {
    const daemonSets = [
      { ...agent, spec: { ...agent.spec, template: withTerms(3).spec?.template } },
    ]
    return diff(snapshot, updateCluster(snapshot, { put: { daemonSets } }), options)
  },
  clusterHealth: ({ snapshot }) => clusterHealth(snapshot, options),
  nodeOverview: ({ snapshot }) => nodeOverview(snapshot, 'n0', options),
  placementMatrix: ({ snapshot }) => placementMatrix(snapshot, options),
  attributeUnavailability: ({ snapshot, agent }) =>
    attributeUnavailability(snapshot, agent, options),
  forecast: ({ snapshot, agent }) => forecast(snapshot, agent, options),
  simulate: ({ snapshot, agent }) => simulate(snapshot, agent, options),
  stagedRollout: ({ snapshot, agent }) =>
    stagedRollout(snapshot, agent, { ...options, stages: ['10%', '50%'] }),
  audit: ({ nodes, pods, daemonSets, revisions }) => audit({ nodes, pods, daemonSets, revisions }),
  suggestFixes: ({ nodes, agent }) =>
    suggestFixes(agent, { metadata: { name: 'new', labels: { pool: 'r' } } }, nodes),
  suggestTolerations: ({ nodes, agent }) => suggestTolerations(agent, nodes, nodes),
  narrowTolerations: ({ nodes, agent }) => narrowTolerations(agent, nodes),
  redact: ({ nodes, pods, daemonSets, revisions }) =>
    redact({ nodes, pods, daemonSets, revisions }, {}),
}

const policiesOf = (daemonSets: readonly DaemonSet[]) =>
  daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))

/** Every question in every dimension. */
export const GROWTH_CASES: readonly GrowthCase[] = Object.entries(QUESTIONS).flatMap(
  ([name, ask]) =>
    Object.entries(DIMENSIONS).map(([dimension, [from, countsOf]]) => ({
      name: `${name}, over ${dimension}`,
      from,
      prepare: (count) => {
        const objects = made(countsOf(count))
        return () => ask(objects)
      },
    })),
)
