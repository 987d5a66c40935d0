import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatInstant,
  isInstantText,
  LAST_INSTANT,
  parseInstant,
  SECOND,
  toInstant,
  toInstantOrZero,
  ZERO_INSTANT,
} from '../../src/data/instant.js'

const NEW_YEAR = 1_767_225_600n * SECOND

const FIRST = -62_167_219_200n * SECOND
const LAST = 253_402_300_799n * SECOND + 999_999_999n
const anyInstant = fc.bigInt({ min: FIRST, max: LAST })
const anyDate = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})

it('LAST_INSTANT is the last one that four digits for the year can write', () => {
  expect(formatInstant(LAST_INSTANT)).toBe('9999-12-31T23:59:59.999999999Z')
  expect(parseInstant(formatInstant(LAST_INSTANT))).toBe(LAST_INSTANT)
  expect(parseInstant(formatInstant(LAST_INSTANT + 1n))).toBeUndefined()
})

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['2026-01-01T00:00:00Z', NEW_YEAR],
    ['2026-01-01T01:30:00+01:30', NEW_YEAR],
    ['2025-12-31T16:00:00-08:00', NEW_YEAR],
    ['2026-01-01T00:00:00-00:00', NEW_YEAR],
    ['2026-01-02T01:00:00+24:60', NEW_YEAR],
    ['2026-01-01T00:00:00.5Z', NEW_YEAR + 500_000_000n],
    ['2026-01-01T00:00:00,25Z', NEW_YEAR + 250_000_000n],
    ['2026-01-01T00:00:00.000000001Z', NEW_YEAR + 1n],
    ['2026-01-01T00:00:00.9999999999999Z', NEW_YEAR + 999_999_999n],
    ['2026-01-01T1:00:00Z', NEW_YEAR + 3600n * SECOND],
    ['2024-02-29T00:00:00Z', 1_709_164_800n * SECOND],
    ['0001-01-01T00:00:00Z', -62_135_596_800n * SECOND],
    ['0000-01-01T00:00:00Z', FIRST],
    ['0099-01-01T00:00:00Z', -59_042_995_200n * SECOND],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
  })

  it.each([
    '',
    'now',
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01t00:00:00Z',
    '2026-01-01T00:00:00z',
    '2026-01-01 00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '+2026-01-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T:00:00Z',
    '2026-01-01T001:00:00Z',
    '2026-01-01T00:0:00Z',
    '2026-1-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00+0100',
    '2026-01-01T00:00:00+1:00',
    '2026-01-01T00:00:00+25:00',
    '2026-01-01T00:00:00-24:61',
    '２０２６-01-01T00:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  it('agrees with Date on what Date writes', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseInstant(date.toISOString())).toBe(BigInt(date.getTime()) * 1_000_000n)
      }),
    )
  })
})

describe('isInstantText', () => {
  const anyDigits = fc.tuple(
    fc.nat({ max: 9999 }),
    ...[13, 32, 25, 61, 61].map((max) => fc.nat({ max })),
  )
  const anyTimeText = anyDigits.map(([year, ...rest]) => {
    const [month, day, hour, minute, second] = rest.map((part) => String(part).padStart(2, '0'))
    return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`
  })

  it('is true of what parseInstant reads, and of nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(anyTimeText, anyInstant.map(formatInstant), fc.string()), (text) => {
        expect(isInstantText(text)).toBe(parseInstant(text) !== undefined)
      }),
    )
  })
})

describe('toInstant', () => {
  it.each([
    ['text', '2026-01-01T00:00:00Z', NEW_YEAR],
    ['a Date', new Date('2026-01-01T00:00:00.250Z'), NEW_YEAR + 250_000_000n],
    ['a Date before 1970', new Date(-1), -1_000_000n],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['what is no time', 'yesterday', undefined],
    ['an invalid Date', new Date('yesterday'), undefined],
  ])('of %s', (_case, time, expected) => {
    expect(toInstant(time)).toBe(expected)
  })

  it('is the zero time for toInstantOrZero where there is none', () => {
    expect(toInstantOrZero(null)).toBe(-62_135_596_800_000_000_000n)
    expect(toInstantOrZero('')).toBe(ZERO_INSTANT)
    expect(toInstantOrZero('2026-01-01T00:00:00Z')).toBe(NEW_YEAR)
  })
})

describe('formatInstant', () => {
  it.each([
    [0n, '1970-01-01T00:00:00Z'],
    [ZERO_INSTANT, '0001-01-01T00:00:00Z'],
    [NEW_YEAR + 500_000_000n, '2026-01-01T00:00:00.5Z'],
    [1n, '1970-01-01T00:00:00.000000001Z'],
    [-1n, '1969-12-31T23:59:59.999999999Z'],
    [LAST, '9999-12-31T23:59:59.999999999Z'],
  ])('%s is %s', (instant, expected) => {
    expect(formatInstant(instant)).toBe(expected)
  })

  it('counts seconds beyond the calendar of Date', () => {
    expect(formatInstant(8_640_000_000_001n * SECOND)).toBe('8640000000001s')
  })

  it('writes what parseInstant reads back, in the years 0 to 9999', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant)
      }),
    )
  })
})
