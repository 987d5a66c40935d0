import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyUpdateStrategy } from 'podfit/arbitraries'
import {
  type DaemonSet,
  type DaemonSetUpdateStrategy,
  isRollingUpdate,
} from '../../src/kube/daemonSet.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { allowsSurge, rollingUpdateBudget } from '../../src/sync/updateStrategy.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

type Settings = NonNullable<DaemonSetUpdateStrategy['rollingUpdate']>

const withStrategy = (updateStrategy: DaemonSetUpdateStrategy | null): DaemonSet =>
  aDaemonSet({ spec: { updateStrategy } })

const rolling = (rollingUpdate: Settings | null): DaemonSet =>
  withStrategy({ type: 'RollingUpdate', rollingUpdate })

const withoutSurge = { ...newestSemantics, surge: false }

describe('allowsSurge', () => {
  it.each<[string, DaemonSet, boolean]>([
    ['a number', rolling({ maxSurge: 1 }), true],
    ['the least percentage', rolling({ maxSurge: '1%' }), true],
    ['a number beside maxUnavailable', rolling({ maxSurge: 1, maxUnavailable: 1 }), true],
    ['none', rolling({ maxSurge: 0 }), false],
    ['no percent', rolling({ maxSurge: '0%' }), false],
    ['a negative number', rolling({ maxSurge: -1 }), false],
    ['a negative percentage, which rounds to none', rolling({ maxSurge: '-50%' }), false],
    ['a number as text', rolling({ maxSurge: '5' }), false],
    ['text', rolling({ maxSurge: 'x%' }), false],
    ['null', rolling({ maxSurge: null }), false],
    ['nothing', rolling({}), false],
    ['no settings', rolling(null), false],
    ['another strategy', withStrategy({ type: 'OnDelete', rollingUpdate: { maxSurge: 1 } }), false],
    ['a strategy without a type', withStrategy({ rollingUpdate: { maxSurge: 1 } }), false],
    ['no strategy', withStrategy(null), false],
    ['no spec', {}, false],
  ])('with %s', (_what, daemonSet, expected) => {
    expect(allowsSurge(daemonSet, newestSemantics)).toBe(expected)
    expect(allowsSurge(daemonSet, withoutSurge)).toBe(false)
  })
})

describe('an absent maxSurge', () => {
  const failing = { ...newestSemantics, absentSurgeIsNone: false }
  const absent = rolling({ maxUnavailable: 1 })

  it('is none', () => {
    expect(rollingUpdateBudget(absent, 4, newestSemantics)).toEqual(
      E.right({ maxUnavailable: 1, maxSurge: 0 }),
    )
  })

  it('fails the update in 1.21 with the gate on, but lets no pod surge', () => {
    expect(rollingUpdateBudget(absent, 4, failing)).toEqual(
      E.left({ setting: 'MaxSurge', fault: { code: 'Missing' } }),
    )
    expect(allowsSurge(absent, failing)).toBe(false)
  })

  it.each<[string, DaemonSet]>([
    ['no settings', rolling(null)],
    ['another strategy', withStrategy({ type: 'OnDelete' })],
  ])('is none even there with %s', (_what, daemonSet) => {
    expect(rollingUpdateBudget(daemonSet, 0, failing)).toEqual(
      E.right({ maxUnavailable: 0, maxSurge: 0 }),
    )
  })
})

