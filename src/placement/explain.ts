import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import type {
  RequirementMismatch,
  Reason,
  TaintText,
  TermMismatch,
  ToleratedTaint,
} from '../reason/reason.js'
import type { Verdict } from '../reason/verdict.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import {
  expressionValue,
  fieldValue,
  isEmptyTerm,
  type NodeFacts,
  type NodeTerm,
} from '../selector/nodeTerm.js'
import { labelNearMiss, tolerationNearMiss } from './nearMiss.js'
import type { Policy } from './policy.js'
import { walk, type Listener } from './walk.js'

/**
 * Why a pod of this policy runs on this node or does not: the decision, every failing reason at once, and
 * which toleration dealt with which taint.
 *
 * Shapes    Reasons in the order of the rules: node name, node selector, affinity, cordon, taints. Paths
 *           point into the policy (`at`) and into the node (`on`).
 * Laws      decide(p, n) ≡ explain(p, n).decision; `run` exactly when there are no reasons; `leave`
 *           exactly when some reason `leaves`
 * Errors    Never throws.
 *
 * @example
 * import { compile, explain } from 'podfit'
 *
 * const policy = compile({ kind: 'DaemonSet', spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } } })
 * const { decision, reasons } = explain(policy, { metadata: { name: 'n1', labels: { gpu: 'True' } } })
 * decision // => 'leave'
 * reasons[0]?.code // => 'NodeSelectorMismatch'
 *
 * @since 0.1.0
 */
export const explain = (policy: Policy, node: Node): Verdict => {
  const reasons: Reason[] = []
  const tolerated: ToleratedTaint[] = []
  const decision = walk(policy, node, collector(policy, node, reasons, tolerated))
  return { decision, reasons, tolerated }
}

const collector = (
  policy: Policy,
  node: Node,
  reasons: Reason[],
  tolerated: ToleratedTaint[],
): Listener => {
  const facts: NodeFacts = { name: node.metadata?.name ?? '', labels: node.metadata?.labels }
  return {
    nodeNameDiffers: (leaves) =>
      reasons.push({
        code: 'NodeNameMismatch',
        at: [...policy.at, 'nodeName'],
        on: ['metadata', 'name'],
        expected: policy.nodeName,
        actual: facts.name,
        leaves,
      }),
    labelDiffers: ({ key, value, at, on }, leaves) => {
      const actual = own(facts.labels, key)
      const near = labelNearMiss(key, 'In', [value], actual, facts.labels)
      reasons.push({
        code: 'NodeSelectorMismatch',
        at,
        on,
        key,
        expected: value,
        ...(actual !== undefined && { actual }),
        ...(near !== undefined && { near }),
        leaves,
      })
    },
    noTermMatches: ({ at, terms }, leaves) =>
      reasons.push({
        code: 'NodeAffinityMismatch',
        at,
        terms: terms.map((term) => termMismatch(term, facts)),
        leaves,
      }),
    unschedulable: (leaves) =>
      reasons.push({
        code: 'NodeUnschedulable',
        at: [...policy.at, 'tolerations'],
        on: ['spec', 'unschedulable'],
        leaves,
      }),
    untolerated: (taint, index, leaves) => {
      const near = tolerationNearMiss(taint, policy.tolerations, policy.semantics)
      reasons.push({
        code: 'UntoleratedTaint',
        at: [...policy.at, 'tolerations'],
        on: ['spec', 'taints', index],
        taint: taintText(taint),
        ...(near !== undefined && { near }),
        leaves,
      })
    },
    tolerated: (taint, index, by) =>
      tolerated.push({ on: ['spec', 'taints', index], taint: taintText(taint), by: by.source }),
  }
}

const taintText = ({ key, value, effect }: Taint): TaintText => ({
  key: key ?? '',
  value: value ?? '',
  effect: effect ?? '',
})

/** Why one term does not match, every unmet requirement of it. */
const termMismatch = (term: NodeTerm, node: NodeFacts): TermMismatch => {
  if (term.faults.length > 0) {
    return { code: 'UnreadableTerm', at: term.at, faults: term.faults }
  }
  if (isEmptyTerm(term)) return { code: 'EmptyTerm', at: term.at }
  const requirements: RequirementMismatch[] = []
  for (const requirement of term.expressions) {
    const actual = expressionValue(requirement, node)
    if (holds(requirement, actual)) continue
    const { key, operator, values } = requirement
    const near = labelNearMiss(key, operator, values, actual, node.labels)
    const mismatch = unmet(requirement, ['metadata', 'labels', key], actual)
    requirements.push(near === undefined ? mismatch : { ...mismatch, near })
  }
  for (const requirement of node.name === '' ? [] : term.fields) {
    const actual = fieldValue(requirement, node)
    if (!holds(requirement, actual)) {
      requirements.push(unmet(requirement, requirement.key.split('.'), actual))
    }
  }
  return { code: 'RequirementsUnmet', at: term.at, requirements }
}

const unmet = (
  { at, key, operator, values }: Requirement,
  on: RequirementMismatch['on'],
  actual: string | undefined,
): RequirementMismatch => ({
  at,
  on,
  key,
  operator,
  values,
  ...(actual !== undefined && { actual }),
})
