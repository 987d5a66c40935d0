import { describe, expect, it } from 'vitest'
import { matchesPattern } from '../../src/data/matchesPattern.js'

describe('matchesPattern', () => {
  it.each([
    ['agent', 'agent', true],
    ['agent', 'agents', false],
    ['*', '', true],
    ['agent*', 'agent', true],
    ['agent*', 'the-agent', false],
    ['*-agent', 'log-agent', true],
    ['*-agent', 'log-agent-2', false],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abde', false],
    ['ab*ba', 'aba', false],
    ['a*b*b', 'ab', false],
    ['', '', true],
    ['a.c', 'abc', false],
  ])('%j fits %j: %s', (pattern, text, fits) => {
    expect(matchesPattern(pattern, text)).toBe(fits)
  })
})
