import * as RA from 'fp-ts/ReadonlyArray'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import { evictedPods, type PodEviction } from '../../cluster/evictedPods.js'
import { orphansOf, type Orphans } from '../../cluster/orphans.js'
import { claimablePods } from '../../cluster/plan.js'
import { planAll } from '../../cluster/planAll.js'
import { staticPods, type StaticPod } from '../../cluster/staticPods.js'
import type { InstantText } from '../../data/instant.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { hasPriorityClass, type DaemonSet } from '../../kube/daemonSet.js'
import { controllerOf, namespacedName, objectKey } from '../../kube/objectFacts.js'
import { isReady } from '../../kube/podFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { daemonSetRow, STATUS_COLUMNS } from '../../kubectl/daemonSetRow.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { decide } from '../../placement/decide.js'
import { causeText, refusalFix } from '../../report/text/causeText.js'
import { hasChanges, planSummary, type PlanSummary } from '../../cluster/planSummary.js'
import { planText } from '../../report/text/planText.js'
import type { Style } from '../../report/text/style.js'
import { counted, firstOf, someOf, table } from '../../report/text/table.js'
import { presentPods, type NodePresence } from '../../rollout/attribution/presentPods.js'
import {
  refusalOf,
  type AttributionOptions,
  type CreateRefusal,
} from '../../rollout/attribution/rolloutContext.js'
import type { Plan } from '../../sync/plan.js'
import { command, type Answer } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import { onlyServed, takeIn, withoutOwned, type Served, type Taken } from '../input/takeIn.js'
import {
  DETAILED_EXITCODE,
  DETAILS,
  FILES,
  NAMESPACE,
  NOW,
  ONE_DAEMON_SET,
  SELECTOR,
} from '../options/commonOptions.js'
import { KUBERNETES_AGAINST, versionLabel } from '../options/kubernetesOption.js'
import { switchOption } from '../options/option.js'
import { noneLeft, selectDaemonSets, type Selection } from '../options/select.js'
import { currentTime } from '../world.js'
import {
  againstJson,
  againstReport,
  anyDiffers,
  anyRefused,
  compareVersions,
  type Comparison,
} from './compareVersions.js'
import { evictionLines, staticPodLines } from '../../report/text/podEvictionText.js'
import { orphanLines, unavailableLines } from '../../report/text/presenceText.js'
import { addAll } from '../../data/appended.js'

/** A DaemonSet and its plan. */
interface Planned extends Served {
  readonly plan: Plan
  /** That the API server refused the last attempt to create a pod. */
  readonly refusal?: CreateRefusal
  /** Its pods as they are, where one of them is not available. */
  readonly there?: readonly NodePresence[]
  /** What a DaemonSet of its name has left behind. */
  readonly orphans: Orphans
  /** Where it should run, while it is not known where it does. */
  readonly shouldRunOn?: readonly string[]
}

