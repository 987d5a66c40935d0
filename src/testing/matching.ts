import { listOf, plainest } from './shrinks.js'
import * as fc from 'fast-check'
import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PreferredSchedulingTerm,
} from '../kube/affinity.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { Node } from '../kube/node.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { PodSpec } from '../kube/pod.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import {
  anyEffect,
  anyKey,
  anyNodeName,
  anySelectorOperator,
  anyTaintKey,
  anyTolerationOperator,
  anyValue,
  compact,
  mapOf,
  sometimes,
  weighted,
} from './vocabulary.js'

/** A few instants that tie often. */
export const anyTime: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 9 })
  .map((i) => `2026-01-01T00:00:${String(i * 5).padStart(2, '0')}Z`)

/**
 * A taint as a node may carry it, validated or not.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyTaint } from 'podfit/arbitraries'
 *
 * fc.sample(anyTaint, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyTaint: fc.Arbitrary<Taint> = fc
  .record({
    key: sometimes(anyTaintKey),
    value: sometimes(anyValue, 8),
    effect: sometimes(anyEffect),
    timeAdded: plainest(
      undefined,
      fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyTime }),
    ),
  })
  .map(compact)

const SECONDS = [
  -3,
  0,
  1,
  60,
  300,
  9_223_372_036,
  9_223_372_037,
  18_446_744_074,
  2 ** 53 - 1,
  9_223_372_036_854_775_807n,
  -9_223_372_036_854_775_808n,
  36_028_797_018_963_968n,
]

/**
 * A toleration, validated or not: operators that are none, seconds beyond int64 of nanoseconds, null members.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyToleration } from 'podfit/arbitraries'
 *
 * fc.sample(anyToleration, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyToleration: fc.Arbitrary<Toleration> = fc
  .record({
    key: sometimes(anyTaintKey),
    operator: sometimes(anyTolerationOperator),
    value: sometimes(anyValue, 8),
    bound: weighted<string | undefined>([4, '5'], [4, '6'], [4, undefined]),
    effect: sometimes(anyEffect),
    tolerationSeconds: plainest(
      undefined,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        { weight: 2, arbitrary: fc.constantFrom(...SECONDS) },
      ),
    ),
  })
  .map(({ bound, value, ...toleration }) => {
    const compares = toleration.operator === 'Gt' || toleration.operator === 'Lt'
    return compact({ ...toleration, value: compares ? (bound ?? value) : value })
  })

/**
 * Labels of a node or a pod, with keys such as `constructor` and values that are none.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyLabels } from 'podfit/arbitraries'
 *
 * fc.sample(anyLabels, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyLabels: fc.Arbitrary<StringMap> = mapOf(anyKey, anyValue)

/**
 * A node with a name, labels and taints, any of them absent, null or what validation would refuse.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyNode } from 'podfit/arbitraries'
 *
 * fc.sample(anyNode, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyNode: fc.Arbitrary<Node> = fc
  .record({
    metadata: sometimes(
      fc.record({ name: sometimes(anyNodeName), labels: sometimes(anyLabels) }).map(compact),
    ),
    spec: sometimes(
      fc
        .record({
          taints: sometimes(listOf(anyTaint, { maxLength: 4 })),
          unschedulable: sometimes(fc.boolean()),
        })
        .map(compact),
    ),
  })
  .map(compact)

const fewValues = fc.oneof(
  { weight: 5, arbitrary: listOf(anyValue, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: listOf(anyValue, { maxLength: 3 }) },
)

/** A requirement on a label; now and then with values that do not fit its operator. */
export const anyRequirement: fc.Arbitrary<NodeSelectorRequirement> = fc
  .record({
    key: sometimes(anyKey),
    operator: anySelectorOperator,
    values: fewValues,
    odd: plainest(
      false,
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: sometimes(fc.constant(true)) },
      ),
    ),
  })
  .map(({ odd, values, ...requirement }) => {
    const takesValues = !requirement.operator.includes('Exist')
    if (odd === null) return compact({ ...requirement, values: null })
    const given = odd === undefined ? false : takesValues || odd
    return compact({ ...requirement, values: given ? values : undefined })
  })

