import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { HELP } from '../../src/cli/commands/help.js'

const PAGE = 'docs/reference/cli.md'

const page = (): string =>
  [
    '# Command line',
    '',
    'What `podfit --help` says, put here by `npm run docs`. How to use it: [how-to pages](../how-to/).',
    '',
    '```text',
    HELP.trimEnd(),
    '```',
    '',
  ].join('\n')

it('docs/reference/cli.md shows the help text', () => {
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page())
  expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(page())
})
