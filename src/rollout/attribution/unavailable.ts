import { courseOf, type Cause, type Course, causeOf } from './causeOf.js'
import type { RolloutContext } from './rolloutContext.js'

/**
 * A pod that is not available, or a node that should run one and has none, and the one cause of it.
 *
 * @since 0.1.0
 */
export interface UnavailablePod {
  readonly node: string
  /** Absent where the node has no pod. */
  readonly pod?: string
  /** Whether the node should run a pod; otherwise the pod is terminating, or stays where it should not be. */
  readonly desired: boolean
  /** Whether the pod was made from the current template. */
  readonly updated: boolean
  readonly cause: Cause
  readonly course: Course
}

/** Every unavailable pod, and every node that should have one and has none, with its cause; of a DaemonSet that is being deleted none is missing. */
export const unavailablePods = (context: RolloutContext): readonly UnavailablePod[] =>
  context.nodeStates.flatMap((state): readonly UnavailablePod[] => {
    const desired = state.decision === 'run'
    if (state.pods.length === 0) {
      if (context.plan.outcome.code === 'BeingDeleted') return []
      const { refusal } = context
      const cause: Cause =
        refusal === undefined ? { code: 'NotYetCreated' } : { code: 'NotCreated', ...refusal }
      return [{ node: state.name, desired, updated: false, cause, course: courseOf(cause) }]
    }
    return state.pods.flatMap((pod) => {
      const cause = causeOf(context, state, pod)
      if (cause === undefined) return []
      const { name, updated } = pod
      return [{ node: state.name, pod: name, desired, updated, cause, course: courseOf(cause) }]
    })
  })
