import { namespacedName, objectKey } from '../../kube/objectFacts.js'
import { audit } from '../../audit/audit.js'
import type { AuditFinding } from '../../audit/finding.js'
import type { TaintRemover } from '../../audit/removers.js'
import type { Severity } from '../../reason/finding.js'
import { auditText } from '../../report/text/auditText.js'
import {
  reportedFinding,
  subjectText,
  type FindingOrigin,
  type ReportedCase,
} from '../../report/formats/findingReport.js'
import { findingLines } from '../../report/text/findingsText.js'
import type { Style } from '../../report/text/style.js'
import { counted } from '../../report/text/table.js'
import { EXIT, UsageError } from '../exitCode.js'
import { locator } from '../input/located.js'
import { incompleteJson } from './incomplete.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { casesReport } from './reportCases.js'
import { readSnapshot, reportProblems, type Snapshot } from '../input/snapshot.js'
import type { World } from '../world.js'

type Located = AuditFinding & { readonly origin?: FindingOrigin }

/** `podfit audit`: what is wrong with the DaemonSets of a cluster, or likely to be. */
export const auditCommand = async (options: Options, world: World): Promise<number> => {
  const snapshot = await readSnapshot(options.files, world)
  const now = options.now ?? world.now().toISOString()
  const removers = options.removers.map(remover)
  const { semantics } = options.kubernetes
  const { templates = [] } = snapshot.objects
  const found = audit(snapshot.objects, { now, removers, templates, semantics }).filter(
    ({ subject }) => options.namespace === undefined || subject.namespace === options.namespace,
  )
  const findings = await located(found, snapshot)
  world.stdout(outputOf(findings, options, snapshot, styleFor(options, world)))
  const code = reportProblems(snapshot.problems, world)
  const failed = findings.some(({ severity }) => fails(severity, options.failOn))
  return code === EXIT.done && failed ? EXIT.failed : code
}

const LEVELS: readonly Options['failOn'][] = ['never', 'error', 'warning', 'note']

const fails = (severity: Severity, failOn: Options['failOn']): boolean =>
  LEVELS.indexOf(severity) <= LEVELS.indexOf(failOn)

/** `TAINT=DAEMONSET`; the taint is a key, or a key and an effect. */
const remover = (text: string): TaintRemover => {
  const [, key = '', effect = 'NoSchedule', daemonSet = ''] =
    /^([^=:]+)(?::([^=]+))?=(.+)$/.exec(text) ?? []
  if (key === '') throw new UsageError(`--remover ${text}: expected KEY[:EFFECT]=DAEMONSET`)
  return { taint: { key, effect }, daemonSets: [daemonSet] }
}

const located = async (
  findings: readonly AuditFinding[],
  { objects, originOf }: Snapshot,
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

const outputOf = (
  findings: readonly Located[],
  { output }: Options,
  { objects, problems }: Snapshot,
  style: Style,
): string => {
  switch (output) {
    case 'json':
      return jsonText({
        formatVersion: FORMAT_VERSION,
        ...incompleteJson(problems),
        findings,
      })
    case 'text':
      return auditReport(findings, style)
    default:
      return casesReport(asCases(findings, (objects.daemonSets ?? []).map(objectKey)), output)
  }
}

const reported = ({ origin, ...finding }: Located) =>
  reportedFinding(finding, auditText(finding), origin)

/** An audit as cases: one for each DaemonSet, and for each node that something was found about. */
const asCases = (
  findings: readonly Located[],
  daemonSets: readonly string[],
): readonly ReportedCase[] => {
  const names = [
    ...daemonSets.map((key) => `DaemonSet ${key}`),
    ...findings.map(({ subject }) => subjectText(subject)),
  ]
  return [...new Set(names)].map((name) => {
    const here = findings.filter(({ subject }) => subjectText(subject) === name).map(reported)
    const failed = here.some(({ severity }) => severity !== 'note')
    return { suite: 'podfit audit', name, outcome: failed ? 'failed' : 'passed', findings: here }
  })
}

const auditReport = (findings: readonly Located[], style: Style): string => {
  const count = (severity: Severity): string =>
    counted(findings.filter((finding) => finding.severity === severity).length, severity)
  const lines = findings.flatMap((finding) => [...findingLines(reported(finding), style), ''])
  return `${[...lines, `${count('error')}, ${count('warning')}, ${count('note')}.`].join('\n')}\n`
}
