import { describe, expect, it } from 'vitest'
import { yamlSplitter } from '../../../../src/cli/input/yaml/yamlSplitter.js'
import { readWhole } from '../../../support/reading.js'

const MIB = 1024 * 1024

const split = (text: string, whole = MIB) => {
  const splitter = yamlSplitter(readWhole, whole)
  text.split('\n').forEach((line, i) => splitter.line(line, i + 1))
  return splitter
}

const places = (text: string) => {
  const read = split(text).close()
  return 'message' in read ? read : read.items.map(({ path: at }) => at.join('.'))
}

const A = 'kind: Node'

describe('yamlSplitter', () => {
  it.each([
    ['as kubectl writes it', `items:\n- ${A}\n- ${A}\nkind: List`],
    ['with indented items', `items:\n  - ${A}\n  - ${A}\nkind: List`],
    ['with comments and empty lines', `items: # two\n\n# a\n- ${A}\n\n# b\n- ${A}\n\nkind: List`],
    ['with Windows line ends', `items:\r\n- ${A}\r\n- ${A}\r\nkind: List\r`],
    ['that names its kind first', `kind: List\nitems:\n- ${A}\n- ${A}`],
    ['whose items begin on the next line', `kind: List\nitems:\n-\n  ${A}\n-\n  ${A}`],
  ])('takes a list apart %s', (_case, text) => {
    expect(places(text)).toEqual(['items.0', 'items.1'])
  })

  it('is not misled by text that looks like an item', () => {
    const text = `items:\n- ${A}\n  metadata:\n    labels:\n      a: |\n       - x\n       items:\n- ${A}\nkind: List`
    expect(places(text)).toEqual(['items.0', 'items.1'])
  })

  it('takes for one object what is no list', () => {
    expect(places(A)).toEqual([''])
    expect(places(`items:\n- a\nkind: ConfigMap`)).toEqual([''])
    expect(places(`items:\n  a: b\nkind: List`)).toEqual([''])
    expect(places(`items:\n- a\nspec: {}\nkind: List`)).toEqual([''])
  })

  it('gives the items of a typed list the kind that it names in the end', () => {
    const read = split('items:\n- metadata: {name: a}\nkind: NodeList').close()
    expect(read).toMatchObject({
      listed: [{ kind: 'Node' }],
      items: [{ result: { right: { kind: 'Node' } } }],
    })
  })

  it.each([
    ['an item', 'kind: List\nitems:\n- a: b: c\n- d: e: f\n', { line: 3, path: ['items', 0] }],
    ['the frame', `items:\n- ${A}\nkind: b: c\n`, { line: 3 }],
    ['an object', 'kind: Node\n\na: b: c\n', { line: 3 }],
    [
      'an item that does not end',
      `kind: List\nitems:\n- ${A}\n- ${A}\n  a: [1\n- ${A}`,
      { line: 5, path: ['items', 1] },
    ],
    ['a merge of no map', `# a\n${A}\na:\n  <<: 5`, { line: 1 }],
  ])('says on which line %s cannot be read', (_case, text, fault) => {
    expect(places(text)).toMatchObject({ ...fault, message: expect.stringMatching(/./) as string })
  })

  it('finds nothing in comments', () => {
    expect(places('# a\n\n# b')).toEqual([])
  })

  it('holds nothing but comments, or something', () => {
    expect(split('').isEmpty()).toBe(true)
    expect(split('# a\n  \n').isEmpty()).toBe(true)
    expect(split('---').isEmpty()).toBe(false)
  })

  it.each([
    ['an item', `kind: List\nitems:\n- ${A}\n- ${A}\n  metadata: {}\n- ${A}`, 4],
    ['an object', `${A}\nmetadata: {}\n# c`, 1],
  ])('refuses %s that is too large, with advice', (_case, text, line) => {
    const fault = split(text, 20).close()
    expect(fault).toMatchObject({ line })
    expect('message' in fault && fault.message).toMatch(/in one piece .*kubectl get -o json/)
  })
})
