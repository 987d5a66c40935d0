import * as fc from 'fast-check'
import { applyPlan } from '../cluster/applyPlan.js'
import { cluster, type Cluster, type Named } from '../cluster/cluster.js'
import { plan } from '../cluster/plan.js'
import { updateCluster, type ClusterUpdate } from '../cluster/updateCluster.js'
import { formatInstant, parseInstant, SECOND, type InstantText } from '../data/instant.js'
import * as E from 'fp-ts/Either'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { isTerminating, nameOf, objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import type { Backoff } from '../sync/backoff.js'
import { targetNode } from '../sync/daemonPods.js'
import { daemonSetNamed, nodeNamed } from './validObjects.js'

/**
 * What a watch of the API server tells: an object that is there now, is another one now, or is gone (as it was).
 *
 * @since 0.2.0
 */
export type WatchedEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
} & (
  | { readonly kind: 'Node'; readonly object: Node }
  | { readonly kind: 'Pod'; readonly object: Pod }
  | { readonly kind: 'DaemonSet'; readonly object: DaemonSet }
  | { readonly kind: 'ControllerRevision'; readonly object: ControllerRevision }
)

/**
 * The cluster as it is after the events so far, to compare with what the program under test knows. It changes as
 * commands run; the snapshot in it is a value.
 *
 * @since 0.2.0
 */
export interface ClusterModel {
  snapshot: Cluster
  now: InstantText
  /** What the controller remembers of failed pods, by DaemonSet. */
  backoff: Readonly<Record<string, Backoff>>
}

/**
 * An empty cluster, for the start of a run of commands.
 *
 * @example
 * import { emptyCluster } from 'podfit/arbitraries'
 *
 * emptyCluster().snapshot.nodes?.size // => 0
 *
 * @since 0.2.0
 */
export const emptyCluster = (): ClusterModel => ({
  snapshot: cluster({ nodes: [], pods: [], daemonSets: [], revisions: [] }),
  now: '2026-01-01T00:00:00Z',
  backoff: {},
})

/** The program under test: it is told of every event, and looked at after each command. @since 0.2.0 */
export interface ClusterProgram<A = void> {
  readonly apply: (event: WatchedEvent) => A
  /** Throws where what the program knows is not what the cluster is. */
  readonly check?: ((model: ClusterModel) => A) | undefined
}

/** Something that happens in a cluster; undefined where it cannot. */
interface Happening {
  readonly name: string
  readonly next: (model: ClusterModel) => Partial<ClusterModel> | undefined
}

const anyIndex = fc.nat({ max: 7 })

/** One of the objects that are there. */
const chosen = <A>(objects: Named<A> | undefined, index: number): A | undefined => {
  const all = [...(objects?.values() ?? [])]
  return all[index % Math.max(1, all.length)]
}

const NODE_NAMES = ['n1', 'n2', 'n3']
const DAEMON_SET_NAMES = ['agent', 'driver']

/** The first of some names that nothing there has. */
const freeName = (
  names: readonly string[],
  objects: Iterable<{ readonly metadata?: Node['metadata'] }> = [],
): string | undefined => {
  const taken = new Set([...objects].map(nameOf))
  return names.find((name) => !taken.has(name))
}

const updated = (
  { snapshot }: ClusterModel,
  update: ClusterUpdate | undefined,
): Partial<ClusterModel> | undefined => update && { snapshot: updateCluster(snapshot, update) }

const nodesCome = nodeNamed.map((named): Happening => ({
  name: 'a node comes',
  next: (model) => {
    const name = freeName(NODE_NAMES, model.snapshot.nodes?.values())
    return updated(model, name === undefined ? undefined : { put: { nodes: [named(name)] } })
  },
}))

const nodesChange = fc.tuple(anyIndex, nodeNamed).map(([index, named]): Happening => ({
  name: `node #${index} changes`,
  next: (model) => {
    const node = chosen(model.snapshot.nodes, index)
    return updated(model, node && { put: { nodes: [named(nameOf(node))] } })
  },
}))

const daemonSetsCome = daemonSetNamed.map((named): Happening => ({
  name: 'a DaemonSet comes',
  next: (model) => {
    const name = freeName(DAEMON_SET_NAMES, model.snapshot.daemonSets?.values())
    return updated(model, name === undefined ? undefined : { put: { daemonSets: [named(name)] } })
  },
}))

