import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { yamlDocuments } from '../../../../src/cli/input/yaml/yamlDocuments.js'
import { anyDocument, anySizes, gathered, readWhole, windowOn } from '../../../support/reading.js'

const read = async (text: string) => await gathered(yamlDocuments(windowOn(text), readWhole))

/** The same, line by line. */
const readLines = async (text: string, sizes?: readonly number[], piece = 1e6) =>
  await gathered(yamlDocuments(windowOn(text, sizes), readWhole, { whole: 0, piece }))

/** Text of several lines, with what looks like the beginning of an item or of a document in it. */
const anyText = fc
  .array(fc.constantFrom('- a', 'items:', '---', 'kind: x', '', '  - b', '# c'), { maxLength: 4 })
  .map((lines) => lines.join('\n'))

const anyItem = fc.record({
  kind: fc.constantFrom('Node', 'Secret', null),
  metadata: fc.record({ name: fc.constantFrom('a', 'b'), labels: fc.dictionary(anyText, anyText) }),
})

const anyList = fc.record({
  apiVersion: fc.constant('v1'),
  items: fc.array(anyItem, { maxLength: 4 }),
  kind: fc.constantFrom('List', 'NodeList', 'ConfigMap'),
  metadata: fc.constant({ resourceVersion: '' }),
})

const anyYaml = fc
  .array(
    fc
      .tuple(
        fc.oneof(anyList, anyDocument),
        fc.boolean(),
        fc.constantFrom('BLOCK_LITERAL', 'PLAIN'),
      )
      .map(([value, indentSeq, type]) =>
        stringify(value, {
          indentSeq,
          defaultStringType: type as 'PLAIN',
          lineWidth: 20,
          aliasDuplicateObjects: false,
        }),
      ),
    { minLength: 1, maxLength: 3 },
  )
  .map((texts) => texts.join('---\n'))

describe('yamlDocuments', () => {
  it('reads of a text, line by line and cut anywhere, what is read of it as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyYaml, anySizes, async (text, sizes) => {
        expect(await readLines(text, sizes)).toStrictEqual(await read(text))
      }),
    )
  })

  it('keeps a letter whole that the stream cuts', async () => {
    const text = 'items:\n- kind: Node\n  metadata: {name: é☸}\nkind: List\n'
    expect(await readLines(text, [1])).toEqual(await read(text))
  })

  it('begins documents where the text does, and ends them', async () => {
    const text = '# first\n---\nkind: Node\n...\n# second\n---\nkind: Pod\n'
    expect(await readLines(text)).toEqual(await read(text))
    expect(await readLines(text)).toMatchObject([{ index: 1 }, { index: 2 }])
  })

  it('says which document cannot be read, and reads the others', async () => {
    const text = 'items:\n- kind: Node\n- a: b: c\nkind: List\n---\nkind: Node\n'
    expect(await readLines(text)).toMatchObject([
      { index: 1, line: 3, path: ['items', 1] },
      { index: 2, items: [{ path: [] }] },
    ])
    expect(await read(text)).toMatchObject([{ index: 1, line: 3 }, { index: 2 }])
  })

  it('parses what is no longer than its limits at once, whatever its form', async () => {
    const text = '{kind: List, items: [{kind: Node}]}'
    const limits = { whole: text.length, piece: 10 }
    const atOnce = await gathered(yamlDocuments(windowOn(text, [9]), readWhole, limits))
    expect(atOnce).toMatchObject([{ index: 1, items: [{ path: ['items', 0] }] }])
    expect(await readLines(text, [], 10)).toMatchObject([{ index: 1, line: 1 }])
  })
})
