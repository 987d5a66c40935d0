import { nameOf } from '../kube/objectFacts.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import type { TaintText } from '../reason/reason.js'
import { taintParts } from '../taint/taintParts.js'
import type { TaintedNodes } from './finding.js'

/** The different taints on nodes that pass a test, each with its nodes, in the order in which they come. */
export const taintedNodes = (
  nodes: readonly Node[],
  wanted: (taint: Taint) => boolean,
): readonly TaintedNodes[] => {
  const found = new Map<string, { readonly taint: TaintText; readonly nodes: string[] }>()
  for (const node of nodes) {
    for (const taint of node.spec?.taints ?? []) {
      if (!wanted(taint)) continue
      const parts = taintParts(taint)
      const key = JSON.stringify(parts)
      const entry = found.get(key) ?? { taint: parts, nodes: [] }
      if (entry.nodes.at(-1) !== nameOf(node)) entry.nodes.push(nameOf(node))
      found.set(key, entry)
    }
  }
  return [...found.values()]
}
