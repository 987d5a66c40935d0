import { grouped } from '../../data/grouped.js'
import type {
  ExplainedPart,
  SchedulerQuestion,
  WaitingPod,
  WorkloadPlacement,
} from '../../impact/workloadPlacement.js'
import type { Verdict } from '../../reason/verdict.js'
import { markdownItems, markdownTable, markdownText } from '../formats/markdown.js'
import { reasonDetails, reasonSummary, sourceText, taintText } from '../text/reasonText.js'
import { plainStyle, type Style } from '../text/style.js'
import { counted, someOf } from '../text/table.js'
import { MOST_IN_CELL, namesText, type NamesLayout } from './namesText.js'

/** What the scheduler asks besides, in words. */
const QUESTIONS: Readonly<Record<SchedulerQuestion, string>> = {
  Gates: 'its schedulingGates, which hold every pod back until somebody takes them away',
  Scheduler: 'what another scheduler wants, which schedulerName names',
  Resources: 'whether there is room (requests, pods per node)',
  HostPorts: 'whether its host ports are free',
  PodAffinity: 'its affinity and anti-affinity to other pods',
  OtherPods: 'the anti-affinity of other pods',
  TopologySpread: 'its topology spread constraints',
  Volumes: 'where its volumes can be',
  ResourceClaims: 'its resource claims',
  RuntimeClass: 'what its runtimeClassName adds (nodeSelector, tolerations)',
}

/** What podfit answers of the scheduler's questions, as said beside the scheduler's words. */
const NOT_LOOKED_AT: Readonly<Record<SchedulerQuestion, string>> = {
  Gates: 'the pod has schedulingGates; remove them to have it scheduled',
  Scheduler: 'another scheduler decides that',
  Resources: 'podfit does not compare requests here; kubectl describe node shows what is taken',
  HostPorts: 'other pods hold the host ports; podfit does not look at that here',
  PodAffinity: 'affinity between pods, which podfit does not look at',
  OtherPods: 'anti-affinity of pods that are there, which podfit does not look at',
  TopologySpread: 'topology spread, which podfit does not look at',
  Volumes: 'volumes, which podfit does not look at',
  ResourceClaims: 'resource claims, which podfit does not look at',
  RuntimeClass: 'the runtime class, which podfit does not look at',
}

/** How much is listed, and how. */
export interface WorkloadLayout extends NamesLayout {
  readonly style: Style
}

const titleOf = ({ kind, namespace, name }: WorkloadPlacement): string =>
  `${kind} ${namespace}/${name}`

const isTaker = ({ verdict }: { readonly verdict: Verdict }): boolean => verdict.decision === 'run'

/** What is to be taken. */
const itsPods = ({ kind }: WorkloadPlacement): string => (kind === 'Pod' ? 'it' : 'its pods')

/** How many nodes could take its pods, and how its pods are. */
const headline = (found: WorkloadPlacement): string => {
  const { nodes, pods } = found
  const takers = nodes.filter(isTaker).length
  return [
    `${takers} of ${counted(nodes.length, 'node')} could take ${itsPods(found)}`,
    ...(pods === undefined ? ['pods were not given'] : []),
    ...(pods === undefined || found.kind === 'Pod'
      ? []
      : [
          `${counted(pods.placed.length + pods.waiting.length, 'pod')} there${pods.waiting.length === 0 ? '' : `, ${pods.waiting.length} without a node`}`,
        ]),
  ].join('; ')
}

/** Which nodes could take the pods of a workload, grouped by reason, and what there is of it. */
export const workloadText = (
  found: WorkloadPlacement,
  layout: WorkloadLayout,
): readonly string[] => {
  const { style } = layout
  const takers = found.nodes.filter(isTaker)
  const others = found.nodes.filter((each) => !isTaker(each))
  return [
    `${style.bold(titleOf(found))}: ${headline(found)}`,
    ...aboutLines(found),
    ...(takers.length === 0
      ? []
      : namesText(
          `  ${style.good('could take')} ${itsPods(found)}: `,
          takers.map(({ name }) => name),
          layout,
        )),
    ...(others.length === 0
      ? []
      : [`  ${style.bad('could not')} on ${counted(others.length, 'node')}`]),
    ...reasonGroups(others).flatMap(([why, names]) => namesText(`    ${why}: `, names, layout)),
    ...askedLines(found, style),
    ...podLines(found, layout),
  ]
}

const reasonGroups = (
  nodes: WorkloadPlacement['nodes'],
): readonly (readonly [why: string, names: readonly string[]])[] =>
  [...grouped(nodes, ({ verdict }) => verdict.reasons.map(reasonSummary).join('; '))].map(
    ([why, members]) => [why, members.map(({ name }) => name)],
  )

