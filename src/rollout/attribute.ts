import { claimablePods, type Cluster } from '../cluster/cluster.js'
import { plan as planFor } from '../cluster/plan.js'
import { toInstant, type Time } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Event } from '../kube/event.js'
import type { Pod } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import { rolloutStatus, type RolloutStatus } from '../kubectl/rolloutStatus.js'
import type { UnknownInput } from '../sync/fate.js'
import type { Plan } from '../sync/plan.js'
import { courseOf, type Cause, type CauseCode, type Course } from './cause.js'
import { causeOf, type Circumstances } from './causeOf.js'
import { placesOf, type Place, type PlacedPod } from './place.js'
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

/**
 * Where a rollout stands, and who keeps it.
 *
 * Shapes    Plain JSON. Each unavailable pod appears once, with one cause.
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

const podsByNodeName = ({ pods }: Cluster): ReadonlyMap<string, readonly Pod[]> => {
  const groups = new Map<string, Pod[]>()
  for (const pod of pods?.values() ?? []) {
    const node = pod.spec?.nodeName ?? ''
    if (node === '') continue
    const group = groups.get(node)
    if (group === undefined) groups.set(node, [pod])
    else group.push(pod)
  }
  return groups
}

/**
 * Why each unavailable pod of a DaemonSet is not available: one cause from a closed list, read from the
 * status of pods and nodes, and for nodes without a pod from the events.
 *
 * Rules
 * 1. A pod counts as unavailable when it is being deleted, or is not ready for `minReadySeconds`.
 * 2. Each has the first cause that applies: its node, its deletion, the scheduler, its containers, time.
 * 3. A node that should run a pod and has none: the API server refused the last attempt, if an event says
 *    so; otherwise it is still to be created.
 *
 * Laws      every unavailable pod has exactly one cause; available and unavailable places that should run a
 *           pod add up to the desired number
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
  options: AttributionOptions,
): Attribution => {
  const scenery = sceneryOf(snapshot, daemonSet, options)
  const { plan, places } = scenery
  const unavailable = plan.unknown.some((input) => input !== 'revisions')
    ? []
    : unavailableOf(scenery)
  const sums = new Map<CauseCode, number>()
  for (const { cause } of unavailable) sums.set(cause.code, (sums.get(cause.code) ?? 0) + 1)
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
  }
}

/** The pod that serves a node: available and not on its way out, an updated one if there are two. */
export const availablePod = ({ pods }: Place): PlacedPod | undefined => {
  const serving = pods.filter((pod) => pod.available && !pod.terminating)
  return serving.find((pod) => pod.updated) ?? serving[0]
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