const daemonSetsChange = fc.tuple(anyIndex, daemonSetNamed).map(([index, named]): Happening => ({
  name: `DaemonSet #${index} changes`,
  next: (model) => {
    const daemonSet = chosen(model.snapshot.daemonSets, index)
    return updated(model, daemonSet && { put: { daemonSets: [named(nameOf(daemonSet))] } })
  },
}))

const daemonSetsGo = anyIndex.map((index): Happening => ({
  name: `DaemonSet #${index} goes`,
  next: (model) => {
    const daemonSet = chosen(model.snapshot.daemonSets, index)
    return updated(model, daemonSet && { drop: { daemonSets: [objectKey(daemonSet)] } })
  },
}))

const nodesGo = anyIndex.map((index): Happening => ({
  name: `node #${index} goes`,
  next: (model) => {
    const node = chosen(model.snapshot.nodes, index)
    return updated(model, node && { drop: { nodes: [nameOf(node)] } })
  },
}))

const podsGo = anyIndex.map((index): Happening => ({
  name: `pod #${index} goes`,
  next: (model) => {
    const pod = chosen(model.snapshot.pods, index)
    return updated(model, pod && { drop: { pods: [objectKey(pod)] } })
  },
}))

const podsFail = anyIndex.map((index): Happening => ({
  name: `pod #${index} fails`,
  next: (model) => {
    const pod = chosen(model.snapshot.pods, index)
    const status = { ...pod?.status, phase: 'Failed' }
    return updated(model, pod && { put: { pods: [{ ...pod, status }] } })
  },
}))

/** One pass of the controller for each DaemonSet, with its writes seen. */
const passes = fc.constant<Happening>({
  name: 'the controller passes',
  next: (model) => {
    const daemonSets = [...(model.snapshot.daemonSets?.values() ?? [])]
    if (daemonSets.length === 0) return undefined
    let { snapshot } = model
    const backoff = new Map(Object.entries(model.backoff))
    for (const daemonSet of daemonSets) {
      const key = objectKey(daemonSet)
      const pass = plan(snapshot, daemonSet, { now: model.now, backoff: backoff.get(key) ?? {} })
      const result = applyPlan(snapshot, daemonSet, pass, { deleted: 'terminating' })
      snapshot = result.cluster
      backoff.set(key, result.backoff)
    }
    return { snapshot, backoff: Object.fromEntries(backoff) }
  },
})

/** A minute goes by: what was terminating is gone, and pods whose node is there run, ready or not. */
const minutesPass = fc.boolean().map((ready): Happening => ({
  name: `a minute passes, pods are ${ready ? '' : 'not '}ready`,
  next: ({ snapshot, now }) => {
    const later = formatInstant((parseInstant(now) ?? 0n) + 60n * SECOND)
    const pods = [...(snapshot.pods?.values() ?? [])]
    const gone = pods.filter(({ metadata }) => isTerminating(metadata))
    const running = pods
      .filter(({ metadata, status }) => !isTerminating(metadata) && status?.phase !== 'Failed')
      .flatMap((pod) => runningPod(pod, snapshot, ready, later))
    return {
      now: later,
      snapshot: updateCluster(snapshot, {
        put: { pods: running },
        drop: { pods: gone.map(objectKey) },
      }),
    }
  },
}))

const runningPod = (
  pod: Pod,
  { nodes }: Cluster,
  ready: boolean,
  now: InstantText,
): readonly Pod[] => {
  const target = targetNode(pod)
  if (E.isLeft(target) || nodes?.has(target.right) !== true) return []
  const status = ready ? 'True' : 'False'
  return [
    {
      ...pod,
      spec: { ...pod.spec, nodeName: target.right },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status, lastTransitionTime: now }],
      },
    },
  ]
}

/** What a watch tells of the difference between two snapshots: what is gone, and what is new or another object. */
const eventsBetween = (before: Cluster, after: Cluster): readonly WatchedEvent[] => [
  ...changes(before.nodes, after.nodes, (type, object) => ({ type, kind: 'Node', object })),
  ...changes(before.daemonSets, after.daemonSets, (type, object) => ({
    type,
    kind: 'DaemonSet',
    object,
  })),
  ...changes(before.revisions, after.revisions, (type, object) => ({
    type,
    kind: 'ControllerRevision',
    object,
  })),
  ...changes(before.pods, after.pods, (type, object) => ({ type, kind: 'Pod', object })),
]

