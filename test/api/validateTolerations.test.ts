import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyToleration } from 'podfit/arbitraries'
import { validateEffect, validateTolerations } from '../../src/api/validateTolerations.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { TAINT_EFFECTS } from '../../src/kube/wellKnown.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { frozenly } from '../support/frozen.js'

const comparing = { ...newestSemantics, tolerationComparison: true }

const field = (name: string) => ['tolerations', 0, name]

const invalid = (
  name: string,
  rule: FieldError['code'],
  value: string,
  faults?: FieldError['faults'],
): FieldError => ({
  type: 'Invalid',
  path: field(name),
  code: rule,
  value,
  ...(faults !== undefined && { faults }),
})

const unsupported = (name: string, value: string, ...supported: readonly string[]): FieldError => ({
  type: 'Unsupported',
  path: field(name),
  code: 'Supported',
  value,
  supported,
})

describe('validateTolerations', () => {
  it.each<[string, Toleration]>([
    ['everything', { operator: 'Exists' }],
    ['everything of an effect', { operator: 'Exists', effect: 'NoExecute' }],
    ['a key without a value', { key: 'k' }],
    ['a key and a value', { key: 'example.com/K', operator: 'Equal', value: 'a_b.c-1' }],
    [
      'seconds with NoExecute, even negative ones',
      { key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -3 },
    ],
    [
      'the longest of all seconds',
      {
        key: 'k',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 9_223_372_036_854_775_807n,
      },
    ],
    [
      'nulls beside a key',
      { key: 'k', operator: null, value: null, effect: null, tolerationSeconds: null },
    ],
  ])('%s is fine', (_what, toleration) => {
    expect(validateTolerations([toleration])).toEqual([])
  })

  it.each<[string, Toleration, readonly FieldError[]]>([
    [
      '1: a key of the wrong form',
      { key: 'a/b/c', operator: 'Exists' },
      [invalid('key', 'KeyShape', 'a/b/c')],
    ],
    [
      '1: one error for each fault of a key',
      { key: '/k!', operator: 'Exists' },
      [invalid('key', 'PrefixEmpty', '/k!'), invalid('key', 'NameFormat', '/k!')],
    ],
    [
      '1: a key named __proto__',
      { key: '__proto__', operator: 'Exists' },
      [invalid('key', 'NameFormat', '__proto__')],
    ],
    ['2: nothing at all (trap 1)', {}, [invalid('operator', 'ExistsWithoutKey', '')]],
    [
      '2: a value without a key (trap 3)',
      { key: null, operator: 'Equal', value: 'v' },
      [invalid('operator', 'ExistsWithoutKey', 'Equal')],
    ],
    [
      '3: seconds with another effect (trap 23)',
      { key: 'k', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 },
      [invalid('effect', 'SecondsNeedNoExecute', 'NoSchedule')],
    ],
    [
      '3: seconds without an effect (trap 24)',
      { key: 'k', operator: 'Exists', tolerationSeconds: 0n },
      [invalid('effect', 'SecondsNeedNoExecute', '')],
    ],
    [
      '4: an invalid value, told at the operator',
      { key: 'k', operator: 'Equal', value: '-5' },
      [invalid('operator', 'LabelValueSyntax', '-5', ['ValueFormat'])],
    ],
    [
      '4: all faults of a value in one error',
      { key: 'k', value: 'é'.repeat(32) },
      [invalid('operator', 'LabelValueSyntax', 'é'.repeat(32), ['ValueTooLong', 'ValueFormat'])],
    ],
    [
      '5: Exists with a value (trap 6)',
      { key: 'k', operator: 'Exists', value: 'x' },
      [invalid('operator', 'NoValueForExists', 'x')],
    ],
    [
      '6: a comparison that the cluster does not have',
      { key: 'k', operator: 'Gt', value: 'x' },
      [unsupported('operator', 'Gt', 'Equal', 'Exists', 'Lt', 'Gt')],
    ],
    [
      '8: an operator in lower case (trap 7)',
      { key: 'k', operator: 'exists', value: 'b!' },
      [unsupported('operator', 'exists', 'Equal', 'Exists')],
    ],
    [
      '9: an unknown effect (trap 9)',
      { key: 'k', operator: 'Exists', effect: 'Foo' },
      [unsupported('effect', 'Foo', 'NoSchedule', 'PreferNoSchedule', 'NoExecute')],
    ],
    [
      '1, 3, 4 and 9, in that order',
      { key: '-k', value: 'b!', effect: 'noExecute', tolerationSeconds: 1 },
      [
        invalid('key', 'NameFormat', '-k'),
        invalid('effect', 'SecondsNeedNoExecute', 'noExecute'),
        invalid('operator', 'LabelValueSyntax', 'b!', ['ValueFormat']),
        unsupported('effect', 'noExecute', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'),
      ],
    ],
  ])('rule %s', (_rule, toleration, expected) => {
    expect(validateTolerations([toleration])).toEqual(expected)
  })

  it.each<[string, string, readonly FieldError[]]>([
    ['a number', '5', []],
    ['a negative number, though no taint can be one', '-5', []],
    ['the largest number', '9223372036854775807', []],
    ['leading zeros', '05', [invalid('value', 'CanonicalDecimal', '05')]],
    ['a sign', '+5', [invalid('value', 'CanonicalDecimal', '+5')]],
    ['a negative zero', '-0', [invalid('value', 'CanonicalDecimal', '-0')]],
    [
      'one beyond the largest',
      '9223372036854775808',
      [invalid('value', 'Int64Range', '9223372036854775808')],
    ],
    [
      'zeros before one beyond the largest',
      '09223372036854775808',
      [
        invalid('value', 'CanonicalDecimal', '09223372036854775808'),
        invalid('value', 'Int64Range', '09223372036854775808'),
      ],
    ],
    [
      'no number',
      '1_0',
      [invalid('value', 'CanonicalDecimal', '1_0'), invalid('value', 'Int64Syntax', '1_0')],
    ],
    ['nothing', '', [invalid('value', 'DecimalNotEmpty', ''), invalid('value', 'Int64Syntax', '')]],
  ])('rule 7: a comparison with %s', (_what, value, expected) => {
    for (const operator of ['Lt', 'Gt']) {
      const toleration = { key: 'k', operator, value }
      expect(
        validateTolerations([toleration], { path: ['tolerations'], semantics: comparing }),
      ).toEqual(expected)
    }
  })

  it('rule 2: a comparison needs a key (trap 21)', () => {
    const toleration = { operator: 'Gt', value: '5' }
    expect(
      validateTolerations([toleration], { path: ['tolerations'], semantics: comparing }),
    ).toEqual([invalid('operator', 'ExistsWithoutKey', 'Gt')])
  })

  it('takes no list and null for an empty one', () => {
    expect(validateTolerations(undefined)).toEqual([])
    expect(validateTolerations(null)).toEqual([])
    expect(validateTolerations([])).toEqual([])
  })

  it('tells which toleration, and under which path', () => {
    const at = ['spec', 'tolerations']
    expect(validateTolerations([{ key: 'k' }, {}, { key: 'k' }], { path: at })).toEqual([
      { type: 'Invalid', path: [...at, 1, 'operator'], code: 'ExistsWithoutKey', value: '' },
    ])
  })

  it('refuses comparisons and nothing else where the cluster does not have them', () => {
    const compares = ({ operator }: Toleration) => operator === 'Lt' || operator === 'Gt'
    fc.assert(
      fc.property(frozenly(anyToleration), (toleration) => {
        const without = validateTolerations([toleration])
        if (compares(toleration))
          expect(without.map(({ code: rule }) => rule)).toContain('Supported')
        else
          expect(without).toEqual(
            validateTolerations([toleration], { path: ['tolerations'], semantics: comparing }),
          )
      }),
    )
  })
})

describe('validateEffect', () => {
  it('knows three effects, in the order in which they are listed', () => {
    expect(TAINT_EFFECTS).toEqual(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    expect(TAINT_EFFECTS.flatMap((effect) => validateEffect(effect, []))).toEqual([])
  })

  it('refuses any other', () => {
    expect(validateEffect('NoSchedule ', ['effect'])).toMatchObject([
      { type: 'Unsupported', path: ['effect'], value: 'NoSchedule ' },
    ])
  })
})
