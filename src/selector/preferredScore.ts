import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { PreferredSchedulingTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { isEmptyTerm, readNodeTerm, termMatches } from './nodeTerm.js'
import { addAll } from '../data/appended.js'

/**
 * How well a node suits a pod's preferred node affinity: the sum of the weights of the preferred terms that match.
 *
 * - **Rules**
 *   1. A term of weight 0, or of one that is no number, and an empty preference are skipped unread and add nothing.
 *   2. Any fault in what remains fails the whole score.
 *   3. Weights are added as they are, negative and above 100 included.
 *
 * - **Units** the raw sum, before the scheduler normalises it over the candidate nodes
 * - **Errors** `Left` with every fault of the terms that cannot be read, with paths from the list: `[1].matchExpressions[0].values`. Never throws.
 * - **Upstream** component-helpers `scheduling/corev1/nodeaffinity/nodeaffinity.go` NewPreferredSchedulingTerms,
 *   PreferredSchedulingTerms.Score
 *
 * @example
 * import { preferredScore } from 'podfit'
 *
 * const near = { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }
 * preferredScore([{ weight: 30, preference: near }], { metadata: { labels: { zone: 'a' } } }) // => { _tag: 'Right', right: 30 }
 *
 * @since 0.1.0
 */
export const preferredScore = <const K extends string>(
  terms: Maybe<readonly PreferredSchedulingTerm[]>,
  node: Node & OfKind<K, 'Node'>,
): E.Either<readonly SelectorFault[], number> => {
  const faults: SelectorFault[] = []
  let score = 0
  for (const [i, preferred] of (terms ?? []).entries()) {
    const weight = preferred.weight ?? 0
    if (weight === 0 || !Number.isFinite(weight)) continue
    const term = readNodeTerm(preferred.preference, [i])
    addAll(faults, term.faults)
    if (!isEmptyTerm(term) && termMatches(term, node)) score += weight
  }
  return faults.length > 0 ? E.left(faults) : E.right(score)
}
