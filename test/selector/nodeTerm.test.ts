import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels } from 'podfit/arbitraries'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import {
  expressionValue,
  fieldValue,
  isEmptyTerm,
  readNodeTerm,
  termMatches,
} from '../../src/selector/nodeTerm.js'
import { anyFieldRequirement, anyRequirement, anyTerm } from '../../src/testing/matching.js'
import { anyNodeName, compact } from '../../src/testing/vocabulary.js'
import { frozen, frozenly } from '../support/frozen.js'

const labels: StringMap = frozen({
  zone: 'a',
  empty: '',
  num: '5',
  neg: '-5',
  plus: '+5',
  pad: '0005',
  big: '9223372036854775808',
  us: '1_000',
  txt: 'abc',
  space: ' 5',
  'bad key!': 'v',
})
const n1: Node = { metadata: { name: 'n1', labels } }
const unnamed: Node = { metadata: { name: '', labels } }

const expression = (
  key: string,
  operator: string,
  values?: readonly string[],
): NodeSelectorTerm => ({
  matchExpressions: [compact({ key, operator, values })],
})
const field = (key: string, operator: string, values?: readonly string[]): NodeSelectorTerm => ({
  matchFields: [compact({ key, operator, values })],
})
const both = (...terms: readonly NodeSelectorTerm[]): NodeSelectorTerm => ({
  matchExpressions: terms.flatMap((term) => term.matchExpressions ?? []),
  matchFields: terms.flatMap((term) => term.matchFields ?? []),
})

/** `broken`, or whether the term matches. */
const answer = (term: NodeSelectorTerm | null | undefined, node = n1): boolean | 'broken' => {
  const read = readNodeTerm(term, [])
  const matches = termMatches(read, node)
  return read.faults.length > 0 && !matches ? 'broken' : matches
}

const anyNamed = frozenly(
  fc.record({ metadata: fc.record({ name: anyNodeName, labels: anyLabels }) }),
)

