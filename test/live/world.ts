import {
  applyPlan,
  decide,
  orThrow,
  plan,
  podPolicy,
  updateCluster,
  type Backoff,
  type Choice,
  type Cluster,
  type ClusterUpdate,
  type DaemonSet,
  type InstantText,
  type ObjectMeta,
  type Plan,
  type Pod,
} from 'podfit'
import { causesSync, evictedPods, eviction, targetNode, type ClusterEvent } from 'podfit/controller'
import { upstreamEvent } from 'podfit/report'
import { hasEnded, isBound, isTerminating } from './podState.js'
import { canonical } from './canonical.js'

/** An event that the DaemonSet controller is to emit; one that a race decides about is optional. */
export interface ExpectedEvent {
  /** `namespace/name`. */
  readonly daemonSet: string
  /** Type, reason and message; a pod that is not there yet stands as `<new on NODE>`. */
  readonly text: string
  readonly optional: boolean
}

/** What is there, and what the controllers remember. */
export interface World {
  readonly cluster: Cluster
  readonly now: Date
  /** By UID and observed generation of the DaemonSet. */
  readonly backoffs: ReadonlyMap<string, Backoff>
  /** When the eviction by taints will delete pods, by `namespace/name`. */
  readonly evictions: Readonly<Record<string, InstantText>>
  readonly events: readonly ExpectedEvent[]
  /** DaemonSets whose last pass failed: it is tried again, later and later. */
  readonly failed: ReadonlySet<string>
  /** When the last pass comes that timers of earlier passes cause, though nothing is left for it to do. */
  readonly late: ReadonlyMap<string, number>
}

const key = ({ metadata }: { readonly metadata?: ObjectMeta | null | undefined }): string =>
  `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`

interface Stored {
  readonly metadata?: ObjectMeta | null | undefined
  readonly spec?: unknown
  readonly status?: unknown
}

/** What is not written anew: the server tells nobody of an update that changes nothing. */
const isSame = (was: Stored, is: Stored): boolean =>
  was === is || canonical(content(was)) === canonical(content(is))

const content = ({ metadata, spec, status }: Stored): unknown => {
  const { labels, annotations, generation, ownerReferences, finalizers, deletionTimestamp } =
    metadata ?? {}
  return [
    { labels, annotations, generation, ownerReferences, finalizers, deletionTimestamp },
    { spec, status },
  ]
}

/** The changes between two snapshots, as the DaemonSet controller is told of them. */
export const eventsBetween = (before: Cluster, after: Cluster): readonly ClusterEvent[] => {
  const events: ClusterEvent[] = []
  for (const [name, node] of after.nodes ?? []) {
    const was = before.nodes?.get(name)
    if (was === undefined) events.push({ code: 'NodeAdded', node })
    else if (!isSame(was, node)) events.push({ code: 'NodeUpdated', before: was, node })
  }
  for (const [name, node] of before.nodes ?? []) {
    if (after.nodes?.has(name) !== true) events.push({ code: 'NodeDeleted', node })
  }
  for (const [name, pod] of after.pods ?? []) {
    const was = before.pods?.get(name)
    if (was === undefined) events.push({ code: 'PodAdded', pod })
    else if (!isSame(was, pod)) events.push({ code: 'PodUpdated', before: was, pod })
  }
  for (const [name, pod] of before.pods ?? []) {
    if (after.pods?.has(name) !== true) events.push({ code: 'PodDeleted', pod })
  }
  for (const [name, daemonSet] of after.daemonSets ?? []) {
    const was = before.daemonSets?.get(name)
    if (was === undefined) events.push({ code: 'DaemonSetAdded', daemonSet })
    else if (!isSame(was, daemonSet))
      events.push({ code: 'DaemonSetUpdated', before: was, daemonSet })
  }
  for (const [name, daemonSet] of before.daemonSets ?? []) {
    if (after.daemonSets?.has(name) !== true) events.push({ code: 'DaemonSetDeleted', daemonSet })
  }
  return events
}

