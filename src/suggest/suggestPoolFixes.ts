import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import { newestSemantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { likeliestNode, type AssumedLabel } from '../pools/decideTemplate.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { fixesFor } from './suggestFixes.js'
import type { Fix, SuggestOptions } from './suggestion.js'

/** Fixes that bring a DaemonSet to the nodes of a pool. @since 0.2.0 */
export interface PoolFixes {
  /** None where it runs there already, if `assumed` comes true. */
  readonly fixes: readonly Fix[]
  /** Labels that the pool does not know and the DaemonSet asks about, with the values that suit it. */
  readonly assumed: readonly AssumedLabel[]
}

/**
 * Fixes that bring a DaemonSet to nodes that a pool will make.
 *
 * - **Rules**
 *   1. Labels that are not known yet are taken to have the values that suit the DaemonSet; `assumed` names them. What keeps it
 *      away then keeps it away from every node of the pool.
 *   2. Asked about is the node once its startup taints are off.
 *   3. Its name is not known: no fix names it, and what selects nodes by name is dropped. `gained` has the name of the pool.
 *
 * - **Errors** Never throws.
 * - **Cost** as `suggestFixes`
 *
 * @example
 * import { suggestPoolFixes } from 'podfit/suggest'
 *
 * const daemonSet = { spec: { template: { spec: { nodeSelector: { zone: 'a' } } } } }
 * const node = { metadata: { name: 'gpu' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
 * const { fixes, assumed } = suggestPoolFixes(daemonSet, { node, unknownLabels: [{ key: 'zone' }] }, [])
 * fixes[0]?.tolerations // => [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }]
 * assumed // => [{ key: 'zone', value: 'a' }]
 *
 * @since 0.2.0
 */
export const suggestPoolFixes = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  template: NodeTemplate & NodeTemplate<K>,
  nodes: readonly (Node & OfKind<K, 'Node'>)[],
  { semantics = newestSemantics }: SuggestOptions = {},
): PoolFixes => {
  const { node, assumed } = likeliestNode(compileDaemonSet(daemonSet, semantics), template)
  const pool = nameOf(template.node)
  const fixes = fixesFor<string>(daemonSet, node, [...nodes, node], { semantics, named: false })
  const called = (name: string): string => (name === nameOf(node) ? pool : name)
  return {
    fixes: fixes.map(({ unasked, ...fix }) => ({
      ...fix,
      gained: fix.gained.map(called),
      ...(unasked !== undefined && {
        unasked: unasked.map((each) => ({ ...each, node: called(each.node) })),
      }),
    })),
    assumed,
  }
}
