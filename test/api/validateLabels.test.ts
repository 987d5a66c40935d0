import { describe, expect, it } from 'vitest'
import {
  hasInvalidValue,
  validateLabelKey,
  validateLabels,
  validateLabelSelector,
  validateLabelValue,
  validateValueCount,
  validateValues,
} from '../../src/api/validateLabels.js'
import type { LabelSelectorRequirement } from '../../src/kube/labelSelector.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import type { FieldError } from '../../src/reason/fieldError.js'

const invalid = (at: FieldError['path'], rule: FieldError['code'], value: string): FieldError => ({
  type: 'Invalid',
  path: at,
  code: rule,
  value,
})

describe('validateLabelKey', () => {
  it.each<[string, string, readonly FieldError['code'][]]>([
    ['trap 86: 63 bytes', 'k'.repeat(63), []],
    ['trap 86: 64 bytes', 'k'.repeat(64), ['NameTooLong']],
    ['trap 87: the longest key of all', `${'p'.repeat(253)}/${'k'.repeat(63)}`, []],
    ['trap 88: a prefix of 254 bytes', `${'p'.repeat(254)}/k`, ['PrefixTooLong']],
    ['trap 89: a long part of a prefix', `a.${'b'.repeat(64)}/k`, []],
    ['trap 90: a prefix with a capital', 'Example.com/x', ['PrefixFormat']],
    ['trap 90: three parts', 'a/b/c', ['KeyShape']],
    ['trap 90: no prefix before the slash', '/x', ['PrefixEmpty']],
    ['trap 90: no name behind the slash', 'x/', ['NameEmpty', 'NameFormat']],
    ['trap 91: a newline at the end', 'a\n', ['NameFormat']],
    ['trap 92: few characters of many bytes', 'é'.repeat(32), ['NameTooLong', 'NameFormat']],
    ['a prefix and a name, both wrong', '_/_', ['PrefixFormat', 'NameFormat']],
  ])('%s', (_what, key, rules) => {
    expect(validateLabelKey(key, ['key'])).toEqual(rules.map((rule) => invalid(['key'], rule, key)))
  })
})

describe('validateLabelValue', () => {
  it.each<[string, string, readonly FieldError['code'][]]>([
    ['nothing', '', []],
    ['trap 93: a dot inside', 'a.b', []],
    ['trap 93: everything inside', 'A_b.C-1', []],
    ['trap 93: a slash', 'a/b', ['ValueFormat']],
    ['trap 93: a dot alone', '.', ['ValueFormat']],
    ['63 bytes', 'v'.repeat(63), []],
    ['64 bytes', 'v'.repeat(64), ['ValueTooLong']],
    ['trap 92: few characters of many bytes', 'é'.repeat(32), ['ValueTooLong', 'ValueFormat']],
  ])('%s', (_what, value, rules) => {
    expect(validateLabelValue(value, ['value'])).toEqual(
      rules.map((rule) => invalid(['value'], rule, value)),
    )
  })
})

describe('validateLabels', () => {
  it('tells every fault at the map itself, by key, a key before its value', () => {
    const labels = { 'z!': 'x', 'b/': 'y!', a: 'z!', ok: '' }
    const at = ['metadata', 'labels']
    expect(validateLabels(labels, at)).toEqual([
      invalid(at, 'ValueFormat', 'z!'),
      invalid(at, 'NameEmpty', 'b/'),
      invalid(at, 'NameFormat', 'b/'),
      invalid(at, 'ValueFormat', 'y!'),
      invalid(at, 'NameFormat', 'z!'),
    ])
  })

  it('takes no labels and null for none', () => {
    expect(validateLabels(undefined, [])).toEqual([])
    expect(validateLabels(null, [])).toEqual([])
    expect(validateLabels({}, [])).toEqual([])
  })

  it('takes a value of null for empty text', () => {
    expect(validateLabels(JSON.parse('{"a":null}') as StringMap, [])).toEqual([])
  })

  it('looks at a label named __proto__, and not at inherited ones', () => {
    const labels = JSON.parse('{"__proto__":"x!","constructor":"y"}') as StringMap
    expect(validateLabels(labels, [])).toEqual([
      invalid([], 'NameFormat', '__proto__'),
      invalid([], 'ValueFormat', 'x!'),
    ])
  })
})

