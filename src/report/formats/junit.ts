import { formatFieldPath } from '../../data/fieldPath.js'
import type { ReportedCase, ReportedFinding } from './findingReport.js'
import { terminalText } from '../text/terminalText.js'

/**
 * Cases as JUnit XML: a `testsuite` for each suite, a `testcase` for each case, its findings in one
 * `failure`, or one `error` if the case is undecided. Findings of a case that passed are its output.
 *
 * @example
 * import { junit } from 'podfit/report'
 *
 * const passed = { suite: 'cluster', name: 'agents everywhere', outcome: 'passed', findings: [] } as const
 * junit([passed]).split('\n')[3] // => '    <testcase name="agents everywhere" classname="cluster"/>'
 *
 * @since 0.1.0
 */
export const junit = (cases: readonly ReportedCase[]): string => {
  const suites = [...new Set(cases.map(({ suite }) => suite))]
  const of = (suite: string): readonly ReportedCase[] =>
    cases.filter((each) => each.suite === suite)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${counts(cases)}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite${attributes({ name: suite })}${counts(of(suite))}>`,
      ...of(suite).flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

const caseLines = ({ suite, name, outcome, findings }: ReportedCase): readonly string[] => {
  const open = `    <testcase${attributes({ name, classname: suite })}`
  const inside = {
    passed: findings.length === 0 ? [] : [`<system-out>${body(findings)}</system-out>`],
    failed: [fault('failure', findings)],
    undecided: [fault('error', findings)],
    skipped: ['<skipped/>'],
  }[outcome]
  return inside.length === 0
    ? [`${open}/>`]
    : [`${open}>`, ...inside.map((line) => `      ${line}`), '    </testcase>']
}

const fault = (element: string, findings: readonly ReportedFinding[]): string => {
  const [first] = findings
  const about = attributes({ message: first?.message ?? '', type: first?.code ?? '' })
  return `<${element}${about}>${body(findings)}</${element}>`
}

const body = (findings: readonly ReportedFinding[]): string =>
  escaped(findings.flatMap(findingText).join('\n'))

const findingText = (finding: ReportedFinding): readonly string[] => {
  const { severity, subject, message, code, details, path: at, origin } = finding
  const place = [origin?.file, formatFieldPath(at)].filter(
    (part) => part !== undefined && part !== '',
  )
  return [
    `${severity}: ${subject}: ${message} [${code}]`,
    ...[...details, ...(place.length === 0 ? [] : [`at ${place.join(': ')}`])].map(
      (line) => `  ${line}`,
    ),
  ]
}

const counts = (cases: readonly ReportedCase[]): string => {
  const count = (outcome: ReportedCase['outcome']): string =>
    String(cases.filter((each) => each.outcome === outcome).length)
  return attributes({
    tests: String(cases.length),
    failures: count('failed'),
    errors: count('undecided'),
    skipped: count('skipped'),
  })
}

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('\n', '&#10;')}"`)
    .join('')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Characters that XML 1.0 has no way to write become U+FFFD. */
const escaped = (text: string): string =>
  text
    .split('\n')
    .map((line) => terminalText(line))
    .join('\n')
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
