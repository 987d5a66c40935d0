import { describe, expect, it } from 'vitest'
import { EXIT, UsageError } from '../../src/cli/exitCode.js'

describe('EXIT', () => {
  it('has a code of its own for every way to end', () => {
    expect(EXIT).toEqual({ done: 0, failed: 1, changes: 2, usage: 3, input: 4 })
  })
})

describe('UsageError', () => {
  it('says what is wrong with the command line', () => {
    const error = new UsageError('no command x')
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toBe('no command x')
  })
})
