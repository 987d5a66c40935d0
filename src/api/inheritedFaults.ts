import type { Maybe } from '../data/maybe.js'
import { isJsonObject, member } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { PodSpec } from '../kube/pod.js'
import { PREFERRED, REQUIRED } from '../kube/podTemplate.js'
import { hasInvalidValue, validateLabelSelector } from './validateLabels.js'

/** What an object already got wrong, and may therefore go on getting wrong when it is updated. */
export interface InheritedFaults {
  /** A value in the selector, or in one of pod (anti-)affinity, is no label value. */
  readonly selectorValues: boolean
  /** A value in required node affinity is no label value. */
  readonly nodeAffinityValues: boolean
  /** A toleration compares numbers, though the feature is off. */
  readonly comparingTolerations: boolean
}

/**
 * What validation tolerates in an update because the old object has it; nothing for a new object.
 *
 * - **Upstream** kubernetes `pkg/api/pod/util.go` GetValidationOptionsFromPodSpecAndMeta
 */
export const inheritedFaults = (old: Maybe<DaemonSet>): InheritedFaults => {
  const spec = old?.spec?.template?.spec
  return {
    selectorValues:
      hasInvalidValue(old?.spec?.selector?.matchExpressions) || hasInvalidPodAffinity(spec),
    nodeAffinityValues: hasInvalidNodeAffinity(spec),
    comparingTolerations: hasComparison(spec),
  }
}

const hasInvalidNodeAffinity = (spec: Maybe<PodSpec>): boolean => {
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return (required?.nodeSelectorTerms ?? []).some((term) => hasInvalidValue(term.matchExpressions))
}

const hasComparison = (spec: Maybe<PodSpec>): boolean =>
  (spec?.tolerations ?? []).some(({ operator }) => operator === 'Lt' || operator === 'Gt')

/** Whether a pod (anti-)affinity has a selector that validation refuses. */
const hasInvalidPodAffinity = (spec: Maybe<PodSpec>): boolean =>
  [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity]
    .flatMap((affinity) => [
      ...listOf(member(affinity, REQUIRED)),
      ...listOf(member(affinity, PREFERRED)).map((term) => member(term, 'podAffinityTerm')),
    ])
    .flatMap((term) => [member(term, 'labelSelector'), member(term, 'namespaceSelector')])
    .some((selector) => isJsonObject(selector) && validateLabelSelector(selector, []).length > 0)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
