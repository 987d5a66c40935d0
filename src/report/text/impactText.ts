import type { DaemonSetImpact, NodeGroup, PodCounts } from '../../impact/daemonSetImpact.js'
import type { Impact, TemplateChange } from '../../impact/diff.js'
import type { TemplateVerdict } from '../../pools/decideTemplate.js'
import type { Node } from '../../kube/node.js'
import { readToleration } from '../../taint/readToleration.js'
import { taintParts } from '../../taint/taintParts.js'
import { reasonSummary, taintText } from './reasonText.js'
import { selectedText } from './selectionText.js'
import { plainStyle, type Style } from './style.js'
import { grouped } from '../../data/grouped.js'
import { counted, firstOf, someOf } from './table.js'
import { templateDecisionText, unaskedText } from './verdictText.js'
import { terminalLines } from './terminalText.js'
import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import type { RolloutDoubt, RolloutTrigger } from '../../impact/triggersRollout.js'

/**
 * An impact in words: a paragraph for each DaemonSet that is affected, the others in one line, and a summary.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { diff } from 'podfit/impact'
 * import { impactText } from 'podfit/report'
 *
 * const nodes = [{ metadata: { name: 'n1' } }]
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { template: {} } }]
 * const before = cluster({ nodes, pods: [], daemonSets: [] })
 * impactText(diff(before, cluster({ nodes, pods: [], daemonSets }), { now: new Date(0) })) // => ['a/agent (new): should run on 1 instead of 0 nodes', '  + 1 node gains it, 1 pod created (n1)', '  for: every node', '', 'Placement: 1 gained, 0 lost; pods: 1 created, 0 deleted, 0 left misscheduled; new revisions: 0.']
 *
 * @since 0.1.0
 */
export const impactText = (
  impact: Impact,
  style: Style = plainStyle,
  { details = false }: { readonly details?: boolean | undefined } = {},
): readonly string[] => terminalLines(impactLines(impact, style, details), style)

/** More DaemonSets than that are told in groups with the same impact, of which there are as many at most. */
const MOST = 8

const impactLines = (impact: Impact, style: Style, details: boolean): readonly string[] => [
  ...affectedLines(impact, style, details),
  ...unchangedLines(impact).map((line) => style.dim(line)),
  ...unknownLines(impact).map((line) => style.warn(line)),
  impactSummary(impact),
]

/** A paragraph for each DaemonSet that is affected, or, of very many, for those that are affected in the same way. */
const affectedLines = (impact: Impact, style: Style, details: boolean): readonly string[] => {
  const affected = impact.daemonSets.flatMap((each) => {
    const lines = changeLines(each, impact, style)
    return lines.length === 0 ? [] : [{ each, lines, counts: countsText(each, impact) }]
  })
  const alike =
    details || affected.length <= MOST
      ? affected.map((one) => [one] as const)
      : [...grouped(affected, ({ lines, counts }) => JSON.stringify([counts, lines])).values()]
          .map((same) => same)
          .sort((a, b) => b.length - a.length)
  const [told, rest] = details ? [alike, []] : firstOf(alike, MOST)
  return [
    ...told.flatMap((same) => {
      const [{ each: first, lines, counts }] = same
      const names = someOf(same.map(({ each }) => each.daemonSet))
      const each = same.length === 1 ? '' : 'each '
      return [
        `${style.bold(names)}${counts.replace(': ', `: ${each}`)}`,
        ...[...lines, ...(same.length === 1 ? selectsLines(first, style) : [])].map(
          (line) => `  ${line}`,
        ),
        '',
      ]
    }),
    ...(rest.length === 0
      ? []
      : [
          `and ${rest.flat().length} more are affected (--details tells of each): ${someOf(rest.flat().map(({ each }) => each.daemonSet))}`,
          '',
        ]),
  ]
}

/** The DaemonSets of which there is nothing to tell. */
export const unchangedLines = (impact: Impact): readonly string[] => {
  const others = impact.daemonSets.filter(
    (each) => changeLines(each, impact, plainStyle).length === 0,
  )
  return others.length === 0
    ? []
    : [`No change for ${someOf(others.map(({ daemonSet }) => daemonSet))}.`]
}

const KIND: Readonly<Record<Impact['unknown'][number], string>> = {
  nodes: 'Nodes',
  pods: 'Pods',
  daemonSets: 'DaemonSets',
}

