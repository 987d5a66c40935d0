import * as E from 'fp-ts/Either'
import { formatInstant, SECOND, type Instant } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import type { IntOrString } from '../../kube/daemonSet.js'
import { readySince } from '../../kube/podFacts.js'
import { scaledValue } from '../../sync/scaledValue.js'
import { availablePod, type Place, type PlacedPod } from './place.js'

/**
 * What has to hold before a staged rollout goes on.
 *
 * @since 0.1.0
 */
export interface Gates {
  /**
   * How many nodes must keep an available pod: a number, or a percentage of those that should run one. What
   * cannot be read stands for all of them.
   */
  readonly minAvailable?: IntOrString
  /** How often a container of an updated pod may have restarted. */
  readonly maxRestarts?: number
  /** For how many seconds every updated pod must have been ready before the next stage begins. */
  readonly soakSeconds?: number
}

/** A gate that is shut. @since 0.1.0 */
export type ShutGate =
  | { readonly code: 'TooFewAvailable'; readonly available: number; readonly wanted: number }
  | { readonly code: 'TooManyRestarts'; readonly pods: readonly string[]; readonly most: number }
  | { readonly code: 'Soaking'; readonly until: string; readonly pods: readonly string[] }

const countAvailable = (places: readonly Place[]): number =>
  places.filter((place) => availablePod(place) !== undefined).length

/** How many more nodes may lose their available pod; without the gate, all. */
export const spareNodes = (places: readonly Place[], { minAvailable }: Gates): number => {
  if (minAvailable === undefined) return places.length
  const wanted = scaledValue(minAvailable, places.length, true)
  return countAvailable(places) - (E.isRight(wanted) ? Number(wanted.right) : places.length)
}

/** Which gates are shut for the places of all stages; soaking matters where a stage is about to begin. */
export const shutGates = (
  places: readonly Place[],
  gates: Gates,
  begins: boolean,
  now: Instant,
): readonly ShutGate[] => {
  const shut: ShutGate[] = []
  const spare = spareNodes(places, gates)
  if (spare < 0) {
    const available = countAvailable(places)
    shut.push({ code: 'TooFewAvailable', available, wanted: available - spare })
  }
  const updated = places.flatMap(({ pods }) => pods.filter((pod) => pod.updated))
  const most = gates.maxRestarts ?? Number.POSITIVE_INFINITY
  const restarting = updated.filter((pod) => restartsOf(pod) > most)
  if (restarting.length > 0) {
    shut.push({ code: 'TooManyRestarts', pods: restarting.map(({ name }) => name), most })
  }
  const soak = toInt64(gates.soakSeconds ?? 0) * SECOND
  const young = updated.filter((pod) => pod.ready && readySince(pod.pod) + soak > now)
  if (begins && young.length > 0) {
    const last = young.map(({ pod }) => readySince(pod)).reduce((a, b) => (a > b ? a : b))
    const pods = young.map(({ name }) => name)
    shut.push({ code: 'Soaking', until: formatInstant(last + soak), pods })
  }
  return shut
}

const restartsOf = ({ pod }: PlacedPod): number =>
  Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount ?? 0))
