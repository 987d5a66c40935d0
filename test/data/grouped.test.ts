import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distinctBy, grouped } from '../../src/data/grouped.js'
import { frozenly } from '../support/frozen.js'

describe('grouped', () => {
  it('puts items with the same text together, in the order in which each text first comes', () => {
    const groups = grouped(['b1', 'a1', 'b2', 'c1', 'a2'], (item) => item.slice(0, 1))
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1', 'a2']],
      ['c', ['c1']],
    ])
  })

  it('has no groups without items', () => {
    expect([...grouped([], String)]).toEqual([])
  })

  it.each([[''], ['__proto__'], ['constructor']])('groups by the text %j too', (text) => {
    expect([...grouped([1, 2], () => text)]).toEqual([[text, [1, 2]]])
  })

  it('loses no item and changes no order within a group', () => {
    fc.assert(
      fc.property(frozenly(fc.array(fc.nat({ max: 9 }))), (numbers) => {
        const groups = grouped(numbers, (number) => String(number % 3))
        expect([...groups.values()].flat().length).toBe(numbers.length)
        for (const [text, items] of groups) {
          expect(items).toEqual(numbers.filter((number) => String(number % 3) === text))
        }
      }),
    )
  })
})

it('distinctBy keeps one of each text: where it first comes, the last of them', () => {
  const items = [
    ['b', 1],
    ['a', 2],
    ['b', 3],
  ] as const
  expect(distinctBy(items, ([text]) => text)).toEqual([
    ['b', 3],
    ['a', 2],
  ])
})
