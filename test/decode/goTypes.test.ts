import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  boolean,
  int32,
  int64,
  intOrString,
  list,
  onlyKeys,
  stringMap,
  struct,
  text,
  time,
} from '../../src/decode/goTypes.js'
import { frozen } from '../support/frozen.js'

const REFUSED = 'refused'

const read = <A>(type: t.Type<A>, value: unknown): A | typeof REFUSED =>
  E.getOrElse<unknown, A | typeof REFUSED>(() => REFUSED)(type.decode(frozen(value)))

const refusedPaths = (type: t.Mixed, value: unknown): readonly string[] => {
  const result = type.decode(frozen(value))
  return E.isRight(result)
    ? []
    : result.left.map(({ context }) => context.map(({ key }) => key).join('/'))
}

const ownProto = (value: unknown): object => Object.fromEntries([['__proto__', value]])

describe('text', () => {
  it.each([
    ['an empty string', '', ''],
    ['any string', 'é\u0000 x', 'é\u0000 x'],
    ['a surrogate pair', '\ud83d\ude00', '\ud83d\ude00'],
    ['a lone high surrogate, as U+FFFD', 'a\ud800b', 'a\ufffdb'],
    ['a lone low surrogate, as U+FFFD', '\udc00', '\ufffd'],
    ['surrogates in the wrong order, each as U+FFFD', '\udc00\ud800', '\ufffd\ufffd'],
  ])('takes %s', (_case, value, expected) => {
    expect(read(text, value)).toBe(expected)
  })

  it.each([[5], [5n], [true], [{}], [[]], [null], [undefined]])('refuses %s', (value) => {
    expect(read(text, value)).toBe(REFUSED)
  })
})

describe('boolean', () => {
  it.each([[true], [false]])('takes %s', (value) => {
    expect(read(boolean, value)).toBe(value)
  })

  it.each([['true'], [''], [0], [1], [{}], [[]], [null]])('refuses %j', (value) => {
    expect(read(boolean, value)).toBe(REFUSED)
  })
})

describe('int32', () => {
  it.each([[0], [-1], [2 ** 31 - 1], [-(2 ** 31)]])('takes %s', (value) => {
    expect(read(int32, value)).toBe(value)
  })

  it.each([
    [2 ** 31],
    [-(2 ** 31) - 1],
    [1.5],
    [2 ** 63],
    [2n ** 63n],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['5'],
    [''],
    [true],
    [[]],
    [{}],
  ])('refuses %s', (value) => {
    expect(read(int32, value)).toBe(REFUSED)
  })
})

describe('int64', () => {
  it.each([
    [0],
    [-300],
    [2 ** 53 - 1],
    [-(2 ** 53) + 1],
    [300n],
    [9_007_199_254_740_993n],
    [2n ** 63n - 1n],
    [-(2n ** 63n)],
  ])('takes %s', (value) => {
    expect(read(int64, value)).toBe(value)
  })

  it.each([
    [2n ** 63n],
    [-(2n ** 63n) - 1n],
    [1.5],
    [Number.NaN],
    [Number.NEGATIVE_INFINITY],
    ['300'],
    [true],
    [{}],
    [[]],
  ])('refuses %s', (value) => {
    expect(read(int64, value)).toBe(REFUSED)
  })

  it.each([[2 ** 53], [-(2 ** 53)], [2 ** 63]])(
    'refuses %s, which may have been rounded',
    (value) => {
      expect(read(int64, value)).toBe(REFUSED)
    },
  )
})

describe('intOrString', () => {
  it.each([
    [0, 0],
    [-1, -1],
    [2 ** 31 - 1, 2 ** 31 - 1],
    ['25%', '25%'],
    ['', ''],
    ['2147483648', '2147483648'],
    ['\ud800', '\ufffd'],
  ])('takes %j', (value, expected) => {
    expect(read(intOrString, value)).toBe(expected)
  })

  it.each([[2 ** 31], [-(2 ** 31) - 1], [1.5], [5n], [true], [[]], [{}]])('refuses %s', (value) => {
    expect(read(intOrString, value)).toBe(REFUSED)
  })
})