/** The DaemonSets that get a pass because one snapshot has become the other. */
const queuedBy = (before: Cluster, after: Cluster): readonly string[] =>
  eventsBetween(before, after).flatMap((event) => causesSync(event, after).queued)

/** One way in which things may go on. */
interface Way {
  readonly world: World
  readonly queue: readonly string[]
  readonly passes: number
}

/** How long timers are waited for: what is due later happens after the step. */
const HORIZON = 10_000

/** No step takes so many passes. */
const MOST_PASSES = 300

/** More ends than these are not told apart. */
const MOST_ENDS = 3000

/**
 * Everything that may come of a change: the controller's passes (podfit's plans), with every pick that Kubernetes is
 * free to make, the scheduler, the eviction by taints and the garbage collector, until nothing happens any more.
 */
export const outcomes = (before: World, after: Cluster): readonly World[] => {
  const ends = new Map<string, World>()
  const first = { ...before, cluster: after, events: [] }
  const queued = [...new Set(queuedBy(before.cluster, after))]
  const ways: Way[] = [{ world: first, queue: queued, passes: 0 }]
  const retried = [...new Set([...queued, ...before.failed])]
  if (retried.length > queued.length) ways.push({ world: first, queue: retried, passes: 0 })
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    const [next, ...rest] = way.queue
    if (way.passes > MOST_PASSES) throw new Error('podfit foresees passes without an end')
    if (next !== undefined) {
      for (const { world: passed, again } of pass(way.world, next)) {
        ways.push({
          world: passed,
          queue: [...new Set([...rest, ...again])],
          passes: way.passes + 1,
        })
      }
      continue
    }
    const world = withEvictions(way.world)
    const passes = way.passes + 1
    const reacted = reaction(world)
    if (reacted !== undefined) {
      ways.push({
        world: { ...world, cluster: reacted },
        queue: queuedBy(world.cluster, reacted),
        passes,
      })
      continue
    }
    const timer = nextTimer(world)
    if (timer !== undefined && timer.at.getTime() - before.now.getTime() <= HORIZON) {
      ways.push({ world: { ...world, now: timer.at }, queue: timer.queued, passes })
      continue
    }
    ends.set(endKey(world), world)
    if (ends.size > MOST_ENDS) throw new Error('podfit foresees too many ends to tell apart')
  }
  return [...ends.values()]
}

