import { describe, expect, it } from 'vitest'
import { lineFinder } from '../../../src/cli/input/findLine.js'

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
  ])('in document %i at %j is %s', (document, path, line) => {
    expect(lineFinder(YAML)(document, path)).toBe(line)
  })

  it('is found in JSON', () => {
    expect(lineFinder('{\n "items": [\n {"a": 1}]}')(1, ['items', 0, 'a'])).toBe(3)
  })

  it('is not known in an empty text or in a very long one', () => {
    expect(lineFinder('')(1, [])).toBeUndefined()
    expect(lineFinder(`a: ${'x'.repeat(300_000)}`)(1, ['a'])).toBeUndefined()
  })
})