/** A requirement on a node field. */
export const anyFieldRequirement: fc.Arbitrary<NodeSelectorRequirement> = fc
  .record({
    key: plainest(
      'metadata.name',
      fc.oneof(
        { weight: 6, arbitrary: fc.constant('metadata.name') },
        { weight: 1, arbitrary: fc.constantFrom('metadata.namespace', '', 'name') },
      ),
    ),
    operator: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('In', 'NotIn') },
      { weight: 1, arbitrary: anySelectorOperator },
    ),
    values: fc.oneof(
      { weight: 6, arbitrary: listOf(anyNodeName, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: sometimes(listOf(anyNodeName, { maxLength: 2 })) },
    ),
  })
  .map(compact)

/** A node selector term: empty, sound or broken. */
export const anyTerm: fc.Arbitrary<NodeSelectorTerm> = fc
  .record({
    matchExpressions: sometimes(listOf(anyRequirement, { maxLength: 3 })),
    matchFields: plainest(
      undefined,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: sometimes(listOf(anyFieldRequirement, { maxLength: 2 })) },
      ),
    ),
  })
  .map(compact)

/**
 * A node selector: several terms, broken ones among sound ones.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyNodeSelector } from 'podfit/arbitraries'
 *
 * fc.sample(anyNodeSelector, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyNodeSelector: fc.Arbitrary<NodeSelector> = fc
  .record({ nodeSelectorTerms: sometimes(listOf(anyTerm, { maxLength: 4 })) })
  .map(compact)

/** Preferred terms, with weights that validation would refuse among them. */
export const anyPreferredTerms: fc.Arbitrary<readonly PreferredSchedulingTerm[]> = listOf(
  fc
    .record({
      weight: sometimes(fc.constantFrom(0, 1, 30, 100, 200, -7)),
      preference: sometimes(anyTerm),
    })
    .map(compact),
  { maxLength: 4 },
)

/**
 * A pod's affinity, broken terms among sound ones.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyAffinity } from 'podfit/arbitraries'
 *
 * fc.sample(anyAffinity, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyAffinity: fc.Arbitrary<Affinity> = fc
  .record({
    nodeAffinity: sometimes(
      fc
        .record({
          requiredDuringSchedulingIgnoredDuringExecution: sometimes(anyNodeSelector),
          preferredDuringSchedulingIgnoredDuringExecution: sometimes(anyPreferredTerms),
        })
        .map(compact),
    ),
  })
  .map(compact)

/**
 * The part of a pod's spec that selects nodes and tolerates taints, sound or broken.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyPodSpec } from 'podfit/arbitraries'
 *
 * fc.sample(anyPodSpec, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyPodSpec: fc.Arbitrary<PodSpec> = fc
  .record({
    nodeName: plainest(
      undefined,
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: anyNodeName },
      ),
    ),
    nodeSelector: plainest(
      undefined,
      fc.oneof(
        { weight: 2, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: mapOf(anyKey, anyValue, 2) },
      ),
    ),
    affinity: sometimes(anyAffinity),
    tolerations: sometimes(listOf(anyToleration, { maxLength: 4 })),
    hostNetwork: sometimes(fc.boolean()),
  })
  .map(compact)

/**
 * A label selector: null, empty, sound or broken.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyLabelSelector } from 'podfit/arbitraries'
 *
 * fc.sample(anyLabelSelector, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyLabelSelector: fc.Arbitrary<LabelSelector | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, {}) },
  {
    weight: 8,
    arbitrary: fc
      .record({
        matchLabels: sometimes(mapOf(anyKey, anyValue, 2)),
        matchExpressions: sometimes(listOf(anyRequirement, { maxLength: 3 })),
      })
      .map(compact),
  },
)
