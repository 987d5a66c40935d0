import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build } from 'esbuild'
import { decodeYaml, firstFault, parseYaml } from '../../src/decode/yaml.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { decodeJson } from '../../src/decode/json.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'

const valueOf = (text: string): unknown => {
  const [document, ...more] = parseYaml(text)
  expect(more).toEqual([])
  if (document === undefined) return undefined
  return E.isRight(document) ? document.right : document.left[0]
}

describe('parseYaml: scalars as Go reads them', () => {
  it.each<[string, unknown]>([
    ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
      (text): [string, boolean] => [text, true],
    ),
    ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
      (text): [string, boolean] => [text, false],
    ),
    ...['~', 'null', 'Null', 'NULL', ''].map((text): [string, null] => [text, null]),
  ])('%j is %s', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected })
  })

  it.each<[string, number]>([
    ['0', 0],
    ['-0', 0],
    ['+1', 1],
    ['010', 8],
    ['-010', -8],
    ['00', 0],
    ['08', 8],
    ['0o17', 15],
    ['0x1F', 31],
    ['-0X1f', -31],
    ['+0x1F', 31],
    ['0b101', 5],
    ['-0b101', -5],
    ['1_000', 1000],
    ['1__0', 10],
    ['1_', 1],
    ['0_7', 7],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1e-3', 0.001],
    ['1.', 1],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['+.5', 0.5],
    ['1.5e3', 1500],
    ['08.5', 8.5],
    ['18446744073709551616', 18_446_744_073_709_552_000],
  ])('%s is the number %d', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected + 0 })
  })

  it.each([
    ['9007199254740993', 9_007_199_254_740_993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['18446744073709551615', 2n ** 64n - 1n],
    ['0xFFFFFFFFFFFFFFFF', 2n ** 64n - 1n],
    ['9_223_372_036_854_775_807', 2n ** 63n - 1n],
  ])('%s keeps all its digits', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected })
  })

  it.each(['yEs', 'tRue', 'nULL', 'oN', 'Y e s', '1:30', '190:20:30', '2001-01-01'])(
    '%s is text',
    (text) => {
      expect(valueOf(`a: ${text}\n`)).toEqual({ a: text })
    },
  )

  it.each(['_1', '1.2.3', '1,000', '1e', '123e', '0b2', '0x', '0xg', '1-2', '12-01', '+', '.'])(
    '%s is text, no number',
    (text) => {
      expect(valueOf(`a: ${text}\n`)).toEqual({ a: text })
    },
  )

  it.each(['infinity', 'inf', 'NaN', 'nan', '..', '=', '<<', 'x#c', 'é', '2001-12-14t21:59:43Z'])(
    '%s is text, nothing else',
    (text) => {
      expect(valueOf(`a: ${text}\n`)).toEqual({ a: text })
    },
  )

  it.each<[string, unknown]>([
    ['"yes"', 'yes'],
    ["'010'", '010'],
    ['"0x10"', '0x10'],
    ['"~"', '~'],
    ['""', ''],
    ['!!str 5', '5'],
    ['!!str yes', 'yes'],
    ['!!int "5"', 5],
    ['!!bool "yes"', true],
    ['! 5', '5'],
    ['|\n  5', '5\n'],
    ['>\n  x\n  y', 'x y\n'],
    [String.raw`"\u0041\x42\n"`, 'AB\n'],
    ['x # c', 'x'],
    ['{b: 010, c: }', { b: 8, c: null }],
    ['[1, yes, ~, "no"]', [1, true, null, 'no']],
  ])('%j is %j', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected })
  })

  it.each([
    ['.inf', Number.POSITIVE_INFINITY],
    ['+.Inf', Number.POSITIVE_INFINITY],
    ['-.INF', Number.NEGATIVE_INFINITY],
    ['.nan', Number.NaN],
  ])('%s is a number, so that no field takes it', (text, expected) => {
    expect(valueOf(`a: ${text}\n`)).toEqual({ a: expected })
  })
})

