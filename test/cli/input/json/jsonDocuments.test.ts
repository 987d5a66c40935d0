import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonDocuments } from '../../../../src/cli/input/json/jsonDocuments.js'
import { pieceReader } from '../../../../src/cli/input/pieceReader.js'
import {
  anyBroken,
  anyDocument,
  anySizes,
  gathered,
  jsonOf,
  windowOn,
} from '../../../support/reading.js'
import { readWhole } from '../../../support/reading.js'

const read = async (text: string, sizes?: readonly number[]) =>
  await gathered(
    jsonDocuments(windowOn(text, sizes), pieceReader({ whole: false, placement: true })),
  )

/** The documents by number: the names of their nodes, or where they are no JSON. */
const summary = async (text: string) =>
  (await read(text)).map((document) =>
    'message' in document
      ? [document.index, document.line, document.message]
      : [document.index, ...document.items.map(({ result }) => JSON.stringify(result))],
  )

const NODE = '{"apiVersion": "v1", "kind": "Node"}'
const NODE_READ =
  '{"_tag":"Right","right":{"kind":"Node","object":{"apiVersion":"v1","kind":"Node"}}}'

const fault = (expected: string, found: string): string =>
  `not JSON: expected ${expected}, found ${found}`

describe('jsonDocuments', () => {
  it.each([
    ['one value', NODE],
    ['one value over several lines', `\n${NODE.replace(' ', '\n')}\n\n`],
    ['one line', `${NODE}\n`],
  ])('reads %s as one document', async (_case, text) => {
    expect(await summary(text)).toEqual([[1, NODE_READ]])
  })

  it.each([
    ['a value a line', `${NODE}\n\n${NODE}\r\n${NODE}\n`],
    ['values one behind the other', `${NODE} ${NODE}${NODE}`],
    [
      'values over several lines',
      `{\n"apiVersion": "v1", "kind": "Node"}\n{"apiVersion": "v1", "kind":\n"Node"}\n${NODE}`,
    ],
    [
      'a value a line, but the first one',
      `{\n"apiVersion": "v1", "kind": "Node"}\n${NODE}\n${NODE}`,
    ],
  ])('reads %s as documents', async (_case, text) => {
    expect(await summary(text)).toEqual([
      [1, NODE_READ],
      [2, NODE_READ],
      [3, NODE_READ],
    ])
  })

  it('does not lose the other lines to one that is no JSON', async () => {
    expect(await summary(`${NODE}\n{"kind":\n${NODE}\nhello\n`)).toEqual([
      [1, NODE_READ],
      [2, 2, fault('a value', 'the end of the text')],
      [3, NODE_READ],
      [4, 4, fault('a value', "'h'")],
    ])
  })

  it.each([
    ['nothing', '', [[1, 1, fault('a value', 'the end of the text')]]],
    ['white space', ' \n', [[1, 2, fault('a value', 'the end of the text')]]],
    ['what is no JSON', `hello\n${NODE}`, [[1, 1, fault('a value', "'h'")]]],
    [
      'the rest of a value',
      `${NODE} }\n${NODE}`,
      [
        [1, NODE_READ],
        [2, 1, fault('a value', "'}'")],
      ],
    ],
    [
      'a first line that breaks off',
      `{"a":\n${NODE}`,
      [[1, 2, fault("',' or '}'", 'the end of the text')]],
    ],
  ])('stops at %s', async (_case, text, documents) => {
    expect(await summary(text)).toEqual(documents)
  })

  it('reads as many lines as there are documents, cut anywhere, each as it is alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          anyDocument.map((document) => jsonOf(document)),
          { minLength: 2, maxLength: 5 },
        ),
        anySizes,
        async (lines, sizes) => {
          const alone = await Promise.all(lines.map(async (line) => await read(line)))
          const expected = alone.map(([document], i) => ({ ...document, index: i + 1 }))
          expect(await read(lines.join('\n'), sizes)).toStrictEqual(expected)
        },
      ),
    )
  })

  it('reads the same of any text, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBroken, { maxLength: 3 }), anySizes, async (texts, sizes) => {
        const text = texts.join('\n')
        expect(await read(text, sizes)).toStrictEqual(await read(text))
      }),
    )
  })

  it('passes on what is wrong with the stream', async () => {
    const window = windowOn(NODE)
    const broken = { ...window, more: () => Promise.reject(new Error('gone')) }
    await expect(gathered(jsonDocuments(broken, readWhole))).rejects.toThrow('gone')
    const breaksOff = { ...windowOn(''), more: () => Promise.reject(new Error('gone')) }
    const begun = Object.assign(breaksOff, { bytes: Buffer.from('[1'), end: 2 })
    await expect(gathered(jsonDocuments(begun, readWhole))).rejects.toThrow('gone')
  })
})
