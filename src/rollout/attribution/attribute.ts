import type { Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { rolloutStatus, type RolloutStatus } from '../../kubectl/rolloutStatus.js'
import type { UnknownInput } from '../../sync/disposition.js'
import type { CauseCode } from './cause.js'
import { forecastOf } from '../forecast/forecast.js'
import type { RolloutOptions } from '../simulation/model.js'
import { availablePod } from '../forecast/place.js'
import { progressOf, type Progress } from './progress.js'
import { sceneryOf } from './scenery.js'
import { unavailableOf, type Unavailable } from './unavailable.js'

/**
 * Where a rollout stands, and who keeps it.
 *
 * - **Shapes** Plain JSON. Each unavailable pod appears once, with one cause.
 *
 * @since 0.1.0
 */
export interface Attribution {
  readonly now: string
  readonly unknown: readonly UnknownInput[]
  readonly desired: number
  /** Nodes that should run a pod and have an available one that is not being deleted. */
  readonly available: number
  /** Those among them whose pod was made from the current template. */
  readonly updated: number
  readonly unavailable: readonly Unavailable[]
  /** How many there are of each cause. */
  readonly sums: Readonly<Partial<Record<CauseCode, number>>>
  /** What `kubectl rollout status` reads from the status. */
  readonly status: RolloutStatus
  /** Whether it is done, goes on, or has stalled; absent where too little is known. */
  readonly progress?: Progress
}

/**
 * Where a rollout stands, and why each unavailable pod is not available: one cause from a closed list, read
 * from the status of pods and nodes, and for nodes without a pod from the events.
 *
 * - **Rules**
 *   1. A pod counts as unavailable when it is being deleted, or is not ready for `minReadySeconds`.
 *   2. Each has the first cause that applies: its node, its deletion, the scheduler, its containers, time.
 *   3. A node that should run a pod and has none: the API server refused the last attempt, if an event says
 *      so; otherwise it is still to be created.
 *   4. The rollout is done when `kubectl rollout status` says so after the next pass (under `OnDelete`: when
 *      its numbers are reached), stalled when it is not done and `forecast` says that it rests or that
 *      nothing happens, and progressing otherwise.
 *
 * - **Laws** every unavailable pod has exactly one cause; available and unavailable places that should run a
 *   pod add up to the desired number
 *
 * @example
 * import { cluster } from 'podfit'
 * import { attribute } from 'podfit/rollout'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * attribute(snapshot, daemonSet, { now: new Date(0) }).sums // => { NotYetCreated: 1 }
 *
 * @since 0.1.0
 */
export const attribute = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
): Attribution => {
  const scenery = sceneryOf(snapshot, daemonSet, options)
  const { plan, places } = scenery
  const unavailable = plan.unknown.some((input) => input !== 'revisions')
    ? []
    : unavailableOf(scenery)
  const sums = new Map<CauseCode, number>()
  for (const { cause } of unavailable) sums.set(cause.code, (sums.get(cause.code) ?? 0) + 1)
  const foreseen = forecastOf(snapshot, daemonSet, options, scenery)
  const progress = progressOf(daemonSet, scenery, foreseen)
  const served = places.filter((place) => place.decision === 'run' && availablePod(place))
  return {
    now: plan.now,
    unknown: plan.unknown,
    desired: places.filter((place) => place.decision === 'run').length,
    available: served.length,
    updated: served.filter((place) => availablePod(place)?.updated === true).length,
    unavailable,
    sums: Object.fromEntries(sums),
    status: rolloutStatus(daemonSet),
    ...(progress !== undefined && { progress }),
  }
}
