import { nameOf, withTaints } from '../kube/objectFacts.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decideTemplate } from '../pools/decideTemplate.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Operator, Requirement } from '../requirement/requirement.js'
import type { ReadNodes, ReadNodeSet } from './nodeSet.js'

/**
 * Those nodes of a template that belong to a set: what is known of them, and the labels that
 * decide whether there are any.
 */
export interface TestTemplate {
  readonly template: NodeTemplate
  readonly on: readonly string[]
}

/**
 * The templates some of whose nodes belong to a set.
 *
 * - **Rules**
 *   1. Where belonging depends on labels that are not known, only nodes with the values that belong are asked
 *      about: what the selector asks is known of them.
 *   2. Of nodes outside an excepted selector that is known, too, as far as a single requirement can say it.
 */
export const testTemplates = (
  templates: readonly NodeTemplate[],
  { wanted, except }: ReadNodes,
): readonly TestTemplate[] =>
  templates.flatMap((template): readonly TestTemplate[] => {
    const inside = belonging(wanted, template)
    if (!inside.may) return []
    const asked = narrowed(template, wanted.requirements, inside.on)
    if (except === undefined) return [{ template: asked, on: inside.on }]
    const outside = belonging(except, asked)
    if (outside.may && outside.on.length === 0) return []
    const inTheWay = except.requirements.filter(({ key }) => outside.on.includes(key))
    const known = inTheWay.length === 1 ? inTheWay.flatMap(negated) : []
    return [
      {
        template: narrowed(asked, known, outside.on),
        on: [...new Set([...inside.on, ...outside.on])],
      },
    ]
  })

/** Whether nodes of a template may belong to a set, and the labels that decide it. */
const belonging = (
  { names, requirements }: ReadNodeSet,
  template: NodeTemplate,
): { readonly may: boolean; readonly on: readonly string[] } => {
  if (names?.has(nameOf(template.node)) === false) return { may: false, on: [] }
  const matchExpressions = requirements.map(({ key, operator, values }) => ({
    key,
    operator,
    values,
  }))
  const required = { nodeSelectorTerms: [{ matchExpressions }] }
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: required }
  const policy = compileDaemonSet({
    spec: { template: { spec: requirements.length === 0 ? {} : { affinity: { nodeAffinity } } } },
  })
  const decision = decideTemplate(policy, { ...template, node: withTaints(template.node, []) })
  return decision.code === 'Depends'
    ? { may: true, on: decision.on }
    : { may: decision.decision === 'run', on: [] }
}

type Known = Pick<Requirement, 'key' | 'operator' | 'values'>

/** A template of whose unknown labels more is known. */
const narrowed = (
  template: NodeTemplate,
  requirements: readonly Known[],
  unknown: readonly string[],
): NodeTemplate => {
  const known = requirements
    .filter(({ key }) => unknown.includes(key))
    .map(({ key, operator, values }) => ({ key, requirements: [{ operator, values }] }))
  if (known.length === 0) return template
  return { ...template, unknownLabels: [...(template.unknownLabels ?? []), ...known] }
}

const NEGATED: Readonly<Partial<Record<Operator, Operator>>> = {
  In: 'NotIn',
  NotIn: 'In',
  Exists: 'DoesNotExist',
  DoesNotExist: 'Exists',
}

/** The requirement that holds where this one does not; of `Gt` and `Lt` there is none. */
const negated = ({ key, operator, values }: Known): readonly Known[] => {
  const other = NEGATED[operator]
  return other === undefined ? [] : [{ key, operator: other, values }]
}
