import * as fc from 'fast-check'
import { tolerates, type Toleration } from 'podfit'
import { eviction } from 'podfit/controller'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { eqToleration, ordToleration } from '../../src/fp/toleration.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { frozenly } from '../support/frozen.js'
import { itIsAnOrd } from '../support/instances.js'

const toleration = frozenly(anyToleration)

/** The same toleration in other words. */
const reworded = ({ operator, tolerationSeconds, ...rest }: Toleration): Toleration => ({
  key: '',
  value: null,
  effect: '',
  ...rest,
  operator: (operator ?? '') === '' ? 'Equal' : operator,
  tolerationSeconds:
    tolerationSeconds === null || tolerationSeconds === undefined
      ? null
      : BigInt(tolerationSeconds),
})

describe('ordToleration', () => {
  itIsAnOrd(ordToleration, toleration)

  it('by key, operator, value, effect, then seconds; for ever comes last', () => {
    const sorted: readonly Toleration[] = [
      { operator: 'Exists' },
      { key: 'a', value: 'v', effect: 'NoSchedule' },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -3 },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30n },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 2n ** 63n - 1n },
      { key: 'a', operator: 'Exists', effect: 'NoExecute' },
      { key: 'a', operator: 'Exists', effect: 'NoSchedule' },
    ]
    expect(sorted.toReversed().toSorted(ordToleration.compare)).toEqual(sorted)
  })

  it('int64 beyond 2^53 are told apart', () => {
    const a = { key: 'a', tolerationSeconds: 2n ** 53n }
    expect(ordToleration.compare(a, { ...a, tolerationSeconds: 2n ** 53n + 1n })).toBe(-1)
  })
})

describe('eqToleration', () => {
  it('law: a toleration equals itself in other words', () => {
    fc.assert(
      fc.property(toleration, (given) => {
        expect(eqToleration.equals(given, reworded(given))).toBe(true)
      }),
    )
  })

  it.each<[string, Toleration, Toleration]>([
    ['another key', { key: 'a' }, { key: 'b' }],
    ['another operator', { key: 'a' }, { key: 'a', operator: 'Exists' }],
    ['another value', { key: 'a', value: 'v' }, { key: 'a' }],
    ['another effect', { key: 'a' }, { key: 'a', effect: 'NoExecute' }],
    ['0 seconds and for ever', { tolerationSeconds: 0 }, {}],
    ['a number and its neighbour', { tolerationSeconds: 30 }, { tolerationSeconds: 31n }],
  ])('%s makes another toleration', (_, a, b) => {
    expect(eqToleration.equals(a, b)).toBe(false)
  })

  it('law: equal tolerations tolerate the same taints, for as long', () => {
    const pairs = fc.oneof(
      toleration.map((each) => [each, reworded(each)] as const),
      fc.tuple(toleration, toleration),
    )
    const options = fc
      .boolean()
      .map((tolerationComparison) => ({ semantics: { ...newestSemantics, tolerationComparison } }))
    fc.assert(
      fc.property(frozenly(pairs), frozenly(anyTaint), options, ([a, b], taint, semantics) => {
        fc.pre(eqToleration.equals(a, b))
        expect(tolerates(a, taint, semantics)).toBe(tolerates(b, taint, semantics))
        expect(eviction([a], [taint], semantics)).toEqual(eviction([b], [taint], semantics))
      }),
    )
  })
})
