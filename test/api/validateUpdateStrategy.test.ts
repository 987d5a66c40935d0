import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateUpdateStrategy } from '../../src/api/validateUpdateStrategy.js'
import type { DaemonSetUpdateStrategy, IntOrString } from '../../src/kube/daemonSet.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { anyBudget } from '../../src/testing/updateStrategy.js'
import { frozenly } from '../support/frozen.js'

const at = ['spec', 'updateStrategy']
const budgetAt = [...at, 'rollingUpdate']
const unavailableAt = [...budgetAt, 'maxUnavailable']
const surgeAt = [...budgetAt, 'maxSurge']

const ofBudget = (maxUnavailable: IntOrString | null, maxSurge: IntOrString | null) =>
  validateUpdateStrategy({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } }, at)

const none: FieldError = { type: 'Required', path: unavailableAt, code: 'SomeSurgeOrUnavailable' }

const both = (value: IntOrString): FieldError => ({
  type: 'Invalid',
  path: surgeAt,
  code: 'EitherSurgeOrUnavailable',
  value,
})

const invalid = (
  where: FieldError['path'],
  rule: FieldError['code'],
  value: IntOrString,
): FieldError => ({ type: 'Invalid', path: where, code: rule, value })

describe('validateUpdateStrategy', () => {
  it.each<[string, IntOrString | null, IntOrString | null]>([
    ['V-01: nothing is set', null, null],
    ['V-01: nothing may be unavailable', 0, null],
    ['V-01: nothing in per cent may be unavailable', '0%', null],
    ['V-01: no surge', null, 0],
    ['V-01: no surge in per cent', null, '0%'],
    ['V-01: nothing of either', '0%', 0],
    ['V-01: nothing of either, the other way round', 0, '0%'],
    ['V-01: many zeros', '000%', '00%'],
  ])('%s', (_row, unavailable, surge) => {
    expect(ofBudget(unavailable, surge)).toEqual([none])
  })

  it.each<[string, IntOrString | null, IntOrString | null]>([
    ['V-02: one unavailable', 1, 0],
    ['V-02: one per cent unavailable', '1%', '0%'],
    ['V-02: all unavailable', '100%', 0],
    ['V-02: a surge of one', 0, 1],
    ['V-02: a surge of one per cent', '0%', '1%'],
    ['V-02: a surge of all', null, '100%'],
    ['V-02: numbers have no upper bound', 2 ** 31 - 1, null],
  ])('%s is fine', (_row, unavailable, surge) => {
    expect(ofBudget(unavailable, surge)).toEqual([])
  })

  it.each<[string, IntOrString, IntOrString, readonly FieldError[]]>([
    [
      'V-03: more than all unavailable',
      '101%',
      0,
      [invalid(unavailableAt, 'AtMostAllPercent', '101%')],
    ],
    ['V-03: a surge of more than all', 0, '101%', [invalid(surgeAt, 'AtMostAllPercent', '101%')]],
    [
      'V-03: a percentage beyond every integer',
      '99999999999999999999%',
      0,
      [invalid(unavailableAt, 'AtMostAllPercent', '99999999999999999999%')],
    ],
    ['V-04: both', '1%', '1%', [both('1%')]],
    ['V-04: both, as numbers', 1, 2, [both(2)]],
    ['a negative number, which is not zero', -1, 0, [invalid(unavailableAt, 'NotNegative', -1)]],
    [
      'a negative surge beside one unavailable',
      1,
      -1,
      [invalid(surgeAt, 'NotNegative', -1), both(-1)],
    ],
    [
      'text without a per cent sign, which counts as its number',
      0,
      '5',
      [invalid(surgeAt, 'Percentage', '5')],
    ],
    [
      'text of a number beside one unavailable',
      1,
      '+5',
      [invalid(surgeAt, 'Percentage', '+5'), both('+5')],
    ],
    ['text of zero', '-0', 1, [invalid(unavailableAt, 'Percentage', '-0')]],
    [
      'text that is no number, which counts as zero',
      'some',
      0,
      [invalid(unavailableAt, 'Percentage', 'some'), none],
    ],
    ['a percentage with a sign', '-5%', 0, [invalid(unavailableAt, 'Percentage', '-5%'), none]],
    [
      'everything at once, in the order of the checks',
      '200%',
      '',
      [invalid(surgeAt, 'Percentage', ''), invalid(unavailableAt, 'AtMostAllPercent', '200%')],
    ],
  ])('%s', (_row, unavailable, surge, expected) => {
    expect(ofBudget(unavailable, surge)).toEqual(expected)
  })

  it.each([
    ['absent', {}],
    ['null', { rollingUpdate: null }],
  ])('a rolling update whose budget is %s', (_what, strategy) => {
    expect(validateUpdateStrategy({ type: 'RollingUpdate', ...strategy }, at)).toEqual([
      { type: 'Required', path: budgetAt, code: 'Present' },
    ])
  })

  it.each<[string, IntOrString | null, IntOrString | null, readonly FieldError[]]>([
    ['maxSurge is dropped', 1, 1, []],
    ['whatever it says', '10%', 'x', []],
    ['nothing may be zero', 0, 1, [invalid(unavailableAt, 'NotZero', 0)]],
    ['nor be left out', null, 1, [invalid(unavailableAt, 'NotZero', 0)]],
    [
      'everything at once',
      'x',
      1,
      [invalid(unavailableAt, 'Percentage', 'x'), invalid(unavailableAt, 'NotZero', 'x')],
    ],
    ['at most all', '101%', 0, [invalid(unavailableAt, 'AtMostAllPercent', '101%')]],
  ])('where surge is off: %s', (_row, maxUnavailable, maxSurge, expected) => {
    const semantics = { ...newestSemantics, surge: false }
    const rollingUpdate = { maxUnavailable, maxSurge }
    expect(
      validateUpdateStrategy({ type: 'RollingUpdate', rollingUpdate }, at, { semantics }),
    ).toEqual(expected)
  })

  it('where surge is off, a stored object that surges keeps it, and 0% becomes 1', () => {
    const semantics = { ...newestSemantics, surge: false }
    const refused = (type: string, maxUnavailable: IntOrString, oldSurge: IntOrString | null) =>
      validateUpdateStrategy({ type, rollingUpdate: { maxUnavailable, maxSurge: 1 } }, at, {
        semantics,
        old: { rollingUpdate: { maxSurge: oldSurge } },
      })
    expect(refused('RollingUpdate', '0%', 1)).toEqual([])
    expect(refused('RollingUpdate', '0%', '0%')).toEqual([])
    expect(refused('RollingUpdate', '0%', 0)).toEqual([invalid(unavailableAt, 'NotZero', '0%')])
    expect(refused('RollingUpdate', 0, 1)).toEqual([invalid(unavailableAt, 'NotZero', 0)])
    expect(refused('x', 1, 1)).toMatchObject([{ value: { RollingUpdate: { MaxSurge: 1 } } }])
    expect(refused('x', 1, null)).toMatchObject([{ value: { RollingUpdate: { MaxSurge: 0 } } }])
  })

  it('does not look at the budget of OnDelete', () => {
    const strategy = { type: 'OnDelete', rollingUpdate: { maxUnavailable: '101%', maxSurge: -1 } }
    expect(validateUpdateStrategy(strategy, at)).toEqual([])
  })

  it.each<[string, DaemonSetUpdateStrategy | null | undefined, object]>([
    ['an unknown type', { type: 'Recreate' }, { Type: 'Recreate', RollingUpdate: null }],
    [
      'a type in lower case',
      { type: 'rollingUpdate', rollingUpdate: {} },
      { Type: 'rollingUpdate', RollingUpdate: { MaxUnavailable: 0, MaxSurge: 0 } },
    ],
    [
      'no type',
      { rollingUpdate: { maxUnavailable: '5%', maxSurge: 1 } },
      { Type: '', RollingUpdate: { MaxUnavailable: '5%', MaxSurge: 1 } },
    ],
    ['a type of null', { type: null, rollingUpdate: null }, { Type: '', RollingUpdate: null }],
    ['a strategy of null', null, { Type: '', RollingUpdate: null }],
    ['no strategy', undefined, { Type: '', RollingUpdate: null }],
  ])('%s', (_what, strategy, value) => {
    expect(validateUpdateStrategy(strategy, at)).toEqual([
      {
        type: 'Unsupported',
        path: at,
        code: 'Supported',
        value,
        supported: ['RollingUpdate', 'OnDelete'],
      },
    ])
  })

  it('accepts a budget only where exactly one of its settings is not zero', () => {
    const isZero = (value: IntOrString | null) => value === null || value === 0 || value === '0%'
    fc.assert(
      fc.property(frozenly(fc.tuple(anyBudget, anyBudget)), ([unavailable, surge]) => {
        if (ofBudget(unavailable, surge).length > 0) return
        expect(isZero(unavailable)).not.toBe(isZero(surge))
      }),
    )
  })
})
