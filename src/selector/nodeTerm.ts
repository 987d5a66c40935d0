import { nameOf } from '../kube/objectFacts.js'
import type { FieldPath } from '../data/fieldPath.js'
import { own } from '../data/own.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { Node } from '../kube/node.js'
import type { Maybe } from '../data/maybe.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import { holds } from '../requirement/holds.js'
import { readRequirement, type ReadRequirement } from '../requirement/readRequirement.js'
import type { Operator, Requirement } from '../requirement/requirement.js'
import { addAll } from '../data/appended.js'

/** A node selector term that has been read. One with faults never matches, nor does one without requirements. */
export interface NodeTerm {
  readonly path: FieldPath
  readonly expressions: readonly Requirement[]
  readonly fields: readonly Requirement[]
  readonly faults: readonly SelectorFault[]
}

const EXPRESSION_OPERATORS: readonly Operator[] = [
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
]
const FIELD_OPERATORS: readonly Operator[] = ['In', 'NotIn']

/**
 * Reads a term whole: all faults of all its requirements are kept, and any of them breaks the term.
 *
 * - **Upstream** component-helpers `scheduling/corev1/nodeaffinity/nodeaffinity.go` newNodeSelectorTerm
 */
export const readNodeTerm = (term: Maybe<NodeSelectorTerm>, at: FieldPath): NodeTerm => {
  const expressions = readEach(term?.matchExpressions, [...at, 'matchExpressions'], readExpression)
  const fields = readEach(term?.matchFields, [...at, 'matchFields'], readField)
  return {
    path: at,
    expressions: expressions.requirements,
    fields: fields.requirements,
    faults: [...expressions.faults, ...fields.faults],
  }
}

type Reader = (raw: NodeSelectorRequirement, at: FieldPath) => ReadRequirement

const readEach = (
  raws: Maybe<readonly NodeSelectorRequirement[]>,
  at: FieldPath,
  read: Reader,
): { requirements: readonly Requirement[]; faults: readonly SelectorFault[] } => {
  const requirements: Requirement[] = []
  const faults: SelectorFault[] = []
  for (const [i, raw] of (raws ?? []).entries()) {
    const result = read(raw, [...at, i])
    if ('requirement' in result) requirements.push(result.requirement)
    else addAll(faults, result.faults)
  }
  return { requirements, faults }
}

/** Reads a requirement on a label. */
export const readExpression: Reader = (raw, at) => {
  const operator = EXPRESSION_OPERATORS.find((known) => known === raw.operator)
  if (operator === undefined) return unsupported(raw, at, EXPRESSION_OPERATORS)
  return readRequirement(raw.key ?? '', operator, raw.values, at)
}

/** A requirement on a field takes exactly one value; neither its key nor its value is checked. */
const readField: Reader = (raw, at) => {
  const operator = FIELD_OPERATORS.find((known) => known === raw.operator)
  if (operator === undefined) return unsupported(raw, at, FIELD_OPERATORS)
  const values = raw.values ?? []
  if (values.length !== 1) {
    const found = raw.values ?? null
    return { faults: [{ code: 'OneElementRequired', path: [...at, 'values'], values: found }] }
  }
  const listed = new Set(values)
  return { requirement: { path: at, key: raw.key ?? '', operator, values, listed, bound: 0n } }
}

const unsupported = (
  raw: NodeSelectorRequirement,
  at: FieldPath,
  supported: readonly Operator[],
): ReadRequirement => ({
  faults: [
    {
      code: 'UnsupportedOperator',
      path: [...at, 'operator'],
      operator: raw.operator ?? '',
      supported,
    },
  ],
})

/** Whether a term says nothing at all. It is dropped before evaluation and matches no node. */
export const isEmptyTerm = (term: NodeTerm): boolean =>
  term.expressions.length === 0 && term.fields.length === 0 && term.faults.length === 0

/** The label that an expression asks about. */
export const expressionValue = (requirement: Requirement, node: Node): string | undefined =>
  own(node.metadata?.labels, requirement.key)

/** The field that a field requirement asks about; every field but the name reads as empty text. */
export const fieldValue = (requirement: Requirement, node: Node): string =>
  requirement.key === FIELD_NODE_NAME ? nameOf(node) : ''

/**
 * Whether one term matches a node.
 *
 * - **Rules**
 *   1. A broken term and an empty one never match.
 *   2. Every expression holds on the labels.
 *   3. Every field requirement holds, unless the node has no name: then they count as satisfied.
 */
export const termMatches = (term: NodeTerm, node: Node): boolean => {
  if (term.faults.length > 0 || isEmptyTerm(term)) return false
  for (const requirement of term.expressions) {
    if (!holds(requirement, expressionValue(requirement, node))) return false
  }
  if (nameOf(node) === '') return true
  for (const requirement of term.fields) {
    if (!holds(requirement, fieldValue(requirement, node))) return false
  }
  return true
}
