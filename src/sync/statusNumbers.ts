import type { JsonInt64 } from '../data/int64.js'

/** Numbers of the status that count nodes. @since 0.1.0 */
export type StatusNumber =
  | 'desiredNumberScheduled'
  | 'currentNumberScheduled'
  | 'numberMisscheduled'
  | 'numberReady'
  | 'numberAvailable'
  | 'updatedNumberScheduled'

/** The status that the pass writes; a number that hangs on missing input is absent. @since 0.1.0 */
export interface StatusNumbers {
  readonly desiredNumberScheduled?: number
  readonly currentNumberScheduled?: number
  readonly numberMisscheduled?: number
  readonly numberReady?: number
  readonly numberAvailable?: number
  readonly updatedNumberScheduled?: number
  readonly numberUnavailable?: number
  readonly observedGeneration?: JsonInt64
}

/** @since 0.1.0 */
export interface StatusStep {
  /** Whether the pass writes a status: absent when that is unknown. */
  readonly written?: boolean
  readonly computed: StatusNumbers
  /** The same numbers as the object has them now. */
  readonly recorded: StatusNumbers
}
