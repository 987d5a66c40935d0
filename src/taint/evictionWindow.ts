import { toInstant, type Instant } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { least, toleratedFor, type TimeLimit } from './eviction.js'

/** The instants between which an eviction falls. */
export interface EvictionWindow {
  readonly earliest: Instant
  readonly latest: Instant
}

/**
 * When a pod is evicted, as far as a snapshot can tell; undefined is never.
 *
 * - **Rules**
 *   1. A taint that nothing tolerates evicts now; tolerating all of them for ever evicts never.
 *   2. Otherwise a pending timer that is known is kept, whatever limits came since, 0 seconds included.
 *   3. If none is known, the timer was set at some moment since a taint with a limit came, by the taints there were
 *      then: from `timeAdded` on if the controller saw it at once, up to now if it has just restarted. A
 *      timer that a later taint would shorten is kept, so a taint that came earlier may still decide.
 *   4. A taint without `timeAdded` may have come at any time before now.
 *
 * - **Upstream** kubernetes `pkg/controller/tainteviction/taint_eviction.go` Controller.processPodOnNode
 */
export const evictionWindow = (
  tolerations: Maybe<readonly Toleration[]>,
  taints: Maybe<readonly Taint[]>,
  now: Instant,
  pending?: Instant,
  semantics: Semantics = newestSemantics,
): EvictionWindow | undefined => {
  const limits = toleratedFor(tolerations, taints, semantics)
  if (limits === undefined) return { earliest: now, latest: now }
  const delay = least(limits)
  if (delay === undefined) return undefined
  if (pending !== undefined) return { earliest: pending, latest: pending }
  const deadlines = [now + delay, ...earlierDeadlines(limits, now)]
  return {
    earliest: maximum([now, deadlines.reduce((a, b) => (a < b ? a : b))]),
    latest: maximum(deadlines),
  }
}

const maximum = (instants: readonly Instant[]): Instant =>
  instants.reduce((a, b) => (a > b ? a : b))

/** The deadlines of timers set when each of the taints came, and just before the next one did. */
const earlierDeadlines = (limits: readonly TimeLimit[], now: Instant): readonly Instant[] => {
  const dated = limits.flatMap((limit) => {
    const added = toInstant(limit.taint.timeAdded)
    return added === undefined ? [] : [{ limit, added }]
  })
  const undated = limits.filter((limit) => toInstant(limit.taint.timeAdded) === undefined)
  /** An undated taint may have been there, too; of several one at most, for more would only shorten. */
  const setAt = (set: Instant, there: readonly { readonly limit: TimeLimit }[]) => {
    const certain = there.map(({ limit }) => limit)
    return [
      ...deadline(certain, set),
      ...undated.flatMap((limit) => deadline([...certain, limit], set)),
    ]
  }
  const finite = dated.filter(({ limit }) => limit.seconds !== undefined)
  const cameLongAgo = undated.some((limit) => limit.seconds !== undefined)
  return [
    ...(cameLongAgo ? [now] : []),
    ...setAt(now, dated),
    ...finite.flatMap(({ added: set }) => [
      ...setAt(
        set,
        dated.filter(({ added }) => added <= set),
      ),
      ...setAt(
        set,
        dated.filter(({ added }) => added < set),
      ),
    ]),
  ]
}

const deadline = (limits: readonly TimeLimit[], set: Instant): readonly Instant[] => {
  const delay = least(limits)
  return delay === undefined || delay === 0n ? [] : [set + delay]
}
