import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import type { DaemonSet, RollingUpdateDaemonSet } from '../../src/kube/daemonSet.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../../src/kube/wellKnown.js'
import type { Node } from '../../src/kube/node.js'
import type { OwnerReference } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import type { RolloutOptions } from '../../src/rollout/forecast/model.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { after } from './passes.js'

/** A rollout under way: a DaemonSet among nodes of every kind, with pods in every state. */
export interface RolloutScene {
  readonly daemonSet: DaemonSet
  readonly snapshot: Cluster
  readonly options: RolloutOptions
}

/** Long after the builders' pods were made, so that what is not ready has been so for long. */
export const NOW = after(3600)

export type NodeKind = 'up' | 'down' | 'tainted' | 'downTainted' | 'refusing' | 'missing'

const TAINTS: Readonly<Record<NodeKind, readonly string[]>> = {
  up: [],
  down: [],
  tainted: ['a:NoSchedule'],
  downTainted: ['a:NoSchedule'],
  refusing: ['a:NoExecute'],
  missing: [],
}

const nodeOf = (name: string, kind: NodeKind, cpu = '64'): readonly Node[] => {
  if (kind === 'missing') return []
  const down = kind === 'down' || kind === 'downTainted'
  const conditions = [{ type: 'Ready', status: down ? 'Unknown' : 'True' }]
  return [
    {
      ...aNode(name, { taints: TAINTS[kind] }),
      status: { conditions, ...(cpu !== 'silent' && { allocatable: { cpu, pods: '110' } }) },
    },
  ]
}

/** How a pod stands, in a word. */
export type PodWord =
  | 'old'
  | 'oldUnready'
  | 'oldStopping'
  | 'oldStuck'
  | 'oldFailed'
  | 'oldPending'
  | 'newPending'
  | 'newCrashing'
  | 'new'
  | 'newUnready'
  | 'newStarting'
  | 'newWaiting'
  | 'newStuck'
  | 'generation'
  | 'generationUnready'

/** A pod as its word says; waiting ones have been ready for five seconds, `generation` is updated but by hash. */
export const podOf = (daemonSet: DaemonSet, node: string, word: PodWord, index = 0): Pod => {
  const ready = ['old', 'new', 'newWaiting', 'generation'].includes(word)
  const since = word === 'newWaiting' ? after(3595) : after(index)
  const stopping = word === 'oldStopping' ? after(3620) : after(60)
  const terminating = word === 'oldStopping' || word === 'oldStuck' || word === 'newStuck'
  const pod = aPodOf(daemonSet, {
    node,
    name: `${node}-${index}`,
    hash: word.startsWith('new') ? 'new' : 'old',
    phase: word === 'oldFailed' ? 'Failed' : 'Running',
    ready,
    since: word === 'newStarting' ? after(3590) : since,
    created: after(index),
    metadata: { ...(terminating && { deletionTimestamp: stopping }) },
  })
  const labels = {
    ...pod.metadata?.labels,
    ...(word.startsWith('generation') && { 'pod-template-generation': '1' }),
  }
  const { containers } = daemonSet.spec?.template?.spec ?? {}
  const metadata = { ...pod.metadata, labels }
  const podState = { ...pod, metadata, spec: { ...pod.spec, containers } }
  if (word.endsWith('Pending')) return pending(podState)
  return word === 'newCrashing' ? crashing(podState) : podState
}

const pending = (pod: Pod): Pod => ({
  ...pod,
  spec: { ...pod.spec, nodeName: null },
  status: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message:
          "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector.",
      },
    ],
  },
})

const crashing = (pod: Pod): Pod => ({
  ...pod,
  status: {
    ...pod.status,
    containerStatuses: [
      { name: 'main', restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
  },
})

/**
 * Whose pod takes the port of the template: one of another namespace, or one of the DaemonSet's own namespace,
 * without an owner, with one that is no controller (a node, or this DaemonSet itself), of another controller, of two,
 * of a DaemonSet of this name that is gone, of one of another API group, or of this DaemonSet, which releases it, since
 * its selector does not match. `alike` ones carry the labels of the DaemonSet's pods.
 */
export const SQUATTERS = [
  'elsewhere',
  'bare',
  'bareAlike',
  'ofNode',
  'ofSelfUncontrolled',
  'ofAnother',
  'ofReplicaSet',
  'ofReplicaSetAlike',
  'ofTwo',
  'ofTwoSelfLast',
  'ofGone',
  'ofGoneAlike',
  'ofOtherGroup',
  'ofOtherGroupAlike',
  'released',
] as const
export type Squatter = (typeof SQUATTERS)[number]

const owner = (
  kind: string,
  name: string,
  uid: string,
  { apiVersion = 'apps/v1', controller = true }: Partial<OwnerReference> = {},
): OwnerReference => ({ apiVersion, kind, name, uid, controller })

const KRUISE = { apiVersion: 'apps.kruise.io/v1alpha1' }

const ownersOf = (self: OwnerReference): Readonly<Record<Squatter, readonly OwnerReference[]>> => {
  const replicaSet = owner('ReplicaSet', 'r', 'r-uid')
  const gone = { ...self, uid: 'gone-uid' }
  return {
    elsewhere: [],
    bare: [],
    bareAlike: [],
    ofNode: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'node-uid' }],
    ofSelfUncontrolled: [{ ...self, controller: false }],
    ofAnother: [owner('DaemonSet', 'other', 'other-uid')],
    ofReplicaSet: [replicaSet],
    ofReplicaSetAlike: [replicaSet],
    ofTwo: [self, replicaSet],
    ofTwoSelfLast: [replicaSet, self],
    ofGone: [gone],
    ofGoneAlike: [gone],
    ofOtherGroup: [owner('DaemonSet', 'k', 'k-uid', KRUISE)],
    ofOtherGroupAlike: [{ ...self, ...KRUISE, uid: 'k-uid' }],
    released: [self],
  }
}

