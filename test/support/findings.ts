import type { ReportedCase, ReportedFinding } from '../../src/report/formats/findingReport.js'

/** A finding with everything that a report could stumble over. */
export const NASTY: ReportedFinding = {
  code: 'DeadTaint',
  severity: 'warning',
  subject: 'Node <n&1>',
  path: ['metadata', 'labels', 'a/"b"'],
  message: '100%: a, b\r\n::error::"no" \u0001',
  details: ['first & second', '<third>'],
  origin: { file: 'my charts/a:b,c.yaml', line: 7 },
}

export const PLAIN: ReportedFinding = {
  code: 'RunsNowhere',
  severity: 'error',
  subject: 'DaemonSet a/b',
  path: [],
  message: 'runs on no node',
  details: [],
}

export const aCase = (
  outcome: ReportedCase['outcome'],
  ...findings: readonly ReportedFinding[]
): ReportedCase => ({ suite: 's', name: outcome, outcome, findings })
