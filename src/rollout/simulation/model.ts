import { claimablePods, type Cluster } from '../../cluster/cluster.js'
import { SECOND, toInstantOrZero, type Instant } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { hostPorts } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import type { Semantics } from '../../kube/semantics.js'
import { isTerminating } from '../../kube/objectFacts.js'
import { sceneryOf, type AttributionOptions, type Scenery } from '../attribution/scenery.js'
import { causeOf } from '../attribution/causeOf.js'
import type { Cause, CauseCode } from '../attribution/cause.js'
import { downSince } from '../attribution/downNode.js'
import { portHoldersOf, type PortHolders } from '../attribution/portHolders.js'

/**
 * What is assumed of the world in which a rollout runs.
 *
 * @since 0.1.0
 */
export interface RolloutOptions extends AttributionOptions {
  /** Seconds from a pod's arrival on its node until it is ready; 10 unless given. */
  readonly readyAfter?: number
  /** Seconds from a pod's deletion until it is gone; 10 unless given. */
  readonly goneAfter?: number
  /**
   * Whether pods that are created now become ready. Unless given they do, except where the API server
   * refuses to create them, or where updated pods fail by their template and none is available.
   */
  readonly newPods?: 'becomeReady' | 'neverReady'
}

/** The world in which a rollout runs, as far as a snapshot tells; `simulate` states its rules. */
export interface Model {
  readonly start: Instant
  readonly readyAfter: Instant
  readonly goneAfter: Instant
  readonly newPods: 'becomeReady' | 'neverReady'
  readonly semantics: Semantics | undefined
  readonly down: ReadonlySet<string>
  readonly isNode: (name: string) => boolean
  /** Pods of others by node: they stay where they are, with their ports. */
  readonly others: (node: string) => readonly Pod[]
  /** Which of them hold ports of a node that new pods want. */
  readonly portHolders: (node: string) => PortHolders
  /**
   * Nodes on which the scheduler puts no new pod: those that should not run one, and those where it has
   * refused the present one.
   */
  readonly refusing: ReadonlySet<string>
  /** What becomes of the pods of the snapshot, by name. */
  readonly given: ReadonlyMap<string, GivenFate>
}

/** When a pod of the snapshot becomes ready, and, being deleted, is gone; never where absent. */
export interface GivenFate {
  readonly ready?: Instant
  readonly gone?: Instant
  readonly terminating: boolean
  /** Not on its node: whether it gets there once its ports are free. */
  readonly schedulable: boolean
}

/** The assumptions that are made unless others are given. */
export const DEFAULTS = { readyAfter: 10, goneAfter: 10 } as const

/** The model of a snapshot's world. */
export const modelOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
  scenery: Scenery = sceneryOf(snapshot, daemonSet, options),
): Model => {
  const { places, around, refusal } = scenery
  const own = new Set(claimablePods(snapshot, daemonSet))
  const refused = new Set<string>()
  const readyAfter = duration(options.readyAfter ?? DEFAULTS.readyAfter)
  const goneAfter = duration(options.goneAfter ?? DEFAULTS.goneAfter)
  const given = new Map<string, GivenFate>()
  for (const place of places) {
    for (const pod of place.pods) {
      const cause = causeOf(around, place, pod)
      if (cause !== undefined && SCHEDULER_REFUSES.has(cause.code)) refused.add(place.name)
      const fate = fateOf(cause, around.now, readyAfter, goneAfter)
      given.set(pod.name, { ...fate, terminating: pod.terminating })
    }
  }
  const wanted = hostPorts(daemonSet.spec?.template?.spec)
  const others = (node: string): readonly Pod[] =>
    around.podsOn(node).filter((pod) => !own.has(pod) && !isTerminating(pod.metadata))
  return {
    start: around.now,
    readyAfter,
    goneAfter,
    newPods:
      options.newPods ?? (refusal !== undefined || fails(scenery) ? 'neverReady' : 'becomeReady'),
    semantics: options.semantics,
    down: new Set(
      places.flatMap(({ name, node }) => (node && downSince(node) !== undefined ? [name] : [])),
    ),
    isNode: (name) => snapshot.nodes?.has(name) === true,
    others,
    refusing: new Set([
      ...scenery.plan.nodes.flatMap(({ name, decision }) => (decision === 'run' ? [] : [name])),
      ...refused,
    ]),
    portHolders: (node) => portHoldersOf(wanted, wanted.length === 0 ? [] : others(node)),
    given,
  }
}

/** Whole seconds; less than none is none. */
const duration = (seconds: number): Instant => (seconds > 0 ? toInt64(seconds) * SECOND : 0n)

/** Causes for which a new pod would not get onto the node either. */
const SCHEDULER_REFUSES: ReadonlySet<CauseCode> = new Set([
  'HeldByResources',
  'Unschedulable',
  'NodeCordoned',
])

/** Causes that lie in the template rather than in a node. */
const TEMPLATE_FAILS: ReadonlySet<CauseCode> = new Set([
  'ImagePull',
  'CrashLoop',
  'ContainerError',
  'ProbeFailing',
])

/** Whether the new template has failed where it was tried, and has not succeeded anywhere. */
const fails = ({ places, around }: Scenery): boolean => {
  const updated = places.flatMap((place) =>
    place.pods.filter((pod) => pod.updated).map((pod) => causeOf(around, place, pod)),
  )
  return (
    updated.some((cause) => cause !== undefined && TEMPLATE_FAILS.has(cause.code)) &&
    updated.every((cause) => cause !== undefined)
  )
}

/** What becomes of a pod by itself. */
const fateOf = (
  cause: Cause | undefined,
  now: Instant,
  readyAfter: Instant,
  goneAfter: Instant,
): Omit<GivenFate, 'terminating'> => {
  const later = (at: Instant, otherwise: Instant): Instant => (at > now ? at : now + otherwise)
  switch (cause?.code) {
    case 'Starting': {
      const since = toInstantOrZero(cause.since)
      return { ready: later(since + readyAfter, readyAfter), schedulable: false }
    }
    case 'Terminating': {
      if (cause.grace === 'beyond') return { schedulable: false }
      return { gone: later(toInstantOrZero(cause.until), goneAfter), schedulable: false }
    }
    case 'NotScheduled':
      return { schedulable: true }
    case 'HeldByHostPort':
      return { schedulable: cause.by.length > 0 }
    default:
      return { schedulable: false }
  }
}
