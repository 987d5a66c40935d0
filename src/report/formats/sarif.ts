import { formatFieldPath } from '../../data/fieldPath.js'
import { STDIN, type ReportedFinding } from './findingReport.js'

/**
 * Findings as a SARIF 2.1.0 log, for code scanning. Files are relative URIs; a finding whose object came
 * from no file has a logical location only.
 *
 * @example
 * import { sarif } from 'podfit/report'
 *
 * sarif([], { version: '0.1.0' }).version // => '2.1.0'
 *
 * @since 0.1.0
 */
export const sarif = (
  findings: readonly ReportedFinding[],
  { version }: { readonly version: string },
): SarifLog => {
  const codes = [...new Set(findings.map(({ code }) => code))]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'podfit', version, rules: codes.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes)),
      },
    ],
  }
}

/** The part of a SARIF log that podfit writes. @since 0.1.0 */
export interface SarifLog {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: readonly SarifRun[]
}

/** One run of a tool as SARIF has it. @since 0.1.0 */
export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string
      readonly version: string
      readonly rules: readonly { readonly id: string }[]
    }
  }
  readonly columnKind: 'utf16CodeUnits'
  readonly results: readonly SarifResult[]
}

/** A finding as SARIF has it. @since 0.1.0 */
export interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: ReportedFinding['severity']
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string }
      readonly region?: { readonly startLine: number }
    }
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[]
  }[]
}

const resultOf = (
  { code, severity, level, subject, path: at, message, details, origin }: ReportedFinding,
  codes: readonly string[],
): SarifResult => {
  const path = formatFieldPath(at)
  const name = path === '' ? subject : `${subject} ${path}`
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: level ?? severity,
    message: { text: [`${subject}: ${message}`, ...details].join('\n') },
    locations: [
      {
        ...(origin !== undefined &&
          origin.file !== STDIN && {
            physicalLocation: {
              artifactLocation: { uri: uriOf(origin.file) },
              ...(origin.line !== undefined && { region: { startLine: origin.line } }),
            },
          }),
        logicalLocations: [{ fullyQualifiedName: name }],
      },
    ],
  }
}

const uriOf = (file: string): string =>
  file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
