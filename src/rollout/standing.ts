import type { Semantics } from '../kube/semantics.js'
import type { Plan } from '../sync/plan.js'
import { availablePod, placesOf, type Place } from './place.js'
import type { State } from './state.js'

/** How far a rollout has come at an instant. */
export interface Standing {
  /** Nodes that should run a pod and have an available one that is not being deleted. */
  readonly available: number
  /** Those of them whose pod is updated. */
  readonly updated: number
  /** Nodes where something is left to do: an outdated pod, or none that is updated and available. */
  readonly unfinished: readonly string[]
}

export const standingOf = (
  { snapshot, daemonSet }: State,
  pass: Plan,
  semantics: Semantics | undefined,
): Standing => {
  const places = placesOf(snapshot, daemonSet, pass, semantics)
  const served = places.filter((place) => place.decision === 'run').map(availablePod)
  return {
    available: served.filter((pod) => pod !== undefined).length,
    updated: served.filter((pod) => pod?.updated === true).length,
    unfinished: places.filter((place) => !isFinished(place)).map(({ name }) => name),
  }
}

/** Whether a node has nothing of the old revision, and what it should have of the new one. */
const isFinished = (place: Place): boolean =>
  place.pods.every((pod) => pod.updated || pod.terminating) &&
  (place.decision !== 'run' || availablePod(place) !== undefined)
