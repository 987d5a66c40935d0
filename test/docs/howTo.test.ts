import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const FOLDER = 'docs/how-to'
const PAGE = `${FOLDER}/README.md`

const titleOf = (file: string): string =>
  /^# (.+)/.exec(readFileSync(`${FOLDER}/${file}`, 'utf8'))?.[1] ?? file

const page = (): string =>
  [
    '# How-to pages',
    '',
    'One question each; all can be done by copying, in a clone of this repository, where the files of the examples are.',
    '',
    ...readdirSync(FOLDER)
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => `- [${titleOf(file)}](${file})`)
      .toSorted(),
    '',
  ].join('\n')

it('docs/how-to/README.md lists every page by its title', () => {
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page())
  expect(readFileSync(PAGE, 'utf8')).toBe(page())
})
