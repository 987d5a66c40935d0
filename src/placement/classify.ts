import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import type { Decision } from '../reason/verdict.js'
import { decideClasses } from './decideClasses.js'
import { placementKey } from './placementKey.js'
import type { Policy } from './policy.js'

/**
 * Nodes between which no policy sees a difference, and what each policy says of all of them.
 *
 * @since 0.1.0
 */
export interface NodeClass<N extends Node = Node> {
  readonly nodes: readonly N[]
  /** In the order of the policies. */
  readonly decisions: readonly Decision[]
}

/**
 * Decides many policies about many nodes, once for all nodes that get the same answers to everything that
 * the policies ask: whole node pools, as a rule.
 *
 * - **Shapes** Every node is in one class. Classes come in the order of their first nodes, nodes within them in
 *   the order given. A value that nobody asks for, such as a host name or a counter, sets no node
 *   apart, nor does a taint apart from others that the same tolerations tolerate.
 * - **Laws** each decision is the one that `decide` makes about that node
 * - **Errors** Never throws.
 * - **Cost** O(nodes × (labels + taints) + classes × different policies): policies that say the same in
 *   other objects are decided once
 *
 * @example
 * import { classify, daemonSetPolicy, orThrow } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * const nodes = ['ssd', 'hdd', 'ssd'].map((disk, i) => ({ metadata: { name: `n${i}`, labels: { disk } } }))
 * classify([policy], nodes).map(({ nodes, decisions }) => [nodes.length, ...decisions]) // => [[2, 'run'], [1, 'leave']]
 *
 * @since 0.1.0
 */
export const classify = <N extends Node, const K extends string = string>(
  policies: readonly Policy[],
  nodes: readonly (N & OfKind<K, 'Node'>)[],
): readonly NodeClass<N>[] => {
  const keys = policies.map(placementKey)
  const distinct = new Map(policies.map((policy, i) => [keys[i], policy]))
  const columns = new Map([...distinct.keys()].map((key, i) => [key, i]))
  const column = keys.map((key) => columns.get(key) ?? 0)
  const shared = distinct.size < policies.length
  return decideClasses([...distinct.values()], nodes).map((each) => ({
    nodes: each.nodes,
    decisions: shared ? column.map((at) => each.decisions[at] as Decision) : each.decisions,
  }))
}
