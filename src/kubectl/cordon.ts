import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import { CORDON_TAINT, isCordonTaint } from '../taint/taintParts.js'

/**
 * A node after `kubectl cordon` and after the node controller has added the taint that goes with it. Every
 * daemon pod tolerates that taint, so DaemonSets do not notice.
 *
 * @example
 * import { cordonNode } from 'podfit/kubectl'
 *
 * cordonNode({ metadata: { name: 'n1' } }).spec?.unschedulable // => true
 *
 * @since 0.1.0
 */
export const cordonNode = <N extends Node, const K extends string = string>(
  node: N & OfKind<K, 'Node'>,
): N & Node => {
  const taints = node.spec?.taints ?? []
  return {
    ...node,
    spec: {
      ...node.spec,
      unschedulable: true,
      taints: taints.some(isCordonTaint) ? taints : [...taints, CORDON_TAINT],
    },
  }
}

/**
 * A node after `kubectl uncordon`, the taint gone with the flag.
 *
 * @example
 * import { cordonNode, uncordonNode } from 'podfit/kubectl'
 *
 * const node = cordonNode({ metadata: { name: 'n1' } })
 * uncordonNode(node).spec // => { taints: [] }
 *
 * @since 0.1.0
 */
export const uncordonNode = <N extends Node, const K extends string = string>(
  node: N & OfKind<K, 'Node'>,
): N & Node => {
  const { unschedulable: _flag, ...spec } = node.spec ?? {}
  return {
    ...node,
    spec: { ...spec, taints: (spec.taints ?? []).filter((taint) => !isCordonTaint(taint)) },
  }
}
