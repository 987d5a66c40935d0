import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import type { Verdict } from '../reason/verdict.js'
import { Collector } from './collector.js'
import type { Policy } from './policy.js'
import { walk } from './walk.js'

/**
 * Why a pod of this policy runs on this node or does not: the decision, every failing reason at once, and
 * which toleration dealt with which taint.
 *
 * - **Shapes** Reasons in the order of the rules: node name, node selector, affinity, cordon, taints. Paths
 *   point into the policy (`path`) and into the node (`nodePath`).
 * - **Laws** decide(p, n) ≡ explain(p, n).decision; `run` exactly when there are no reasons; `leave`
 *   exactly when some reason `leaves`
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, explain, orThrow } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } } }))
 * const { decision, reasons } = explain(policy, { metadata: { name: 'n1', labels: { gpu: 'True' } } })
 * decision // => 'leave'
 * reasons[0]?.code // => 'NodeSelectorMismatch'
 *
 * @since 0.1.0
 */
export const explain = <const K extends string>(
  policy: Policy,
  node: Node & OfKind<K, 'Node'>,
): Verdict => {
  const collector = new Collector(policy, node)
  const decision = walk(policy, node, collector)
  return { decision, reasons: collector.reasons, tolerated: collector.toleratedTaints }
}
