import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import type { Question } from './answers.js'
import type { Policy } from './policy.js'

/** A question about a label. */
export interface LabelQuestion {
  readonly key: string
  readonly question: Question
}

/** What a policy asks about the labels of nodes. */
export const labelQuestions = ({ selectedLabels, affinity }: Policy): readonly LabelQuestion[] => [
  ...selectedLabels.map(({ key, value }) => ({ key, question: equals(value) })),
  ...(affinity?.terms ?? []).flatMap(({ expressions }) =>
    expressions.map((question) => ({ key: question.key, question })),
  ),
]

/** What a policy asks about the names of nodes; fields, also others, count only on nodes that have one. */
export const nameQuestions = ({ nodeName, affinity }: Policy): readonly Question[] => {
  const fields = (affinity?.terms ?? []).flatMap((term) => term.fields)
  return [
    ...(nodeName === '' ? [] : [equals(nodeName)]),
    ...(fields.length === 0 ? [] : [equals('')]),
    ...fields.filter(({ key }) => key === FIELD_NODE_NAME),
  ]
}

const equals = (value: string): Question => ({
  operator: 'In',
  listed: new Set([value]),
  bound: 0n,
})