describe('a node selector term', () => {
  it.each<[string, NodeSelectorTerm, boolean | 'broken']>([
    ['37: an empty term', {}, false],
    ['40: NotIn, and the label is absent', expression('x', 'NotIn', ['a']), true],
    ['41: NotIn the empty value, and the label is absent', expression('x', 'NotIn', ['']), true],
    ['42: In the empty value, and the label is absent', expression('x', 'In', ['']), false],
    ['43: In the empty value, and the label is empty', expression('empty', 'In', ['']), true],
    ['44: an empty label exists', expression('empty', 'Exists'), true],
    ['44: so it does not not exist', expression('empty', 'DoesNotExist'), false],
    ['45: In without values', expression('zone', 'In', []), 'broken'],
    ['45: NotIn without values', expression('zone', 'NotIn', []), 'broken'],
    ['46: Exists with a value', expression('zone', 'Exists', ['a']), 'broken'],
    ['46: DoesNotExist with a value', expression('x', 'DoesNotExist', ['a']), 'broken'],
    ['47: Gt the same number', expression('num', 'Gt', ['5']), false],
    ['48: Gt two numbers', expression('num', 'Gt', ['1', '2']), 'broken'],
    ['49: Gt a word', expression('num', 'Gt', ['abc']), 'broken'],
    ['50: Gt a negative number', expression('num', 'Gt', ['-1']), 'broken'],
    ['51: Gt a number with leading zeros', expression('num', 'Gt', ['0004']), true],
    ['52: zeros up to 63 bytes', expression('num', 'Gt', [`${'0'.repeat(62)}4`]), true],
    ['52: zeros up to 64 bytes', expression('num', 'Gt', [`${'0'.repeat(63)}4`]), 'broken'],
    ['53: Lt a number beyond int64', expression('num', 'Lt', ['9223372036854775808']), 'broken'],
    ['54: a negative label', expression('neg', 'Lt', ['3']), true],
    ['54: a label with a plus', expression('plus', 'Lt', ['6']), true],
    ['54: a label with leading zeros', expression('pad', 'Gt', ['4']), true],
    ['55: a label beyond int64', expression('big', 'Gt', ['4']), false],
    ['55: a word', expression('txt', 'Gt', ['4']), false],
    ['55: a label with an underscore', expression('us', 'Gt', ['4']), false],
    ['55: a label with a space', expression('space', 'Gt', ['4']), false],
    ['56: Gt, and the label is absent', expression('x', 'Gt', ['4']), false],
    ['56: Lt, and the label is absent', expression('x', 'Lt', ['4']), false],
    ['57: an operator in another case', expression('zone', 'in', ['a']), 'broken'],
    ['57: a sign for an operator', expression('zone', '=', ['a']), 'broken'],
    ['57: no operator', expression('zone', '', ['a']), 'broken'],
    ['58: an empty key', expression('', 'Exists'), 'broken'],
    ['58: an invalid key, and the node has it', expression('bad key!', 'Exists'), 'broken'],
    ['61: NotIn an invalid value', expression('zone', 'NotIn', ['b!']), 'broken'],
    [
      '64: one requirement fails, another is broken',
      both(expression('zone', 'In', ['b']), expression('zone', 'In', [])),
      'broken',
    ],
    [
      '66: two requirements that exclude each other',
      both(expression('zone', 'In', ['a']), expression('zone', 'In', ['b'])),
      false,
    ],
    ['67: a value twice', expression('zone', 'In', ['a', 'a']), true],
    ['68: two names', field('metadata.name', 'In', ['n1', 'n2']), 'broken'],
    ['69: a name twice', field('metadata.name', 'In', ['n1', 'n1']), 'broken'],
    ['70: Gt on a field', field('metadata.name', 'Gt', ['1']), 'broken'],
    ['70: Exists on a field', field('metadata.name', 'Exists'), 'broken'],
    ['71: another field is empty', field('metadata.namespace', 'In', ['']), true],
    ['71: so it is not x', field('metadata.namespace', 'NotIn', ['x']), true],
    ['71: no field at all is empty too', { matchFields: [{ operator: 'In', values: [''] }] }, true],
    ['74: a value that is no name', field('metadata.name', 'In', ['Not A Name!']), false],
    ['75: the name is no label', expression('metadata.name', 'In', ['n1']), false],
    [
      '76: a key that objects inherit, and labels cannot have',
      expression('__proto__', 'Exists'),
      'broken',
    ],
    [
      '77: one that labels may have, and this node has not',
      expression('constructor', 'Exists'),
      false,
    ],
    ['77: nor this one', expression('toString', 'DoesNotExist'), true],
  ])('trap %s', (_trap, term, expected) => {
    expect(answer(term)).toBe(expected)
  })

  it.each([
    ['72: is one name', field('metadata.name', 'In', ['n1'])],
    ['73: is not that name', field('metadata.name', 'NotIn', ['n1'])],
    ['71: has another field', field('metadata.namespace', 'In', ['x'])],
  ])('trap %s: a node without a name satisfies every requirement on fields', (_trap, term) => {
    expect(answer(term, unnamed)).toBe(true)
    expect(answer(both(term, expression('zone', 'In', ['b'])), unnamed)).toBe(false)
    expect(answer(both(term, field('metadata.name', 'In', [])), unnamed)).toBe('broken')
  })

  it.each<[string, NodeSelectorTerm, boolean]>([
    ['the name', field('metadata.name', 'In', ['n1']), true],
    ['another name', field('metadata.name', 'In', ['n2']), false],
    ['not that name', field('metadata.name', 'NotIn', ['n1']), false],
    ['another field with a value', field('metadata.namespace', 'In', ['x']), false],
    [
      'the name, and a label that differs',
      both(field('metadata.name', 'In', ['n1']), expression('zone', 'In', ['b'])),
      false,
    ],
    [
      'a label, and a name that differs',
      both(expression('zone', 'In', ['a']), field('metadata.name', 'In', ['n2'])),
      false,
    ],
  ])('asks fields and labels: %s', (_case, term, expected) => {
    expect(answer(term)).toBe(expected)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no lists', {}],
    ['null for lists', { matchExpressions: null, matchFields: null }],
    ['empty lists', { matchExpressions: [], matchFields: [] }],
  ])('is empty and matches nothing: %s', (_case, term) => {
    expect(isEmptyTerm(readNodeTerm(term, []))).toBe(true)
    expect(answer(term)).toBe(false)
    expect(answer(term, unnamed)).toBe(false)
  })

  it('is not empty with any requirement, sound or broken', () => {
    expect(isEmptyTerm(readNodeTerm(expression('a', 'Exists'), []))).toBe(false)
    expect(isEmptyTerm(readNodeTerm(field('a', 'In', ['x']), []))).toBe(false)
    expect(isEmptyTerm(readNodeTerm(expression('a', 'in', ['x']), []))).toBe(false)
  })

  it('keeps every fault of every requirement, with its place', () => {
    const term = frozen({
      matchExpressions: [
        { key: 'zone', operator: 'In', values: ['b!'] },
        { key: 'zone', operator: 'Exists' },
        { key: '!', operator: 'Equals', values: ['!'] },
        { operator: 'In' },
        {},
      ],
      matchFields: [
        { key: 'metadata.name', operator: 'Lt', values: ['1'] },
        { key: '!', operator: 'In' },
        { operator: 'NotIn', values: [] },
      ],
    })
    const expressions = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']
    expect(readNodeTerm(term, ['terms', 7]).faults).toEqual([
      {
        code: 'InvalidValue',
        path: ['terms', 7, 'matchExpressions', 0, 'values', 0],
        key: 'zone',
        value: 'b!',
        faults: ['ValueFormat'],
      },
      {
        code: 'UnsupportedOperator',
        path: ['terms', 7, 'matchExpressions', 2, 'operator'],
        operator: 'Equals',
        supported: expressions,
      },
      {
        code: 'InvalidKey',
        path: ['terms', 7, 'matchExpressions', 3, 'key'],
        key: '',
        faults: ['NameEmpty', 'NameFormat'],
      },
      {
        code: 'WrongValueCount',
        path: ['terms', 7, 'matchExpressions', 3, 'values'],
        operator: 'In',
        expected: 'AtLeastOne',
        values: null,
      },
      {
        code: 'UnsupportedOperator',
        path: ['terms', 7, 'matchExpressions', 4, 'operator'],
        operator: '',
        supported: expressions,
      },
      {
        code: 'UnsupportedOperator',
        path: ['terms', 7, 'matchFields', 0, 'operator'],
        operator: 'Lt',
        supported: ['In', 'NotIn'],
      },
      {
        code: 'OneElementRequired',
        path: ['terms', 7, 'matchFields', 1, 'values'],
        values: null,
      },
      {
        code: 'OneElementRequired',
        path: ['terms', 7, 'matchFields', 2, 'values'],
        values: [],
      },
    ])
  })

  it('answers the same whatever the order of its requirements', () => {
    fc.assert(
      fc.property(frozenly(anyTerm), anyNamed, (term, node) => {
        const reversed = {
          matchExpressions: [...(term.matchExpressions ?? [])].reverse(),
          matchFields: [...(term.matchFields ?? [])].reverse(),
        }
        expect(answer(reversed, node)).toBe(answer(term, node))
      }),
    )
  })

  it('gains no node by one expression more, unless it was empty', () => {
    fc.assert(
      fc.property(frozenly(anyTerm), frozenly(anyRequirement), anyNamed, (term, more, node) => {
        fc.pre(!isEmptyTerm(readNodeTerm(term, [])))
        const longer = { ...term, matchExpressions: [...(term.matchExpressions ?? []), more] }
        if (answer(longer, node) === true) expect(answer(term, node)).toBe(true)
      }),
    )
  })

  it('gains no node by one field more, unless it was empty', () => {
    fc.assert(
      fc.property(
        frozenly(anyTerm),
        frozenly(anyFieldRequirement),
        anyNamed,
        (term, more, node) => {
          fc.pre(!isEmptyTerm(readNodeTerm(term, [])))
          const longer = { ...term, matchFields: [...(term.matchFields ?? []), more] }
          if (answer(longer, node) === true) expect(answer(term, node)).toBe(true)
        },
      ),
    )
  })
})

describe('the value that a requirement asks about', () => {
  const requirement = (key: string) => ({
    path: [],
    key,
    operator: 'Exists' as const,
    values: [],
    listed: new Set<string>(),
    bound: 0n,
  })
  const odd = { metadata: { name: 'n1', labels: Object.fromEntries([['__proto__', 'own']]) } }

  it.each([
    ['a label', 'zone', n1, 'a'],
    ['an absent label', 'x', n1, undefined],
    ['an inherited name', 'constructor', n1, undefined],
    ['__proto__ of its own', '__proto__', odd, 'own'],
    ['no labels', 'zone', { metadata: { name: 'n1', labels: undefined } }, undefined],
    ['null for labels', 'zone', { metadata: { name: 'n1', labels: null } }, undefined],
  ])('is %s', (_case, key, node, expected) => {
    expect(expressionValue(requirement(key), node)).toBe(expected)
  })

  it('is the name of the node, and empty for any other field', () => {
    expect(fieldValue(requirement('metadata.name'), n1)).toBe('n1')
    expect(fieldValue(requirement('metadata.namespace'), n1)).toBe('')
    expect(fieldValue(requirement(''), n1)).toBe('')
  })
})
