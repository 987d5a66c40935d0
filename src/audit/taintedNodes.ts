import type { TaintText } from '../reason/reason.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import { grouped } from '../data/grouped.js'
import { taintParts } from '../taint/taintParts.js'

/** A taint and the nodes that carry it. @since 0.1.0 */
export interface TaintedNodes {
  readonly taint: TaintText
  readonly nodes: readonly string[]
}

/** The different taints on nodes that pass a test, each with its nodes, in the order in which they come. */
export const taintedNodes = (
  nodes: readonly Node[],
  wanted: (taint: Taint) => boolean,
): readonly TaintedNodes[] => {
  const found = nodes.flatMap((node) =>
    (node.spec?.taints ?? [])
      .filter(wanted)
      .map((taint) => ({ taint: taintParts(taint), node: nameOf(node) })),
  )
  return [...grouped(found, ({ taint }) => JSON.stringify(taint)).values()].map((same) => ({
    taint: same[0].taint,
    nodes: [...new Set(same.map(({ node }) => node))],
  }))
}
