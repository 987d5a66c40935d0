import { formatInstant, SECOND, toInstantOrZero, type Instant, type Time } from '../data/instant.js'
import { toInt64 } from '../data/int64.js'
import { own } from '../data/own.js'

/**
 * How long the controller waits before it deletes another failed pod on a node: since when, and for how
 * many seconds.
 *
 * @since 0.1.0
 */
export interface BackoffEntry {
  readonly since: Time
  readonly seconds: number
}

/**
 * The controller's memory of failed pods, by node name. It is lost when the controller restarts, and
 * starts afresh when the DaemonSet's `observedGeneration` is raised.
 *
 * @since 0.1.0
 */
export type Backoff = Readonly<Record<string, BackoffEntry>>

/** The memory as JSON: times as text. */
export const plainBackoff = (backoff: Backoff): Backoff =>
  Object.fromEntries(
    Object.entries(backoff).map(([node, { since, seconds }]) => [
      node,
      {
        since: typeof since === 'string' ? since : formatInstant(toInstantOrZero(since)),
        seconds: Number(toInt64(seconds)),
      },
    ]),
  )

const INITIAL_SECONDS = 1
const MAX_SECONDS = 15 * 60

const isStale = (entry: BackoffEntry, now: Instant): boolean =>
  now - toInstantOrZero(entry.since) > BigInt(2 * MAX_SECONDS) * SECOND

/** Until when a failed pod on the node is left alone; undefined when it may go now. */
export const backoffUntil = (backoff: Backoff, node: string, now: Instant): Instant | undefined => {
  const entry = own(backoff, node)
  if (entry === undefined || isStale(entry, now)) return undefined
  const until = toInstantOrZero(entry.since) + toInt64(entry.seconds) * SECOND
  return now < until ? until : undefined
}

/**
 * The entry after a failed pod on the node was deleted: 1 s at first, then doubling up to 15 min; one
 * older than 30 min starts again.
 *
 * - **Upstream** client-go `util/flowcontrol/backoff.go` Backoff.Next
 */
export const nextBackoff = (backoff: Backoff, node: string, now: Instant): BackoffEntry => {
  const entry = own(backoff, node)
  const seconds =
    entry === undefined || isStale(entry, now)
      ? INITIAL_SECONDS
      : Math.min(2 * Number(toInt64(entry.seconds)), MAX_SECONDS)
  return { since: formatInstant(now), seconds }
}
