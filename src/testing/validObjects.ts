import { listOf, plainest } from './shrinks.js'
import * as fc from 'fast-check'
import { distinctBy } from '../data/grouped.js'
import type { Affinity, NodeSelector, NodeSelectorRequirement } from '../kube/affinity.js'
import type { DaemonSet, DaemonSetUpdateStrategy } from '../kube/daemonSet.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { Node } from '../kube/node.js'
import { DEFAULT_NAMESPACE } from '../kube/objectFacts.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { PodSpec } from '../kube/pod.js'
import { REQUIRED } from '../kube/podTemplate.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { TAINT_EFFECTS } from '../kube/wellKnown.js'
import { taintKey } from '../taint/taintParts.js'
import { daemonSet, node } from './fixtures.js'
import { compact, mapOf } from './vocabulary.js'

/** Objects that the API server takes: small vocabularies, so that requirements meet labels and tolerations taints. */

const someKey = fc.constantFrom('zone', 'disk', 'example.com/gpu', 'cpus')
const someValue = fc.constantFrom('a', 'b', '', '5', '10')
const someNumber = fc.constantFrom('5', '10', '0')
const someEffect = fc.constantFrom(...TAINT_EFFECTS)

/** A member that may be left out, which is what it shrinks to. */
const perhaps = <A>(arbitrary: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> =>
  plainest<A | undefined>(undefined, fc.option(arbitrary, { nil: undefined, freq: 2 }))

/**
 * A taint that a node may have: every effect, mostly with a value.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validTaint } from 'podfit/arbitraries'
 * import { validateTaints } from 'podfit/api'
 *
 * fc.check(fc.property(validTaint, (taint) => validateTaints([taint]).length === 0)).failed // => false
 *
 * @since 0.2.0
 */
export const validTaint: fc.Arbitrary<Taint> = fc
  .record({ key: someKey, value: perhaps(someValue), effect: someEffect })
  .map(compact)

/**
 * A toleration that a pod may have; `Gt` and `Lt`, which wait for a feature gate, are not among them.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validTaint, validToleration } from 'podfit/arbitraries'
 * import { tolerates } from 'podfit'
 *
 * const blanket = { operator: 'Exists' }
 * const wider = fc.property(validToleration, validTaint, (toleration, taint) => !tolerates(toleration, taint) || tolerates(blanket, taint))
 * fc.check(wider).failed // => false
 *
 * @since 0.2.0
 */
export const validToleration: fc.Arbitrary<Toleration> = fc
  .record({
    key: perhaps(someKey),
    value: perhaps(someValue),
    effect: perhaps(someEffect),
    writesOperator: fc.boolean(),
    tolerationSeconds: perhaps(fc.constantFrom(300, 0, 30)),
  })
  .map(({ key, value, effect, writesOperator, tolerationSeconds }) => {
    const compares = key !== undefined && value !== undefined
    return compact({
      key,
      operator: compares ? (writesOperator ? 'Equal' : undefined) : 'Exists',
      value: compares ? value : undefined,
      effect,
      tolerationSeconds: effect === 'NoExecute' ? tolerationSeconds : undefined,
    })
  })

/**
 * Labels of a node or a pod.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validLabels } from 'podfit/arbitraries'
 *
 * fc.sample(validLabels, 3).length // => 3
 *
 * @since 0.2.0
 */
export const validLabels: fc.Arbitrary<StringMap> = mapOf(someKey, someValue, 3)

/** A requirement whose values fit its operator. */
const someRequirement = (operators: readonly string[]): fc.Arbitrary<NodeSelectorRequirement> =>
  fc
    .record({
      key: someKey,
      operator: fc.constantFrom(...operators),
      values: listOf(someValue, { minLength: 1, maxLength: 2 }),
      bound: someNumber,
    })
    .map(({ key, operator, values, bound }) => {
      if (operator === 'Gt' || operator === 'Lt') return { key, operator, values: [bound] }
      return operator === 'Exists' || operator === 'DoesNotExist'
        ? { key, operator }
        : { key, operator, values: [...new Set(values)] }
    })

const LABEL_OPERATORS = ['In', 'Exists', 'DoesNotExist', 'NotIn']

/**
 * A node selector as a node affinity requires it: at least one term, none of them broken.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validNodeSelector } from 'podfit/arbitraries'
 * import { validateNodeSelector } from 'podfit/api'
 *
 * fc.sample(validNodeSelector, 3).every(({ nodeSelectorTerms }) => (nodeSelectorTerms ?? []).length > 0) // => true
 *
 * @since 0.2.0
 */
export const validNodeSelector: fc.Arbitrary<NodeSelector> = fc
  .array(
    listOf(someRequirement([...LABEL_OPERATORS, 'Gt', 'Lt']), { minLength: 1, maxLength: 2 }),
    { minLength: 1, maxLength: 3 },
  )
  .map((terms) => ({
    nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })),
  }))

