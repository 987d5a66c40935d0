import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { formatInstant, type Instant, parseInstant, SECOND } from '../../src/data/instant.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Taint } from '../../src/kube/taint.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { eviction } from '../../src/taint/eviction.js'
import { evictionWindow } from '../../src/taint/evictionWindow.js'
import { anyTime } from '../../src/testing/matching.js'
import { compact, sometimes } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const NOON = 1_767_268_800n * SECOND
const at = (seconds: number): Instant => NOON + BigInt(seconds) * SECOND

const toleration = (key: string, tolerationSeconds?: number): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
})
const taint = (key: string, added?: number): Taint => ({
  key,
  effect: 'NoExecute',
  ...(added !== undefined && { timeAdded: formatInstant(at(added)) }),
})

const anyTolerations = frozenly(fc.array(anyToleration, { maxLength: 4 }))
const anyTaints = frozenly(
  fc.array(
    fc
      .record({
        base: anyTaint,
        effect: fc.constantFrom('NoExecute', 'NoSchedule'),
        timeAdded: sometimes(anyTime),
      })
      .map(({ base, ...rest }) => compact({ ...base, ...rest })),
    { maxLength: 4 },
  ),
)
const anyNow = anyTime.map((time) => parseInstant(time) ?? 0n)

interface Arrival {
  readonly seconds: number | undefined
  readonly age: number
  readonly isDated: boolean
}

const anyHistory: fc.Arbitrary<readonly Arrival[]> = fc.array(
  fc.record({
    seconds: fc.constantFrom(undefined, 0, 1, 10, 60, 100),
    age: fc.constantFrom(0, 1, 5, 10, 50, 99, 100, 200),
    isDated: fc.boolean(),
  }),
  { maxLength: 3 },
)

/** When a controller's timer runs out, started so many seconds before noon; gone if it has by noon. */
const dueAtNoon = (history: readonly Arrival[], started: number): number | undefined | 'gone' => {
  let timer: { readonly set: number; readonly due: number } | undefined
  const moments = [started, ...history.map(({ age }) => age).filter((age) => age < started)]
  for (const moment of moments.sort((a, b) => b - a)) {
    if (timer !== undefined && timer.due < -moment) return 'gone'
    const limits = history
      .filter(({ age }) => age >= moment)
      .flatMap(({ seconds }) => seconds ?? [])
    if (limits.length === 0) timer = undefined
    else if (timer === undefined || timer.set === moment) {
      timer = { set: moment, due: Math.min(...limits) - moment }
    }
  }
  return timer !== undefined && timer.due < 0 ? 'gone' : timer?.due
}