describe('parseYaml: keys', () => {
  it.each<[string, object]>([
    ['1: x', { 1: 'x' }],
    ['010: x', { 8: 'x' }],
    ['1_000: x', { 1000: 'x' }],
    ['yes: x', { true: 'x' }],
    ['on: x', { true: 'x' }],
    ['1.5: x', { 1.5: 'x' }],
    ['9007199254740993: x', { '9007199254740993': 'x' }],
    ['2001-01-01: x', { '2001-01-01': 'x' }],
    ['"no": x', { no: 'x' }],
    ['? a\n: x', { a: 'x' }],
    ['constructor: x', { constructor: 'x' }],
  ])('%j', (text, expected) => {
    expect(valueOf(`${text}\n`)).toEqual(expected)
  })

  it('of two that are equal the last counts', () => {
    expect(valueOf('a: 1\nb: 2\na: 3\n')).toEqual({ a: 3, b: 2 })
    expect(valueOf('a: {x: 1}\na: {z: 2}\n')).toEqual({ a: { z: 2 } })
  })

  it('may be __proto__, as a key like any other', () => {
    const value = valueOf('labels:\n  __proto__: x\n  a: b\n') as { readonly labels: object }
    expect(Object.entries(value.labels)).toEqual([
      ['__proto__', 'x'],
      ['a', 'b'],
    ])
    expect(Object.getPrototypeOf(value.labels)).toBe(Object.prototype)
  })
})

describe('parseYaml: anchors and merge keys', () => {
  it.each<[string, string, unknown]>([
    ['an alias', 'a: &x {k: 1}\nb: *x\n', { a: { k: 1 }, b: { k: 1 } }],
    [
      'an anchor that is given twice',
      'a: &x 1\nb: *x\nc: &x 2\nd: *x\n',
      { a: 1, b: 1, c: 2, d: 2 },
    ],
    ['an alias as a key', 'a: &x k\n*x : 1\n', { a: 'k', k: 1 }],
    ['an anchor on nothing', 'a: &x\nb: *x\n', { a: null, b: null }],
    [
      'a merge key',
      'base: &b {k: 1, l: 2}\na:\n  <<: *b\n  l: 3\n',
      { base: { k: 1, l: 2 }, a: { k: 1, l: 3 } },
    ],
    ['a merge key with a map', 'a:\n  <<: {k: 1}\n', { a: { k: 1 } }],
    [
      'a merge key with a list, of which the first counts',
      'a:\n  <<: [{k: 1}, {k: 2, l: 3}]\n',
      { a: { k: 1, l: 3 } },
    ],
    ['a quoted merge key, which is none', 'a:\n  "<<": {k: 1}\n', { a: { '<<': { k: 1 } } }],
  ])('%s', (_case, text, expected) => {
    expect(valueOf(text)).toEqual(expected)
  })

  it('merges a key __proto__ as a key like any other', () => {
    const value = valueOf('a:\n  <<: {__proto__: x}\n') as { readonly a: object }
    expect(Object.entries(value.a)).toEqual([['__proto__', 'x']])
  })

  it.each([
    ['an alias that is not known', 'a: *x\n'],
    ['a merge of no map', 'a:\n  <<: 5\n'],
    ['a merge of a list of no maps', 'a:\n  <<: [5]\n'],
  ])('refuses %s', (_case, text) => {
    expect(valueOf(text)).toMatchObject({
      code: 'InvalidYaml',
      document: 1,
      message: expect.any(String) as string,
    })
  })

  it.each(['\u0000', '\u001b', '\u0085\u0084', '\u007f', '\uffff'])(
    'refuses the document that has a character like %j, as Go does',
    (character) => {
      const [first, second] = parseYaml(`a: 1\n---\nb: 2 # ${character}\n`)
      expect(first).toEqual(E.right({ a: 1 }))
      expect(second).toMatchObject(
        E.left([{ message: 'control characters are not allowed', document: 2, line: 3 }]),
      )
    },
  )

  it.each([101, 5000])('reads %i uses of an anchor', (count) => {
    const uses = Array.from({ length: count }, (_, i) => `- {name: n${i}, labels: *l}`)
    const [first] = parseYaml(['x: &l {a: b}', 'items:', ...uses].join('\n'))
    expect(first).toMatchObject(E.right({ items: { length: count } }))
    expect(first).toMatchObject(E.right({ items: { [count - 1]: { labels: { a: 'b' } } } }))
  })

  it('refuses aliases that multiply without end', () => {
    const names = 'abcdefghi'.split('')
    const levels = names.map((name, i) => {
      const below = i === 0 ? 'x' : `*${names[i - 1] ?? ''}`
      return `${name}: &${name} [${`${below}, `.repeat(10)}]\n`
    })
    const bomb = levels.join('')
    expect(valueOf(bomb)).toMatchObject({
      document: 1,
      message: expect.stringMatching(/alias/i) as string,
    })
  })
})

