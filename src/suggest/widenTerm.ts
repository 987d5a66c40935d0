import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import { expressionValue, fieldValue, type NodeTerm } from '../selector/nodeTerm.js'
import type { RequirementChange } from './suggestion.js'
import { widenRequirement } from './widenRequirement.js'

/** A term that matches a node, and what was changed for that; without a term nothing of it was left. */
export interface WidenedTerm {
  readonly changes: readonly RequirementChange[]
  readonly term: NodeSelectorTerm | undefined
}

/**
 * The least change by which a term that has requirements, all of them sound, comes to match a node. A
 * requirement on a field takes a single value, so one that the node does not meet is dropped.
 */
export const widenTerm = (term: NodeTerm, node: Node): WidenedTerm => {
  const expressions = term.expressions.map((requirement): Kept => {
    const actual = expressionValue(requirement, node)
    return keep(requirement, holds(requirement, actual), actual)
  })
  const isNamed = (node.metadata?.name ?? '') !== ''
  const fields = term.fields.map((requirement): Kept =>
    keep(requirement, !isNamed || holds(requirement, fieldValue(requirement, node)), undefined),
  )
  const matchExpressions = expressions.flatMap(({ requirement }) => requirement ?? [])
  const matchFields = fields.flatMap(({ requirement }) => requirement ?? [])
  return {
    changes: [...expressions, ...fields].flatMap(({ change }) => change ?? []),
    term:
      matchExpressions.length + matchFields.length === 0
        ? undefined
        : {
            ...(matchExpressions.length > 0 && { matchExpressions }),
            ...(matchFields.length > 0 && { matchFields }),
          },
  }
}

interface Kept {
  readonly requirement: NodeSelectorRequirement | undefined
  readonly change?: RequirementChange
}

const keep = (requirement: Requirement, isMet: boolean, actual: string | undefined): Kept => {
  if (isMet) return { requirement: written(requirement, requirement.values) }
  const { change, values } = widenRequirement(requirement, actual)
  return { change, requirement: values && written(requirement, values) }
}

const written = (
  { key, operator }: Requirement,
  values: readonly string[],
): NodeSelectorRequirement => ({ key, operator, ...(values.length > 0 && { values }) })
