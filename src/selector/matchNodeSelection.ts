import { own } from '../data/own.js'
import type { Maybe } from '../data/maybe.js'
import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import type { PodSpec } from '../kube/pod.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { affinityFaults, affinityMatches, readRequiredAffinity } from './nodeAffinity.js'

/**
 * Whether a pod's `nodeSelector` and required node affinity select a node. `faults` are the unreadable
 * requirements, reported only when no term matches, as upstream does.
 *
 * @since 0.1.0
 */
export interface NodeSelection {
  readonly match: boolean
  readonly faults: readonly SelectorFault[]
}

/**
 * Does a pod's node selection select this node?
 *
 * - **Rules**
 *   1. Every entry of `nodeSelector` is on the node with exactly that value; no syntax is checked. A miss
 *      ends it: the affinity is not looked at, so its faults are not reported.
 *   2. Without required node affinity the node matches.
 *   3. Otherwise one of the terms must match; the faults of broken terms are reported only when none does.
 *
 * - **Errors** Never throws. Faults carry paths from the node selector: `nodeSelectorTerms[0]…`.
 * - **Upstream** component-helpers `scheduling/corev1/nodeaffinity/nodeaffinity.go` GetRequiredNodeAffinity,
 *   RequiredNodeAffinity.Match
 *
 * @example
 * import { matchNodeSelection } from 'podfit'
 *
 * const node = { metadata: { name: 'n1', labels: { disk: 'ssd' } } }
 * matchNodeSelection({ nodeSelector: { disk: 'ssd' } }, node).match // => true
 *
 * @since 0.1.0
 */
export const matchNodeSelection = <const K extends string>(
  spec: Pick<PodSpec, 'nodeSelector' | 'affinity'>,
  node: Node & OfKind<K, 'Node'>,
): NodeSelection => {
  if (!hasEvery(node.metadata?.labels, spec.nodeSelector)) return { match: false, faults: [] }
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const affinity = readRequiredAffinity(required, [])
  if (affinity === undefined) return { match: true, faults: [] }
  const match = affinityMatches(affinity, node)
  return { match, faults: match ? [] : affinityFaults(affinity) }
}

const hasEvery = (
  labels: Maybe<Readonly<Record<string, string>>>,
  wanted: Maybe<Readonly<Record<string, string>>>,
): boolean => Object.keys(wanted ?? {}).every((key) => own(labels, key) === own(wanted, key))
