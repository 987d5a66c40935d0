import { withStatus } from '../../src/cluster/applyPlan.js'
import { cluster, type ClusterObjects } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { InstantText } from '../../src/data/instant.js'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Event } from '../../src/kube/event.js'
import type { Node } from '../../src/kube/node.js'
import { nameOf } from '../../src/kube/objectFacts.js'
import type { Pod } from '../../src/kube/pod.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { decide } from '../../src/placement/decide.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf, type DaemonSetParts } from '../../src/testing/builders.js'

/** A cluster with healthy DaemonSets, and others that have one trouble each. */
export interface TroubledCluster {
  readonly now: InstantText
  readonly objects: ClusterObjects & { readonly daemonSets: readonly DaemonSet[] }
  readonly events: readonly Event[]
  /** Which trouble was planted in which DaemonSet: the title under which it is told. */
  readonly planted: Readonly<Record<string, string>>
  readonly healthy: readonly string[]
  readonly notReady: readonly string[]
}

const NOW: InstantText = '2026-01-02T12:00:00Z'
const LONG_AGO = '2026-01-01T00:00:00Z'

type Change = (pod: Pod, index: number) => readonly Pod[]

/** A trouble: what the DaemonSet is like, and what becomes of the pods that it would have. */
interface Planted {
  readonly title: string
  readonly parts?: DaemonSetParts
  readonly pods?: Change
  /** Every pod from the revision before. */
  readonly outdated?: boolean
  readonly revisions?: (own: ControllerRevision) => readonly ControllerRevision[]
  readonly events?: (name: string) => readonly Event[]
  readonly status?: (daemonSet: DaemonSet) => DaemonSet
}

const onFirst =
  (count: number, change: (pod: Pod) => Pod | undefined): Change =>
  (pod, index) => {
    if (index >= count) return [pod]
    const changed = change(pod)
    return changed === undefined ? [] : [changed]
  }

/** A pod that is not ready, with this state of its container. */
const waiting =
  (state: object, more: object = {}) =>
  (pod: Pod): Pod => ({
    ...pod,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: LONG_AGO }],
      containerStatuses: [{ name: 'main', ready: false, restartCount: 7, state, ...more }],
    },
  })

const CRASHING = waiting(
  { waiting: { reason: 'CrashLoopBackOff' } },
  { lastState: { terminated: { exitCode: 137 } } },
)

const unbound = (pod: Pod, message: string): Pod => {
  const { nodeName: _node, ...spec } = pod.spec ?? {}
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }]
  return { ...pod, spec, status: { phase: 'Pending', conditions } }
}

const eventAbout = (kind: string, name: string, reason: string, message: string): Event => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { namespace: 'apps', name: `${name}.${reason}` },
  involvedObject: { kind, namespace: 'apps', name },
  reason,
  message,
  lastTimestamp: '2026-01-02T11:59:00Z',
})

const TOLERATES_ALL = { tolerations: [{ operator: 'Exists' }] }

