import * as RA from 'fp-ts/ReadonlyArray'
import { objectKey } from '../../kube/objectFacts.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { evictions, type PodEviction } from '../../cluster/evictions.js'
import { planAll } from '../../cluster/planAll.js'
import { staticPods, type StaticPod } from '../../cluster/staticPods.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { hasChanges, planSummary, type PlanSummary } from '../../report/text/planSummary.js'
import { planText } from '../../report/text/planText.js'
import type { Style } from '../../report/text/style.js'
import { counted } from '../../report/text/table.js'
import type { Plan } from '../../sync/plan.js'
import { asServed, type Served } from './asServed.js'
import { EXIT } from '../exitCode.js'
import { evictionLines } from './evictionText.js'
import { versionLabel } from '../options/kubernetesOption.js'
import { incompleteJson, incompleteLines } from './incomplete.js'
import { refusalsJson, refusalText } from './refusals.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { planRows } from './planRows.js'
import { refusedVerdicts } from './refusedVerdicts.js'
import { selectDaemonSets } from '../options/select.js'
import { readSnapshot, reportProblems, type Snapshot } from '../input/snapshot.js'
import { staticPodLines } from './staticPodText.js'
import { withoutOwned } from './withoutOwned.js'
import type { World } from '../world.js'

/** A DaemonSet and its plan; one that the API server refuses has none. */
interface Planned extends Served {
  readonly plan?: Plan
}

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = async (options: Options, world: World): Promise<number> => {
  if (options.against !== undefined) {
    const { againstCommand } = await import('./againstCommand.js')
    return await againstCommand(options, options.against, world)
  }
  const { semantics } = options.kubernetes
  const snapshot = await readSnapshot(options.files, world)
  const { served, shadowed } = asServed(snapshot.objects.daemonSets ?? [], semantics)
  const indexed = cluster(snapshot.objects)
  const now = options.now ?? world.now().toISOString()
  const selected = selectDaemonSets(served, options)
  const cacheLag = options.observed === 'later'
  const plansOf = (group: readonly Served[], around: () => Cluster) => {
    if (group.length === 0) return []
    const daemonSets = group.map(({ daemonSet }) => daemonSet)
    return RA.zip(planAll(around(), daemonSets, { now, cacheLag, semantics }))(group)
  }
  const accepted = RA.partition(({ isNew }: Served) => isNew)(
    selected.filter(({ refused }) => refused.length === 0),
  )
  const plans = new Map([
    ...plansOf(accepted.left, () => indexed),
    ...plansOf(accepted.right, () => withoutOwned(indexed)),
  ])
  const planned = selected.map((each): Planned => {
    const plan = plans.get(each)
    return { ...each, ...(plan !== undefined && { plan }) }
  })
  const isAsked = ({ namespace }: { readonly namespace: string }): boolean =>
    options.namespace === undefined || namespace === options.namespace
  const evicted = evictions(indexed, { now, semantics }).filter(isAsked)
  const byKubelets = (staticPods(indexed) ?? []).filter(isAsked)
  const found = { snapshot, planned, evicted, byKubelets, now, version: options.kubernetes }
  world.stdout(
    options.output === 'json'
      ? jsonText(planJson(found))
      : planReport(indexed, found, styleFor(options, world)),
  )
  for (const name of shadowed) {
    world.stderr(`podfit: ${name} is given as a manifest, too; planned is the cluster's object\n`)
  }
  const code = reportProblems(snapshot.problems, world)
  if (code !== EXIT.done) return code
  if (planned.some((each) => each.refused.length > 0)) return EXIT.failed
  const changes = planned.some((each) => each.plan !== undefined && hasChanges(each.plan))
  return options.detailedExitCode && changes ? EXIT.changes : EXIT.done
}

/** Everything that is reported. */
interface Found {
  readonly snapshot: Snapshot
  readonly planned: readonly Planned[]
  readonly evicted: readonly PodEviction[]
  readonly byKubelets: readonly StaticPod[]
  readonly now: string
  readonly version: KubernetesSemantics
}

const planJson = ({ snapshot, planned, evicted, byKubelets, now, version }: Found): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: version.kubernetes,
  ...incompleteJson(snapshot.problems),
  ignored: snapshot.objects.others,
  plans: planned.flatMap(({ plan, isNew }) => (plan === undefined ? [] : [{ ...plan, isNew }])),
  refused: refusalsJson(planned),
  evictions: evicted,
  staticPods: byKubelets,
})

const planReport = (
  indexed: Cluster,
  { snapshot: { objects, problems }, planned, evicted, byKubelets, now, version }: Found,
  style: Style,
): string => {
  const none = objects.daemonSets === undefined || objects.daemonSets.length === 0
  const lines = [
    `Plan for ${now}${versionLabel(version)}`,
    '',
    ...planRows(planned, none, now, style),
  ]
  for (const each of planned) {
    lines.push('', style.bold(objectKey(each.daemonSet)))
    const body = bodyLines(indexed, each, version.semantics, style)
    lines.push(
      ...(body.length === 0 ? [style.dim('nothing to do')] : body).map((line) => `  ${line}`),
    )
  }
  lines.push(...evictionLines(evicted, style), '', summaryLine(planned))
  lines.push(...staticPodLines(byKubelets, style))
  const ignored = Object.values(objects.others).reduce((sum, count) => sum + count, 0)
  if (ignored > 0) lines.push(style.dim(`Ignored ${counted(ignored, 'object')} of other kinds.`))
  lines.push(...incompleteLines(problems, style))
  return `${lines.join('\n')}\n`
}

const bodyLines = (
  indexed: Cluster,
  { daemonSet, isNew, refused, plan }: Planned,
  semantics: Semantics,
  style: Style,
): readonly string[] => [
  ...(isNew ? [style.dim('· not in the cluster: planned as if it were created now')] : []),
  ...refused.map((error) => `${style.bad('!')} ${refusalText(error)}`),
  ...(plan === undefined
    ? []
    : planText(plan, refusedVerdicts(indexed, daemonSet, plan, semantics), style)),
]

const summaryLine = (planned: readonly Planned[]): string => {
  const sums = planned.flatMap(({ plan }) => (plan === undefined ? [] : [planSummary(plan)]))
  const total = (key: keyof PlanSummary): number => sums.reduce((sum, each) => sum + each[key], 0)
  return `Plan: ${total('creates')} to create, ${total('deletes')} to delete, ${total('misscheduled')} misscheduled, ${total('unchanged')} unchanged.`
}