describe('rollingUpdateBudget', () => {
  it.each<[string, Settings | null, number, number, number]>([
    ['U-11: nothing desired', { maxUnavailable: 0 }, 0, 0, 0],
    ['U-12: one of two', { maxUnavailable: 1, maxSurge: 0 }, 2, 1, 0],
    ['U-13: none may be unavailable, so one may', { maxUnavailable: 0 }, 2, 1, 0],
    ['U-14: none of either', { maxUnavailable: 0, maxSurge: 0 }, 2, 1, 0],
    ['U-15: half of two', { maxUnavailable: '50%' }, 2, 1, 0],
    ['U-16: a surge of half of two', { maxUnavailable: 0, maxSurge: '50%' }, 2, 0, 1],
    ['U-17: a surge of all', { maxUnavailable: 0, maxSurge: '100%' }, 2, 0, 2],
    ['U-18: half of three', { maxUnavailable: '50%', maxSurge: 0 }, 3, 2, 0],
    ['X-14: 1 % of one', { maxUnavailable: '1%' }, 1, 1, 0],
    ['both percentages 0', { maxUnavailable: '0%', maxSurge: '0%' }, 4, 1, 0],
    ['more than desired', { maxUnavailable: 10 }, 4, 10, 0],
    ['a number of nothing desired', { maxUnavailable: 1 }, 0, 1, 0],
    ['both at once', { maxUnavailable: 1, maxSurge: 2 }, 4, 1, 2],
    ['a surge of null', { maxUnavailable: 1, maxSurge: null }, 4, 1, 0],
    ['no settings', null, 4, 1, 0],
    ['negative numbers', { maxUnavailable: -1, maxSurge: -2 }, 4, -1, -2],
  ])('%s', (_row, settings, desired, maxUnavailable, maxSurge) => {
    expect(rollingUpdateBudget(rolling(settings), desired, newestSemantics)).toEqual(
      E.right({ maxUnavailable, maxSurge }),
    )
  })

  it.each<[string, Settings, object]>([
    ['no maxUnavailable', {}, { setting: 'MaxUnavailable', fault: { code: 'Missing' } }],
    [
      'a maxUnavailable of null beside a surge',
      { maxUnavailable: null, maxSurge: 1 },
      { setting: 'MaxUnavailable', fault: { code: 'Missing' } },
    ],
    [
      'a surge that is a number as text',
      { maxUnavailable: 0, maxSurge: '5' },
      { setting: 'MaxSurge', fault: { code: 'NotAPercentage', value: '5' } },
    ],
    [
      'two faults, of which the first counts',
      { maxUnavailable: 'x%', maxSurge: 'y%' },
      { setting: 'MaxUnavailable', fault: { code: 'InvalidNumber', value: 'x%' } },
    ],
  ])('fails with %s', (_what, settings, fault) => {
    for (const desired of [0, 4]) {
      expect(rollingUpdateBudget(rolling(settings), desired, newestSemantics)).toEqual(
        E.left(fault),
      )
    }
  })

  it('in older releases has no surge, not even one that cannot be read', () => {
    for (const maxSurge of [1, '50%', 'x%']) {
      expect(
        rollingUpdateBudget(rolling({ maxUnavailable: 0, maxSurge }), 2, withoutSurge),
      ).toEqual(E.right({ maxUnavailable: 1, maxSurge: 0 }))
    }
  })

  const anyDesired = fc.integer({ min: 1, max: 500 })

  it('leaves something to do wherever a pod is desired', () => {
    fc.assert(
      fc.property(frozenly(anyUpdateStrategy), anyDesired, (strategy, desired) => {
        const budget = rollingUpdateBudget(withStrategy(strategy), desired, newestSemantics)
        if (E.isLeft(budget)) return
        expect(budget.right).not.toEqual({ maxUnavailable: 0, maxSurge: 0 })
      }),
    )
  })

  it('surges exactly where a single node may', () => {
    fc.assert(
      fc.property(frozenly(anyUpdateStrategy), anyDesired, (strategy, desired) => {
        const daemonSet = withStrategy(strategy)
        const budget = rollingUpdateBudget(daemonSet, desired, newestSemantics)
        if (E.isLeft(budget)) return
        expect(budget.right.maxSurge > 0).toBe(allowsSurge(daemonSet, newestSemantics))
      }),
    )
  })
})

it.each<[string, DaemonSet, boolean]>([
  ['RollingUpdate', rolling(null), true],
  ['OnDelete', withStrategy({ type: 'OnDelete' }), false],
  ['no type', withStrategy({}), false],
  ['no strategy', withStrategy(null), false],
])('isRollingUpdate: %s', (_type, daemonSet, expected) => {
  expect(isRollingUpdate(daemonSet)).toBe(expected)
})
