import type { ReportedCase, ReportedFinding } from './findingReport.js'
import { casesSummary } from '../text/findingsText.js'
import { markdownTable, markdownText } from './markdown.js'

/**
 * Cases in Markdown, for a comment on a pull request: the count, and a row for each case.
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
