import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unifiedDiff } from '../../../../src/cli/commands/lint/unifiedDiff.js'

const NAMES = { from: 'a.yaml', to: 'b.yaml' }

/** What `patch` makes of a text: every line of a piece has to stand where the piece says. */
const patched = (text: string, diff: readonly string[]): string => {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const now: string[] = []
  let at = 0
  const body = diff.slice(2)
  for (const [i, line] of body.entries()) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line)
    if (hunk !== null) {
      const [, start = '', length = '1'] = hunk
      const from = Number(start) - (length === '0' ? 0 : 1)
      now.push(...old.slice(at, from))
      at = from
      continue
    }
    if (line.startsWith('\\')) continue
    const end = body[i + 1]?.startsWith('\\') === true ? '' : '\n'
    const content = `${line.slice(1)}${end}`
    if (!line.startsWith('+')) expect(old[at++]).toBe(content)
    if (!line.startsWith('-')) now.push(content)
  }
  return [...now, ...old.slice(at)].join('')
}

const anyText = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))

describe('unifiedDiff', () => {
  it('makes one text of the other, and has no line that both have at both ends', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const diff = unifiedDiff(before, after, NAMES)
        expect(diff.length === 0).toBe(before === after)
        expect(patched(before, diff)).toBe(after)
      }),
      { numRuns: 1000 },
    )
  })

  it('shows three lines around each change', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `${i + 1}`)
    const text = (all: readonly string[]) => `${all.join('\n')}\n`
    const changed = lines.toSpliced(16, 1).toSpliced(1, 1, 'two')
    expect(unifiedDiff(text(lines), text(changed), NAMES)).toEqual([
      '--- a.yaml',
      '+++ b.yaml',
      '@@ -1,5 +1,5 @@',
      ' 1',
      '-2',
      '+two',
      ' 3',
      ' 4',
      ' 5',
      '@@ -14,7 +14,6 @@',
      ' 14',
      ' 15',
      ' 16',
      '-17',
      ' 18',
      ' 19',
      ' 20',
    ])
  })

  it('says that a last line has no end', () => {
    expect(unifiedDiff('a', 'a\n', NAMES).slice(2)).toEqual([
      '@@ -1,1 +1,1 @@',
      '-a',
      '\\ No newline at end of file',
      '+a',
    ])
    expect(unifiedDiff('', 'a\n', NAMES).slice(2)).toEqual(['@@ -0,0 +1,1 @@', '+a'])
  })
})
