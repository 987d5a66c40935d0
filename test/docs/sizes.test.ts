import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as prettier from 'prettier'
import { describe, expect, it } from 'vitest'

const PAGE = 'docs/reference/sizes.md'

interface Budget {
  readonly bytes: number
  readonly accepted?: number
}

const budgets = JSON.parse(readFileSync('test/package/sizes.json', 'utf8')) as Readonly<
  Record<string, Budget>
>

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)

const page = (): string =>
  [
    '# What the doors weigh',
    '',
    'Put here by `npm run docs` from the budgets in `test/package/sizes.json`: no door of the packed tarball may weigh more than',
    '3 % above its own, which `npm run test:package` checks with every change. `npm run sizes` measures.',
    '',
    'The bytes are those of everything that a door exports, bundled for a browser with what it needs, minified, then compressed by',
    'gzip. What is not imported falls away: a program that asks one question has a part of it. fast-check is not counted, which',
    '`podfit/arbitraries` and `podfit/testing` want beside them.',
    '',
    '| door | kB |',
    '| --- | ---: |',
    ...Object.entries(budgets).map(
      ([door, { bytes, accepted = bytes }]) => `| \`${door}\` | ${kilobytes(accepted)} |`,
    ),
    '',
  ].join('\n')

describe(PAGE, () => {
  it('is what the budgets say', async () => {
    const options = await prettier.resolveConfig(PAGE)
    const wanted = await prettier.format(page(), { ...options, filepath: PAGE })
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, wanted)
    expect(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '').toBe(wanted)
  })
})
