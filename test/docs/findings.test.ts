import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const codesIn = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^ {2}readonly code: '(\w+)'$/gm)].map(
    ([, code]) => code ?? '',
  )

describe('docs/reference/findings.md', () => {
  const page = readFileSync('docs/reference/findings.md', 'utf8')
  const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, code]) => code)

  it('explains every code, each once', () => {
    expect(headings).toEqual([
      ...codesIn('src/audit/finding.ts'),
      ...codesIn('src/expect/finding.ts'),
    ])
  })
})
