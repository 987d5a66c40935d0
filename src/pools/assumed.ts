import type { Requirement } from '../requirement/requirement.js'
import type { Policy } from '../placement/policy.js'

const NOTHING: ReadonlySet<string> = new Set()

/**
 * A policy in which whatever is asked of some labels is taken to hold, or not to. Selection knows no
 * negation, so the two answers enclose those for every value that the labels may have. The node must not
 * have the labels.
 */
export const assumed = (policy: Policy, open: ReadonlySet<string>, holds: boolean): Policy => {
  const operator = holds ? 'NotIn' : 'In'
  const settle = (requirement: Requirement): Requirement =>
    open.has(requirement.key) ? { ...requirement, operator, listed: NOTHING } : requirement
  return {
    ...policy,
    selectedLabels: holds
      ? policy.selectedLabels.filter(({ key }) => !open.has(key))
      : policy.selectedLabels,
    affinity: policy.affinity && {
      ...policy.affinity,
      terms: policy.affinity.terms.map((term) => ({
        ...term,
        expressions: term.expressions.map(settle),
      })),
    },
  }
}
