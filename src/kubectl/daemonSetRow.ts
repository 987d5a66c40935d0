import { nameOf } from '../kube/objectFacts.js'
import { compareText } from '../data/compareText.js'
import { toInstant, toInstantOrZero, ZERO_INSTANT, type Now } from '../data/instant.js'
import { int64ToJson, toInt64, type JsonInt64 } from '../data/int64.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { StatusNumbers } from '../sync/plan.js'
import { age } from './age.js'

/**
 * The cells of `kubectl get daemonsets`, under the names of its columns.
 *
 * @since 0.1.0
 */
export interface DaemonSetRow {
  readonly NAME: string
  readonly DESIRED: JsonInt64
  readonly CURRENT: JsonInt64
  readonly READY: JsonInt64
  readonly 'UP-TO-DATE': JsonInt64
  readonly AVAILABLE: JsonInt64
  readonly 'NODE SELECTOR': string
  readonly AGE: string
}

/** When the table is printed, and numbers in place of those of the status. @since 0.2.0 */
export interface DaemonSetRowOptions {
  /** When the row is printed; without an instant that can be read the age is unknown. */
  readonly now: Now
  /** The numbers of a plan, which go before those of the recorded status. */
  readonly numbers?: StatusNumbers | undefined
}

/**
 * The row that `kubectl get daemonsets` prints: from the recorded status, or from the numbers of a plan.
 * What is no finite number counts as 0, as a number that is absent does.
 *
 * - **Upstream** kubernetes `pkg/printers/internalversion/printers.go` printDaemonSet, translateTimestampSince
 *
 * @example
 * import { daemonSetRow } from 'podfit/kubectl'
 *
 * const status = { desiredNumberScheduled: 3, currentNumberScheduled: 2 }
 * daemonSetRow({ metadata: { name: 'agent' }, status }, { now: new Date(0) }).DESIRED // => 3
 *
 * @since 0.1.0
 */
export const daemonSetRow = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  { now, numbers }: DaemonSetRowOptions,
): DaemonSetRow => {
  const counted = (name: Column): JsonInt64 =>
    int64ToJson(toInt64(numbers?.[name] ?? daemonSet.status?.[name] ?? 0))
  const clock = toInstant(now)
  const created = toInstantOrZero(daemonSet.metadata?.creationTimestamp)
  const selector = daemonSet.spec?.template?.spec?.nodeSelector
  const pairs = Object.keys(selector ?? {})
    .map((key) => `${key}=${own(selector, key) ?? ''}`)
    .sort(compareText)
  return {
    NAME: nameOf(daemonSet),
    DESIRED: counted(STATUS_COLUMNS.DESIRED),
    CURRENT: counted(STATUS_COLUMNS.CURRENT),
    READY: counted(STATUS_COLUMNS.READY),
    'UP-TO-DATE': counted(STATUS_COLUMNS['UP-TO-DATE']),
    AVAILABLE: counted(STATUS_COLUMNS.AVAILABLE),
    'NODE SELECTOR': pairs.length === 0 ? '<none>' : pairs.join(','),
    AGE: created === ZERO_INSTANT || clock === undefined ? '<unknown>' : age(created, clock),
  }
}

/** The columns that show a number of the status. */
export const STATUS_COLUMNS = {
  DESIRED: 'desiredNumberScheduled',
  CURRENT: 'currentNumberScheduled',
  READY: 'numberReady',
  'UP-TO-DATE': 'updatedNumberScheduled',
  AVAILABLE: 'numberAvailable',
} as const

type Column = (typeof STATUS_COLUMNS)[keyof typeof STATUS_COLUMNS]