describe('validateValueCount', () => {
  it.each<[string, number, FieldError | undefined]>([
    ['In', 0, { type: 'Required', path: ['e', 'values'], code: 'ValuesForInNotIn' }],
    ['In', 1, undefined],
    ['NotIn', 0, { type: 'Required', path: ['e', 'values'], code: 'ValuesForInNotIn' }],
    ['NotIn', 2, undefined],
    ['Exists', 0, undefined],
    ['Exists', 1, { type: 'Forbidden', path: ['e', 'values'], code: 'NoValuesForExists' }],
    ['DoesNotExist', 0, undefined],
    ['DoesNotExist', 1, { type: 'Forbidden', path: ['e', 'values'], code: 'NoValuesForExists' }],
    ['Gt', 1, invalid(['e', 'operator'], 'SelectorOperator', 'Gt')],
    ['', 0, invalid(['e', 'operator'], 'SelectorOperator', '')],
  ])('%j of %i values', (operator, count, expected) => {
    expect(validateValueCount(operator, count, ['e'])).toEqual(expected)
  })
})

describe('validateLabelSelector', () => {
  const at = ['selector']

  it.each([
    ['no selector', undefined],
    ['null', null],
    ['an empty one', {}],
    ['one of nulls', { matchLabels: null, matchExpressions: null }],
    [
      'a sound one',
      {
        matchLabels: { app: 'a' },
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['a', ''] },
          { key: 'tier', operator: 'Exists', values: null },
        ],
      },
    ],
  ])('%s is fine', (_what, selector) => {
    expect(validateLabelSelector(selector, at)).toEqual([])
  })

  it('trap 85: tells labels at matchLabels, without the key', () => {
    expect(validateLabelSelector({ matchLabels: { x: 'a b' } }, at)).toEqual([
      invalid(['selector', 'matchLabels'], 'ValueFormat', 'a b'),
    ])
  })

  const item = (...rest: readonly (string | number)[]) => [...at, 'matchExpressions', 1, ...rest]

  it.each<[string, LabelSelectorRequirement, readonly FieldError[]]>([
    [
      'trap 84: Gt',
      { key: 'k', operator: 'Gt', values: ['1'] },
      [invalid(item('operator'), 'SelectorOperator', 'Gt')],
    ],
    [
      'In without values',
      { key: 'k', operator: 'In', values: null },
      [{ type: 'Required', path: item('values'), code: 'ValuesForInNotIn' }],
    ],
    [
      'Exists with an invalid value',
      { key: 'k', operator: 'Exists', values: ['b!'] },
      [
        { type: 'Forbidden', path: item('values'), code: 'NoValuesForExists' },
        invalid(item('values', 0), 'ValueFormat', 'b!'),
      ],
    ],
    [
      'nulls',
      { key: null, operator: null, values: null },
      [
        invalid(item('operator'), 'SelectorOperator', ''),
        invalid(item('key'), 'NameEmpty', ''),
        invalid(item('key'), 'NameFormat', ''),
      ],
    ],
  ])('tells where an expression is wrong: %s', (_what, expression, expected) => {
    const matchExpressions = [{ key: 'k', operator: 'Exists' }, expression]
    expect(validateLabelSelector({ matchExpressions }, at)).toEqual(expected)
  })

  it('lets values of expressions pass where they are allowed, and nothing else', () => {
    const matchExpressions = [{ key: 'k!', operator: 'In', values: ['b!'] }]
    expect(validateLabelSelector({ matchLabels: { a: 'b!' }, matchExpressions }, at, true)).toEqual(
      [
        invalid(['selector', 'matchLabels'], 'ValueFormat', 'b!'),
        invalid(['selector', 'matchExpressions', 0, 'key'], 'NameFormat', 'k!'),
      ],
    )
  })
})

describe('validateValues', () => {
  it('tells which value', () => {
    expect(validateValues(['a', 'b!', '', '-'], ['values'])).toEqual([
      invalid(['values', 1], 'ValueFormat', 'b!'),
      invalid(['values', 3], 'ValueFormat', '-'),
    ])
    expect(validateValues(null, ['values'])).toEqual([])
  })
})

describe('hasInvalidValue', () => {
  it.each<[string, readonly LabelSelectorRequirement[] | null | undefined, boolean]>([
    ['no expressions', undefined, false],
    ['null', null, false],
    ['expressions without values', [{ key: 'b!' }, { key: 'k', values: null }], false],
    ['sound values', [{ values: ['', 'a', '1_000'] }], false],
    ['one broken value among others', [{ values: ['a'] }, { values: ['a', '-1'] }], true],
  ])('%s', (_what, expressions, expected) => {
    expect(hasInvalidValue(expressions)).toBe(expected)
  })
})
