import type { Either } from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { PreferredSchedulingTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { PodSpec } from '../kube/pod.js'
import { classify as classesOf, type NodeClass } from '../placement/classify.js'
import {
  decide as decisionOf,
  shouldContinueRunning as continues,
  shouldRun as runs,
} from '../placement/decide.js'
import { explain as verdictOf } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import type { Decision, Verdict } from '../reason/verdict.js'
import {
  matchNodeSelection as selectionOf,
  type NodeSelection,
} from '../selector/matchNodeSelection.js'
import { preferredScore as scoreOf } from '../selector/preferredScore.js'

/**
 * What a node gets of a policy's pods: `run`, `stay` or `leave`.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { decide } from 'podfit/fp'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const nodes = [{}, { spec: { taints: [{ key: 'db', effect: 'NoSchedule' }] } }]
 * nodes.map(decide(policy)) // => ['run', 'stay']
 *
 * @since 0.2.0
 */
export const decide =
  (policy: Policy): ((node: Node) => Decision) =>
  (node) =>
    decisionOf(policy, node)

/**
 * Why a pod of this policy runs on a node or does not.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { explain } from 'podfit/fp'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const { reasons } = explain(policy)({ spec: { taints: [{ key: 'db', effect: 'NoSchedule' }] } })
 * reasons.map(({ code }) => code) // => ['UntoleratedTaint']
 *
 * @since 0.2.0
 */
export const explain =
  (policy: Policy): ((node: Node) => Verdict) =>
  (node) =>
    verdictOf(policy, node)

/**
 * Whether a pod of this policy is started on a node: a predicate.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { shouldRun } from 'podfit/fp'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const nodes = [{}, { spec: { taints: [{ key: 'db', effect: 'NoSchedule' }] } }]
 * nodes.filter(shouldRun(policy)).length // => 1
 *
 * @since 0.2.0
 */
export const shouldRun =
  (policy: Policy): ((node: Node) => boolean) =>
  (node) =>
    runs(policy, node)

/**
 * Whether a pod of this policy that is already on a node keeps running: a predicate.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { shouldContinueRunning } from 'podfit/fp'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const nodes = [{}, { spec: { taints: [{ key: 'db', effect: 'NoSchedule' }] } }]
 * nodes.filter(shouldContinueRunning(policy)).length // => 2
 *
 * @since 0.2.0
 */
export const shouldContinueRunning =
  (policy: Policy): ((node: Node) => boolean) =>
  (node) =>
    continues(policy, node)

/**
 * Decides many policies about many nodes, once for all nodes that get the same answers.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { classify } from 'podfit/fp'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * const nodes = ['ssd', 'hdd', 'ssd'].map((disk) => ({ metadata: { labels: { disk } } }))
 * classify([policy])(nodes).map(({ nodes, decisions }) => [nodes.length, ...decisions]) // => [[2, 'run'], [1, 'leave']]
 *
 * @since 0.2.0
 */
export const classify =
  (
    policies: readonly Policy[],
  ): (<N extends Node>(nodes: readonly N[]) => readonly NodeClass<N>[]) =>
  (nodes) =>
    classesOf(policies, nodes)

/**
 * Whether a pod's `nodeSelector` and required node affinity select a node.
 *
 * @example
 * import { matchNodeSelection } from 'podfit/fp'
 *
 * matchNodeSelection({ nodeSelector: { disk: 'ssd' } })({ metadata: { labels: { disk: 'ssd' } } }).match // => true
 *
 * @since 0.2.0
 */
export const matchNodeSelection =
  (spec: Pick<PodSpec, 'nodeSelector' | 'affinity'>): ((node: Node) => NodeSelection) =>
  (node) =>
    selectionOf(spec, node)

/**
 * How well a node suits a pod's preferred node affinity.
 *
 * @example
 * import { preferredScore } from 'podfit/fp'
 *
 * const ssd = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }
 * preferredScore([{ weight: 10, preference: ssd }])({ metadata: { labels: { disk: 'ssd' } } }) // => { _tag: 'Right', right: 10 }
 *
 * @since 0.2.0
 */
export const preferredScore =
  (
    terms: Maybe<readonly PreferredSchedulingTerm[]>,
  ): ((node: Node) => Either<readonly SelectorFault[], number>) =>
  (node) =>
    scoreOf(terms, node)
