import { distinctBy } from '../data/grouped.js'
import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { exactJson } from '../data/exactJson.js'
import type { FieldPath } from '../data/fieldPath.js'
import { finite, int64ToJson } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { sameJson } from '../data/sameJson.js'
import { templateGeneration, type DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { LabelSelector } from '../kube/labelSelector.js'
import type { StringMap } from '../kube/objectMeta.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { FieldError } from '../reason/fieldError.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { asUpdated } from './asUpdated.js'
import { inheritedFaults } from './inheritedFaults.js'
import { validateLabels, validateLabelSelector } from './validateLabels.js'
import { validateDaemonPodSpec, validatePodSpec } from './validatePodSpec.js'
import { validateUpdateStrategy } from './validateUpdateStrategy.js'

/** Whether it is an update, and which release validates it. @since 0.2.0 */
export interface ValidateDaemonSetOptions<K extends string = string> extends SemanticsOptions {
  /** The object as it is stored, where this one updates it. */
  readonly old?: (DaemonSet & OfKind<K, 'DaemonSet'>) | undefined
}

/**
 * What the API server refuses about a DaemonSet, as far as its scheduling and its controller go: selector,
 * update strategy, numbers, and of the template the labels, tolerations, node selection and restart policy.
 * Faults of the template's labels stand at `spec.template.labels`, as the server reports them.
 *
 * - **Shapes** The object as it is sent, with defaults filled in (`defaultDaemonSet`). With `old` it is an
 *   update: the selector may not change, and what the old object already got wrong (values of
 *   selectors, comparing tolerations) may stay.
 * - **Differs** equal errors are told once, as the newest releases do; older ones repeat them, and up to 1.33
 *   every error of an update
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.Validate,
 *   daemonSetStrategy.ValidateUpdate; kubernetes `pkg/apis/apps/validation/validation.go` ValidateDaemonSet,
 *   ValidateDaemonSetUpdate; apiserver `pkg/registry/rest/validate.go`
 *   ValidateDeclarativelyWithMigrationChecks
 *
 * @example
 * import { defaultDaemonSet, validateDaemonSet } from 'podfit/api'
 *
 * const template = { metadata: { labels: { app: 'b' } }, spec: { restartPolicy: 'Always' } }
 * const daemonSet = defaultDaemonSet({ spec: { selector: { matchLabels: { app: 'a' } }, template } })
 * validateDaemonSet(daemonSet).map((error) => error.code) // => ['SelectorMatchesTemplate']
 *
 * @since 0.1.0
 */
export const validateDaemonSet = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  { old, semantics = newestSemantics }: ValidateDaemonSetOptions<K> = {},
): readonly FieldError[] => {
  const spec = daemonSet.spec ?? {}
  const podSpec = spec.template?.spec ?? {}
  const inherited = inheritedFaults(old)
  const selectorValues = inherited.selectorValues || !semantics.selectorValuesChecked
  const tolerationComparison =
    semantics.tolerationComparison ||
    (semantics.comparingTolerationsStay && inherited.comparingTolerations)
  return eachOnce([
    ...(old === undefined ? [] : validateUpdate(daemonSet, old)),
    ...validateLabelSelector(spec.selector, ['spec', 'selector'], selectorValues),
    ...validateSelectorUse(daemonSet),
    ...validateLabels(spec.template?.metadata?.labels, ['spec', 'template', 'labels']),
    ...validatePodSpec(podSpec, POD_SPEC, {
      allowInvalidValues: inherited.nodeAffinityValues || !semantics.nodeAffinityValuesChecked,
      tolerations: { ...semantics, tolerationComparison },
    }),
    ...validateDaemonPodSpec(podSpec, POD_SPEC),
    ...validateNotNegative(spec.minReadySeconds, ['spec', 'minReadySeconds']),
    ...validateTemplateGeneration(daemonSet, old, semantics),
    ...validateUpdateStrategy(spec.updateStrategy, ['spec', 'updateStrategy'], {
      semantics,
      old: old?.spec?.updateStrategy,
    }),
    ...validateNotNegative(spec.revisionHistoryLimit, ['spec', 'revisionHistoryLimit']),
  ])
}

/** Several labels can be wrong in the same way, in the same field. */
const eachOnce = (errors: readonly FieldError[]): readonly FieldError[] =>
  distinctBy(errors, (error) => exactJson(error))

const validateUpdate = (daemonSet: DaemonSet, old: DaemonSet): readonly FieldError[] => {
  const value = daemonSet.spec?.selector ?? null
  return sameJson(withParts(value), withParts(old.spec?.selector))
    ? []
    : [{ type: 'Invalid', path: ['spec', 'selector'], code: 'Immutable', value }]
}

/** An absent part of a selector is the same as an empty one; no selector at all is not. */
const withParts = (selector: Maybe<LabelSelector>): unknown =>
  selector && {
    matchLabels: selector.matchLabels ?? {},
    matchExpressions: (selector.matchExpressions ?? []).map((requirement) => ({
      ...requirement,
      key: requirement.key ?? '',
      operator: requirement.operator ?? '',
    })),
  }

/**
 * Nobody sends a template generation in an update: the stored one stands, one more for another template. One
 * that is sent with a new object and is not positive becomes 1.
 */
const validateTemplateGeneration = (
  daemonSet: DaemonSet,
  old: DaemonSet | undefined,
  semantics: Semantics,
): readonly FieldError[] => {
  if (old === undefined || (templateGeneration(old) ?? 0n) >= 0n) return []
  const generation = templateGeneration(asUpdated(daemonSet, old, { semantics }))
  const at = ['spec', 'templateGeneration']
  return generation === undefined || generation >= 0n
    ? []
    : [{ type: 'Invalid', path: at, code: 'NotNegative', value: int64ToJson(generation) }]
}

const validateSelectorUse = ({ spec }: DaemonSet): readonly FieldError[] => {
  const labels = sortedByKey(spec?.template?.metadata?.labels)
  const selector = compileLabelSelector(spec?.selector)
  const errors: FieldError[] = []
  if (E.isRight(selector) && !selector.right.matches(labels)) {
    const at = ['spec', 'template', 'metadata', 'labels']
    errors.push({ type: 'Invalid', path: at, code: 'SelectorMatchesTemplate', value: labels })
  }
  if (E.isRight(selector) && selector.right.empty) {
    const rule = 'DaemonSetSelectorNotEmpty'
    errors.push({ type: 'Invalid', path: ['spec', 'selector'], code: rule, value: {} })
  }
  return errors
}

/** Kubernetes prints a map in the order of its keys. */
const sortedByKey = (labels: Maybe<StringMap>): StringMap | null =>
  labels === null || labels === undefined
    ? null
    : Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)))

const validateNotNegative = (given: Maybe<number>, at: FieldPath): readonly FieldError[] => {
  const value = finite(given ?? 0)
  return value >= 0 ? [] : [{ type: 'Invalid', path: at, code: 'NotNegative', value }]
}