describe('time', () => {
  it.each([
    ['2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00.123456789Z'],
    ['2026-01-01T00:00:00,5Z'],
    ['2026-01-01T00:00:00+24:60'],
    ['0000-01-01T00:00:00Z'],
  ])('takes %j', (value) => {
    expect(read(time, value)).toBe(value)
  })

  it('takes a Date, as client libraries hand it out', () => {
    const value = new Date('2026-01-01T00:00:00Z')
    expect(read(time, value)).toBe(value)
  })

  it.each([
    [''],
    ['now'],
    ['2026-01-01'],
    ['2026-01-01 00:00:00Z'],
    ['2026-01-01t00:00:00Z'],
    ['2026-01-01T00:00:00z'],
    ['2026-02-29T00:00:00Z'],
    ['2026-01-01T24:00:00Z'],
    ['2026-01-01T00:00:60Z'],
    ['2026-01-01T00:00:00+25:00'],
    ['2026-01-01T00:00:00.Z'],
    [1_767_225_600],
    [{}],
    [true],
    [new Date('never')],
  ])('refuses %j', (value) => {
    expect(read(time, value)).toBe(REFUSED)
  })
})

describe('list', () => {
  const texts = list(text, '')

  it.each([
    ['no items', [], []],
    ['items', ['a', 'b'], ['a', 'b']],
    ['an item that is null, as the zero value', ['a', null, undefined], ['a', '', '']],
    ['an item that decoding changes', ['\ud800', 'b'], ['\ufffd', 'b']],
  ])('takes %s', (_case, value, expected) => {
    expect(read(texts, value)).toEqual(expected)
  })

  it.each([[{}], [{ 0: 'a', length: 1 }], ['a'], [5], [true]])('refuses %j', (value) => {
    expect(read(texts, value)).toBe(REFUSED)
  })

  it('tells every item that is wrong', () => {
    expect(refusedPaths(texts, ['a', 5, null, []])).toEqual(['/1', '/3'])
  })
})

describe('stringMap', () => {
  it.each<[string, object, object]>([
    ['no entries', {}, {}],
    ['entries', { a: 'x', '': '' }, { a: 'x', '': '' }],
    ['a value that is null, as the empty string', { a: null, b: undefined }, { a: '', b: '' }],
    ['lone surrogates, as U+FFFD', { '\ud800': '\udc00' }, { '\ufffd': '\ufffd' }],
    ['keys that objects inherit', { constructor: 'x' }, { constructor: 'x' }],
  ])('takes %s', (_case, value, expected) => {
    expect(read(stringMap, value)).toEqual(expected)
  })

  it.each<[string, object, object]>([
    ['a string', ownProto('x'), ownProto('x')],
    ['null', ownProto(null), ownProto('')],
  ])('keeps a key __proto__ whose value is %s', (_case, value, expected) => {
    const entries = Object.entries(read(stringMap, value))
    expect(entries).toEqual(Object.entries(expected))
  })

  it.each([[[]], ['a'], [5], [true]])('refuses %j', (value) => {
    expect(read(stringMap, value)).toBe(REFUSED)
  })

  it('tells every value that is wrong', () => {
    expect(refusedPaths(stringMap, { a: 5, b: 'x', c: {}, ...ownProto(1) })).toEqual([
      '/a',
      '/c',
      '/__proto__',
    ])
  })
})

