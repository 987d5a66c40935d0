import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PAGE = readFileSync('docs/semantics.md', 'utf8')

/** How many rows upstream's tests have, and ours, which upstream has not. */
const ROWS = { D: 53, N: 11, S: 6, Q: 9, U: 20, H: 23, V: 7, K: 13, P: 1, X: 16 }
const TRAPS = 111

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

/** The titles of tests and of rows of tables of tests; the names of conformance examples. */
const TITLES = [
  ...filesBelow('test').filter((path) => path.endsWith('.test.ts')),
  ...filesBelow('test/conformance/examples'),
].map((path) => readFileSync(path, 'utf8').replaceAll(/^import .*$/gm, ''))

const isTitle = (name: string): boolean => {
  const title = new RegExp(String.raw`['"\`][^'"\`\n]*\b${name}\b`)
  return TITLES.some((text) => title.test(text))
}

const lineOf = (cell: string): string | undefined =>
  PAGE.split('\n').find((line) => line.startsWith(`| ${cell} `))

describe.each(Object.entries(ROWS))('rows %s', (letter, count) => {
  const rows = Array.from(
    { length: count },
    (_, i) => `${letter}-${String(i + 1).padStart(2, '0')}`,
  )

  it.each(rows)('%s stands in docs/semantics.md, and in a test unless it says why not', (row) => {
    const line = lineOf(row)
    expect(line).toBeDefined()
    const says = line?.includes('| no: ') === true
    expect(isTitle(row) || says).toBe(true)
  })

  it('there are no more', () => {
    const listed = PAGE.matchAll(new RegExp(String.raw`^\| (${letter}-\d+) `, 'gm'))
    expect([...listed].map(([, row]) => row)).toEqual(rows)
  })
})

describe('traps', () => {
  it.each(Array.from({ length: TRAPS }, (_, i) => i + 1))(
    'trap %i stands in docs/semantics.md and in a test',
    (trap) => {
      expect(lineOf(String(trap))).toBeDefined()
      expect(isTitle(`trap ${trap}`)).toBe(true)
    },
  )
})
