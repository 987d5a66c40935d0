import type { Maybe } from './maybe.js'

/**
 * A point in time as it arrives: RFC 3339 text from JSON, or a `Date` from a client library.
 *
 * @since 0.1.0
 */
export type Time = Date | string

/**
 * RFC 3339 text that is written out, as the type checker sees it.
 *
 * @since 0.2.0
 */
export type InstantText = `${number}-${number}-${number}T${string}`

/**
 * An instant that somebody chooses: a `Date`, or RFC 3339 text that is written out. Text that is known at
 * run time only goes through `new Date(text)`.
 *
 * @since 0.2.0
 */
export type Now = Date | InstantText

/**
 * Nanoseconds since 1970, the resolution Kubernetes compares with.
 *
 * @since 0.1.0
 */
export type Instant = bigint

/** Nanoseconds in a second. */
export const SECOND: bigint = 1_000_000_000n
const MILLISECOND = 1_000_000n

/** Go's zero time, 0001-01-01T00:00:00Z: what an absent time decodes to. It sorts before every real one. */
export const ZERO_INSTANT: Instant = -62_135_596_800n * SECOND

/** The last instant that RFC 3339 can write, with its four digits for the year. */
export const LAST_INSTANT: Instant = 253_402_300_800n * SECOND - 1n

const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/

/**
 * Reads RFC 3339 text as Go's `time.Parse(time.RFC3339, text)` does: capital T and Z, an hour of one
 * digit or two, seconds 0–59, an optional fraction, of which nine digits count.
 */
export const parseInstant = (text: string): Instant | undefined => {
  const match = RFC3339.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const offset = offsetMinutes(match[8], match[9], match[10])
  const date = utcDate(year, month, day)
  if (offset === undefined || date === undefined) return undefined
  const seconds = BigInt(date / 1000 + (hour * 60 + minute - offset) * 60 + second)
  return seconds * SECOND + BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'))
}

/** Whole seconds in UTC on a day that every month has: how Kubernetes writes times, no calendar needed. */
const PLAIN_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/

/** Whether a text is an RFC 3339 instant, by the rules of `parseInstant`. */
export const isInstantText = (text: string): text is InstantText =>
  PLAIN_TIME.test(text) || parseInstant(text) !== undefined

/** Go lets an offset read up to 24:60. */
const offsetMinutes = (sign = '+', hours = '00', minutes = '00'): number | undefined => {
  if (Number(hours) > 24 || Number(minutes) > 60) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Milliseconds at the start of a day that exists in the calendar. */
const utcDate = (year: number, month: number, day: number): number | undefined => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined
}

/** The instant of a time field; absent or unreadable is undefined. */
export const toInstant = (time: Maybe<Time>): Instant | undefined => {
  if (time === null || time === undefined) return undefined
  if (typeof time === 'string') return parseInstant(time)
  const milliseconds = time.getTime()
  return Number.isFinite(milliseconds) ? BigInt(Math.trunc(milliseconds)) * MILLISECOND : undefined
}

/** The instant of a time field, an absent one as Go's zero time. */
export const toInstantOrZero = (time: Maybe<Time>): Instant => toInstant(time) ?? ZERO_INSTANT

/** An instant as RFC 3339 text in UTC, with as many fraction digits as it needs. */
export const formatInstant = (instant: Instant): InstantText => {
  const fraction = ((instant % SECOND) + SECOND) % SECOND
  const seconds = (instant - fraction) / SECOND
  const milliseconds = Number(seconds) * 1000
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return `${seconds}s` as InstantText
  const text = date.toISOString().slice(0, -5) as InstantText
  return fraction === 0n
    ? `${text}Z`
    : `${text}.${fraction.toString().padStart(9, '0').replace(/0+$/, '')}Z`
}
