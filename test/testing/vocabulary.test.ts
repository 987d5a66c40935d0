import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import {
  anyEffect,
  anyKey,
  anyNodeName,
  anySelectorOperator,
  anyTaintKey,
  anyTolerationOperator,
  anyValue,
  compact,
  mapOf,
  rarely,
  sometimes,
  weighted,
} from '../../src/testing/vocabulary.js'
import { frozen, frozenly } from '../support/frozen.js'

const sampled = <A>(arbitrary: fc.Arbitrary<A>): readonly A[] =>
  fc.sample(arbitrary, { numRuns: 2_000, seed: 1 })

describe.each([
  ['anyKey', anyKey, ['a', 'zone', '', '__proto__', 'constructor', '\ud800']],
  ['anyValue', anyValue, ['', 'x', '5', '+5', '0005', '9223372036854775808', 'a b']],
  ['anyEffect', anyEffect, ['NoSchedule', 'NoExecute', 'PreferNoSchedule', '', 'noschedule']],
  ['anyTolerationOperator', anyTolerationOperator, ['Equal', 'Exists', '', 'Lt', 'Gt', 'exists']],
  [
    'anySelectorOperator',
    anySelectorOperator,
    ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', '', 'in'],
  ],
  ['anyTaintKey', anyTaintKey, ['a', 'node.kubernetes.io/not-ready']],
  ['anyNodeName', anyNodeName, ['n1', 'n2', 'n3', '', 'N1']],
])('%s', (_name, arbitrary, expected) => {
  it('comes up with the common and the odd ones', () => {
    expect(sampled(arbitrary)).toEqual(expect.arrayContaining(expected))
  })

  it('collides often', () => {
    const values = sampled(arbitrary)
    expect(new Set(values).size).toBeLessThan(values.length / 20)
  })
})

describe('anyKey and anyValue', () => {
  it('are mostly valid, and sometimes not', () => {
    const faulty = sampled(fc.tuple(anyKey, anyValue)).filter(
      ([key, value]) => labelKeyFaults(key).length + labelValueFaults(value).length > 0,
    )
    expect(faulty.length).toBeGreaterThan(100)
    expect(faulty.length).toBeLessThan(1_000)
  })
})

describe('sometimes', () => {
  it('is the value, null or undefined', () => {
    expect(new Set(sampled(sometimes(fc.constant('x'))))).toEqual(new Set(['x', null, undefined]))
  })
})

describe('rarely', () => {
  it('is mostly absent', () => {
    const values = sampled(rarely(fc.constant('x')))
    const present = values.filter((value) => value === 'x').length
    expect(new Set(values)).toEqual(new Set(['x', undefined]))
    expect(present).toBeGreaterThan(50)
    expect(present).toBeLessThan(500)
  })

  it('is present as often as its weight says', () => {
    const present = sampled(rarely(fc.constant('x'), 1)).filter((value) => value === 'x').length
    expect(present).toBeGreaterThan(800)
    expect(present).toBeLessThan(1_200)
  })
})

describe('weighted', () => {
  it('prefers what weighs more', () => {
    const values = sampled(weighted([9, 'often'], [1, 'seldom']))
    const seldom = values.filter((value) => value === 'seldom').length
    expect(new Set(values)).toEqual(new Set(['often', 'seldom']))
    expect(seldom).toBeLessThan(500)
  })
})

describe('mapOf', () => {
  it('has no more keys than asked for', () => {
    fc.assert(
      fc.property(mapOf(fc.string(), fc.nat(), 2), (map) => {
        expect(Object.keys(map).length).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('has a key __proto__ of its own', () => {
    const keys = fc.constantFrom('__proto__', 'a')
    const withProto = sampled(mapOf(keys, fc.constant('x'))).find((map) =>
      Object.hasOwn(map, '__proto__'),
    )
    expect(Object.entries(withProto ?? {})).toContainEqual(['__proto__', 'x'])
  })
})

describe('compact', () => {
  it.each<[string, object, object]>([
    ['undefined', { a: undefined, b: 1 }, { b: 1 }],
    ['nothing that is null', { a: null }, { a: null }],
    [
      'nothing that is empty',
      { a: '', b: 0, c: false, d: [], e: {} },
      { a: '', b: 0, c: false, d: [], e: {} },
    ],
    ['nothing within members', { a: { b: undefined } }, { a: { b: undefined } }],
  ])('drops %s', (_case, object, expected) => {
    expect(compact(frozen(object))).toStrictEqual(expected)
  })

  it('keeps a key __proto__', () => {
    const object: object = frozen(Object.fromEntries([['__proto__', 'x']]))
    expect(Object.entries(compact(object))).toEqual([['__proto__', 'x']])
  })

  it('keeps every member that is not undefined, in order', () => {
    const anyObject = fc.dictionary(fc.string(), fc.option(fc.anything(), { nil: undefined }))
    fc.assert(
      fc.property(frozenly(anyObject), (object) => {
        expect(Object.entries(compact(object))).toStrictEqual(
          Object.entries(object).filter(([, value]) => value !== undefined),
        )
      }),
    )
  })
})
