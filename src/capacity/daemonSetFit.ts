import { controllerKey, type Cluster } from '../cluster/cluster.js'
import { onceFor, podsOn } from '../cluster/surroundings.js'
import { compareText } from '../data/compareText.js'
import { grouped } from '../data/grouped.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { isControlledBy, isTerminating, objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { hasEnded, isBound } from '../kube/podFacts.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import { targetName } from '../sync/daemonPods.js'
import { allowsSurge } from '../sync/updateStrategy.js'
import { comingPod, crowd, presentPod, type CountedPod, type Fit } from './fits.js'
import { newPod, type NewPod, type UnknownOfPod } from './newPod.js'
import { allocatableOf } from './nodeResources.js'
import { once, type QuantityIssue } from './resourceList.js'

/**
 * Why it is not known whether a pod fits a node: pods were not given, the node says nothing of its allocatable, or a
 * quantity cannot be read.
 *
 * @since 0.2.0
 */
export type UnknownFit = 'pods' | 'allocatable' | 'quantities'

/** Whether the next pod of a DaemonSet fits a node. @since 0.2.0 */
export interface NodeFit {
  readonly node: string
  /** Whether a pod of it is on the node already. */
  readonly there: boolean
  readonly fit: Fit | { readonly code: 'unknown'; readonly needs: readonly UnknownFit[] }
  /** What admission may change of the pod and is not known. */
  readonly unknown: readonly UnknownOfPod[]
}

/** How it is asked whether pods of a DaemonSet fit. @since 0.2.0 */
export interface DaemonSetFitOptions extends SemanticsOptions {
  /** Only these nodes; all unless given. */
  readonly nodes?: readonly string[] | undefined
  /** Whether its own pods on a node count; with `maxSurge` they do unless given. */
  readonly besideItself?: boolean | undefined
  /** Whether pods that are terminating are taken to be gone; they count unless given. */
  readonly afterTermination?: boolean | undefined
}

/**
 * Whether the next pod of a DaemonSet fits each node where it should run.
 *
 * - **Rules**
 *   1. Asked about is the pod that waits for the node, as it is stored; where there is none, the one that the template makes.
 *   2. Pods that are bound to the node and have not ended count. Those of the DaemonSet itself are replaced before the
 *      next one comes, so that they do not; with `maxSurge` they do.
 *   3. The DaemonSets are looked at one by one: two of them may find the same room.
 *
 * - **Shapes** Plain JSON, in the order of names. Nodes where it should not run are left out.
 * - **Errors** Never throws. What cannot be read makes `unknown` of the nodes that it concerns.
 * - **Cost** O(nodes), and of those where it should run also their pods
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/noderesources/fit.go` Fits
 *
 * @example
 * import { cluster } from 'podfit'
 * import { daemonSetFit } from 'podfit/capacity'
 *
 * const spec = { template: { spec: { containers: [{ name: 'c', resources: { requests: { cpu: '3' } } }] } } }
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec }
 * const nodes = ['2', '4'].map((cpu) => ({ metadata: { name: `cpu${cpu}` }, status: { allocatable: { cpu, pods: '9' } } }))
 * const found = daemonSetFit(cluster({ nodes, pods: [] }), daemonSet)
 * found.map(({ node, fit }) => [node, fit.code]) // => [['cpu2', 'never'], ['cpu4', 'fits']]
 *
 * @since 0.2.0
 */
export const daemonSetFit = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  {
    semantics = newestSemantics,
    nodes,
    besideItself = allowsSurge(daemonSet, semantics),
    afterTermination = false,
  }: DaemonSetFitOptions = {},
): readonly NodeFit[] => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const made = ofTemplate(daemonSet, semantics)
  const read = present(semantics)
  const uid = daemonSet.metadata?.uid ?? ''
  const isIts = ({ metadata }: Pod): boolean => uid !== '' && isControlledBy(metadata, uid)
  const its =
    uid === ''
      ? undefined
      : snapshot.podsByController.get(controllerKey(daemonSet.metadata?.namespace, uid))
  const waiting = grouped((its ?? []).filter(isWaiting), targetName)
  const asked = nodes === undefined ? undefined : new Set(nodes)
  const fitOn = (name: string, node: Node): NodeFit => {
    const { pods } = snapshot
    const here = (pods === undefined ? [] : podsOn(pods, name)).filter(
      ({ metadata, status }) =>
        !hasEnded(status?.phase) && !(afterTermination && isTerminating(metadata)),
    )
    const itself = here.filter(isIts)
    const waits = waiting.get(name)?.[0]
    const next = waits === undefined ? made : { ...coming(waits, semantics), unknown: [] }
    return {
      node: name,
      there: itself.length > 0,
      fit: fitBeside(
        next,
        node,
        pods === undefined
          ? undefined
          : besideItself
            ? here.map(read)
            : here.filter((pod) => !itself.includes(pod)).map(read),
      ),
      unknown: next.unknown,
    }
  }
  return [...(snapshot.nodes ?? [])]
    .filter(
      ([name, node]) => (asked === undefined || asked.has(name)) && decide(policy, node) === 'run',
    )
    .map(([name, node]) => fitOn(name, node))
    .sort((a, b) => compareText(a.node, b.node))
}

/** A pod that has been read, with what of it cannot be. */
interface Read {
  readonly counted: CountedPod
  readonly issues: readonly QuantityIssue[]
}

const counting = (count: typeof comingPod, pod: Pod, semantics: Semantics): Read => {
  const issues: QuantityIssue[] = []
  const counted = count(pod, { issues, root: [objectKey(pod)] }, semantics)
  return { counted, issues: once(issues) }
}

const coming = (pod: Pod, semantics: Semantics): Read => counting(comingPod, pod, semantics)

/** Pods are asked about again for each DaemonSet of their node. */
const present = /* @__PURE__ */ onceFor((semantics: Semantics) =>
  onceFor((pod: Pod) => counting(presentPod, pod, semantics)),
)

const ofTemplate = (daemonSet: DaemonSet, semantics: Semantics): Read & Pick<NewPod, 'unknown'> => {
  const { pod, unknown } = newPod(daemonSet)
  return { ...coming(pod, semantics), unknown }
}

/** Rule 1. */
const isWaiting = (pod: Pod): boolean =>
  !isBound(pod) && !hasEnded(pod.status?.phase) && !isTerminating(pod.metadata)

/** Rule 2. */
const fitBeside = (next: Read, node: Node, pods: readonly Read[] | undefined): NodeFit['fit'] => {
  const issues: QuantityIssue[] = []
  const room = allocatableOf(node, { issues, root: [] })
  const there = pods ?? []
  const isRead = [{ issues }, next, ...there].every((each) => each.issues.length === 0)
  const needs = [
    ...(pods === undefined ? (['pods'] as const) : []),
    ...(room === undefined ? (['allocatable'] as const) : []),
    ...(isRead ? [] : (['quantities'] as const)),
  ]
  if (room === undefined || needs.length > 0) return { code: 'unknown', needs }
  const beside = crowd()
  for (const { counted } of there) beside.join(counted)
  return beside.fit(next.counted, room)
}
