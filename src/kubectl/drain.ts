import type { Maybe } from '../data/maybe.js'
import { own, isJsonObject } from '../data/own.js'
import type { Pod } from '../kube/pod.js'
import type { OfKind } from '../kube/kind.js'
import { ANNOTATION_MIRROR } from '../kube/wellKnown.js'
import { controllerOf, isDaemonSetReference } from '../kube/objectFacts.js'
import { hasEnded } from '../kube/podFacts.js'

/** The flags of `kubectl drain` that decide about pods. @since 0.1.0 */
export interface DrainOptions {
  readonly ignoreDaemonSets?: boolean | undefined
  readonly deleteEmptyDirData?: boolean | undefined
  readonly force?: boolean | undefined
}

/**
 * What `kubectl drain` does with a pod: evicts it, though something is lost; leaves it where it is; or
 * refuses, and then evicts none of the node's pods.
 *
 * @since 0.1.0
 */
export type DrainOutcome =
  | { readonly code: 'Evicted'; readonly loses?: DrainObstacle }
  | { readonly code: 'Left'; readonly why: 'DaemonSet' | 'MirrorPod' }
  | { readonly code: 'Refused'; readonly why: DrainObstacle }

/** What keeps `kubectl drain` from evicting a pod unless an option allows it. @since 0.1.0 */
export type DrainObstacle =
  /** It would come right back; overridden by `ignoreDaemonSets`, which leaves it. */
  | 'DaemonSet'
  /** The DaemonSet that controls it does not exist; overridden by `force`. */
  | 'DaemonSetMissing'
  /** Its emptyDir volumes go with it; overridden by `deleteEmptyDirData`. */
  | 'LocalStorage'
  /** Nobody makes it again; overridden by `force`. */
  | 'NoController'

/**
 * What `kubectl drain` does with a pod of the node.
 *
 * - **Rules**
 *   1. A pod of a DaemonSet that has not ended: refused, or left. Without its DaemonSet: refused, or evicted.
 *      One of another API group (OpenKruise has such) is a controller like any other.
 *   2. The mirror of a static pod is left.
 *   3. A pod with an emptyDir, and one that has no controller, is refused or evicted; one that has ended is
 *      evicted in any case.
 *
 * - **Shapes** `exists` says whether a DaemonSet, by namespace and name, is there.
 * - **Differs** PodDisruptionBudgets, which hold evictions up, are not read: how many a budget allows changes
 *   with every eviction, and the server is asked again until it agrees
 * - **Upstream** kubectl `pkg/drain/filters.go` Helper.makeFilters, Helper.daemonSetFilter,
 *   Helper.mirrorPodFilter
 *
 * @example
 * import { drainOutcome } from 'podfit/kubectl'
 *
 * const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', controller: true }]
 * const pod = { metadata: { namespace: 'a', name: 'agent-x', ownerReferences } }
 * drainOutcome(pod, () => true) // => { code: 'Refused', why: 'DaemonSet' }
 * drainOutcome(pod, () => true, { ignoreDaemonSets: true }) // => { code: 'Left', why: 'DaemonSet' }
 *
 * @since 0.1.0
 */
export const drainOutcome = <const K extends string>(
  pod: Pod & OfKind<K, 'Pod'>,
  exists: (namespace: string, name: string) => boolean,
  options: DrainOptions = {},
): DrainOutcome => {
  const ended = hasEnded(pod.status?.phase)
  const controller = controllerOf(pod.metadata)
  const override = (obstacle: DrainObstacle, allowed: Maybe<boolean>): DrainOutcome =>
    allowed === true ? { code: 'Evicted', loses: obstacle } : { code: 'Refused', why: obstacle }
  let outcome: DrainOutcome = { code: 'Evicted' }
  if (controller !== undefined && isDaemonSetReference(controller) && !ended) {
    if (exists(pod.metadata?.namespace ?? '', controller.name ?? '')) {
      return options.ignoreDaemonSets === true
        ? { code: 'Left', why: 'DaemonSet' }
        : { code: 'Refused', why: 'DaemonSet' }
    }
    outcome = override('DaemonSetMissing', options.force)
    if (outcome.code === 'Refused') return outcome
  }
  if (own(pod.metadata?.annotations, ANNOTATION_MIRROR) !== undefined)
    return { code: 'Left', why: 'MirrorPod' }
  if (ended) return outcome
  if (hasLocalStorage(pod)) {
    outcome = override('LocalStorage', options.deleteEmptyDirData)
    if (outcome.code === 'Refused') return outcome
  }
  return controller === undefined ? override('NoController', options.force) : outcome
}

const hasLocalStorage = ({ spec }: Pod): boolean =>
  Array.isArray(spec?.volumes) &&
  spec.volumes.some(
    (volume: unknown) => isJsonObject(volume) && (volume['emptyDir'] ?? null) !== null,
  )