/**
 * A label selector of `matchLabels` and `matchExpressions`.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { compileLabelSelector } from 'podfit'
 * import { validLabelSelector } from 'podfit/arbitraries'
 *
 * fc.check(fc.property(validLabelSelector, (selector) => compileLabelSelector(selector)._tag === 'Right')).failed // => false
 *
 * @since 0.2.0
 */
export const validLabelSelector: fc.Arbitrary<LabelSelector> = fc
  .record({
    matchLabels: perhaps(validLabels),
    matchExpressions: perhaps(listOf(someRequirement(LABEL_OPERATORS), { maxLength: 2 })),
  })
  .map(compact)

/**
 * What of a pod's spec decides where it runs, as the API server takes it.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { decide, orThrow, podPolicy } from 'podfit'
 * import { validNode, validPodSpec } from 'podfit/arbitraries'
 *
 * const cordoned = fc.property(validPodSpec, validNode('n1'), (spec, node) => {
 *   const policy = orThrow(podPolicy({ kind: 'Pod', spec: { ...spec, tolerations: [] } }))
 *   return decide(policy, { ...node, spec: { unschedulable: true } }) !== 'run'
 * })
 * fc.check(cordoned).failed // => false
 *
 * @since 0.2.0
 */
export const validPodSpec: fc.Arbitrary<PodSpec> = fc
  .record({
    nodeSelector: perhaps(validLabels),
    affinity: perhaps(
      validNodeSelector.map((required): Affinity => ({ nodeAffinity: { [REQUIRED]: required } })),
    ),
    tolerations: perhaps(listOf(validToleration, { maxLength: 3 })),
    hostNetwork: perhaps(fc.constant(true)),
  })
  .map(compact)

/**
 * A node of this name: its labels, its taints, no two with the same key and effect, perhaps cordoned.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validNode } from 'podfit/arbitraries'
 *
 * fc.sample(validNode('n1'), 1)[0]?.metadata?.name // => 'n1'
 *
 * @since 0.2.0
 */
export const validNode = (name: string): fc.Arbitrary<Node> => nodeNamed.map((named) => named(name))

/** The same, but for its name. */
export const nodeNamed: fc.Arbitrary<(name: string) => Node> = fc
  .record({
    labels: validLabels,
    taints: listOf(validTaint, { maxLength: 2 }),
    cordoned: plainest(
      false,
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
    ),
  })
  .map(({ labels, taints, cordoned }) => (name) => {
    const plain = node(name)
      .labels(labels)
      .taint(...distinctBy(taints, taintKey))
    return cordoned ? plain.cordon() : plain
  })

const someStrategy: fc.Arbitrary<DaemonSetUpdateStrategy> = fc.constantFrom(
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%', maxSurge: 0 } },
  { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  { type: 'OnDelete' },
)

/**
 * A DaemonSet of this name in namespace `default`, with a UID, as the API server hands it out.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { validDaemonSet } from 'podfit/arbitraries'
 * import { defaultDaemonSet, validateDaemonSet } from 'podfit/api'
 *
 * const isTaken = fc.property(validDaemonSet('agent'), (daemonSet) => validateDaemonSet(defaultDaemonSet(daemonSet)).length === 0)
 * fc.check(isTaken).failed // => false
 *
 * @since 0.2.0
 */
export const validDaemonSet = (name: string): fc.Arbitrary<DaemonSet> =>
  daemonSetNamed.map((named) => named(name))

/** The same, but for its name. */
export const daemonSetNamed: fc.Arbitrary<(name: string) => DaemonSet> = fc
  .record({
    podSpec: validPodSpec,
    updateStrategy: someStrategy,
    minReadySeconds: perhaps(fc.constantFrom(0, 10)),
  })
  .map(
    ({ podSpec, ...spec }) =>
      (name) =>
        daemonSet(name).inNamespace(DEFAULT_NAMESPACE).withPodSpec(podSpec).withSpec(compact(spec)),
  )
