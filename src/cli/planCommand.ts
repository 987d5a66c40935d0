import { cluster, objectKey, type Cluster } from '../cluster/cluster.js'
import { evictions, type PodEviction } from '../cluster/evictions.js'
import { plan as planFor } from '../cluster/plan.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { daemonSetRow } from '../kubectl/daemonSetRow.js'
import { compile } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Verdict } from '../reason/verdict.js'
import { hasChanges, planSummary, type PlanSummary } from '../report/planSummary.js'
import { planText } from '../report/planText.js'
import type { Style } from '../report/style.js'
import { counted, table } from '../report/table.js'
import type { Plan } from '../sync/plan.js'
import { EXIT } from './exitCode.js'
import type { Options } from './options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import { selectDaemonSets } from './select.js'
import { readSnapshot, reportProblems, type Snapshot } from './snapshot.js'
import type { World } from './world.js'

interface Planned {
  readonly daemonSet: DaemonSet
  readonly plan: Plan
}

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = async (options: Options, world: World): Promise<number> => {
  const snapshot = await readSnapshot(options.files, world)
  const indexed = cluster(snapshot.objects)
  const now = options.now ?? world.now().toISOString()
  const planned = selectDaemonSets(snapshot.objects.daemonSets ?? [], options).map((daemonSet) => ({
    daemonSet,
    plan: planFor(indexed, daemonSet, { now, observed: options.observed }),
  }))
  const evicted = evictions(indexed, { now }).filter(
    ({ namespace }) => options.namespace === undefined || namespace === options.namespace,
  )
  world.stdout(
    options.output === 'json'
      ? jsonText(planJson(snapshot, planned, evicted, now))
      : planReport(indexed, snapshot, planned, evicted, now, styleFor(options, world)),
  )
  const code = reportProblems(snapshot.problems, world)
  if (code !== EXIT.done) return code
  const changes = planned.some((each) => hasChanges(each.plan))
  return options.detailedExitCode && changes ? EXIT.changes : EXIT.done
}

const planJson = (
  { objects, problems }: Snapshot,
  planned: readonly Planned[],
  evicted: readonly PodEviction[],
  now: string,
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  incomplete: problems.length > 0,
  problems,
  ignored: objects.others,
  plans: planned.map((each) => each.plan),
  evictions: evicted,
})

const planReport = (
  indexed: Cluster,
  { objects, problems }: Snapshot,
  planned: readonly Planned[],
  evicted: readonly PodEviction[],
  now: string,
  style: Style,
): string => {
  const lines = [`Plan for ${now}`, '', ...rowLines(planned, now, style)]
  for (const { daemonSet, plan } of planned) {
    const body = planText(plan, verdictsOf(indexed, daemonSet, plan), style)
    lines.push('', style.bold(objectKey(daemonSet)))
    lines.push(
      ...(body.length === 0 ? [style.dim('nothing to do')] : body).map((line) => `  ${line}`),
    )
  }
  lines.push(...evictionLines(evicted, style), '', summaryLine(planned))
  const ignored = Object.values(objects.others).reduce((sum, count) => sum + count, 0)
  if (ignored > 0) lines.push(style.dim(`Ignored ${counted(ignored, 'object')} of other kinds.`))
  if (problems.length > 0) {
    lines.push(style.warn(`Incomplete: ${counted(problems.length, 'problem')} in the input.`))
  }
  return `${lines.join('\n')}\n`
}

/** What `kubectl get daemonsets` will show after the pass. */
const rowLines = (planned: readonly Planned[], now: string, style: Style): readonly string[] => {
  if (planned.length === 0) return ['No DaemonSets in the input.']
  const rows = planned.map(({ daemonSet, plan }) => ({
    NAMESPACE: daemonSet.metadata?.namespace ?? '',
    ...daemonSetRow(daemonSet, now, plan.status.computed),
    MISSCHEDULED: plan.status.computed.numberMisscheduled ?? 0,
  }))
  const [head, ...body] = table([
    Object.keys(rows[0] ?? {}),
    ...rows.map((row) => Object.values(row).map(String)),
  ])
  return [style.bold(head ?? ''), ...body]
}

/** The verdicts of the nodes that run no pod of a DaemonSet. */
const verdictsOf = (
  { nodes }: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
): ReadonlyMap<string, Verdict> => {
  const policy = compile({ kind: 'DaemonSet', spec: daemonSet.spec ?? {} })
  const refused = plan.nodes.filter((node) => node.decision !== 'run')
  return new Map(
    refused.map(({ name }) => [name, explain(policy, nodes?.get(name) ?? {})] as const),
  )
}

const evictionLines = (evicted: readonly PodEviction[], style: Style): readonly string[] =>
  evicted.length === 0
    ? []
    : [
        '',
        style.bold('Evicted by NoExecute taints'),
        ...evicted.map(
          ({ namespace, name, node, earliest, latest }) =>
            `  ${style.bad('-')} ${namespace}/${name} (${node}): ${earliest === latest ? `at ${earliest}` : `between ${earliest} and ${latest}`}`,
        ),
      ]

const summaryLine = (planned: readonly Planned[]): string => {
  const sums = planned.map((each) => planSummary(each.plan))
  const total = (key: keyof PlanSummary): number => sums.reduce((sum, each) => sum + each[key], 0)
  return `Plan: ${total('creates')} to create, ${total('deletes')} to delete, ${total('misscheduled')} misscheduled, ${total('unchanged')} unchanged.`
}
