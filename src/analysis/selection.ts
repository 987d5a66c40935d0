import { compareText } from '../data/compareText.js'
import { exactJson } from '../data/exactJson.js'
import type { NodeSelectorTerm } from '../kube/affinity.js'
import type { Policy } from '../placement/policy.js'
import { ANY_NODE } from './nodeFacts.js'
import { boxOf, demandsOf, EVERYTHING, selecting } from './region.js'
import { leastTerms } from './simplify.js'
import { termOf } from './termEdit.js'
import { universeOf } from './universe.js'

/**
 * Which nodes a policy selects: by its node name, node selector and node affinity together, taints apart.
 *
 * - `Selects`: those of any of the terms. A term without requirements is every node (in Kubernetes it would be none). With `exact`
 *   there are no fewer terms, and policies that select the same have the same, but for the bounds of ranges that overlap.
 * - `SelectsNothing`: no node that can exist, which `satisfiable` explains.
 *
 * @since 0.2.0
 */
export type Selection =
  | {
      readonly code: 'Selects'
      readonly terms: readonly NodeSelectorTerm[]
      readonly exact: boolean
    }
  | { readonly code: 'SelectsNothing' }

/**
 * Which nodes a policy selects, in the fewest terms.
 *
 * - **Laws** Policies that select the same nodes have the same terms, where both are `exact`; ranges of numbers that overlap
 *   keep the bounds that are written, where others would do.
 * - **Cost** As `simplify`.
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { selection } from 'podfit/analysis'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * selection(policy) // => { code: 'Selects', terms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }], exact: true }
 *
 * @since 0.2.0
 */
export const selection = (policy: Policy): Selection => {
  const universe = universeOf([policy], ANY_NODE)
  const demanded = demandsOf(policy, universe)
  const { terms } = demanded
  const shared = boxOf(universe, EVERYTHING, selecting(demanded))
  const boxes =
    terms === undefined
      ? [shared]
      : terms.map(({ demands }) => demands && shared && boxOf(universe, shared, demands))
  const region = boxes.flatMap((box) => box ?? [])
  if (region.length === 0) return { code: 'SelectsNothing' }
  const least = leastTerms(universe, region, EVERYTHING)
  const fewest = least.terms.map(termOf)
  return { code: 'Selects', terms: inOrder(fewest), exact: least.exact }
}

/** Terms, and their requirements, in an order of their own: the same ones in the same order, however they were found. */
const inOrder = (terms: readonly NodeSelectorTerm[]): readonly NodeSelectorTerm[] =>
  sorted(
    terms.map(({ matchExpressions, ...term }) => ({
      ...term,
      ...(matchExpressions && { matchExpressions: sorted(matchExpressions) }),
    })),
  )

const sorted = <T>(all: readonly T[]): readonly T[] =>
  all
    .map((each) => [exactJson(each), each] as const)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, each]) => each)
