import { cluster } from '../../cluster/cluster.js'
import { diffSemantics, diffVersions, type VersionDiff } from '../../cluster/diffVersions.js'
import type { InstantText } from '../../data/instant.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { Style } from '../../report/text/style.js'
import { counted, someOf, table } from '../../report/text/table.js'
import { versionDiffText } from '../../report/text/versionDiffText.js'
import { SWITCH_TEXT } from '../../report/text/versionText.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import { withoutOwned, type Served, type Taken } from '../input/takeIn.js'
import { releaseWords } from '../options/kubernetesOption.js'
import { selectDaemonSets, type Selection } from '../options/select.js'

/** A DaemonSet and what the other version changes for it. */
interface Compared extends Served {
  readonly change: VersionDiff
}

/** Two versions that are compared, at an instant. */
interface Versions {
  readonly from: KubernetesSemantics
  readonly to: KubernetesSemantics
  readonly now: InstantText
  readonly cacheLag: boolean
}

/** What another version changes. */
export interface Comparison extends Versions {
  readonly compared: readonly Compared[]
}

/** `podfit plan --against VERSION`: what another version changes for each DaemonSet. */
export const compareVersions = (
  { objects, served }: Taken,
  versions: Versions,
  selection: Selection,
): Comparison => {
  const { from, to, now, cacheLag } = versions
  const indexed = cluster(objects)
  const forNew = withoutOwned(indexed)
  const compared = selectDaemonSets(served, selection).map((each): Compared => {
    const around = each.isNew ? forNew : indexed
    const rest = { now, cacheLag, from: from.semantics, to: to.semantics }
    return {
      ...each,
      change: diffVersions(around, each.daemonSet, rest),
    }
  })
  return { ...versions, compared }
}

/** Whether the other version changes anything. */
export const anyDiffers = ({ compared }: Comparison): boolean => compared.some(differs)

const differs = ({ change }: Compared): boolean => change.differences.length > 0

/** A comparison for programs. */
export const againstJson = (
  { from, to, now, compared }: Comparison,
  problems: readonly Problem[],
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: from.kubernetes,
  against: to.kubernetes,
  ...incompleteJson(problems),
  switches: diffSemantics(from.semantics, to.semantics),
  changes: compared.map(({ daemonSet, change: { differences, because } }) => ({
    daemonSet: objectKey(daemonSet),
    differences,
    because,
  })),
})

/** A comparison for people. */
export const againstReport = (
  { from, to, now, compared }: Comparison,
  style: Style,
): readonly string[] => {
  const changed = compared.filter(differs)
  const same = compared.filter(({ change }) => change.differences.length === 0)
  const lines = [
    `Kubernetes ${releaseWords(from)} → ${releaseWords(to)}, at ${now}: changes ${changed.length} of ${counted(compared.length, 'DaemonSet')}`,
  ]
  for (const { daemonSet, change } of changed) {
    lines.push('', style.bold(objectKey(daemonSet)))
    lines.push(...versionDiffText(change, style).map((line) => `  ${line}`))
    if (change.because.length > 0)
      lines.push(style.dim(`  because of ${change.because.join(', ')}`))
  }
  if (same.length > 0) {
    lines.push('', `No change for ${someOf(same.map(({ daemonSet }) => objectKey(daemonSet)))}.`)
  }
  lines.push('', ...ruleLines(from.semantics, to.semantics, style))
  return lines
}

/** Every rule that is not the same, whether or not it matters here: some show only when something happens. */
const ruleLines = (from: Semantics, to: Semantics, style: Style): readonly string[] => {
  const names = diffSemantics(from, to)
  if (names.length === 0) return ['No rule differs.']
  const rows = names.map((name) => [name, SWITCH_TEXT[name][to[name] ? 'now' : 'before']])
  const title = `${counted(names.length, 'rule')} ${names.length === 1 ? 'differs' : 'differ'}`
  return [style.bold(title), ...table(rows).map((row) => `  ${row}`)]
}