/** Ends that look the same are one. */
const endKey = ({ cluster, events }: World): string => {
  const inOrder = (named: ReadonlyMap<string, unknown> | undefined) =>
    [...(named ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  const texts = events.map(({ text }) => text).toSorted((a, b) => (a < b ? -1 : 1))
  return JSON.stringify(
    [inOrder(cluster.pods), inOrder(cluster.revisions), inOrder(cluster.daemonSets), texts],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
}

const backoffKey = ({ metadata, status }: DaemonSet): string =>
  `${metadata?.uid ?? ''}/${status?.observedGeneration ?? 0}`

/** One pass of the controller, once for each way to pick. */
const pass = (
  world: World,
  name: string,
): readonly { readonly world: World; readonly again: readonly string[] }[] => {
  const daemonSet = world.cluster.daemonSets?.get(name)
  if (daemonSet === undefined) return [{ world, again: [] }]
  const remembered = backoffKey(daemonSet)
  const planned = plan(world.cluster, daemonSet, {
    now: world.now,
    backoff: world.backoffs.get(remembered),
  })
  return picksOf(planned.choices).map((picks) => {
    const applied = applyPlan(world.cluster, daemonSet, planned, {
      deleted: 'terminating',
      pick: ({ id }) => picks.get(id) ?? [],
    })
    const { cluster } = applied
    return {
      world: {
        ...world,
        cluster,
        backoffs: new Map([...world.backoffs, [remembered, planned.backoff]]),
        events: [...world.events, ...eventsOf(world, name, planned, picks)],
        failed: withFailure(world.failed, name, planned),
        late: new Map([...world.late, [name, latestPass(world, name, planned)]]),
      },
      again: queuedBy(world.cluster, cluster),
    }
  })
}

/**
 * Until when passes may come: a failed pod in its backoff is looked at again after as much time again, and a pod that is
 * ready a second after `minReadySeconds`; instants of the server are whole seconds.
 */
const latestPass = ({ cluster, now, late }: World, name: string, planned: Plan): number => {
  const wait = (cluster.daemonSets?.get(name)?.spec?.minReadySeconds ?? 0) * 1000
  const instants = planned.pods.flatMap(({ name: pod, node = '', disposition }) => {
    if (disposition.code === 'backoff') {
      const seconds = planned.backoff[node]?.seconds ?? 0
      return [new Date(disposition.until).getTime() + seconds * 1000 + 500]
    }
    const status = cluster.pods?.get(`${planned.daemonSet.namespace}/${pod}`)?.status
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')
    if (wait === 0 || ready?.status !== 'True') return []
    return [new Date(ready.lastTransitionTime as string).getTime() + wait + 2500]
  })
  return Math.max(late.get(name) ?? 0, ...instants.filter((at) => at > now.getTime()))
}

const withFailure = (
  failed: ReadonlySet<string>,
  name: string,
  { outcome }: Plan,
): ReadonlySet<string> => {
  const others = [...failed].filter((each) => each !== name)
  return new Set(outcome.code === 'Failed' ? [...others, name] : others)
}

/** Every way to pick: for each choice, `count` of its names. */
const picksOf = (choices: readonly Choice[]): readonly ReadonlyMap<string, readonly string[]>[] =>
  choices.reduce<readonly ReadonlyMap<string, readonly string[]>[]>(
    (ways, { id, count, from }) =>
      ways.flatMap((way) =>
        combinations(from, count).map((picked) => new Map([...way, [id, picked]])),
      ),
    [new Map()],
  )

const combinations = (names: readonly string[], count: number): readonly (readonly string[])[] => {
  const [first, ...rest] = names
  if (count === 0) return [[]]
  if (first === undefined) return []
  return [
    ...combinations(rest, count - 1).map((others) => [first, ...others]),
    ...combinations(rest, count),
  ]
}

/** How a pod is called in the text of an event; those that podfit made have no name yet. */
export const podInText = (name: string, node: string, isNew: boolean): string =>
  isNew ? `<new on ${node}>` : name

const eventsOf = (
  { cluster, now }: World,
  name: string,
  planned: Plan,
  picks: ReadonlyMap<string, readonly string[]>,
): readonly ExpectedEvent[] => {
  if (planned.outcome.code === 'BeingDeleted') return []
  const { namespace } = planned.daemonSet
  const expect = (text: string, optional = false): ExpectedEvent => ({
    daemonSet: name,
    text,
    optional,
  })
  const evictedNow = new Set(
    evictedPods(cluster, { now })
      .filter(({ earliest }) => new Date(earliest).getTime() <= now.getTime())
      .map((pod) => pod.name),
  )
  const happens = (what: string, choice: string | undefined): boolean =>
    choice === undefined || picks.get(choice)?.includes(what) === true
  const creates = planned.createsRefused === undefined ? planned.creates : []
  const deletes = planned.pods.filter(
    ({ name: pod, disposition }) =>
      disposition.code === 'delete' ||
      (disposition.code === 'choice' && happens(pod, disposition.choice)),
  )
  const inText = (pod: string): string => {
    const known = cluster.pods?.get(`${namespace}/${pod}`)
    return podInText(pod, known === undefined ? '' : nodeOf(known), isMade(known))
  }
  return [
    ...planned.events.map((event) => {
      if (event.code === 'SelectingAll') return expect(upstreamEvent(event, namespace))
      const dead = deletes.find((pod) => event.anyOf.includes(pod.name))?.name
      const anyOf = [inText(dead ?? event.anyOf[0] ?? '')]
      return expect(upstreamEvent({ ...event, anyOf }, namespace))
    }),
    ...creates
      .filter(({ node, choice }) => happens(node, choice))
      .map(({ node }) => expect(`Normal SuccessfulCreate Created pod: <new on ${node}>`)),
    ...deletes.map((pod) =>
      expect(`Normal SuccessfulDelete Deleted pod: ${inText(pod.name)}`, evictedNow.has(pod.name)),
    ),
  ]
}

/** Whether podfit has made a pod during this step: what the server holds has a UID. */
const isMade = (pod: Pod | undefined): boolean => (pod?.metadata?.uid ?? '') === ''

/** The node that a pod is bound or pinned to. */
export const nodeOf = (pod: Pod): string => {
  const target = targetNode(pod)
  return target._tag === 'Right' ? target.right : ''
}

/** What deleting a pod makes of it: one that runs waits for its kubelet. */
export const podDeletion = (pod: Pod, now: Date): ClusterUpdate => {
  const lingers = isBound(pod) && !hasEnded(pod)
  if (!lingers) return { drop: { pods: [key(pod)] } }
  if (isTerminating(pod)) return {}
  return {
    put: { pods: [{ ...pod, metadata: { ...pod.metadata, deletionTimestamp: now } }] },
  }
}

/** What the eviction by taints puts on a pod before it deletes it, also on one that somebody has deleted before. */
const DISRUPTED = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByTaintManager',
  message: 'Taint manager: deleting due to NoExecute taint',
}

const isDisrupted = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type }) => type === DISRUPTED.type) === true

