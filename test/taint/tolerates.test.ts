import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { newestSemantics } from '../../src/kube/semantics.js'
import { tolerates } from '../../src/taint/tolerates.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const comparing = { ...newestSemantics, tolerationComparison: true }

describe('tolerates', () => {
  it.each([
    ['1: an empty toleration, a taint without a value', {}, 'k:NoSchedule', true],
    ['2: an empty toleration, a taint with a value', {}, 'k=v:NoSchedule', false],
    ['3: no key, the same value', { operator: 'Equal', value: 'v' }, 'k=v:NoSchedule', true],
    ['4: Exists alone tolerates everything', { operator: 'Exists' }, 'any=x:NoExecute', true],
    [
      '5: the effect must be the same',
      { operator: 'Exists', effect: 'NoSchedule' },
      'k:NoExecute',
      false,
    ],
    [
      '6: Exists ignores its value',
      { key: 'k', operator: 'Exists', value: 'x' },
      'k=v:NoSchedule',
      true,
    ],
    ['7: operators are case-sensitive', { key: 'k', operator: 'exists' }, 'k:NoSchedule', false],
    ['8: keys are case-sensitive', { key: 'K', operator: 'Exists' }, 'k:NoSchedule', false],
    [
      '9: effects have no vocabulary',
      { key: 'k', operator: 'Exists', effect: 'Foo' },
      'k:Foo',
      true,
    ],
    ['10: no effect on either side', { key: 'k', operator: 'Exists' }, 'k', true],
    [
      '11: an effect, and a taint without one',
      { key: 'k', operator: 'Exists', effect: 'NoSchedule' },
      'k',
      false,
    ],
    [
      '12: Gt where comparison is off',
      { key: 'k', operator: 'Gt', value: '5' },
      'k=6:NoSchedule',
      false,
    ],
  ])('trap %s', (_trap, toleration, taint, expected) => {
    expect(tolerates(toleration, aTaint(taint))).toBe(expected)
  })

  it.each([
    ['13: Gt is strictly greater', 'Gt', '5', '6', true],
    ['13: Gt is not greater or equal', 'Gt', '5', '5', false],
    ['13: Lt is not less or equal', 'Lt', '5', '5', false],
    ['14: a taint with a sign is no number', 'Lt', '200', '+100', false],
    ['14: a taint with leading zeros is no number', 'Lt', '200', '0100', false],
    ['15: a toleration with leading zeros is no number', 'Gt', '0100', '200', false],
    ['15: an empty toleration is no number', 'Gt', '', '200', false],
    ['16: -0 is not canonical', 'Gt', '-0', '4', false],
    ['17: beyond int64', 'Gt', '9223372036854775808', '1', false],
    ['18: the whole range of int64', 'Lt', '9223372036854775807', '-9223372036854775808', true],
    [
      '19: neighbours that a float cannot tell apart',
      'Gt',
      '9223372036854775806',
      '9223372036854775807',
      true,
    ],
    ['20: no underscores', 'Gt', '1_0', '50', false],
    ['21: no key, and comparison still holds', 'Gt', '5', '6', true],
  ])('trap %s', (trap, operator, value, tainted, expected) => {
    const key = trap.startsWith('21') ? '' : 'k'
    const taint = { key: key === '' ? 'zzz' : key, value: tainted, effect: 'NoSchedule' }
    expect(tolerates({ key, operator, value }, taint, { semantics: comparing })).toBe(expected)
  })

  it('takes null for absent', () => {
    const nothing = { key: null, value: null, effect: null }
    expect(tolerates({ ...nothing, operator: null }, nothing)).toBe(true)
  })

  it('does not look at tolerationSeconds', () => {
    fc.assert(
      fc.property(frozenly(anyToleration), frozenly(anyTaint), (toleration, taint) => {
        const { tolerationSeconds: _seconds, ...without } = toleration
        expect(tolerates(toleration, taint)).toBe(tolerates(without, taint))
      }),
    )
  })

  it('with comparison off, tolerates nothing that it does not tolerate with it on', () => {
    fc.assert(
      fc.property(frozenly(anyToleration), frozenly(anyTaint), (toleration, taint) => {
        if (tolerates(toleration, taint)) {
          expect(tolerates(toleration, taint, { semantics: comparing })).toBe(true)
        }
      }),
    )
  })
})
