import type { ReportedCase, ReportedFinding } from './findingReport.js'
import { casesSummary } from '../text/findingsText.js'
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

/** GitHub takes no comment of more characters than this; some of them are left for what is added around it. */
const MOST_CHARACTERS = 65_536 - 1_536

/** Lines of Markdown that fit into a comment: what is too much is left out, and that is said. */
export const fittingMarkdown = (lines: readonly string[]): readonly string[] => {
  let length = 0
  const fits = lines.findIndex((line) => (length += line.length + 1) > MOST_CHARACTERS)
  return fits < 0
    ? lines
    : [
        ...lines.slice(0, fits),
        '',
        `**${lines.length - fits} lines were left out: a comment takes no more. -o json says everything.**`,
      ]
}

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
