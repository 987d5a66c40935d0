import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { rolloutStatus } from '../../src/kubectl/rolloutStatus.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { frozenly } from '../support/frozen.js'

const rolling = (
  generation: number | bigint | null,
  observedGeneration: number | bigint | null,
  updated: number,
  desired: number,
  available: number,
): DaemonSet => ({
  metadata: { name: 'foo', generation },
  spec: { updateStrategy: { type: 'RollingUpdate' } },
  status: {
    observedGeneration,
    updatedNumberScheduled: updated,
    desiredNumberScheduled: desired,
    numberAvailable: available,
  },
})

describe('rolloutStatus', () => {
  it.each([
    [
      'K-01: pods that are still old',
      rolling(0, 1, 0, 1, 0),
      { code: 'Updating', updated: 0, desired: 1 },
    ],
    [
      'K-02: a pod that is not available yet',
      rolling(1, 1, 2, 2, 1),
      { code: 'Unavailable', available: 1, desired: 2 },
    ],
    ['K-03: all of them updated and available', rolling(1, 1, 2, 2, 2), { code: 'Done' }],
    ['K-04: a spec that nobody has seen', rolling(2, 1, 2, 2, 2), { code: 'SpecNotObserved' }],
    ['more than are desired', rolling(1, 1, 3, 2, 3), { code: 'Done' }],
    ['no node to run on', rolling(1, 1, 0, 0, 0), { code: 'Done' }],
    [
      'generations beyond what a number can tell apart',
      rolling(9_007_199_254_740_993n, 9_007_199_254_740_992n, 0, 0, 0),
      { code: 'SpecNotObserved' },
    ],
    ['a generation of null', rolling(null, 0, 0, 0, 0), { code: 'Done' }],
    [
      'a generation that was never observed',
      rolling(1, null, 0, 0, 0),
      { code: 'SpecNotObserved' },
    ],
  ])('%s', (_row, daemonSet, expected) => {
    expect(rolloutStatus(daemonSet)).toEqual(expected)
  })

  it.each([
    ['K-05: OnDelete', { spec: { updateStrategy: { type: 'OnDelete' } } }],
    [
      'K-05: OnDelete, not even observed',
      { ...rolling(2, 1, 0, 1, 0), spec: { updateStrategy: { type: 'OnDelete' } } },
    ],
    ['no type, as before the defaults', { spec: { updateStrategy: {} } }],
    ['nulls', { spec: { updateStrategy: { type: null } } }],
    ['nothing', {}],
  ])('refuses %s', (_row, daemonSet) => {
    expect(rolloutStatus(daemonSet)).toEqual({ code: 'NotRollingUpdate' })
  })

  it.each([
    ['absent', { spec: { updateStrategy: { type: 'RollingUpdate' } } }],
    ['null', { spec: { updateStrategy: { type: 'RollingUpdate' } }, metadata: null, status: null }],
  ])('counts a status that is %s as zeros', (_what, daemonSet) => {
    expect(rolloutStatus(daemonSet)).toEqual({ code: 'Done' })
  })

  it.each([
    [{ desiredNumberScheduled: 2 }, { code: 'Updating', updated: 0, desired: 2 }],
    [
      { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: null },
      { code: 'Unavailable', available: 0, desired: 2 },
    ],
  ])('counts what a status leaves out as 0: %j', (status, expected) => {
    const spec = { updateStrategy: { type: 'RollingUpdate' } }
    expect(rolloutStatus({ spec, status })).toEqual(expected)
  })

  it('is done only where everything that is desired is updated and available', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet }) => {
        if (rolloutStatus(daemonSet).code !== 'Done') return
        const { desiredNumberScheduled: desired } = daemonSet.status ?? {}
        expect(daemonSet.status?.updatedNumberScheduled).toBeGreaterThanOrEqual(desired ?? 0)
        expect(daemonSet.status?.numberAvailable).toBeGreaterThanOrEqual(desired ?? 0)
      }),
    )
  })
})
