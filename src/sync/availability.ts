import { SECOND, ZERO_INSTANT, type Instant } from '../data/instant.js'
import { toInt64 } from '../data/int64.js'
import type { Pod } from '../kube/pod.js'
import { isReady, readySince } from '../kube/podFacts.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'

/**
 * Whether a pod has been ready for `minReadySeconds`, the last instant included (not so in older
 * releases). Without a transition time it never is, unless nothing is asked.
 *
 * - **Upstream** kubernetes `pkg/api/v1/pod` IsPodAvailable
 */
export const isAvailable = (
  pod: Pod,
  minReadySeconds: number,
  now: Instant,
  semantics: Semantics = newestSemantics,
): boolean => {
  if (!isReady(pod)) return false
  if (minReadySeconds === 0) return true
  const since = readySince(pod)
  if (since === ZERO_INSTANT) return false
  const from = since + toInt64(minReadySeconds) * SECOND
  return semantics.availableAtBoundary ? from <= now : from < now
}
