import { compareText } from '../data/compareText.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import type { Policy } from '../placement/policy.js'

/** The value of a label on a node; undefined where the node does not have it. */
export type LabelValue = string | undefined

/** The part of a policy that asks about labels. */
export type Asking = Pick<Policy, 'selectedLabels' | 'affinity'>

/** What a policy asks of a label: requirements, and the values that `nodeSelector` wants. */
interface Questions {
  readonly requirements: readonly Requirement[]
  readonly wanted: readonly string[]
}

const questionsOn = (policy: Asking, key: string): Questions => ({
  requirements: (policy.affinity?.terms ?? []).flatMap(({ expressions }) =>
    expressions.filter((requirement) => requirement.key === key),
  ),
  wanted: policy.selectedLabels.filter((label) => label.key === key).map(({ value }) => value),
})

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
  policy: Asking,
  key: string,
  known: readonly Requirement[],
): readonly LabelValue[] => {
  const { requirements, wanted } = questionsOn(policy, key)
  const all = [...requirements, ...known]
  const listed = new Set([...wanted, ...all.flatMap(({ values }) => values)])
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
export const askedLabels = (policy: Asking): readonly string[] => {
  const terms = policy.affinity?.terms ?? []
  return [
    ...new Set([
      ...policy.selectedLabels.map(({ key }) => key),
      ...terms.flatMap(({ expressions }) => expressions.map(({ key }) => key)),
    ]),
  ].sort(compareText)
}
