import type { Node } from '../kube/node.js'
import { nameOf, withName, withTaints } from '../kube/objectFacts.js'
import { decide } from '../placement/decide.js'
import { explain } from '../placement/explain.js'
import { unaskedMachine, type UnaskedMachine } from '../placement/machineAsked.js'
import { COMPILED, type Policy } from '../placement/policy.js'
import type { Decision, Verdict } from '../reason/verdict.js'
import type { Requirement } from '../requirement/requirement.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { askedLabels, type LabelValue } from './distinguishingValues.js'
import { completed, type OpenLabel, openLabels, withLabelValue } from './openLabels.js'

/**
 * What a policy says of a node that does not exist yet: a decision, or the labels whose values it depends on
 * and the two decisions between which they choose.
 *
 * @since 0.1.0
 */
export type TemplateDecision =
  | { readonly code: 'Certain'; readonly decision: Decision }
  | {
      readonly code: 'Depends'
      readonly on: readonly string[]
      readonly best: Decision
      readonly worst: Decision
    }

/**
 * A decision about a node that does not exist yet, with the reasons and tolerated taints that are there
 * whatever the unknown labels turn out to be.
 *
 * @since 0.1.0
 */
export interface TemplateVerdict extends Omit<Verdict, 'decision'> {
  readonly decision: TemplateDecision
  /**
   * Where it may run: what is unusual of the machines, Windows or other processors than amd64, and not asked about, so
   * that its images may not start.
   */
  readonly unasked?: UnaskedMachine
}

/**
 * Does a pod of this policy run on the nodes that a pool will make?
 *
 * - **Rules**
 *   1. Asked about is the node once its startup taints are off; `whileStarting` asks about the time before.
 *   2. A label that the template's node has is known. One that is listed as unknown may have any value, or be
 *      absent, as far as its requirements allow. Every other label is absent.
 *   3. What its nodes will be called nobody knows: the name in the template is that of the pool, and a policy that names
 *      nodes, by `nodeName` or `metadata.name`, names none of them.
 *   4. The answer depends on a label if two values of it, the others unchanged, decide differently.
 *
 * - **Laws** `Depends` exactly when two completions of the unknown labels decide differently, `on` exactly
 *   the labels that can make a difference
 * - **Errors** Never throws.
 * - **Cost** as `decide` when the policy asks about no unknown label; grows with the product of the values
 *   that it tells apart, cut short wherever the known labels and taints decide
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { decideTemplate } from 'podfit/pools'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { zone: 'a' } } } } }))
 * const node = { metadata: { name: 'pool' } }
 * decideTemplate(policy, { node, unknownLabels: [{ key: 'zone' }] }) // => { code: 'Depends', on: ['zone'], best: 'run', worst: 'leave' }
 * decideTemplate(policy, { node }) // => { code: 'Certain', decision: 'leave' }
 *
 * @since 0.1.0
 */
export const decideTemplate = <const K extends string>(
  policy: Policy,
  template: NodeTemplate & NodeTemplate<K>,
): TemplateDecision => {
  const node = comingNode([policy], template)
  const labels = openLabels(policy, template)
  const on = labels
    .filter((label) => {
      const others = labels.filter((other) => other !== label)
      return matters(policy, node, label, others)
    })
    .map(({ key }) => key)
  if (on.length === 0) {
    return { code: 'Certain', decision: decide(policy, completed(node, labels)) }
  }
  const open = new Set(labels.map(({ key }) => key))
  const best = decide(assumingLabels(policy, open, true), node)
  const worst = decide(assumingLabels(policy, open, false), node)
  return { code: 'Depends', on, best, worst }
}

/**
 * The decision of `decideTemplate` with the reasons and tolerated taints that hold in any case.
 *
 * - **Errors** Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { explainTemplate } from 'podfit/pools'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { zone: 'a' } } } } }))
 * const node = { metadata: { name: 'pool' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
 * const { decision, reasons } = explainTemplate(policy, { node, unknownLabels: [{ key: 'zone' }] })
 * decision // => { code: 'Depends', on: ['zone'], best: 'stay', worst: 'leave' }
 * reasons.map(({ code }) => code) // => ['UntoleratedTaint']
 *
 * @since 0.1.0
 */
export const explainTemplate = <const K extends string>(
  policy: Policy,
  template: NodeTemplate & NodeTemplate<K>,
): TemplateVerdict => {
  const node = comingNode([policy], template)
  const decision = decideTemplate<string>(policy, template)
  const labels = openLabels(policy, template)
  const open = new Set(labels.map(({ key }) => key))
  const certain = explain(assumingLabels(policy, open, true), node)
  const agrees = decision.code === 'Depends' || certain.decision === decision.decision
  const { reasons, tolerated } = agrees ? certain : explain(policy, completed(node, labels))
  const best = decision.code === 'Depends' ? decision.best : decision.decision
  const unasked = best === 'run' ? unaskedMachine(policy, node) : undefined
  return { decision, reasons, tolerated, ...(unasked !== undefined && { unasked }) }
}

