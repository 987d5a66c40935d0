import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, parseInstant, SECOND, type Instant } from '../../src/data/instant.js'
import { backoffUntil, nextBackoff, type Backoff } from '../../src/sync/backoff.js'
import { anyTime } from '../../src/testing/matching.js'
import { anyKey, mapOf } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const at = (text: string): Instant => parseInstant(text) ?? -1n
const NOON = '2026-01-01T12:00:00Z'
const sinceNoon = (seconds: number): Backoff => ({ n1: { since: NOON, seconds } })

const untilOf = (backoff: Backoff, now: string, node = 'n1') => {
  const until = backoffUntil(backoff, node, at(now))
  return until === undefined ? undefined : formatInstant(until)
}

describe('backoffUntil', () => {
  it.each<[string, number, string, string | undefined]>([
    ['D-35: at once', 1, NOON, '2026-01-01T12:00:01Z'],
    [
      'D-35: a nanosecond before the delay has passed',
      1,
      '2026-01-01T12:00:00.999999999Z',
      '2026-01-01T12:00:01Z',
    ],
    ['D-35: in the instant in which it has passed', 1, '2026-01-01T12:00:01Z', undefined],
    [
      'in the last second of the longest delay',
      900,
      '2026-01-01T12:14:59Z',
      '2026-01-01T12:15:00Z',
    ],
    ['after the longest delay', 900, '2026-01-01T12:15:00Z', undefined],
    ['a delay that outlasts its entry', 86_400, '2026-01-01T12:30:00Z', '2026-01-02T12:00:00Z'],
    ['an entry that is a nanosecond too old', 86_400, '2026-01-01T12:30:00.000000001Z', undefined],
    ['a clock that was set back', 1, '2026-01-01T11:00:00Z', '2026-01-01T12:00:01Z'],
    ['no delay at all', 0, NOON, undefined],
  ])('%s', (_what, seconds, now, expected) => {
    expect(untilOf(sinceNoon(seconds), now)).toBe(expected)
  })

  it('reads seconds with a fraction without it', () => {
    const since = '2026-01-01T00:00:00Z'
    const now = parseInstant(since) ?? 0n
    expect(backoffUntil({ n1: { since, seconds: 1.5 } }, 'n1', now)).toBe(now + SECOND)
    expect(backoffUntil({ n1: { since, seconds: Number.NaN } }, 'n1', now)).toBeUndefined()
  })

  it('is kept node by node', () => {
    expect(untilOf(sinceNoon(10), NOON, 'n2')).toBeUndefined()
  })

  it('reads a time as client libraries hand it out', () => {
    const backoff = { n1: { since: new Date(NOON), seconds: 10 } }
    expect(untilOf(backoff, NOON)).toBe('2026-01-01T12:00:10Z')
  })

  it('takes an entry whose time cannot be read for one that is long over', () => {
    expect(untilOf({ n1: { since: 'noon', seconds: 900 } }, NOON)).toBeUndefined()
  })

  it('knows a node by its own name only', () => {
    expect(untilOf({}, NOON, 'constructor')).toBeUndefined()
    expect(untilOf({}, NOON, '__proto__')).toBeUndefined()
    const backoff = JSON.parse(`{"__proto__":{"since":"${NOON}","seconds":10}}`) as Backoff
    expect(untilOf(backoff, NOON, '__proto__')).toBe('2026-01-01T12:00:10Z')
  })
})

describe('nextBackoff', () => {
  it('D-35: starts with a second and doubles up to a quarter of an hour', () => {
    const delays: number[] = []
    let backoff: Backoff = {}
    let now = at(NOON)
    for (let failure = 0; failure < 12; failure++) {
      const next = nextBackoff(backoff, 'n1', now)
      delays.push(next.seconds)
      backoff = { n1: next }
      now += BigInt(next.seconds) * SECOND
    }
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
  })

  it('doubles for half an hour after the last failure, and then starts again', () => {
    const after = (now: string) => nextBackoff(sinceNoon(64), 'n1', at(now)).seconds
    expect(after(NOON)).toBe(128)
    expect(after('2026-01-01T12:30:00Z')).toBe(128)
    expect(after('2026-01-01T12:30:00.000000001Z')).toBe(1)
    expect(after('2026-01-01T11:00:00Z')).toBe(128)
  })

  it('counts from the instant it is told, to the nanosecond', () => {
    const now = '2026-01-01T12:00:00.123456789Z'
    expect(nextBackoff({}, 'n1', at(now))).toEqual({ since: now, seconds: 1 })
  })

  it.each(['n2', '__proto__', 'constructor'])('starts afresh on the node %s', (node) => {
    expect(nextBackoff(sinceNoon(64), node, at(NOON)).seconds).toBe(1)
  })

  const anyBackoff = mapOf(
    anyKey,
    fc.record({ since: anyTime, seconds: fc.integer({ min: 1, max: 1000 }) }),
  )

  it('holds a node for exactly its seconds', () => {
    fc.assert(
      fc.property(frozenly(anyBackoff), anyKey, anyTime, (backoff, node, time) => {
        const next = nextBackoff(backoff, node, at(time))
        const memory = { [node]: next }
        const end = at(time) + BigInt(next.seconds) * SECOND
        expect(backoffUntil(memory, node, at(time))).toBe(end)
        expect(backoffUntil(memory, node, end - 1n)).toBe(end)
        expect(backoffUntil(memory, node, end)).toBeUndefined()
      }),
    )
  })

  it('never asks for more than a quarter of an hour', () => {
    fc.assert(
      fc.property(frozenly(anyBackoff), anyKey, anyTime, (backoff, node, time) => {
        expect(nextBackoff(backoff, node, at(time)).seconds).toBeLessThanOrEqual(900)
      }),
    )
  })
})
