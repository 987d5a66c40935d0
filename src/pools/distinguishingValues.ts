import { compareText } from '../data/compareText.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import { labelQuestions, type AskingLabels } from '../placement/questions.js'

/** The value of a label on a node; undefined where the node does not have it. */
export type LabelValue = string | undefined

/**
 * The values of a label that a policy can tell apart, one of each kind, among those that meet what is known
 * of the label.
 *
 * - **Rules**
 *   1. No label at all; every value that is listed anywhere; one that is not listed and no number.
 *   2. For each bound of `Gt` and `Lt` the integers below, at and above it, in a spelling that is not listed
 *      (`7`, `07`, `007` … are different texts and one number).
 *   3. What the API server refuses as a label's value is left out.
 */
export const distinguishingValues = (
  policy: AskingLabels,
  key: string,
  known: readonly Requirement[],
): readonly LabelValue[] => {
  const asked = labelQuestions(policy).filter((about) => about.key === key)
  const all = [...asked.map(({ question }) => question), ...known]
  const listed = new Set(all.flatMap((question) => [...question.listed]))
  const unlisted = (text: string): string => {
    let spelling = text
    while (listed.has(spelling)) spelling = `${text.startsWith('x') ? 'x' : '0'}${spelling}`
    return spelling
  }
  const numbers = all
    .filter(({ operator }) => operator === 'Gt' || operator === 'Lt')
    .flatMap(({ bound }) => [bound - 1n, bound, bound + 1n])
  const texts = [...listed, ...numbers.map((number) => unlisted(String(number))), unlisted('x')]
  const values: readonly LabelValue[] = [undefined, ...new Set(texts)]
  return values.filter(
    (value) =>
      (value === undefined || labelValueFaults(value).length === 0) &&
      known.every((requirement) => holds(requirement, value)),
  )
}

/** The labels that a policy asks about, sorted. */
export const askedLabels = (policy: AskingLabels): readonly string[] =>
  [...new Set(labelQuestions(policy).map(({ key }) => key))].sort(compareText)
