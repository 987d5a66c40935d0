import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import type { NodeSelector } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { readNodeTerm, termMatches, type NodeTerm } from './nodeTerm.js'

/** The required node affinity of a policy, read; undefined where the policy has none. */
export interface RequiredAffinity {
  readonly path: FieldPath
  readonly terms: readonly NodeTerm[]
}

/** Reads required node affinity. `path` is that of the node selector itself. */
export const readRequiredAffinity = (
  selector: Maybe<NodeSelector>,
  at: FieldPath,
): RequiredAffinity | undefined => {
  if (selector === null || selector === undefined) return undefined
  const terms = (selector.nodeSelectorTerms ?? []).map((term, i) =>
    readNodeTerm(term, [...at, 'nodeSelectorTerms', i]),
  )
  return { path: at, terms }
}

/** Whether one of the terms matches; no terms match nothing. */
export const affinityMatches = (affinity: RequiredAffinity, node: Node): boolean => {
  for (const term of affinity.terms) {
    if (termMatches(term, node)) return true
  }
  return false
}

/** The faults of all broken terms: what upstream reports when no term matches. */
export const affinityFaults = (affinity: RequiredAffinity): readonly SelectorFault[] =>
  affinity.terms.flatMap((term) => term.faults)
