import * as RA from 'fp-ts/ReadonlyArray'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { evictedPods, type PodEviction } from '../../cluster/evictedPods.js'
import { planAll } from '../../cluster/planAll.js'
import { staticPods, type StaticPod } from '../../cluster/staticPods.js'
import type { InstantText } from '../../data/instant.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { daemonSetRow } from '../../kubectl/daemonSetRow.js'
import { hasChanges, planSummary, type PlanSummary } from '../../report/text/planSummary.js'
import { planText } from '../../report/text/planText.js'
import type { Style } from '../../report/text/style.js'
import { counted, table } from '../../report/text/table.js'
import type { Plan } from '../../sync/plan.js'
import { command, type Answer } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, incompleteLines, type Problem } from '../input/problem.js'
import { readSnapshot, type Snapshot } from '../input/snapshot.js'
import { DETAILED_EXITCODE, FILES, NAMESPACE, NOW, SELECTOR } from '../options/commonOptions.js'
import { KUBERNETES_AGAINST, versionLabel } from '../options/kubernetesOption.js'
import { switchOption } from '../options/option.js'
import { selectDaemonSets, type Selection } from '../options/select.js'
import { currentTime } from '../world.js'
import { asServed, refusalsJson, refusalText, withoutOwned, type Served } from './asServed.js'
import {
  againstJson,
  againstReport,
  anyDiffers,
  anyRefused,
  compareVersions,
  type Comparison,
} from './compareVersions.js'
import { evictionLines, staticPodLines } from './podLines.js'

/** A DaemonSet and its plan; one that the API server refuses has none. */
interface Planned extends Served {
  readonly plan?: Plan
}

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = command({
  name: 'plan',
  summary: 'what the controller does next, for every DaemonSet',
  arguments: {},
  options: {
    files: FILES,
    namespace: NAMESPACE,
    selector: SELECTOR,
    now: NOW,
    noCacheLag: switchOption({
      name: 'no-cache-lag',
      text: "a pass sees its own writes, as in upstream's unit tests; the controller's cache shows them later",
    }),
    detailedExitCode: DETAILED_EXITCODE,
    versions: KUBERNETES_AGAINST,
  },
  examples: [
    {
      line: 'kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json | podfit plan -f -',
      text: 'which pods are created and deleted next, and why',
    },
    {
      line: 'podfit plan -f cluster.json --against 1.24 --detailed-exitcode',
      text: 'exit code 2 when another version would do something else',
    },
  ],
  run: async (
    { files, detailedExitCode, versions: { from, to }, ...given },
    world,
  ): Promise<Answer<Found | Comparison>> => {
    const snapshot = await readSnapshot(files, world)
    const { problems } = snapshot
    const now = given.now ?? currentTime(world)
    const cacheLag = !given.noCacheLag
    if (to !== undefined) {
      const comparison = compareVersions(snapshot, { from, to, now, cacheLag }, given)
      return {
        answer: comparison,
        problems,
        failed: anyRefused(comparison),
        changes: detailedExitCode && anyDiffers(comparison),
      }
    }
    const found = plansFor(snapshot, { version: from, now, cacheLag }, given)
    return {
      answer: found,
      problems,
      notes: found.shadowed.map(
        (name) => `${name} is given as a manifest, too; planned is the cluster's object`,
      ),
      failed: found.planned.some(({ refused }) => refused.length > 0),
      changes:
        detailedExitCode &&
        found.planned.some(({ plan }) => plan !== undefined && hasChanges(plan)),
    }
  },
  formats: {
    text: (answer, { problems, style }) =>
      'compared' in answer
        ? againstReport(answer, problems, style)
        : planReport(answer, problems, style),
    json: (answer, { problems }) =>
      'compared' in answer ? againstJson(answer, problems) : planJson(answer, problems),
  },
})

const plansFor = (
  { objects }: Snapshot,
  given: Pick<Found, 'version' | 'now'> & { readonly cacheLag: boolean },
  selection: Selection,
): Found => {
  const { version, now, cacheLag } = given
  const { semantics } = version
  const { served, shadowed } = asServed(objects.daemonSets ?? [], semantics)
  const indexed = cluster(objects)
  const selected = selectDaemonSets(served, selection)
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
  const isAsked = ({ namespace }: { readonly namespace: string }): boolean =>
    selection.namespace === undefined || namespace === selection.namespace
  return {
    objects,
    planned: selected.map((each): Planned => {
      const plan = plans.get(each)
      return { ...each, ...(plan !== undefined && { plan }) }
    }),
    shadowed,
    evicted: evictedPods(indexed, { now, semantics }).filter(isAsked),
    byKubelets: (staticPods(indexed) ?? []).filter(isAsked),
    now,
    version,
  }
}

