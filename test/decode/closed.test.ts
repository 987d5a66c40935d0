import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { closed, exactlyOneOf } from '../../src/decode/closed.js'
import { decodeWith } from '../../src/decode/decodeWith.js'
import { int32, text } from '../../src/decode/goTypes.js'

const thing = closed({ name: text }, { count: int32 })
const issuesOf = <A>(codec: t.Type<A>, value: unknown) => {
  const result = decodeWith(codec)(value)
  return E.isLeft(result) ? result.left : []
}

describe('a closed object', () => {
  it.each([[{ name: 'a' }], [{ name: 'a', count: 1 }], [{ name: 'a', count: null }]])(
    'may be %j',
    (value) => {
      expect(thing.is(value)).toBe(true)
      expect(issuesOf(thing, value)).toEqual([])
    },
  )

  it.each([
    [{}, [['name'], 'WrongType', 'string']],
    [{ name: null }, [['name'], 'WrongType', 'string']],
    [{ name: 'a', count: 'x' }, [['count'], 'WrongType', '32-bit integer']],
    [{ name: 'a', cuont: 1 }, [['cuont'], 'UnknownField', 'one of the fields name, count']],
    [{ name: 'a', toString: 1 }, [['toString'], 'UnknownField', 'one of the fields name, count']],
    ['a', [[], 'WrongType', 'object']],
  ])('may not be %j', (value, [at, code, expected]) => {
    expect(thing.is(value)).toBe(false)
    expect(issuesOf(thing, value)).toMatchObject([{ path: at, code, expected }])
  })

  it('is encoded as it is', () => {
    expect(thing.encode({ name: 'a' })).toEqual({ name: 'a' })
  })
})

describe('an object with exactly one field', () => {
  const either = exactlyOneOf({ a: text, b: text })

  it('has one', () => {
    expect(either.is({ a: 'x' })).toBe(true)
    expect(issuesOf(either, { b: 'x' })).toEqual([])
    expect(either.encode({ b: 'x' })).toEqual({ b: 'x' })
  })

  it.each([[{}], [{ a: 'x', b: 'x' }]])('is not %j', (value) => {
    expect(either.is(value)).toBe(false)
    expect(issuesOf(either, value)).toMatchObject([
      { expected: 'an object with exactly one of the fields a, b', found: 'an object' },
    ])
  })

  it('has none that is unknown', () => {
    expect(issuesOf(either, { c: 'x' })).toMatchObject([{ path: ['c'], code: 'UnknownField' }])
  })
})
