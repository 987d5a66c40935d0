import * as fc from 'fast-check'
import {
  anyAffinity,
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyNodeSelector,
  anyPodSpec,
  anyPreferredTerms,
  anyTaint,
  anyTime,
  anyToleration,
} from '../../src/testing/matching.js'
import {
  anyEffect,
  anyKey,
  anyValue,
  compact,
  sometimes,
  weighted,
} from '../../src/testing/vocabulary.js'
import { anyScene, type Scene } from '../../src/testing/scene.js'
import { anyBudget, anyUpdateStrategy } from '../../src/testing/updateStrategy.js'
import { recordedDaemonSet, recordedNode, recordedPod, recordedScene } from './recordedCases.js'

/** The input of each operation, nasty on purpose. */
export type Operation = keyof typeof cases

const tolerations = sometimes(fc.array(anyToleration, { maxLength: 5 }))
const taints = sometimes(fc.array(anyTaint, { maxLength: 4 }))
const comparison = fc.boolean()

const record = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(fields).map(compact)

const anyDaemonSetOf = (spec: object): object => ({
  metadata: { namespace: 'default', name: 'ds', uid: 'uid-1' },
  spec: { template: { spec } },
})

const anyPercentage = fc.oneof(
  anyBudget,
  fc.integer({ min: -200, max: 300 }).map((percent) => `${percent}%`),
  fc.constantFrom('99999999999999999999%', '9223372036854775807%', '%', '5 %', '1.5%', '٣%', '-0%'),
)

const anyPinnedPod = record({
  metadata: sometimes(record({ namespace: sometimes(anyValue), name: sometimes(anyValue) })),
  spec: sometimes(
    record({
      nodeName: sometimes(fc.constantFrom('', 'n1')),
      affinity: sometimes(anyAffinity),
    }),
  ),
})

const anyTaintArgument = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'b', 'example.com/gpu', ''),
        fc.constantFrom('', '=', '=x', '=y', '=b!', '=x=y'),
        fc.constantFrom(
          '',
          ':',
          ':NoSchedule',
          ':NoExecute',
          ':PreferNoSchedule',
          ':noschedule',
          ':NoSchedule:x',
        ),
        fc.constantFrom('', '', '-', '-', '--'),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: anyKey },
)

const anyPlainTaint = record({
  key: fc.constantFrom('a', 'b', 'example.com/gpu'),
  value: sometimes(fc.constantFrom('x', 'y', '')),
  effect: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule') },
    { weight: 1, arbitrary: anyEffect },
  ),
  timeAdded: sometimes(anyTime),
})

const anyValidated = record({
  selector: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom({ matchLabels: { a: 'x' } }, { matchLabels: {} }) },
    { weight: 2, arbitrary: sometimes(anyLabelSelector) },
  ),
  updateStrategy: sometimes(anyUpdateStrategy),
  minReadySeconds: sometimes(fc.integer({ min: -1, max: 2 })),
  revisionHistoryLimit: sometimes(fc.integer({ min: -1, max: 2 })),
  template: sometimes(
    record({
      metadata: sometimes(record({ labels: sometimes(anyLabels) })),
      spec: sometimes(
        fc
          .tuple(
            anyPodSpec,
            record({
              restartPolicy: sometimes(fc.constantFrom('Always', 'Never', 'OnFailure', '', 'Foo')),
              activeDeadlineSeconds: weighted<number | null | undefined>(
                [10, undefined],
                [1, null],
                [1, 5],
                [1, 0],
                [1, 2 ** 31],
              ),
            }),
          )
          .map(([spec, more]) => ({ ...spec, ...more })),
      ),
    }),
  ),
})

/** An update keeps the selector: changing it is not asked. */
const withOld = fc
  .tuple(anyValidated, anyValidated)
  .map(([spec, old]: readonly (object & { selector?: unknown })[]) => ({
    daemonSet: { metadata: {}, spec },
    old: { metadata: {}, spec: compact({ ...old, selector: spec?.selector }) },
  }))

const inScene = (build: (scene: Scene) => object): fc.Arbitrary<object> => anyScene.map(build)

const anyNodeEvent = fc
  .record({
    scene: anyScene,
    other: anyScene,
    changes: fc.boolean(),
    isNew: fc.boolean(),
    comparison,
  })
  .map(({ scene, other, changes, isNew, comparison: gate }) => {
    const [node = { metadata: { name: 'n1' } }] = scene.nodes
    const [another = node] = other.nodes
    const before = changes
      ? { ...another, metadata: { ...another.metadata, name: node.metadata?.name } }
      : node
    const second = { ...other.daemonSet, metadata: { ...other.daemonSet.metadata, name: 'ds-2' } }
    return compact({
      before: isNew ? undefined : before,
      node,
      daemonSets: [scene.daemonSet, second],
      pods: scene.pods,
      comparison: gate,
    })
  })

const NOW = '2026-01-01T00:00:50Z'

/** A pass in a scene that is made up. */
export const anySync = fc
  .record({
    scene: anyScene,
    now: fc.constantFrom(NOW, '2026-01-01T00:00:20Z', '2026-01-01T01:00:00Z'),
    backoff: fc
      .subarray(['n1', 'n2', 'n3'])
      .chain((nodes) =>
        fc
          .tuple(
            ...nodes.map(() =>
              fc.constantFrom(NOW, '2026-01-01T00:00:49Z', '2026-01-01T00:00:19.5Z'),
            ),
          )
          .map((times) => Object.fromEntries(nodes.map((node, i) => [node, times[i]]))),
      ),
    comparison,
  })
  .map(({ scene, ...rest }) => ({ ...scene, ...rest }))

