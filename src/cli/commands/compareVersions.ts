import { grouped } from '../../data/grouped.js'
import { asCreated } from '../../api/asCreated.js'
import { validateDaemonSet } from '../../api/validateDaemonSet.js'
import { cluster } from '../../cluster/cluster.js'
import { diffSemantics, diffVersions, type VersionDiff } from '../../cluster/diffVersions.js'
import { equalJson } from '../../data/equalJson.js'
import type { InstantText } from '../../data/instant.js'
import type { RefusedObject } from '../../intake/intake.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { FieldError } from '../../reason/fieldError.js'
import { upstreamFieldError } from '../../report/upstream/fieldErrorText.js'
import { markdownItems, markdownText } from '../../report/formats/markdown.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { counted, firstOf, someOf, table } from '../../report/text/table.js'
import { versionDiffText } from '../../report/text/versionDiffText.js'
import { SWITCH_TEXT } from '../../report/text/versionText.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import { withoutOwned, type Served, type Taken } from '../input/takeIn.js'
import { releaseWords } from '../options/kubernetesOption.js'
import { selectDaemonSets, type Selection } from '../options/select.js'
import { addAll } from '../../data/appended.js'

/** A DaemonSet and what the other version changes for it. */
interface Compared extends Served {
  readonly change: Change
}

/** What is told of it; whole plans of many DaemonSets are much. */
type Change = Pick<VersionDiff, 'differences' | 'because'> &
  Readonly<Record<'before' | 'after', ToldPlan>>

type ToldPlan = Parameters<typeof versionDiffText>[0]['before']

/** Two versions that are compared, at an instant. */
interface Versions {
  readonly from: KubernetesSemantics
  readonly to: KubernetesSemantics
  readonly now: InstantText
  readonly cacheLag: boolean
}

/** A manifest that only one of the API servers takes, or that they refuse for other reasons. */
interface RefusalChange {
  readonly daemonSet: DaemonSet
  readonly before: readonly FieldError[]
  readonly after: readonly FieldError[]
  /** The switches that it comes from. */
  readonly because: readonly (keyof Semantics)[]
}

/** What another version changes. */
export interface Comparison extends Versions {
  readonly compared: readonly Compared[]
  readonly refusals: readonly RefusalChange[]
}

/** More DaemonSets than that are told together where the same rules make the difference. */
const MOST = 8

/** What is told of each of them then. */
const MOST_LINES = 3

/** `podfit plan --against VERSION`: what another version changes for each DaemonSet. */
export const compareVersions = (
  { objects, served, intake: { refused } }: Taken,
  versions: Versions,
  selection: Selection,
): Comparison => {
  const { from, to, now, cacheLag } = versions
  const sent = [
    ...served.flatMap(({ isNew, given }) => (isNew ? [given] : [])),
    ...refused.filter(isRefusedAsNew).map(({ given }) => given as DaemonSet),
  ].map((given) => ({ daemonSet: asCreated(given) }))
  const refusals = selectDaemonSets(sent, selection).flatMap(
    ({ daemonSet }) => refusalChange(daemonSet, versions) ?? [],
  )
  const isSettled = new Set(refusals.map(({ daemonSet }) => objectKey(daemonSet)))
  const indexed = cluster(objects)
  const forNew = withoutOwned(indexed)
  const looked = selectDaemonSets(served, selection).filter(
    ({ isNew, daemonSet }) => !(isNew && isSettled.has(objectKey(daemonSet))),
  )
  const compared = looked.map((each): Compared => {
    const around = each.isNew ? forNew : indexed
    const rest = { now, cacheLag, from: from.semantics, to: to.semantics }
    const { differences, because, before, after } = diffVersions(around, each.daemonSet, rest)
    return {
      ...each,
      change: { differences, because, before: toldOf(before), after: toldOf(after) },
    }
  })
  return { ...versions, compared, refusals }
}

const toldOf = ({ daemonSet, outcome, rollingUpdate, revision }: ToldPlan): ToldPlan => ({
  daemonSet,
  outcome,
  rollingUpdate,
  revision,
})

/** Whether it is for its fields alone, and as a new object, that a manifest is refused. */
const isRefusedAsNew = ({ issues }: RefusedObject): boolean =>
  issues.every((issue) => issue.code === 'InvalidField' && !issue.update)

const refusalChange = (daemonSet: DaemonSet, { from, to }: Versions): RefusalChange | undefined => {
  const refusedBy = (semantics: Semantics) => validateDaemonSet(daemonSet, { semantics })
  const [before, after] = [refusedBy(from.semantics), refusedBy(to.semantics)]
  const isSame = (errors: readonly FieldError[]): boolean => equalJson(errors, after)
  if (isSame(before)) return undefined
  const because = diffSemantics(from.semantics, to.semantics).filter(
    (name) => !isSame(refusedBy({ ...to.semantics, [name]: from.semantics[name] })),
  )
  return { daemonSet, before, after, because }
}

