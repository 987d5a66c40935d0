import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonCursor, Unreadable } from '../../../../src/cli/input/json/jsonCursor.js'
import { findJsonFault } from '../../../../src/decode/jsonFault.js'
import { pieceReader, type Piece } from '../../../../src/cli/input/pieceReader.js'
import { readJson } from '../../../../src/cli/input/json/readJson.js'
import { readJsonTree } from '../../../../src/fields/jsonTree.js'
import { parseJson } from '../../../../src/decode/json.js'
import {
  anyBroken,
  anyDocument,
  anySizes,
  anySpace,
  jsonOf,
  readWhole,
  windowOn,
} from '../../../support/reading.js'

/** The outcome of reading a text as it comes: what it holds, or why it holds nothing. */
const read = async (text: string, sizes?: readonly number[]) => {
  const cursor = jsonCursor(windowOn(text, sizes))
  await cursor.peek()
  return await readJson(cursor, pieceReader({ whole: false, placement: true })).catch(
    (error: unknown) => {
      if (!(error instanceof Unreadable)) throw error
      return { message: error.message, line: error.line, path: error.path }
    },
  )
}

/** The same for a text that is parsed as a whole. */
const readAtOnce = (text: string) => {
  const fault = findJsonFault(text)
  if (fault !== undefined) {
    const line = text.slice(0, fault.offset).split('\n').length
    return { message: fault.message, line, path: expect.anything() as unknown }
  }
  const value = E.toUnion(parseJson(text))
  return pieceReader({ whole: false, placement: true })({
    value,
    exact: () => value,
    path: [],
    written: () => ({ tree: E.toUnion(readJsonTree(text)), repeated: [] }),
  })
}

/** Only the first value of a text is read here. */
const goesOn = (text: string): boolean =>
  /expected the end/.test(findJsonFault(text)?.message ?? '')

/** How many pieces a text is read in, and the longest of them. */
const piecesOf = async (text: string): Promise<readonly Piece[]> => {
  const pieces: Piece[] = []
  const cursor = jsonCursor(windowOn(text))
  await cursor.peek()
  await readJson(cursor, (piece, implied) => {
    pieces.push(piece)
    return readWhole(piece, implied)
  })
  return pieces
}

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }

describe('readJson', () => {
  it('reads of any document, cut anywhere, what is read of it as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, anySpace, anySizes, async (document, space, sizes) => {
        const text = jsonOf(document, space)
        expect(await read(text, sizes)).toStrictEqual(readAtOnce(text))
      }),
      { numRuns: 500 },
    )
  })

  it('says of any text that is no JSON, cut anywhere, what is said of it as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyBroken, anySizes, async (text, sizes) => {
        fc.pre(text.trim() !== '' && !goesOn(text))
        expect(await read(text, sizes)).toEqual(readAtOnce(text))
      }),
      { numRuns: 500 },
    )
  })

  it.each<[string, unknown, number]>([
    ['a List', { kind: 'List', items: [NODE, NODE] }, 2],
    ['a List that names its kind last', { items: [NODE, NODE], kind: 'List' }, 2],
    ['a typed list', { kind: 'NodeList', items: [{}, {}, {}] }, 3],
    ['an array', [NODE, NODE, NODE], 3],
    ['an object', NODE, 1],
    ['a list in a list', { kind: 'List', items: [{ kind: 'List', items: [NODE, NODE] }] }, 1],
    ['what is no list', { apiVersion: 'v1', kind: 'ConfigMap', items: [1, 2] }, 1],
    ['what has a spec', { spec: {}, kind: 'List', items: [1, 2] }, 1],
  ])('takes %s in pieces', async (_case, document, count) => {
    expect(await piecesOf(JSON.stringify(document))).toHaveLength(count)
  })

  it.each([
    ['as kubectl indents it', JSON.stringify({ kind: 'List', items: [NODE, NODE, NODE] }, null, 4)],
    [
      'an object a line',
      `{"kind": "List", "items": [\n${Array(3).fill('{"apiVersion": "v1", "kind": "Node"}').join(',\n')}\n]}`,
    ],
    [
      'of which each is longer than what is parsed at once',
      `[\n${Array(3)
        .fill(`{"a": "${'x'.repeat(200_000)}"}`)
        .join(',\n')}\n]`,
    ],
    ['with lists like itself in it', '[\n{"a": [\n{},\n{}]},\n{"a": [\n{},\n{}]},\n{}]'],
  ])('takes all elements of a list %s', async (_how, text) => {
    const pieces = await piecesOf(text)
    const { items = [] } = JSON.parse(text) as { items?: readonly unknown[] }
    const elements = items.length > 0 ? items : (JSON.parse(text) as readonly unknown[])
    expect(pieces.map(({ value }) => value)).toEqual(elements)
    expect(pieces.map(({ exact }) => exact())).toEqual(elements)
    expect(pieces.map(({ path: at }) => at.at(-1))).toEqual([0, 1, 2])
  })

  it('says which item is no JSON', async () => {
    const text = '{"kind": "List",\n"items": [\n{},\n{"a": 1 "b": 2}]}'
    expect(await read(text)).toEqual({
      message: `not JSON: expected ',' or '}', found a string`,
      line: 4,
      path: ['items', 1],
    })
  })

  it('says where a text breaks off', async () => {
    expect(await read('[\n{"apiVersion": "v1", "kind": "Node"},\n{"kind"')).toEqual({
      message: "not JSON: expected ':', found the end of the text",
      line: 3,
      path: [1],
    })
  })

  it.each([
    ['items', '{"items": [], "items": []}'],
    ['kind', '{"kind": "List", "items": [], "kind": "NodeList"}'],
  ])('refuses a list with two members %s', async (name, text) => {
    expect(await read(text)).toEqual({
      message: `a list with two members "${name}"`,
      line: 1,
      path: [],
    })
  })

  it('keeps the digits of what is compared whole, and of what is wrong', async () => {
    const text = `[{"apiVersion": "apps/v1", "kind": "DaemonSet", "spec": {"template": {"x": 9007199254740993}}},
      {"apiVersion": "v1", "kind": "Pod", "status": {}, "metadata": {"generation": 9007199254740993}},
      {"apiVersion": "v1", "kind": "Pod", "status": {}, "metadata": {"name": 9007199254740993}}]`
    const { items } = (await read(text)) as ReturnType<typeof readWhole>
    expect(items).toMatchObject([
      { result: { right: { object: { spec: { template: { x: 9_007_199_254_740_993n } } } } } },
      { result: { right: { object: { metadata: { generation: 9_007_199_254_740_993n } } } } },
      { result: { left: { issues: [{ found: 'the number 9007199254740993' }] } } },
    ])
  })
})