/** Everything that is reported. */
interface Found {
  readonly objects: DecodedObjects
  readonly planned: readonly Planned[]
  /** Manifests that stand beside an object of the cluster. */
  readonly shadowed: readonly string[]
  readonly evicted: readonly PodEviction[]
  readonly byKubelets: readonly StaticPod[]
  readonly now: InstantText
  readonly version: KubernetesSemantics
}

const planJson = (
  { objects, planned: plans, evicted, byKubelets, now, version }: Found,
  problems: readonly Problem[],
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  kubernetes: version.kubernetes,
  ...incompleteJson(problems),
  ignored: objects.others,
  plans: plans.flatMap(({ plan, isNew }) => (plan === undefined ? [] : [{ ...plan, isNew }])),
  refused: refusalsJson(plans),
  evictions: evicted,
  staticPods: byKubelets,
})

const planReport = (
  { objects, planned: plans, evicted, byKubelets, now, version }: Found,
  problems: readonly Problem[],
  style: Style,
): readonly string[] => {
  const none = objects.daemonSets === undefined || objects.daemonSets.length === 0
  const lines = [
    `Plan for ${now}${versionLabel(version)}`,
    '',
    ...planRows(plans, none, now, style),
  ]
  for (const each of plans) {
    lines.push('', style.bold(objectKey(each.daemonSet)))
    const body = bodyLines(each, style)
    lines.push(
      ...(body.length === 0 ? [style.dim('nothing to do')] : body).map((line) => `  ${line}`),
    )
  }
  lines.push(...evictionLines(evicted, style), '', summaryLine(plans))
  lines.push(...staticPodLines(byKubelets, style))
  const ignored = Object.entries(objects.others).map(([kind, count]) => counted(count, kind))
  if (ignored.length > 0) lines.push(style.dim(`Ignored: ${ignored.join(', ')}`))
  lines.push(...incompleteLines(problems, style))
  return lines
}

const bodyLines = ({ isNew, refused, plan }: Planned, style: Style): readonly string[] => [
  ...(isNew ? [style.dim('· not in the cluster: planned as if it were created now')] : []),
  ...refused.map((error) => `${style.bad('!')} ${refusalText(error)}`),
  ...(plan === undefined ? [] : planText(plan, style)),
]

const summaryLine = (plans: readonly Planned[]): string => {
  const sums = plans.flatMap(({ plan }) => (plan === undefined ? [] : [planSummary(plan)]))
  const total = (key: keyof PlanSummary): number => sums.reduce((sum, each) => sum + each[key], 0)
  return `Plan: ${total('creates')} to create, ${total('deletes')} to delete, ${total('misscheduled')} misscheduled, ${counted(total('unchanged'), 'pod')} unchanged.`
}

interface Row {
  readonly daemonSet: DaemonSet
  readonly plan?: Plan
}

/** What `kubectl get daemonsets` will show after the pass. */
export const planRows = (
  planned: readonly Row[],
  none: boolean,
  now: InstantText,
  style: Style,
): readonly string[] => {
  const rows = planned.flatMap(({ daemonSet, plan }) =>
    plan === undefined ? [] : [rowOf(daemonSet, plan, now)],
  )
  if (planned.length === 0) {
    return [none ? 'No DaemonSets in the input.' : 'No DaemonSet matches -n and -l.']
  }
  const [first] = rows
  if (first === undefined) return []
  const cells = rows.map((row) => Object.values(row).map(String))
  return table([Object.keys(first), ...cells]).map((line, i) => (i === 0 ? style.bold(line) : line))
}

/** The cells of a plan; a number that depends on what was not given is not known. */
const rowOf = (daemonSet: DaemonSet, { status }: Plan, now: InstantText) => {
  const { computed, written } = status
  const cells = {
    NAMESPACE: daemonSet.metadata?.namespace ?? '',
    ...daemonSetRow(daemonSet, { now, numbers: computed }),
    MISSCHEDULED: computed.numberMisscheduled ?? daemonSet.status?.numberMisscheduled ?? 0,
  }
  if (written !== undefined) return cells
  const unknown = Object.entries(STATUS_COLUMNS).filter(([, name]) => computed[name] === undefined)
  return { ...cells, ...Object.fromEntries(unknown.map(([column]) => [column, '?'])) }
}

const STATUS_COLUMNS = {
  DESIRED: 'desiredNumberScheduled',
  CURRENT: 'currentNumberScheduled',
  READY: 'numberReady',
  'UP-TO-DATE': 'updatedNumberScheduled',
  AVAILABLE: 'numberAvailable',
  MISSCHEDULED: 'numberMisscheduled',
} as const
