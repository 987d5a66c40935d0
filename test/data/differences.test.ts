import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences } from '../../src/data/differences.js'
import { equalJson } from '../../src/data/equalJson.js'
import { frozenly } from '../support/frozen.js'

const anyJson = frozenly(fc.jsonValue({ maxDepth: 3 }))

describe('differences', () => {
  it('are none exactly between equal values', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        expect(differences(a, a)).toEqual([])
        expect(differences(a, b).length === 0).toBe(equalJson(a, b))
      }),
    )
  })

  it('say what stands where', () => {
    const before = { a: 1, same: [1], list: [{ x: 1 }, 2], longer: [1] }
    const after = { b: null, same: [1], list: [{ x: 2 }, 2], longer: [1, 2] }
    expect(differences(before, after)).toEqual([
      { path: ['a'], before: 1, after: undefined },
      { path: ['b'], before: undefined, after: null },
      { path: ['list', 0, 'x'], before: 1, after: 2 },
      { path: ['longer'], before: [1], after: [1, 2] },
    ])
    expect(differences(1, [1])).toEqual([{ path: [], before: 1, after: [1] }])
  })
})
