import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import type { Policy } from '../placement/policy.js'
import { isBlocking, taintParts } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'

/** The taints that keep a policy from a node. */
export const blockingTaints = (policy: Policy, { spec }: Node): readonly Taint[] =>
  (spec?.taints ?? []).filter(
    (taint) =>
      isBlocking(taint) &&
      usedToleration(policy.tolerations, taint, policy.semantics) === undefined,
  )

/** Tolerations of exactly the taints that keep a policy from nodes, each once. */
export const exactTolerations = (policy: Policy, nodes: readonly Node[]): readonly Toleration[] => {
  const found = new Map<string, Toleration>()
  for (const taint of nodes.flatMap((node) => blockingTaints(policy, node))) {
    const toleration = exactly(taint)
    found.set(JSON.stringify(toleration), toleration)
  }
  return [...found.values()]
}

/** An `Equal` without a value tolerates the taint that has none. */
const exactly = (taint: Taint): Toleration => {
  const { key, value, effect } = taintParts(taint)
  return { key, operator: 'Equal', ...(value !== '' && { value }), effect }
}