/** The kinds of objects that only one side has, or none. */
export const unknownLines = ({ unknown, notGiven: { before, after } }: Impact): readonly string[] =>
  unknown.map((kind) => {
    const sides = [
      ...(before.includes(kind) ? ['before'] : []),
      ...(after.includes(kind) ? ['after'] : []),
    ]
    const side = sides.length === 1 ? ` ${sides.join('')}` : ''
    return `${KIND[kind]} were not given${side}, and are not compared.`
  })

/** Everything there is to tell of one DaemonSet. */
export const daemonSetLines = (
  daemonSet: DaemonSetImpact,
  impact: Impact,
  style: Style,
): readonly string[] => {
  const lines = changeLines(daemonSet, impact, style)
  return lines.length === 0 ? [] : [...lines, ...selectsLines(daemonSet, style)]
}

/** What changes for one DaemonSet. */
const changeLines = (
  daemonSet: DaemonSetImpact,
  { templates, unknown }: Impact,
  style: Style,
): readonly string[] => {
  const lines = [
    ...daemonSet.groups.flatMap((group) => groupLine(group, daemonSet.change, style)),
    ...rollLines(daemonSet, style),
    ...everyNodeLines(daemonSet, style),
    ...templateChangeLines(
      templates.filter((each) => each.daemonSet === daemonSet.daemonSet),
      style,
    ),
  ]
  if (lines.length > 0 || !comesOrGoes(daemonSet)) return lines
  const [sign, text, loss] =
    daemonSet.change === 'Added'
      ? [style.good('+'), 'is new', 'no node gains it']
      : [style.bad('-'), 'is removed', 'no node loses it']
  return [`${sign} ${text}${unknown.includes('nodes') ? '' : `; ${loss}`}`]
}

/** Whether one side only has it. */
const comesOrGoes = ({ change }: DaemonSetImpact): boolean =>
  change === 'Added' || change === 'Removed'

/**
 * Whether an impact changes anything at all.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { diff } from 'podfit/impact'
 * import { hasImpact } from 'podfit/report'
 *
 * const snapshot = cluster({ nodes: [], pods: [], daemonSets: [] })
 * hasImpact(diff(snapshot, snapshot, { now: new Date(0) })) // => false
 *
 * @since 0.1.0
 */
export const hasImpact = (impact: Impact): boolean =>
  impact.evictions.length > 0 ||
  impact.templates.length > 0 ||
  impact.daemonSets.some(
    (each) =>
      comesOrGoes(each) ||
      each.groups.length > 0 ||
      (each.triggersRollout !== undefined && each.triggersRollout.code !== 'No'),
  )

const CHANGE: Readonly<Record<DaemonSetImpact['change'], string>> = {
  Added: ' (new)',
  Removed: ' (removed)',
  Changed: '',
  Same: '',
}

/** What a headline says of a DaemonSet that only one side has, or for which nothing happens. */
export const changeText = ({ change, beingDeleted }: DaemonSetImpact): string =>
  `${CHANGE[change]}${beingDeleted === undefined ? '' : ' (being deleted, so the controller does nothing)'}`

/** What stands behind the name of a DaemonSet. */
const countsText = (daemonSet: DaemonSetImpact, { unknown }: Impact): string => {
  const { nodes } = daemonSet
  const words = changeText(daemonSet)
  if (unknown.includes('nodes')) return words
  const counts =
    nodes.before === nodes.after
      ? `should run on ${counted(nodes.after, 'node')}`
      : `should run on ${nodes.after} instead of ${counted(nodes.before, 'node')}`
  return `${words}: ${counts}`
}

const groupLine = (
  group: NodeGroup,
  change: DaemonSetImpact['change'],
  style: Style,
): readonly string[] => {
  const { from, to, count } = group
  const nodes = counted(count, 'node')
  const pods = podsText(group.pods)
  const why = group.reasons.map(reasonSummary).join('; ')
  const because = why === '' ? '' : `: ${why}`
  const line = (symbol: string, text: string): readonly string[] => [
    `${symbol} ${text} ${style.dim(`(${exampleText(group)})`)}`,
  ]
  const verb = (singular: string, plural: string): string =>
    `${nodes} ${count === 1 ? singular : plural}`
  switch (to) {
    case 'run':
      return from === 'run'
        ? line(style.warn('~'), `pods replaced on ${nodes}${pods}`)
        : line(
            style.good('+'),
            `${verb('gains', 'gain')} it${pods}${why === '' ? '' : `; until now: ${why}`}`,
          )
    case 'stay':
      return from === 'run'
        ? line(style.warn('!'), `${verb('gets', 'get')} no new pod${pods}${because}`)
        : line(style.dim('·'), `not on ${nodes}${pods}${because}`)
    case 'leave':
      return from === 'run' || pods !== ''
        ? line(style.bad('-'), `${verb('loses', 'lose')} it${pods}${because}`)
        : line(style.dim('·'), `not on ${nodes}${because}`)
    case 'absent':
      if (from !== 'run' && pods === '') return []
      return line(
        style.bad('-'),
        change === 'Removed'
          ? `${verb('loses', 'lose')} it${pods}`
          : `${verb('goes', 'go')}${pods}${collected(group.pods)}`,
      )
  }
}