/** The timers of evictions start when a taint is first seen. */
const withEvictions = (world: World): World => {
  const { cluster, now, evictions: pending } = world
  const evictions: Record<string, InstantText> = {}
  for (const { namespace, name, latest } of evictedPods(cluster, { now, pending })) {
    evictions[`${namespace}/${name}`] = latest as InstantText
  }
  for (const [name, pod] of cluster.pods ?? []) {
    if (!isTerminating(pod) || isDisrupted(pod)) continue
    const { taints } = cluster.nodes?.get(pod.spec?.nodeName ?? '')?.spec ?? {}
    const due = eviction(pod.spec?.tolerations, taints)
    if (due.code === 'never') continue
    const wait = due.code === 'now' ? 0 : Number(due.nanoseconds) / 1e6
    const at = new Date(now.getTime() + wait).toISOString() as InstantText
    evictions[name] = pending[name] ?? at
  }
  return { ...world, evictions }
}

/** What other programs do at once: the scheduler, the eviction by taints, the garbage collector. */
const reaction = ({ cluster, now, evictions }: World): Cluster | undefined => {
  const update = scheduled(cluster) ?? evicted(cluster, now, evictions) ?? collected(cluster, now)
  return update && updateCluster(cluster, update)
}

/** The scheduler binds a pod to the node that it is pinned to, if that may take it. */
const scheduled = ({ pods, nodes }: Cluster): ClusterUpdate | undefined => {
  const bound = [...(pods?.values() ?? [])].flatMap((pod) => {
    if (isBound(pod) || isTerminating(pod) || hasEnded(pod)) return []
    const node = nodes?.get(nodeOf(pod))
    if (node === undefined || decide(orThrow(podPolicy(pod)), node) !== 'run') return []
    return [{ ...pod, spec: { ...pod.spec, nodeName: node.metadata?.name } }]
  })
  return bound.length === 0 ? undefined : { put: { pods: bound } }
}

const evicted = (
  cluster: Cluster,
  now: Date,
  evictions: World['evictions'],
): ClusterUpdate | undefined => {
  for (const [name, at] of Object.entries(evictions)) {
    const pod = cluster.pods?.get(name)
    if (pod === undefined || new Date(at).getTime() > now.getTime()) continue
    const conditions = [...(pod.status?.conditions ?? []), DISRUPTED]
    const disrupted = { ...pod, status: { ...pod.status, conditions } }
    return isTerminating(pod) ? { put: { pods: [disrupted] } } : podDeletion(disrupted, now)
  }
  return undefined
}

