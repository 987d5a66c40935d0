import { nodesWithoutReasons } from '../../sync/nodesWithoutReasons.js'
import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import type { Choice } from '../../sync/choose.js'
import type {
  CurrentRevision,
  Plan,
  PodPlan,
  RevisionChanges,
  RevisionStep,
  SchedulerField,
} from '../../sync/plan.js'
import { CREATE_TEXT, DELETE_TEXT, dispositionLine } from './dispositionText.js'
import { reasonSummary } from './reasonText.js'
import { grouped } from '../../data/grouped.js'
import { notGiven, outcomeText } from './outcomeText.js'
import { plainStyle, type Style } from './style.js'
import { counted, someOf } from './table.js'
import { upstreamEvent } from '../upstream/upstream.js'
import { terminalLines } from './terminalText.js'

/**
 * A plan in words, one line each: what is created and deleted and why, what stays although it should not
 * be there, what waits, and, grouped by reason, the nodes that should run none.
 *
 * @example
 * import { plan, planText } from 'podfit'
 *
 * const daemonSet = {
 *   metadata: { namespace: 'default', name: 'agent', uid: 'u1' },
 *   spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } } } },
 * }
 * const nodes = [{ metadata: { name: 'n1' } }]
 * const now = '2026-01-01T12:00:00Z'
 * planText(plan({ daemonSet, nodes, pods: [], revisions: [], now }))[0] // => '+ create 1 pod on n1: the node should run a pod and has none'
 *
 * @since 0.1.0
 */
export const planText = (
  plan: Plan,
  style: Style = plainStyle,
  { refusedNodes = true }: PlanTextOptions = {},
): readonly string[] => terminalLines(planLines(plan, style, refusedNodes), style)

/** What of a plan is told. @since 0.2.0 */
export interface PlanTextOptions {
  /** Also the nodes that should run none, by reason; true unless given. */
  readonly refusedNodes?: boolean | undefined
}

const planLines = (plan: Plan, style: Style, refusedNodes: boolean): readonly string[] => [
  ...outcomeText(plan, style),
  ...plan.unknown.map((input) => `${style.warn('?')} ${notGiven([input])}`),
  ...createLines(plan, style),
  ...refusalLines(plan, style),
  ...podLines(plan, style),
  ...rollingUpdateLines(plan, style),
  ...revisionText(plan.revision, style),
  ...statusLines(plan, style),
  ...refusedLines(plan, style, refusedNodes),
  ...plan.events.map(
    (event) => `${style.dim('event')} ${upstreamEvent(event, plan.daemonSet.namespace)}`,
  ),
  ...schedulerLines(plan, style),
]

const createLines = (plan: Plan, style: Style): readonly string[] => {
  const certain = plan.creates.filter((create) => create.choice === undefined)
  const lines = [...grouped(certain, (create) => CREATE_TEXT[create.why])].map(
    ([why, creates]) =>
      `${style.good('+')} create ${counted(creates.length, 'pod')} on ${someOf(creates.map((create) => create.node))}: ${why}`,
  )
  const chosen = plan.choices
    .filter((choice) => choice.action === 'create')
    .map((choice) => {
      const why = plan.creates.find((create) => create.choice === choice.id)?.why
      return `${style.good('+')} create ${choiceText(choice, 'node')}${why === undefined ? '' : `: ${CREATE_TEXT[why]}`}`
    })
  return [...lines, ...chosen]
}

const refusalLines = ({ createsRefused }: Plan, style: Style): readonly string[] =>
  createsRefused === undefined
    ? []
    : [`${style.bad('!')} the API server refuses to create: the namespace is being deleted`]

/** Kubernetes picks any of them, and the line says so. */
const choiceText = (choice: Choice, noun: string): string =>
  `${choice.count} of ${counted(choice.from.length, noun)} (Kubernetes picks which): ${someOf(choice.from)}`

const podLines = (plan: Plan, style: Style): readonly string[] => {
  const lines: string[] = []
  for (const [text, pods] of grouped(plan.pods, (pod) => dispositionLine(pod, style) ?? '')) {
    if (text === '') continue
    lines.push(text.replace('{pods}', () => someOf(pods.map(podName))))
  }
  const chosen = plan.choices
    .filter((choice) => choice.action === 'delete')
    .map(
      (choice) =>
        `${style.bad('-')} delete ${choiceText(choice, 'pod')}: ${choiceWhy(plan, choice)}`,
    )
  const adopted = plan.pods.filter((pod) => pod.claim === 'adopted')
  const adoption =
    adopted.length === 0
      ? []
      : [
          `${style.good('<')} adopt ${someOf(adopted.map(podName))}: it has no owner and the selector matches`,
        ]
  return [...adoption, ...lines, ...chosen]
}

const podName = ({ name, node, static: isStatic }: PodPlan): string => {
  const marks = [node, isStatic === true ? 'a static pod' : undefined]
  const known = marks.filter((mark) => mark !== undefined)
  return known.length === 0 ? name : `${name} (${known.join(', ')})`
}

const choiceWhy = (plan: Plan, choice: Choice): string => {
  const whys = plan.pods.flatMap(({ disposition }) =>
    disposition.code === 'choice' && disposition.choice === choice.id ? [disposition.why] : [],
  )
  return [...new Set(whys)].map((why) => DELETE_TEXT[why]).join('; ')
}

