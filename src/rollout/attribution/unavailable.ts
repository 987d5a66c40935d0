import { courseOf, type Cause, type Course } from './cause.js'
import { causeOf } from './causeOf.js'
import type { Scenery } from './scenery.js'

/**
 * A pod that is not available, or a node that should run one and has none, and the one cause of it.
 *
 * @since 0.1.0
 */
export interface Unavailable {
  readonly node: string
  /** Absent where the node has no pod. */
  readonly pod?: string
  /** Whether the node should run a pod; otherwise the pod is on its way out, or stays where it should not be. */
  readonly desired: boolean
  /** Whether the pod was made from the current template. */
  readonly updated: boolean
  readonly cause: Cause
  readonly course: Course
}

/** Every unavailable pod, and every node that should have one and has none, with its cause. */
export const unavailableOf = ({
  places,
  around,
  refusal,
}: Pick<Scenery, 'places' | 'around' | 'refusal'>): readonly Unavailable[] =>
  places.flatMap((place): readonly Unavailable[] => {
    const desired = place.decision === 'run'
    if (place.pods.length === 0) {
      const cause: Cause =
        refusal === undefined ? { code: 'NotYetCreated' } : { code: 'NotCreated', ...refusal }
      return [{ node: place.name, desired, updated: false, cause, course: courseOf(cause) }]
    }
    return place.pods.flatMap((pod) => {
      const cause = causeOf(around, place, pod)
      if (cause === undefined) return []
      const { name, updated } = pod
      return [{ node: place.name, pod: name, desired, updated, cause, course: courseOf(cause) }]
    })
  })
