import { DIMENSIONS, made, type Dimension } from './growthObjects.js'
import { QUESTIONS } from './growthQuestions.js'

/** Something whose time is measured with so much of one thing; the rest stays as it is. */
export interface GrowthCase {
  readonly name: string
  /** How much of it there is at first; then twice and four times as much. */
  readonly from: number
  /** Makes what is asked about, which is not measured, and answers with what is. */
  readonly prepare: (count: number) => () => unknown
}

/** Every question in every dimension that it is asked in. */
export const GROWTH_CASES: readonly GrowthCase[] = Object.entries(QUESTIONS).flatMap(
  ([name, { over = Object.keys(DIMENSIONS) as readonly Dimension[], prepare }]) =>
    over.map((dimension) => {
      const [from, countsOf] = DIMENSIONS[dimension]
      return {
        name: `${name}, over ${dimension}`,
        from,
        prepare: (count: number) => prepare(made(countsOf(count))),
      }
    }),
)

/** The functions whose growth is measured. */
export const MEASURED: ReadonlySet<string> = new Set(
  Object.keys(QUESTIONS).map((name) => name.replace(/,.*/, '')),
)

/** Questions whose time may grow faster, and why: their doc comments say so under `Cost`. */
export const STATED: Readonly<Record<string, string>> = {
  'suggestTolerations, over taints': 'each taint gets a toleration, and each is asked about each',
  'diff, other terms, over tolerations': 'a proof about all nodes, with a bound on its steps',
  'diff, other terms, over terms': 'a proof about all nodes, with a bound on its steps',
}
