import type { NodeFit } from '../../capacity/daemonSetFit.js'
import type { StaticPod } from '../../cluster/staticPods.js'
import type { PodEviction } from '../../cluster/evictedPods.js'
import type { Orphans } from '../../cluster/orphans.js'
import { planSummary, type PlanSummary } from '../../cluster/planSummary.js'
import { addAll } from '../../data/appended.js'
import type { InstantText } from '../../data/instant.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { hasPriorityClass, type DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { daemonSetRow, STATUS_COLUMNS } from '../../kubectl/daemonSetRow.js'
import { markdownItems, markdownTable, markdownText } from '../../report/formats/markdown.js'
import { nodeFitText } from '../../report/overview/fitText.js'
import { causeText, refusalFix } from '../../report/text/causeText.js'
import { planText } from '../../report/text/planText.js'
import { evictionLines, staticPodLines } from '../../report/text/podEvictionText.js'
import { orphanLines, unavailableLines } from '../../report/text/presenceText.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { counted, firstOf, someOf, table } from '../../report/text/table.js'
import type { NodePresence } from '../../rollout/attribution/presentPods.js'
import type { CreateRefusal } from '../../rollout/attribution/rolloutContext.js'
import type { Plan } from '../../sync/plan.js'
import type { Served } from '../input/takeIn.js'
import { versionLabel } from '../options/kubernetesOption.js'

/** A DaemonSet and its plan. */
export interface Planned extends Served {
  readonly plan: Plan
  /** That the API server refused the last attempt to create a pod. */
  readonly refusal?: CreateRefusal
  /** Its pods as they are, where one of them is not available. */
  readonly there?: readonly NodePresence[]
  /** Whether pods that come next fit their nodes. */
  readonly nextPods: readonly NodeFit[]
  /** What a DaemonSet of its name has left behind. */
  readonly orphans: Orphans
  /** Where it should run, while it is not known where it does. */
  readonly shouldRunOn?: readonly string[]
}

/** Everything that is reported. */
export interface Found {
  readonly objects: DecodedObjects
  readonly planned: readonly Planned[]
  readonly evicted: readonly PodEviction[]
  readonly byKubelets: readonly StaticPod[]
  readonly now: InstantText
  readonly version: KubernetesSemantics
  readonly details: boolean
}

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

/** The plans of all DaemonSets, for people; very many are told in a line each. */
export const planReport = (
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
  addAll(lines, notKnownFits(plans, style))
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
  { daemonSet, isNew, plan, refusal, there = [], nextPods, orphans, shouldRunOn: nodes }: Planned,
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
  ...nodeFitText(
    nextPods.filter(({ fit }) => fit.code !== 'unknown'),
    style,
  ),
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

/** The same in Markdown: what will happen in all, and a row for each DaemonSet that has something to do. */
export const planMarkdown = ({
  objects,
  planned: plans,
  evicted,
  byKubelets,
  now,
  version,
}: Found): readonly string[] => {
  const busy = plans.flatMap((each) => {
    const lines = bodyLines(each, plainStyle)
    return lines.length === 0 ? [] : [{ each, lines }]
  })
  const quiet = plans.length - busy.length
  const ignored = ignoredKinds(objects)
  return [
    `**${markdownText(`Plan for ${now}${versionLabel(version)}: ${plans.length === 0 ? 'no DaemonSet' : summaryLine(plans).replace(/^Plan: /, '')}`)}**`,
    '',
    ...(busy.length === 0
      ? []
      : [
          ...markdownTable([
            ['DaemonSet', 'What happens next'],
            ...busy.map(({ each, lines }) => [
              markdownText(objectKey(each.daemonSet)),
              lines.map((line) => markdownText(line.trim())).join('<br>'),
            ]),
          ]),
          '',
        ]),
    ...markdownItems([
      ...(quiet === 0 ? [] : [`${counted(quiet, 'DaemonSet')}: nothing to do`]),
      ...notKnownFits(plans, plainStyle),
      ...evictionLines(evicted, plainStyle, false).filter((line) => line !== ''),
      ...staticPodLines(byKubelets, plainStyle),
      ...(ignored.length === 0 ? [] : [`Ignored: ${ignored.join(', ')}`]),
    ]),
  ]
}

/** Of which pods that come next it is not known whether they fit: it is not the DaemonSets that leave it open. */
const notKnownFits = (plans: readonly Planned[], style: Style): readonly string[] => {
  const open = plans.flatMap(({ nextPods }) => nextPods.filter(({ fit }) => fit.code === 'unknown'))
  const nodes = new Map(
    open.map(({ node, fit }) => [node, { node, fit, there: false, unknown: [] }] as const),
  )
  return nodeFitText([...nodes.values()], style)
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
