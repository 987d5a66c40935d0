import { objectKey } from '../../kube/objectFacts.js'
import { cluster } from '../../cluster/cluster.js'
import { changedSwitches, versionChange, type VersionChange } from '../../cluster/versionChange.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import type { Style } from '../../report/text/style.js'
import { counted, someOf, table } from '../../report/text/table.js'
import { versionChangeText } from '../../report/text/versionChangeText.js'
import { SWITCH_TEXT } from '../../report/text/versionText.js'
import { asServed, type Served } from './asServed.js'
import { EXIT } from '../exitCode.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import { refusalsJson, refusalText } from './refusals.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { selectDaemonSets } from '../options/select.js'
import { readSnapshot, reportProblems, type Snapshot } from '../input/snapshot.js'
import { withoutOwned } from './withoutOwned.js'
import type { World } from '../world.js'

/** A DaemonSet and what the other version changes for it; one that the API server refuses has no plan. */
interface Compared extends Served {
  readonly change?: VersionChange
}

/** What is compared: two versions, at an instant. */
interface Comparison {
  readonly from: KubernetesSemantics
  readonly to: KubernetesSemantics
  readonly now: string
}

/** `podfit plan --against VERSION`: what another version changes for each DaemonSet. */
export const againstCommand = async (
  options: Options,
  to: KubernetesSemantics,
  world: World,
): Promise<number> => {
  const { kubernetes: from } = options
  const snapshot = await readSnapshot(options.files, world)
  const { served } = asServed(snapshot.objects.daemonSets ?? [], from.semantics)
  const indexed = cluster(snapshot.objects)
  const forNew = withoutOwned(indexed)
  const now = options.now ?? world.now().toISOString()
  const compared = selectDaemonSets(served, options).map((each): Compared => {
    if (each.refused.length > 0) return each
    const around = each.isNew ? forNew : indexed
    const rest = { now, cacheLag: options.observed === 'later' }
    return {
      ...each,
      change: versionChange(around, each.daemonSet, rest, from.semantics, to.semantics),
    }
  })
  const comparison = { from, to, now }
  world.stdout(
    options.output === 'json'
      ? jsonText(againstJson(comparison, snapshot, compared))
      : againstReport(comparison, snapshot, compared, styleFor(options, world)),
  )
  const code = reportProblems(snapshot.problems, world)
  if (code !== EXIT.done) return code
  if (compared.some(({ refused }) => refused.length > 0)) return EXIT.failed
  return options.detailedExitCode && compared.some(differs) ? EXIT.changes : EXIT.done
}

const differs = (compared: Compared): compared is Compared & { readonly change: VersionChange } =>
  compared.change !== undefined && compared.change.differences.length > 0

const againstJson = (
  { from, to, now }: Comparison,
  { problems }: Snapshot,
  compared: readonly Compared[],
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: from.kubernetes,
  against: to.kubernetes,
  ...incompleteJson(problems),
  switches: changedSwitches(from.semantics, to.semantics),
  changes: compared.flatMap(({ daemonSet, change }) =>
    change === undefined
      ? []
      : [
          {
            daemonSet: objectKey(daemonSet),
            differences: change.differences,
            because: change.because,
          },
        ],
  ),
  refused: refusalsJson(compared),
})

const againstReport = (
  { from, to, now }: Comparison,
  { problems }: Snapshot,
  compared: readonly Compared[],
  style: Style,
): string => {
  const changed = compared.filter(differs)
  const same = compared.filter(({ change }) => change?.differences.length === 0)
  const lines = [
    `Kubernetes ${from.kubernetes} → ${to.kubernetes}, at ${now}: changes ${changed.length} of ${counted(compared.length, 'DaemonSet')}`,
  ]
  for (const { daemonSet, change } of changed) {
    lines.push('', style.bold(objectKey(daemonSet)))
    lines.push(...versionChangeText(change, style).map((line) => `  ${line}`))
    if (change.because.length > 0)
      lines.push(style.dim(`  because of ${change.because.join(', ')}`))
  }
  for (const { daemonSet, refused } of compared) {
    if (refused.length > 0) lines.push('', style.bold(objectKey(daemonSet)))
    lines.push(...refused.map((error) => `  ${style.bad('!')} ${refusalText(error)}`))
  }
  if (same.length > 0) {
    lines.push('', `No change for ${someOf(same.map(({ daemonSet }) => objectKey(daemonSet)))}.`)
  }
  lines.push('', ...ruleLines(from.semantics, to.semantics, style))
  lines.push(...incompleteLines(problems, style))
  return `${lines.join('\n')}\n`
}

/** Every rule that is not the same, whether or not it matters here: some show only when something happens. */
const ruleLines = (from: Semantics, to: Semantics, style: Style): readonly string[] => {
  const names = changedSwitches(from, to)
  if (names.length === 0) return ['No rule differs.']
  const rows = names.map((name) => [name, SWITCH_TEXT[name][to[name] ? 'now' : 'before']])
  const title = `${counted(names.length, 'rule')} ${names.length === 1 ? 'differs' : 'differ'}`
  return [style.bold(title), ...table(rows).map((row) => `  ${row}`)]
}
