import type { Maybe } from '../data/maybe.js'
import type { PreferredSchedulingTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { isEmptyTerm, readNodeTerm, termMatches } from './nodeTerm.js'

/**
 * The sum of the weights of the preferred terms that match, or every fault of the terms that cannot be
 * read: one broken term spoils the whole score.
 *
 * @since 0.1.0
 */
export type PreferredScore =
  { readonly score: number } | { readonly faults: readonly SelectorFault[] }

/**
 * How well a node suits a pod's preferred node affinity.
 *
 * - **Rules**
 *   1. A term of weight 0 and an empty preference are skipped unread and add nothing.
 *   2. Any fault in what remains fails the whole score.
 *   3. Weights are added as they are, negative and above 100 included.
 *
 * - **Units** the raw sum, before the scheduler normalises it over the candidate nodes
 * - **Errors** faults with paths from the list: `[1].matchExpressions[0].values`. Never throws.
 * - **Upstream** component-helpers `scheduling/corev1/nodeaffinity/nodeaffinity.go` NewPreferredSchedulingTerms,
 *   PreferredSchedulingTerms.Score
 *
 * @example
 * import { preferredScore } from 'podfit'
 *
 * const near = { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }
 * preferredScore([{ weight: 30, preference: near }], { metadata: { labels: { zone: 'a' } } }) // => { score: 30 }
 *
 * @since 0.1.0
 */
export const preferredScore = (
  terms: Maybe<readonly PreferredSchedulingTerm[]>,
  node: Node,
): PreferredScore => {
  const faults: SelectorFault[] = []
  let score = 0
  for (const [i, preferred] of (terms ?? []).entries()) {
    const weight = preferred.weight ?? 0
    if (weight === 0) continue
    const term = readNodeTerm(preferred.preference, [i])
    faults.push(...term.faults)
    if (!isEmptyTerm(term) && termMatches(term, node)) score += weight
  }
  return faults.length > 0 ? { faults } : { score }
}
