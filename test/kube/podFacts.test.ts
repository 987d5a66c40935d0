import { describe, expect, it } from 'vitest'
import { toInstantOrZero, ZERO_INSTANT, type Time } from '../../src/data/instant.js'
import type { Maybe } from '../../src/data/maybe.js'
import type { Pod } from '../../src/kube/pod.js'
import {
  conditionOf,
  hasEnded,
  hasLeft,
  isBound,
  isReady,
  readySince,
} from '../../src/kube/podFacts.js'

const withReady = (lastTransitionTime?: Maybe<Time>, status = 'True'): Pod => ({
  status: { conditions: [{ type: 'Ready', status, lastTransitionTime }] },
})

describe('hasEnded', () => {
  it.each([
    ['Failed', true, true],
    ['Succeeded', true, false],
    ['Running', false, false],
    ['Pending', false, false],
    ['Unknown', false, false],
    ['failed', false, false],
    ['', false, false],
    [null, false, false],
    [undefined, false, false],
  ])('of phase %s: %s, in older releases %s', (phase, expected, older) => {
    expect(hasEnded(phase)).toBe(expected)
    expect(hasEnded(phase, { succeededDeleted: true })).toBe(expected)
    expect(hasEnded(phase, { succeededDeleted: false })).toBe(older)
  })
})

describe('hasLeft', () => {
  const newer = { endedTerminatingIgnored: true }

  it.each([
    ['Failed', true, true],
    ['Succeeded', true, true],
    ['Running', true, false],
    ['Failed', false, false],
  ])('of phase %s, terminating %s: %s', (phase, terminating, expected) => {
    expect(hasLeft({ phase, terminating }, newer)).toBe(expected)
    expect(hasLeft({ phase, terminating }, { endedTerminatingIgnored: false })).toBe(false)
  })
})

describe('isBound', () => {
  it.each<[Pod, boolean]>([
    [{ spec: { nodeName: 'n1' } }, true],
    [{ spec: { nodeName: '' } }, false],
    [{ spec: { nodeName: null } }, false],
    [{ spec: null }, false],
    [{}, false],
  ])('%j: %s', (pod, expected) => {
    expect(isBound(pod)).toBe(expected)
  })
})

describe('conditionOf', () => {
  it('is the first of its type', () => {
    const conditions = [{ type: 'A' }, { type: 'B', reason: 'first' }, { type: 'B' }]
    expect(conditionOf({ status: { conditions } }, 'B')?.reason).toBe('first')
    expect(conditionOf({ status: { conditions } }, 'C')).toBeUndefined()
  })

  it('is none where nothing is said', () => {
    expect(conditionOf({}, 'A')).toBeUndefined()
    expect(conditionOf({ status: { conditions: null } }, 'A')).toBeUndefined()
  })
})

describe('isReady', () => {
  it.each<[string, Pod, boolean]>([
    ['a pod whose Ready condition is True', withReady(), true],
    ['one whose Ready condition is False', withReady(null, 'False'), false],
    ['one whose Ready condition is Unknown', withReady(null, 'Unknown'), false],
    ['one that says it in small letters', withReady(null, 'true'), false],
    ['one without a status', {}, false],
    ['one whose status is null', { status: null }, false],
    ['one whose conditions are null', { status: { conditions: null } }, false],
    ['one without conditions', { status: { conditions: [] } }, false],
    [
      'a condition without fields',
      { status: { conditions: [{ type: null, status: null }] } },
      false,
    ],
    [
      'a condition of another type',
      { status: { conditions: [{ type: 'ContainersReady', status: 'True' }] } },
      false,
    ],
    [
      'the first of two Ready conditions',
      {
        status: {
          conditions: [
            { type: 'Ready', status: 'False' },
            { type: 'Ready', status: 'True' },
          ],
        },
      },
      false,
    ],
    [
      'a failed pod that terminates and still says so',
      {
        metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
        status: { phase: 'Failed', conditions: [{ type: 'Ready', status: 'True' }] },
      },
      true,
    ],
  ])('%s', (_what, pod, expected) => {
    expect(isReady(pod)).toBe(expected)
  })
})

describe('readySince', () => {
  it('is when the Ready condition last changed', () => {
    const time = '2026-01-01T00:00:00Z'
    expect(readySince(withReady(time, 'False'))).toBe(toInstantOrZero(time))
    expect(readySince(withReady())).toBe(ZERO_INSTANT)
    expect(readySince({})).toBe(ZERO_INSTANT)
  })
})
