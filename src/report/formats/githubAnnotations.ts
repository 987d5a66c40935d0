import { SEVERITIES, type Severity } from '../../reason/finding.js'
import { STDIN, type ReportedFinding } from './findingReport.js'

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
}

/**
 * Findings as GitHub Actions annotations, the worst first: GitHub shows ten of each kind and step.
 *
 * @example
 * import { githubAnnotations } from 'podfit/report'
 *
 * const finding = {
 *   code: 'RunsNowhere',
 *   severity: 'warning',
 *   subject: 'DaemonSet a/agent',
 *   path: [],
 *   message: 'runs nowhere',
 *   details: [],
 *   origin: { file: 'agent.yaml', line: 3 },
 * } as const
 * githubAnnotations([finding]) // => ['::warning file=agent.yaml,line=3,title=RunsNowhere::DaemonSet a/agent: runs nowhere']
 *
 * @since 0.1.0
 */
export const githubAnnotations = (findings: readonly ReportedFinding[]): readonly string[] =>
  [...findings]
    .sort((a, b) => SEVERITIES.indexOf(levelOf(a)) - SEVERITIES.indexOf(levelOf(b)))
    .map((finding) => {
      const { code, subject, message, details, origin } = finding
      const file = origin === undefined || origin.file === STDIN ? undefined : origin
      const properties = {
        ...(file !== undefined && { file: file.file }),
        ...(file?.line !== undefined && { line: String(file.line) }),
        title: code,
      }
      const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
      const text = [`${subject}: ${message}`, ...details].join('\n')
      return `::${COMMANDS[levelOf(finding)]} ${list.join()}::${data(text)}`
    })

const levelOf = ({ level, severity }: ReportedFinding): Severity => level ?? severity

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
