import type { FieldPath } from '../data/fieldPath.js'
import type { NodeSelectorRequirement } from '../kube/affinity.js'

/** The six operators that compare a label or a node field with values. */
export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'

/**
 * A requirement that has been read and is sound: the values as given, and the same prepared for asking.
 * `bound` is the threshold of `Gt` and `Lt`.
 */
export interface Requirement {
  readonly path: FieldPath
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
  readonly listed: ReadonlySet<string>
  readonly bound: bigint
}

/** Requirements that have been read, as the expressions of a node selector. */
export const asExpressions = (
  requirements: readonly Requirement[],
): readonly NodeSelectorRequirement[] =>
  requirements.map(({ key, operator, values }) => ({
    key,
    operator,
    ...(values.length > 0 && { values }),
  }))
