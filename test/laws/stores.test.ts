import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEvents, followEvents } from '../fuzz/events.js'
import { load } from '../fuzz/pure.js'
import { ORDERED, shuffled, withoutOrder } from '../fuzz/shuffle.js'

describe('a store has no order: shuffled lists of objects get the same answer', async () => {
  const functions = (await shuffled(false)).filter(({ exported }) => !ORDERED.has(exported.name))

  it('of every function that takes such lists', () => {
    expect(functions.length).toBeGreaterThan(15)
  })

  it.each(functions.map((each) => [`${each.exported.door}.${each.exported.name}`, each] as const))(
    '%s',
    async (_name, { exported, pair }) => {
      const call = (await load(exported.door))[exported.name]
      if (call === undefined) throw new Error('cannot be called')
      fc.assert(
        fc.property(pair, ([one, other]) => {
          expect(withoutOrder(call(...other))).toBe(withoutOrder(call(...one)))
        }),
        { numRuns: 30 },
      )
    },
  )
})

describe('an index that is told of events', () => {
  it.each([false, true])('is that which is made from scratch (hostile: %s)', async (hostile) => {
    const follow = await followEvents()
    fc.assert(
      fc.property(await anyEvents(hostile), (events) => {
        expect(() => {
          follow(events)
        }).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })
})
