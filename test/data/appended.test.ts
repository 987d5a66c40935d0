import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appended, NOTHING } from '../../src/data/appended.js'

describe('appended', () => {
  it('makes a list, item by item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (items) => {
        expect(items.reduce<readonly number[]>(appended, NOTHING)).toEqual(items)
      }),
    )
  })

  it('starts from a list that nobody can change', () => {
    expect(NOTHING).toEqual([])
    expect(Object.isFrozen(NOTHING)).toBe(true)
  })
})