const changes = <A>(
  before: Named<A> = new Map(),
  after: Named<A> = new Map(),
  event: (type: WatchedEvent['type'], object: A) => WatchedEvent,
): readonly WatchedEvent[] => [
  ...[...before].flatMap(([key, object]) => (after.has(key) ? [] : [event('DELETED', object)])),
  ...[...after].flatMap(([key, object]) => {
    const was = before.get(key)
    if (was === object) return []
    return [event(was === undefined ? 'ADDED' : 'MODIFIED', object)]
  }),
]

/** Carries out what happens in the model, and answers with what a watch tells of it. */
const happen = ({ next }: Happening, model: ClusterModel): readonly WatchedEvent[] => {
  const before = model.snapshot
  Object.assign(model, next(model))
  return eventsBetween(before, model.snapshot)
}

const canHappen = ({ next }: Happening, model: ClusterModel): boolean => next(model) !== undefined

const happenings: readonly fc.Arbitrary<Happening>[] = [
  nodesCome,
  nodesChange,
  daemonSetsCome,
  passes,
  minutesPass,
  daemonSetsChange,
  nodesGo,
  podsGo,
  podsFail,
  daemonSetsGo,
]

/** How many commands there are at most. @since 0.2.0 */
export interface ClusterCommandsOptions {
  /** Absent: 20. */
  readonly maxCommands?: number | undefined
}

/**
 * What happens in a cluster, one thing after another, as commands for `fc.modelRun`: nodes and DaemonSets come, change and
 * go; the controller makes its passes; pods become ready, fail and vanish; time goes by. The program under test is told
 * what a watch would tell it, and checked after each command.
 *
 * - **Shapes** Every event is consistent with those before: `MODIFIED` only of what is there, objects are valid.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { clusterCommands, emptyCluster } from 'podfit/arbitraries'
 *
 * const program = () => {
 *   const names = new Set<string>()
 *   return {
 *     apply: ({ kind, type, object }) => {
 *       if (kind !== 'Node') return
 *       if (type === 'DELETED') names.delete(object.metadata?.name ?? '')
 *       else names.add(object.metadata?.name ?? '')
 *     },
 *     check: ({ snapshot }) => {
 *       if (snapshot.nodes?.size !== names.size) throw new Error('a node is missed')
 *     },
 *   }
 * }
 * const keepsUp = fc.property(clusterCommands(), (commands) => {
 *   fc.modelRun(() => ({ model: emptyCluster(), real: program() }), commands)
 * })
 * fc.check(keepsUp).failed // => false
 *
 * @since 0.2.0
 */
export const clusterCommands = ({ maxCommands = 20 }: ClusterCommandsOptions = {}): fc.Arbitrary<
  Iterable<fc.Command<ClusterModel, ClusterProgram>>
> =>
  fc.commands(
    happenings.map((each) => each.map(command)),
    { maxCommands, size: 'max' },
  )

const command = (happening: Happening): fc.Command<ClusterModel, ClusterProgram> => ({
  check: (model) => canHappen(happening, model),
  run: (model, { apply, check }) => {
    for (const event of happen(happening, model)) apply(event)
    check?.(model)
  },
  toString: () => happening.name,
})

/**
 * The same for a program that is told and checked asynchronously, and `fc.asyncModelRun`.
 *
 * @example
 * import { asyncClusterCommands } from 'podfit/arbitraries'
 *
 * typeof asyncClusterCommands({ maxCommands: 5 }).generate // => 'function'
 *
 * @since 0.2.0
 */
export const asyncClusterCommands = ({
  maxCommands = 20,
}: ClusterCommandsOptions = {}): fc.Arbitrary<
  Iterable<fc.AsyncCommand<ClusterModel, ClusterProgram<Promise<void>>>>
> =>
  fc.commands(
    happenings.map((each) => each.map(asyncCommand)),
    { maxCommands, size: 'max' },
  )

const asyncCommand = (
  happening: Happening,
): fc.AsyncCommand<ClusterModel, ClusterProgram<Promise<void>>> => ({
  check: (model) => canHappen(happening, model),
  run: async (model, { apply, check }) => {
    for (const event of happen(happening, model)) await apply(event)
    await check?.(model)
  },
  toString: () => happening.name,
})
