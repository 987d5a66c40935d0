import * as fc from 'fast-check'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet, DaemonSetUpdateStrategy } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import type { Pod, PodSpec } from '../kube/pod.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { anyTime } from './matching.js'
import { compact } from './vocabulary.js'

/**
 * DaemonSets in the middle of something: a few nodes, pods of several revisions in every state, owned,
 * orphaned, or somebody else's, and revisions that record this template or another. Templates are in the
 * form in which the API server serves them, so that revisions can match.
 */

/** What a controller may meet in one namespace. */
export interface Scene {
  readonly daemonSet: DaemonSet
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly revisions: readonly ControllerRevision[]
}

const NAMESPACE = 'default'
const NAME = 'ds'
const UID = 'uid-1'
const APP = { app: NAME }
const NODE_NAMES = ['n1', 'n2', 'n3', 'n4', 'n5']
const HASHES = ['h1', 'h2', 'h3']

const rarely = <A>(arbitrary: fc.Arbitrary<A>, weight = 12): fc.Arbitrary<A | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const weighted = <A>(...choices: readonly (readonly [number, A])[]): fc.Arbitrary<A> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))

const TAINTS = [
  { key: 'a', effect: 'NoSchedule' },
  { key: 'a', value: 'x', effect: 'NoExecute' },
  { key: 'b', effect: 'PreferNoSchedule' },
  { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
  { key: 'n', value: '5', effect: 'NoSchedule' },
]

const anyNode = (name: string): fc.Arbitrary<Node> =>
  fc
    .record({
      labels: weighted([3, { zone: 'a' }], [1, { zone: 'b' }], [1, {}]),
      taints: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.constantFrom(...TAINTS), { maxLength: 2 }) },
      ),
    })
    .map(({ labels, taints }) => ({ metadata: { name, labels }, spec: { taints } }))

const anyNodes: fc.Arbitrary<readonly Node[]> = fc
  .subarray(NODE_NAMES)
  .chain((names) => fc.tuple(...names.map(anyNode)))

const TOLERATIONS = [
  { key: 'a', operator: 'Exists' },
  { key: 'a', operator: 'Equal', value: 'x', effect: 'NoExecute' },
  { operator: 'Exists' },
  { key: 'n', operator: 'Gt', value: '4' },
  {
    key: 'node.kubernetes.io/not-ready',
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  },
]

const requires = (key: string, operator: string, ...values: readonly string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            compact({ key, operator, values: values.length > 0 ? values : undefined }),
          ],
        },
      ],
    },
  },
})

/** A template as the API server serves it: no empty fields but those that Go always writes. */
const anyTemplate = (image: string): fc.Arbitrary<PodTemplate> =>
  fc
    .record({
      labels: weighted<StringMap>([12, APP], [1, { app: NAME, tier: 'x' }], [1, { other: 'x' }]),
      nodeSelector: rarely(weighted([2, { zone: 'a' }], [1, { zone: 'c' }]), 4),
      affinity: rarely(
        fc.constantFrom(
          requires('zone', 'In', 'a', 'b'),
          requires('zone', 'NotIn', 'b'),
          requires('zone', 'DoesNotExist'),
          requires('zone', 'Gt', 'x'),
        ),
        4,
      ),
      tolerations: rarely(fc.subarray(TOLERATIONS, { minLength: 1 }), 1),
      nodeName: rarely(fc.constantFrom('n1', 'n9'), 20),
      hostNetwork: rarely(fc.constant(true), 4),
    })
    .map(({ labels, ...spec }) => ({
      metadata: { labels },
      spec: compact({ containers: [{ name: 'c', image, resources: {} }], ...spec }),
    }))

/** Numbers and percentages of an update budget, unreadable ones among them. */
export const anyBudget: fc.Arbitrary<number | string | null> = weighted<number | string | null>(
  [4, 1],
  [4, 0],
  [2, 2],
  [1, 3],
  [1, -1],
  [2, '50%'],
  [1, '10%'],
  [1, '0%'],
  [1, '100%'],
  [1, '150%'],
  [1, '+20%'],
  [1, '5'],
  [1, 'x%'],
  [1, ''],
  [1, null],
)

const usual = fc.constantFrom<readonly [number | string, number | string]>(
  [1, 0],
  [2, 0],
  ['50%', 0],
  [0, 1],
  [0, 2],
  [0, '50%'],
)

