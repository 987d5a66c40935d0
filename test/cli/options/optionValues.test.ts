import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/cli/exitCode.js'
import {
  amountOption,
  countOption,
  instantOption,
  patternOption,
  secondsOption,
  stagesOption,
} from '../../../src/cli/options/optionValues.js'

describe('values of options', () => {
  it.each([
    ['an instant', () => instantOption('2026-01-31T12:00:00Z', '--now'), '2026-01-31T12:00:00Z'],
    ['a number', () => amountOption('3', '--x'), 3],
    ['a percentage', () => amountOption('10%', '--x'), '10%'],
    ['a count', () => countOption('0', '--x'), 0],
    ['seconds', () => secondsOption('30', '--x'), 30],
    ['seconds with their unit', () => secondsOption('30s', '--x'), 30],
    ['minutes', () => secondsOption('2m', '--x'), 120],
    ['a duration of several units', () => secondsOption('1h0m90s', '--x'), 3690],
    ['a pattern', () => patternOption('^a', '--run').source, '^a'],
  ])('reads %s', (_case, read, value) => {
    expect(read()).toBe(value)
  })

  it('reads stages, of numbers and percentages', () => {
    expect(stagesOption('1,10%,50%,200,100%', '--x')).toEqual([1, '10%', '50%', 200, '100%'])
  })

  it.each([
    ['an instant', () => instantOption('noon', '--now'), /^--now noon: expected an RFC 3339 time/],
    ['an amount', () => amountOption('-1', '--x'), /^--x -1: expected a number or a percentage/],
    ['up to 100%', () => amountOption('101%', '--x'), /^--x 101%: expected at most 100%$/],
    ['a stage', () => stagesOption('1,0%', '--x'), /^--x 1,0%: a stage of 0% is empty$/],
    [
      'growing stages',
      () => stagesOption('50%,10%', '--x'),
      /^--x 50%,10%: stages are cumulative, expected more than 50% after it, found 10%$/,
    ],
    ['a count', () => countOption('1.5', '--x'), /^--x 1.5: expected a number$/],
    [
      'a duration',
      () => secondsOption('1x', '--x'),
      /^--x 1x: expected a duration such as 30s, 2m or 1h30m$/,
    ],
    ['some duration', () => secondsOption('', '--x'), /expected a duration/],
    ['time to come', () => secondsOption('-2m', '--x'), /expected a duration/],
    ['whole seconds', () => secondsOption('1500ms', '--x'), /^--x 1500ms: expected whole seconds$/],
    ['a pattern', () => patternOption('(', '--run'), /^--run \(: expected a regular expression$/],
  ])('refuses what is not %s, by the option and what was expected', (_case, read, message) => {
    expect(read).toThrow(UsageError)
    expect(read).toThrow(message)
  })
})