describe('struct', () => {
  const point = struct({ x: int32, name: text })

  it.each<[string, object]>([
    ['no fields', {}],
    ['its fields', { x: 1, name: 'p' }],
    ['fields that are null', { x: null, name: undefined }],
    ['fields it does not know', { x: 1, X: 'other', more: { deep: [null] } }],
    ['keys that objects inherit', { constructor: 5, ...ownProto(5) }],
  ])('takes %s, the very same value', (_case, value) => {
    expect(read(point, value)).toBe(value)
  })

  it('carries what it does not know when a field changes', () => {
    const value = { name: '\ud800', more: [1], ...ownProto({ y: 2 }) }
    const decoded = read(point, value)
    expect(Object.entries(decoded)).toEqual([
      ['name', '\ufffd'],
      ['more', [1]],
      ['__proto__', { y: 2 }],
    ])
  })

  it('leaves the given value as it was', () => {
    const value = frozen({ name: '\ud800' })
    read(point, value)
    expect(value).toEqual({ name: '\ud800' })
  })

  it.each([[[]], ['x'], [5], [true]])('refuses %j', (value) => {
    expect(read(point, value)).toBe(REFUSED)
  })

  it('tells every field that is wrong', () => {
    expect(refusedPaths(point, { x: 'a', name: 5 })).toEqual(['/x', '/name'])
  })
})

describe('slice', () => {
  const point = struct({ x: int32, name: text, tags: stringMap, path: list(int32, 0) })
  const nested = struct({ from: point, to: point, note: onlyKeys(stringMap, ['b']) })

  it.each<[string, object, object]>([
    ['fields that are not read', { x: 1, y: 2 }, { x: 1 }],
    ['keys that objects inherit', { x: 1, constructor: 5, ...ownProto(5) }, { x: 1 }],
    ['what is undefined', { x: undefined, name: 'a' }, { name: 'a' }],
  ])('leaves %s out', (_case, value, slice) => {
    expect(point.slice(frozen(value))).toStrictEqual(slice)
  })

  it('keeps null, maps and lists', () => {
    const value = { x: null, tags: { a: 'b', ...ownProto('c') }, path: [1, 2] }
    expect(point.slice(frozen(value))).toStrictEqual(value)
  })

  it('keeps of a map only the keys that are read, and nothing if it has none', () => {
    expect(nested.slice({ note: { a: 'x' }, from: { x: 1 } })).toStrictEqual({ from: { x: 1 } })
    expect(nested.slice({ note: { a: 'x', b: 'y' } })).toStrictEqual({ note: { b: 'y' } })
    expect(refusedPaths(nested, { note: { a: 5 } })).toEqual(['/note/a'])
  })

  it('keeps the place of an item of which nothing is read', () => {
    const notes = list(onlyKeys(stringMap, ['b']), {})
    expect(notes.slice(frozen([{ a: 'x' }, { a: 'x', b: 'y' }]))).toStrictEqual([{}, { b: 'y' }])
  })

  it('shares with a part read before what is the same', () => {
    const before = nested.slice({ from: { x: 1, tags: { a: 'b' } }, to: { path: [1, 2] } })
    const now = { from: { x: 2, tags: { a: 'b' } }, to: { path: [1, 2] } }
    const slice = nested.slice(frozen(now), before)
    expect(slice).toStrictEqual(now)
    expect(slice?.to).toBe(before?.to)
    expect(slice?.from).not.toBe(before?.from)
    expect(slice?.from?.tags).toBe(before?.from?.tags)
    expect(nested.slice(frozen({ ...now, from: { x: 1, tags: { a: 'b' } } }), before)).toBe(before)
  })

  it.each<[string, unknown]>([
    ['something else', 'x'],
    ['a field more', { x: 1, name: 'a' }],
    ['a field less', {}],
    ['other lists', { path: [1, 2, 3] }],
    ['other maps', { tags: { a: 'c' } }],
  ])('takes nothing from a part that was %s', (_case, before) => {
    const value = { x: 1, tags: { a: 'b' }, path: [1, 2] }
    expect(point.slice(frozen(value), before)).toStrictEqual(value)
    expect(point.slice({ x: 1 }, before)).toStrictEqual({ x: 1 })
  })
})
