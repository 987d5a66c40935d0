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
} from './vocabulary.js'

/** A few instants that tie often. */
export const anyTime: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 9 })
  .map((i) => `2026-01-01T00:00:${String(i * 5).padStart(2, '0')}Z`)

/** A taint as a node may carry it, validated or not. */
export const anyTaint: fc.Arbitrary<Taint> = fc
  .record({
    key: sometimes(anyTaintKey),
    value: sometimes(anyValue),
    effect: sometimes(anyEffect),
    timeAdded: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: anyTime },
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

/** A toleration, validated or not. */
export const anyToleration: fc.Arbitrary<Toleration> = fc
  .record({
    key: sometimes(anyTaintKey),
    operator: sometimes(anyTolerationOperator),
    value: sometimes(anyValue),
    effect: sometimes(anyEffect),
    tolerationSeconds: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.constantFrom(...SECONDS) },
    ),
  })
  .map(compact)

/** Labels of a node or a pod. */
export const anyLabels: fc.Arbitrary<StringMap> = mapOf(anyKey, anyValue)

/** A node with a name, labels and taints. */
export const anyNode: fc.Arbitrary<Node> = fc
  .record({
    metadata: sometimes(
      fc.record({ name: sometimes(anyNodeName), labels: sometimes(anyLabels) }).map(compact),
    ),
    spec: sometimes(
      fc
        .record({
          taints: sometimes(fc.array(anyTaint, { maxLength: 4 })),
          unschedulable: sometimes(fc.boolean()),
        })
        .map(compact),
    ),
  })
  .map(compact)

const fewValues = fc.oneof(
  { weight: 5, arbitrary: fc.array(anyValue, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(anyValue, { maxLength: 3 }) },
)

/** A requirement on a label; now and then with values that do not fit its operator. */
export const anyRequirement: fc.Arbitrary<NodeSelectorRequirement> = anySelectorOperator.chain(
  (operator) =>
    fc
      .record({
        key: sometimes(anyKey),
        operator: fc.constant(operator),
        values: fc.oneof(
          {
            weight: 5,
            arbitrary: operator.includes('Exist') ? fc.constant(undefined) : fewValues,
          },
          { weight: 1, arbitrary: sometimes(fewValues) },
        ),
      })
      .map(compact),
)

/** A requirement on a node field. */
export const anyFieldRequirement: fc.Arbitrary<NodeSelectorRequirement> = fc
  .record({
    key: fc.oneof(
      { weight: 6, arbitrary: fc.constant('metadata.name') },
      { weight: 1, arbitrary: fc.constantFrom('metadata.namespace', '', 'name') },
    ),
    operator: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('In', 'NotIn') },
      { weight: 1, arbitrary: anySelectorOperator },
    ),
    values: fc.oneof(
      { weight: 6, arbitrary: fc.array(anyNodeName, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: sometimes(fc.array(anyNodeName, { maxLength: 2 })) },
    ),
  })
  .map(compact)

/** A node selector term: empty, sound or broken. */
export const anyTerm: fc.Arbitrary<NodeSelectorTerm> = fc
  .record({
    matchExpressions: sometimes(fc.array(anyRequirement, { maxLength: 3 })),
    matchFields: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: sometimes(fc.array(anyFieldRequirement, { maxLength: 2 })) },
    ),
  })
  .map(compact)

/** A node selector: several terms, broken ones among sound ones. */
export const anyNodeSelector: fc.Arbitrary<NodeSelector> = fc
  .record({ nodeSelectorTerms: sometimes(fc.array(anyTerm, { maxLength: 4 })) })
  .map(compact)

/** Preferred terms, with weights that validation would refuse among them. */
export const anyPreferredTerms: fc.Arbitrary<readonly PreferredSchedulingTerm[]> = fc.array(
  fc
    .record({
      weight: sometimes(fc.constantFrom(0, 1, 30, 100, 200, -7)),
      preference: sometimes(anyTerm),
    })
    .map(compact),
  { maxLength: 4 },
)

/** A pod's affinity. */
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

/** The part of a pod's spec that selects nodes and tolerates taints. */
export const anyPodSpec: fc.Arbitrary<PodSpec> = fc
  .record({
    nodeName: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: anyNodeName },
    ),
    nodeSelector: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: mapOf(anyKey, anyValue, 2) },
    ),
    affinity: sometimes(anyAffinity),
    tolerations: sometimes(fc.array(anyToleration, { maxLength: 4 })),
    hostNetwork: sometimes(fc.boolean()),
  })
  .map(compact)

/** A label selector: null, empty, sound or broken. */
export const anyLabelSelector: fc.Arbitrary<LabelSelector | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, {}) },
  {
    weight: 8,
    arbitrary: fc
      .record({
        matchLabels: sometimes(mapOf(anyKey, anyValue, 2)),
        matchExpressions: sometimes(fc.array(anyRequirement, { maxLength: 3 })),
      })
      .map(compact),
  },
)
