import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDoors } from '../fuzz/functions.js'
import { readMade, type Made } from '../fuzz/made.js'
import { argumentsOf, judge, load, specials } from '../fuzz/pure.js'

/** What podfit made of an answer; what it was given, and members that are not there, are left out. */
const own = (answer: unknown, made: Made): unknown => {
  if (made.given || typeof answer === 'function') return null
  if (Array.isArray(answer)) return answer.map((item) => own(item, made.items()))
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]: readonly [string, unknown]) =>
      value === undefined ? [] : [[key, own(value, made.member(key))]],
    ),
  )
}

describe('every answer survives JSON and says the same again', async () => {
  const { types: bare, functions } = readDoors()
  const types = { ...bare, special: await specials() }
  const madeOf = readMade(types.checker)

  it('of every function that a door exports', () => {
    expect(functions.length).toBeGreaterThan(100)
  })

  const answering = functions.filter(({ throws }) => !throws)

  it.each(answering.map((each) => [`${each.door}.${each.name}`, each] as const))(
    '%s',
    async (_name, exported) => {
      const call = (await load(exported.door))[exported.name]
      const made = madeOf(exported)
      for (const hostile of [false, true]) {
        const args = argumentsOf(types, exported, { hostile })
        if (call === undefined || args === undefined) throw new Error('cannot be called')
        fc.assert(
          fc.property(args, (given) => {
            judge(call, exported, given, { made, twice: false })
            const answer = own(call(...given), made)
            const again = JSON.stringify(answer) as string | undefined
            const read: unknown = again === undefined ? undefined : JSON.parse(again)
            expect(isDeepStrictEqual(read, answer)).toBe(true)
          }),
          { numRuns: 30 },
        )
      }
    },
  )
})
