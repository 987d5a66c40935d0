import { toInstant, type Instant, type Now } from '../data/instant.js'
import type { OfKind } from '../kube/kind.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { explain } from '../placement/explain.js'
import type { Decision, Verdict } from '../reason/verdict.js'
import type { Plan } from '../sync/plan.js'
import type { Cluster, ClusterObjects } from './cluster.js'
import { planDecided, type PlanOptions } from './plan.js'
import { decisionTable, type DecisionChange, type Edits } from './store/decisionTable.js'
import {
  dropping,
  editsOf,
  heldObjects,
  putting,
  relisted,
  type IgnoredObject,
  type StoredKind,
  type StoredObjects,
  type Taken,
} from './store/heldObjects.js'
import { planTable, type PlanChange } from './store/planTable.js'
import { shownCluster } from './store/shownCluster.js'
import { storeSyncs, type StoreSyncs } from './store/storeSyncs.js'
import type { Surroundings } from './surroundings.js'
import type { ClusterUpdate } from './updateCluster.js'

/**
 * What a store tells of each event: decisions that change; with `reasons` also those that stay for other reasons; with
 * `plans` also the plans that become others, for `now` and what else a plan depends on.
 *
 * @since 0.2.0
 */
export type StoreOptions =
  | (SemanticsOptions & { readonly watch: 'decisions' | 'reasons' })
  | (PlanOptions & { readonly watch: 'plans' })

/**
 * What an event has changed.
 *
 * @since 0.2.0
 */
export interface StoreChange {
  readonly decisions: readonly DecisionChange[]
  /**
   * Where the decision or the reasons have changed; the new ones are said by `verdict`. Absent where reasons are not
   * watched.
   */
  readonly reasons?: readonly DecisionChange[]
  /** Absent where plans are not watched. */
  readonly plans?: readonly PlanChange[]
  readonly syncs: StoreSyncs
  /** What the store has not taken in, because it holds something newer. */
  readonly ignored: readonly IgnoredObject[]
}

/**
 * What a controller knows of a cluster, kept up to date by the events that its informers tell it.
 *
 * @since 0.2.0
 */
export interface Store {
  /** Puts an object in, in place of the one of that name. */
  readonly put: <K extends StoredKind, const L extends string>(
    kind: K,
    object: StoredObjects[K] & OfKind<L, K>,
  ) => StoreChange
  /** Takes an object out, by itself or by `namespace/name`; of nodes and namespaces by name. */
  readonly drop: <K extends StoredKind>(kind: K, gone: string | StoredObjects[K]) => StoreChange
  /** Puts whole lists in, each in place of all objects of its kind, as a relist does. One that is missing changes nothing. */
  readonly load: <const K extends string>(objects: ClusterObjects<K>) => StoreChange
  /** Several edits at once, told as one. */
  readonly update: <const K extends string>(update: ClusterUpdate<K>) => StoreChange
  /** Time has come to this instant, which watched plans are for. Without watched plans it changes nothing. */
  readonly tick: (now: Now) => StoreChange
  /** The decision about a pair with its reasons; undefined where the DaemonSet or the node is not there. */
  readonly verdict: (daemonSet: string, node: string) => Verdict | undefined
  /** The decision about every node, by name; undefined where the DaemonSet is not there. */
  readonly decisionsOf: (daemonSet: string) => ReadonlyMap<string, Decision> | undefined
  /** The next pass of a DaemonSet; undefined where it is not there. */
  readonly plan: (daemonSet: string, options: Omit<PlanOptions, 'semantics'>) => Plan | undefined
  /** All that is there, as a value that later events do not change. */
  readonly snapshot: () => Cluster
}

