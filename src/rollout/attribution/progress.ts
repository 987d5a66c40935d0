import { withStatus } from '../../cluster/withStatus.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { rolloutStatus, type RolloutStatus } from '../../kubectl/rolloutStatus.js'
import { courseOf } from './cause.js'
import { causeOf, type Circumstances } from './causeOf.js'
import { downSince } from './downNode.js'
import type { Forecast } from '../forecast/forecast.js'
import type { Place, PlacedPod } from '../forecast/place.js'
import type { Scenery } from './scenery.js'

/**
 * Where a rollout stands in one word, and what `kubectl rollout status` would say of it.
 *
 * @since 0.1.0
 */
export interface Progress {
  /**
   * `done`: by the numbers that kubectl looks at. `stalled`: it is not done, and never is if nobody does
   * anything. `progressing`: everything else, also what only chance may stall.
   */
  readonly code: 'done' | 'progressing' | 'stalled'
  /** What `kubectl rollout status` reads once the controller's next pass has written its status. */
  readonly next: RolloutStatus
  /** What kubectl does not say even then; absent where it says it all, or refuses to answer. */
  readonly unsaid?: Unsaid
}

/** What `kubectl rollout status` cannot say. @since 0.1.0 */
export type Unsaid =
  /** It waits, and the rollout comes to rest before it is done. */
  | 'NeverEnds'
  /** It waits, and whether the rollout gets done is left to chance. */
  | 'MayNeverEnd'
  /** It waits for ever: it counts a pod that never finishes being deleted, though its successor serves. */
  | 'CountsTerminating'
  /** It says done, counting one pod of each node that should run one, and something else is left. */
  | 'LeftOver'

/** Undefined where too little is known to tell. */
export const progressOf = (
  daemonSet: DaemonSet,
  scenery: Scenery,
  forecast: Forecast,
): Progress | undefined => {
  if (forecast.code === 'Unknown') return undefined
  const after = withStatus(daemonSet, scenery.plan)
  const done = isDone(after)
  const stalls = forecast.code === 'Rests' || forecast.code === 'Stopped'
  const next = rolloutStatus(after)
  const refuses = next.code === 'NotRollingUpdate'
  const unsaid = refuses ? undefined : unsaidOf(done, forecast.code, scenery)
  return {
    code: done ? 'done' : stalls ? 'stalled' : 'progressing',
    next,
    ...(unsaid !== undefined && { unsaid }),
  }
}

/** By the numbers that kubectl looks at, whether or not the strategy is one that it answers for. */
const isDone = (daemonSet: DaemonSet): boolean => {
  const spec = { ...daemonSet.spec, updateStrategy: { type: 'RollingUpdate' } }
  return rolloutStatus({ ...daemonSet, spec }).code === 'Done'
}

const unsaidOf = (
  done: boolean,
  code: Exclude<Forecast['code'], 'Unknown'>,
  scenery: Scenery,
): Unsaid | undefined => {
  if (done) return code === 'Done' || code === 'Stopped' ? undefined : 'LeftOver'
  if (code === 'Rests' || code === 'Stopped') return 'NeverEnds'
  if (code === 'MayRest') return 'MayNeverEnd'
  return countsTerminating(scenery) ? 'CountsTerminating' : undefined
}

/** Whether the oldest pod of a node, which kubectl's numbers count, is to go and never gone. */
const countsTerminating = ({ places, around }: Scenery): boolean =>
  places.some((place) => {
    const [oldest] = place.pods
    if (place.decision !== 'run' || oldest === undefined) return false
    return !(oldest.updated && oldest.available) && neverGone(around, place, oldest)
  })

const neverGone = (around: Circumstances, place: Place, pod: PlacedPod): boolean => {
  if (!pod.terminating) return !pod.updated && isDown(place)
  const cause = causeOf(around, place, pod)
  return cause !== undefined && courseOf(cause) === 'lasts'
}

const isDown = ({ node }: Place): boolean => node !== undefined && downSince(node) !== undefined
