import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/commands.js'
import { commandHelp, podfitHelp } from '../../src/cli/frame/helpText.js'

const PAGE = 'docs/reference/cli.md'

const block = (lines: readonly string[]): readonly string[] => ['```text', ...lines, '```']

const page = async (): Promise<string> => {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
  return [
    '# Command line',
    '',
    'What `podfit --help` and `podfit VERB --help` say, put here by `npm run docs`. How to use it:',
    '[how-to pages](../how-to/).',
    '',
    ...block(podfitHelp(commands)),
    ...commands.flatMap((command) => [
      '',
      `## ${command.name}`,
      '',
      ...block(commandHelp(command)),
    ]),
    '',
  ].join('\n')
}

it('docs/reference/cli.md shows the help texts', async () => {
  const expected = await page()
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, expected)
  expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(expected)
})
