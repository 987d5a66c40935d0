import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject, member } from '../data/member.js'
import { sameJson } from '../data/sameJson.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { PodSpec } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { FieldError } from '../reason/fieldError.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { hasInvalidValue, validateLabels, validateLabelSelector } from './validateLabels.js'
import { validateNodeAffinity, validateNodeName } from './validateNodeSelector.js'
import { validateTolerations } from './validateTolerations.js'
import { validateUpdateStrategy } from './validateUpdateStrategy.js'

/**
 * What the API server refuses about a DaemonSet, as far as its scheduling and its controller go: selector,
 * update strategy, numbers, and of the template the labels, tolerations, node selection and restart policy.
 *
 * Shapes    The object as it is sent, with defaults filled in (`defaultDaemonSet`). With `old` it is an
 *           update: the selector may not change, and what the old object already got wrong (values of
 *           selectors, comparing tolerations) may stay.
 * Upstream  kubernetes `pkg/registry/apps/daemonset/strategy.go`, `pkg/apis/apps/validation`
 *
 * @example
 * import { defaultDaemonSet, validateDaemonSet } from 'podfit'
 *
 * const template = { metadata: { labels: { app: 'b' } }, spec: { restartPolicy: 'Always' } }
 * const daemonSet = defaultDaemonSet({ spec: { selector: { matchLabels: { app: 'a' } }, template } })
 * validateDaemonSet(daemonSet).map((error) => error.rule) // => ['SelectorMatchesTemplate']
 *
 * @since 0.1.0
 */
export const validateDaemonSet = (
  daemonSet: DaemonSet,
  old?: DaemonSet,
  semantics: Semantics = newestSemantics,
): readonly FieldError[] => {
  const spec = daemonSet.spec ?? {}
  const podSpec = spec.template?.spec ?? {}
  const oldSpec = old?.spec?.template?.spec
  const allowSelectorValues =
    hasInvalidValue(old?.spec?.selector?.matchExpressions) || hasInvalidPodAffinity(oldSpec)
  return [
    ...(old === undefined ? [] : validateUpdate(daemonSet, old)),
    ...validateLabelSelector(spec.selector, ['spec', 'selector'], allowSelectorValues),
    ...validateSelectorUse(daemonSet),
    ...validatePodSpec(podSpec, ['spec', 'template', 'spec'], {
      allowInvalidValues: hasInvalidNodeAffinity(oldSpec),
      tolerations: { ...semantics, tolerationComparison: allowsComparison(oldSpec, semantics) },
    }),
    ...validateDaemonPodSpec(podSpec, ['spec', 'template', 'spec']),
    ...validateNotNegative(spec.minReadySeconds, ['spec', 'minReadySeconds']),
    ...validateUpdateStrategy(spec.updateStrategy, ['spec', 'updateStrategy']),
    ...validateNotNegative(spec.revisionHistoryLimit, ['spec', 'revisionHistoryLimit']),
  ]
}

const validateUpdate = (daemonSet: DaemonSet, old: DaemonSet): readonly FieldError[] => {
  const value = daemonSet.spec?.selector ?? null
  return sameJson(withParts(value), withParts(old.spec?.selector))
    ? []
    : [{ kind: 'Invalid', at: ['spec', 'selector'], rule: 'Immutable', value }]
}

/** An absent part of a selector is the same as an empty one; no selector at all is not. */
const withParts = (selector: Maybe<LabelSelector>): unknown =>
  selector && {
    matchLabels: selector.matchLabels ?? {},
    matchExpressions: selector.matchExpressions ?? [],
  }

const validateSelectorUse = ({ spec }: DaemonSet): readonly FieldError[] => {
  const labels = sortedByKey(spec?.template?.metadata?.labels)
  const selector = compileLabelSelector(spec?.selector)
  const errors: FieldError[] = []
  if (E.isRight(selector) && !selector.right.matches(labels)) {
    const at = ['spec', 'template', 'metadata', 'labels']
    errors.push({ kind: 'Invalid', at, rule: 'SelectorMatchesTemplate', value: labels })
  }
  if (E.isRight(selector) && selector.right.empty) {
    const rule = 'DaemonSetSelectorNotEmpty'
    errors.push({ kind: 'Invalid', at: ['spec', 'selector'], rule, value: {} })
  }
  return errors
}

