import { SECOND, ZERO_INSTANT, type Instant } from '../data/instant.js'
import { toInt64 } from '../data/int64.js'
import type { Pod } from '../kube/pod.js'
import { isReady, readySince } from '../kube/podFacts.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'

/**
 * Whether a pod has been ready for `minReadySeconds`, the last instant included (not so in older
 * releases). Without a transition time it never is, unless nothing is asked.
 *
 * - **Upstream** kubernetes `pkg/api/v1/pod/util.go` IsPodAvailable
 */
export const isAvailable = (
  pod: Pod,
  minReadySeconds: number,
  now: Instant,
  semantics: Semantics = newestSemantics,
): boolean => {
  if (!isReady(pod)) return false
  if (minReadySeconds === 0) return true
  const from = availableFrom(pod, minReadySeconds, semantics)
  return from !== undefined && from <= now
}

/** The first instant in which a pod that stays ready counts as available; undefined without a transition time. */
export const availableFrom = (
  pod: Pod,
  minReadySeconds: number,
  { availableAtBoundary }: Pick<Semantics, 'availableAtBoundary'> = newestSemantics,
): Instant | undefined => {
  const since = readySince(pod)
  if (since === ZERO_INSTANT) return undefined
  const passed = since + toInt64(minReadySeconds) * SECOND
  return availableAtBoundary ? passed : passed + 1n
}