/** `podfit plan`: what the controller does next for each DaemonSet. */
export const planCommand = command({
  name: 'plan',
  summary: 'what the controller does next, for every DaemonSet or one',
  arguments: { wanted: ONE_DAEMON_SET },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    selector: SELECTOR,
    now: NOW,
    noCacheLag: switchOption({
      name: 'no-cache-lag',
      text: "a pass sees its own writes, as in upstream's unit tests; the controller's cache shows them later",
    }),
    details: DETAILS,
    detailedExitCode: DETAILED_EXITCODE,
    versions: KUBERNETES_AGAINST,
  },
  examples: [
    {
      line: 'kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json | podfit plan -f -',
      text: 'which pods are created and deleted next, and why',
    },
    {
      line: 'podfit plan ds/agent -n logging -f cluster.json',
      text: 'the same for one DaemonSet',
    },
    {
      line: 'podfit plan -f cluster.json --against 1.24 --detailed-exitcode',
      text: 'exit code 2 when another version would do something else',
    },
  ],
  run: async (
    { wanted, files, detailedExitCode, versions: { from, to }, ...given },
    world,
  ): Promise<Answer<Found | (Comparison & { readonly details: boolean })>> => {
    const { namespace } = given
    const all = await takeIn(files, world, { namespace, wanted, kubernetes: from })
    const taken = wanted === undefined ? all : onlyServed(all, wanted, namespace)
    const now = given.now ?? currentTime(world)
    const cacheLag = !given.noCacheLag
    if (to !== undefined) {
      const comparison = compareVersions(taken, { from, to, now, cacheLag }, given)
      return {
        answer: { ...comparison, details: given.details || wanted !== undefined },
        unchecked: uncheckedOf(
          taken,
          comparison.compared.length + comparison.refusals.length,
          given,
        ),
        failed: anyRefused(comparison),
        changes: detailedExitCode && anyDiffers(comparison),
      }
    }
    const found = plansFor(
      taken,
      { version: from, now, cacheLag, isOne: wanted !== undefined, details: given.details },
      given,
    )
    const withoutPods = found.planned.some(({ plan }) => plan.unknown.includes('pods'))
    return {
      answer: found,
      unchecked: [
        ...uncheckedOf(taken, found.planned.length, given),
        ...(detailedExitCode && withoutPods
          ? ['whether there are changes, for pods were not given']
          : []),
      ],
      changes: detailedExitCode && found.planned.some(({ plan }) => hasChanges(plan)),
    }
  },
  formats: {
    text: (answer, { style }) =>
      'compared' in answer
        ? againstReport(answer, style, answer.details)
        : planReport(answer, style),
    json: (answer, { problems }) =>
      'compared' in answer ? againstJson(answer, problems) : planJson(answer, problems),
  },
})

/** Without DaemonSets or nodes there is nothing that a plan could say. */
const uncheckedOf = (taken: Taken, planned: number, selection: Selection): readonly string[] => [
  ...noneLeft(planned, taken, selection),
  ...(planned > 0 && taken.objects.nodes === undefined
    ? ['where pods should run, for nodes were not given']
    : []),
]

const plansFor = (
  { objects, served }: Taken,
  given: Pick<Found, 'version' | 'now' | 'details'> & {
    readonly cacheLag: boolean
    readonly isOne: boolean
  },
  selection: Selection,
): Found => {
  const { version, now, cacheLag, isOne, details } = given
  const { semantics } = version
  const indexed = cluster(objects)
  const selected = selectDaemonSets(served, selection)
  const plansOf = (group: readonly Served[], around: () => Cluster) => {
    if (group.length === 0) return []
    const daemonSets = group.map(({ daemonSet }) => daemonSet)
    return RA.zip(planAll(around(), daemonSets, { now, cacheLag, semantics }))(group)
  }
  const parts = RA.partition(({ isNew }: Served) => isNew)(selected)
  const plans = new Map([
    ...plansOf(parts.left, () => indexed),
    ...plansOf(parts.right, () => withoutOwned(indexed)),
  ])
  const its = new Set(
    selected.flatMap(({ daemonSet }) => claimablePods(indexed, daemonSet) ?? []).map(objectKey),
  )
  const isAsked = (pod: { readonly namespace: string; readonly name: string }): boolean =>
    isOne
      ? its.has(namespacedName(pod))
      : selection.namespace === undefined || pod.namespace === selection.namespace
  return {
    objects,
    planned: selected.flatMap((each): readonly Planned[] => {
      const plan = plans.get(each)
      return plan === undefined
        ? []
        : [
            {
              ...each,
              plan,
              ...shouldRunOn(each, plan, indexed, semantics),
              ...refusalNow(each, plan, indexed, objects),
              ...thereNow(each, indexed, { now, semantics, events: objects.events ?? [] }),
              orphans: orphansOf(indexed, each.daemonSet),
            },
          ]
    }),
    evicted: evictedPods(indexed, { now, semantics }).filter(isAsked),
    byKubelets: (staticPods(indexed) ?? []).filter(isAsked),
    now,
    version,
    details: details || isOne,
  }
}

/** That creating the pods of the plan has just been refused, by the events. */
const refusalNow = (
  { daemonSet, isNew }: Served,
  { creates }: Plan,
  indexed: Cluster,
  { events }: DecodedObjects,
): Pick<Planned, 'refusal'> => {
  if (isNew || creates.length === 0 || events === undefined) return {}
  const refusal = refusalOf(daemonSet, events, claimablePods(indexed, daemonSet) ?? [])
  return refusal === undefined ? {} : { refusal }
}