const squatter = ({ metadata, spec }: DaemonSet, node: string, whose: Squatter): Pod => ({
  metadata: {
    namespace: whose === 'elsewhere' ? 'other' : (metadata?.namespace ?? ''),
    name: `squatter-${node}`,
    labels: whose.endsWith('Alike')
      ? { ...spec?.template?.metadata?.labels, 'controller-revision-hash': 'old' }
      : { app: 'squatter' },
    ownerReferences: ownersOf(owner('DaemonSet', metadata?.name ?? '', metadata?.uid ?? ''))[whose],
  },
  spec: { nodeName: node, containers: [{ name: 'c', ports: [{ hostPort: 80 }] }] },
  status: { phase: 'Running' },
})

/** A node of a rollout and what is on it. */
export interface NodeParts {
  readonly name: string
  readonly kind?: NodeKind
  readonly words: readonly PodWord[]
  /** Whether a pod of somebody else holds the template's host port, and whose. */
  readonly squatted?: boolean | Squatter
  /** What it has to give; plenty unless given, `silent` for a node that does not say. */
  readonly cpu?: string
}

/** What of a rollout a test cares about. */
export interface RolloutParts {
  readonly rollingUpdate?: RollingUpdateDaemonSet | 'OnDelete'
  readonly minReadySeconds?: number
  readonly hostPort?: boolean
  /** What each pod requests. */
  readonly cpu?: string | undefined
  /** Whether the current revision is not recorded yet, so that no pod carries its hash. */
  readonly unrecorded?: boolean
  readonly options?: Partial<RolloutOptions>
}

/** A rollout, one nodeState after another. */
export const rolloutOf = (
  nodeStates: readonly NodeParts[],
  {
    rollingUpdate = {},
    minReadySeconds = 0,
    hostPort = false,
    unrecorded = false,
    cpu: requested,
    options,
  }: RolloutParts = {},
): RolloutScene => {
  const ports = hostPort ? [{ containerPort: 80, hostPort: 80 }] : []
  const resources = requested === undefined ? {} : { requests: { cpu: requested } }
  const updateStrategy =
    rollingUpdate === 'OnDelete'
      ? { type: 'OnDelete' }
      : {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: 1, maxSurge: 0, ...rollingUpdate },
        }
  const hasGeneration = nodeStates.some(({ words }) =>
    words.some((word) => word.startsWith('generation')),
  )
  const daemonSet = aDaemonSet({
    metadata: hasGeneration ? { annotations: { [ANNOTATION_TEMPLATE_GENERATION]: '1' } } : {},
    spec: { updateStrategy, minReadySeconds },
    status: { observedGeneration: 1 },
    podSpec: { containers: [{ name: 'main', image: 'main:2', ports, resources }] },
  })
  return {
    daemonSet,
    snapshot: cluster({
      nodes: nodeStates.flatMap(({ name, kind = 'up', cpu }) => nodeOf(name, kind, cpu)),
      pods: nodeStates.flatMap(({ name, words, squatted = false }) => [
        ...words.map((word, i) => podOf(daemonSet, name, word, i)),
        ...(squatted === false
          ? []
          : [squatter(daemonSet, name, squatted === true ? 'elsewhere' : squatted)]),
      ]),
      revisions: unrecorded ? [] : [createdRevision(daemonSet, 'new', 2)],
    }),
    options: { now: NOW, readyAfter: 10, goneAfter: 5, ...options },
  }
}

/**
 * A rollout as words: `{ n1: 'old', n2: 'down: new newUnready' }`, the kind of node before a colon.
 */
export const aRollout = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
): RolloutScene =>
  rolloutOf(
    Object.entries(nodes).map(([name, text]) => {
      const [kind, words] = text.includes(':') ? text.split(':') : ['up', text]
      return {
        name,
        kind: kind as NodeKind,
        words: (words ?? '').split(' ').filter((word) => word !== '') as readonly PodWord[],
      }
    }),
    parts,
  )
