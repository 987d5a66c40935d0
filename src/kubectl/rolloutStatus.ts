import { isRollingUpdate, isSpecObserved, type DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'

/**
 * What `kubectl rollout status` reads from a DaemonSet's status. It knows numbers only: no node, no
 * reason, and nothing of a rollout that will never end.
 *
 * @since 0.1.0
 */
export type RolloutStatus =
  /** It refuses any other strategy. */
  | { readonly code: 'NotRollingUpdate' }
  /** The controller has not observed the newest spec yet. */
  | { readonly code: 'SpecNotObserved' }
  | { readonly code: 'Updating'; readonly updated: number; readonly desired: number }
  | { readonly code: 'Unavailable'; readonly available: number; readonly desired: number }
  | { readonly code: 'Done' }

/**
 * Where the rollout stands, as `kubectl rollout status` says.
 *
 * - **Upstream** kubectl `pkg/polymorphichelpers/rollout_status.go` DaemonSetStatusViewer.Status
 *
 * @example
 * import { rolloutStatus } from 'podfit/kubectl'
 *
 * const spec = { updateStrategy: { type: 'RollingUpdate' } }
 * const status = { desiredNumberScheduled: 3, updatedNumberScheduled: 1 }
 * rolloutStatus({ spec, status }) // => { code: 'Updating', updated: 1, desired: 3 }
 *
 * @since 0.1.0
 */
export const rolloutStatus = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
): RolloutStatus => {
  if (!isRollingUpdate(daemonSet)) return { code: 'NotRollingUpdate' }
  return statusProgress(daemonSet)
}

/** How far a rollout has come by the numbers of the status, whatever the strategy. */
export const statusProgress = (
  daemonSet: DaemonSet,
): Exclude<RolloutStatus, { readonly code: 'NotRollingUpdate' }> => {
  if (!isSpecObserved(daemonSet)) return { code: 'SpecNotObserved' }
  const { status } = daemonSet
  const desired = status?.desiredNumberScheduled ?? 0
  const updated = status?.updatedNumberScheduled ?? 0
  const available = status?.numberAvailable ?? 0
  if (updated < desired) return { code: 'Updating', updated, desired }
  if (available < desired) return { code: 'Unavailable', available, desired }
  return { code: 'Done' }
}
