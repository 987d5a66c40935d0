import type { Cluster } from '../cluster/cluster.js'
import { formatInstant, SECOND, type Instant } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { UnknownInput } from '../sync/fate.js'
import { assumed } from '../sync/observe.js'
import type { Outcome } from '../sync/outcome.js'
import type { Plan } from '../sync/plan.js'
import { everyOrder, type Bounds } from './everyOrder.js'
import { atOnce, elapse, nextInstant, schedule } from './elapse.js'
import { fold } from './fold.js'
import { modelOf, type Model, type RolloutOptions } from './model.js'
import { isAmongAlike, kindsOf } from './orders.js'
import { acts, nextPass, take } from './settle.js'
import { standingOf, unfinishedOf, type Standing } from './standing.js'
import { startOf, type State } from './state.js'
import { waveOf, type Wave } from './wave.js'

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
 * How a rollout ends.
 *
 * @since 0.1.0
 */
export type RolloutEnd =
  /** Every node that should run a pod has an updated, available one, and no outdated pod is left. */
  | { readonly code: 'Done'; readonly at: string }
  /** Nothing happens any more, and these nodes are not done. `fault` is set where the controller fails. */
  | {
      readonly code: 'Rests'
      readonly at: string
      readonly unfinished: readonly string[]
      readonly outcome: Outcome
    }
  /** It was still going on when the limit of passes was reached. */
  | { readonly code: 'Unfinished'; readonly at: string; readonly unfinished: readonly string[] }
  | { readonly code: 'Unknown'; readonly needs: readonly UnknownInput[] }

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

/** The first by name, of one order. */
interface Run {
  readonly waves: readonly Wave[]
  readonly instants: readonly { readonly at: Instant; readonly standing: Standing }[]
  readonly end: RolloutEnd
  readonly desired: number
  /** Whether chance only ever decided between nodes that fare alike. */
  readonly alike: boolean
}

const MOST_PASSES = 100_000

/**
 * Follows a rollout until it is done or comes to rest.
 *
 * Rules     what is assumed of the world
 * 1. Passes take no time: the controller acts on what there is until it has nothing more to do, and the
 *    scheduler puts a pod on its node at once, unless another pod there holds its ports.
 * 2. A new pod is ready `readyAfter` seconds after it came to its node, a deleted one is gone after
 *    `goneAfter` seconds; one that the snapshot shows being deleted when its grace is over.
 * 3. A node that is not ready stays so: on it no pod becomes ready, and none finishes being deleted.
 * 4. A pod of the snapshot that is not available gets there only if the cause passes by itself. Ready pods
 *    stay ready.
 * 5. Pods of a node that does not exist are gone from the start: they are collected within a minute.
 *
 * Laws      each step is what `plan` says at that instant; `least` and `most` are those of the orders that
 *           Kubernetes may take, all of them where `exact` is set
 * Cost      two plans of all nodes, then for every pass one of those that are under way
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
  const exactly = (count: number): Bounds => ({ least: count, most: count })
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
    moments:
      orders?.moments ??
      run.instants.map(({ at, standing }) => ({
        at: formatInstant(at),
        available: exactly(standing.available),
        updated: exactly(standing.updated),
      })),
    end: run.end,
    unfinished: orders?.unfinished ?? exactly(run.instants.at(-1)?.standing.unfinished ?? 0),
    exact: orders?.exact ?? true,
  }
}

const firstByName = (model: Model, start: State): Run => {
  const waves: Wave[] = []
  const instants: { at: Instant; standing: Standing }[] = []
  const begun = new Set<string>()
  let alike = true
  let desired = 0
  let state = start
  for (let passes = 0; ; passes++) {
    const pass = nextPass(model, state)
    const at = formatInstant(state.now)
    if (passes === 0) desired = pass.nodes.filter(({ decision }) => decision === 'run').length
    if (pass.unknown.length > 0) {
      return { waves, instants, desired, alike, end: { code: 'Unknown', needs: pass.unknown } }
    }
    if (passes >= MOST_PASSES) {
      const unfinished = unfinishedOf(state, pass, model.semantics)
      return { waves, instants, desired, alike, end: { code: 'Unfinished', at, unfinished } }
    }
    const picked = new Map(pass.choices.map((choice) => [choice.id, assumed(choice)]))
    if (acts(pass)) {
      if (alike && pass.choices.length > 0) {
        const kinds = kindsOf(model, state, pass)
        alike = pass.choices.every((choice) => isAmongAlike(pass, kinds, choice))
      }
      const wave = waveOf(pass, picked, begun, state.folded)
      if (wave.replaces.length > 0) waves.push(wave)
      for (const { node } of wave.replaces) begun.add(node)
      state = take(model, state, pass, assumed)
    } else {
      const standing = standingOf(state, pass, model.semantics)
      instants.push({ at: state.now, standing })
      const after = take(model, state, pass, assumed)
      const next = nextInstant(model, after)
      if (next === undefined) {
        const end = endOf(at, unfinishedOf(state, pass, model.semantics), pass)
        return { waves, instants, desired, alike, end }
      }
      state = elapse(model, fold(model, after, pass), next)
    }
  }
}

const endOf = (at: string, unfinished: readonly string[], { outcome }: Plan): RolloutEnd =>
  unfinished.length === 0 && outcome.code === 'Synced'
    ? { code: 'Done', at }
    : { code: 'Rests', at, unfinished, outcome }
