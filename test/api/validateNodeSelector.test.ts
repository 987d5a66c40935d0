import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNodeSelector } from 'podfit/arbitraries'
import {
  validateNodeAffinity,
  validateNodeName,
  validateNodeSelector,
} from '../../src/api/validateNodeSelector.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { frozenly } from '../support/frozen.js'

const termAt = (i: number) => ['nodeSelectorTerms', i]
const expressionAt = (...rest: readonly (string | number)[]) => [
  ...termAt(0),
  'matchExpressions',
  0,
  ...rest,
]
const fieldAt = (...rest: readonly (string | number)[]) => [...termAt(0), 'matchFields', 0, ...rest]

const ofTerms = (...nodeSelectorTerms: readonly NodeSelectorTerm[]) =>
  validateNodeSelector({ nodeSelectorTerms })

const ofExpression = (requirement: NodeSelectorRequirement) =>
  ofTerms({ matchExpressions: [requirement] })

const ofField = (requirement: NodeSelectorRequirement) => ofTerms({ matchFields: [requirement] })

describe('validateNodeSelector', () => {
  it.each([
    ['absent', {}],
    ['null', { nodeSelectorTerms: null }],
    ['empty', { nodeSelectorTerms: [] }],
  ])('trap 36: terms that are %s', (_what, selector) => {
    expect(validateNodeSelector(selector)).toEqual([
      { type: 'Required', path: ['nodeSelectorTerms'], code: 'AtLeastOneTerm' },
    ])
  })

  it('trap 37: an empty term is fine', () => {
    expect(ofTerms({}, { matchExpressions: [] }, { matchFields: null })).toEqual([])
  })

  it.each<[string, NodeSelectorRequirement]>([
    ['In', { key: 'k', operator: 'In', values: ['', 'a', 'a'] }],
    ['NotIn', { key: 'example.com/k', operator: 'NotIn', values: ['a'] }],
    ['Exists', { key: 'k', operator: 'Exists' }],
    ['DoesNotExist', { key: 'k', operator: 'DoesNotExist', values: null }],
    ['Gt', { key: 'k', operator: 'Gt', values: ['0004'] }],
    ['trap 49: Gt of no number', { key: 'k', operator: 'Gt', values: ['abc'] }],
    ['trap 49: Lt of nothing', { key: 'k', operator: 'Lt', values: [''] }],
    ['trap 53: Lt beyond int64', { key: 'k', operator: 'Lt', values: ['9223372036854775808'] }],
    ['trap 75: a label named like a field', { key: 'metadata.name', operator: 'Exists' }],
  ])('%s is fine', (_what, requirement) => {
    expect(ofExpression(requirement)).toEqual([])
  })

  it.each<[string, NodeSelectorRequirement, FieldError]>([
    [
      'trap 45: In without values',
      { key: 'k', operator: 'In', values: [] },
      { type: 'Required', path: expressionAt('values'), code: 'ValuesForInNotIn' },
    ],
    [
      'trap 45: NotIn without values',
      { key: 'k', operator: 'NotIn' },
      { type: 'Required', path: expressionAt('values'), code: 'ValuesForInNotIn' },
    ],
    [
      'trap 46: Exists with a value',
      { key: 'k', operator: 'Exists', values: ['a'] },
      { type: 'Forbidden', path: expressionAt('values'), code: 'NoValuesForExists' },
    ],
    [
      'trap 46: DoesNotExist with a value',
      { key: 'k', operator: 'DoesNotExist', values: ['a'] },
      { type: 'Forbidden', path: expressionAt('values'), code: 'NoValuesForExists' },
    ],
    [
      'trap 48: Gt with two values',
      { key: 'k', operator: 'Gt', values: ['1', '2'] },
      { type: 'Required', path: expressionAt('values'), code: 'OneValueForGtLt' },
    ],
    [
      'trap 48: Lt without values',
      { key: 'k', operator: 'Lt', values: null },
      { type: 'Required', path: expressionAt('values'), code: 'OneValueForGtLt' },
    ],
    [
      'trap 50: a threshold with a sign',
      { key: 'k', operator: 'Gt', values: ['-1'] },
      { type: 'Invalid', path: expressionAt('values', 0), code: 'ValueFormat', value: '-1' },
    ],
    [
      'trap 57: an operator in lower case',
      { key: 'k', operator: 'in', values: ['a'] },
      { type: 'Invalid', path: expressionAt('operator'), code: 'SelectorOperator', value: 'in' },
    ],
    [
      'trap 57: an operator of null',
      { key: 'k', operator: null },
      { type: 'Invalid', path: expressionAt('operator'), code: 'SelectorOperator', value: '' },
    ],
    [
      'trap 58: an invalid key',
      { key: 'bad key!', operator: 'Exists' },
      { type: 'Invalid', path: expressionAt('key'), code: 'NameFormat', value: 'bad key!' },
    ],
    [
      'trap 61: an invalid value',
      { key: 'k', operator: 'NotIn', values: ['a', 'b!'] },
      { type: 'Invalid', path: expressionAt('values', 1), code: 'ValueFormat', value: 'b!' },
    ],
    [
      'trap 76: a key named __proto__',
      { key: '__proto__', operator: 'Exists' },
      { type: 'Invalid', path: expressionAt('key'), code: 'NameFormat', value: '__proto__' },
    ],
  ])('%s', (_what, requirement, error) => {
    expect(ofExpression(requirement)).toEqual([error])
  })

  it('tells operator, key and values in that order', () => {
    expect(
      ofExpression({ operator: '=', values: ['b!'] }).map(({ path: at, code: rule }) => [at, rule]),
    ).toEqual([
      [expressionAt('operator'), 'SelectorOperator'],
      [expressionAt('key'), 'NameEmpty'],
      [expressionAt('key'), 'NameFormat'],
      [expressionAt('values', 0), 'ValueFormat'],
    ])
  })

  it('lets values pass that an object already had, and only those', () => {
    const matchExpressions = [{ key: 'b!', operator: 'In', values: ['b!'] }]
    const selector = { nodeSelectorTerms: [{ matchExpressions }] }
    expect(
      validateNodeSelector(selector, { path: ['required'], allowInvalidLabelValue: true }),
    ).toEqual([
      {
        type: 'Invalid',
        path: ['required', ...expressionAt('key')],
        code: 'NameFormat',
        value: 'b!',
      },
    ])
  })

  it('a field that is the name of a node is fine', () => {
    expect(ofField({ key: 'metadata.name', operator: 'In', values: ['n-1.example.com'] })).toEqual(
      [],
    )
    expect(ofField({ key: 'metadata.name', operator: 'NotIn', values: ['n1'] })).toEqual([])
  })

  it.each<[string, NodeSelectorRequirement, readonly FieldError[]]>([
    [
      'trap 68: two names',
      { key: 'metadata.name', operator: 'In', values: ['n1', 'n2'] },
      [{ type: 'Required', path: fieldAt('values'), code: 'OneValueForField' }],
    ],
    [
      'trap 69: one name twice',
      { key: 'metadata.name', operator: 'NotIn', values: ['n1', 'n1'] },
      [{ type: 'Required', path: fieldAt('values'), code: 'OneValueForField' }],
    ],
    [
      'no name',
      { key: 'metadata.name', operator: 'In', values: null },
      [{ type: 'Required', path: fieldAt('values'), code: 'OneValueForField' }],
    ],
    [
      'trap 70: Exists',
      { key: 'metadata.name', operator: 'Exists' },
      [{ type: 'Invalid', path: fieldAt('operator'), code: 'SelectorOperator', value: 'Exists' }],
    ],
    [
      'no operator, and a value that is no name',
      { key: 'metadata.name', operator: null, values: ['N1'] },
      [
        { type: 'Invalid', path: fieldAt('operator'), code: 'SelectorOperator', value: '' },
        { type: 'Invalid', path: fieldAt('values', 0), code: 'SubdomainFormat', value: 'N1' },
      ],
    ],
    [
      'trap 71: another field, its values unchecked',
      { key: 'metadata.namespace', operator: 'In', values: [''] },
      [
        {
          type: 'Invalid',
          path: fieldAt('key'),
          code: 'FieldSelectorKey',
          value: 'metadata.namespace',
        },
      ],
    ],
    [
      'no field, and no values',
      { key: null, operator: 'In' },
      [
        { type: 'Required', path: fieldAt('values'), code: 'OneValueForField' },
        { type: 'Invalid', path: fieldAt('key'), code: 'FieldSelectorKey', value: '' },
      ],
    ],
    [
      'trap 74: a value that is no name',
      { key: 'metadata.name', operator: 'In', values: ['Not A Name!'] },
      [
        {
          type: 'Invalid',
          path: fieldAt('values', 0),
          code: 'SubdomainFormat',
          value: 'Not A Name!',
        },
      ],
    ],
  ])('%s', (_what, requirement, expected) => {
    expect(ofField(requirement)).toEqual(expected)
  })

  it('tells which term and which requirement', () => {
    const sound = { key: 'k', operator: 'Exists' }
    const broken = { key: 'k', operator: 'Exists', values: ['a'] }
    expect(ofTerms({}, { matchExpressions: [sound, broken] })).toMatchObject([
      { path: [...termAt(1), 'matchExpressions', 1, 'values'] },
    ])
  })

  it('judges every term by itself', () => {
    fc.assert(
      fc.property(frozenly(anyNodeSelector), (selector) => {
        const terms = selector.nodeSelectorTerms ?? []
        fc.pre(terms.length > 0)
        const alone = terms.flatMap((term) => ofTerms(term).map(({ code: rule }) => rule))
        expect(validateNodeSelector(selector).map(({ code: rule }) => rule)).toEqual(alone)
      }),
    )
  })
})