describe('parseYaml: documents', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['a comment', '# nothing\n'],
  ])('has none in %s', (_case, text) => {
    expect(parseYaml(text)).toEqual([])
  })

  it('counts them from 1, empty ones too', () => {
    expect(parseYaml('---\na: 1\n---\n# empty\n---\nb: 2\n...\n---\nc: 3\n')).toEqual([
      E.right({ a: 1 }),
      E.right(null),
      E.right({ b: 2 }),
      E.right({ c: 3 }),
    ])
  })

  it('does not take three dashes in a block of text for a boundary', () => {
    expect(parseYaml('a: |\n  ---\n  b\n')).toEqual([E.right({ a: '---\nb\n' })])
  })

  it('reads the good ones among broken ones', () => {
    const documents = parseYaml('a: 1\n---\nb: c: d\n---\nc: 2\n---\nd: [1\n---\n*x\n---\ne: 3\n')
    expect(documents).toMatchObject([
      E.right({ a: 1 }),
      { left: [{ document: 2, line: 3 }] },
      E.right({ c: 2 }),
      { left: [{ document: 4, message: expect.any(String) as string }] },
      { left: [{ document: 5, message: expect.any(String) as string }] },
      E.right({ e: 3 }),
    ])
  })

  it('knows an anchor in its own document only', () => {
    expect(parseYaml('a: &x 1\n---\nb: *x\n')).toMatchObject([
      E.right({ a: 1 }),
      { left: [{ document: 2, message: expect.stringContaining('x') as string }] },
    ])
  })

  it.each([
    ['a tab', 'a:\n\tb: c\n', 2],
    ['a map on one line', 'a: b: c\n', 1],
    ['indentation that goes astray', 'a:\n  b: c\n d: e\n', 3],
    ['text after a quoted value', 'x: 1\na: "b" c\n', 2],
  ])('names the line of %s', (_case, text, line) => {
    const [document] = parseYaml(text)
    expect(document).toMatchObject({ left: [{ code: 'InvalidYaml', document: 1, line }] })
  })

  it('says what is wrong in one line, without an excerpt', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a: b: c\n', 'a: [1\n', 'a:\n\tb: c\n', 'a: *x\n', 'a: @\n', '}\n'),
        (text) => {
          const [document] = parseYaml(text)
          const message =
            document !== undefined && E.isLeft(document) ? document.left[0]?.message : ''
          expect(message).not.toBe('')
          expect(message).not.toMatch(/\n|at line \d+/)
        },
      ),
    )
  })

  it.each<[string, string, unknown]>([
    ['a list', '- a\n- b: 1\n', ['a', { b: 1 }]],
    ['text alone', 'just text\n', 'just text'],
    ['JSON', '{"a": [1, 2.5, true, null], "b": "yes"}\n', { a: [1, 2.5, true, null], b: 'yes' }],
    ['lines that end as on Windows', 'a: b\r\nc:\r\n- d\r\n', { a: 'b', c: ['d'] }],
    ['a directive', '%YAML 1.1\n---\na: yes\n', { a: true }],
    ['a list that is not indented', 'a:\n- b: c\n  d: e\n', { a: [{ b: 'c', d: 'e' }] }],
  ])('reads %s', (_case, text, expected) => {
    expect(valueOf(text)).toEqual(expected)
  })

  it('reads what JSON can say as JSON says it', () => {
    const anyWord = fc.stringMatching(/^[ -~]*$/)
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        anyWord,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(anyWord, tie('tree'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        expect(valueOf(`${JSON.stringify({ value })}\n`)).toEqual({
          value: JSON.parse(JSON.stringify(value)) as unknown,
        })
      }),
    )
  })
})

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/manifests/${name}`, import.meta.url), 'utf8')

/** JSON without the members that are null: a server leaves those out. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]))
}

describe('parseYaml: manifests as a real API server has read them', () => {
  const served = decodeJson(fixture('served.json'))
  const servedAs = (name: unknown): DaemonSet | undefined =>
    E.isRight(served)
      ? served.right.daemonSets?.find(({ metadata }) => metadata?.name === name)
      : undefined

  it.each([
    ['anchors.yaml', ['agent-small', 'agent-large']],
    ['crlf.yaml', ['iis-logs']],
    ['hand-written.yaml', ['fluentd']],
    ['helm-template.yaml', ['release-name-node-agent']],
    ['list.yaml', ['tuning', 'tuning-gpu']],
  ])('%s', (file, names) => {
    const documents = parseYaml(fixture(file))
    const { daemonSets, broken } = decodeObjects(
      documents.map((document) => (E.isRight(document) ? document.right : document)),
    )
    expect(broken).toEqual([])
    expect(daemonSets?.map(({ metadata }) => metadata?.name)).toEqual(names)
    for (const daemonSet of daemonSets ?? []) {
      const asServed = servedAs(daemonSet.metadata?.name)
      expect(asServed).toMatchObject(withoutNulls(daemonSet) as object)
    }
  })

  it('scalars.yaml', () => {
    const { daemonSets } = decodeObjects(valueOf(fixture('scalars.yaml')))
    const [read] = daemonSets ?? []
    const expected = servedAs('scalars')
    const secondsOf = (daemonSet: DaemonSet | undefined) =>
      daemonSet?.spec?.template?.spec?.tolerations?.map((each) => each.tolerationSeconds ?? null)
    expect(expected?.metadata).toMatchObject({ annotations: read?.metadata?.annotations })
    expect(read?.spec).toMatchObject({ minReadySeconds: 10, revisionHistoryLimit: 8 })
    expect(secondsOf(read)).toEqual([2n ** 63n - 1n, 9_007_199_254_740_993n, -1, 1000, null, null])
    expect(secondsOf(expected)).toEqual(secondsOf(read))
  })
})

describe('decodeYaml', () => {
  it('reads the objects of all documents', () => {
    const read = decodeYaml(
      'kind: Node\nmetadata: {name: n1}\n---\nkind: List\nitems: [{kind: Node}]\n',
    )
    expect(E.isRight(read) && read.right.nodes?.length).toBe(2)
    expect(decodeYaml('')).toMatchObject(E.right({ broken: [] }))
  })

  it('has the paths of one document as they are, of several with its number', () => {
    const broken = 'kind: Node\nmetadata: {name: 5}\n'
    expect(decodeYaml(broken)).toMatchObject(E.right({ broken: [{ path: [] }] }))
    expect(decodeYaml(`a: 1\n---\n${broken}`)).toMatchObject({
      right: { broken: [{ path: [0] }, { path: [1] }] },
    })
  })

  it('has the faults of all documents', () => {
    expect(decodeYaml('a: b: c\n---\nkind: Node\n---\n[1\n')).toMatchObject({
      left: [{ document: 1, line: 1 }, { document: 3 }],
    })
  })
})

describe('firstFault', () => {
  it('is what a line has room for', () => {
    const fault = { code: 'InvalidYaml', message: 'x', document: 1 } as const
    expect(firstFault([{ ...fault, line: 2 }, fault])).toEqual({ message: 'x', line: 2 })
    expect(firstFault([fault])).toEqual({ message: 'x' })
    expect(firstFault([])).toEqual({ message: '' })
  })
})

it('podfit/yaml can be bundled for where there is no Node.js', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/yaml.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  })
  expect(outputFiles[0]?.text).not.toMatch(/from "node:|require\(/)
})