const recordedSync = fc
  .tuple(recordedScene, comparison)
  .map(([scene, gate]) => ({ ...scene, backoff: {}, comparison: gate }))

const recordedNodeEvent = fc
  .record({ scene: recordedScene, node: recordedNode, isNew: fc.boolean(), comparison })
  .map(({ scene: { daemonSet, nodes, pods }, node, isNew, comparison: gate }) => {
    const [before = node] = nodes
    return compact({
      before: isNew ? undefined : { ...before, metadata: { ...before.metadata, name: 'n' } },
      node: { ...node, metadata: { ...node.metadata, name: 'n' } },
      daemonSets: [daemonSet],
      pods: pods.map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: 'n' } })),
      comparison: gate,
    })
  })

/** Mostly made up, and now and then what a real cluster holds. */
const orRecorded = (
  made: fc.Arbitrary<object>,
  ofCluster: fc.Arbitrary<object>,
  weight = 20,
): fc.Arbitrary<object> =>
  fc.oneof({ weight, arbitrary: made }, { weight: 1, arbitrary: ofCluster })

export const cases = {
  tolerates: record({ tolerations, taint: anyTaint, comparison }),
  untolerated: record({
    tolerations,
    taints,
    effects: fc.oneof(
      fc.constant(undefined),
      fc.subarray(['NoSchedule', 'NoExecute', 'PreferNoSchedule', '']),
    ),
    comparison,
  }),
  affinity: orRecorded(
    record({ spec: anyPodSpec, node: anyNode }),
    record({
      spec: recordedDaemonSet.map(({ spec }) => spec?.template?.spec),
      node: recordedNode,
    }),
  ),
  preferred: record({ terms: anyPreferredTerms, node: anyNode }),
  labelSelector: record({ selector: anyLabelSelector, labels: sometimes(anyLabels) }),
  tolerations: orRecorded(
    anyPodSpec,
    recordedDaemonSet.map(({ spec }) => spec?.template?.spec ?? {}),
  ),
  eligible: orRecorded(
    record({ daemonSet: anyPodSpec.map(anyDaemonSetOf), node: anyNode, comparison }),
    record({ daemonSet: recordedDaemonSet, node: recordedNode, comparison }),
  ),
  targetNode: orRecorded(anyPinnedPod, recordedPod),
  evict: record({
    tolerations,
    taints: sometimes(
      fc.array(
        anyTaint.map((taint) => ({ ...taint, effect: 'NoExecute' })),
        { maxLength: 4 },
      ),
    ),
    comparison,
  }),
  scaled: record({
    value: anyPercentage,
    total: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(5000, 2 ** 31 - 1)),
    roundUp: fc.boolean(),
  }),
  default: orRecorded(
    record({ metadata: fc.constant({ name: 'ds' }), spec: sometimes(anyValidated) }),
    recordedDaemonSet,
  ),
  validate: fc.oneof(
    {
      weight: 3,
      arbitrary: record({
        daemonSet: anyValidated.map((spec) => ({ metadata: {}, spec })),
        default: fc.boolean(),
        comparison,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(withOld, fc.boolean(), comparison).map(([pair, withDefaults, gate]) => ({
        ...pair,
        default: withDefaults,
        comparison: gate,
      })),
    },
  ),
  validateParts: record({
    tolerations,
    nodeSelector: sometimes(anyNodeSelector),
    comparison,
    allowInvalidLabelValue: fc.boolean(),
  }),
  kubectlTaint: record({
    args: fc.array(anyTaintArgument, { minLength: 1, maxLength: 3 }),
    taints: fc.array(anyPlainTaint, { maxLength: 4 }),
    overwrite: fc.boolean(),
  }),
  rolloutStatus: fc.oneof(
    inScene(({ daemonSet }) => daemonSet),
    recordedDaemonSet,
    record({
      metadata: record({ name: anyValue, generation: fc.constantFrom(0, 1, 2) }),
      spec: record({ updateStrategy: sometimes(anyUpdateStrategy) }),
      status: sometimes(
        record({
          observedGeneration: sometimes(fc.constantFrom(0, 1, 2)),
          desiredNumberScheduled: fc.integer({ min: 0, max: 3 }),
          updatedNumberScheduled: sometimes(fc.integer({ min: 0, max: 3 })),
          numberAvailable: sometimes(fc.integer({ min: 0, max: 3 })),
        }),
      ),
    }),
  ),
  nodeEvent: orRecorded(anyNodeEvent, recordedNodeEvent, 60),
  sync: orRecorded(anySync, recordedSync, 40),
} satisfies Readonly<Record<string, fc.Arbitrary<unknown>>>

/** The operations, in the order of the protocol. */
export const OPERATIONS = Object.keys(cases) as readonly Operation[]

/** Cases of an operation; the same seed makes the same. */
export const sampleCases = (
  operation: Operation,
  seed: number,
  numRuns: number,
): readonly unknown[] => fc.sample(cases[operation], { seed, numRuns })
