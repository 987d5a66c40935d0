import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import type { Reason } from '../reason/reason.js'
import type { Question } from './answers.js'
import type { Policy } from './policy.js'

/** A question about a label. */
export interface LabelQuestion {
  readonly key: string
  readonly question: Question
}

/** What a policy asks about a node, its taints apart. */
export interface Questions {
  readonly labels: readonly LabelQuestion[]
  /** About its name; fields, also others than the name, count only on nodes that have one. */
  readonly name: readonly Question[]
  /** Whether it is cordoned. */
  readonly cordon: boolean
}

/** The part of a policy that asks about labels. */
export type AskingLabels = Pick<Policy, 'selectedLabels' | 'affinity'>

/** What a policy asks about labels: its node selector, then the terms of its affinity. */
export const labelQuestions = (policy: AskingLabels): readonly LabelQuestion[] => [
  ...selectorQuestions(policy),
  ...affinityQuestions(policy),
]

const selectorQuestions = ({ selectedLabels }: AskingLabels): readonly LabelQuestion[] =>
  selectedLabels.map(({ key, value }) => ({ key, question: equals(value) }))

const affinityQuestions = ({ affinity }: AskingLabels): readonly LabelQuestion[] =>
  (affinity?.terms ?? []).flatMap(({ expressions }) =>
    expressions.map((question) => ({ key: question.key, question })),
  )

/** The part of a policy that asks about anything but taints. */
export type Asking = Pick<Policy, 'kind' | 'nodeName' | 'selectedLabels' | 'affinity'>

/** What a policy asks about a node before its pods may run there. */
export const questions = (policy: Asking): Questions => {
  const asked = Object.values(ASKED).map((questionsOf) => questionsOf(policy))
  return {
    labels: asked.flatMap(({ labels = [] }) => labels),
    name: asked.flatMap(({ name = [] }) => name),
    cordon: asked.some(({ cordon }) => cordon === true),
  }
}

/**
 * The questions by the reason that a wrong answer gives. Whatever a new reason looks at has to be asked here:
 * otherwise nodes that differ in it count as the same.
 */
const ASKED: Readonly<Record<Reason['code'], (policy: Asking) => Partial<Questions>>> = {
  NodeNameMismatch: ({ nodeName }) => ({ name: nodeName === '' ? [] : [equals(nodeName)] }),
  NodeSelectorMismatch: (policy) => ({ labels: selectorQuestions(policy) }),
  NodeAffinityMismatch: (policy) => {
    const fields = (policy.affinity?.terms ?? []).flatMap((term) => term.fields)
    return {
      labels: affinityQuestions(policy),
      name: [
        ...(fields.length === 0 ? [] : [equals('')]),
        ...fields.filter(({ key }) => key === FIELD_NODE_NAME),
      ],
    }
  },
  NodeUnschedulable: ({ kind, nodeName }) => ({ cordon: kind === 'Pod' && nodeName === '' }),
  // What the tolerations make of taints is asked by taintAnswers.
  UntoleratedTaint: () => ({}),
}

const equals = (value: string): Question => ({
  operator: 'In',
  listed: new Set([value]),
  bound: 0n,
})
