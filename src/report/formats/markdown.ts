import { byteLength } from '../../data/labelSyntax.js'
import type { ReportedCase, ReportedFinding } from './findingReport.js'
import { casesSummary } from '../text/findingsText.js'
import { counted } from '../text/table.js'
import { terminalText } from '../text/terminalText.js'

const SPECIAL = /[\\`*_[\]<>|~&#@!]/g

/** A text as Markdown shows it: nothing in it is markup, and it stays on its line. */
export const markdownText = (text: string): string =>
  terminalText(text.replaceAll(/\s+/g, ' ')).replace(SPECIAL, (character) => `\\${character}`)

/** Rows of Markdown as a table; the first one is the head. */
export const markdownTable = ([
  head = [],
  ...rows
]: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)

/** Texts as a list of Markdown. */
export const markdownItems = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => `- ${markdownText(text.trim())}`)

/** A title as an item of a list of Markdown, and texts as a list under it. */
export const markdownUnder = (title: string, texts: readonly string[]): readonly string[] => [
  `- **${markdownText(title)}**`,
  ...markdownItems(texts).map((item) => `  ${item}`),
]

/** GitHub takes no comment of more bytes than this; some of them are left for what is added around it. */
const MOST_BYTES = 65_536 - 1_536

/** No line is longer, so that one alone does not take all the room. */
const LONGEST_LINE = 8_192

/**
 * Lines of Markdown that fit into a comment: what is too much is left out, and that is said. Of a row that is too
 * long the end of each long cell is left out.
 */
export const fittingMarkdown = (lines: readonly string[]): readonly string[] => {
  const short = lines.map(shortLine)
  let length = 0
  const fits = short.findIndex((line) => (length += byteLength(line) + 1) > MOST_BYTES)
  const left = fits < 0 ? 0 : short.length - fits
  const cut = short.some((line, i) => line !== lines[i])
  const said = [
    ...(left === 0 ? [] : [`${counted(left, 'line')} left out`]),
    ...(cut ? ['the ends of long lines left out (…)'] : []),
  ]
  return said.length === 0
    ? lines
    : [
        ...(fits < 0 ? short : short.slice(0, fits)),
        '',
        `**Cut to what a comment takes: ${said.join('; ')}. -o json says everything.**`,
      ]
}

/** A line, or its cells, without what is too long; no half of an escape or of an entity is left. */
const shortLine = (line: string): string => {
  if (byteLength(line) <= LONGEST_LINE) return line
  const isRow = line.startsWith('| ') && line.endsWith(' |')
  if (!isRow) return cutMarkdown(line, LONGEST_LINE)
  const cells = line.slice(2, -2).split(' | ')
  const most = Math.floor(LONGEST_LINE / cells.length)
  return `| ${cells.map((cell) => cutMarkdown(cell, most)).join(' | ')} |`
}

const cutMarkdown = (text: string, most: number): string => {
  if (byteLength(text) <= most) return text
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += byteLength(character)
    if (bytes > most - CUT_MARK) break
    kept += character
  }
  // A break between two parts is a good place; in front of a backslash or an unfinished `<br` is another one.
  const whole = kept.replace(/(?:<[^>]*|\\)$/, '')
  return `${whole}…${text.startsWith('**') ? '**' : ''}`
}

/** Room for the mark that something was cut, and for the end of bold text. */
const CUT_MARK = 8

/**
 * Cases in Markdown, for a comment on a pull request: the count, and a row for each case.
 *
 * @example
 * import { casesMarkdown } from 'podfit/report'
 *
 * const passed = { suite: 'cluster', name: 'agents everywhere', outcome: 'passed', findings: [] } as const
 * casesMarkdown([passed])[0] // => '**1 case: 1 passed, 0 failed, 0 skipped.**'
 *
 * @since 0.1.0
 */
export const casesMarkdown = (cases: readonly ReportedCase[]): readonly string[] => [
  `**${casesSummary(cases)}**`,
  '',
  ...markdownTable([
    ['', 'Case', 'Findings'],
    ...cases.map(({ suite, name, outcome, findings }) => [
      outcome,
      markdownText(`${suite}: ${name}`),
      findings.map(findingCell).join('<br>'),
    ]),
  ]),
]

const findingCell = ({ severity, subject, message, code, details }: ReportedFinding): string =>
  [`${severity} ${subject}: ${message} [${code}]`, ...details].map(markdownText).join('<br>')
