import { grouped } from '../data/grouped.js'
import { numbersText } from '../data/numbersText.js'
import type { Node } from '../kube/node.js'
import { answers, type Answers } from './answers.js'
import type { Policy } from './policy.js'
import { labelQuestions, nameQuestions } from './questions.js'
import { taintAnswers } from './taintAnswers.js'

/**
 * The projection of nodes onto what policies ask of them, as text. Nodes with the same text are the same
 * to every one of the policies.
 *
 * Rules     what goes into the text
 * 1. Whether the node is cordoned, if a policy looks.
 * 2. The answers to what is asked about its name, and about each label that is asked for.
 * 3. What the tolerations make of its `NoSchedule` and `NoExecute` taints.
 *
 * Cost      O(labels + taints) a node, once their values are known
 */
export const projection = (policies: readonly Policy[]): ((node: Node) => string) => {
  const cordonCounts = policies.some(({ kind, nodeName }) => kind === 'Pod' && nodeName === '')
  const nameAnswers = answers(policies.flatMap(nameQuestions))
  const asked = [...grouped(policies.flatMap(labelQuestions), ({ key }) => key)]
  const places = new Map(asked.map(([key], i) => [key, BEFORE_LABELS + i]))
  const labelAnswers = asked.map(([, about]) => answers(about.map(({ question }) => question)))
  const unlabelled = [0, 0, ...labelAnswers.map((answersOf) => answersOf(undefined))]
  const taintNumbers = taintAnswers(policies)

  return ({ metadata, spec }) => {
    const found = [...unlabelled]
    if (cordonCounts && spec?.unschedulable === true) found[0] = 1
    found[1] = nameAnswers(metadata?.name ?? '')
    const labels = metadata?.labels
    for (const key in labels) {
      const place = places.get(key)
      if (place === undefined || !Object.hasOwn(labels, key)) continue
      found[place] = (labelAnswers[place - BEFORE_LABELS] as Answers)(labels[key])
    }
    for (const number of taintNumbers(spec?.taints)) found.push(number)
    return numbersText(found)
  }
}

/** Before the labels stand the cordon and the name. */
const BEFORE_LABELS = 2
