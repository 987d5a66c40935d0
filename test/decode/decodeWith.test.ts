import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode } from 'podfit/arbitraries'
import { NodeCodec } from '../../src/decode/codecs.js'
import { decodeWith } from '../../src/decode/decodeWith.js'
import { int64, list, stringMap, struct, text, time } from '../../src/decode/goTypes.js'
import { frozenly } from '../support/frozen.js'

const decode = decodeWith(
  struct({
    name: text,
    seconds: int64,
    at: time,
    labels: stringMap,
    items: list(struct({ key: text }), {}),
  }),
)

describe('decodeWith', () => {
  it.each<[string, unknown, object]>([
    ['the whole value', [], { code: 'WrongType', path: [], expected: 'object', found: 'a list' }],
    [
      'a field',
      { name: 5 },
      { code: 'WrongType', path: ['name'], expected: 'string', found: 'the number 5' },
    ],
    [
      'an item of a list, by its index',
      { items: [{}, { key: true }] },
      {
        code: 'WrongType',
        path: ['items', 1, 'key'],
        expected: 'string',
        found: 'the boolean true',
      },
    ],
    [
      'an entry of a map, by its key',
      { labels: { 'a.b/c': {}, 0: 'x' } },
      {
        code: 'WrongType',
        path: ['labels', 'a.b/c'],
        expected: 'string',
        found: 'an object',
      },
    ],
    [
      'a key that looks like an index',
      { labels: { 0: 1 } },
      { code: 'WrongType', path: ['labels', '0'], expected: 'string', found: 'the number 1' },
    ],
    [
      'text that is no time',
      { at: 'soon' },
      { code: 'WrongType', path: ['at'], expected: 'RFC 3339 time', found: 'the string "soon"' },
    ],
    [
      'a whole number that may have been rounded',
      { seconds: 2 ** 63 },
      {
        code: 'UnsafeInteger',
        path: ['seconds'],
        expected: '64-bit integer',
        found: 'the number 9223372036854776000',
      },
    ],
    [
      'a number with a fraction',
      { seconds: 1.5 },
      {
        code: 'WrongType',
        path: ['seconds'],
        expected: '64-bit integer',
        found: 'the number 1.5',
      },
    ],
    [
      'a bigint that no int64 holds',
      { seconds: 2n ** 63n },
      {
        code: 'WrongType',
        path: ['seconds'],
        expected: '64-bit integer',
        found: 'the number 9223372036854775808',
      },
    ],
    [
      'a large number that is no int64 field',
      { name: 2 ** 60 },
      {
        code: 'WrongType',
        path: ['name'],
        expected: 'string',
        found: 'the number 1152921504606847000',
      },
    ],
  ])('says of %s where it stands, what was expected and what was found', (_case, value, issue) => {
    expect(decode(value)).toEqual(E.left([issue]))
  })

  it('tells every issue, in the order of the fields', () => {
    const result = decode({ items: [5, { key: 6 }], labels: 'x', name: [] })
    const paths = E.isLeft(result) ? result.left.map((issue) => issue.path) : []
    expect(paths).toEqual([['name'], ['labels'], ['items', 0], ['items', 1, 'key']])
  })

  it('answers with the very same value when nothing has to change', () => {
    fc.assert(
      fc.property(frozenly(anyNode), (node) => {
        const result = decodeWith(NodeCodec)(node)
        fc.pre(NodeCodec.is(node))
        expect(E.isRight(result) && result.right).toBe(node)
      }),
    )
  })

  it('never throws and never changes its input', () => {
    fc.assert(
      fc.property(frozenly(fc.anything({ withBigInt: true, withNullPrototype: true })), (value) => {
        expect(['Left', 'Right']).toContain(decode(value)._tag)
      }),
    )
  })
})