describe('validateNodeAffinity', () => {
  const at = ['nodeAffinity']
  const preferredAt = (...rest: readonly (string | number)[]) => [
    ...at,
    'preferredDuringSchedulingIgnoredDuringExecution',
    ...rest,
  ]

  it.each([
    ['nothing', {}],
    [
      'nulls',
      {
        requiredDuringSchedulingIgnoredDuringExecution: null,
        preferredDuringSchedulingIgnoredDuringExecution: null,
      },
    ],
    ['an empty list', { preferredDuringSchedulingIgnoredDuringExecution: [] }],
  ])('%s is fine', (_what, affinity) => {
    expect(validateNodeAffinity(affinity, at, false)).toEqual([])
  })

  it.each<[number | null | undefined, boolean]>([
    [1, true],
    [100, true],
    [0, false],
    [101, false],
    [-7, false],
    [null, false],
    [undefined, false],
  ])('a preference of weight %s: %s', (weight, valid) => {
    const preferred = [
      { weight: 50, preference: {} },
      { weight, preference: null },
    ]
    const affinity = { preferredDuringSchedulingIgnoredDuringExecution: preferred }
    const error = {
      type: 'Invalid',
      path: preferredAt(1, 'weight'),
      code: 'WeightRange',
      value: weight ?? 0,
    }
    expect(validateNodeAffinity(affinity, at, false)).toEqual(valid ? [] : [error])
  })

  it('checks a preference like a term, but for its values', () => {
    const preference = {
      matchExpressions: [
        { key: 'k', operator: 'In', values: ['b!'] },
        { key: 'k', operator: 'Is' },
      ],
    }
    const affinity = {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }],
    }
    expect(validateNodeAffinity(affinity, at, false)).toEqual([
      {
        type: 'Invalid',
        path: preferredAt(0, 'preference', 'matchExpressions', 1, 'operator'),
        code: 'SelectorOperator',
        value: 'Is',
      },
    ])
  })

  it('checks the values of required terms unless they are allowed', () => {
    const matchExpressions = [{ key: 'k', operator: 'In', values: ['b!'] }]
    const affinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    }
    expect(validateNodeAffinity(affinity, at, true)).toEqual([])
    expect(validateNodeAffinity(affinity, at, false)).toEqual([
      {
        type: 'Invalid',
        path: [
          ...at,
          'requiredDuringSchedulingIgnoredDuringExecution',
          ...expressionAt('values', 0),
        ],
        code: 'ValueFormat',
        value: 'b!',
      },
    ])
  })
})

describe('validateNodeName', () => {
  it.each([
    ['n1', []],
    ['ip-10-0-0-1.eu-west-1.compute.internal', []],
    ['1', []],
    ['N1', ['SubdomainFormat']],
    ['n_1', ['SubdomainFormat']],
    ['n1.', ['SubdomainFormat']],
    ['n'.repeat(253), []],
    ['n'.repeat(254), ['SubdomainTooLong']],
    ['é'.repeat(127), ['SubdomainTooLong', 'SubdomainFormat']],
  ])('%s', (name, rules) => {
    expect(validateNodeName(name, ['nodeName'])).toEqual(
      rules.map((rule) => ({ type: 'Invalid', path: ['nodeName'], code: rule, value: name })),
    )
  })
})
