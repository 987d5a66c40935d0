import { compareText } from '../data/compareText.js'
import { equalJson } from '../data/equalJson.js'
import { toInstant, type Now } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import { controllerOf, isOlderVersion, nameOf, objectKey } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { explain } from '../placement/explain.js'
import type { Decision, Verdict } from '../reason/verdict.js'
import { targetName } from '../sync/daemonPods.js'
import type { Plan } from '../sync/plan.js'
import { syncsOf, type ClusterEvent, type LaterSync } from './causesSync.js'
import { cluster, sortedByName, type Cluster, type ClusterObjects, type Named } from './cluster.js'
import { planDecided, type PlanOptions } from './plan.js'
import { decisionTable, type DecisionChange } from './store/decisionTable.js'
import { adopterOf, type Adopter, type Surroundings } from './surroundings.js'
import { updateCluster, type ClusterUpdate } from './updateCluster.js'

/**
 * What a store tells of each event: decisions that change; with `reasons` also those that stay for other reasons; with
 * `plans` also the plans that become others, for `now` and what else a plan depends on.
 *
 * @since 0.2.0
 */
export type StoreOptions =
  | (SemanticsOptions & { readonly watch: 'decisions' | 'reasons' })
  | (PlanOptions & { readonly watch: 'plans' })

/** The kinds of objects that a store holds. @since 0.2.0 */
export interface StoredObjects {
  readonly Node: Node
  readonly Pod: Pod
  readonly ControllerRevision: ControllerRevision
  readonly DaemonSet: DaemonSet
  readonly Namespace: Namespace
}

/** A kind of object that a store holds. @since 0.2.0 */
export type StoredKind = keyof StoredObjects

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
 * A DaemonSet whose plan says something else than before, be it of its pods, revisions or status. `before` is absent
 * for one that is new, `after` for one that is gone.
 *
 * @since 0.2.0
 */
export interface PlanChange {
  /** By namespace and name. */
  readonly daemonSet: string
  readonly before?: Plan
  readonly after?: Plan
}

/**
 * The passes of the DaemonSet controller that an event causes, as `causesSync` says of it.
 *
 * @since 0.2.0
 */
export interface StoreSyncs {
  /** `namespace/name` of the DaemonSets that get a pass, sorted. */
  readonly queued: readonly string[]
  readonly later: readonly LaterSync[]
  /** Set where the answer depends on pods that were not given. */
  readonly unknown?: readonly 'pods'[]
}

/**
 * An object that was not taken in: it, or what is said to be gone, is older than what the store holds under its name.
 *
 * @since 0.2.0
 */
export interface IgnoredObject {
  readonly kind: StoredKind
  /** Its namespace and name. */
  readonly object: string
  readonly why: 'OlderVersion'
  readonly given: string
  readonly held: string
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
  const table = decisionTable(semantics, watch !== 'decisions')
  const held = {
    Node: new Map<string, Node>(),
    Pod: new Map<string, Pod>(),
    ControllerRevision: new Map<string, ControllerRevision>(),
    DaemonSet: new Map<string, DaemonSet>(),
    Namespace: new Map<string, Namespace>(),
  }
  const known = new Set<StoredKind>()
  const podsByNode = new Map<string, Map<string, Pod>>()
  const byNamespace = new Map<string, Map<string, Adopter | undefined>>()

  // The snapshot that was handed out last, and what has happened since.
  let shown = cluster({})
  let unseen = nothingUnseen()

  let now = watch === 'plans' ? toInstant(options.now) : undefined
  const plans = new Map<string, Plan>()

  // The DaemonSets in the order in which they are told.
  let ordered: Named<DaemonSet> | undefined

  const around = (): Surroundings => ({
    daemonSets: known.has('DaemonSet') ? (ordered ??= sortedByName(held.DaemonSet)) : undefined,
    podsOn: known.has('Pod') ? podsOn : undefined,
    decideOn: table.decideOn,
    adoptersIn,
  })

  const podsOn = (node: string): readonly Pod[] =>
    [...(podsByNode.get(node)?.values() ?? [])].filter(({ spec }) => spec?.nodeName === node)

  const adoptersIn = (namespace: string): readonly Adopter[] =>
    [...(byNamespace.get(namespace)?.values() ?? [])].flatMap((adopter) => adopter ?? [])

  const index = ({ kind, key, was, is }: Happened): void => {
    if (kind === 'Pod') {
      const [from, to] = [was && targetName(was), is && targetName(is)]
      if (from !== undefined && from !== to) takeOut(podsByNode, from, key)
      if (is !== undefined && to !== undefined) putIn(podsByNode, to, key, is)
    } else if (kind === 'DaemonSet') {
      ordered = undefined
      if (is !== undefined) putIn(byNamespace, namespaceOf(is), key, adopterOf(is))
      else if (was !== undefined) takeOut(byNamespace, namespaceOf(was), key)
    }
  }

