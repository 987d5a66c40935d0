import { formatFieldPath } from '../../data/fieldPath.js'
import { STDIN, type ReportedFinding } from './findingReport.js'

/**
 * What code scanning shows of a rule: what its findings mean, and what to do.
 *
 * @since 0.2.0
 */
export interface SarifDescription {
  readonly means: string
  readonly fix: string
}

/**
 * Who has found them, and what their codes mean.
 *
 * @since 0.2.0
 */
export interface SarifOptions {
  /** The version of the tool that has found them. */
  readonly version: string
  /** What there is to say of a code; without it, its name in words. */
  readonly describe?: ((code: string) => SarifDescription | undefined) | undefined
}

/**
 * Findings as a SARIF 2.1.0 log, with what code scanning asks for: rules that are described, a line for every file
 * (the first where it is not known), and a fingerprint that stays when lines move. Files are relative URIs, and
 * standard input is the file `stdin`; a finding whose object came from nowhere has a logical location only. Where an
 * object was rendered from a template, that is a related location.
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
  { version, describe }: SarifOptions,
): SarifLog => {
  const codes = [...new Set(findings.map(({ code }) => code))]
  const prints = fingerprints(findings)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'podfit', version, rules: codes.map((id) => ruleOf(id, describe?.(id))) },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, i) => resultOf(finding, codes, prints[i] ?? '')),
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
      readonly rules: readonly SarifRule[]
    }
  }
  readonly columnKind: 'utf16CodeUnits'
  readonly results: readonly SarifResult[]
}

/**
 * A rule as code scanning shows it.
 *
 * @since 0.2.0
 */
export interface SarifRule {
  readonly id: string
  readonly name: string
  readonly shortDescription: { readonly text: string }
  readonly fullDescription: { readonly text: string }
  readonly help: { readonly text: string; readonly markdown: string }
}

/**
 * A line of a file.
 *
 * @since 0.2.0
 */
export interface SarifPlace {
  readonly artifactLocation: { readonly uri: string }
  readonly region: { readonly startLine: number }
}

/** A finding as SARIF has it. @since 0.1.0 */
export interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: ReportedFinding['severity']
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation?: SarifPlace
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[]
  }[]
  /** The template that an object was rendered from. */
  readonly relatedLocations?: readonly {
    readonly id: number
    readonly physicalLocation: SarifPlace
    readonly message: { readonly text: string }
  }[]
  readonly partialFingerprints: { readonly 'podfit/v1': string }
}

const ruleOf = (id: string, described: SarifDescription | undefined): SarifRule => {
  const words = id.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  const means = described?.means ?? `${words}: the message of each finding says more.`
  const help = described === undefined ? means : `${means}\n\n${described.fix}`
  return {
    id,
    name: id,
    shortDescription: { text: words },
    fullDescription: { text: means.replaceAll('`', '') },
    help: { text: help.replaceAll('`', ''), markdown: help },
  }
}

/** What a finding is, whatever line it stands on; of several that are the same, which one. */
const fingerprints = (findings: readonly ReportedFinding[]): readonly string[] => {
  const seen = new Map<string, number>()
  return findings.map(({ code, subject, path: at }) => {
    const print = JSON.stringify([code, subject, formatFieldPath(at)])
    const count = (seen.get(print) ?? 0) + 1
    seen.set(print, count)
    return `${print}:${count}`
  })
}

const resultOf = (
  { code, severity, level, subject, path: at, message, details, origin }: ReportedFinding,
  codes: readonly string[],
  fingerprint: string,
): SarifResult => {
  const path = formatFieldPath(at)
  const name = path === '' ? subject : `${subject} ${path}`
  const place = origin === undefined ? undefined : placeOf(origin.file, origin.line)
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: level ?? severity,
    message: { text: [`${subject}: ${message}`, ...details].join('\n') },
    locations: [
      {
        ...(place !== undefined && { physicalLocation: place }),
        logicalLocations: [{ fullyQualifiedName: name }],
      },
    ],
    ...(origin?.template !== undefined && {
      relatedLocations: [
        {
          id: 1,
          physicalLocation: placeOf(origin.template, undefined),
          message: { text: 'the template that it was rendered from' },
        },
      ],
    }),
    partialFingerprints: { 'podfit/v1': fingerprint },
  }
}

const placeOf = (file: string, line: number | undefined): SarifPlace => ({
  artifactLocation: { uri: file === STDIN ? 'stdin' : uriOf(file) },
  region: { startLine: line ?? 1 },
})

const uriOf = (file: string): string =>
  file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
