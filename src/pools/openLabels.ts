import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { withLabel } from '../kube/objectFacts.js'
import type { Requirement } from '../requirement/requirement.js'
import { readExpression } from '../selector/nodeTerm.js'
import { covers, type NodeTemplate, type UnknownLabel } from './nodeTemplate.js'
import type { AskingLabels } from '../placement/questions.js'
import { askedLabels, distinguishingValues, type LabelValue } from './distinguishingValues.js'

/** An unknown label that a policy asks about, and the values of it that make a difference. */
export interface OpenLabel {
  readonly key: string
  readonly values: readonly LabelValue[]
}

/** The labels of a template that are not known and that a policy asks about, sorted. */
export const openLabels = (
  policy: AskingLabels,
  { node, unknownLabels }: NodeTemplate,
): readonly OpenLabel[] =>
  askedLabels(policy).flatMap((key) => {
    const about = (unknownLabels ?? []).filter((label) => covers(label, key))
    if (about.length === 0 || own(node.metadata?.labels, key) !== undefined) return []
    return [{ key, values: distinguishingValues(policy, key, about.flatMap(requirementsOn(key))) }]
  })

/** What is known of a label; a requirement that cannot be read says nothing. */
const requirementsOn =
  (key: string) =>
  ({ requirements }: UnknownLabel): readonly Requirement[] =>
    (requirements ?? []).flatMap(({ operator, values }) => {
      const read = readExpression({ key, operator, values }, [])
      return 'requirement' in read ? [read.requirement] : []
    })

/** A node with one value of each label. */
export const completed = (node: Node, labels: readonly OpenLabel[]): Node =>
  labels.reduce((current, { key, values }) => withLabelValue(current, key, values[0]), node)

/** A node on which a label has this value, or is absent as it was. */
export const withLabelValue = (node: Node, key: string, value: LabelValue): Node =>
  value === undefined ? node : withLabel(node, key, value)