/** Names of a few nodes and how many more. */
const exampleText = ({ count, examples }: NodeGroup): string => {
  const more = count - examples.length
  return `${examples.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const podsText = (pods: PodCounts | undefined): string => {
  if (pods === undefined) return ''
  const parts = [
    ...(pods.created > 0 ? [`${counted(pods.created, 'pod')} created`] : []),
    ...(pods.deleted > 0 ? [`${counted(pods.deleted, 'pod')} deleted`] : []),
    ...(pods.misscheduled > 0 ? [`${counted(pods.misscheduled, 'pod')} left misscheduled`] : []),
  ]
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`
}

/** Pods of a node that is gone are no DaemonSet controller's to delete. */
const collected = (pods: PodCounts | undefined): string =>
  (pods?.deleted ?? 0) > 0 ? ' by the pod garbage collector' : ''

const rollLines = (
  { triggersRollout, outdated = [] }: DaemonSetImpact,
  style: Style,
): readonly string[] => {
  if (triggersRollout === undefined) return []
  const pods = outdated.length === 0 ? '' : `, ${counted(outdated.length, 'pod')} to replace`
  return triggersRolloutText(triggersRollout, style, pods)
}

/** Whether a new template goes to other nodes, of all that can exist. */
const everyNodeLines = (
  { everyNode, triggersRollout }: DaemonSetImpact,
  style: Style,
): readonly string[] => {
  switch (everyNode?.code) {
    case undefined:
      return []
    case 'Proved':
      return triggersRollout?.code === 'No'
        ? []
        : [`${style.dim('=')} runs on the same nodes as before, whatever nodes there are`]
    case 'Refuted': {
      const [before = false] = everyNode.runs
      return [
        `${style.warn('≠')} runs ${before ? 'no longer' : 'now also'} on nodes such as this made-up one: ${nodeText(everyNode.node)}`,
      ]
    }
    case 'Unknown':
      return [
        `${style.warn('?')} whether it runs on the same nodes as before, whatever nodes there are, would take too long to prove`,
      ]
  }
}

/** Which nodes it is for, in words, where it is new or that is not what it was. */
const selectsLines = ({ selects }: DaemonSetImpact, style: Style): readonly string[] => {
  const [was, is] = [selects?.before, selects?.after].map(
    (side) =>
      side &&
      selectedText(
        side.nodes,
        side.tolerations.map((toleration) => readToleration(toleration, [])),
      ),
  )
  if (is === undefined || was === is) return []
  if (was === undefined) return [`${style.dim('for:')} ${is}`]
  return [`${style.dim('was for:')} ${was}`, `${style.dim('is for: ')} ${is}`]
}

/** A node that need not exist: its name, labels and taints. */
const nodeText = ({ metadata, spec }: Node): string => {
  const labels = Object.entries(metadata?.labels ?? {}).map(([key, value]) => `${key}=${value}`)
  const taints = (spec?.taints ?? []).map((taint) => taintText(taintParts(taint)))
  return [
    `name ${metadata?.name ?? ''}`,
    ...(labels.length === 0 ? ['no labels'] : [`labels ${labels.join(', ')}`]),
    ...(taints.length === 0 ? ['no taints'] : [`taints ${taints.join(', ')}`]),
  ].join('; ')
}

/** What becomes of node pools for one DaemonSet, one line each. */
export const templateChangeLines = (
  changes: readonly TemplateChange[],
  style: Style,
): readonly string[] =>
  changes.map(({ template, before, after }) => {
    const sides = [before, after].map((side) =>
      side === undefined ? 'absent' : templateDecisionText(side.decision, style),
    )
    return `${symbol(after, style)} node pool ${template}: ${sides.join(' → ')}${whyText(after)}`
  })

const symbol = (after: TemplateVerdict | undefined, style: Style): string => {
  if (after === undefined) return style.bad('-')
  if (after.decision.code === 'Depends' || after.unasked !== undefined) return style.warn('?')
  return after.decision.decision === 'run' ? style.good('+') : style.bad('-')
}

