import type { FieldPath } from '../data/fieldPath.js'
import type { Node } from '../kube/node.js'
import type { Policy, SelectedLabel } from '../placement/policy.js'
import type { Requirement } from '../requirement/requirement.js'
import type { RequiredAffinity } from '../selector/nodeAffinity.js'
import type { NodeTerm } from '../selector/nodeTerm.js'
import { ANY_NODE } from './nodeFacts.js'
import { compared, type AnalysisOptions, type Compared } from './proofs.js'
import { plainest } from './plainest.js'
import {
  intersection,
  nodeOf,
  type Box,
  type Demand,
  selecting,
  type Selecting,
  type Demands,
  type Region,
  type TermDemands,
  type TermPart,
} from './region.js'
import type { Universe, Variable } from './universe.js'

/**
 * Whether there can be a node on which pods of a policy run: one such node, or why there is none.
 *
 * @since 0.2.0
 */
export type Satisfiability =
  | { readonly code: 'Satisfiable'; readonly node: Node }
  | { readonly code: 'Unsatisfiable'; readonly contradictions: readonly Contradiction[] }

/**
 * Why no node fits one term of a policy, or any of its terms.
 *
 * - `term`: the path of the term; null where no term is concerned.
 * - `requirements`: what cannot hold at once. Leave one of them out, and the rest can. One alone can never hold: a label cannot
 *   have that value, or no number is below that bound. None at all: the term itself matches nothing.
 * - `facts`: whether it is a contradiction only with what is known of all nodes.
 * - `code`: `Contradiction`; `BrokenTerm`, a requirement of it cannot be read; `EmptyTerm`, it has no requirements; `NoTerms`, the
 *   list of terms is empty.
 *
 * @since 0.2.0
 */
export interface Contradiction {
  readonly code: 'Contradiction' | 'BrokenTerm' | 'EmptyTerm' | 'NoTerms'
  readonly term: FieldPath | null
  readonly requirements: readonly FieldPath[]
  readonly facts: boolean
}

/**
 * Can there be a node on which pods of this policy run?
 *
 * - **Rules**
 *   1. Labels have values that the API server takes, and a name is a DNS subdomain: `Gt` with the largest int64 and a `nodeSelector`
 *      with a space in its value never match.
 *   2. Taints are never in the way: a node may have none.
 *   3. Without a contradiction of what all terms share, each term has one of its own; all of them are told.
 *
 * - **Cost** The terms of the policy times those of what is known of nodes. The answer is never open.
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { satisfiable } from 'podfit/analysis'
 *
 * const policy = orThrow(
 *   daemonSetPolicy({
 *     spec: {
 *       template: {
 *         spec: {
 *           nodeSelector: { zone: 'a' },
 *           affinity: {
 *             nodeAffinity: {
 *               requiredDuringSchedulingIgnoredDuringExecution: {
 *                 nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }],
 *               },
 *             },
 *           },
 *         },
 *       },
 *     },
 *   }),
 * )
 * const answer = satisfiable(policy)
 * const [first] = answer.code === 'Unsatisfiable' ? answer.contradictions : []
 * first?.requirements.map((path) => path.slice(-2).join('.')) // => ['nodeSelector.zone', 'matchExpressions.0']
 *
 * @since 0.2.0
 */
export const satisfiable = (
  policy: Policy,
  { nodes = ANY_NODE }: Pick<AnalysisOptions, 'nodes'> = {},
): Satisfiability => {
  const here = compared([policy], nodes)
  const { universe, possible, regions } = here
  const box = shared(possible, regions.flat())
  if (box !== undefined) {
    const node = nodeOf(universe, plainest(universe, box, [possible, ...regions]))
    return { code: 'Satisfiable', node }
  }
  const anywhere = nodes === ANY_NODE ? here : compared([policy])
  const facts = anywhere.regions.flat().length > 0
  return {
    code: 'Unsatisfiable',
    contradictions: contradictionsOf(policy, facts ? here : anywhere, facts),
  }
}

/** The first box that two regions share. */
const shared = (a: Region, b: Region): Box | undefined => {
  for (const left of a) {
    for (const right of b) {
      const both = intersection(left, right)
      if (both !== undefined) return both
    }
  }
  return undefined
}

type Source = Selecting | TermPart

const contradictionsOf = (
  policy: Policy,
  { universe, possible, ...laid }: Compared,
  facts: boolean,
): readonly Contradiction[] => {
  const [demanded] = laid.demands
  const common = selecting(demanded as Demands)
  if (contradict(universe, common, possible)) {
    const requirements = paths(policy, leastOf(universe, common, possible))
    return [{ code: 'Contradiction', term: null, requirements, facts }]
  }
  // What all terms share is not in the way: there are terms, and each of them is.
  const { path } = policy.affinity as RequiredAffinity
  const { terms } = demanded as Demands & { readonly terms: readonly TermDemands[] }
  if (terms.length === 0) {
    return [{ code: 'NoTerms', term: path, requirements: [], facts: false }]
  }
  return terms.map(({ term, demands }): Contradiction => {
    if (demands === undefined) return matchesNothing(term)
    const least = leastOf<Source>(universe, [...common, ...demands], possible)
    return { code: 'Contradiction', term: term.path, requirements: paths(policy, least), facts }
  })
}

const matchesNothing = (term: NodeTerm): Contradiction =>
  term.faults.length > 0
    ? {
        code: 'BrokenTerm',
        term: term.path,
        requirements: term.faults.map(({ path }) => path),
        facts: false,
      }
    : { code: 'EmptyTerm', term: term.path, requirements: [], facts: false }

/** Whether no node meets all of some demands. */
const contradict = (
  { variables }: Universe,
  demands: readonly Demand<unknown>[],
  possible: Region,
): boolean => {
  const masks = masksOf(demands)
  return possible.every((box) => [...masks.keys()].some((at) => isEmpty(variables, box, at, masks)))
}

/** Of demands that no node meets those of which none can be left out. */
const leastOf = <S>(
  universe: Universe,
  demands: readonly Demand<S>[],
  possible: Region,
): readonly Demand<S>[] => {
  const { variables } = universe
  const masks = masksOf(demands)
  const guilty = new Set(
    possible.map((box) => [...masks.keys()].find((at) => isEmpty(variables, box, at, masks))),
  )
  const concerned = demands.filter(({ at }) => guilty.has(at))
  return concerned.reduce((kept, demand) => {
    const without = kept.filter((other) => other !== demand)
    return contradict(universe, without, possible) ? without : kept
  }, concerned)
}

const masksOf = (demands: readonly Demand<unknown>[]): ReadonlyMap<number, bigint> => {
  const masks = new Map<number, bigint>()
  for (const { at, mask } of demands) masks.set(at, (masks.get(at) ?? mask) & mask)
  return masks
}

const isEmpty = (
  variables: Universe['variables'],
  box: Box,
  at: number,
  masks: ReadonlyMap<number, bigint>,
): boolean => {
  const all = (variables[at] as Variable).all
  return ((box.get(at) ?? all) & (masks.get(at) as bigint)) === 0n
}

const paths = (policy: Policy, demands: readonly Demand<Source>[]): readonly FieldPath[] =>
  demands.map(({ source }) => {
    switch (source.code) {
      case 'NodeName':
        return [...policy.path, 'nodeName']
      case 'NodeSelector':
        return (policy.selectedLabels[source.index] as SelectedLabel).path
      case 'Requirement': {
        const { terms } = policy.affinity as RequiredAffinity
        const { [source.part]: all } = terms[source.term] as NodeTerm
        return (all[source.index] as Requirement).path
      }
    }
  })
