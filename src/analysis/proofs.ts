import { finite } from '../data/int64.js'
import type { Node } from '../kube/node.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import { ANY_NODE, type NodeFacts } from './nodeFacts.js'
import { outside, type Found } from './outside.js'
import { plainest } from './plainest.js'
import {
  demandsOf,
  intersection,
  intersections,
  nodeOf,
  possibleNodes,
  regionOf,
  type Budget,
  type Demands,
  type Region,
} from './region.js'
import { universeOf, type Universe } from './universe.js'

/**
 * What holds of all nodes that can exist.
 *
 * - `Proved`: for each of them.
 * - `Refuted`: not for this one, of which no label, taint or cordon can be left out with the same outcome. `runs` says for each policy that was given, in that order, whether its pods run there.
 * - `Unknown`: the question was too large for the number of steps it was given.
 *
 * @since 0.2.0
 */
export type Proof =
  | { readonly code: 'Proved' }
  | { readonly code: 'Refuted'; readonly node: Node; readonly runs: readonly boolean[] }
  | { readonly code: 'Unknown'; readonly steps: number }

/** What is known of the nodes, and how long a proof may take. @since 0.2.0 */
export interface AnalysisOptions {
  /** What is known of all nodes (`nodeFacts`). Absent: any node that the API server would take. */
  readonly nodes?: NodeFacts | undefined
  /** After how many steps a proof gives up, and the answer is `Unknown`. A step compares what two policies allow of one label: some 10,000 take a millisecond. Absent: 10,000,000. */
  readonly steps?: number | undefined
}

/** The number of steps after which a proof gives up unless told otherwise: a second or two. */
const DEFAULT_STEPS = 10_000_000

/** Policies over one universe. */
export interface Compared {
  readonly universe: Universe
  readonly possible: Region
  readonly demands: readonly Demands[]
  /** The nodes on which pods of each policy run, possible or not. */
  readonly regions: readonly Region[]
}

/** Lays policies out over the variables that all of them ask about. */
export const compared = (policies: readonly Policy[], nodes: NodeFacts = ANY_NODE): Compared => {
  const universe = universeOf(policies, nodes)
  const demands = policies.map((policy) => demandsOf(policy, universe))
  const regions = demands.map((demand) => regionOf(demand, universe))
  return { universe, possible: possibleNodes(nodes, universe), demands, regions }
}

/**
 * Do pods of `b` run on every node on which pods of `a` run?
 *
 * - **Shapes** A policy means the whole: node name, node selector, required affinity with its broken terms, tolerations.
 *   Automatic tolerations of daemon pods count.
 * - **Cost** A proof about terms can take time that is exponential in their number: `steps` bounds it.
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { implies } from 'podfit/analysis'
 *
 * const on = (nodeSelector: Record<string, string>) =>
 *   orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector } } } }))
 * implies(on({ zone: 'a', disk: 'ssd' }), on({ disk: 'ssd' })) // => { code: 'Proved' }
 * implies(on({ disk: 'ssd' }), on({ zone: 'a' })).code // => 'Refuted'
 *
 * @since 0.2.0
 */
export const implies = (a: Policy, b: Policy, options: AnalysisOptions = {}): Proof => {
  return proof([a, b], options, ({ universe, regions: [left = [], right = []] }, budget) =>
    outside(universe, left, right, budget),
  )
}

/**
 * Do pods of both policies run on exactly the same nodes?
 *
 * - **Cost**, **Errors** As `implies`.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { equivalent } from 'podfit/analysis'
 *
 * const having = (...matchExpressions: readonly object[]) =>
 *   orThrow(
 *     daemonSetPolicy({
 *       spec: {
 *         template: {
 *           spec: {
 *             affinity: {
 *               nodeAffinity: {
 *                 requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
 *               },
 *             },
 *           },
 *         },
 *       },
 *     }),
 *   )
 * const both = having({ key: 'cpus', operator: 'Gt', values: ['3'] }, { key: 'cpus', operator: 'Exists' })
 * equivalent(both, having({ key: 'cpus', operator: 'Gt', values: ['3'] })).code // => 'Proved'
 *
 * @since 0.2.0
 */
export const equivalent = (a: Policy, b: Policy, options: AnalysisOptions = {}): Proof => {
  return proof([a, b], options, ({ universe, regions: [left = [], right = []] }, budget) =>
    firstFound([
      () => outside(universe, left, right, budget),
      () => outside(universe, right, left, budget),
    ]),
  )
}

/**
 * Is there no node on which pods of both policies run?
 *
 * - **Cost** The product of the numbers of terms, bounded by `steps`.
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { disjoint } from 'podfit/analysis'
 *
 * const on = (nodeSelector: Record<string, string>) =>
 *   orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector } } } }))
 * disjoint(on({ size: 'large' }), on({ size: 'small' })).code // => 'Proved'
 * disjoint(on({ size: 'large' }), on({ disk: 'ssd' })) // => { code: 'Refuted', node: { metadata: { name: 'node', labels: { size: 'large', disk: 'ssd' } } }, runs: [true, true] }
 *
 * @since 0.2.0
 */
