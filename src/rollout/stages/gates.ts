import * as E from 'fp-ts/Either'
import { formatInstant, SECOND, type Instant } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { readySince } from '../../kube/podFacts.js'
import type { IntOrString } from '../../kube/daemonSet.js'
import { scaledValue } from '../../sync/scaledValue.js'
import { availablePod, type NodeState, type PodState } from '../attribution/nodeState.js'

/**
 * What has to hold before a staged rollout goes on.
 *
 * @since 0.1.0
 */
export interface StageGates {
  /**
   * How many nodes must keep an available pod: a number, or a percentage of those that should run one. What
   * cannot be read stands for all of them.
   */
  readonly minAvailable?: IntOrString | undefined
  /** How often a container of an updated pod may have restarted. */
  readonly maxRestarts?: number | undefined
  /** For how many seconds every updated pod must have been ready before the next stage begins. */
  readonly soakSeconds?: number | undefined
}

/** A gate that is closed. @since 0.1.0 */
export type ClosedGate =
  | { readonly code: 'TooFewAvailable'; readonly available: number; readonly wanted: number }
  | { readonly code: 'TooManyRestarts'; readonly pods: readonly string[]; readonly most: number }
  | { readonly code: 'Soaking'; readonly until: string; readonly pods: readonly string[] }

const countAvailable = (states: readonly NodeState[]): number =>
  states.filter((state) => availablePod(state) !== undefined).length

/** How many more nodes may lose their available pod; without the gate, all. */
export const spareNodes = (states: readonly NodeState[], { minAvailable }: StageGates): number => {
  if (minAvailable === undefined) return states.length
  const wanted = scaledValue(minAvailable, states.length, { roundUp: true })
  return countAvailable(states) - (E.isRight(wanted) ? Number(wanted.right) : states.length)
}

/** Which gates are closed, by the nodes of all stages; soaking matters where a stage is about to begin. */
export const closedGates = (
  states: readonly NodeState[],
  gates: StageGates,
  begins: boolean,
  now: Instant,
): readonly ClosedGate[] => {
  const closed: ClosedGate[] = []
  const spare = spareNodes(states, gates)
  if (spare < 0) {
    const available = countAvailable(states)
    closed.push({ code: 'TooFewAvailable', available, wanted: available - spare })
  }
  const updated = states.flatMap(({ pods }) => pods.filter((pod) => pod.updated))
  const most = gates.maxRestarts ?? Number.POSITIVE_INFINITY
  const restarting = updated.filter((pod) => restartsOf(pod) > most)
  if (restarting.length > 0) {
    closed.push({ code: 'TooManyRestarts', pods: restarting.map(({ name }) => name), most })
  }
  const soak = toInt64(gates.soakSeconds ?? 0) * SECOND
  const young = updated.filter((pod) => pod.ready && readySince(pod.pod) + soak > now)
  if (begins && young.length > 0) {
    const last = young.map(({ pod }) => readySince(pod)).reduce((a, b) => (a > b ? a : b))
    const pods = young.map(({ name }) => name)
    closed.push({ code: 'Soaking', until: formatInstant(last + soak), pods })
  }
  return closed
}

const restartsOf = ({ pod }: PodState): number =>
  (pod.status?.containerStatuses ?? []).reduce(
    (most, { restartCount }) => Math.max(most, restartCount ?? 0),
    0,
  )
