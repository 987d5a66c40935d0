import { describe, expect, it } from 'vitest'
import { Unreadable } from '../../../src/cli/input/json/jsonCursor.js'

describe('Unreadable', () => {
  it('says what is wrong, on which line and with what', () => {
    expect(new Unreadable('x', 3, ['items', 1])).toMatchObject({
      message: 'x',
      line: 3,
      path: ['items', 1],
    })
    expect(new Unreadable('x', 3).path).toEqual([])
  })
})
