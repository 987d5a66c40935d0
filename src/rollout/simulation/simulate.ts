import type { Cluster } from '../../cluster/cluster.js'
import { formatInstant, SECOND, type Instant } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { OfKind } from '../../kube/kind.js'
import type { Bounds } from '../forecast/forecast.js'
import { modelOf, type Model, type RolloutOptions } from '../forecast/model.js'
import { finishDue, schedule } from './advance.js'
import { deterministicRun, type RolloutEnd, type Wave } from './deterministicRun.js'
import { exploreOrders } from './exploreOrders.js'
import { startOf, type RolloutState } from './state.js'

/**
 * How far a rollout has come at an instant, over every order in which Kubernetes may pick nodes.
 *
 * @since 0.1.0
 */
export interface Moment {
  readonly at: string
  /** Nodes that should run a pod and have an available one that is not terminating. */
  readonly available: Bounds
  /** Those of them whose pod is updated. */
  readonly updated: Bounds
}

/**
 * A rollout, from a snapshot until nothing happens any more.
 *
 * @since 0.1.0
 */
export interface Simulation {
  readonly from: string
  readonly assumed: {
    readonly readyAfter: number
    readonly goneAfter: number
    readonly newPods: 'becomeReady' | 'neverReady'
    /** Nodes that are not ready, and stay so. */
    readonly notReady: readonly string[]
  }
  readonly desired: number
  /** With the first by name where Kubernetes picks any. */
  readonly waves: readonly Wave[]
  readonly moments: readonly Moment[]
  /** How it ends when the first by name are picked. */
  readonly end: RolloutEnd
  /** How many nodes never get the update, over every order. */
  readonly unfinished: Bounds
  /** Whether `least` and `most` come from every order; otherwise there were too many, and some were followed. */
  readonly exact: boolean
}

/**
 * Follows a rollout until it is done or stalls.
 *
 * - **Rules** what is assumed of the cluster
 *   1. Passes take no time: the controller acts on what there is until it has nothing more to do, and the
 *      scheduler puts a pod on its node at once, unless another pod there holds its ports, or the node is known to
 *      have too little room beside its other pods, which stay.
 *   2. A new pod is ready `readyAfter` seconds after it came to its node, a deleted one is gone after
 *      `goneAfter` seconds; one that the snapshot shows terminating, when its grace is over.
 *   3. A node that is not ready stays so: on it no pod becomes ready, and pods are terminating for ever.
 *   4. A pod of the snapshot that is not available becomes so only if the cause passes by itself. Ready pods
 *      stay ready.
 *   5. Pods of a node that does not exist are gone from the start: they are collected within a minute.
 *
 * - **Laws** each step is what `plan` says at that instant; `least` and `most` are those of the orders in which
 *   Kubernetes may pick nodes, all of them where `exact` is set
 * - **Cost** two plans of all nodes, then for every pass one of those that are under way
 *
 * @example
 * import { cluster } from 'podfit'
 * import { simulate } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }
 * const template = { metadata: { labels: { app: 'agent' } } }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template, updateStrategy } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * simulate(snapshot, daemonSet, { now: new Date(0) }).end // => { code: 'Done', at: '1970-01-01T00:00:10Z' }
 *
 * @since 0.1.0
 */
export const simulate = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: RolloutOptions,
): Simulation => {
  const model = modelOf(snapshot, daemonSet, options)
  const start = startingState(model, snapshot, daemonSet)
  const run = deterministicRun(model, start)
  const orders = run.alike ? undefined : exploreOrders(model, start)
  const timeline = run.instants.map(({ at, counts: { available, updated } }) => ({
    at,
    available: exactly(available),
    updated: exactly(updated),
  }))
  const unfinished = exactly(run.instants.at(-1)?.counts.unfinished ?? 0)
  const bounds =
    orders === undefined
      ? { moments: timeline, unfinished, exact: true }
      : orders.exact
        ? orders
        : {
            moments: mergeTimelines(orders.moments, timeline),
            unfinished: spanning(orders.unfinished, unfinished),
            exact: false,
          }
  return {
    from: formatInstant(model.start),
    assumed: {
      readyAfter: Number(model.readyAfter / SECOND),
      goneAfter: Number(model.goneAfter / SECOND),
      newPods: model.newPods,
      notReady: [...model.notReady],
    },
    desired: run.desired,
    waves: run.waves,
    moments: bounds.moments.map(({ at, ...rest }) => ({ at: formatInstant(at), ...rest })),
    end: run.end,
    unfinished: bounds.unfinished,
    exact: bounds.exact,
  }
}

/** The rollout before the first pass: what needs no controller has happened already. */
export const startingState = (
  model: Model,
  snapshot: Cluster,
  daemonSet: DaemonSet,
): RolloutState => finishDue(model, schedule(model, startOf(snapshot, daemonSet, model)))

const exactly = (count: number): Bounds => ({ least: count, most: count })

/** What some orders come to at an instant. */
interface TimelineEntry {
  readonly at: Instant
  readonly available: Bounds
  readonly updated: Bounds
}

/** What two timelines come to between them, at every instant of either; each keeps what it had last. */
export const mergeTimelines = (
  one: readonly TimelineEntry[],
  other: readonly TimelineEntry[],
): readonly TimelineEntry[] => {
  const instants = [...new Set([...one, ...other].map(({ at }) => at))]
  let i = -1
  let j = -1
  return instants
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((at) => {
      while (isDue(one[i + 1], at)) i++
      while (isDue(other[j + 1], at)) j++
      const [a = other[j], b = one[i]] = [one[i], other[j]]
      if (a === undefined || b === undefined) return []
      return [
        {
          at,
          available: spanning(a.available, b.available),
          updated: spanning(a.updated, b.updated),
        },
      ]
    })
}

const isDue = (next: TimelineEntry | undefined, at: Instant): boolean =>
  next !== undefined && next.at <= at

/** The bounds around two. */
const spanning = (a: Bounds, b: Bounds): Bounds => ({
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
})