/**
 * The node of a template whose unknown labels have the values that suit a policy best, and those of them that it asks about: what
 * keeps the policy away from it keeps it away from every node of the pool.
 */
export const likeliestNode = (
  policy: Policy,
  template: NodeTemplate,
): { readonly node: Node; readonly assumed: readonly AssumedLabel[] } => {
  const open = openLabels(policy, template)
  const asked = askedLabels(policy)
  const assumed: AssumedLabel[] = []
  const coming = comingNode([policy], template)
  let node = withTaints(coming, [])
  open.forEach(({ key, values }, i) => {
    const given = new Set(assumed.map((label) => label.key))
    const rest = new Set(open.slice(i + 1).map((label) => label.key))
    const others = new Set(asked.filter((each) => each !== key && !given.has(each)))
    const labels = Object.fromEntries(assumed.map((label) => [label.key, label.value]))
    const bare = { ...node, metadata: { name: policy.nodeName || nameOf(node), labels } }
    const suits =
      (on: Node, holding: ReadonlySet<string>) =>
      (value: LabelValue): boolean =>
        decide(assumingLabels(policy, holding, true), withLabelValue(on, key, value)) === 'run'
    // Where the labels that are known keep it away, as if these were others.
    const fitting = [...values.filter(suits(node, rest)), ...values.filter(suits(bare, others))]
    const [value] = fitting
    if (value === undefined) return
    node = withLabelValue(node, key, value)
    assumed.push({ key, value })
  })
  return { node: withTaints(node, coming.spec?.taints ?? []), assumed }
}

/** Rule 3: the node of a template under a name that none of some policies names. */
export const comingNode = (policies: readonly Policy[], { node }: NodeTemplate): Node => {
  const named = new Set(
    policies.flatMap(({ nodeName, affinity }) => [
      nodeName,
      ...(affinity?.terms ?? []).flatMap(({ fields }) => fields.flatMap(({ values }) => values)),
    ]),
  )
  const pool = nameOf(node)
  if (!named.has(pool)) return node
  let name = `${pool === '' ? 'node' : pool}-1`
  while (named.has(name)) name += '1'
  return withName(node, name)
}

/** A label of a node to come, and the value that it is taken to have. @since 0.2.0 */
export interface AssumedLabel {
  readonly key: string
  readonly value: string
}

/** Rule 4: whether two completions that differ in this label alone decide differently. */
const matters = (
  policy: Policy,
  node: Node,
  label: OpenLabel,
  others: readonly OpenLabel[],
): boolean => {
  const open = new Set([label, ...others].map(({ key }) => key))
  const decisionIf = (holds: boolean): Decision => decide(assumingLabels(policy, open, holds), node)
  if (decisionIf(true) === decisionIf(false)) return false
  const [other, ...rest] = others
  if (other !== undefined) {
    return other.values.some((value) =>
      matters(policy, withLabelValue(node, other.key, value), label, rest),
    )
  }
  const decisions = label.values.map((value) =>
    decide(policy, withLabelValue(node, label.key, value)),
  )
  return new Set(decisions).size > 1
}

const NOTHING: ReadonlySet<string> = new Set()

/**
 * A policy in which whatever is asked of some labels is taken to hold, or not to. Selection knows no
 * negation, so the two answers enclose those for every value that the labels may have. The node must not
 * have the labels. Every part of a policy is listed: a new one that asks about labels has to be thought of here.
 */
export const assumingLabels = (
  {
    [COMPILED]: compiled,
    kind,
    path,
    tolerationsPath,
    nodeName,
    selectedLabels,
    affinity,
    tolerations,
    semantics,
  }: Policy,
  labels: ReadonlySet<string>,
  holds: boolean,
): Policy => {
  const operator = holds ? 'NotIn' : 'In'
  const settle = (requirement: Requirement): Requirement =>
    labels.has(requirement.key) ? { ...requirement, operator, listed: NOTHING } : requirement
  return {
    [COMPILED]: compiled,
    kind,
    path,
    tolerationsPath,
    nodeName,
    selectedLabels: holds ? selectedLabels.filter(({ key }) => !labels.has(key)) : selectedLabels,
    affinity: affinity && {
      ...affinity,
      terms: affinity.terms.map((term) => ({
        ...term,
        expressions: term.expressions.map(settle),
      })),
    },
    tolerations,
    semantics,
  }
}
