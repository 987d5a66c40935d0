import { cluster, objectKey, type Cluster } from '../cluster/cluster.js'
import { evictions, type PodEviction } from '../cluster/evictions.js'
import { plan as planFor } from '../cluster/plan.js'
import { staticPods, type StaticPod } from '../cluster/staticPods.js'
import { hasChanges, planSummary, type PlanSummary } from '../report/planSummary.js'
import { planText } from '../report/planText.js'
import type { Style } from '../report/style.js'
import { counted } from '../report/table.js'
import type { Plan } from '../sync/plan.js'
import { asServed, type Served } from './asServed.js'
import { EXIT } from './exitCode.js'
import { evictionLines } from './evictionText.js'
import type { Options } from './options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { planRows } from './planRows.js'
import { refusedVerdicts } from './refusedVerdicts.js'
import { selectDaemonSets } from './select.js'
import { readSnapshot, reportProblems, type Snapshot } from './snapshot.js'
import { staticPodLines } from './staticPodText.js'
import type { World } from './world.js'

/** A DaemonSet and its plan; one that the API server refuses has none. */
interface Planned extends Served {
  readonly plan?: Plan
}

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = async (options: Options, world: World): Promise<number> => {
  const snapshot = await readSnapshot(options.files, world)
  const { served, shadowed } = asServed(snapshot.objects.daemonSets ?? [])
  const indexed = cluster(snapshot.objects)
  const forNew = withoutOwned(indexed)
  const now = options.now ?? world.now().toISOString()
  const selected = selectDaemonSets(served, options)
  const planned = selected.map((each): Planned => {
    if (each.refused.length > 0) return each
    const around = each.isNew ? forNew : indexed
    return { ...each, plan: planFor(around, each.daemonSet, { now, observed: options.observed }) }
  })
  const evicted = evictions(indexed, { now }).filter(
    ({ namespace }) => options.namespace === undefined || namespace === options.namespace,
  )
  const byKubelets = (staticPods(indexed) ?? []).filter(
    ({ namespace }) => options.namespace === undefined || namespace === options.namespace,
  )
  const found = { snapshot, planned, evicted, byKubelets, now }
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

/** What a DaemonSet that is not in the cluster finds there: it owns nothing, also where nothing was given. */
const withoutOwned = ({ nodes, pods, revisions, namespaces }: Cluster): Cluster =>
  cluster({
    nodes: nodes && [...nodes.values()],
    namespaces: namespaces && [...namespaces.values()],
    pods: [...(pods?.values() ?? [])],
    revisions: [...(revisions?.values() ?? [])],
  })

/** Everything that is reported. */
interface Found {
  readonly snapshot: Snapshot
  readonly planned: readonly Planned[]
  readonly evicted: readonly PodEviction[]
  readonly byKubelets: readonly StaticPod[]
  readonly now: string
}

const planJson = ({ snapshot, planned, evicted, byKubelets, now }: Found): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  incomplete: snapshot.problems.length > 0,
  problems: snapshot.problems,
  ignored: snapshot.objects.others,
  plans: planned.flatMap(({ plan, isNew }) => (plan === undefined ? [] : [{ ...plan, isNew }])),
  refused: planned.flatMap(({ daemonSet, refused }) =>
    refused.length === 0 ? [] : [{ daemonSet: objectKey(daemonSet), errors: refused }],
  ),
  evictions: evicted,
  staticPods: byKubelets,
})

const planReport = (
  indexed: Cluster,
  { snapshot: { objects, problems }, planned, evicted, byKubelets, now }: Found,
  style: Style,
): string => {
  const none = objects.daemonSets === undefined || objects.daemonSets.length === 0
  const lines = [`Plan for ${now}`, '', ...planRows(planned, none, now, style)]
  for (const each of planned) {
    lines.push('', style.bold(objectKey(each.daemonSet)))
    const body = bodyLines(indexed, each, style)
    lines.push(
      ...(body.length === 0 ? [style.dim('nothing to do')] : body).map((line) => `  ${line}`),
    )
  }
  lines.push(...evictionLines(evicted, style), '', summaryLine(planned))
  lines.push(...staticPodLines(byKubelets, style))
  const ignored = Object.values(objects.others).reduce((sum, count) => sum + count, 0)
  if (ignored > 0) lines.push(style.dim(`Ignored ${counted(ignored, 'object')} of other kinds.`))
  if (problems.length > 0) {
    lines.push(style.warn(`Incomplete: ${counted(problems.length, 'problem')} in the input.`))
  }
  return `${lines.join('\n')}\n`
}

const bodyLines = (
  indexed: Cluster,
  { daemonSet, isNew, refused, plan }: Planned,
  style: Style,
): readonly string[] => [
  ...(isNew ? [style.dim('· not in the cluster: planned as if it were created now')] : []),
  ...refused.map((error) => `${style.bad('!')} the API server refuses it: ${error}`),
  ...(plan === undefined ? [] : planText(plan, refusedVerdicts(indexed, daemonSet, plan), style)),
]

const summaryLine = (planned: readonly Planned[]): string => {
  const sums = planned.flatMap(({ plan }) => (plan === undefined ? [] : [planSummary(plan)]))
  const total = (key: keyof PlanSummary): number => sums.reduce((sum, each) => sum + each[key], 0)
  return `Plan: ${total('creates')} to create, ${total('deletes')} to delete, ${total('misscheduled')} misscheduled, ${total('unchanged')} unchanged.`
}
