import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { performancePage } from '../../bench/page.js'
import type { Results } from '../../bench/results.js'

const PAGE = 'docs/performance.md'

it('docs/performance.md shows the results of the last whole run of the benchmarks', () => {
  const results = JSON.parse(readFileSync('bench/results.json', 'utf8')) as Results
  const verbs = JSON.parse(readFileSync('bench/verbs.json', 'utf8')) as readonly string[][]
  const page = performancePage(results, verbs)
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page)
  expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(page)
})
