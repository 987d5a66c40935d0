import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Written } from '../../src/analysis/expressed.js'
import { termEdit, termOf } from '../../src/analysis/termEdit.js'
import { applyPatch } from '../../src/data/patch.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import { readRequiredAffinity } from '../../src/selector/nodeAffinity.js'
import { frozen } from '../support/frozen.js'

const anyWritten: fc.Arbitrary<Written> = fc.oneof(
  fc.record({
    key: fc.constantFrom('a', 'b', 'metadata.name'),
    operator: fc.constantFrom('In' as const, 'NotIn' as const),
    values: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
  }),
  fc.record({
    key: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const),
  }),
  fc.record({
    key: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom('Gt' as const, 'Lt' as const),
    values: fc.constantFrom(['1'], ['2']),
  }),
  fc.record({
    key: fc.constant('metadata.name'),
    operator: fc.constantFrom('In' as const, 'NotIn' as const),
    values: fc.constantFrom(['x'], ['y']),
    isField: fc.constant(true),
  }),
)

const sorted = (terms: readonly NodeSelectorTerm[]): readonly string[] =>
  terms
    .map(({ matchExpressions = [], matchFields = [] }) =>
      JSON.stringify(
        [matchExpressions, matchFields].map((part) =>
          (part ?? [])
            .map(({ key, operator, values }) =>
              JSON.stringify([key, operator, [...(values ?? [])].sort()]),
            )
            .sort(),
        ),
      ),
    )
    .sort()

const edited = (old: readonly NodeSelectorTerm[], terms: readonly (readonly Written[])[]) => {
  const selector = frozen({ nodeSelectorTerms: old })
  const affinity = readRequiredAffinity(selector, [])
  if (affinity === undefined) throw new Error('there is a selector')
  const patch = termEdit(affinity, terms)
  return { patch, after: (applyPatch(selector, patch) as typeof selector).nodeSelectorTerms }
}

const opsOf = (old: readonly NodeSelectorTerm[], terms: readonly (readonly Written[])[]) =>
  edited(old, terms).patch.map((edit) =>
    [edit.op, edit.path.slice(1).join('.'), ...('value' in edit ? [edit.value] : [])]
      .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
      .join(' '),
  )

/** Without what is said twice; a list is the same in any order. */
const distinct = (term: readonly Written[]): readonly Written[] => [
  ...new Map(
    term.map((each) => [
      JSON.stringify([each.key, each.operator, [...(each.values ?? [])].sort(), each.isField]),
      each,
    ]),
  ).values(),
]

const inOne = (key: string, ...values: readonly string[]): Written => ({
  key,
  operator: 'In',
  values,
})

describe('termEdit', () => {
  it('makes any terms of any others, and changes nothing where they are the same', () => {
    const anyTerms = fc.array(fc.array(anyWritten, { minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(anyTerms, anyTerms, (old, now) => {
        const before = old.map(termOf)
        const wanted = now.map(distinct)
        expect(sorted(edited(before, wanted).after)).toEqual(sorted(wanted.map(termOf)))
        const same = old.map(distinct)
        expect(edited(same.map(termOf), same).patch).toEqual([])
      }),
    )
  })

  it.each<
    [string, readonly NodeSelectorTerm[], readonly (readonly Written[])[], readonly string[]]
  >([
    [
      'a value more, a value less',
      [termOf([inOne('a', 'x', 'y', 'x')])],
      [[inOne('a', 'x', 'z')]],
      [
        'add 0.matchExpressions.0.values.3 z',
        'remove 0.matchExpressions.0.values.2',
        'remove 0.matchExpressions.0.values.1',
      ],
    ],
    [
      'other values',
      [termOf([inOne('a', 'x')])],
      [[inOne('a', 'y')]],
      ['replace 0.matchExpressions.0.values ["y"]'],
    ],
    [
      'of two terms the one that is nearer',
      [termOf([inOne('a', 'x')]), termOf([inOne('b', 'x'), inOne('a', 'y')])],
      [[inOne('b', 'x')]],
      ['remove 1.matchExpressions.1', 'remove 0'],
    ],
    [
      'fields come, labels go',
      [termOf([inOne('a', 'x')])],
      [[{ ...inOne('metadata.name', 'n'), isField: true }]],
      [
        'add 0.matchFields [{"key":"metadata.name","operator":"In","values":["n"]}]',
        'remove 0.matchExpressions',
      ],
    ],
    [
      'a term that cannot be read goes, one that is new comes',
      [{ matchExpressions: [{ key: 'a', operator: 'Is' }] }],
      [[inOne('a', 'x')]],
      ['add 1 {"matchExpressions":[{"key":"a","operator":"In","values":["x"]}]}', 'remove 0'],
    ],
  ])('%s', (_, old, now, ops) => {
    expect(opsOf(old, now)).toEqual(ops)
  })
})