/** Whether the other API server refuses what this one takes. */
export const anyRefused = ({ refusals }: Comparison): boolean =>
  refusals.some(({ after }) => after.length > 0)

/** Whether the other version changes anything. */
export const anyDiffers = ({ compared, refusals }: Comparison): boolean =>
  refusals.length > 0 || compared.some(differs)

const differs = ({ change }: Compared): boolean => change.differences.length > 0

/** A comparison for programs. */
export const againstJson = (
  { from, to, now, compared, refusals }: Comparison,
  problems: readonly Problem[],
) => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: from.kubernetes,
  against: to.kubernetes,
  ...incompleteJson(problems),
  switches: diffSemantics(from.semantics, to.semantics),
  changes: [
    ...compared.map(({ daemonSet, change: { differences, because } }) => ({
      daemonSet: objectKey(daemonSet),
      differences,
      because,
    })),
    ...refusals.map(({ daemonSet, before, after, because }) => ({
      daemonSet: objectKey(daemonSet),
      differences: [{ code: 'Refusal', before: textsOf(before), after: textsOf(after) }],
      because,
    })),
  ],
})

/** A comparison for people. */
export const againstReport = (
  { from, to, now, compared, refusals }: Comparison,
  style: Style,
  details = false,
): readonly string[] => {
  const changed = compared.filter(differs)
  const unchanged = compared.filter(({ change }) => change.differences.length === 0)
  const lines = [
    `Kubernetes ${releaseWords(from)} → ${releaseWords(to)}, at ${now}: changes ${changed.length + refusals.length} of ${counted(compared.length + refusals.length, 'DaemonSet')}`,
  ]
  const short = !details && changed.length > MOST
  const alike = short
    ? [...grouped(changed, ({ change }) => change.because.join()).values()]
    : changed.map((one) => [one] as const)
  for (const same of alike) {
    const [{ daemonSet, change }, ...others] = same
    const [told, rest] = short
      ? firstOf(versionDiffText(change, style), MOST_LINES)
      : [versionDiffText(change, style), []]
    lines.push('', style.bold(someOf(same.map((each) => objectKey(each.daemonSet)))))
    if (others.length > 0) lines.push(style.dim(`  such as, for ${objectKey(daemonSet)}:`))
    addAll(
      lines,
      told.map((line) => `  ${line}`),
    )
    if (rest.length > 0) lines.push(`  and ${counted(rest.length, 'line')} more (--details)`)
    if (change.because.length > 0)
      lines.push(style.dim(`  because of ${change.because.join(', ')}`))
  }
  for (const { daemonSet, before, after, because } of refusals) {
    lines.push('', style.bold(objectKey(daemonSet)))
    lines.push(`  ${style.warn('~')} the API server ${takes(before)} → ${takes(after)}`)
    if (because.length > 0) lines.push(style.dim(`  because of ${because.join(', ')}`))
  }
  if (unchanged.length > 0) {
    lines.push(
      '',
      `No change for ${someOf(unchanged.map(({ daemonSet }) => objectKey(daemonSet)))}.`,
    )
  }
  lines.push('', ...ruleLines(from.semantics, to.semantics, style))
  return lines
}

/** The same in Markdown. */
export const againstMarkdown = (found: Comparison): readonly string[] => {
  const [headline = '', ...rest] = againstReport(found, plainStyle)
  return [
    `**${markdownText(headline)}**`,
    '',
    ...rest.flatMap((line) => {
      if (line === '') return []
      const [item = ''] = markdownItems([line])
      return [line.startsWith('  ') ? `  ${item}` : item]
    }),
  ]
}

const textsOf = (errors: readonly FieldError[]): readonly string[] =>
  errors.map((error) => upstreamFieldError(error).text)

const takes = (errors: readonly FieldError[]): string =>
  errors.length === 0 ? 'takes it' : `refuses it: ${textsOf(errors).join('; ')}`

/** Every rule that is not the same, whether or not it matters here: some show only when something happens. */
const ruleLines = (from: Semantics, to: Semantics, style: Style): readonly string[] => {
  const names = diffSemantics(from, to)
  if (names.length === 0) return ['No rule differs.']
  const rows = names.map((name) => [name, SWITCH_TEXT[name][to[name] ? 'now' : 'before']])
  const title = `${counted(names.length, 'rule')} ${names.length === 1 ? 'differs' : 'differ'}`
  return [style.bold(title), ...table(rows).map((row) => `  ${row}`)]
}