describe('evictionWindow', () => {
  it('trap 34: a pending timer is not moved by a longer toleration', () => {
    expect(evictionWindow([toleration('k', 100)], [taint('k', 0)], at(0), at(1))).toEqual({
      earliest: at(1),
      latest: at(1),
    })
  })

  it('trap 35: a pending timer is not moved by another taint with less time', () => {
    const tolerations = [toleration('a', 300), toleration('b', 5)]
    const taints = [taint('a', 0), taint('b', 10)]
    expect(evictionWindow(tolerations, taints, at(10), at(300))).toEqual({
      earliest: at(300),
      latest: at(300),
    })
  })

  it.each<[string, readonly Toleration[], readonly Taint[], [number, number] | undefined]>([
    [
      '23: seconds on another effect',
      [{ ...toleration('k', 5), effect: 'NoSchedule' }, toleration('k')],
      [taint('k')],
      undefined,
    ],
    ['25: 0 seconds', [toleration('k', 0)], [taint('k')], [0, 0]],
    [
      '26: fewer than 0 seconds',
      [toleration('a', -3), toleration('b', 5)],
      [taint('a', 0), taint('b', 0)],
      [0, 0],
    ],
    ['29: one is not tolerated', [toleration('a', 9)], [taint('a'), taint('b')], [0, 0]],
    ['30: tolerated for ever', [{ operator: 'Exists' }], [taint('k', -5)], undefined],
  ])('trap %s', (_trap, tolerations, taints, expected) => {
    expect(evictionWindow(tolerations, taints, at(0))).toEqual(
      expected && { earliest: at(expected[0]), latest: at(expected[1]) },
    )
  })

  it.each<[string, readonly Toleration[], readonly Taint[], number, number]>([
    ['a taint that came just now', [toleration('a', 60)], [taint('a', 0)], 60, 60],
    ['a taint that came a while ago', [toleration('a', 60)], [taint('a', -20)], 40, 60],
    ['a taint whose time is over', [toleration('a', 60)], [taint('a', -90)], 0, 60],
    ['a taint that came nobody knows when', [toleration('a', 60)], [taint('a')], 0, 60],
    [
      'a taint whose time is no time',
      [toleration('a', 60)],
      [{ ...taint('a'), timeAdded: '' }],
      0,
      60,
    ],
    [
      'a later taint with less time',
      [toleration('a', 300), toleration('b', 5)],
      [taint('a', -10), taint('b', -2)],
      3,
      298,
    ],
    [
      'a later taint with more time',
      [toleration('a', 5), toleration('b', 300)],
      [taint('a', -4), taint('b', -2)],
      1,
      5,
    ],
    [
      'a later taint with no time at all',
      [toleration('a', 300), toleration('b', 0)],
      [taint('a', -10), taint('b', -2)],
      0,
      298,
    ],
    [
      'a taint that is tolerated for ever, with or without a date',
      [toleration('a', 60), toleration('b'), toleration('c')],
      [taint('b', -50), taint('a', -20), taint('c')],
      40,
      60,
    ],
    [
      'a taint that came nobody knows when, beside one that was there before',
      [toleration('a', 100), toleration('b', 10)],
      [taint('a', -99), taint('b')],
      0,
      100,
    ],
    ['a clock ahead of ours', [toleration('a', 60)], [taint('a', 30)], 60, 90],
  ])('without a known timer: %s', (_case, tolerations, taints, earliest, latest) => {
    expect(evictionWindow(tolerations, taints, at(0))).toEqual({
      earliest: at(earliest),
      latest: at(latest),
    })
  })

  it('keeps a pending timer when a taint with 0 seconds comes', () => {
    const tolerations = [toleration('a', 300), toleration('b', 0)]
    expect(evictionWindow(tolerations, [taint('a', 0), taint('b', 9)], at(9), at(300))).toEqual({
      earliest: at(300),
      latest: at(300),
    })
  })

  it('forgets a pending timer when a taint is not tolerated, or all are for ever', () => {
    expect(evictionWindow([], [taint('a', 0)], at(9), at(300))).toEqual({
      earliest: at(9),
      latest: at(9),
    })
    expect(evictionWindow([toleration('a')], [taint('a', 0)], at(9), at(300))).toBeUndefined()
    expect(evictionWindow(null, null, at(9), at(300))).toBeUndefined()
  })

  it('takes a Date for the time of a taint', () => {
    const timeAdded = new Date(Number(at(-20) / 1_000_000n))
    const taints = [{ ...taint('a'), timeAdded }]
    expect(evictionWindow([toleration('a', 60)], taints, at(0))).toEqual({
      earliest: at(40),
      latest: at(60),
    })
  })

  it('compares numbers where the cluster does', () => {
    const tolerations = [{ key: 'load', operator: 'Lt', value: '80' }]
    const taints = [{ ...taint('load'), value: '60' }]
    const comparing = { ...newestSemantics, tolerationComparison: true }
    expect(evictionWindow(tolerations, taints, at(0), undefined, comparing)).toBeUndefined()
    expect(evictionWindow(tolerations, taints, at(0))).toEqual({ earliest: at(0), latest: at(0) })
  })

  it('is a window from now on, its beginning no later than its end', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, anyNow, (tolerations, taints, now) => {
        const window = evictionWindow(tolerations, taints, now)
        if (window === undefined) return
        expect(window.earliest >= now).toBe(true)
        expect(window.latest >= window.earliest).toBe(true)
      }),
    )
  })

  it('exists unless the eviction never comes, and is now where nothing tolerates', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, anyNow, (tolerations, taints, now) => {
        const window = evictionWindow(tolerations, taints, now)
        const { code, tolerated } = eviction(tolerations, taints)
        expect(window === undefined).toBe(code === 'never')
        if (!tolerated) expect(window).toEqual({ earliest: now, latest: now })
      }),
    )
  })

  it('does not depend on the order of the taints', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, anyNow, (tolerations, taints, now) => {
        expect(evictionWindow(tolerations, [...taints].reverse(), now)).toEqual(
          evictionWindow(tolerations, taints, now),
        )
      }),
    )
  })

  it('contains the deadline of a controller that saw the taints come, started whenever', () => {
    fc.assert(
      fc.property(frozenly(anyHistory), fc.integer({ min: 0, max: 200 }), (history, started) => {
        const due = dueAtNoon(history, started)
        fc.pre(due !== 'gone')
        const window = evictionWindow(
          history.map(({ seconds }, i) => toleration(`k${i}`, seconds)),
          history.map(({ age, isDated }, i) => taint(`k${i}`, isDated ? -age : undefined)),
          at(0),
        )
        if (due === undefined) expect(window).toBeUndefined()
        else expect(window && window.earliest <= at(due) && at(due) <= window.latest).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
