import { grouped } from '../data/grouped.js'
import type { Node } from '../kube/node.js'
import { answers, type Answers } from './answers.js'
import type { Policy } from './policy.js'
import { questions } from './questions.js'
import { taintAnswers } from './taintAnswers.js'

/**
 * What is left of a node when only the answers to what policies ask are kept: numbers, at a place each.
 */
export interface Projection {
  readonly numbersOf: (node: Node) => readonly number[]
  /** How many of the numbers are answers; those behind them are taints. */
  readonly width: number
  /** The places of the answers that one of the policies looks at. */
  readonly placesOf: (policy: Policy) => readonly number[]
}

/**
 * The projection of nodes onto what policies ask of them. Nodes with the same numbers are the same to every
 * one of the policies; to a single one they are if the answers at its places and the taints are the same.
 *
 * - **Rules** the numbers
 *   1. Whether the node is cordoned, if a policy looks.
 *   2. The answers to what is asked about its name, then about each label that is asked for.
 *   3. What the tolerations make of its `NoSchedule` and `NoExecute` taints.
 *
 * - **Cost** O(labels + taints) a node, once their values are known
 */
export const projection = (policies: readonly Policy[]): Projection => {
  const asking = policies.map(questions)
  const cordonCounts = asking.some(({ cordon }) => cordon)
  const nameAnswers = answers(asking.flatMap(({ name }) => name))
  const asked = [
    ...grouped(
      asking.flatMap(({ labels }) => labels),
      ({ key }) => key,
    ),
  ]
  const places = new Map(asked.map(([key], i) => [key, LABELS + i]))
  const labelAnswers = asked.map(([, about]) => answers(about.map(({ question }) => question)))
  const unlabelled = [0, 0, ...labelAnswers.map((answersOf) => answersOf(undefined))]
  const taintNumbers = taintAnswers(policies)

  return {
    numbersOf: ({ metadata, spec }) => {
      const numbers = [...unlabelled]
      if (cordonCounts && spec?.unschedulable === true) numbers[CORDON] = 1
      numbers[NAME] = nameAnswers(metadata?.name ?? '')
      const labels = metadata?.labels
      for (const key in labels) {
        const place = places.get(key)
        if (place === undefined || !Object.hasOwn(labels, key)) continue
        numbers[place] = (labelAnswers[place - LABELS] as Answers)(labels[key])
      }
      for (const number of taintNumbers(spec?.taints)) numbers.push(number)
      return numbers
    },
    width: unlabelled.length,
    placesOf: (policy) => {
      const { labels, name, cordon } = questions(policy)
      const seen = new Set(labels.flatMap(({ key }) => places.get(key) ?? []))
      if (cordon) seen.add(CORDON)
      if (name.length > 0) seen.add(NAME)
      return [...seen].sort((a, b) => a - b)
    },
  }
}

const CORDON = 0
const NAME = 1
const LABELS = 2
