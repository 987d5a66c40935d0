import { describe, expect, it } from 'vitest'
import { parseDocuments } from '../../src/cli/documents.js'

const NODE = { kind: 'Node', metadata: { name: 'a' } }
const JSON_TEXT = JSON.stringify(NODE)
const PRETTY = JSON.stringify(NODE, null, 2)
const YAML_TEXT = 'kind: Node\nmetadata: {name: a}\n'

describe('parseDocuments', () => {
  it.each([
    ['JSON by its ending', 'a.json', JSON_TEXT],
    ['JSON over several lines', 'a.json', `\n${PRETTY}\n`],
    ['JSON by its first letter', '<stdin>', `  ${PRETTY}`],
    ['JSON with a byte order mark', 'a.json', `\ufeff${JSON_TEXT}`],
    ['one line of ndjson', 'a.ndjson', `${JSON_TEXT}\n`],
    ['YAML by its ending', 'a.yaml', YAML_TEXT],
    ['YAML by its other ending', 'a.yml', YAML_TEXT],
    ['YAML by its first letter', '<stdin>', YAML_TEXT],
    ['YAML with a byte order mark', 'a.yaml', `\ufeff${YAML_TEXT}`],
    ['JSON in a YAML file', 'a.yaml', PRETTY],
    ['flow style in a YAML file', 'a.yml', '{kind: Node, metadata: {name: a}}'],
  ])('reads %s', async (_case, name, text) => {
    expect(await parseDocuments(name, text)).toEqual([{ index: 1, value: NODE }])
  })

  it('reads an array on standard input', async () => {
    expect(await parseDocuments('<stdin>', ' [1]')).toEqual([{ index: 1, value: [1] }])
  })

  it('keeps the digits of long numbers in JSON and in YAML', async () => {
    const value = { a: 9_007_199_254_740_993n }
    expect(await parseDocuments('a.json', '{"a": 9007199254740993}')).toEqual([{ index: 1, value }])
    expect(await parseDocuments('a.yaml', 'a: 9007199254740993')).toEqual([{ index: 1, value }])
  })

  it('does not read YAML scalars in JSON', async () => {
    expect(await parseDocuments('a.json', '{"a": "yes", "b": "010"}')).toEqual([
      { index: 1, value: { a: 'yes', b: '010' } },
    ])
    expect(await parseDocuments('a.json', 'a: yes')).toMatchObject([{ index: 1 }])
  })

  it('reads one value a line, numbered by their lines', async () => {
    expect(await parseDocuments('a.ndjson', '{"a": 1}\n\n{"b": 2}\r\n[3]\n')).toEqual([
      { index: 1, value: { a: 1 } },
      { index: 3, value: { b: 2 } },
      { index: 4, value: [3] },
    ])
  })

  it('reads one value a line without an ending that says so', async () => {
    expect(await parseDocuments('<stdin>', '{"a": 1}\n{"a": 9007199254740993}\n')).toEqual([
      { index: 1, value: { a: 1 } },
      { index: 2, value: { a: 9_007_199_254_740_993n } },
    ])
  })

  it('says which lines are broken and reads the others', async () => {
    expect(await parseDocuments('a.ndjson', '{"a": 1}\n{"b": \n{"c": 3}\n')).toEqual([
      { index: 1, value: { a: 1 } },
      { index: 2, line: 2, message: expect.stringMatching(/./) as string },
      { index: 3, value: { c: 3 } },
    ])
  })

  it.each([
    ['nothing', 'a.json', ''],
    ['text', 'a.json', 'hello'],
    ['an object that does not end', 'a.json', '{\n "a": [1, 2,\n'],
    ['YAML', 'a.json', YAML_TEXT],
    ['an object and the rest of another', '<stdin>', '{"a": 1} }'],
  ])('says of %s that it is no JSON', async (_case, name, text) => {
    expect(await parseDocuments(name, text)).toEqual([
      expect.objectContaining({ index: 1, message: expect.stringMatching(/JSON/) as string }),
    ])
  })

  it('names the line where the parser names a place', async () => {
    const [document] = await parseDocuments('a.json', '{\n  "a": 1\n  "b": 2\n}')
    expect(document).toMatchObject({ index: 1, line: 3 })
  })

  it('reads several YAML documents', async () => {
    expect(await parseDocuments('a.yaml', `${YAML_TEXT}---\n---\nb: 2\n`)).toEqual([
      { index: 1, value: NODE },
      { index: 2, value: null },
      { index: 3, value: { b: 2 } },
    ])
  })

  it('has no documents in an empty YAML file', async () => {
    expect(await parseDocuments('a.yaml', '')).toEqual([])
    expect(await parseDocuments('<stdin>', '# nothing\n')).toEqual([])
  })
})
