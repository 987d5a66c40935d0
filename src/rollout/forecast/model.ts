import * as E from 'fp-ts/Either'
import { daemonSetFit, type NodeFit, type UnknownFit } from '../../capacity/daemonSetFit.js'
import type { Fit, Shortage } from '../../capacity/fits.js'
import type { Cluster } from '../../cluster/cluster.js'
import { claimablePods } from '../../cluster/plan.js'
import { LAST_INSTANT, SECOND, toInstantOrZero, type Instant } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { isRollingUpdate, type DaemonSet } from '../../kube/daemonSet.js'
import { hostPorts } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import type { Semantics } from '../../kube/semantics.js'
import { compileLabelSelector } from '../../selector/labelSelector.js'
import { isTerminating, nameOf } from '../../kube/objectFacts.js'
import type { Outcome, Plan } from '../../sync/plan.js'
import { allowsSurge } from '../../sync/updateStrategy.js'
import { nodesWithoutReasons } from '../../sync/nodesWithoutReasons.js'
import {
  type Cause,
  type CauseCode,
  causeOf,
  portHoldersOf,
  type PortHolders,
} from '../attribution/causeOf.js'
import { notReadySince } from '../attribution/nodeState.js'
import {
  rolloutContext,
  type AttributionOptions,
  type RolloutContext,
} from '../attribution/rolloutContext.js'

/**
 * What is assumed of the cluster in which a rollout runs.
 *
 * @since 0.1.0
 */
export interface RolloutOptions extends AttributionOptions {
  /** Seconds from a pod's arrival on its node until it is ready; 10 unless given. */
  readonly readyAfter?: number | undefined
  /** Seconds from a pod's deletion until it is gone; 10 unless given. */
  readonly goneAfter?: number | undefined
  /**
   * Whether pods that are created now become ready. Unless given they do, except where the API server
   * refuses to create them, or where updated pods fail by their template and none is available.
   */
  readonly newPods?: 'becomeReady' | 'neverReady' | undefined
}

/** The cluster in which a rollout runs, as far as a snapshot shows it; `simulate` states its rules. */
export interface Model {
  readonly start: Instant
  readonly readyAfter: Instant
  readonly goneAfter: Instant
  readonly newPods: 'becomeReady' | 'neverReady'
  readonly semantics: Semantics
  /** Nodes that are not ready, and stay so. */
  readonly notReady: ReadonlySet<string>
  readonly isNode: (name: string) => boolean
  /** Pods that the DaemonSet owns or adopts; of the others that it might claim it leaves or releases each. */
  readonly ownPods: ReadonlySet<Pod>
  /** Pods of others by node: they stay where they are, with their ports. */
  readonly otherPods: (node: string) => readonly Pod[]
  /** Which of them hold ports of a node that new pods want. */
  readonly portHolders: (node: string) => PortHolders
  /**
   * Nodes on which the scheduler puts no new pod: those that should not run one, and those where it has
   * refused the present one.
   */
  readonly refusing: ReadonlySet<string>
  /** Nodes where a new pod finds no room beside the pods of others, and what is short; `refusing` has them, too. */
  readonly noRoom: ReadonlyMap<string, NoRoomFor>
  /** Nodes where one would find room if the pods of this DaemonSet were gone, while they stay. */
  readonly noRoomBesideOwn: ReadonlyMap<string, NoRoomFor>
  /** Nodes of which it is not known whether a new pod fits, and what has to be given. */
  readonly fitNotKnown: ReadonlyMap<string, readonly UnknownFit[]>
  /** Set where the controller is never done, whatever happens. */
  readonly endless: EndlessCause | undefined
  /** What becomes of the pods of the snapshot, by name. */
  readonly snapshotPods: ReadonlyMap<string, SnapshotPod>
}

/** What a new pod is short of on a node. */
export interface NoRoomFor {
  readonly shortages: readonly Shortage[]
}

/**
 * Why a rollout never ends; no API server lets either come about.
 *
 * @since 0.2.0
 */
export type EndlessCause =
  /** The selector does not match the template: the controller creates pods, and releases them at once. */
  | 'SelectorMismatch'
  /** The current revision has an empty hash: no pod ever counts as updated, and a rolling update goes on. */
  | 'EmptyRevisionHash'

/** When a pod of the snapshot becomes ready, and, being deleted, is gone; never where absent. */
export interface SnapshotPod {
  readonly readyAt?: Instant
  readonly goneAt?: Instant
  readonly terminating: boolean
  /** Not on its node: whether it gets there once its ports are free. */
  readonly schedulable: boolean
}

/** The assumptions that are made unless others are given. */
const DEFAULTS = { readyAfter: 10, goneAfter: 10 } as const

