import type { FieldPath } from '../data/fieldPath.js'

/**
 * How bad a finding is: `error`, something does not work; `warning`, it is likely a mistake; `note`, worth
 * knowing.
 *
 * @since 0.1.0
 */
export type Severity = 'error' | 'warning' | 'note'

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/**
 * The object that a finding is about; a `Case` is one of a suite's.
 *
 * @since 0.1.0
 */
export interface Subject {
  readonly kind: 'DaemonSet' | 'Node' | 'NodeTemplate' | 'Case'
  readonly namespace?: string
  readonly name: string
}

/**
 * What every finding has besides its own evidence: a stable code, how bad it is, the object and the path in
 * it.
 *
 * @since 0.1.0
 */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly subject: Subject
  readonly path: FieldPath
}