const whyText = (after: TemplateVerdict | undefined): string => {
  const why = [
    ...(after?.reasons ?? []).map(reasonSummary),
    ...(after?.unasked === undefined ? [] : [unaskedText(after.unasked)]),
  ].join('; ')
  return why === '' ? '' : `: ${why}`
}

/** The sums over all DaemonSets, in one line; it never says less than the lines about each of them. */
export const impactSummary = (impact: Impact): string => {
  const { daemonSets, templates } = impact
  const total = (of: (each: DaemonSetImpact) => number): number =>
    daemonSets.reduce((sum, each) => sum + of(each), 0)
  const parts = [
    placementText(impact),
    ...comingAndGoing(daemonSets),
    ...(templates.length > 0 ? [`node pools: ${counted(templates.length, 'change')}`] : []),
    ...(daemonSets.some(({ pods }) => pods !== undefined)
      ? [
          `pods: ${total(({ pods }) => pods?.created ?? 0)} created, ${total(({ pods }) => pods?.deleted ?? 0)} deleted, ${total(({ pods }) => pods?.misscheduled ?? 0)} left misscheduled`,
        ]
      : []),
    revisionsText(impact),
  ]
  return `${parts.join('; ')}.`
}

/** What the nodes gain and lose, as far as they were given; that nothing changes only where no line says that something may. */
const placementText = ({ daemonSets, templates, unknown }: Impact): string => {
  const gained = daemonSets.reduce((sum, { nodes }) => sum + nodes.gained, 0)
  const lost = daemonSets.reduce((sum, { nodes }) => sum + nodes.lost, 0)
  if (gained + lost + templates.length > 0) return `Placement: ${gained} gained, ${lost} lost`
  const elsewhere = daemonSets.filter(({ everyNode }) => everyNode?.code === 'Refuted').length
  const others =
    elsewhere === 0 ? '' : `, on other nodes a change for ${counted(elsewhere, 'DaemonSet')}`
  const isProved = daemonSets.every(
    ({ everyNode }) => everyNode === undefined || everyNode.code === 'Proved',
  )
  if (unknown.includes('nodes')) {
    return isProved && !unknown.includes('daemonSets') && !daemonSets.some(comesOrGoes)
      ? 'No placement change, whatever nodes there are'
      : `Placement on nodes not known${others}`
  }
  return isProved ? 'No placement change' : `No placement change on these nodes${others}`
}

/** The DaemonSets that come and go without a node that gains or loses them: the sums of nodes do not tell of them. */
const comingAndGoing = (daemonSets: readonly DaemonSetImpact[]): readonly string[] => {
  const silent = daemonSets.filter(({ nodes }) => nodes.gained + nodes.lost === 0)
  const kinds = [
    ['Added', 'new'],
    ['Removed', 'removed'],
  ] as const
  return kinds.flatMap(([kind, word]) => {
    const { length } = silent.filter(({ change }) => change === kind)
    return length === 0 ? [] : [`${counted(length, 'DaemonSet')} ${word}`]
  })
}

/** How many new revisions are certain, and of how many DaemonSets that cannot be said. */
const revisionsText = ({ daemonSets, unknown }: Impact): string => {
  if (unknown.includes('daemonSets')) return 'new revisions: not known'
  const count = (code: RolloutTrigger['code']): number =>
    daemonSets.filter(({ triggersRollout }) => triggersRollout?.code === code).length
  const open = count('Unknown')
  return `new revisions: ${count('Yes')}${open === 0 ? '' : `, not known of ${counted(open, 'DaemonSet')}`}`
}

const DOUBT: Readonly<Record<RolloutDoubt, string>> = {
  OnlyInCluster: 'only the cluster has',
  MayBeOmitted: 'an empty value may count as absent at',
}

/** Whether a change makes a new revision, and what it does to pods where that is said; nothing if it does not. */
export const triggersRolloutText = (
  rolls: RolloutTrigger,
  style: Style,
  pods = '',
): readonly string[] => {
  if (rolls.code === 'No') return []
  const at = someOf(rolls.paths.map((path: FieldPath) => formatFieldPath(path)))
  return rolls.code === 'Unknown'
    ? [`${style.warn('?')} whether it triggers a rollout is not known: ${DOUBT[rolls.why]} ${at}`]
    : [`${style.warn('~')} triggers a rollout: a new revision${pods} ${style.dim(`(${at})`)}`]
}