/** An update strategy, mostly one that validation accepts. */
export const anyUpdateStrategy: fc.Arbitrary<DaemonSetUpdateStrategy> = fc.oneof(
  {
    weight: 8,
    arbitrary: usual.map(([maxUnavailable, maxSurge]) => ({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable, maxSurge },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ maxUnavailable: anyBudget, maxSurge: anyBudget })
      .map((rollingUpdate) => ({
        type: 'RollingUpdate',
        rollingUpdate,
      })),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'OnDelete' }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { type: 'RollingUpdate' }, { type: 'Recreate' }) },
)

const anySelector = weighted<LabelSelector | null>(
  [30, { matchLabels: APP }],
  [3, { matchExpressions: [{ key: 'app', operator: 'Exists' }] }],
  [1, null],
  [1, {}],
  [1, { matchLabels: {} }],
  [1, { matchLabels: { app: 'bad value!' } }],
  [1, { matchExpressions: [{ key: 'app', operator: 'Gt', values: ['1'] }] }],
)

const counters = fc.integer({ min: 0, max: 3 })

const anyStatus = fc.record({
  currentNumberScheduled: counters,
  numberMisscheduled: counters,
  desiredNumberScheduled: counters,
  numberReady: counters,
  observedGeneration: fc.constantFrom(0, 1, 2),
  updatedNumberScheduled: counters,
  numberAvailable: counters,
  numberUnavailable: counters,
})

const GENERATION = 'deprecated.daemonset.template.generation'

const anyAnnotations = weighted<Readonly<Record<string, string>> | undefined>(
  [8, undefined],
  [3, { [GENERATION]: '2' }],
  [1, { [GENERATION]: '02' }],
  [1, { [GENERATION]: 'x' }],
)

const anyDaemonSet = (template: PodTemplate): fc.Arbitrary<DaemonSet> =>
  fc
    .record({
      missing: weighted<'namespace' | 'name' | 'uid' | undefined>(
        [60, undefined],
        [1, 'uid'],
        [1, 'namespace'],
      ),
      deletionTimestamp: rarely(anyTime, 30),
      annotations: anyAnnotations,
      selector: anySelector,
      updateStrategy: anyUpdateStrategy,
      minReadySeconds: weighted<number | undefined>([5, undefined], [3, 10], [1, 0], [1, -5]),
      revisionHistoryLimit: fc.integer({ min: 0, max: 3 }),
      status: anyStatus,
    })
    .map(({ missing, deletionTimestamp, annotations, status, ...spec }) => ({
      metadata: compact({
        namespace: missing === 'namespace' ? undefined : NAMESPACE,
        name: NAME,
        uid: missing === 'uid' ? undefined : UID,
        generation: 2,
        annotations,
        deletionTimestamp,
      }),
      spec: compact({ ...spec, template }),
      status,
    }))

const owned = (uid: string, overrides: OwnerReference = {}): readonly OwnerReference[] => [
  { apiVersion: 'apps/v1', kind: 'DaemonSet', name: NAME, uid, controller: true, ...overrides },
]

const anyOwners = weighted<readonly OwnerReference[]>(
  [30, owned(UID)],
  [6, []],
  [1, owned('uid-2')],
  [1, owned(UID, { name: 'other' })],
  [1, owned(UID, { kind: 'ReplicaSet' })],
  [1, owned(UID, { controller: false })],
  [1, [...owned('uid-2', { controller: false }), ...owned(UID)]],
)

const anyObjectLabels = weighted<StringMap>([14, APP], [1, { app: 'else' }], [1, {}])

const labelled = (
  labels: StringMap,
  more: Readonly<Record<string, string | undefined>>,
): StringMap => compact({ ...labels, ...more }) as StringMap

const pinned = (...nodes: readonly string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchFields: [{ key: 'metadata.name', operator: 'In', values: nodes }] },
      ],
    },
  },
})

