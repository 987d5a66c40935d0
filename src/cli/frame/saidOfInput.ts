import type { ReportedCase, ReportedFinding } from '../../report/formats/findingReport.js'
import { markdownText } from '../../report/formats/markdown.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { intakeSentence, intakeSubjectText, intakeText } from '../../report/upstream/intakeText.js'
import { oddFieldsText } from '../../report/formats/oddFieldsText.js'
import type { OddFields } from '../../fields/oddFields.js'
import { NEWEST_RELEASE } from '../../kube/release.js'
import type { IntakeIssue } from '../../intake/intakeIssue.js'
import type { Locator } from '../input/located.js'
import { incompleteLines, problemText, type Problem } from '../input/problem.js'
import type { Taken } from '../input/takeIn.js'
import { formatFieldPath } from '../../data/fieldPath.js'
import { distinctBy, grouped } from '../../data/grouped.js'

/** What there is to say of the input, in every verb and every format alike. */
export interface SaidOfInput {
  /** Whether anything was taken in at all. */
  readonly taken: boolean
  /** What kubectl or the API server refuses. */
  readonly refused: readonly Refusal[]
  /** What else there is to say about objects. */
  readonly notes: readonly ReportedFinding[]
  /** What could not be read. */
  readonly problems: readonly Problem[]
  /** What was asked for and could not be looked at. */
  readonly unchecked: readonly string[]
  /** What an answer to what was asked for leaves open. */
  readonly open: readonly string[]
  /** What of manifests is not validated. */
  readonly notValidated: readonly string[]
}

/** What is said besides what was taken in. */
export type SaidBeside = Pick<SaidOfInput, 'problems' | 'unchecked' | 'open'>

/** A refusal, with the sentence of kubectl or of the API server alone. */
export interface Refusal extends ReportedFinding {
  readonly sentence: string
}

/** What is to be said of everything that was taken in, each thing once. */
export const saidOfInput = async (
  taken: readonly Taken[],
  beside: SaidBeside,
  locate: Locator,
): Promise<SaidOfInput> => {
  const refused: Refusal[] = []
  for (const { intake, originOf } of taken) {
    for (const { given, issues } of intake.refused) {
      for (const issue of issues) {
        const finding = reported(issue, await locate(originOf(given), issue.path))
        refused.push({ ...finding, sentence: intakeSentence(issue) })
      }
    }
  }
  const notValidated = [...new Set(taken.flatMap(({ intake }) => intake.notValidated))]
  const notes = taken.flatMap(({ intake, odd = [], kubernetes = NEWEST_RELEASE }) => [
    ...intake.issues.map((issue) => reported(issue)),
    ...odd.map((each) => reportedOdd(each, kubernetes)),
  ])
  return {
    taken: taken.length > 0,
    refused: once(refused),
    notes: once(notes),
    notValidated,
    ...beside,
  }
}

/** What is passed over in objects that are taken as they are, summed up. */
const reportedOdd = (odd: OddFields, kubernetes: string): ReportedFinding => ({
  code: odd.code,
  severity: 'note',
  subject: odd.kind,
  path: [],
  ...oddFieldsText(odd, kubernetes),
})

const reported = (issue: IntakeIssue, origin?: Awaited<ReturnType<Locator>>): ReportedFinding => ({
  code: issue.code,
  severity: issue.severity,
  subject: intakeSubjectText(issue.subject),
  path: issue.path,
  ...intakeText(issue),
  ...(origin !== undefined && { origin }),
})

const once = <F extends ReportedFinding>(findings: readonly F[]): readonly F[] =>
  distinctBy(findings, (each) => JSON.stringify(each))

/**
 * Whether something of the input was not looked at: it could not be read, is not there, or a server has handed it out
 * as something that is not read.
 */
export const isIncomplete = ({ refused, notes, problems, unchecked }: SaidOfInput): boolean =>
  problems.length > 0 ||
  unchecked.length > 0 ||
  refused.some(({ code }) => code === 'FailedRequest') ||
  notes.some(({ code }) => NOT_LOOKED_AT.has(code))

const NOT_LOOKED_AT: ReadonlySet<string> = new Set(['NoMatch', 'ApiVersionNotSet', 'FailedRequest'])

/** What comes before the answer of a text: refusals. */
export const refusedLines = (
  { refused }: SaidOfInput,
  style: Style = plainStyle,
): readonly string[] =>
  refused.flatMap((finding) => [
    `${style.bad('!')} ${finding.subject}: ${finding.message}`,
    ...finding.details.map((line) => `    ${line}`),
    ...placeText(finding).map((place) => `    ${style.dim(`at ${place}`)}`),
  ])