const PLANTED: Readonly<Record<string, Planted>> = {
  'crash-loop': { title: 'crashes', pods: onFirst(30, CRASHING) },
  'image-pull': {
    title: 'image cannot be pulled',
    pods: onFirst(4, waiting({ waiting: { reason: 'ImagePullBackOff' } }, { image: 'main:2' })),
  },
  'no-config': {
    title: 'container cannot start',
    pods: onFirst(2, waiting({ waiting: { reason: 'CreateContainerConfigError' } })),
  },
  'probe-fails': {
    title: 'probe fails',
    pods: onFirst(3, waiting({ running: { startedAt: LONG_AGO } })),
  },
  'no-volume': {
    title: 'pod cannot be made',
    pods: onFirst(1, (pod) => ({ ...pod, status: { phase: 'Pending', conditions: [] } })),
    events: (name) => [
      eventAbout('Pod', `${name}-n-000`, 'FailedMount', 'configmap "settings" not found'),
    ],
  },
  refused: {
    title: 'creation refused',
    pods: onFirst(5, () => undefined),
    events: (name) => [
      eventAbout(
        'DaemonSet',
        name,
        'FailedCreate',
        'Error creating: pods "refused-x" is forbidden: exceeded quota: agents, requested: pods=1',
      ),
    ],
  },
  'too-large': {
    title: 'too little on the node',
    pods: onFirst(3, (pod) => unbound(pod, '0/500 nodes are available: 1 Insufficient memory.')),
  },
  'port-taken': {
    title: 'host port taken',
    pods: onFirst(2, (pod) =>
      unbound(
        pod,
        "0/500 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
      ),
    ),
  },
  deadlocked: {
    title: 'rollout stuck',
    outdated: true,
    pods: onFirst(1, (pod) =>
      CRASHING({
        ...pod,
        metadata: {
          ...pod.metadata,
          labels: { ...pod.metadata?.labels, 'controller-revision-hash': 'new' },
        },
      }),
    ),
  },
  evicted: {
    title: 'failed',
    pods: onFirst(3, (pod) => ({ ...pod, status: { phase: 'Failed', reason: 'Evicted' } })),
  },
  'never-gone': {
    title: 'terminating',
    pods: onFirst(1, (pod) => ({
      ...pod,
      metadata: {
        ...pod.metadata,
        deletionTimestamp: '2026-01-01T10:00:00Z',
        finalizers: ['example.com/flush'],
      },
    })),
  },
  nowhere: {
    title: 'on no node',
    parts: { podSpec: { ...TOLERATES_ALL, nodeSelector: { disk: 'nvme' } } },
  },
  stays: { title: 'misscheduled' },
  'orphan-revision': {
    title: 'orphans',
    revisions: (own) => [
      own,
      {
        ...own,
        revision: 1,
        data: { spec: { template: { $patch: 'replace' } } },
        metadata: { ...own.metadata, name: 'orphan-revision-lost', ownerReferences: [] },
      },
    ],
  },
  'stale-status': {
    title: 'stale status',
    parts: { metadata: { generation: 3 } },
    status: (daemonSet) => ({
      ...daemonSet,
      status: { ...daemonSet.status, observedGeneration: 2, numberReady: 1 },
    }),
  },
  'bad-budget': {
    title: 'controller fails',
    outdated: true,
    parts: {
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 'few' } } },
    },
  },
  'being-deleted': {
    title: 'being deleted',
    parts: {
      metadata: {
        deletionTimestamp: '2026-01-02T10:00:00Z',
        finalizers: ['example.com/cleanup'],
      },
    },
  },
}

/** Ordinary DaemonSets: everywhere, on the nodes without taints, and on one pool. */
const healthyParts = (index: number): DaemonSetParts => {
  if (index % 6 === 0) return { podSpec: TOLERATES_ALL }
  if (index % 6 === 1) return {}
  return { podSpec: { ...TOLERATES_ALL, nodeSelector: { pool: 'gpu' } } }
}

const nodeAt = (index: number, nodes: number, notReady: number): Node => {
  const name = `n-${String(index).padStart(3, '0')}`
  const gpu = index >= nodes * 0.9
  const labels = { zone: `z${index % 3}`, ...(gpu ? { pool: 'gpu' } : { pool: 'general' }) }
  const down = index >= nodes / 2 && index < nodes / 2 + notReady
  return {
    ...aNode(name, { labels, taints: gpu ? ['gpu:NoSchedule'] : [] }),
    status: {
      conditions: [
        {
          type: 'Ready',
          status: down ? 'Unknown' : 'True',
          ...(down && { reason: 'NodeStatusUnknown' }),
          lastTransitionTime: '2026-01-02T11:00:00Z',
        },
      ],
    },
  }
}

/**
 * A cluster of so many nodes and DaemonSets, in which a trouble of every kind is planted; the others are healthy but
 * for the pods on nodes that are not ready.
 */