  const snapshot = (): Cluster => {
    const put: Record<string, readonly Stored[]> = {}
    const drop: Record<string, readonly string[]> = {}
    const empty = KINDS.filter(([kind, list]) => known.has(kind) && shown[list] === undefined)
    if (empty.length > 0) {
      shown = { ...shown, ...Object.fromEntries(empty.map(([, list]) => [list, new Map()])) }
    }
    for (const [kind, list] of KINDS) {
      const changed = unseen[kind]
      if (changed.size === 0) continue
      put[list] = [...changed.values()].flatMap(({ is }) => is ?? [])
      drop[list] = [...changed].flatMap(([key, { dropped }]) => (dropped ? key : []))
    }
    if (Object.keys(put).length === 0) return shown
    shown = updateCluster(shown, { put, drop })
    unseen = nothingUnseen()
    return shown
  }

  const planOf = (
    daemonSet: string,
    at: typeof now,
    planOptions: Omit<PlanOptions, 'now'>,
  ): Plan | undefined => {
    const object = held.DaemonSet.get(daemonSet)
    const policy = table.policy(daemonSet)
    if (object === undefined || policy === undefined) return undefined
    const decisions = decisionsOf(daemonSet) as ReadonlyMap<string, Decision>
    const decided = { daemonSet: object, policy, decisions, now: at }
    return planDecided(snapshot(), decided, planOptions)
  }

  const decisionsOf = (daemonSet: string): ReadonlyMap<string, Decision> | undefined => {
    if (!held.DaemonSet.has(daemonSet)) return undefined
    const decisions = new Map<string, Decision>()
    for (const name of snapshot().nodes?.keys() ?? []) {
      decisions.set(name, table.decision(daemonSet, name) as Decision)
    }
    return decisions
  }

  /** The plans of some DaemonSets, made anew, as far as they say something else. */
  const replanned = (daemonSets: Iterable<string>): readonly PlanChange[] => {
    if (options.watch !== 'plans') return []
    const changes: PlanChange[] = []
    for (const daemonSet of new Set(daemonSets)) {
      const before = plans.get(daemonSet)
      const after = planOf(daemonSet, now, options)
      if (after === undefined) plans.delete(daemonSet)
      else plans.set(daemonSet, after)
      if (samePlan(before, after)) continue
      changes.push({
        daemonSet,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      })
    }
    return changes
  }

  const take = (edits: readonly Edit[], whole: readonly StoredKind[] = []): StoreChange => {
    const ignored: IgnoredObject[] = []
    const before = new Map<string, Omit<Happened, 'is'>>()
    const newKinds = [...whole, ...edits.flatMap(({ kind, is }) => (is === undefined ? [] : kind))]
    const isNewKind = newKinds.some((kind) => !known.has(kind))
    for (const kind of newKinds) known.add(kind)
    for (const edit of edits) {
      const { kind, key, is, given } = edit
      const all = held[kind] as Map<string, Stored>
      const was = all.get(key)
      const older = given && was && olderThan(kind, key, given, was)
      if (older !== undefined) {
        ignored.push(older)
        continue
      }
      if (is === undefined && was === undefined) continue
      if (is === undefined) all.delete(key)
      else all.set(key, is)
      index({ kind, key, was, is } as Happened)
      note(unseen, edit)
      const id = `${kind} ${key}`
      if (!before.has(id)) before.set(id, { kind, key, was })
    }
    const happened = [...before.values()].map(
      (event) => ({ ...event, is: held[event.kind].get(event.key) }) as Happened,
    )
    const nodes = new Map<string, Node | undefined>()
    const daemonSets = new Map<string, DaemonSet | undefined>()
    for (const event of happened) {
      if (event.kind === 'Node') nodes.set(event.key, event.is)
      else if (event.kind === 'DaemonSet') daemonSets.set(event.key, event.is)
    }
    const changed = table.edit(nodes, daemonSets)
    return {
      decisions: changed.decisions,
      ...(watch !== 'decisions' && { reasons: changed.reasons }),
      ...(watch === 'plans' && {
        plans: replanned([
          ...(isNewKind ? held.DaemonSet.keys() : []),
          ...concerned(happened, changed),
        ]),
      }),
      syncs: syncsOfAll(happened.flatMap(eventOf)),
      ignored,
    }
  }

  const syncsOfAll = (events: readonly ClusterEvent[]): StoreSyncs => {
    const surroundings = around()
    const caused = events.map((event) => syncsOf(event, surroundings, semantics))
    const queued = new Set(caused.flatMap((each) => each.queued))
    return {
      queued: caused.length === 1 ? (caused[0]?.queued ?? []) : [...queued].sort(compareText),
      later: caused.flatMap(({ later }) => later ?? []),
      ...(caused.some(({ unknown }) => unknown !== undefined) && { unknown: ['pods'] as const }),
    }
  }