/** A field that the API server drops, so that the answer is about less than was written. */
const isDropped = ({ code, severity }: ReportedFinding): boolean =>
  code === 'UnknownField' && severity === 'warning'

/** What comes before the answer, too: fields of a patch that are dropped. */
export const droppedLines = (
  { notes }: SaidOfInput,
  style: Style = plainStyle,
): readonly string[] =>
  notes
    .filter(isDropped)
    .flatMap(({ subject, message, details }) => [
      `${style.warn('!')} ${subject}: ${message}`,
      ...details.map((line) => `    ${line}`),
    ])

const placeText = ({ origin, path: at }: ReportedFinding): readonly string[] => {
  if (origin === undefined) return []
  const file = origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`
  return [at.length === 0 ? file : `${file}: ${formatFieldPath(at)}`]
}

/** What comes after it. */
export const afterLines = (
  { notes, problems, unchecked, open, notValidated }: SaidOfInput,
  style: Style,
): readonly string[] => [
  ...notes
    .filter((note) => !isDropped(note))
    .flatMap(({ subject, message, details }) => [
      style.dim(`· ${subject}: ${message}`),
      ...details.map((line) => style.dim(`    ${line}`)),
    ]),
  ...(notValidated.length === 0
    ? []
    : [style.dim(`Of manifests not validated: ${notValidated.join(', ')}.`)]),
  ...unchecked.map((what) => style.warn(`Not checked: ${what}.`)),
  ...open.map((what) => style.warn(`Not known: ${what}.`)),
  ...incompleteLines(problems, style),
]

/** What is refused and what else there is to say, for programs: an object with all that is refused about it. */
export const saidJson = ({ refused, notes, unchecked, open, notValidated }: SaidOfInput) => ({
  refused: [...grouped(refused, ({ subject }) => subject)].map(([object, findings]) => ({
    object,
    ...(object.startsWith(DAEMON_SET) && { daemonSet: object.slice(DAEMON_SET.length) }),
    errors: findings.map(({ sentence }) => sentence),
    findings: findings.map(({ sentence: _sentence, ...finding }) => finding),
  })),
  notes,
  unchecked: [...unchecked, ...open],
  notValidated,
})

const DAEMON_SET = 'DaemonSet '

/** The same as a list of Markdown. */
export const markdownList = (said: SaidOfInput): readonly string[] =>
  [...refusedLines(said), ...droppedLines(said), ...afterLines(said, plainStyle)].map(
    (line) => `${line.startsWith(' ') ? '  ' : ''}- ${markdownText(line.trim())}`,
  )

/** The same as cases: what is refused has failed, and what cannot be read is an error. */
export const inputCases = ({
  refused,
  notes,
  problems,
  unchecked,
  open,
}: SaidOfInput): readonly ReportedCase[] => [
  ...casesOf(refused, 'failed'),
  ...casesOf(notes, 'passed'),
  ...problems.map((problem): ReportedCase => {
    const { file, line, object, path = [], message } = problem
    const finding: ReportedFinding = {
      code: 'Unreadable',
      severity: 'error',
      subject: object ?? file,
      path,
      message,
      details: [],
      origin: { file, ...(line !== undefined && { line }) },
    }
    return { suite: SUITE, name: problemText(problem), outcome: 'undecided', findings: [finding] }
  }),
  ...unchecked.map(uncheckedCase),
  ...open.map(openCase),
]

/** What was not looked at, as a case: neither passed nor failed. */
const uncheckedCase = (what: string): ReportedCase => ({
  suite: SUITE,
  name: `not checked: ${what}`,
  outcome: 'undecided',
  findings: [inputFinding('NotChecked', 'error', what)],
})

/** What is left open, which is no failure. */
const openCase = (what: string): ReportedCase => ({
  suite: SUITE,
  name: `not known: ${what}`,
  outcome: 'passed',
  findings: [inputFinding('NotKnown', 'note', what)],
})

const inputFinding = (
  code: string,
  severity: ReportedFinding['severity'],
  message: string,
): ReportedFinding => ({ code, severity, subject: 'input', path: [], message, details: [] })

const SUITE = 'podfit input'

const casesOf = (
  findings: readonly ReportedFinding[],
  outcome: ReportedCase['outcome'],
): readonly ReportedCase[] =>
  [...new Set(findings.map(({ subject }) => subject))].map((name) => ({
    suite: SUITE,
    name,
    outcome,
    findings: findings.filter(({ subject }) => subject === name),
  }))
