import { compareText } from '../data/compareText.js'
import { toInstant, toInstantOrZero, ZERO_INSTANT, type Time } from '../data/instant.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { StatusNumbers } from '../sync/plan.js'
import { age } from './age.js'

/**
 * The cells of `kubectl get daemonsets`, under the names of its columns.
 *
 * @since 0.1.0
 */
export interface DaemonSetRow {
  readonly NAME: string
  readonly DESIRED: number
  readonly CURRENT: number
  readonly READY: number
  readonly 'UP-TO-DATE': number
  readonly AVAILABLE: number
  readonly 'NODE SELECTOR': string
  readonly AGE: string
}

/**
 * The row that `kubectl get daemonsets` prints: from the recorded status, or from the numbers of a plan.
 *
 * - **Upstream** kubernetes `pkg/printers/internalversion/printers.go` printDaemonSet
 *
 * @example
 * import { daemonSetRow } from 'podfit/kubectl'
 *
 * const status = { desiredNumberScheduled: 3, currentNumberScheduled: 2 }
 * daemonSetRow({ metadata: { name: 'agent' }, status }, new Date(0)).DESIRED // => 3
 *
 * @since 0.1.0
 */
export const daemonSetRow = (
  daemonSet: DaemonSet,
  now: Time,
  numbers: StatusNumbers = {},
): DaemonSetRow => {
  const status = { ...daemonSet.status, ...numbers }
  const created = toInstantOrZero(daemonSet.metadata?.creationTimestamp)
  const selector = daemonSet.spec?.template?.spec?.nodeSelector
  const pairs = Object.keys(selector ?? {})
    .map((key) => `${key}=${own(selector, key) ?? ''}`)
    .sort(compareText)
  return {
    NAME: daemonSet.metadata?.name ?? '',
    DESIRED: status.desiredNumberScheduled ?? 0,
    CURRENT: status.currentNumberScheduled ?? 0,
    READY: status.numberReady ?? 0,
    'UP-TO-DATE': status.updatedNumberScheduled ?? 0,
    AVAILABLE: status.numberAvailable ?? 0,
    'NODE SELECTOR': pairs.length === 0 ? '<none>' : pairs.join(','),
    AGE: created === ZERO_INSTANT ? '<unknown>' : age(created, toInstant(now) ?? 0n),
  }
}
