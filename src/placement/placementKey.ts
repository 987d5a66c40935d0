import type { Reason } from '../reason/reason.js'
import type { Requirement } from '../requirement/requirement.js'
import type { NodeTerm } from '../selector/nodeTerm.js'
import type { ReadToleration } from '../taint/readToleration.js'
import type { Policy } from './policy.js'

/**
 * What of a policy decides, as text. Policies with the same text decide the same about every node,
 * wherever their parts stand in the objects they were read from.
 */
export const placementKey = (policy: Policy): string =>
  JSON.stringify([policy.kind, ...Object.values(DECIDING).map((partOf) => partOf(policy))])

/** The part of a policy that each reason comes from. What of it decides, a new reason has to say here. */
const DECIDING: Readonly<Record<Reason['code'], (policy: Policy) => unknown>> = {
  NodeNameMismatch: ({ nodeName }) => nodeName,
  NodeSelectorMismatch: ({ selectedLabels }) =>
    selectedLabels.map(({ key, value }) => [key, value]),
  NodeAffinityMismatch: ({ affinity }) => affinity?.terms.map(termKey) ?? null,
  // A cordon is tolerated as a taint is; that daemon pods are not asked is in the kind.
  NodeUnschedulable: () => null,
  UntoleratedTaint: ({ tolerations, semantics }) => [
    tolerations.map(tolerationKey),
    semantics.tolerationComparison,
  ],
}

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