/** Kubernetes prints a map in the order of its keys. */
const sortedByKey = (labels: Maybe<StringMap>): StringMap | null =>
  labels === null || labels === undefined
    ? null
    : Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)))

interface PodSpecOptions {
  readonly allowInvalidValues: boolean
  readonly tolerations: Semantics
}

const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never']

const validatePodSpec = (
  spec: PodSpec,
  at: FieldPath,
  options: PodSpecOptions,
): readonly FieldError[] => {
  const affinity = spec.affinity?.nodeAffinity
  const nodeName = spec.nodeName ?? ''
  return [
    ...validateRestartPolicy(spec.restartPolicy, [...at, 'restartPolicy']),
    ...validateLabels(spec.nodeSelector, [...at, 'nodeSelector']),
    ...(affinity === null || affinity === undefined
      ? []
      : validateNodeAffinity(
          affinity,
          [...at, 'affinity', 'nodeAffinity'],
          options.allowInvalidValues,
        )),
    ...(nodeName === '' ? [] : validateNodeName(nodeName, [...at, 'nodeName'])),
    ...validateActiveDeadline(spec.activeDeadlineSeconds, [...at, 'activeDeadlineSeconds']),
    ...validateTolerations(spec.tolerations, [...at, 'tolerations'], options.tolerations),
  ]
}

/** What any pod may be, but no DaemonSet's. */
const validateDaemonPodSpec = (spec: PodSpec, at: FieldPath): readonly FieldError[] => {
  const deadline = spec.activeDeadlineSeconds ?? undefined
  return [
    ...supportedPolicy(spec.restartPolicy, [...at, 'restartPolicy'], ['Always']),
    ...(deadline === undefined
      ? []
      : [
          {
            kind: 'Forbidden',
            at: [...at, 'activeDeadlineSeconds'],
            rule: 'NoActiveDeadline',
          } as const,
        ]),
  ]
}

const MOST_SECONDS = 2 ** 31 - 1

const validateActiveDeadline = (value: unknown, at: FieldPath): readonly FieldError[] =>
  (typeof value !== 'number' && typeof value !== 'bigint') || (value >= 1 && value <= MOST_SECONDS)
    ? []
    : [{ kind: 'Invalid', at, rule: 'ActiveDeadlineRange', value }]

const validateRestartPolicy = (policy: unknown, at: FieldPath): readonly FieldError[] =>
  (policy ?? '') === ''
    ? [{ kind: 'Required', at, rule: 'Present' }]
    : supportedPolicy(policy, at, RESTART_POLICIES)

const supportedPolicy = (
  policy: unknown,
  at: FieldPath,
  supported: readonly string[],
): readonly FieldError[] => {
  const value = typeof policy === 'string' ? policy : ''
  return supported.includes(value)
    ? []
    : [{ kind: 'Unsupported', at, rule: 'Supported', value, supported }]
}

const validateNotNegative = (value: Maybe<number>, at: FieldPath): readonly FieldError[] =>
  (value ?? 0) >= 0 ? [] : [{ kind: 'Invalid', at, rule: 'NotNegative', value }]

const hasInvalidNodeAffinity = (spec: Maybe<PodSpec>): boolean => {
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return (required?.nodeSelectorTerms ?? []).some((term) => hasInvalidValue(term.matchExpressions))
}

const allowsComparison = (old: Maybe<PodSpec>, semantics: Semantics): boolean =>
  semantics.tolerationComparison ||
  (old?.tolerations ?? []).some(({ operator }) => operator === 'Lt' || operator === 'Gt')

/** Whether a pod (anti-)affinity has a selector that validation refuses. */
const hasInvalidPodAffinity = (spec: Maybe<PodSpec>): boolean =>
  [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity]
    .flatMap((affinity) => [
      ...listOf(member(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')),
      ...listOf(member(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map((term) =>
        member(term, 'podAffinityTerm'),
      ),
    ])
    .flatMap((term) => [member(term, 'labelSelector'), member(term, 'namespaceSelector')])
    .some((selector) => isJsonObject(selector) && validateLabelSelector(selector, []).length > 0)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
