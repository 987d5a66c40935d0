import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/data/duration.js'

describe('parseDuration', () => {
  // As time.ParseDuration of Go answers.
  it.each<[string, bigint | undefined]>([
    ['0', 0n],
    ['-0', 0n],
    ['5s', 5_000_000_000n],
    ['1h30m', 5_400_000_000_000n],
    ['30m1h', 5_400_000_000_000n],
    ['1.5h', 5_400_000_000_000n],
    ['.5s', 500_000_000n],
    ['5.s', 5_000_000_000n],
    ['-1m', -60_000_000_000n],
    ['+1m', 60_000_000_000n],
    ['1us', 1_000n],
    ['1µs', 1_000n],
    ['1μs', 1_000n],
    ['2ms3ns', 2_000_003n],
    ['2m3m', 300_000_000_000n],
    ['9223372036854775807ns', 9_223_372_036_854_775_807n],
    ['9223372036854775808ns', undefined],
    ['-9223372036854775808ns', -9_223_372_036_854_775_808n],
    ['', undefined],
    ['-', undefined],
    ['3', undefined],
    ['.s', undefined],
    ['1d', undefined],
    ['1 h', undefined],
    ['1h ', undefined],
    ['1hm', undefined],
    ['--1s', undefined],
  ])('reads %j', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })
})
