import * as E from 'fp-ts/Either'
import type { Cluster } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import { grouped } from '../data/grouped.js'
import { int64FromJson, toInt64, wrapInt64 } from '../data/int64.js'
import type { Node } from '../kube/node.js'
import { controllerOf, nameOf, objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { hasEnded } from '../kube/podFacts.js'
import { PRIORITY_CLASSES } from '../kube/wellKnown.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { crowd, presentPod, type Fit } from './fits.js'
import { addAmounts } from './nodeResources.js'
import {
  arrivalsOf,
  overheadOf,
  plainAmounts,
  type Arrival,
  type Overhead,
  type ResourceAmounts,
} from './overhead.js'
import { once, type QuantityIssue } from './resourceList.js'

/** A pod of a DaemonSet that should be on a node, is not, and would not fit as things are. @since 0.2.0 */
export interface NoRoom {
  readonly daemonSet: string
  readonly node: string
  readonly fit: Fit
  /** Whether it would find room with the priority class `system-node-critical`, by preemption. */
  readonly wouldPreempt: boolean
}

/** Nodes of the same size with the same DaemonSets. @since 0.2.0 */
export interface CapacityClass {
  readonly nodes: readonly string[]
  /** What the DaemonSets take of each of them, if nothing else runs there. */
  readonly overhead: Omit<Overhead, 'node'>
  /** What is left on the fullest of them, resource by resource, beside all pods that are there; absent where pods were not given. */
  readonly leftNow?: ResourceAmounts
  /** Which DaemonSets' pods are missing there and have no room; absent where pods were not given. */
  readonly noRoom?: readonly NoRoom[]
}

/** What DaemonSets take of the nodes of a cluster. @since 0.2.0 */
export interface ClusterCapacity {
  /** The largest first. */
  readonly classes: readonly CapacityClass[]
  /** What was not given, so that nothing is said about it. */
  readonly unknown: readonly ('nodes' | 'pods' | 'daemonSets')[]
}

/**
 * What DaemonSets take of the nodes of a cluster, what is left there, and which pods are missing for want of room.
 *
 * - **Rules**
 *   1. Nodes of which the same DaemonSets take the same, and that have the same to give, are one class.
 *   2. Pods count that are bound to a node and have not ended, those of DaemonSets among them.
 *   3. A DaemonSet that should run on a node and has no pod bound there is looked at as if its pod came next.
 *
 * - **Shapes** Plain JSON. Each node is in one class.
 * - **Errors** quantities that cannot be read, each with its path among `nodes`, `daemonSets` or `pods`
 * - **Cost** O(pods), and for each node as `overhead`
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { clusterCapacity } from 'podfit/capacity'
 *
 * const nodes = ['n1', 'n2'].map((name) => ({ metadata: { name }, status: { allocatable: { cpu: '2', pods: '10' } } }))
 * const spec = { template: { spec: { containers: [{ name: 'c', resources: { requests: { cpu: '100m' } } }] } } }
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec }]
 * const { classes } = orThrow(clusterCapacity(cluster({ nodes, daemonSets })))
 * classes.map(({ nodes, overhead }) => [nodes.length, overhead.left]) // => [[2, { cpu: 1900, pods: 9 }]]
 *
 * @since 0.2.0
 */
export const clusterCapacity = (
  snapshot: Cluster,
  { semantics = newestSemantics }: SemanticsOptions = {},
): E.Either<readonly QuantityIssue[], ClusterCapacity> => {
  const arrivals = arrivalsOf([...(snapshot.daemonSets?.values() ?? [])], semantics)
  const bound = boundPods(snapshot)
  const classes = new Map<string, Seen>()
  for (const node of snapshot.nodes?.values() ?? []) {
    const taken = overheadOf(arrivals, node)
    if (E.isLeft(taken)) return E.left(taken.left.map((issue) => ofNode(issue, nameOf(node))))
    const there = bound?.get(nameOf(node)) ?? []
    const now =
      bound === undefined ? E.right({}) : stateOf(node, arrivals, taken.right, there, semantics)
    if (E.isLeft(now)) return now
    const { node: name, ...rest } = taken.right
    const key = JSON.stringify(rest)
    const same = classes.get(key) ?? { overhead: rest, nodes: [], states: [] }
    same.nodes.push(name)
    same.states.push(now.right)
    classes.set(key, same)
  }
  return E.right({
    classes: [...classes.values()]
      .map(classOf)
      .sort(
        (a, b) =>
          b.nodes.length - a.nodes.length || compareText(a.nodes[0] ?? '', b.nodes[0] ?? ''),
      ),
    unknown: (['nodes', 'pods', 'daemonSets'] as const).filter(
      (kind) => snapshot[kind] === undefined,
    ),
  })
}

/** An issue about a node, with the name of the node. */
const ofNode = (issue: QuantityIssue, name: string): QuantityIssue =>
  issue.path[0] === 'node' ? { ...issue, path: ['nodes', name, ...issue.path.slice(1)] } : issue

/** Rule 2, by node; undefined where pods are not known. */
const boundPods = ({ pods }: Cluster): ReadonlyMap<string, readonly Pod[]> | undefined =>
  pods === undefined
    ? undefined
    : grouped(
        [...pods.values()].filter(({ status }) => !hasEnded(status?.phase)),
        ({ spec }) => spec?.nodeName ?? '',
      )

/** As much as Kubernetes' own agents have. */
const CRITICAL = PRIORITY_CLASSES.get('system-node-critical') ?? 0

/** What is said of one node as it is. */
interface State {
  readonly leftNow?: ResourceAmounts
  readonly noRoom?: readonly NoRoom[]
}

/** Rule 1: what has been seen of the nodes of a class. */
interface Seen {
  readonly overhead: Omit<Overhead, 'node'>
  readonly nodes: string[]
  readonly states: State[]
}

const stateOf = (
  node: Node,
  arrivals: readonly Arrival[],
  { daemonSets: shares, allocatable }: Overhead,
  there: readonly Pod[],
  semantics: Semantics,
): E.Either<readonly QuantityIssue[], State> => {
  if (allocatable === undefined) return E.right({})
  const issues: QuantityIssue[] = []
  const present = crowd()
  for (const pod of there)
    present.join(presentPod(pod, { issues, root: ['pods', objectKey(pod)] }, semantics))
  if (issues.length > 0) return E.left(once(issues))
  const used = addAmounts([present.amounts(), new Map([['pods', BigInt(there.length)]])])
  const room = new Map(
    Object.entries(allocatable).map(
      ([name, given]) => [name, toInt64(int64FromJson(given))] as const,
    ),
  )
  const leftNow = [...room].map(
    ([name, given]) => [name, wrapInt64(given - (used.get(name) ?? 0n))] as const,
  )
  const served = new Set(there.map(({ metadata }) => controllerOf(metadata)?.uid ?? ''))
  const should = new Set(shares.map(({ daemonSet }) => daemonSet))
  const noRoom: NoRoom[] = []
  for (const { key, uid, coming } of arrivals) {
    if (!should.has(key) || served.has(uid)) continue
    const fit = present.fit(coming, room)
    if (fit.code === 'fits') continue
    const critical = present.fit({ ...coming, priority: CRITICAL }, room)
    const wouldPreempt = critical.code === 'afterPreemption'
    noRoom.push({ daemonSet: key, node: nameOf(node), fit, wouldPreempt })
  }
  return E.right({ leftNow: plainAmounts(new Map(leftNow)), noRoom })
}

/** Rule 1. */
const classOf = ({ overhead, nodes, states }: Seen): CapacityClass => {
  const known = states.flatMap(({ leftNow }) => (leftNow === undefined ? [] : [leftNow]))
  return {
    nodes: [...nodes].sort(compareText),
    overhead,
    ...(known.length === states.length && { leftNow: leastOf(known) }),
    ...(states[0]?.noRoom !== undefined && {
      noRoom: states.flatMap(({ noRoom = [] }) => noRoom),
    }),
  }
}

const leastOf = (states: readonly ResourceAmounts[]): ResourceAmounts => {
  const least = new Map<string, bigint>()
  for (const state of states)
    for (const [name, given] of Object.entries(state)) {
      const amount = toInt64(int64FromJson(given))
      const before = least.get(name)
      if (before === undefined || amount < before) least.set(name, amount)
    }
  return plainAmounts(least)
}
