import { compared } from '../../analysis/proofs.js'
import type { Box, Common, Demand, TermPart } from '../../analysis/region.js'
import type { Variable } from '../../analysis/universe.js'
import { placesOf } from '../../data/bits.js'
import { grouped } from '../../data/grouped.js'
import type { FieldPath } from '../../data/fieldPath.js'
import type { Policy } from '../../placement/policy.js'
import type { Requirement } from '../../requirement/requirement.js'
import type { RequiredAffinity } from '../../selector/nodeAffinity.js'
import type { NodeTerm } from '../../selector/nodeTerm.js'

/** A term of a node affinity, beside the node selector and the node name of its policy. */
export interface LaidTerm {
  readonly term: NodeTerm
  readonly index: number
  /** The nodes of it; undefined where there can be none. */
  readonly box: Box | undefined
  readonly demands: readonly Demand<TermPart>[]
}

/** The terms of a policy over the labels that they ask about, taints apart. */
export interface LaidTerms {
  readonly terms: readonly LaidTerm[]
  readonly common: readonly Demand<Common>[]
  /** Whether a box lies within another one. */
  readonly within: (a: Box, b: Box) => boolean
  /** All values of a label that terms can tell apart. */
  readonly allOf: (at: number) => bigint
}

/** Lays out the terms of a required node affinity; without one there are none. */
export const laidTerms = (policy: Policy): LaidTerms => {
  const { path, terms = [] }: Partial<RequiredAffinity> = policy.affinity ?? {}
  const each = terms.map((term): Policy => ({
    ...policy,
    tolerations: [],
    affinity: { path: path as FieldPath, terms: [term] },
  }))
  const { universe, demands, regions } = compared(each)
  const allOf = (at: number): bigint => (universe.variables[at] as Variable).all
  return {
    terms: terms.map((term, index) => ({
      term,
      index,
      box: regions[index]?.[0],
      demands: demands[index]?.terms?.[0]?.demands ?? [],
    })),
    allOf,
    common: (demands[0]?.common ?? []).filter(({ source }) => source.code !== 'Tolerations'),
    within: (a, b) =>
      [...b].every(([at, mask]) => ((a.get(at) ?? allOf(at)) & (allOf(at) ^ mask)) === 0n),
  }
}

/** Where a requirement of a term stands. */
export const requirementPath = (term: NodeTerm, { part, index }: TermPart): FieldPath =>
  (term[part][index] as Requirement).path

/** Terms that some node matches and that no other term, kept before it, makes needless. */
export interface Kept {
  readonly term: LaidTerm
  /** The term whose nodes are among those of another one, and that one. */
  readonly by: LaidTerm | undefined
}

/**
 * Each term that a node can match, with one that matches wherever it does; of two that mean the same the first one stays.
 *
 * - **Cost** O(terms) where each asks for few values of some label; a term that asks for many of each is held against all
 *   others
 */
export const impliedTerms = ({ terms, within, allOf }: LaidTerms): readonly Kept[] => {
  const live = terms.flatMap((term): readonly LiveTerm[] => {
    const { box } = term
    if (box === undefined) return []
    const asked = [...box].map(([at, mask]) => ({ at, mask, places: placesOf(mask) }))
    const few = asked.find(({ at, mask, places }) => places.length <= FEW && mask !== allOf(at))
    const first = asked.map(({ at, places: [place] }) => placeOf(at, place as number))
    return [{ ...term, box, few: few?.places.map((place) => placeOf(few.at, place)), first }]
  })
  const wide = live.filter(({ few }) => few === undefined)
  const narrow = grouped(
    live.flatMap((term) => (term.few ?? []).map((place) => ({ place, term }))),
    ({ place }) => place,
  )
  return live.map((term) => ({
    term,
    by: [
      ...wide,
      ...term.first.flatMap((place) => narrow.get(place)?.map((each) => each.term) ?? []),
    ]
      .filter(
        (other) =>
          other.index !== term.index &&
          within(term.box, other.box) &&
          (other.index < term.index || !within(other.box, term.box)),
      )
      .sort((a, b) => a.index - b.index)[0],
  }))
}

const placeOf = (label: number, place: number): string => `${label} ${place}`

/** So many values are few. */
const FEW = 8

/** A term that lies within another one has, of each label that the other one asks for, its first value in common with it. */
type LiveTerm = LaidTerm & {
  readonly box: Box
  /** The values of a label of which it asks for few; undefined where there is none. */
  readonly few: readonly string[] | undefined
  /** The first value of each label that it asks for. */
  readonly first: readonly string[]
}