export const disjoint = (a: Policy, b: Policy, options: AnalysisOptions = {}): Proof => {
  return proof([a, b], options, ({ regions }, budget) => overlap(regions, budget))
}

/**
 * Do pods of at least one of the policies run on every node, or on every node on which those of another policy, `within`, would?
 *
 * - **Cost**, **Errors** As `implies`.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { covers } from 'podfit/analysis'
 *
 * const on = (nodeSelector: Record<string, string>) =>
 *   orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector } } } }))
 * const sizes = [on({ size: 'large' }), on({ size: 'small' })]
 * covers(sizes).code // => 'Refuted'
 * covers(sizes, { within: on({ size: 'small', disk: 'ssd' }) }).code // => 'Proved'
 *
 * @since 0.2.0
 */
export const covers = (policies: readonly Policy[], options: WithinOptions = {}): Proof => {
  return proof(policies, options, ({ universe, inside, regions }, budget) =>
    outside(universe, inside, regions.flat(), budget),
  )
}

/**
 * Do pods of exactly one of the policies run on every node, or on every node on which those of another policy, `within`, would?
 *
 * - **Cost**, **Errors** As `implies`. An overlap is looked for before a gap.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { nodeFacts, partition } from 'podfit/analysis'
 *
 * const on = (nodeSelector: Record<string, string>) =>
 *   orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector, tolerations: [{ operator: 'Exists' }] } } } }))
 * const sizes = [on({ size: 'large' }), on({ size: 'small' })]
 * const known = { matchExpressions: [{ key: 'size', operator: 'In', values: ['large', 'small'] }] }
 * const nodes = orThrow(nodeFacts({ selector: { nodeSelectorTerms: [known] } }))
 * partition(sizes).code // => 'Refuted'
 * partition(sizes, { nodes }).code // => 'Proved'
 *
 * @since 0.2.0
 */
export const partition = (policies: readonly Policy[], options: WithinOptions = {}): Proof => {
  return proof(policies, options, ({ universe, inside, regions }, budget) => {
    const within = allWithin(inside, regions, budget)
    return within === undefined
      ? GAVE_UP
      : firstFound([
          () => overlap(within, budget),
          () => outside(universe, inside, regions.flat(), budget),
        ])
  })
}

/** Whether only the nodes of another policy are asked about. @since 0.2.0 */
export interface WithinOptions extends AnalysisOptions {
  /** Only nodes on which pods of this policy would run are asked about. Absent: every node. */
  readonly within?: Policy | undefined
}

const GAVE_UP: Found = { code: 'GaveUp' }

/** The parts of some regions that are within another; undefined when there is too much to look at. */
const allWithin = (
  inside: Region,
  regions: readonly Region[],
  budget: Budget,
): readonly Region[] | undefined => {
  const within = regions.flatMap((region) => {
    const both = intersections(inside, region, budget)
    return both === undefined ? [] : [both]
  })
  return within.length < regions.length ? undefined : within
}

const firstFound = (searches: readonly (() => Found)[]): Found => {
  let gaveUp: Found | undefined
  for (const search of searches) {
    const found = search()
    if (found.code === 'Found') return found
    if (found.code === 'GaveUp') gaveUp = found
  }
  return gaveUp ?? { code: 'None' }
}

/** A box that two of the regions share. */
const overlap = (regions: readonly Region[], budget: Budget): Found => {
  for (const [i, region] of regions.entries()) {
    for (const other of regions.slice(i + 1)) {
      for (const a of region) {
        for (const b of other) {
          budget.left -= b.size + 1
          if (budget.left < 0) return { code: 'GaveUp' }
          const box = intersection(a, b)
          if (box !== undefined) return { code: 'Found', box }
        }
      }
    }
  }
  return { code: 'None' }
}

/** What a search looks at: the possible nodes, or those of them that another policy runs on, and those of each policy. */
interface Searched {
  readonly universe: Universe
  readonly inside: Region
  readonly regions: readonly Region[]
}

const proof = (
  policies: readonly Policy[],
  { steps = DEFAULT_STEPS, nodes, within }: WithinOptions,
  search: (searched: Searched, budget: Budget) => Found,
): Proof => {
  const asked = within === undefined ? policies : [...policies, within]
  const { universe, possible, ...laid } = compared(asked, nodes)
  const budget: Budget = { left: Number.isNaN(steps) ? 0 : steps }
  const all = allWithin(possible, laid.regions, budget)
  const regions = all?.slice(0, policies.length) ?? []
  const inside = within === undefined ? possible : (all?.slice(policies.length).flat() ?? [])
  const found = all === undefined ? GAVE_UP : search({ universe, inside, regions }, budget)
  switch (found.code) {
    case 'None':
      return { code: 'Proved' }
    case 'GaveUp':
      return { code: 'Unknown', steps: finite(steps) }
    case 'Found': {
      const alike = [inside, ...regions]
      const node = nodeOf(universe, plainest(universe, found.box, alike))
      return {
        code: 'Refuted',
        node,
        runs: policies.map((policy) => decide(policy, node) === 'run'),
      }
    }
  }
}
