import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import {
  amountOption,
  budgetOption,
  countOption,
  instantOption,
  oneOf,
  patternOption,
  secondsOption,
  stagesOption,
} from '../../../src/cli/options/optionValues.js'

describe('values of options', () => {
  it.each([
    ['an instant', () => instantOption('2026-01-31T12:00:00Z'), '2026-01-31T12:00:00Z'],
    ['a number', () => amountOption('--x', '3'), 3],
    ['a percentage', () => amountOption('--x', '10%'), '10%'],
    ['a budget', () => budgetOption('--x', '10%'), '10%'],
    ['a count', () => countOption('--x', '0'), 0],
    ['seconds', () => secondsOption('--x', '30'), 30],
    ['seconds with their unit', () => secondsOption('--x', '30s'), 30],
    ['a pattern', () => patternOption('^a')?.source, '^a'],
    ['a word', () => oneOf('--x', 'b', ['a', 'b']), 'b'],
  ])('reads %s', (_case, read, value) => {
    expect(read()).toBe(value)
  })

  it('reads stages, of numbers and percentages', () => {
    expect(stagesOption('--x', '1,10%,50%,200,100%')).toEqual([1, '10%', '50%', 200, '100%'])
    expect(stagesOption('--x', undefined)).toBeUndefined()
  })

  it('leaves what is not given undefined', () => {
    expect([
      instantOption(undefined),
      budgetOption('--x', undefined),
      countOption('--x', undefined),
      secondsOption('--x', undefined),
      patternOption(undefined),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined])
  })

  it.each([
    ['an instant', () => instantOption('noon'), /^--now noon: expected an RFC 3339 time/],
    ['an amount', () => amountOption('--x', '-1'), /^--x -1: expected a number or a percentage/],
    ['up to 100%', () => amountOption('--x', '101%'), /^--x 101%: expected at most 100%$/],
    ['a stage', () => stagesOption('--x', '1,0%'), /^--x 1,0%: a stage of 0% is empty$/],
    [
      'growing stages',
      () => stagesOption('--x', '50%,10%'),
      /^--x 50%,10%: stages are cumulative, expected more than 50% after it, found 10%$/,
    ],
    ['a count', () => countOption('--x', '1.5'), /^--x 1.5: expected a number$/],
    ['seconds', () => secondsOption('--x', '1m'), /^--x 1m: expected seconds such as 30$/],
    ['a pattern', () => patternOption('('), /^--run \(: not a regular expression$/],
    ['a word', () => oneOf('--x', 'c', ['a', 'b']), /^--x c: expected one of a, b$/],
  ])('refuses what is not %s, by the option and what was expected', (_case, read, message) => {
    expect(read).toThrow(UsageError)
    expect(read).toThrow(message)
  })
})
