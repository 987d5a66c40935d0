import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answers, type Question } from '../../src/placement/answers.js'
import { holds } from '../../src/requirement/holds.js'
import type { Operator } from '../../src/requirement/requirement.js'
import { readRequirement } from '../../src/requirement/readRequirement.js'
import { anyRequirement } from '../../src/testing/matching.js'
import { anyValue } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const ask = (operator: Operator, ...values: readonly string[]): Question => {
  const read = readRequirement('k', operator, values, [])
  if ('faults' in read) throw new Error(`${operator} ${values.join()} cannot be read`)
  return read.requirement
}

/** Values that get the same number, together. */
const kinds = (questions: readonly Question[], values: readonly (string | undefined)[]) => {
  const answersOf = answers(questions)
  const groups = new Map<number, (string | undefined)[]>()
  for (const value of values) {
    const number = answersOf(value)
    groups.set(number, [...(groups.get(number) ?? []), value])
  }
  return [...groups.values()]
}

describe('answers', () => {
  it.each<[string, readonly Question[], readonly (string | undefined)[][]]>([
    ['no question', [], [[undefined, '', 'a', 'b', '5', '7']]],
    ['In', [ask('In', 'a')], [[undefined, '', 'b', '5', '7'], ['a']]],
    [
      'NotIn, which an absent value meets',
      [ask('NotIn', 'a', 'b')],
      [
        [undefined, '', '5', '7'],
        ['a', 'b'],
      ],
    ],
    ['Exists', [ask('Exists')], [[undefined], ['', 'a', 'b', '5', '7']]],
    ['DoesNotExist', [ask('DoesNotExist')], [[undefined], ['', 'a', 'b', '5', '7']]],
    ['Gt', [ask('Gt', '5')], [[undefined, '', 'a', 'b', '5'], ['7']]],
    [
      'several',
      [ask('In', 'a'), ask('Gt', '4'), ask('In', 'a')],
      [[undefined, '', 'b'], ['a'], ['5', '7']],
    ],
  ])('tells values apart by %s', (_case, questions, expected) => {
    expect(kinds(questions, [undefined, '', 'a', 'b', '5', '7'])).toEqual(expected)
  })

  it('does not take a list for its values in one text', () => {
    expect(
      kinds([ask('In', 'a', 'b'), { ...ask('In', 'a'), listed: new Set(['a,b']) }], ['a', 'a,b']),
    ).toEqual([['a'], ['a,b']])
  })

  it('are the same number exactly if every question has the same answer', () => {
    const questions = fc.array(anyRequirement).map((raws) =>
      raws.flatMap(({ operator, values }) => {
        const read = readRequirement('k', operator as Operator, values, [])
        return 'requirement' in read ? [read.requirement] : []
      }),
    )
    const value = fc.option(anyValue, { nil: undefined })
    fc.assert(
      fc.property(frozenly(questions), fc.array(value), (asked, values) => {
        const answersOf = answers(asked)
        const numbers = values.map(answersOf)
        const said = values.map((given) => asked.map((question) => holds(question, given)).join())
        for (const [i, number] of numbers.entries()) {
          for (const [j, other] of numbers.entries()) {
            expect(number === other).toBe(said[i] === said[j])
          }
        }
      }),
    )
  })
})
