import { audit, type NotChecked } from '../../audit/audit.js'
import { auditRules, type AuditFinding } from '../../audit/auditRules.js'
import { grouped } from '../../data/grouped.js'
import { own } from '../../data/own.js'
import { namespacedName, objectKey } from '../../kube/objectFacts.js'
import { SEVERITIES, type Severity } from '../../reason/finding.js'
import {
  reportedFinding,
  subjectText,
  type FindingOrigin,
  type ReportedCase,
} from '../../report/formats/findingReport.js'
import { terminalText } from '../../report/text/terminalText.js'
import { auditText, notCheckedLines, notCheckedText } from '../../report/text/auditText.js'
import { findingLines } from '../../report/text/findingsText.js'
import type { Style } from '../../report/text/style.js'
import { counted, firstOf, someOf } from '../../report/text/table.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import { caseFormats, FORMAT_VERSION } from '../frame/formats.js'
import { locator } from '../input/located.js'
import { incompleteJson } from '../input/problem.js'
import type { Snapshot } from '../input/snapshot.js'
import { findServed, takeIn } from '../input/takeIn.js'
import { DETAILS, FILES, NAMESPACE, NOW, ONE_DAEMON_SET } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { choiceOption, listOption, type Reader } from '../options/option.js'
import { TAINT_OWNERS } from '../options/taintOwnerOption.js'
import { fails, type Level } from '../options/optionValues.js'
import { noneLeft } from '../options/select.js'
import { currentTime } from '../world.js'

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
export const asCases = ({
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

export const FAIL_ON = choiceOption(
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: [...SEVERITIES, 'never'],
    text: 'exit with 1 from error (unless given), warning or note on, or never',
  },
  'error',
)

const LEVELS: Readonly<Record<string, Severity | 'off'>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
  info: 'note',
  off: 'off',
}

const severityChoice: Reader<readonly [string, Severity | 'off']> = (text, flag) => {
  const [code = '', level = '', ...more] = text.split('=')
  const severity = own(LEVELS, level)
  if (severity === undefined || more.length > 0) {
    throw new UsageError(
      `${flag} ${text}: expected CODE=SEVERITY, where the severity is error, warning, note (or info) or off`,
    )
  }
  const codes = Object.keys(auditRules)
  if (codes.includes(code)) return [code, severity]
  throw new UsageError(
    `${flag} ${text}: there is no rule ${code}${didYouMean(nearest(code, codes))}`,
  )
}

/** How bad the findings of some rules are, whatever the rules say. */
export const SEVERITY_CHOICES = listOption(
  {
    name: 'severity',
    value: 'CODE=SEVERITY',
    text: 'findings of this rule are an error, a warning, a note (or info), or not told (off)',
  },
  severityChoice,
)

/** `podfit audit`: what is wrong with the DaemonSets of a cluster, or likely to be. */
export const auditCommand = command({
  name: 'audit',
  summary: 'what is wrong with the DaemonSets of a cluster',
  arguments: { wanted: ONE_DAEMON_SET },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    now: NOW,
    kubernetes: KUBERNETES,
    details: DETAILS,
    failOn: FAIL_ON,
    severities: SEVERITY_CHOICES,
    taintOwners: TAINT_OWNERS,
  },
  examples: [
    { line: 'podfit audit -f cluster.json', text: 'findings, the gravest first' },
    {
      line: 'podfit audit -f cluster.json --fail-on warning -o junit > audit.xml',
      text: 'for CI: a report, and exit code 1 from warnings on',
    },
  ],
  run: async (
    { wanted, files, namespace, failOn, taintOwners, severities, kubernetes, ...given },
    world,
  ) => {
    const { semantics } = kubernetes
    const snapshot = await takeIn(files, world, { namespace, wanted, kubernetes })
    const one = wanted === undefined ? undefined : findServed(snapshot, wanted, namespace).daemonSet
    const now = given.now ?? currentTime(world)
    const { templates, daemonSets = [] } = snapshot.objects
    const { findings: all, notChecked } = audit(snapshot.objects, {
      now,
      taintOwners,
      templates,
      semantics,
      severities: Object.fromEntries(severities),
    })
    const created = new Set(
      snapshot.served.flatMap(({ daemonSet, isNew }) => (isNew ? [objectKey(daemonSet)] : [])),
    )
    const found = all.filter(
      (finding) =>
        // What is not in the cluster yet has no status that could be stale.
        (finding.code !== 'StaleStatus' || !created.has(namespacedName(finding.subject))) &&
        (namespace === undefined || finding.subject.namespace === namespace) &&
        (one === undefined || isAbout(finding, objectKey(one))),
    )
    const findings = await located(found, snapshot)
    const selected = daemonSets.filter(
      (daemonSet) =>
        (namespace === undefined || daemonSet.metadata?.namespace === namespace) &&
        (one === undefined || daemonSet === one),
    )
    return {
      answer: {
        verb: 'audit' as const,
        findings,
        notChecked,
        daemonSets: selected.map(objectKey),
        failOn,
        details: given.details || wanted !== undefined,
      },
      unchecked: [
        ...noneLeft(selected.length, snapshot, { namespace }),
        ...(selected.length > 0 && snapshot.objects.nodes === undefined
          ? ['what depends on nodes, for they were not given']
          : []),
      ],
      failed: findings.some(({ severity }) => fails(severity, failOn)),
    }
  },
  formats: {
    text: (answer, { style }) => auditReport(answer, style),
    json: ({ findings, notChecked }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      ...incompleteJson(problems),
      findings,
      notChecked,
    }),
    ...caseFormats(asCases),
  },
})

/** Whether a finding is about a DaemonSet, or names it as the other one. */
const isAbout = (finding: AuditFinding, key: string): boolean =>
  (finding.subject.kind === 'DaemonSet' && namespacedName(finding.subject) === key) ||
  ('other' in finding && namespacedName(finding.other) === key)

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

/** An audit as text. */
export const auditReport = (
  { findings, notChecked, daemonSets, details }: AuditAnswer,
  style: Style,
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
