import type { Requirement } from '../requirement/requirement.js'
import type { NodeTerm } from '../selector/nodeTerm.js'
import type { ReadToleration } from '../taint/readToleration.js'
import type { Policy } from './policy.js'

/**
 * What of a policy decides, as text. Policies with the same text decide the same about every node,
 * wherever their parts stand in the objects they were read from.
 */
export const placementKey = (policy: Policy): string =>
  JSON.stringify([
    policy.kind,
    policy.nodeName,
    policy.selectedLabels.map(({ key, value }) => [key, value]),
    policy.affinity?.terms.map(termKey) ?? null,
    policy.tolerations.map(tolerationKey),
    policy.semantics.tolerationComparison,
  ])

/** A broken term never matches, whatever it is that broke it. */
const termKey = ({ expressions, fields, faults }: NodeTerm): unknown =>
  faults.length > 0 ? null : [expressions.map(requirementKey), fields.map(requirementKey)]

const requirementKey = (requirement: Requirement): unknown => [
  requirement.key,
  requirement.operator,
  ...requirement.listed,
]

/** What of a toleration decides; how long it tolerates does not. */
export const tolerationKey = ({ key, operator, value, effect }: ReadToleration): unknown => [
  key,
  operator,
  value,
  effect,
]
