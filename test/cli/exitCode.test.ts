import { describe, expect, it } from 'vitest'
import { EXIT, EXIT_TEXT, gravest, UsageError } from '../../src/cli/exitCode.js'

describe('EXIT', () => {
  it('has a code of its own for every way to end', () => {
    expect(EXIT).toEqual({
      done: 0,
      failed: 1,
      changes: 2,
      usage: 3,
      input: 4,
      fault: 5,
      output: 6,
    })
    expect(Object.keys(EXIT_TEXT)).toEqual(Object.keys(EXIT))
  })
})

describe('gravest', () => {
  it('is the first of 6, 5, 4, 3, 1 and 2', () => {
    const order = [6, 5, 4, 3, 1, 2, 0] as const
    for (const [i, code] of order.entries()) {
      expect(gravest(...order.slice(i).toReversed())).toBe(code)
    }
    expect(gravest()).toBe(0)
  })
})

describe('UsageError', () => {
  it('says what is wrong with the command line, and more about it', () => {
    const error = new UsageError('no verb x', ['Usage: podfit VERB'])
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toBe('no verb x')
    expect(error.details).toEqual(['Usage: podfit VERB'])
    expect(new UsageError('no verb x').details).toEqual([])
  })
})
