import { compared } from '../../analysis/proofs.js'
import type { Box, Common, Demand, TermPart } from '../../analysis/region.js'
import type { FieldPath } from '../../data/fieldPath.js'
import type { Policy } from '../../placement/policy.js'
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
}

/** Lays out the terms of a required node affinity; without one there are none. */
export const laidTerms = (policy: Policy): LaidTerms => {
  const { affinity } = policy
  const free: Policy = { ...policy, tolerations: [] }
  const each = (affinity?.terms ?? []).map((term): Policy => ({
    ...free,
    affinity: { path: affinity?.path ?? [], terms: [term] },
  }))
  const { universe, demands, regions } = compared(each)
  const allOf = (at: number): bigint => universe.variables[at]?.all ?? 0n
  return {
    terms: (affinity?.terms ?? []).map((term, index) => ({
      term,
      index,
      box: regions[index]?.[0],
      demands: demands[index]?.terms?.[0]?.demands ?? [],
    })),
    common: (demands[0]?.common ?? []).filter(({ source }) => source.code !== 'Tolerations'),
    within: (a, b) =>
      [...b].every(([at, mask]) => ((a.get(at) ?? allOf(at)) & (allOf(at) ^ mask)) === 0n),
  }
}

/** Where a requirement of a term stands. */
export const requirementPath = (term: NodeTerm, { part, index }: TermPart): FieldPath =>
  term[part][index]?.path ?? term.path

/** Terms that some node matches and that no other term, kept before it, makes needless. */
export interface Kept {
  readonly term: LaidTerm
  /** The term whose nodes are among those of another one, and that one. */
  readonly by: LaidTerm | undefined
}

/** Each term that a node can match, with one that matches wherever it does; of two that mean the same the first one stays. */
export const impliedTerms = ({ terms, within }: LaidTerms): readonly Kept[] => {
  const live = terms.flatMap((term) => (term.box === undefined ? [] : [{ ...term, box: term.box }]))
  return live.map((term) => ({
    term,
    by: live.find(
      (other) =>
        other.index !== term.index &&
        within(term.box, other.box) &&
        (other.index < term.index || !within(other.box, term.box)),
    ),
  }))
}