/** What is there, looked at only where a pod is not ready: most DaemonSets are well. */
const thereNow = (
  { daemonSet, isNew }: Served,
  indexed: Cluster,
  options: AttributionOptions,
): Pick<Planned, 'there'> => {
  const owned = (claimablePods(indexed, daemonSet) ?? []).filter(
    ({ metadata }) => controllerOf(metadata) !== undefined,
  )
  if (isNew || owned.every(isReady)) return {}
  const there = presentPods(indexed, daemonSet, options)
  return there === undefined ? {} : { there }
}

/** Without pods a plan creates nothing; where it should run is known all the same. */
const shouldRunOn = (
  { daemonSet }: Served,
  { unknown }: Plan,
  { nodes }: Cluster,
  semantics: Semantics,
): Pick<Planned, 'shouldRunOn'> => {
  if (!unknown.includes('pods') || nodes === undefined) return {}
  const policy = compileDaemonSet(daemonSet, semantics)
  return {
    shouldRunOn: [...nodes].flatMap(([name, node]) =>
      decide(policy, node) === 'run' ? [name] : [],
    ),
  }
}

/** Everything that is reported. */
interface Found {
  readonly objects: DecodedObjects
  readonly planned: readonly Planned[]
  readonly evicted: readonly PodEviction[]
  readonly byKubelets: readonly StaticPod[]
  readonly now: InstantText
  readonly version: KubernetesSemantics
  readonly details: boolean
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
  plans: plans.map(({ plan, isNew, refusal, there = [], orphans, shouldRunOn: nodes }) => ({
    ...plan,
    isNew,
    unavailable: there.flatMap(({ node, pods }) =>
      pods.flatMap((pod) => (pod.cause === undefined ? [] : [{ node, ...pod }])),
    ),
    orphans,
    ...(refusal !== undefined && { creationRefused: refusal }),
    ...(nodes !== undefined && { shouldRunOn: nodes }),
  })),
  evictions: evicted,
  staticPods: byKubelets,
})

/** A plan of more DaemonSets is told in a line for each that has something to do; so many are. */
const MOST = 15

const fullReport = (
  plans: readonly Planned[],
  now: InstantText,
  style: Style,
): readonly string[] => {
  const rows = planRows(plans, now, style)
  const lines = rows.length > 0 ? ['', ...rows] : []
  for (const each of plans) {
    lines.push('', style.bold(objectKey(each.daemonSet)))
    const body = bodyLines(each, style)
    addAll(
      lines,
      (body.length === 0 ? [style.dim('nothing to do')] : body).map((line) => `  ${line}`),
    )
  }
  return lines
}

/** The numbers and the first line of DaemonSets that have something to do; the others are counted. */
const shortReport = (
  plans: readonly Planned[],
  now: InstantText,
  style: Style,
): readonly string[] => {
  const busy = plans.flatMap((each) => {
    const lines = bodyLines(each, style, false)
    return lines.length === 0 ? [] : [{ each, lines }]
  })
  const [told, rest] = firstOf(busy, MOST)
  const rows = planRows(
    told.map(({ each }) => each),
    now,
    style,
  )
  const quiet = plans.length - busy.length
  return [
    ...(rows.length > 0 ? ['', ...rows, ''] : ['']),
    ...told.map(({ each, lines: [first = '', ...more] }) => {
      const others =
        more.length === 0 ? '' : style.dim(` (and ${counted(more.length, 'line')} more)`)
      return `${style.bold(objectKey(each.daemonSet))} ${first.trim()}${others}`
    }),
    ...(rest.length === 0
      ? []
      : [
          `and ${rest.length} more have something to do: ${someOf(rest.map(({ each }) => objectKey(each.daemonSet)))}`,
        ]),
    ...(quiet === 0 ? [] : [style.dim(`${counted(quiet, 'DaemonSet')}: nothing to do`)]),
    style.dim('podfit plan DAEMONSET tells all of one of them, --details of each'),
  ]
}