  /** The DaemonSets whose plans may be others after these events. */
  const concerned = (
    happened: readonly Happened[],
    { decisions, reasons }: Pick<Required<StoreChange>, 'decisions' | 'reasons'>,
  ): readonly string[] => {
    const hasPods = ({ daemonSet, node }: DecisionChange): boolean => {
      const { metadata } = held.DaemonSet.get(daemonSet) ?? {}
      for (const pod of podsByNode.get(node)?.values() ?? []) {
        if (mayClaim(metadata, pod)) return true
      }
      return false
    }
    const runs = (decision: Decision | undefined): boolean =>
      decision === 'run' || decision === 'stay'
    return [
      ...decisions.flatMap((change) =>
        runs(change.before) || runs(change.after) ? change.daemonSet : [],
      ),
      ...reasons.flatMap((change) => (hasPods(change) ? change.daemonSet : [])),
      ...happened.flatMap((event) => concernedBy(event)),
    ]
  }

  const concernedBy = ({ kind, key, was, is }: Happened): readonly string[] => {
    switch (kind) {
      case 'Node':
        return []
      case 'DaemonSet':
        return [key]
      case 'Namespace':
        return [...(byNamespace.get(key)?.keys() ?? [])]
      case 'ControllerRevision':
      case 'Pod':
        return [...held.DaemonSet].flatMap(([name, { metadata }]) =>
          [was, is].some((object) => object !== undefined && mayClaim(metadata, object, kind))
            ? name
            : [],
        )
    }
  }

  const mayClaim = (
    daemonSet: Maybe<ObjectMeta>,
    object: Stored,
    kind: StoredKind = 'Pod',
  ): boolean => {
    const namespace = daemonSet?.namespace ?? ''
    const isNear =
      namespace === (object.metadata?.namespace ?? '') ||
      (kind === 'ControllerRevision' && (namespace === '' || !semantics.revisionsOfNamespace))
    if (!isNear) return false
    const controller = controllerOf(object.metadata)
    return controller === undefined || (controller.uid ?? '') === (daemonSet?.uid ?? '')
  }

  const update = <const K extends string>({ put, drop }: ClusterUpdate<K>): StoreChange =>
    take(
      KINDS.flatMap(([kind, list]) => [
        ...(drop?.[list] ?? []).map((key): Edit => ({ kind, key })),
        ...(put?.[list] ?? []).map((object): Edit => {
          return { kind, key: keyOf(kind, object), is: object, given: object }
        }),
      ]),
    )

  return {
    put: (kind, object) => take([{ kind, key: keyOf(kind, object), is: object, given: object }]),
    drop: (kind, gone) =>
      take([
        typeof gone === 'string'
          ? { kind, key: gone }
          : { kind, key: keyOf(kind, gone), given: gone },
      ]),
    load: (objects) => {
      const lists = KINDS.flatMap(([kind, list]) => {
        const given: Maybe<readonly Stored[]> = objects[list]
        return given === null || given === undefined ? [] : [{ kind, given }]
      })
      const edits = lists.flatMap(({ kind, given }) => {
        const keys = new Set(given.map((object) => keyOf(kind, object)))
        return [
          ...[...held[kind].keys()].flatMap((key): readonly Edit[] =>
            keys.has(key) ? [] : [{ kind, key }],
          ),
          ...given.map((object): Edit => {
            return { kind, key: keyOf(kind, object), is: object, given: object }
          }),
        ]
      })
      return take(
        edits,
        lists.map(({ kind }) => kind),
      )
    },
    update,
    tick: (instant) => {
      const wasKnown = now !== undefined
      now = toInstant(instant)
      const isOther = wasKnown !== (now !== undefined)
      const waiting = [...plans].flatMap(([key, plan]) =>
        isOther || waits(plan, held.DaemonSet.get(key)) ? key : [],
      )
      return { ...take([]), ...(watch === 'plans' && { plans: replanned(waiting) }) }
    },
    verdict: (daemonSet, node) => {
      const policy = table.policy(daemonSet)
      const object = held.Node.get(node)
      return policy && object && explain(policy, object)
    },
    decisionsOf,
    plan: (daemonSet, planOptions) => planOf(daemonSet, toInstant(planOptions.now), planOptions),
    snapshot,
  }
}

type Stored = StoredObjects[StoredKind]

/** An object that is put in or taken out; `given` is what came, where something did. */
interface Edit {
  readonly kind: StoredKind
  readonly key: string
  readonly is?: Stored
  readonly given?: Stored
}

