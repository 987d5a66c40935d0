import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appended, NOTHING } from '../../src/data/appended.js'
import { frozenly } from '../support/frozen.js'

describe('appended', () => {
  it('is the list with the item at its end', () => {
    fc.assert(
      fc.property(frozenly(fc.array(fc.integer())), fc.integer(), (list, item) => {
        expect(appended(list, item)).toEqual([...list, item])
      }),
    )
  })

  it('starts from a list that nobody can change', () => {
    expect(NOTHING).toEqual([])
    expect(Object.isFrozen(NOTHING)).toBe(true)
  })
})