const planReport = (
  { objects, planned: plans, evicted, byKubelets, now, version, details }: Found,
  style: Style,
): readonly string[] => {
  const short = !details && plans.length > MOST
  const lines = [
    `Plan for ${now}${versionLabel(version)}`,
    ...(short ? shortReport(plans, now, style) : fullReport(plans, now, style)),
  ]
  addAll(lines, evictionLines(evicted, style, details))
  if (plans.length > 0) lines.push('', summaryLine(plans))
  addAll(lines, staticPodLines(byKubelets, style))
  const ignored = ignoredKinds(objects)
  if (ignored.length > 0) lines.push(style.dim(`Ignored: ${ignored.join(', ')}`))
  return lines
}

/** How many objects of other kinds there are; those that something is said about are no more ignored. */
const ignoredKinds = ({ others, foreign = [] }: DecodedObjects): readonly string[] =>
  Object.entries(others).flatMap(([kind, count]) => {
    const left = count - foreign.filter((each) => each.kind === kind).length
    return left === 0 ? [] : [counted(left, kind)]
  })

const bodyLines = (
  { daemonSet, isNew, plan, refusal, there = [], orphans, shouldRunOn: nodes }: Planned,
  style: Style,
  nodesToo = true,
): readonly string[] => [
  ...(isNew ? [style.dim('· not in the cluster: planned as if it were created now')] : []),
  ...(nodes === undefined
    ? []
    : [
        `${style.warn('?')} should run on ${counted(nodes.length, 'node')}${nodes.length === 0 ? '' : `: ${someOf(nodes)}`}`,
      ]),
  ...planText(plan, style, { refusedNodes: nodesToo }),
  ...orphanLines(orphans, plan, style),
  ...unavailableLines(there, hasPriorityClass(daemonSet), style),
  ...(refusal === undefined ? [] : refusalLines(refusal, plan, style)),
]

const refusalLines = (
  refusal: CreateRefusal,
  { creates }: Plan,
  style: Style,
): readonly string[] => {
  const nodes = someOf([...new Set(creates.map(({ node }) => node))])
  const fix = refusalFix(refusal.message)
  return [
    `${style.bad('!')} creating pods is being refused (${nodes}): ${causeText({ code: 'NotCreated', ...refusal })}`,
    ...(fix === undefined ? [] : [`    → ${fix}`]),
  ]
}

const summaryLine = (plans: readonly Planned[]): string => {
  const known = plans.filter(({ plan }) => !plan.unknown.some((input) => input !== 'revisions'))
  const sums = known.map(({ plan }) => planSummary(plan))
  const total = (key: keyof PlanSummary): number => sums.reduce((sum, each) => sum + each[key], 0)
  if (known.length === 0 && plans.length > 0) return 'Plan: not known, see above.'
  const unknown = plans.length - known.length
  const rest = unknown === 0 ? '' : ` Not known for ${counted(unknown, 'DaemonSet')}.`
  return `Plan: ${total('creates')} to create, ${total('deletes')} to delete, ${total('misscheduled')} misscheduled, ${counted(total('unchanged'), 'pod')} unchanged.${rest}`
}

interface Row {
  readonly daemonSet: DaemonSet
  readonly plan: Plan
}

/** What `kubectl get daemonsets` will show after the pass. */
export const planRows = (
  planned: readonly Row[],
  now: InstantText,
  style: Style,
): readonly string[] => {
  const rows = planned.map(({ daemonSet, plan }) => rowOf(daemonSet, plan, now))
  const [first] = rows
  if (first === undefined) return []
  const cells = rows.map((row) => Object.values(row).map(String))
  return table([Object.keys(first), ...cells]).map((line, i) => (i === 0 ? style.bold(line) : line))
}

const MISSCHEDULED = 'numberMisscheduled' as const

/** The cells of a plan; a number that depends on what was not given is not known. */
const rowOf = (daemonSet: DaemonSet, { status }: Plan, now: InstantText) => {
  const { computed, written } = status
  const cells = {
    NAMESPACE: daemonSet.metadata?.namespace ?? '',
    ...daemonSetRow(daemonSet, { now, numbers: computed }),
    MISSCHEDULED: computed.numberMisscheduled ?? daemonSet.status?.numberMisscheduled ?? 0,
  }
  if (written !== undefined) return cells
  const unknown = Object.entries({ ...STATUS_COLUMNS, MISSCHEDULED }).filter(
    ([, name]) => computed[name] === undefined,
  )
  return { ...cells, ...Object.fromEntries(unknown.map(([column]) => [column, '?'])) }
}