const aboutLines = ({ daemonSet, boundTo }: WorkloadPlacement): readonly string[] => [
  ...(daemonSet === undefined
    ? []
    : [
        `  a pod of DaemonSet ${daemonSet}, whose controller made it for one node; podfit explain ${daemonSet} says which nodes should run one`,
      ]),
  ...(boundTo === undefined
    ? []
    : [`  it is on ${boundTo} already; asked is which nodes could take such a pod now`]),
]

const askedLines = ({ alsoAsked, nodes }: WorkloadPlacement, style: Style): readonly string[] =>
  nodes.length === 0
    ? []
    : [
        style.dim(
          `  looked at: node name, cordon, taints, nodeSelector, node affinity. The scheduler asks besides, and podfit does not: ${alsoAsked.map((question) => QUESTIONS[question]).join('; ')}`,
        ),
      ]

const podLines = ({ pods }: WorkloadPlacement, layout: WorkloadLayout): readonly string[] => {
  if (pods === undefined) return []
  const { style } = layout
  const lost = pods.placed.filter(({ couldTake }) => couldTake === false)
  return [
    ...(lost.length === 0
      ? []
      : namesText(
          `  ${style.warn('!')} ${counted(lost.length, 'pod')} on nodes that would take no new one: `,
          lost.map(({ pod, node }) => `${pod} (${node})`),
          layout,
        )),
    ...waitingGroups(pods.waiting).flatMap(([{ message, parts }, names]) => [
      ...namesText(`  ${style.bad('✗')} without a node: `, names, layout),
      message === undefined
        ? '      the scheduler has not said anything of it'
        : `      the scheduler: ${message}`,
      ...parts.flatMap((part) => partLines(part, layout)),
    ]),
  ]
}

/** Pods that wait for the same. */
const waitingGroups = (
  waiting: readonly WaitingPod[],
): readonly (readonly [first: WaitingPod, names: readonly string[]])[] =>
  [...grouped(waiting, ({ message }) => message ?? '').values()].map((members) => [
    members[0],
    members.map(({ pod }) => pod),
  ])

/** A part of what the scheduler says, and what podfit finds of it. */
const partLines = (part: ExplainedPart, layout: NamesLayout): readonly string[] => {
  const told = `${part.count === undefined ? '' : `${part.count} `}${part.text}`
  if (part.nodes === undefined) {
    const of = part.of as SchedulerQuestion | undefined
    const why = of === undefined ? 'podfit does not know this one' : NOT_LOOKED_AT[of]
    return [`        ${told}: ${why}`]
  }
  if (part.nodes.length === 0) {
    return [`        ${told}: podfit finds no such node in the input; it may have changed since`]
  }
  const other =
    part.count === undefined || part.count === part.nodes.length
      ? ''
      : `podfit finds ${part.nodes.length}: `
  return namesText(`        ${told}: ${other}`, part.nodes, layout)
}

/** The same of one node, with every reason in full. */
export const workloadOnNodeText = (
  found: WorkloadPlacement,
  layout: WorkloadLayout,
): readonly string[] => {
  const { style } = layout
  return [
    ...found.nodes.flatMap(({ name, verdict }) => [
      `${style.bold(`${titleOf(found)} on ${name}`)}: ${isTaker({ verdict }) ? style.good(`could take ${itsPods(found)}`) : style.bad(`could not take ${itsPods(found)}`)}`,
      ...verdict.reasons.flatMap((reason) => [
        `  ${style.bad('✗')} ${reasonSummary(reason)}`,
        ...reasonDetails(reason).map((line) => `      ${line}`),
      ]),
      ...verdict.tolerated.map(
        ({ taint, by }) =>
          `  ${style.good('✓')} taint ${taintText(taint)} is tolerated by ${sourceText(by)}`,
      ),
    ]),
    ...aboutLines(found),
    ...askedLines(found, style),
    ...podLines(found, layout),
  ]
}

/** The same in Markdown. */
export const workloadMarkdown = (found: WorkloadPlacement): readonly string[] => {
  const takers = found.nodes.filter(isTaker).map(({ name }) => name)
  const others = found.nodes.filter((each) => !isTaker(each))
  const row = (what: string, why: string, names: readonly string[]) =>
    [what, why, String(names.length), someOf(names, MOST_IN_CELL)].map(markdownText)
  const rows = [
    ...(takers.length === 0 ? [] : [row('could take', '', takers)]),
    ...reasonGroups(others).map(([why, names]) => row('could not', why, names)),
  ]
  const layout = { style: plainStyle, details: false, width: Infinity }
  return [
    `**${markdownText(`${titleOf(found)}: ${headline(found)}`)}**`,
    '',
    ...(rows.length === 0 ? [] : [...markdownTable([['', 'Why', 'Nodes', 'Names'], ...rows]), '']),
    ...markdownItems([
      ...aboutLines(found),
      ...askedLines(found, plainStyle),
      ...podLines(found, layout),
    ]),
  ]
}
