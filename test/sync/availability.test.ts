import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInstant, SECOND, toInstantOrZero, type Time } from '../../src/data/instant.js'
import type { Maybe } from '../../src/data/maybe.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { availableFrom, isAvailable } from '../../src/sync/availability.js'
import { anyPod } from '../../src/testing/scenePods.js'
import { frozenly } from '../support/frozen.js'

const NOW = toInstantOrZero('2026-01-01T00:01:00Z')

const readySince = (lastTransitionTime?: Maybe<Time>, status = 'True'): Pod => ({
  status: { conditions: [{ type: 'Ready', status, lastTransitionTime }] },
})

describe('isAvailable', () => {
  it.each<[string, number, Maybe<Time>, boolean]>([
    ['X-13: ready for exactly minReadySeconds', 10, '2026-01-01T00:00:50Z', true],
    ['X-13: a nanosecond less', 10, '2026-01-01T00:00:50.000000001Z', false],
    ['S-05: ready for 10 of 15 seconds', 15, '2026-01-01T00:00:50Z', false],
    ['S-06: ready for 20 of 15 seconds', 15, '2026-01-01T00:00:40Z', true],
    ['a time as client libraries hand it out', 10, new Date('2026-01-01T00:00:50Z'), true],
    ['nothing is asked, and since when is not known', 0, null, true],
    ['nothing is asked, and it is ready from later on', 0, '2026-01-01T00:02:00Z', true],
    ['since when is not known', 1, undefined, false],
    ['since when is null', 1, null, false],
    ['since when cannot be read', 1, 'yesterday', false],
    ["since Go's zero time", 1, '0001-01-01T00:00:00Z', false],
    ['more seconds than the cluster is old', 2_147_483_647, '2026-01-01T00:00:00Z', false],
    ['a negative number of seconds', -10, '2026-01-01T00:01:10Z', true],
    ['a negative number of seconds, and since when is not known', -10, null, false],
  ])('%s', (_what, minReadySeconds, since, expected) => {
    expect(isAvailable(readySince(since), minReadySeconds, NOW)).toBe(expected)
  })

  it('reads seconds with a fraction without it, and seconds that are no number as none', () => {
    const since = '2026-01-01T00:00:00Z'
    const pod = {
      status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }] },
    }
    const at = (text: string) => parseInstant(text) ?? 0n
    expect(isAvailable(pod, 1.5, at('2026-01-01T00:00:01Z'))).toBe(true)
    expect(isAvailable(pod, 1.5, at('2026-01-01T00:00:00.9Z'))).toBe(false)
    expect(isAvailable(pod, Number.NaN, at(since))).toBe(true)
  })

  it('never holds for a pod that is not ready', () => {
    const pod = readySince('2026-01-01T00:00:00Z', 'False')
    expect(isAvailable(pod, 0, NOW)).toBe(false)
    expect(isAvailable(pod, 10, NOW)).toBe(false)
  })

  it('X-13: in older releases needs more than minReadySeconds', () => {
    const older = { ...newestSemantics, availableAtBoundary: false }
    expect(isAvailable(readySince('2026-01-01T00:00:50Z'), 10, NOW, older)).toBe(false)
    expect(isAvailable(readySince('2026-01-01T00:00:49.999999999Z'), 10, NOW, older)).toBe(true)
    expect(isAvailable(readySince(), 0, NOW, older)).toBe(true)
  })

  const anySeconds = fc.integer({ min: 0, max: 90 })

  it('lasts while time passes', () => {
    fc.assert(
      fc.property(frozenly(anyPod(1)), anySeconds, anySeconds, (pod, minReadySeconds, later) => {
        if (!isAvailable(pod, minReadySeconds, NOW)) return
        expect(isAvailable(pod, minReadySeconds, NOW + BigInt(later) * SECOND)).toBe(true)
      }),
    )
  })

  it('is not gained by asking for more seconds', () => {
    fc.assert(
      fc.property(frozenly(anyPod(1)), anySeconds, anySeconds, (pod, less, more) => {
        if (isAvailable(pod, less, NOW)) return
        expect(isAvailable(pod, less + more, NOW)).toBe(false)
      }),
    )
  })
})

describe('availableFrom', () => {
  const pod = readySince('2026-01-01T00:00:50Z')

  it('is the first instant in which a pod is available', () => {
    for (const semantics of [newestSemantics, { ...newestSemantics, availableAtBoundary: false }]) {
      const from = availableFrom(pod, 10, semantics) ?? 0n
      expect(isAvailable(pod, 10, from, semantics)).toBe(true)
      expect(isAvailable(pod, 10, from - 1n, semantics)).toBe(false)
    }
    expect(availableFrom(pod, 10)).toBe(NOW)
  })

  it('is never without a transition time', () => {
    expect(availableFrom(readySince(), 10)).toBeUndefined()
  })
})
