import { int64ToJson, MAX_INT64, wrapInt64, type JsonInt64 } from '../data/int64.js'
import { SECOND } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { NO_EXECUTE } from '../kube/wellKnown.js'
import { readToleration } from './readToleration.js'
import { usedToleration } from './untolerated.js'

/**
 * What `NoExecute` taints do to a pod on the node: `never` evicted, `now`, or `after` a delay that starts
 * when the eviction controller first sees the situation.
 *
 * @since 0.1.0
 */
export type Eviction =
  | { readonly code: 'never'; readonly tolerated: true }
  | { readonly code: 'now'; readonly tolerated: boolean }
  | { readonly code: 'after'; readonly tolerated: true; readonly nanoseconds: JsonInt64 }

/**
 * When a pod with these tolerations is evicted from a node with these taints.
 *
 * - **Rules**
 *   1. Only `NoExecute` taints count; without any the pod stays.
 *   2. A taint that nothing tolerates evicts at once.
 *   3. Each taint uses the first toleration that tolerates it; of those, the smallest `tolerationSeconds`
 *      counts. Unset is for ever; 0 or less is at once; the largest int64 is for ever.
 *   4. The delay in nanoseconds is int64 arithmetic and wraps: from 9,223,372,037 s on it may be negative,
 *      which is for ever.
 *
 * - **Units** nanoseconds, as decimal text beyond 2^53 (104 days)
 * - **Upstream** kubernetes `pkg/controller/tainteviction/taint_eviction.go` getMinTolerationTime,
 *   Controller.processPodOnNode
 *
 * @example
 * import { eviction } from 'podfit/controller'
 *
 * const taints = [{ key: 'maintenance', effect: 'NoExecute' }]
 * eviction([], taints).code // => 'now'
 * eviction([{ operator: 'Exists', tolerationSeconds: 30 }], taints).code // => 'after'
 *
 * @since 0.1.0
 */
export const eviction = (
  tolerations: Maybe<readonly Toleration[]>,
  taints: Maybe<readonly Taint[]>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): Eviction => {
  const limits = toleratedFor(tolerations, taints, semantics)
  if (limits === undefined) return { code: 'now', tolerated: false }
  const delay = least(limits)
  if (delay === undefined) return { code: 'never', tolerated: true }
  if (delay === 0n) return { code: 'now', tolerated: true }
  return { code: 'after', tolerated: true, nanoseconds: int64ToJson(delay) }
}

/** A `NoExecute` taint and for how many seconds it is tolerated; undefined seconds are for ever. */
export interface TimeLimit {
  readonly taint: Taint
  readonly seconds: bigint | undefined
}

/** The limit that each `NoExecute` taint sets, or undefined when one of them is not tolerated at all. */
export const toleratedFor = (
  tolerations: Maybe<readonly Toleration[]>,
  taints: Maybe<readonly Taint[]>,
  semantics: Semantics,
): readonly TimeLimit[] | undefined => {
  const read = (tolerations ?? []).map((toleration, i) => readToleration(toleration, [i]))
  const limits: TimeLimit[] = []
  for (const taint of taints ?? []) {
    if (taint.effect !== NO_EXECUTE) continue
    const used = usedToleration(read, taint, semantics)
    if (used === undefined) return undefined
    limits.push({ taint, seconds: used.seconds })
  }
  return limits
}

/** Rules 3 and 4: the smallest limit decides. The delay in nanoseconds, 0 for at once, undefined for never. */
export const least = (limits: readonly TimeLimit[]): bigint | undefined => {
  let seconds: bigint | undefined
  for (const limit of limits) {
    if (limit.seconds === undefined) continue
    if (limit.seconds <= 0n) return 0n
    if (seconds === undefined || limit.seconds < seconds) seconds = limit.seconds
  }
  if (seconds === undefined || seconds === MAX_INT64) return undefined
  const nanoseconds = wrapInt64(seconds * SECOND)
  return nanoseconds < 0n ? undefined : nanoseconds
}
