import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lineFinder, locator, templateFinder } from '../../../src/cli/input/located.js'
import { withFiles } from '../../support/world.js'

const YAML = `# first
a:
  b: [1, 2,
      3]
---
a: {b: x}
`

describe('the line of a value', () => {
  it.each([
    [1, ['a', 'b', 2], 4],
    [1, ['a', 'b'], 3],
    [1, ['a', 'c', 'd'], 3],
    [2, ['a', 'b'], 6],
    [1, [], 2],
    [3, ['a'], undefined],
  ])('in document %i at %j is %s', async (document, path, line) => {
    expect((await lineFinder(YAML))(document, path)).toBe(line)
  })

  it('is found in JSON', async () => {
    expect((await lineFinder('{\n "items": [\n {"a": 1}]}'))(1, ['items', 0, 'a'])).toBe(3)
  })

  it('is not known in an empty text or in a very long one', async () => {
    expect((await lineFinder(''))(1, [])).toBeUndefined()
    expect((await lineFinder(`a: ${'x'.repeat(300_000)}`))(1, ['a'])).toBeUndefined()
  })
})

it('a locator tells file and line, the file alone where it cannot be read again, and else nothing', async () => {
  await withFiles({ 'a.yaml': 'items:\n  - kind: Node\n    spec: {}\n' }, async (directory) => {
    const file = join(directory, 'a.yaml')
    const locate = locator()
    const origin = { file, document: 1, path: ['items', 0] }
    expect(await locate(origin, ['spec'])).toEqual({ file, line: 3 })
    expect(await locate(origin, [])).toEqual({ file, line: 2 })
    expect(await locate({ ...origin, document: 2 }, [])).toEqual({ file })
    expect(await locate({ ...origin, file: '<stdin>' }, [])).toEqual({ file: '<stdin>' })
    expect(await locate(undefined, [])).toBeUndefined()
  })
})

describe('templateFinder', () => {
  it('reads what helm template writes before each document', () => {
    const text = `---\n# Source: c/templates/a.yaml\nkind: A\n---\n# Source: c/templates/b.yaml\nkind: B\n`
    const templateOf = templateFinder(text)
    expect([1, 2, 3].map(templateOf)).toEqual([
      'c/templates/a.yaml',
      'c/templates/b.yaml',
      undefined,
    ])
  })

  it('counts a document that no line begins', () => {
    const templateOf = templateFinder('kind: A\n---\n# Source: c/templates/b.yaml\nkind: B\n')
    expect([1, 2].map(templateOf)).toEqual([undefined, 'c/templates/b.yaml'])
    expect(templateFinder('kind: A\n')(1)).toBeUndefined()
  })
})
