import { claimablePods, type Cluster } from '../../cluster/cluster.js'
import { plan as planFor } from '../../cluster/plan.js'
import { grouped } from '../../data/grouped.js'
import { toInstant, type Time } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Event } from '../../kube/event.js'
import type { Pod } from '../../kube/pod.js'
import type { Semantics } from '../../kube/semantics.js'
import { isBound } from '../../kube/podFacts.js'
import type { Plan } from '../../sync/plan.js'
import type { Circumstances } from './causeOf.js'
import { placesOf, type Place } from '../forecast/place.js'
import { refusalOf, type Refusal } from './refusal.js'

/**
 * What attribution looks at besides the objects.
 *
 * @since 0.1.0
 */
export interface AttributionOptions {
  readonly now: Time
  /** Events of the cluster: those named `FailedCreate` tell why a node has no pod. */
  readonly events?: readonly Event[]
  /** For how many seconds a start may take before it counts as failing; 600 unless given. */
  readonly patience?: number
  readonly semantics?: Semantics
}

/** What a rollout is looked at with: its places, by the next pass, and what is around them. */
export interface Scenery {
  readonly plan: Plan
  readonly places: readonly Place[]
  readonly around: Circumstances
  readonly refusal: Refusal | undefined
}

const PATIENCE = 600

/** Looks at a DaemonSet's places once, for everything that is then said of them. */
export const sceneryOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  { now, events = [], patience = PATIENCE, semantics }: AttributionOptions,
): Scenery => {
  const plan = planFor(snapshot, daemonSet, { now, ...(semantics && { semantics }) })
  const byNode = podsByNodeName(snapshot)
  return {
    plan,
    places: placesOf(snapshot, daemonSet, plan, semantics),
    around: {
      now: toInstant(now) ?? 0n,
      minReadySeconds: daemonSet.spec?.minReadySeconds ?? 0,
      patience,
      podsOn: (node) => byNode.get(node) ?? [],
    },
    refusal: refusalOf(daemonSet, events, claimablePods(snapshot, daemonSet) ?? []),
  }
}

const podsByNodeName = ({ pods }: Cluster): ReadonlyMap<string, readonly Pod[]> =>
  grouped([...(pods?.values() ?? [])].filter(isBound), ({ spec }) => spec?.nodeName ?? '')
