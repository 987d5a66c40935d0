import type { NodeSelectorRequirement } from '../kube/affinity.js'
import type { Requirement } from '../requirement/requirement.js'

/** Requirements that have been read, as the expressions of a node selector. */
export const asExpressions = (
  requirements: readonly Requirement[],
): readonly NodeSelectorRequirement[] =>
  requirements.map(({ key, operator, values }) => ({
    key,
    operator,
    ...(values.length > 0 && { values }),
  }))
