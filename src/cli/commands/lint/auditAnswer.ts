import type { NotChecked } from '../../../audit/audit.js'
import type { AuditFinding } from '../../../audit/auditRules.js'
import { grouped } from '../../../data/grouped.js'
import { namespacedName, objectKey } from '../../../kube/objectFacts.js'
import type { Severity } from '../../../reason/finding.js'
import {
  reportedFinding,
  subjectText,
  type FindingOrigin,
  type ReportedCase,
} from '../../../report/formats/findingReport.js'
import { auditText, notCheckedLines, notCheckedText } from '../../../report/text/auditText.js'
import { findingLines } from '../../../report/text/findingsText.js'
import type { Style } from '../../../report/text/style.js'
import { counted, firstOf, someOf } from '../../../report/text/table.js'
import { terminalText } from '../../../report/text/terminalText.js'
import { caseFormats, FORMAT_VERSION, type Rendering } from '../../frame/formats.js'
import { locator } from '../../input/located.js'
import { incompleteJson } from '../../input/problem.js'
import type { Snapshot } from '../../input/snapshot.js'
import { fails, type Level } from '../../options/optionValues.js'

export type Located = AuditFinding & { readonly origin?: FindingOrigin }

/** What was found, and of which DaemonSets. */
export interface AuditAnswer {
  /** What JUnit calls it. */
  readonly verb: 'audit' | 'lint'
  readonly findings: readonly Located[]
  readonly notChecked: readonly NotChecked[]
  readonly daemonSets: readonly string[]
  readonly failOn: Level
  readonly details: boolean
}

const reported = ({ origin, ...finding }: Located) =>
  reportedFinding(finding, auditText(finding), origin)

/**
 * An audit as cases: one for each DaemonSet, and for each node that something was found about; rules that were
 * not checked are skipped.
 */
const asCases = ({
  verb,
  findings,
  notChecked,
  daemonSets,
  failOn,
}: AuditAnswer): readonly ReportedCase[] => {
  const names = [
    ...daemonSets.map((key) => terminalText(`DaemonSet ${key}`)),
    ...findings.map(({ subject }) => subjectText(subject)),
  ]
  const checked = [...new Set(names)].map((name): ReportedCase => {
    const here = findings
      .filter(({ subject }) => subjectText(subject) === name)
      .map((finding) => ({ ...reported(finding), level: levelOf(finding.severity, failOn) }))
    const failed = here.some(({ severity }) => fails(severity, failOn))
    return { suite: `podfit ${verb}`, name, outcome: failed ? 'failed' : 'passed', findings: here }
  })
  const skipped = notChecked.map((rule): ReportedCase => ({
    suite: `podfit ${verb}`,
    name: notCheckedText(rule),
    outcome: 'skipped',
    findings: [],
  }))
  return [...checked, ...skipped]
}

/** What is an error to CI: what fails, and nothing else. */
const levelOf = (severity: Severity, failOn: Level): Severity =>
  fails(severity, failOn) ? 'error' : severity === 'error' ? 'warning' : severity

/** Findings with the file and the line of what they are about. */
export const located = async (
  findings: readonly AuditFinding[],
  { objects, originOf }: Pick<Snapshot, 'objects' | 'originOf'>,
): Promise<readonly Located[]> => {
  const locate = locator()
  const objectsOf = {
    DaemonSet: objects.daemonSets ?? [],
    Node: objects.nodes ?? [],
    NodeTemplate: [],
    Case: [],
  }
  const result: Located[] = []
  for (const finding of findings) {
    const { subject, path: at } = finding
    const object = objectsOf[subject.kind].find(
      (each) => objectKey(each) === namespacedName(subject),
    )
    const origin = await locate(object && originOf(object), at)
    result.push({ ...finding, ...(origin !== undefined && { origin }) })
  }
  return result
}

/** More findings than that are told rule by rule: one of each, and whom else it is about. */
const MOST = 12

interface RuleGroup {
  readonly told: readonly Located[]
  readonly rest: readonly Located[]
}

const ruleGroups = (findings: readonly Located[], details: boolean): readonly RuleGroup[] =>
  details || findings.length <= MOST
    ? [{ told: findings, rest: [] }]
    : [...grouped(findings, ({ severity, code }) => `${severity} ${code}`).values()].map((same) => {
        const [told, rest] = firstOf(same, 1)
        return { told, rest }
      })

const restLines = (rest: readonly Located[], style: Style): readonly string[] => {
  const [first] = rest
  if (first === undefined) return []
  const names = someOf([...new Set(rest.map(({ subject }) => subjectText(subject)))])
  return [
    `${first.severity} ${rest.length} more ${style.dim(`[${first.code}]`)} (--details tells of each): ${names}`,
    '',
  ]
}

/** What was found, as text. */
export const auditReport = (
  { findings, notChecked, daemonSets, details }: AuditAnswer,
  { style }: Pick<Rendering, 'style'>,
): readonly string[] => {
  const count = (severity: Severity): string =>
    counted(findings.filter((finding) => finding.severity === severity).length, severity)
  const lines = ruleGroups(findings, details).flatMap(({ told, rest }) => [
    ...told.flatMap((finding) => [...findingLines(reported(finding), style), '']),
    ...restLines(rest, style),
  ])
  const sums = `${count('error')}, ${count('warning')}, ${count('note')}.`
  return daemonSets.length === 0 && findings.length === 0
    ? []
    : [...lines, sums, ...notCheckedLines(notChecked)]
}

/** What was found, as JSON. */
export const auditJson = (
  { findings, notChecked }: AuditAnswer,
  { problems }: Pick<Rendering, 'problems'>,
) => ({
  formatVersion: FORMAT_VERSION,
  ...incompleteJson(problems),
  findings,
  notChecked,
})

/** The formats of CI for `audit`, and for `lint`, which is audit without a cluster. */
export const AUDIT_CASES = caseFormats(asCases)
