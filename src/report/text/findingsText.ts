import { formatFieldPath } from '../../data/fieldPath.js'
import type { Severity } from '../../reason/finding.js'
import type { ReportedCase, ReportedFinding } from '../formats/findingReport.js'
import { plainStyle, type Style } from './style.js'
import { counted } from './table.js'
import { terminalLines } from './terminalText.js'

const STYLE: Readonly<Record<Severity, keyof Style>> = {
  error: 'bad',
  warning: 'warn',
  note: 'dim',
}

/**
 * A finding on a terminal: severity, object, what is wrong, its code; then the evidence and the place.
 *
 * @example
 * import { findingLines, reportedFinding } from 'podfit/report'
 *
 * const finding = {
 *   code: 'RunsNowhere',
 *   severity: 'warning',
 *   subject: { kind: 'DaemonSet', namespace: 'a', name: 'agent' },
 *   path: ['spec'],
 * } as const
 * findingLines(reportedFinding(finding, { message: 'runs nowhere', details: ['3 nodes'] })) // => ['warning DaemonSet a/agent: runs nowhere [RunsNowhere]', '    3 nodes', '    at spec']
 *
 * @since 0.1.0
 */
export const findingLines = (
  { severity, subject, message, code, details, path: at, origin }: ReportedFinding,
  style: Style = plainStyle,
): readonly string[] => {
  const file = origin === undefined ? [] : [originText(origin)]
  const place = [...file, ...(at.length === 0 ? [] : [formatFieldPath(at)])].join(': ')
  const lines = [
    `${style[STYLE[severity]](severity)} ${style.bold(subject)}: ${message} ${style.dim(`[${code}]`)}`,
    ...details.map((detail) => `    ${detail}`),
    ...(place === '' ? [] : [`    ${style.dim(`at ${place}`)}`]),
  ]
  return terminalLines(lines, style)
}

const originText = ({ file, line, template }: NonNullable<ReportedFinding['origin']>): string => {
  const place = line === undefined ? file : `${file}:${line}`
  return template === undefined ? place : `${place} (${template})`
}

const OUTCOMES = {
  passed: { word: 'ok', style: 'good' },
  failed: { word: 'FAIL', style: 'bad' },
  undecided: { word: '?', style: 'warn' },
  skipped: { word: 'skip', style: 'dim' },
} as const

/**
 * Cases on a terminal: one line each, findings under those that have any, and a count.
 *
 * @example
 * import { casesText } from 'podfit/report'
 *
 * const passed = { suite: 'cluster', name: 'agents everywhere', outcome: 'passed', findings: [] } as const
 * casesText([passed]) // => ['ok   cluster: agents everywhere', '', '1 case: 1 passed, 0 failed, 0 skipped.']
 *
 * @since 0.1.0
 */
export const casesText = (
  cases: readonly ReportedCase[],
  style: Style = plainStyle,
): readonly string[] => terminalLines(casesLines(cases, style), style)

const casesLines = (cases: readonly ReportedCase[], style: Style): readonly string[] => [
  ...cases.flatMap(({ suite, name, outcome, findings }) => [
    `${style[OUTCOMES[outcome].style](OUTCOMES[outcome].word.padEnd(4))} ${suite}: ${name}`,
    ...findings.flatMap((finding) => findingLines(finding, style).map((line) => `       ${line}`)),
  ]),
  '',
  casesSummary(cases),
]

/** How many cases there are, and what came of them. */
export const casesSummary = (cases: readonly ReportedCase[]): string => {
  const count = (outcome: ReportedCase['outcome']): number =>
    cases.filter((each) => each.outcome === outcome).length
  const undecided = count('undecided') === 0 ? '' : `, ${count('undecided')} undecided`
  return `${counted(cases.length, 'case')}: ${count('passed')} passed, ${count('failed')} failed${undecided}, ${count('skipped')} skipped.`
}
