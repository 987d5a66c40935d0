import { nameOf } from '../kube/objectFacts.js'
import type { NodeSelectorTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import { affinityMatches, type RequiredAffinity } from '../selector/nodeAffinity.js'
import { isEmptyTerm } from '../selector/nodeTerm.js'
import type { SelectionChange } from './suggestion.js'
import { widenTerm } from './widenTerm.js'

/** Terms one of which matches a node; undefined stands for no affinity at all. */
export interface WidenedAffinity {
  readonly changes: readonly SelectionChange[]
  readonly terms: readonly NodeSelectorTerm[] | undefined
}

/**
 * The ways in which required node affinity comes to match a node: one of its terms is widened, or the node
 * is named in a term of its own. It goes where nothing of a term is left, or there is none to be widened.
 */
export const widenAffinity = (
  affinity: RequiredAffinity | undefined,
  terms: readonly NodeSelectorTerm[],
  node: Node,
): readonly WidenedAffinity[] => {
  if (affinity === undefined) return [{ changes: [], terms: undefined }]
  if (affinityMatches(affinity, node)) return [{ changes: [], terms }]
  const dropped: WidenedAffinity = {
    changes: [{ code: 'AffinityDropped', path: affinity.path }],
    terms: undefined,
  }
  const widened = affinity.terms.flatMap((each, i): readonly WidenedAffinity[] => {
    if (each.faults.length > 0 || isEmptyTerm(each)) return []
    const { changes, term } = widenTerm(each, node)
    return term === undefined ? [dropped] : [{ changes, terms: terms.with(i, term) }]
  })
  const name = nameOf(node)
  const at = [...affinity.path, 'nodeSelectorTerms', terms.length]
  const matchFields = [{ key: FIELD_NODE_NAME, operator: 'In', values: [name] }]
  return [
    ...(widened.length === 0 ? [dropped] : widened),
    { changes: [{ code: 'NodeNamed', path: at, node: name }], terms: [...terms, { matchFields }] },
  ]
}
