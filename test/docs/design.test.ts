import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/design.md', 'utf8')
const recipes = readFileSync('CONTRIBUTING.md', 'utf8')

/** The part of the page under a heading. */
const under = (heading: string): string =>
  page.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? ''

/** Files of `src` that a part names, in their order. */
const filesIn = (part: string): readonly string[] => [
  ...new Set([...part.matchAll(/`([a-z][\w/]*\/\w+\.ts)`/gi)].map(([, file = '']) => file)),
]

describe('the page of design', () => {
  it('names no file that is not there', () => {
    const files = filesIn(page)
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((file) => !existsSync(`src/${file}`))).toEqual([])
  })

  it('leads from plan() to its creates through eight files', () => {
    const rows = under('From plan() to its creates').match(/^\| `[^`]+\.ts`/gm) ?? []
    expect(rows).toHaveLength(8)
  })

  it('leads from simulate() to its waves through twelve files', () => {
    const steps = under('From simulate() to its waves').match(/^\d+\. `[^`]+\.ts`/gm) ?? []
    expect(steps).toHaveLength(12)
  })

  it('draws a map of files that are there', () => {
    const map = under("One snapshot's way").match(/^ {4,}[a-z]+(?:\/\w+)+/gm) ?? []
    const files = map.map((path) => `src/${path.trim()}.ts`)
    expect(files.length).toBeGreaterThan(15)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })
})

it('the recipes name files that are there', () => {
  const files = filesIn(recipes).filter((file) => !/NAME/.test(file))
  expect(files.length).toBeGreaterThan(15)
  const gone = files.filter((file) => !existsSync(`src/${file}`) && !existsSync(file))
  expect(gone).toEqual([])
})
