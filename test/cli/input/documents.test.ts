import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../../src/cli/input/documents.js'
import type { Piece } from '../../../src/cli/input/pieceReader.js'
import { chunked, gathered } from '../../support/reading.js'

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }
const JSON_TEXT = JSON.stringify(NODE)
const PRETTY = JSON.stringify(NODE, null, 2)
const YAML_TEXT = 'apiVersion: v1\nkind: Node\nmetadata: {name: a}\n'

/** The values of a text, with all their digits, and what is said of documents that cannot be read. */
const read = async (name: string, text: string): Promise<readonly unknown[]> => {
  const values: unknown[] = []
  const keep = (piece: Piece) => {
    values.push(piece.exact())
    return { items: [], listed: [], pods: [] }
  }
  const documents = await gathered(readDocuments(name, chunked(text, [2, 7]), keep))
  return [...values, ...documents.filter((document) => 'message' in document)]
}

describe('readDocuments', () => {
  it.each([
    ['JSON by its ending', 'a.json', JSON_TEXT],
    ['JSON over several lines', 'a.json', `\n${PRETTY}\n`],
    ['JSON by its first letter', '<stdin>', `  ${PRETTY}`],
    ['JSON with a byte order mark', 'a.json', `\ufeff${JSON_TEXT}`],
    ['one line of ndjson', 'a.ndjson', `${JSON_TEXT}\n`],
    ['YAML by its ending', 'a.yaml', YAML_TEXT],
    ['YAML by its other ending', 'a.yml', YAML_TEXT],
    ['YAML by its first letter', '<stdin>', `\n${YAML_TEXT}`],
    ['YAML with a byte order mark', 'a.yaml', `\ufeff${YAML_TEXT}`],
    ['JSON in a YAML file', 'a.yaml', PRETTY],
    ['flow style in a YAML file', 'a.yml', '{apiVersion: v1, kind: Node, metadata: {name: a}}'],
  ])('reads %s', async (_case, name, text) => {
    expect(await read(name, text)).toEqual([NODE])
  })

  it('reads an array on standard input', async () => {
    expect(await read('<stdin>', ' [1]')).toEqual([1])
  })

  it('keeps the digits of long numbers in JSON and in YAML', async () => {
    const value = { a: 9_007_199_254_740_993n }
    expect(await read('a.json', '{"a": 9007199254740993}')).toEqual([value])
    expect(await read('a.yaml', 'a: 9007199254740993')).toEqual([value])
  })

  it('does not read YAML scalars in JSON', async () => {
    expect(await read('a.json', '{"a": "yes", "b": "010"}')).toEqual([{ a: 'yes', b: '010' }])
    expect(await read('a.json', 'a: yes')).toMatchObject([{ index: 1, line: 1 }])
  })

  it('reads one value a line, whatever the name', async () => {
    expect(await read('a.ndjson', '{"a": 1}\n\n{"b": 2}\r\n[3]\n')).toEqual([
      { a: 1 },
      { b: 2 },
      [3],
    ])
    expect(await read('<stdin>', '{"a": 1}\n{"b": 2}\n')).toEqual([{ a: 1 }, { b: 2 }])
  })

  it.each([
    ['nothing', 'a.json', ''],
    ['text', 'a.json', 'hello'],
    ['an object that does not end', 'a.json', '{\n "a": [1, 2,\n'],
    ['YAML', 'a.json', YAML_TEXT],
  ])('says of %s that it is no JSON', async (_case, name, text) => {
    expect(await read(name, text)).toEqual([
      expect.objectContaining({ index: 1, message: expect.stringMatching(/JSON/) as string }),
    ])
  })

  it('reads several YAML documents', async () => {
    expect(await read('a.yaml', `${YAML_TEXT}---\n---\nb: 2\n`)).toEqual([NODE, null, { b: 2 }])
  })

  it('has no documents in an empty YAML text', async () => {
    expect(await read('a.yaml', '')).toEqual([])
    expect(await read('<stdin>', '')).toEqual([])
    expect(await read('<stdin>', '# nothing\n')).toEqual([])
  })
})