/** The model of a snapshot's cluster. */
export const modelOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
  context: RolloutContext = rolloutContext(snapshot, daemonSet, options),
): Model => {
  const { nodeStates, now } = context
  const own = ownPods(snapshot, daemonSet, context.plan)
  const refused = new Set<string>()
  const readyAfter = duration(options.readyAfter ?? DEFAULTS.readyAfter)
  const goneAfter = duration(options.goneAfter ?? DEFAULTS.goneAfter)
  const snapshotPods = new Map<string, SnapshotPod>()
  const { noRoom, noRoomBesideOwn, fitNotKnown } = roomFor(snapshot, daemonSet, context.semantics)
  for (const state of nodeStates) {
    for (const pod of state.pods) {
      const cause = causeOf(context, state, pod)
      if (cause !== undefined && SCHEDULER_REFUSES.has(cause.code)) refused.add(state.name)
      const future = futureOf(cause, now, readyAfter, goneAfter)
      snapshotPods.set(pod.name, {
        ...future,
        schedulable: future.schedulable && !noRoom.has(state.name),
        terminating: pod.terminating,
      })
    }
  }
  const wanted = hostPorts(daemonSet.spec?.template?.spec)
  const otherPods = (node: string): readonly Pod[] =>
    context.podsOn(node).filter((pod) => !own.has(pod) && !isTerminating(pod.metadata))
  return {
    start: now,
    readyAfter,
    goneAfter,
    newPods:
      options.newPods ??
      (context.refusal !== undefined || templateFails(context) ? 'neverReady' : 'becomeReady'),
    semantics: context.semantics,
    notReady: new Set(
      nodeStates.flatMap(({ name, node }) =>
        node && notReadySince(node) !== undefined ? [name] : [],
      ),
    ),
    ownPods: own,
    isNode: (name) => snapshot.nodes?.has(name) === true,
    otherPods,
    refusing: new Set([
      ...nodesWithoutReasons(context.plan).flatMap(({ name, decision }) =>
        decision === 'run' ? [] : [name],
      ),
      ...refused,
      ...noRoom.keys(),
    ]),
    noRoom,
    noRoomBesideOwn,
    fitNotKnown,
    portHolders: (node) => portHoldersOf(wanted, wanted.length === 0 ? [] : otherPods(node)),
    endless: endlessCause(context),
    snapshotPods,
  }
}

/** On which nodes a new pod finds no room, not even by preemption, once what is terminating there has gone. */
const roomFor = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  semantics: Semantics,
): Pick<Model, 'noRoom' | 'noRoomBesideOwn' | 'fitNotKnown'> => {
  const fitsOf = (besideItself: boolean): readonly NodeFit[] =>
    daemonSetFit(snapshot, daemonSet, { semantics, besideItself, afterTermination: true })
  const shortOf = (fits: readonly NodeFit[]): ReadonlyMap<string, NoRoomFor> =>
    new Map(
      fits.flatMap(({ node, fit }) =>
        hasNoRoom(fit) ? [[node, { shortages: fit.shortages }] as const] : [],
      ),
    )
  const fits = fitsOf(false)
  const noRoom = shortOf(fits)
  const besideOwn = allowsSurge(daemonSet, semantics) ? shortOf(fitsOf(true)) : []
  return {
    noRoom,
    noRoomBesideOwn: new Map([...besideOwn].filter(([node]) => !noRoom.has(node))),
    fitNotKnown: new Map(
      fits.flatMap(({ node, fit }) => (fit.code === 'unknown' ? [[node, fit.needs] as const] : [])),
    ),
  }
}

/** Held ports are looked at apart: who holds them may go. */
const hasNoRoom = (fit: NodeFit['fit']): fit is Fit =>
  (fit.code === 'full' || fit.code === 'never') && fit.shortages.length > 0

const endlessCause = ({ daemonSet, plan }: RolloutContext): EndlessCause | undefined => {
  if (isStopped(plan.outcome)) return undefined
  const { selector, template } = daemonSet.spec ?? {}
  const compiled = compileLabelSelector(selector)
  if (E.isRight(compiled) && !compiled.right.matches(template?.metadata?.labels)) {
    return 'SelectorMismatch'
  }
  const { revision } = plan
  const emptyHash = revision.code === 'Current' && revision.hash === ''
  return emptyHash && isRollingUpdate(daemonSet) ? 'EmptyRevisionHash' : undefined
}

/**
 * Whether the controller stops before it looks at pods. A fault of the rolling update may concern some nodes
 * only, or the budget, which the strategy says.
 */
export const isStopped = (outcome: Outcome): boolean =>
  outcome.code !== 'Synced' && !(outcome.code === 'Failed' && outcome.step === 'rollingUpdate')

const ownPods = (snapshot: Cluster, daemonSet: DaemonSet, { pods }: Plan): ReadonlySet<Pod> => {
  const names = new Set(pods.flatMap(({ name, claim }) => (claim === 'released' ? [] : [name])))
  const claimable = claimablePods(snapshot, daemonSet) ?? []
  return new Set(claimable.filter((pod) => names.has(nameOf(pod))))
}

/** Whole seconds; less than none is none, and without end is longer than any time that can be written. */
const duration = (seconds: number): Instant =>
  seconds === Infinity ? LAST_INSTANT : seconds > 0 ? toInt64(seconds) * SECOND : 0n

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
const templateFails = (context: RolloutContext): boolean => {
  const updated = context.nodeStates.flatMap((state) =>
    state.pods.filter((pod) => pod.updated).map((pod) => causeOf(context, state, pod)),
  )
  return (
    updated.some((cause) => cause !== undefined && TEMPLATE_FAILS.has(cause.code)) &&
    updated.every((cause) => cause !== undefined)
  )
}

/** What becomes of a pod by itself. */
const futureOf = (
  cause: Cause | undefined,
  now: Instant,
  readyAfter: Instant,
  goneAfter: Instant,
): Omit<SnapshotPod, 'terminating'> => {
  const later = (at: Instant, otherwise: Instant): Instant => (at > now ? at : now + otherwise)
  switch (cause?.code) {
    case 'Starting': {
      const since = toInstantOrZero(cause.since)
      return { readyAt: later(since + readyAfter, readyAfter), schedulable: false }
    }
    case 'Terminating': {
      if (cause.grace === 'beyond') return { schedulable: false }
      return { goneAt: later(toInstantOrZero(cause.until), goneAfter), schedulable: false }
    }
    case 'NotScheduled':
      return { schedulable: true }
    case 'HeldByHostPort':
      return { schedulable: cause.by.length > 0 }
    default:
      return { schedulable: false }
  }
}
