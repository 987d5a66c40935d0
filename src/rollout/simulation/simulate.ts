import type { Cluster } from '../../cluster/cluster.js'
import { formatInstant, SECOND } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { atOnce, schedule } from './elapse.js'
import { everyOrder, type Bounds } from './everyOrder.js'
import { firstByName, type RolloutEnd } from './firstByName.js'
import { around, hull } from './hull.js'
import { modelOf, type RolloutOptions } from './model.js'
import { startOf } from './state.js'
import type { Wave } from './wave.js'

/**
 * How far a rollout has come at an instant, over every order that Kubernetes may take nodes in.
 *
 * @since 0.1.0
 */
export interface Moment {
  readonly at: string
  /** Nodes that should run a pod and have an available one that is not being deleted. */
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
    readonly down: readonly string[]
  }
  readonly desired: number
  /** With the first by name where chance decides. */
  readonly waves: readonly Wave[]
  readonly moments: readonly Moment[]
  /** How it ends when the first by name are picked. */
  readonly end: RolloutEnd
  /** How many nodes are left undone in the end, over every order. */
  readonly unfinished: Bounds
  /** Whether `least` and `most` come from every order; otherwise there were too many, and some were followed. */
  readonly exact: boolean
}

/**
 * Follows a rollout until it is done or comes to rest.
 *
 * - **Rules** what is assumed of the world
 *   1. Passes take no time: the controller acts on what there is until it has nothing more to do, and the
 *      scheduler puts a pod on its node at once, unless another pod there holds its ports.
 *   2. A new pod is ready `readyAfter` seconds after it came to its node, a deleted one is gone after
 *      `goneAfter` seconds; one that the snapshot shows being deleted when its grace is over.
 *   3. A node that is not ready stays so: on it no pod becomes ready, and none finishes being deleted.
 *   4. A pod of the snapshot that is not available gets there only if the cause passes by itself. Ready pods
 *      stay ready.
 *   5. Pods of a node that does not exist are gone from the start: they are collected within a minute.
 *
 * - **Laws** each step is what `plan` says at that instant; `least` and `most` are those of the orders that
 *   Kubernetes may take, all of them where `exact` is set
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
export const simulate = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: RolloutOptions,
): Simulation => {
  const model = modelOf(snapshot, daemonSet, options)
  const start = atOnce(model, schedule(model, startOf(snapshot, daemonSet, model)))
  const run = firstByName(model, start)
  const orders = run.alike ? undefined : everyOrder(model, start)
  const course = run.instants.map(({ at, standing: { available, updated } }) => ({
    at,
    available: exactly(available),
    updated: exactly(updated),
  }))
  const moments =
    orders === undefined ? course : orders.exact ? orders.moments : hull(orders.moments, course)
  const left = exactly(run.instants.at(-1)?.standing.unfinished ?? 0)
  return {
    from: formatInstant(model.start),
    assumed: {
      readyAfter: Number(model.readyAfter / SECOND),
      goneAfter: Number(model.goneAfter / SECOND),
      newPods: model.newPods,
      down: [...model.down],
    },
    desired: run.desired,
    waves: run.waves,
    moments: moments.map(({ at, ...bounds }) => ({ at: formatInstant(at), ...bounds })),
    end: run.end,
    unfinished:
      orders === undefined
        ? left
        : orders.exact
          ? orders.unfinished
          : around(orders.unfinished, left),
    exact: orders?.exact ?? true,
  }
}

const exactly = (count: number): Bounds => ({ least: count, most: count })