/**
 * A store for a controller: told of every event, it answers what that changes. It is the one thing here that changes;
 * the answers are values.
 *
 * - **Shapes** A kind of which nothing was put in or loaded is unknown; one that was loaded with an empty list is empty.
 *   DaemonSets by namespace and name, nodes by name. Class instances and dates of clients are taken as they are, and
 *   handed out again.
 * - **Rules**
 *   1. An object whose `resourceVersion` is less than that of the one it would replace, or take out, is ignored, and
 *      that is said. Without versions that can be compared the last one told counts. What is gone is not remembered.
 *   2. Several edits at once change what is different between the states before and after all of them.
 *
 * - **Laws** after any events `snapshot()` is the cluster of the objects that are left, and verdicts, decisions and plans
 *   are those of that cluster; what an event changes is the difference between the states before and after
 * - **Errors** Never throws. Taking out what is not there changes nothing.
 * - **Cost** a node O(DaemonSets), and nothing where its labels and taints are as they were; a pod O(1); a DaemonSet
 *   O(nodes) where its policy is another one; `snapshot` O(events since the last one); `plan` O(nodes and its own pods).
 *   With `plans`, besides, a plan of each DaemonSet that an event concerns.
 *
 * @example
 * import { createStore } from 'podfit'
 *
 * const store = createStore({ watch: 'decisions' })
 * store.put('DaemonSet', { metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } })
 * store.put('Node', { metadata: { name: 'n1' } }).decisions // => [{ daemonSet: 'a/agent', node: 'n1', after: 'run' }]
 * const taints = [{ key: 'maintenance', effect: 'NoExecute' }]
 * const { decisions, syncs } = store.put('Node', { metadata: { name: 'n1' }, spec: { taints } })
 * decisions // => [{ daemonSet: 'a/agent', node: 'n1', before: 'run', after: 'leave' }]
 * syncs.unknown // => ['pods']
 *
 * @since 0.2.0
 */
export const createStore = (options: StoreOptions): Store => {
  const { watch, semantics = newestSemantics } = options

  const held = heldObjects()
  const { note, snapshot } = shownCluster(held.isKnown)
  const table = decisionTable(semantics, watch !== 'decisions')

  const decisionsOf = (daemonSet: string): ReadonlyMap<string, Decision> | undefined =>
    table.decisionsOf(daemonSet, snapshot().nodes?.keys() ?? [])

  const planAt = (
    daemonSet: string,
    now: Instant | undefined,
    planOptions: Omit<PlanOptions, 'now'>,
  ): Plan | undefined => {
    const object = held.daemonSet(daemonSet)
    const policy = table.policy(daemonSet)
    const decisions = decisionsOf(daemonSet)
    if (object === undefined || policy === undefined || decisions === undefined) return undefined
    return planDecided(snapshot(), { daemonSet: object, policy, decisions, now }, planOptions)
  }
  const plans =
    options.watch === 'plans'
      ? planTable(held, semantics, toInstant(options.now), (daemonSet, now) =>
          planAt(daemonSet, now, options),
        )
      : undefined

  const around = (): Surroundings => ({
    daemonSets: held.daemonSets(),
    ownersOn: held.isKnown('Pod') ? held.ownersOn : undefined,
    decideOn: table.decideOn,
    adoptersIn: (namespace) =>
      [...held.inNamespace(namespace).values()].flatMap((adopter) => adopter ?? []),
  })

  const tell = (taken: Taken): StoreChange => {
    for (const edit of taken.edits) note(edit)
    const changed = table.edit(editsIn(taken, 'Node'), editsIn(taken, 'DaemonSet'))
    return {
      decisions: changed.decisions,
      ...(watch !== 'decisions' && { reasons: changed.reasons }),
      ...(plans !== undefined && { plans: plans.edit(taken, changed) }),
      syncs: storeSyncs(taken.happened, around(), semantics),
      ignored: taken.ignored,
    }
  }

  return {
    put: (kind, object) => tell(held.take([putting(kind, object)])),
    drop: (kind, gone) => tell(held.take([dropping(kind, gone)])),
    load: (objects) => {
      const { edits, kinds } = relisted(objects, held)
      return tell(held.take(edits, kinds))
    },
    update: (update) => tell(held.take(editsOf(update))),
    tick: (now) => ({
      decisions: [],
      ...(watch !== 'decisions' && { reasons: [] }),
      ...(plans !== undefined && { plans: plans.tick(toInstant(now)) }),
      syncs: { queued: [], later: [] },
      ignored: [],
    }),
    verdict: (daemonSet, node) => {
      const policy = table.policy(daemonSet)
      const object = held.node(node)
      return policy && object && explain(policy, object)
    },
    decisionsOf,
    plan: (daemonSet, planOptions) => planAt(daemonSet, toInstant(planOptions.now), planOptions),
    snapshot,
  }
}

/** What has become of the objects of a kind, by key. */
const editsIn = <K extends StoredKind>({ happened }: Taken, kind: K): Edits<StoredObjects[K]> =>
  new Map(
    happened.flatMap((each) =>
      each.kind === kind ? [[each.key, each.is as StoredObjects[K] | undefined] as const] : [],
    ),
  )