export const troubledCluster = ({
  nodes: nodeCount = 500,
  daemonSets: count = 60,
  notReady: down = 0,
} = {}): TroubledCluster => {
  const nodes = Array.from({ length: nodeCount }, (_, i) => nodeAt(i, nodeCount, down))
  const notReady = nodes
    .filter(({ status }) => status?.conditions?.[0]?.status === 'Unknown')
    .map(nameOf)
  const troubles = Object.entries(PLANTED)
  const names = [
    ...troubles,
    ...Array.from(
      { length: count - troubles.length },
      (_, i) => [`healthy-${String(i).padStart(2, '0')}`, undefined] as const,
    ),
  ]
  const made = names.map(([name, planted], i) =>
    daemonSetWith(name, planted, planted ? {} : healthyParts(i), nodes, new Set(notReady)),
  )
  const pods = made.flatMap((each) => each.pods)
  const revisions = made.flatMap((each) => each.revisions)
  const around = cluster({ nodes, pods, revisions })
  const daemonSets = made.map(({ daemonSet, planted }) => {
    const served = withStatus(daemonSet, plan(around, daemonSet, { now: NOW }))
    return planted?.status?.(served) ?? served
  })
  return {
    now: NOW,
    objects: { nodes, pods, revisions, daemonSets },
    events: made.flatMap((each) => each.events),
    planted: Object.fromEntries(troubles.map(([name, { title }]) => [`apps/${name}`, title])),
    healthy: names.flatMap(([name, planted]) => (planted === undefined ? [`apps/${name}`] : [])),
    notReady,
  }
}

const daemonSetWith = (
  name: string,
  planted: Planted | undefined,
  ordinary: DaemonSetParts,
  nodes: readonly Node[],
  notReady: ReadonlySet<string>,
) => {
  const parts = planted?.parts ?? ordinary
  const daemonSet = aDaemonSet({
    name,
    ...parts,
    metadata: { namespace: 'apps', ...parts.metadata },
  })
  const own = createdRevision(daemonSet, 'new', 2)
  const before = createdRevision(
    {
      ...daemonSet,
      spec: { ...daemonSet.spec, template: { metadata: { labels: { app: name } } } },
    },
    'old',
    1,
  )
  const policy = compileDaemonSet(daemonSet)
  const hash = planted?.outdated === true ? 'old' : 'new'
  const asUsual = nodes
    .filter((node) => decide(policy, node) === 'run' || (name === 'stays' && isTainted(node)))
    .map((node) => {
      const ready = !notReady.has(nameOf(node))
      return aPodOf(daemonSet, { node: nameOf(node), name: `${name}-${nameOf(node)}`, hash, ready })
    })
  return {
    planted,
    daemonSet,
    pods: asUsual.flatMap((pod, i) => planted?.pods?.(pod, i) ?? [pod]),
    revisions: [
      ...(planted?.revisions?.(own) ?? [own]),
      ...(planted?.outdated === true ? [before] : []),
    ],
    events: planted?.events?.(name) ?? [],
  }
}

const isTainted = ({ spec }: Node): boolean => (spec?.taints ?? []).length > 0

/** A pod without what nobody asks once it is on its node, so that the text is read faster. */
const slim = (pod: Pod): Pod => {
  if ((pod.spec?.nodeName ?? '') === '') return pod
  const { affinity: _affinity, ...spec } = pod.spec ?? {}
  return { ...pod, spec }
}

/** Everything as `kubectl get -o json` would print it. */
export const asJson = ({ objects, events }: TroubledCluster): string => {
  const kinds = {
    Node: objects.nodes,
    DaemonSet: objects.daemonSets,
    Pod: objects.pods?.map(slim),
    ControllerRevision: objects.revisions,
    Event: events,
  }
  const items = Object.entries(kinds).flatMap(([kind, list]) =>
    (list ?? []).map((item) => ({ kind, ...item })),
  )
  return JSON.stringify({ kind: 'List', apiVersion: 'v1', items })
}
