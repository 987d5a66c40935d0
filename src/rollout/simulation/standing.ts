import { nameOf } from '../../kube/objectFacts.js'
import { compareText } from '../../data/compareText.js'
import type { Semantics } from '../../kube/semantics.js'
import type { Plan } from '../../sync/plan.js'
import { availablePod, placesOf, type Place } from '../forecast/place.js'
import { allWaiting, countWaiting, type State } from './state.js'

/** How far a rollout has come at an instant. */
export interface Standing {
  /** Nodes that should run a pod and have an available one that is not being deleted. */
  readonly available: number
  /** Those of them whose pod is updated. */
  readonly updated: number
  /** Nodes where something is left to do: an outdated pod, or none that is updated and available. */
  readonly unfinished: number
}

export const standingOf = (
  { snapshot, daemonSet, folded }: State,
  pass: Plan,
  semantics: Semantics | undefined,
): Standing => {
  const places = placesOf(snapshot, daemonSet, pass, semantics)
  const served = places.filter((place) => place.decision === 'run').map(availablePod)
  const waiting = countWaiting(folded)
  return {
    available: served.filter((pod) => pod !== undefined).length + folded.finished + waiting,
    updated: served.filter((pod) => pod?.updated === true).length + folded.finished,
    unfinished: places.filter((place) => !isFinished(place)).length + waiting,
  }
}

/** The nodes where something is left to do, in the order of names. */
export const unfinishedOf = (
  { snapshot, daemonSet, folded }: State,
  pass: Plan,
  semantics: Semantics | undefined,
): readonly string[] => {
  const places = placesOf(snapshot, daemonSet, pass, semantics)
  return [
    ...places.filter((place) => !isFinished(place)).map(({ name }) => name),
    ...allWaiting(folded).map(({ node }) => nameOf(node)),
  ].sort(compareText)
}

/** Whether a node has nothing of the old revision, and what it should have of the new one. */
const isFinished = (place: Place): boolean =>
  place.pods.every((pod) => pod.updated || pod.terminating) &&
  (place.decision !== 'run' || availablePod(place) !== undefined)