/** What has become of an object. */
type Happened = {
  readonly [K in StoredKind]: {
    readonly kind: K
    readonly key: string
    readonly was: StoredObjects[K] | undefined
    readonly is: StoredObjects[K] | undefined
  }
}[StoredKind]

/** What has happened since the last snapshot, by kind and key; `dropped` where an object is not in its old place. */
type Unseen = Record<StoredKind, Map<string, { is: Stored | undefined; dropped: boolean }>>

const nothingUnseen = (): Unseen => ({
  Node: new Map(),
  Pod: new Map(),
  ControllerRevision: new Map(),
  DaemonSet: new Map(),
  Namespace: new Map(),
})

const note = (unseen: Unseen, { kind, key, is }: Edit): void => {
  const before = unseen[kind].get(key)
  if (is === undefined) {
    unseen[kind].delete(key)
    unseen[kind].set(key, { is, dropped: true })
  } else if (before === undefined) unseen[kind].set(key, { is, dropped: false })
  else if (before.is !== undefined) before.is = is
  else {
    unseen[kind].delete(key)
    unseen[kind].set(key, { is, dropped: true })
  }
}

const KINDS = [
  ['Node', 'nodes'],
  ['Pod', 'pods'],
  ['ControllerRevision', 'revisions'],
  ['DaemonSet', 'daemonSets'],
  ['Namespace', 'namespaces'],
] as const satisfies readonly (readonly [StoredKind, keyof ClusterObjects])[]

const keyOf = (kind: StoredKind, object: Stored): string =>
  kind === 'Node' || kind === 'Namespace' ? nameOf(object) : objectKey(object)

const namespaceOf = ({ metadata }: Stored): string => metadata?.namespace ?? ''

/** Rule 1. */
const olderThan = (
  kind: StoredKind,
  object: string,
  given: Stored,
  held: Stored,
): IgnoredObject | undefined => {
  const versions = {
    given: given.metadata?.resourceVersion ?? '',
    held: held.metadata?.resourceVersion ?? '',
  }
  return isOlderVersion(versions.given, versions.held)
    ? { kind, object, why: 'OlderVersion', ...versions }
    : undefined
}

const putIn = <A>(
  groups: Map<string, Map<string, A>>,
  group: string,
  key: string,
  value: A,
): void => {
  const members = groups.get(group)
  if (members === undefined) groups.set(group, new Map([[key, value]]))
  else members.set(key, value)
}

const takeOut = (groups: Map<string, Map<string, unknown>>, group: string, key: string): void => {
  const members = groups.get(group)
  members?.delete(key)
  if (members?.size === 0) groups.delete(group)
}

/** Whether two plans, at whatever time, say the same of pods, revisions and status; nodes are there for their reasons. */
const samePlan = (a: Plan | undefined, b: Plan | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
        (key) => NOT_COMPARED.has(key) || equalJson(a[key as keyof Plan], b[key as keyof Plan]),
      )

const NOT_COMPARED: ReadonlySet<string> = /* @__PURE__ */ new Set(['now', 'nodes'])

/** Whether time alone can make another plan. */
const waits = ({ backoff, requeues }: Plan, daemonSet: DaemonSet | undefined): boolean =>
  requeues.length > 0 ||
  Object.keys(backoff).length > 0 ||
  (daemonSet?.spec?.minReadySeconds ?? 0) !== 0

const eventOf = ({ kind, was, is }: Happened): readonly ClusterEvent[] => {
  switch (kind) {
    case 'Node':
      if (is === undefined) return was === undefined ? [] : [{ code: 'NodeDeleted', node: was }]
      return [
        was === undefined
          ? { code: 'NodeAdded', node: is }
          : { code: 'NodeUpdated', before: was, node: is },
      ]
    case 'Pod':
      if (is === undefined) return was === undefined ? [] : [{ code: 'PodDeleted', pod: was }]
      return [
        was === undefined
          ? { code: 'PodAdded', pod: is }
          : { code: 'PodUpdated', before: was, pod: is },
      ]
    case 'ControllerRevision':
      if (is === undefined) {
        return was === undefined ? [] : [{ code: 'RevisionDeleted', revision: was }]
      }
      return [
        was === undefined
          ? { code: 'RevisionAdded', revision: is }
          : { code: 'RevisionUpdated', before: was, revision: is },
      ]
    case 'DaemonSet':
      if (is === undefined) {
        return was === undefined ? [] : [{ code: 'DaemonSetDeleted', daemonSet: was }]
      }
      return [
        was === undefined
          ? { code: 'DaemonSetAdded', daemonSet: is }
          : { code: 'DaemonSetUpdated', before: was, daemonSet: is },
      ]
    case 'Namespace':
      return []
  }
}
