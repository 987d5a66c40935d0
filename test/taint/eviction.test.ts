import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { int64ToJson } from '../../src/data/int64.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { eviction, least, toleratedFor } from '../../src/taint/eviction.js'
import { untoleratedTaints } from '../../src/taint/untolerated.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const MAX = 9_223_372_036_854_775_807n

const never = { code: 'never', tolerated: true }
const atOnce = { code: 'now', tolerated: true }
const untolerated = { code: 'now', tolerated: false }
const after = (nanoseconds: bigint) => ({
  code: 'after',
  tolerated: true,
  nanoseconds: int64ToJson(nanoseconds),
})

const of = (key: string, tolerationSeconds?: number | bigint): Toleration => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && { tolerationSeconds }),
})

const anyTaints = frozenly(fc.array(anyTaint, { maxLength: 5 }))
const anyTolerations = frozenly(fc.array(anyToleration, { maxLength: 4 }))

describe('eviction', () => {
  it.each<[string, readonly Toleration[], readonly string[], object]>([
    [
      '23: seconds on another effect, met by that effect',
      [{ ...of('k', 5), effect: 'NoSchedule' }],
      ['k:NoSchedule'],
      never,
    ],
    [
      '23: seconds on another effect, beside one that counts',
      [{ ...of('k', 5), effect: 'NoSchedule' }, of('k')],
      ['k:NoExecute'],
      never,
    ],
    [
      '24: seconds with every effect',
      [{ key: 'k', operator: 'Exists', tolerationSeconds: 5 }],
      ['k:NoExecute'],
      after(5_000_000_000n),
    ],
    ['25: 0 seconds', [of('k', 0)], ['k:NoExecute'], atOnce],
    [
      '26: fewer than 0 seconds beside more',
      [of('a', -3), of('b', 5)],
      ['a:NoExecute', 'b:NoExecute'],
      atOnce,
    ],
    [
      '27: for ever and a minute',
      [of('a'), of('b', 60)],
      ['a:NoExecute', 'b:NoExecute'],
      after(60_000_000_000n),
    ],
    [
      '28: the shorter of two times',
      [of('a', 1), of('b', 100)],
      ['a:NoExecute', 'b:NoExecute'],
      after(1_000_000_000n),
    ],
    [
      '29: one of two taints is not tolerated',
      [of('a', 100)],
      ['a:NoExecute', 'b:NoExecute'],
      untolerated,
    ],
    [
      '30: the first toleration that tolerates is the one that counts',
      [{ operator: 'Exists' }, of('k', 10)],
      ['k:NoExecute'],
      never,
    ],
    [
      '31: also in the other order',
      [of('k', 10), { operator: 'Exists' }],
      ['k:NoExecute'],
      after(10_000_000_000n),
    ],
    ['32: the largest number of seconds is for ever', [of('k', MAX)], ['k:NoExecute'], never],
    [
      '33: the delay in nanoseconds wraps to a short one',
      [of('k', 18_446_744_074)],
      ['k:NoExecute'],
      after(290_448_384n),
    ],
    [
      '33: the longest delay that does not wrap',
      [of('k', 9_223_372_036)],
      ['k:NoExecute'],
      after(9_223_372_036_000_000_000n),
    ],
    ['33: one that wraps below 0', [of('k', 9_223_372_037)], ['k:NoExecute'], never],
    ['33: another one', [of('k', 27_670_116_111)], ['k:NoExecute'], never],
    ['33: one that wraps to 0', [of('k', 36_028_797_018_963_968n)], ['k:NoExecute'], atOnce],
  ])('trap %s', (_trap, tolerations, taints, expected) => {
    expect(eviction(tolerations, taints.map(aTaint))).toEqual(expected)
  })

  it.each([
    ['no taints', []],
    ['null for taints', null],
    ['no taints given', undefined],
    ['taints of other effects', ['a:NoSchedule', 'b:PreferNoSchedule', 'c'].map(aTaint)],
    ['a taint whose effect is null', [{ key: 'a', effect: null }]],
    ['an effect in another case', [aTaint('a:noexecute')]],
  ])('leaves a pod alone on a node with %s', (_case, taints) => {
    expect(eviction(null, taints)).toEqual(never)
  })

  it('uses a toleration for a taint once for each time the taint is there', () => {
    const taints = [aTaint('a=1:NoExecute'), aTaint('a=2:NoExecute')]
    const one = { key: 'a', value: '1', tolerationSeconds: 20 }
    expect(eviction([one, of('a', 30)], taints)).toEqual(after(20_000_000_000n))
  })

  it('compares numbers where the cluster does', () => {
    const tolerations = [{ key: 'load', operator: 'Lt', value: '80' }]
    const taints = [aTaint('load=60:NoExecute')]
    expect(eviction(tolerations, taints)).toEqual(untolerated)
    const comparing = { ...newestSemantics, tolerationComparison: true }
    expect(eviction(tolerations, taints, { semantics: comparing })).toEqual(never)
  })

  it('does not depend on the order of the taints, nor on when they were added', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, (tolerations, taints) => {
        const others = [...taints].reverse().map((taint) => ({ ...taint, timeAdded: null }))
        expect(eviction(tolerations, others)).toEqual(eviction(tolerations, taints))
      }),
    )
  })

  it('comes untolerated exactly where a NoExecute taint is', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, (tolerations, taints) => {
        const left = untoleratedTaints(tolerations, taints, { effects: ['NoExecute'] })
        expect(eviction(tolerations, taints).tolerated).toBe(left.length === 0)
      }),
    )
  })

  it('never comes when everything is tolerated first of all', () => {
    fc.assert(
      fc.property(anyTolerations, anyTaints, (tolerations, taints) => {
        expect(eviction([{ operator: 'Exists' }, ...tolerations], taints)).toEqual(never)
      }),
    )
  })

  it('comes after more than nothing and less than 293 years, or not after a delay', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX }), (seconds) => {
        const result = eviction([of('k', seconds)], [aTaint('k:NoExecute')])
        const nanoseconds = result.code === 'after' ? BigInt(result.nanoseconds) : 1n
        expect(nanoseconds > 0n && nanoseconds <= MAX).toBe(true)
      }),
    )
  })
})

describe('toleratedFor', () => {
  it('names each NoExecute taint with its seconds, in order', () => {
    const [a, b, c] = ['a:NoExecute', 'b:NoSchedule', 'c:NoExecute'].map(aTaint)
    const limits = toleratedFor(
      [of('c', 5), of('a')],
      [a, b, c].flatMap((taint) => taint ?? []),
      newestSemantics,
    )
    expect(limits).toEqual([
      { taint: a, seconds: undefined },
      { taint: c, seconds: 5n },
    ])
  })

  it('has no answer when one of them is not tolerated', () => {
    expect(toleratedFor([], [aTaint('a:NoExecute')], newestSemantics)).toBeUndefined()
  })
})

describe('least', () => {
  const limits = (...seconds: readonly (bigint | undefined)[]) =>
    seconds.map((each) => ({ taint: {}, seconds: each }))

  it.each([
    ['no limits', limits(), undefined],
    ['none that ends', limits(undefined, undefined), undefined],
    ['one that ends among those that do not', limits(undefined, 7n), 7_000_000_000n],
    ['the largest int64 beside a smaller one', limits(MAX, 7n), 7_000_000_000n],
    ['a shorter one before a longer one', limits(7n, 8n), 7_000_000_000n],
    ['a shorter one that would wrap below 0', limits(9_223_372_037n, MAX), undefined],
  ])('of %s', (_case, given, expected) => {
    expect(least(given)).toEqual(expected)
  })
})
