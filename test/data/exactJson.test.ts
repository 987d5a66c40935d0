import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { exactJson, orderedJson } from '../../src/data/exactJson.js'
import { parseJson } from '../../src/decode/json.js'

describe('exactJson', () => {
  it('writes all digits of a bigint, as a number', () => {
    expect(exactJson({ tolerationSeconds: 9223372036854775807n })).toBe(
      '{"tolerationSeconds":9223372036854775807}',
    )
  })

  it('tells a bigint from text that looks like one', () => {
    const value = { a: '::1', b: ':5', c: 7n, '::::9': 1n, d: '"::7"' }
    expect(exactJson(value)).toBe(
      String.raw`{"a":"::1","b":":5","c":7,"::::9":1,"d":"\"::7\""}`.replaceAll('\\\\', '\\'),
    )
  })

  it('writes nothing as null', () => {
    expect(exactJson(undefined)).toBe('null')
  })

  it('writes what has no bigint as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(exactJson(value, indent)).toBe(JSON.stringify(value, undefined, indent))
      }),
    )
  })

  it('is read again without loss', () => {
    const beyond = fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), beyond), (value) => {
        expect(parseJson(exactJson(value))).toEqual(E.right({ ...value }))
      }),
    )
  })
})

describe('orderedJson', () => {
  it('is the same text for equal values', () => {
    expect(orderedJson({ b: [1n, null], a: { d: 'x', c: true } })).toBe(
      orderedJson({ a: { c: true, d: 'x' }, b: [1, null] }),
    )
    expect(orderedJson({ a: 1 })).not.toBe(orderedJson({ a: '1' }))
  })
})
