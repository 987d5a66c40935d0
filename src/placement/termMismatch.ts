import { nameOf } from '../kube/objectFacts.js'
import { appended, NOTHING } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Writable } from '../data/writable.js'
import type { Node } from '../kube/node.js'
import type { RequirementMismatch, TermMismatch } from '../reason/reason.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import { expressionValue, fieldValue, isEmptyTerm, type NodeTerm } from '../selector/nodeTerm.js'
import { labelNearMiss } from './nearMiss.js'

/** Why one term does not match, every unmet requirement of it. */
export const termMismatch = (term: NodeTerm, node: Node): TermMismatch => {
  if (term.faults.length > 0) {
    return { code: 'UnreadableTerm', path: term.path, faults: term.faults }
  }
  if (isEmptyTerm(term)) return { code: 'EmptyTerm', path: term.path }
  const labels = node.metadata?.labels
  let requirements: readonly RequirementMismatch[] = NOTHING
  for (const requirement of term.expressions) {
    const actual = expressionValue(requirement, node)
    if (holds(requirement, actual)) continue
    const { key, operator, values } = requirement
    const mismatch = unmet(requirement, ['metadata', 'labels', key], actual)
    const near = labelNearMiss(key, operator, values, actual, labels)
    if (near !== undefined) mismatch.near = near
    requirements = appended(requirements, mismatch)
  }
  for (const requirement of nameOf(node) === '' ? NOTHING : term.fields) {
    const actual = fieldValue(requirement, node)
    if (holds(requirement, actual)) continue
    requirements = appended(requirements, unmet(requirement, requirement.key.split('.'), actual))
  }
  return { code: 'RequirementsUnmet', path: term.path, requirements }
}

const unmet = (
  { path: at, key, operator, values }: Requirement,
  on: FieldPath,
  actual: string | undefined,
): Writable<RequirementMismatch> =>
  actual === undefined
    ? { path: at, nodePath: on, key, operator, values }
    : { path: at, nodePath: on, key, operator, values, actual }
