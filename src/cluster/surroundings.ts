import * as E from 'fp-ts/Either'
import { grouped } from '../data/grouped.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { controllerOf, ownerKey } from '../kube/objectFacts.js'
import type { Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'
import { compileLabelSelector, type CompiledLabelSelector } from '../selector/labelSelector.js'
import type { Cluster, Named } from './cluster.js'

/** A DaemonSet that adopts what its selector matches. */
export interface Adopter {
  readonly daemonSet: DaemonSet
  readonly selector: CompiledLabelSelector
}

/** The keys of some DaemonSets. */
export type Owners = Pick<ReadonlySet<string>, 'has'>

/** Where it is looked up which DaemonSets an event queues. */
export interface Surroundings {
  readonly daemonSets: Named<DaemonSet> | undefined
  /** The keys of the DaemonSets that control pods whose `nodeName` is this one; undefined where pods are unknown. */
  readonly ownersOn: ((node: string) => Owners) | undefined
  /** What the policy of each DaemonSet, by its key, says of a node. */
  readonly decideOn: (node: Node) => (key: string) => Decision
  readonly adoptersIn: (namespace: string) => Iterable<Adopter>
}

/**
 * A snapshot to look things up in: pods by node, policies and selectors read once.
 *
 * - **Cost** O(pods) for the first node of which pods are asked, O(DaemonSets) for the first policy or selector; then,
 *   also for snapshots with the same pods or the same DaemonSets, nothing
 */
export const surroundingsOf = (
  { daemonSets, pods }: Cluster,
  semantics: Semantics,
): Surroundings => ({
  daemonSets,
  ownersOn:
    pods && ((node) => new Set(podsOn(pods, node).flatMap((pod) => daemonSetOf(pod) ?? []))),
  decideOn: (node) => {
    const policies = policiesOf(daemonSets ?? NONE, semantics)
    return (key) => decide(policies.get(key) as Policy, node)
  },
  adoptersIn: (namespace) => adoptersOf(daemonSets ?? NONE).get(namespace) ?? [],
})

const NONE: Named<DaemonSet> = /* @__PURE__ */ new Map<string, DaemonSet>()

/** What is found out about a part of a snapshot once, when it is first asked for: snapshots are values. */
export const onceFor = <K extends object, A>(make: (key: K) => A): ((key: K) => A) => {
  const known = new WeakMap<K, A>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

const podsByNode = /* @__PURE__ */ onceFor((pods: Named<Pod>) =>
  grouped(pods.values(), ({ spec }) => spec?.nodeName ?? ''),
)

/** The pods on a node, in their order. One that is on no node is not on a nameless one either. */
export const podsOn = (pods: Named<Pod>, node: string): readonly Pod[] =>
  node === '' ? [] : (podsByNode(pods).get(node) ?? [])

/** The key of the DaemonSet that a pod's controller reference names. */
export const daemonSetOf = (pod: Pod): string | undefined => {
  const controller = controllerOf(pod.metadata)
  return controller?.kind === 'DaemonSet' ? ownerKey(pod, controller) : undefined
}

const policiesIn = /* @__PURE__ */ onceFor((daemonSets: Named<DaemonSet>) =>
  onceFor(
    (semantics: Semantics): ReadonlyMap<string, Policy> =>
      new Map(
        [...daemonSets].map(([key, daemonSet]) => [key, compileDaemonSet(daemonSet, semantics)]),
      ),
  ),
)

/** The policies of DaemonSets, by their keys. */
export const policiesOf = (
  daemonSets: Named<DaemonSet>,
  semantics: Semantics,
): ReadonlyMap<string, Policy> => policiesIn(daemonSets)(semantics)

const adoptersOf = /* @__PURE__ */ onceFor((daemonSets: Named<DaemonSet>) =>
  grouped(
    [...daemonSets.values()].flatMap((daemonSet) => adopterOf(daemonSet) ?? []),
    ({ daemonSet }) => daemonSet.metadata?.namespace ?? '',
  ),
)

/** A DaemonSet with its selector; one that cannot be read, and one that says nothing, adopt nothing. */
export const adopterOf = (daemonSet: DaemonSet): Adopter | undefined => {
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  return E.isLeft(selector) || selector.right.empty
    ? undefined
    : { daemonSet, selector: selector.right }
}
