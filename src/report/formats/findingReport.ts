import type { FieldPath } from '../../data/fieldPath.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { Finding, Severity, Subject } from '../../reason/finding.js'
import { terminalText } from '../text/terminalText.js'

/** A finding in words. @since 0.1.0 */
export interface FindingText {
  /** One line, without the object it is about. */
  readonly message: string
  readonly details: readonly string[]
}

/** What standard input is called where a file's name stands. */
export const STDIN = '<stdin>'

/** Where an object was read from. @since 0.1.0 */
export interface FindingOrigin {
  readonly file: string
  /** From 1; absent where it is not known. */
  readonly line?: number
  /** The template that it was rendered from, as a chart's `# Source:` says. */
  readonly template?: string
}

/** A finding as every report shows it. @since 0.1.0 */
export interface ReportedFinding extends FindingText {
  readonly code: string
  readonly severity: Severity
  /** How grave it is to CI, where that is not its severity: what fails a run is an error. */
  readonly level?: Severity
  /** The kind and the name of the object. */
  readonly subject: string
  readonly path: FieldPath
  readonly origin?: FindingOrigin
}

/** What was looked at under one name, and what came of it. @since 0.1.0 */
export interface ReportedCase {
  readonly suite: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'undecided' | 'skipped'
  readonly findings: readonly ReportedFinding[]
}

/**
 * An object by kind and name.
 *
 * @example
 * import { subjectText } from 'podfit/report'
 *
 * subjectText({ kind: 'DaemonSet', namespace: 'a', name: 'agent' }) // => 'DaemonSet a/agent'
 *
 * @since 0.1.0
 */
export const subjectText = (subject: Subject): string =>
  terminalText(`${subject.kind} ${namespacedName(subject)}`)

/**
 * A finding with its words and where its object was read from.
 *
 * @example
 * import { reportedFinding } from 'podfit/report'
 *
 * const finding = {
 *   code: 'RunsNowhere',
 *   severity: 'warning',
 *   subject: { kind: 'DaemonSet', namespace: 'a', name: 'agent' },
 *   path: ['spec'],
 * } as const
 * reportedFinding(finding, { message: 'runs nowhere', details: [] }).subject // => 'DaemonSet a/agent'
 *
 * @since 0.1.0
 */
export const reportedFinding = (
  { code, severity, subject, path: at }: Finding,
  text: FindingText,
  origin?: FindingOrigin,
): ReportedFinding => ({
  code,
  severity,
  subject: subjectText(subject),
  path: at,
  ...text,
  ...(origin !== undefined && { origin }),
})
