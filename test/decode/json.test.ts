import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeJson, parseJson } from '../../src/decode/json.js'

const parsed = (text: string): unknown => E.toUnion(parseJson(text))

type Json = null | boolean | string | bigint | readonly Json[] | { readonly [key: string]: Json }

const anyPoint = fc.oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))

const anyText = fc.oneof(
  fc.array(anyPoint).map((points) => String.fromCodePoint(...points)),
  fc.constantFrom(
    ':',
    '::9007199254740993',
    '"9007199254740993"',
    String.raw`\"`,
    '\\',
    '__proto__',
  ),
)

/** JSON whose numbers are whole, as large as you like. */
const anyJson = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    anyText,
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.constantFrom(null, true, false),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(anyText, tie('json')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).json

const written = (value: Json): string => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${written(item)}`,
  )
  return `{ ${members.join(' ,\n')} }`
}

/** As it should come back: numbers as far as they are exact. */
const exact = (value: Json): unknown => {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  if (Array.isArray(value)) return value.map(exact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exact(item)]))
}

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['9007199254740991', 9_007_199_254_740_991],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['18446744073709551616', 2n ** 64n],
    ['[1000000000000000, 10000000000000000]', [10 ** 15, 10n ** 16n]],
    ['-0', -0],
    ['1e3', 1000],
    ['9007199254740993e0', 9_007_199_254_740_992],
    ['9007199254740993E2', 900_719_925_474_099_300],
    ['9007199254740993.0', 9_007_199_254_740_992],
    ['9007199254740993.5', 9_007_199_254_740_994],
    ['0.25', 0.25],
  ])('reads the number %s without losing digits', (text, expected) => {
    expect(parsed(text)).toEqual(expected)
  })

  it.each([
    ['a string of digits', '9007199254740993'],
    ['digits after an escaped quote', '"9007199254740993'],
    ['digits after a backslash', '\\9007199254740993'],
    ['a quote at the end', '9007199254740993"'],
    ['a mark', ':9007199254740993'],
    ['several marks', ':::9007199254740993'],
    ['a mark alone', ':'],
  ])('takes %s in a string for text', (_case, text) => {
    const json = `{"number": 9007199254740993, ${JSON.stringify(text)}: ${JSON.stringify(text)}}`
    expect(parsed(json)).toEqual({ number: 9_007_199_254_740_993n, [text]: text })
  })

  it('takes an escaped mark for text', () => {
    expect(parsed(String.raw`["\u003a1", "\u003A\u003a2", 9007199254740993]`)).toEqual([
      ':1',
      '::2',
      9_007_199_254_740_993n,
    ])
  })

  it.each([
    ['a lone high one', String.raw`"a\ud800b"`, 'a\ufffdb'],
    ['a lone low one', String.raw`"\uDC00"`, '\ufffd'],
    ['two in the wrong order', String.raw`"\udc00\ud800"`, '\ufffd\ufffd'],
    ['a high one before a pair', String.raw`"\ud800\ud83d\ude00"`, '\ufffd😀'],
    ['a high one before another escape', String.raw`"\ud800\u0041\n"`, '\ufffdA\n'],
    ['a pair', String.raw`"\uD83D\uDE00"`, '😀'],
    ['an escaped backslash before the letters', String.raw`"\\ud800"`, String.raw`\ud800`],
  ])('reads surrogates as Go does: %s', (_case, text, expected) => {
    expect(parsed(text)).toBe(expected)
    expect(parsed(`[${text}, 9007199254740993]`)).toEqual([expected, 9_007_199_254_740_993n])
  })

  it('keeps a key __proto__ as a key of its own', () => {
    const [read] = [parsed('{"__proto__": {"a": 9007199254740993}}')]
    expect(Object.entries(read ?? {})).toEqual([['__proto__', { a: 9_007_199_254_740_993n }]])
  })

  it.each([
    [''],
    [' '],
    ['{'],
    ['{"a": 9007199254740993'],
    ["{'a': 1}"],
    ['[1,]'],
    ['{"a": 1} {"b": 2}'],
    ['"9007199254740993'],
    ['-09007199254740993'],
    ['09007199254740993'],
    ['NaN'],
    ['undefined'],
    ['kind: Node'],
    ['\ufeff{}'],
  ])('refuses %j', (text) => {
    expect(parseJson(text)).toMatchObject({ _tag: 'Left', left: [{ code: 'InvalidJson' }] })
  })

  it.each([
    '0.30000000000000004',
    '-12345678901234567.5',
    '1234567890123456789e2',
    '1.7976931348623157e308',
    '0.1234567890123456789',
  ])('reads %s, a float of many digits, as JSON.parse does', (text) => {
    expect(parsed(`{"x": ${text}, "y": 9007199254740993}`)).toEqual({
      x: Number(text),
      y: 9007199254740993n,
    })
  })

  it('says what the parser says', () => {
    const fault = parseJson('[1, 2')
    expect(E.isLeft(fault) && fault.left[0].message).toMatch(/JSON/)
  })

  it('reads every whole number digit for digit, and every string letter for letter', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(parsed(written(value))).toStrictEqual(exact(value))
      }),
    )
  })

  it('reads what has no long number as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: true }), (text) => {
        fc.pre(!/\d{16}/.test(text))
        expect(parsed(text)).toStrictEqual(JSON.parse(text))
      }),
    )
  })
})

describe('decodeJson', () => {
  it('reads everything in a text', () => {
    const text = '[{"kind": "Node", "metadata": {"name": "a"}}, {"kind": "Secret"}]'
    expect(decodeJson(text)).toStrictEqual(
      E.right({
        nodes: [{ kind: 'Node', metadata: { name: 'a' } }],
        others: { Secret: 1 },
        broken: [],
      }),
    )
  })

  it('reads a 64-bit integer without loss', () => {
    const text = `{"kind": "PodList", "items": [
      {"spec": {"tolerations": [{"tolerationSeconds": 9223372036854775807}]}},
      {"metadata": {"generation": 9007199254740993, "labels": {"a": ":9007199254740993"}}}
    ]}`
    expect(decodeJson(text)).toStrictEqual(
      E.right({
        pods: [
          { spec: { tolerations: [{ tolerationSeconds: 2n ** 63n - 1n }] } },
          {
            metadata: { generation: 9_007_199_254_740_993n, labels: { a: ':9007199254740993' } },
          },
        ],
        others: {},
        broken: [],
      }),
    )
  })

  it('leaves large numbers that nobody reads as JSON.parse has them', () => {
    const read = decodeJson('{"kind": "Node", "status": {"capacity": 9007199254740993}}')
    expect(read).toMatchObject({ right: { nodes: [{ status: { capacity: 2 ** 53 } }] } })
  })

  it.each([
    ['with a fraction', '9007199254740993.0', 'UnsafeInteger', '9007199254740992'],
    ['with an exponent', '1e16', 'UnsafeInteger', '10000000000000000'],
    ['that no int64 holds', '9223372036854775808', 'WrongType', '9223372036854775808'],
  ])('refuses a large number %s', (_case, number, code, found) => {
    const text = `[{"kind": "Node", "metadata": {"generation": ${number}}}, {"kind": "Node"}]`
    expect(decodeJson(text)).toStrictEqual(
      E.right({
        nodes: [{ kind: 'Node' }],
        others: {},
        broken: [
          {
            path: [0],
            kind: 'Node',
            issues: [
              {
                code,
                path: ['metadata', 'generation'],
                expected: '64-bit integer',
                found: `the number ${found}`,
              },
            ],
          },
        ],
      }),
    )
  })

  it('reads lone surrogates as U+FFFD', () => {
    const read = decodeJson(String.raw`{"kind": "Node", "metadata": {"name": "\ud800"}}`)
    expect(read).toMatchObject({ right: { nodes: [{ metadata: { name: '\ufffd' } }] } })
  })

  it.each([[''], ['{'], ['kind: Node'], ['{"kind": "Node"} 9007199254740993']])(
    'refuses %j',
    (text) => {
      expect(decodeJson(text)).toMatchObject({ _tag: 'Left', left: [{ code: 'InvalidJson' }] })
    },
  )

  it('reads lists as deep as they come without overflowing the stack', () => {
    const text = `${'['.repeat(5_000)}{"kind": "Node"}${']'.repeat(5_000)}`
    expect(decodeJson(text)).toMatchObject({ right: { nodes: [{ kind: 'Node' }] } })
  })
})
