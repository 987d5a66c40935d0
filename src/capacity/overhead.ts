import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { int64ToJson, wrapInt64, type JsonInt64 } from '../data/int64.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import type { Policy } from '../placement/policy.js'
import { walk } from '../placement/walk.js'
import { comingPod, crowd, presentPod, type CountedPod, type Fit } from './fits.js'
import { addAmounts, allocatableOf, type Amounts } from './nodeResources.js'
import type { QuantityIssue } from './resourceList.js'
import { newPod, type UnknownOfPod } from './newPod.js'

/** Amounts by resource: cpu in thousandths, all others in whole units. @since 0.2.0 */
export type ResourceAmounts = Readonly<Record<string, JsonInt64>>

/** What a DaemonSet takes of a node. @since 0.2.0 */
export interface DaemonSetShare {
  /** By namespace and name. */
  readonly daemonSet: string
  readonly requests: ResourceAmounts
  /**
   * Whether its pod fits beside those of the other DaemonSets that come before it: by priority, then by name. Absent
   * where the node does not say what it has to give.
   */
  readonly fit?: Fit
  /** What admission may change and is not known. */
  readonly unknown: readonly UnknownOfPod[]
}

/** What DaemonSets take of a node. @since 0.2.0 */
export interface Overhead {
  readonly node: string
  /** Those that should run there, by namespace and name. */
  readonly daemonSets: readonly DaemonSetShare[]
  /** What they request together, and how many pods they are, as `pods`. */
  readonly requests: ResourceAmounts
  /** What the node has to give; absent where it does not say. */
  readonly allocatable?: ResourceAmounts
  /** What remains of it for other pods; less than nothing where they do not fit. */
  readonly left?: ResourceAmounts
}

/**
 * What DaemonSets take of a node on which nothing else runs: one that there is, or a template of one to come. It is what
 * an autoscaler has to leave room for.
 *
 * - **Rules**
 *   1. The DaemonSets that should run on the node count, each with one pod.
 *   2. Their pods come by priority, then by namespace and name: which of equal priority comes last and finds no room is
 *      the scheduler's to say.
 *
 * - **Shapes** Plain JSON. While an update surges, a DaemonSet takes twice as much for a while.
 * - **Errors** quantities that cannot be read, each with its path among `daemonSets` or in the `node`
 * - **Differs** what admission adds is not known, nor limit ranges: a runtime class or a priority class that is not among
 *   Kubernetes' own is in `unknown`
 * - **Cost** O(DaemonSets); the square of those that do not fit there
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/noderesources/fit.go` Fits
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { overhead } from 'podfit/capacity'
 *
 * const agent = (name: string, cpu: string) => ({
 *   metadata: { namespace: 'a', name },
 *   spec: { template: { spec: { containers: [{ name: 'c', resources: { requests: { cpu } } }] } } },
 * })
 * const node = { metadata: { name: 'big' }, status: { allocatable: { cpu: '1', pods: '10' } } }
 * const { requests, left, daemonSets } = orThrow(overhead([agent('logs', '900m'), agent('metrics', '300m')], node))
 * requests // => { cpu: 1200, pods: 2 }
 * left // => { cpu: -200, pods: 8 }
 * daemonSets.map(({ daemonSet, fit }) => [daemonSet, fit?.code]) // => [['a/logs', 'fits'], ['a/metrics', 'full']]
 *
 * @since 0.2.0
 */
export const overhead = <const K extends string>(
  daemonSets: readonly (DaemonSet & OfKind<K, 'DaemonSet'>)[],
  node: Node & OfKind<K, 'Node'>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): E.Either<readonly QuantityIssue[], Overhead> =>
  overheadOf(arrivalsOf(daemonSets, semantics), node)

/** The same of pods that have been read once for all nodes. */
export const overheadOf = (
  arrivals: readonly Arrival[],
  node: Node,
): E.Either<readonly QuantityIssue[], Overhead> => {
  const arriving = arrivals.filter(({ policy }) => walk(policy, node) === 'run')
  const issues = arriving.flatMap((each) => each.issues)
  const room = allocatableOf(node, { issues, root: ['node'] })
  if (issues.length > 0) return E.left(issues)
  const shares: DaemonSetShare[] = []
  const placed = crowd()
  for (const { key, coming, present, requests, unknown } of [...arriving].sort(byTurn)) {
    const fit = room === undefined ? undefined : placed.fit(coming, room)
    if (fit === undefined || fit.code === 'fits') placed.join(present)
    shares.push({ daemonSet: key, requests, ...(fit !== undefined && { fit }), unknown })
  }
  const together = addAmounts([
    ...arriving.map(({ coming }) => coming.amounts),
    new Map([['pods', BigInt(arriving.length)]]),
  ])
  return E.right({
    node: nameOf(node),
    daemonSets: shares.sort((a, b) => compareText(a.daemonSet, b.daemonSet)),
    requests: plainAmounts(together),
    ...(room !== undefined && {
      allocatable: plainAmounts(room),
      left: plainAmounts(remaining(room, together)),
    }),
  })
}

/** A pod that a DaemonSet makes wherever it should run, which is the same on every node to the scheduler's count. */
export interface Arrival {
  readonly key: string
  /** The UID of the DaemonSet, or its key where it has none. */
  readonly uid: string
  readonly policy: Policy
  readonly coming: CountedPod
  /** The same once it is there. */
  readonly present: CountedPod
  readonly requests: ResourceAmounts
  readonly unknown: DaemonSetShare['unknown']
  readonly issues: readonly QuantityIssue[]
}

/** Rule 2. */
const byTurn = (a: Arrival, b: Arrival): number =>
  b.coming.priority - a.coming.priority || compareText(a.key, b.key)

/** The pods of DaemonSets, read once. */
export const arrivalsOf = (
  daemonSets: readonly DaemonSet[],
  semantics: Semantics,
): readonly Arrival[] =>
  daemonSets.map((daemonSet) => {
    const issues: QuantityIssue[] = []
    const key = objectKey(daemonSet)
    const { pod, unknown } = newPod(daemonSet)
    const root = ['daemonSets', key, 'spec', 'template']
    const coming = comingPod(pod, { issues, root }, semantics)
    return {
      key,
      uid: daemonSet.metadata?.uid ?? key,
      policy: compileDaemonSet(daemonSet, semantics),
      coming,
      present: presentPod(pod, { issues: [], root: [] }, semantics),
      requests: plainAmounts(coming.amounts),
      unknown,
      issues,
    }
  })

const remaining = (room: Amounts, taken: Amounts): Amounts =>
  new Map(
    [...new Set([...room.keys(), ...taken.keys()])].map((name) => [
      name,
      wrapInt64((room.get(name) ?? 0n) - (taken.get(name) ?? 0n)),
    ]),
  )

/** Amounts as an answer holds them. */
export const plainAmounts = (amounts: Amounts): ResourceAmounts =>
  Object.fromEntries([...amounts].map(([name, amount]) => [name, int64ToJson(amount)]))
