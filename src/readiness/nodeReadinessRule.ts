import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import { isBlocking } from '../taint/taintParts.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { covers, type UnknownLabel } from '../pools/nodeTemplate.js'

/**
 * A rule of the node readiness controller (`readiness.node.x-k8s.io/v1alpha1` NodeReadinessRule): a taint that the nodes of
 * a selector carry until conditions hold.
 *
 * @since 0.2.0
 */
export interface NodeReadinessRule {
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<{
    readonly nodeSelector?: Maybe<LabelSelector>
    readonly conditions?: Maybe<readonly ReadinessCondition[]>
    /** `allOf` unless given, or `anyOf`. */
    readonly conditionPolicy?: Maybe<string>
    /** `bootstrap-only` or `continuous`. */
    readonly enforcementMode?: Maybe<string>
    readonly taint?: Maybe<Taint>
    readonly dryRun?: Maybe<boolean>
  }>
}

/** A condition of nodes that a rule asks for. @since 0.2.0 */
export interface ReadinessCondition {
  readonly type?: Maybe<string>
  readonly requiredStatus?: Maybe<string>
  /** What counts while a node does not have the condition; `Unknown` unless given. */
  readonly defaultStatus?: Maybe<string>
}

/** Whether a rule holds its taint on new nodes like this one: it does, it may, by labels that are not known yet, or it does not. */
export const ruleHolds = (
  { spec }: NodeReadinessRule,
  { metadata }: Node,
  unknown: readonly UnknownLabel[],
): 'yes' | 'maybe' | 'no' => {
  const taint = spec?.taint ?? {}
  const selector = compileLabelSelector(spec?.nodeSelector)
  if (spec?.dryRun === true || !isBlocking(taint) || E.isLeft(selector)) return 'no'
  const labels = metadata?.labels ?? {}
  const open = selectorKeys(spec?.nodeSelector).some(
    (key) => !Object.hasOwn(labels, key) && unknown.some((label) => covers(label, key)),
  )
  if (open) return 'maybe'
  return selector.right.matches(labels) ? 'yes' : 'no'
}

/** The labels that a selector asks about. */
export const selectorKeys = (selector: Maybe<LabelSelector>): readonly string[] => [
  ...Object.keys(selector?.matchLabels ?? {}),
  ...(selector?.matchExpressions ?? []).flatMap(({ key }) => key ?? []),
]

/** The conditions that a new node has to get: those that do not hold by default. */
export const conditionsToCome = ({ spec }: NodeReadinessRule): readonly ReadinessCondition[] => {
  const all = spec?.conditions ?? []
  const holdsAlready = ({ requiredStatus, defaultStatus }: ReadinessCondition): boolean =>
    (requiredStatus ?? '') === (defaultStatus ?? UNKNOWN)
  const toCome = all.filter((condition) => !holdsAlready(condition))
  return spec?.conditionPolicy === ANY_OF && toCome.length < all.length ? [] : toCome
}

export const ANY_OF = 'anyOf'

const UNKNOWN = 'Unknown'