/** What becomes of the dependents of a DaemonSet that is gone or going. */
const collected = (
  { daemonSets, pods, revisions }: Cluster,
  now: Date,
): ClusterUpdate | undefined => {
  const uids = new Set([...(daemonSets?.values() ?? [])].map(({ metadata }) => metadata?.uid))
  const ownerOf = (object: { readonly metadata?: ObjectMeta | null | undefined }) =>
    object.metadata?.ownerReferences?.find(({ kind }) => kind === 'DaemonSet')?.uid ?? undefined
  const isLost = (object: { readonly metadata?: ObjectMeta | null | undefined }): boolean => {
    const owner = ownerOf(object)
    return owner !== undefined && !uids.has(owner)
  }
  for (const daemonSet of daemonSets?.values() ?? []) {
    if (!isTerminating(daemonSet)) continue
    const { uid, finalizers } = daemonSet.metadata ?? {}
    const mine = [...(pods?.values() ?? [])].filter((pod) => ownerOf(pod) === uid)
    const records = [...(revisions?.values() ?? [])].filter((each) => ownerOf(each) === uid)
    if (finalizers?.includes('orphan') === true) {
      const without = <A extends { readonly metadata?: ObjectMeta | null | undefined }>(
        object: A,
      ) => ({
        ...object,
        metadata: {
          ...object.metadata,
          ownerReferences: object.metadata?.ownerReferences?.filter((owner) => owner.uid !== uid),
        },
      })
      return {
        put: { pods: mine.map(without), revisions: records.map(without) },
        drop: { daemonSets: [key(daemonSet)] },
      }
    }
    if (records.length > 0) return { drop: { revisions: records.map(key) } }
    const running = mine.find((pod) => !isTerminating(pod))
    if (running !== undefined) return podDeletion(running, now)
    if (mine.length === 0) return { drop: { daemonSets: [key(daemonSet)] } }
  }
  const lost = [...(revisions?.values() ?? [])].filter(isLost)
  if (lost.length > 0) return { drop: { revisions: lost.map(key) } }
  const pod = [...(pods?.values() ?? [])].find((each) => isLost(each) && !isTerminating(each))
  return pod && podDeletion(pod, now)
}

/** The next instant at which something is due: a pod becomes available, a backoff is over, a taint evicts. */
const nextTimer = ({
  cluster,
  now,
  backoffs,
  evictions,
  late,
}: World): { readonly at: Date; readonly queued: readonly string[] } | undefined => {
  const timers: { at: Date; queued: readonly string[] }[] = []
  const add = (at: number, queued: readonly string[]): void => {
    if (at > now.getTime()) timers.push({ at: new Date(at), queued })
  }
  for (const [name, daemonSet] of cluster.daemonSets ?? []) {
    const wait = (daemonSet.spec?.minReadySeconds ?? 0) * 1000
    const planned = plan(cluster, daemonSet, { now, backoff: backoffs.get(backoffKey(daemonSet)) })
    for (const { name: pod, disposition } of planned.pods) {
      if (disposition.code === 'backoff') add(new Date(disposition.until).getTime(), [name])
      const status = cluster.pods?.get(`${planned.daemonSet.namespace}/${pod}`)?.status
      const ready = status?.conditions?.find(({ type }) => type === 'Ready')
      if (wait === 0 || ready?.status !== 'True') continue
      add(new Date(ready.lastTransitionTime as string).getTime() + wait, [name])
    }
  }
  for (const [name, at] of late) add(at, [name])
  for (const at of Object.values(evictions)) add(new Date(at).getTime(), [])
  return timers.sort((a, b) => a.at.getTime() - b.at.getTime())[0]
}