const rollingUpdateLines = ({ rollingUpdate, pods }: Plan, style: Style): readonly string[] => {
  const outdated = pods.filter((pod) => pod.updated === false && pod.claim !== 'released').length
  if (outdated === 0) return []
  const which = counted(outdated, 'outdated pod')
  switch (rollingUpdate.code) {
    case 'Waits':
      return [`${style.dim('·')} ${which}: the rolling update waits for the next pass`]
    case 'OtherStrategy':
      return [`${style.dim('·')} ${which}: replaced only once they are deleted (OnDelete)`]
    case 'Ran': {
      const { maxSurge, maxUnavailable, spent } = rollingUpdate
      const budget =
        maxSurge > 0
          ? `maxSurge ${maxSurge}, ${spent} in use`
          : `maxUnavailable ${maxUnavailable}, ${spent} in use`
      return [`${style.dim('·')} ${which}: ${budget}`]
    }
    case 'NotReached':
    case 'Unknown':
      return []
  }
}

/** A template that was read by a client which does not know all of it. */
const incompleteLines = (fields: readonly FieldPath[], style: Style): readonly string[] =>
  fields.length === 0
    ? []
    : [
        `${style.warn('?')} the template may be incomplete: the newest revision has ${someOf(fields.map(formatFieldPath))}, which the client's class cannot hold; there may be no rollout at all`,
      ]

/** What a pass does to the revisions, one line each; nothing of revisions that stay as they are. */
export const revisionText = (revision: RevisionStep, style: Style): readonly string[] => {
  switch (revision.code) {
    case 'New':
      return [
        `${style.good('+')} record the template as revision ${revision.number}`,
        ...incompleteLines(revision.mayLack ?? [], style),
        ...changeLines(revision, style),
      ]
    case 'Current':
      return [...currentLines(revision, style), ...changeLines(revision, style)]
    case 'Unknown':
    case 'NotReached':
      return []
  }
}

const currentLines = ({ renumbered, relabelled }: CurrentRevision, style: Style) => [
  ...Object.entries(renumbered).map(
    ([name, number]) => `${style.warn('~')} revision ${name} becomes number ${number}`,
  ),
  ...line(relabelled, (names) => `${style.warn('~')} relabel ${names} with the current hash`),
]

const changeLines = ({ deleted, adopted, released, labelled }: RevisionChanges, style: Style) => [
  ...line(adopted, (names) => `${style.good('<')} adopt revisions ${names}: they have no owner`),
  ...line(
    released,
    (names) => `${style.warn('>')} release revisions ${names}: the selector no longer matches`,
  ),
  ...line(labelled, (names) => `${style.warn('~')} label revisions ${names} with their names`),
  ...line(deleted, (names) => `${style.bad('-')} delete old revisions: ${names}`),
]

const line = (names: readonly string[], text: (names: string) => string): readonly string[] =>
  names.length === 0 ? [] : [text(someOf(names))]

/** What the numbers of the status are called. */
export const STATUS_WORDS = {
  desiredNumberScheduled: 'desired',
  currentNumberScheduled: 'current',
  numberReady: 'ready',
  updatedNumberScheduled: 'up-to-date',
  numberAvailable: 'available',
  numberUnavailable: 'unavailable',
  numberMisscheduled: 'misscheduled',
  observedGeneration: 'observed generation',
} as const

/** The numbers of the status that the pass changes. */
const statusLines = ({ status }: Plan, style: Style): readonly string[] => {
  if (status.written !== true) return []
  const { computed, recorded } = status
  const changes = (Object.keys(STATUS_WORDS) as (keyof typeof STATUS_WORDS)[])
    .filter((name) => computed[name] !== recorded[name])
    .map((name) => `${STATUS_WORDS[name]} ${recorded[name] ?? 0} → ${computed[name] ?? 0}`)
  return changes.length === 0 ? [] : [`${style.warn('~')} status: ${changes.join(', ')}`]
}

const refusedLines = (plan: Plan, style: Style, refusedNodes: boolean): readonly string[] => [
  ...(runsNowhere(nodesWithoutReasons(plan))
    ? [`${style.warn('!')} should run on no node: DESIRED is 0`]
    : []),
  ...(refusedNodes ? refusedNodeLines(plan, style) : []),
]

const runsNowhere = (nodes: Plan['nodes']): boolean =>
  nodes.length > 0 && nodes.every(({ decision }) => decision !== 'run')

const refusedNodeLines = (plan: Plan, style: Style): readonly string[] => {
  const refused = plan.nodes.filter((node) => node.decision !== 'run')
  const byReason = grouped(refused, ({ reasons }) => reasons.map(reasonSummary).join('; '))
  const largestFirst = [...byReason].sort(([, a], [, b]) => b.length - a.length)
  return largestFirst.map(
    ([why, nodes]) =>
      `${style.dim('·')} should not run on ${counted(nodes.length, 'node')}: ${why} ${style.dim(`(${someOf(nodes.map((node) => node.name))})`)}`,
  )
}

const schedulerWords = (field: SchedulerField): string => {
  switch (field) {
    case 'deviceTaints':
      return 'devices that may have taints'
    case 'declaredFeatures':
      return 'a feature that nodes have to declare'
    default:
      return field
  }
}

const schedulerLines = ({ schedulerReads, creates }: Plan, style: Style): readonly string[] =>
  schedulerReads.length === 0 || creates.length === 0
    ? []
    : [
        `${style.dim('note')} the scheduler may still hold a created pod Pending: the template has ${schedulerReads.map(schedulerWords).join(', ')}, which the controller does not look at`,
      ]