const anyTarget: fc.Arbitrary<PodSpec> = fc
  .record({
    node: weighted(
      [5, 'n1'],
      [5, 'n2'],
      [4, 'n3'],
      [3, 'n4'],
      [3, 'n5'],
      [2, 'gone'],
      [1, 'gone-2'],
    ),
    how: weighted<'bound' | 'pinned' | 'twice' | 'nowhere'>(
      [8, 'bound'],
      [3, 'pinned'],
      [1, 'twice'],
      [1, 'nowhere'],
    ),
  })
  .map(({ node, how }) => {
    switch (how) {
      case 'bound':
        return { nodeName: node, affinity: pinned(node) }
      case 'pinned':
        return { affinity: pinned(node) }
      case 'twice':
        return { affinity: pinned(node, 'n1') }
      case 'nowhere':
        return {}
    }
  })

const anyPodStatus = fc
  .record({
    phase: weighted<string | undefined>(
      [8, 'Running'],
      [3, 'Pending'],
      [3, 'Failed'],
      [2, 'Succeeded'],
      [1, 'Unknown'],
      [1, undefined],
    ),
    ready: weighted<string | undefined>([6, 'True'], [3, 'False'], [1, 'Unknown'], [1, undefined]),
    since: rarely(fc.constant(undefined), 8).chain(() =>
      fc.oneof({ weight: 8, arbitrary: anyTime }, { weight: 1, arbitrary: fc.constant(undefined) }),
    ),
  })
  .map(({ phase, ready, since }) =>
    compact({
      phase,
      conditions:
        ready === undefined
          ? undefined
          : [compact({ type: 'Ready', status: ready, lastTransitionTime: since })],
    }),
  )

const anyPod = (index: number): fc.Arbitrary<Pod> =>
  fc
    .record({
      namespace: weighted([30, NAMESPACE], [1, 'elsewhere']),
      labels: anyObjectLabels,
      hash: weighted<string | undefined>([5, 'h1'], [5, 'h2'], [1, 'h3'], [1, ''], [1, undefined]),
      generation: weighted<string | undefined>([6, undefined], [1, '1'], [1, '2']),
      creationTimestamp: fc.oneof(
        { weight: 8, arbitrary: anyTime },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      deletionTimestamp: rarely(anyTime, 6),
      ownerReferences: anyOwners,
      spec: anyTarget,
      status: anyPodStatus,
    })
    .map(({ namespace, labels, hash, generation, spec, status, ...metadata }) => ({
      metadata: compact({
        name: `p${index}`,
        namespace,
        labels: labelled(labels, {
          'controller-revision-hash': hash,
          'pod-template-generation': generation,
        }),
        ...metadata,
      }),
      spec,
      status,
    }))

/** Sorted keys, as Go writes a map: revisions are compared byte by byte. */
const sortedJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortedJson(member)]),
  )
}

/** What a ControllerRevision records of a template. */
export const recordOf = (template: PodTemplate): unknown =>
  sortedJson({ spec: { template: { ...template, $patch: 'replace' } } })

const anyRevision = (
  index: number,
  template: PodTemplate,
  other: PodTemplate,
): fc.Arbitrary<ControllerRevision> =>
  fc
    .record({
      namespace: weighted([30, NAMESPACE], [1, 'elsewhere']),
      labels: anyObjectLabels,
      hash: weighted<string | undefined>(
        [12, HASHES[index % HASHES.length]],
        [1, undefined],
        [1, ''],
      ),
      ownerReferences: anyOwners,
      deletionTimestamp: rarely(anyTime, 30),
      records: weighted<'this' | 'other'>([1, 'this'], [2, 'other']),
      revision: fc.integer({ min: 0, max: 2 }).map((step) => step * 5 + index),
    })
    .map(({ namespace, labels, hash, records, revision, ...metadata }) => ({
      metadata: compact({
        name: `ds-r${index}`,
        namespace,
        labels: labelled(labels, { 'controller-revision-hash': hash }),
        ...metadata,
      }),
      revision,
      data: recordOf(records === 'this' ? template : other),
    }))

const listOf = <A>(
  most: number,
  each: (index: number) => fc.Arbitrary<A>,
): fc.Arbitrary<readonly A[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => each(i + 1))))

/** A DaemonSet among nodes, pods and revisions. */
export const anyScene: fc.Arbitrary<Scene> = fc
  .tuple(anyTemplate('new'), anyTemplate('old'))
  .chain(([template, other]) =>
    fc.record({
      daemonSet: anyDaemonSet(template),
      nodes: anyNodes,
      pods: listOf(10, anyPod),
      revisions: listOf(4, (index) => anyRevision(index, template, other)),
    }),
  )
