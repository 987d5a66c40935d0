import { distinctBy } from '../data/grouped.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'

/** What is asked about a label or about the name of a node. */
export type Question = Pick<Requirement, 'operator' | 'listed' | 'bound'>

/** Numbers what the questions come to for a value; `undefined` stands for none. */
export type Answers = (value: string | undefined) => number

/**
 * Asks many values the same questions. Two values get the same number exactly if they get the same answer
 * to each question.
 *
 * - **Cost** a value that no question lists is looked up and not asked, unless a question compares numbers;
 *   any other is asked once
 */
export const answers = (questions: readonly Question[]): Answers => {
  const asked = distinct(questions)
  const compares = asked.some(({ operator }) => operator === 'Gt' || operator === 'Lt')
  const numbers = new Map<string, number>()
  const known = new Map<string | undefined, number>(
    listedBy(asked).map((value) => [value, UNASKED]),
  )
  let unlisted: number | undefined

  const ask = (value: string | undefined): number => {
    const said = asked.map((question) => (holds(question, value) ? '1' : '0')).join('')
    const number = numbers.get(said) ?? numbers.size
    numbers.set(said, number)
    return number
  }

  return (value) => {
    const number = known.get(value)
    if (number !== undefined && number !== UNASKED) return number
    if (!compares && value !== undefined && number === undefined) return (unlisted ??= ask(value))
    const fresh = ask(value)
    known.set(value, fresh)
    return fresh
  }
}

/** Stands for the answers to a value that has not come up. */
const UNASKED = -1

const listedBy = (questions: readonly Question[]): readonly string[] =>
  questions.flatMap(({ listed }) => [...listed])

const distinct = (questions: readonly Question[]): readonly Question[] =>
  distinctBy(questions, ({ operator, listed }) => JSON.stringify([operator, ...listed]))
