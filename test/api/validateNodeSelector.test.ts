import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  validateNodeAffinity,
  validateNodeName,
  validateNodeSelector,
} from '../../src/api/validateNodeSelector.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { FieldError } from '../../src/reason/fieldError.js'
import { anyNodeSelector } from '../../src/testing/matching.js'
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
      { kind: 'Required', at: ['nodeSelectorTerms'], rule: 'AtLeastOneTerm' },
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
      { kind: 'Required', at: expressionAt('values'), rule: 'ValuesForInNotIn' },
    ],
    [
      'trap 45: NotIn without values',
      { key: 'k', operator: 'NotIn' },
      { kind: 'Required', at: expressionAt('values'), rule: 'ValuesForInNotIn' },
    ],
    [
      'trap 46: Exists with a value',
      { key: 'k', operator: 'Exists', values: ['a'] },
      { kind: 'Forbidden', at: expressionAt('values'), rule: 'NoValuesForExists' },
    ],
    [
      'trap 46: DoesNotExist with a value',
      { key: 'k', operator: 'DoesNotExist', values: ['a'] },
      { kind: 'Forbidden', at: expressionAt('values'), rule: 'NoValuesForExists' },
    ],
    [
      'trap 48: Gt with two values',
      { key: 'k', operator: 'Gt', values: ['1', '2'] },
      { kind: 'Required', at: expressionAt('values'), rule: 'OneValueForGtLt' },
    ],
    [
      'trap 48: Lt without values',
      { key: 'k', operator: 'Lt', values: null },
      { kind: 'Required', at: expressionAt('values'), rule: 'OneValueForGtLt' },
    ],
    [
      'trap 50: a threshold with a sign',
      { key: 'k', operator: 'Gt', values: ['-1'] },
      { kind: 'Invalid', at: expressionAt('values', 0), rule: 'ValueFormat', value: '-1' },
    ],
    [
      'trap 57: an operator in lower case',
      { key: 'k', operator: 'in', values: ['a'] },
      { kind: 'Invalid', at: expressionAt('operator'), rule: 'SelectorOperator', value: 'in' },
    ],
    [
      'trap 57: an operator of null',
      { key: 'k', operator: null },
      { kind: 'Invalid', at: expressionAt('operator'), rule: 'SelectorOperator', value: '' },
    ],
    [
      'trap 58: a key that is none',
      { key: 'bad key!', operator: 'Exists' },
      { kind: 'Invalid', at: expressionAt('key'), rule: 'NameFormat', value: 'bad key!' },
    ],
    [
      'trap 61: a value that is none',
      { key: 'k', operator: 'NotIn', values: ['a', 'b!'] },
      { kind: 'Invalid', at: expressionAt('values', 1), rule: 'ValueFormat', value: 'b!' },
    ],
    [
      'trap 76: a key named __proto__',
      { key: '__proto__', operator: 'Exists' },
      { kind: 'Invalid', at: expressionAt('key'), rule: 'NameFormat', value: '__proto__' },
    ],
  ])('%s', (_what, requirement, error) => {
    expect(ofExpression(requirement)).toEqual([error])
  })

  it('tells operator, key and values in that order', () => {
    expect(
      ofExpression({ operator: '=', values: ['b!'] }).map(({ at, rule }) => [at, rule]),
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
    expect(validateNodeSelector(selector, ['required'], { allowInvalidLabelValue: true })).toEqual([
      {
        kind: 'Invalid',
        at: ['required', ...expressionAt('key')],
        rule: 'NameFormat',
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
      [{ kind: 'Required', at: fieldAt('values'), rule: 'OneValueForField' }],
    ],
    [
      'trap 69: one name twice',
      { key: 'metadata.name', operator: 'NotIn', values: ['n1', 'n1'] },
      [{ kind: 'Required', at: fieldAt('values'), rule: 'OneValueForField' }],
    ],
    [
      'no name',
      { key: 'metadata.name', operator: 'In', values: null },
      [{ kind: 'Required', at: fieldAt('values'), rule: 'OneValueForField' }],
    ],
    [
      'trap 70: Exists',
      { key: 'metadata.name', operator: 'Exists' },
      [{ kind: 'Invalid', at: fieldAt('operator'), rule: 'SelectorOperator', value: 'Exists' }],
    ],
    [
      'no operator, and a value that is no name',
      { key: 'metadata.name', operator: null, values: ['N1'] },
      [
        { kind: 'Invalid', at: fieldAt('operator'), rule: 'SelectorOperator', value: '' },
        { kind: 'Invalid', at: fieldAt('values', 0), rule: 'SubdomainFormat', value: 'N1' },
      ],
    ],
    [
      'trap 71: another field, its values unchecked',
      { key: 'metadata.namespace', operator: 'In', values: [''] },
      [
        {
          kind: 'Invalid',
          at: fieldAt('key'),
          rule: 'FieldSelectorKey',
          value: 'metadata.namespace',
        },
      ],
    ],
    [
      'no field, and no values',
      { key: null, operator: 'In' },
      [
        { kind: 'Required', at: fieldAt('values'), rule: 'OneValueForField' },
        { kind: 'Invalid', at: fieldAt('key'), rule: 'FieldSelectorKey', value: '' },
      ],
    ],
    [
      'trap 74: a value that is no name',
      { key: 'metadata.name', operator: 'In', values: ['Not A Name!'] },
      [
        {
          kind: 'Invalid',
          at: fieldAt('values', 0),
          rule: 'SubdomainFormat',
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
      { at: [...termAt(1), 'matchExpressions', 1, 'values'] },
    ])
  })

  it('judges every term by itself', () => {
    fc.assert(
      fc.property(frozenly(anyNodeSelector), (selector) => {
        const terms = selector.nodeSelectorTerms ?? []
        fc.pre(terms.length > 0)
        const alone = terms.flatMap((term) => ofTerms(term).map(({ rule }) => rule))
        expect(validateNodeSelector(selector).map(({ rule }) => rule)).toEqual(alone)
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
      kind: 'Invalid',
      at: preferredAt(1, 'weight'),
      rule: 'WeightRange',
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
        kind: 'Invalid',
        at: preferredAt(0, 'preference', 'matchExpressions', 1, 'operator'),
        rule: 'SelectorOperator',
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
        kind: 'Invalid',
        at: [...at, 'requiredDuringSchedulingIgnoredDuringExecution', ...expressionAt('values', 0)],
        rule: 'ValueFormat',
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
      rules.map((rule) => ({ kind: 'Invalid', at: ['nodeName'], rule, value: name })),
    )
  })
})
