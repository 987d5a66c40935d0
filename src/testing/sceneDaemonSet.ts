import * as fc from 'fast-check'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { anyTime } from './matching.js'
import { APP, NAME, NAMESPACE, UID } from './sceneNames.js'
import { anyUpdateStrategy } from './updateStrategy.js'
import { listOf, plainest } from './shrinks.js'
import { CONTAINER_PARTS, SPEC_PARTS, VOLUMES } from './templateParts.js'
import { compact, rarely, weighted } from './vocabulary.js'

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

const NO_PARTS: readonly object[] = []

/** Mostly none of some parts; else one or two of them, the later winning. */
const parts = (some: readonly object[]): fc.Arbitrary<object> =>
  plainest(
    NO_PARTS,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(NO_PARTS) },
      {
        weight: 1,
        arbitrary: listOf(fc.constantFrom(...some), { minLength: 1, maxLength: 2 }),
      },
    ),
  ).map((list) => Object.assign({}, ...list) as object)

const anyVolumes = rarely(
  fc
    .subarray([...VOLUMES], { minLength: 1, maxLength: 3 })
    .map((volumes) => volumes.map((volume, i) => ({ name: `v${i}`, ...volume }))),
  4,
)

/** A template as the API server serves it: no empty fields but those that Go always writes. */
export const anyTemplate = (image: string): fc.Arbitrary<PodTemplate> =>
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
      volumes: anyVolumes,
      container: parts(CONTAINER_PARTS),
      more: parts(SPEC_PARTS),
    })
    .map(({ labels, container, more, ...spec }) => ({
      metadata: { labels },
      spec: compact({
        containers: [{ name: 'c', image, resources: {}, ...container }],
        ...more,
        ...spec,
      }),
    }))

const CONTAINER_ZEROS = {
  args: [],
  tty: false,
  workingDir: '',
  ports: null,
  livenessProbe: undefined,
}

/** The template as somebody might write it who says what goes without saying. */
const wordy = (template: PodTemplate): PodTemplate => ({
  metadata: { annotations: {}, ...template.metadata },
  spec: {
    nodeSelector: {},
    tolerations: [],
    affinity: null,
    hostNetwork: false,
    nodeName: '',
    volumes: [],
    ...template.spec,
    containers: (template.spec?.containers ?? []).map((container) => ({
      ...CONTAINER_ZEROS,
      ...container,
    })),
  },
})

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

/** The DaemonSet of a scene, in all stages of its life. */
export const anyDaemonSet = (template: PodTemplate): fc.Arbitrary<DaemonSet> =>
  anyDaemonSetOf.map((of) => of(template))

/** The same, but for its template. */
export const anyDaemonSetOf: fc.Arbitrary<(template: PodTemplate) => DaemonSet> = fc
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
    revisionHistoryLimit: fc.oneof(
      { weight: 24, arbitrary: fc.integer({ min: 0, max: 3 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    status: anyStatus,
    wordily: weighted([8, false], [1, true]),
  })
  .map(({ missing, deletionTimestamp, annotations, status, wordily, ...spec }) => (template) => ({
    metadata: compact({
      namespace: missing === 'namespace' ? undefined : NAMESPACE,
      name: NAME,
      uid: missing === 'uid' ? undefined : UID,
      generation: 2,
      annotations,
      deletionTimestamp,
    }),
    spec: compact({ ...spec, template: wordily ? wordy(template) : template }),
    status,
  }))
