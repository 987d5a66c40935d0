import { grouped } from '../../data/grouped.js'
import type {
  ClusterHealth,
  DaemonSetHealth,
  HealthCode,
  NotReadyNode,
} from '../../impact/clusterHealth.js'
import { isOfNode, type Trouble } from '../../impact/trouble.js'
import type { Severity } from '../../reason/finding.js'
import { deployToolCells } from '../upstream/deployToolText.js'
import { markdownItems, markdownTable, markdownText } from '../formats/markdown.js'
import { notKnownLines } from '../text/outcomeText.js'
import { plainStyle, type Style } from '../text/style.js'
import {
  counted,
  cutText,
  firstOf,
  shownWidth,
  someOf,
  table,
  WIDEST,
  widestOf,
  wrapText,
} from '../text/table.js'
import { terminalLines, withoutStyle } from '../text/terminalText.js'
import { troubleText } from './troubleText.js'

/** How an overview is laid out. @since 0.2.0 */
export interface OverviewLayout {
  readonly style?: Style | undefined
  /** How many characters a line may have; 400 unless given. */
  readonly width?: number | undefined
  /** Whether everything is listed, however much it is; false unless given. */
  readonly details?: boolean | undefined
}

/** So many DaemonSets with troubles are listed. */
const MOST = 40

/**
 * How the DaemonSets of a cluster are, on one page: a line for each that is in trouble, with cause and fix, the
 * worst first; then the nodes that are not ready; the others are counted.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { clusterHealth } from 'podfit/impact'
 * import { statusText } from 'podfit/report'
 *
 * const snapshot = cluster({ nodes: [], pods: [], revisions: [], daemonSets: [] })
 * statusText(clusterHealth(snapshot, { now: new Date(0) }))[0] // => '0 DaemonSets on 0 nodes at 1970-01-01T00:00:00Z: 0 in trouble, 0 healthy'
 *
 * @since 0.2.0
 */
export const statusText = (
  health: ClusterHealth,
  { style = plainStyle, width = WIDEST, details = false }: OverviewLayout = {},
): readonly string[] => terminalLines(statusLines(health, { style, width, details }), style)

type Layout = { readonly [K in keyof OverviewLayout]-?: NonNullable<OverviewLayout[K]> }

const statusLines = (health: ClusterHealth, layout: Layout): readonly string[] => {
  const { daemonSets } = health
  const { style, details } = layout
  const having = (code: HealthCode) => daemonSets.filter((each) => each.code === code)
  const names = (code: HealthCode) => having(code).map(({ daemonSet }) => daemonSet)
  const [told, rest, stale] = toldOf(having('Troubled'), details)
  const sections = [
    [
      ...troubleLines(told, layout),
      ...moreLines(rest, ''),
      ...moreLines(stale, ' with a stale status'),
    ],
    nodeLines(health, names('NodesOnly'), layout),
    details
      ? troubleLines(having('InProgress'), layout)
      : progressLines(having('InProgress'), style),
    leftLines(health, layout),
    details ? deployLines(daemonSets, layout) : [],
  ]
  return [
    style.bold(statusHeadline(health)),
    ...sections
      .map((lines) => lines.flatMap((line) => fitted(line, layout)))
      .flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines])),
    ...notKnownLines(health.unknown, style),
    ...(told.length === 0 || details
      ? []
      : [style.dim('podfit rollout DAEMONSET says more of one of them, --details of all')]),
  ]
}

/** A line that fits: one that does not loses its style, and its end unless everything is listed. */
const fitted = (line: string, layout: Layout): readonly string[] => {
  const plain = withoutStyle(line)
  return shownWidth(plain) <= layout.width ? [line] : cutOrWrapped(plain, layout, '    ')
}

/** What of a text is shown: lines for all of it, or one line of it. */
const cutOrWrapped = (
  text: string,
  { width, details }: Pick<Layout, 'width' | 'details'>,
  indent: string,
): readonly string[] => (details ? wrapText(text, width, indent) : [cutText(text, width)])

/** So many DaemonSets with nothing but a status that disagrees are listed: it often passes. */
const MOST_STALE = 2

/** The DaemonSets that are listed, and those that are only counted: because there are very many, or for their status. */
const toldOf = (
  troubled: readonly DaemonSetHealth[],
  details: boolean,
): readonly [
  told: readonly DaemonSetHealth[],
  more: readonly DaemonSetHealth[],
  stale: readonly DaemonSetHealth[],
] => {
  if (details) return [troubled, [], []]
  const isStale = ({ troubles: [first] }: DaemonSetHealth): boolean =>
    first?.code === 'StaleStatus' && first.observed
  const [fresh, more] = firstOf(
    troubled.filter((each) => !isStale(each)),
    MOST,
  )
  const [stale, moreStale] = firstOf(troubled.filter(isStale), MOST_STALE)
  return [[...fresh, ...stale], more, moreStale]
}

/** How many DaemonSets there are, and how many of them are how. */
const statusHeadline = ({ now, nodes, daemonSets, notReady }: ClusterHealth): string => {
  const count = (code: HealthCode) => daemonSets.filter((each) => each.code === code).length
  const on = nodes === undefined ? '' : ` on ${counted(nodes, 'node')}`
  const parts = [
    `${count('Troubled')} in trouble`,
    ...(count('NodesOnly') > 0 ? [`${count('NodesOnly')} only by nodes that are not ready`] : []),
    ...(count('InProgress') > 0 ? [`${count('InProgress')} in progress`] : []),
    `${count('Healthy')} healthy`,
    ...(notReady.length > 0 ? [`${counted(notReady.length, 'node')} not ready`] : []),
  ]
  return `${counted(daemonSets.length, 'DaemonSet')}${on} at ${now}: ${parts.join(', ')}`
}

const MARK: Readonly<Record<Severity, readonly [mark: string, style: keyof Style]>> = {
  error: ['✗', 'bad'],
  warning: ['!', 'warn'],
  note: ['…', 'dim'],
}

interface Row {
  readonly severity: Severity
  readonly cells: readonly string[]
  readonly cause: string
  readonly fix: string | undefined
}

const troubleLines = (
  daemonSets: readonly DaemonSetHealth[],
  { style, width, details }: Layout,
): readonly string[] => {
  const rows = daemonSets.flatMap((each) => rowsOf(each, details))
  const heads = table(rows.map(({ cells }) => cells))
  const widest = widestOf(heads)
  return rows.flatMap(({ severity, cause, fix }, i) => {
    const [mark, set] = MARK[severity]
    const head = heads[i] ?? ''
    const line = `${head.padEnd(widest)}  ${cause}`
    return laidOut(head, line, cause, fix, { width: width - 2, details }).map(
      (text, at) => `${at === 0 ? style[set](mark) : ' '} ${text}`,
    )
  })
}

/** A row in one line, or, where it does not fit, with the fix and then also the cause in lines of their own. */
const laidOut = (
  head: string,
  line: string,
  cause: string,
  fix: string | undefined,
  layout: Pick<Layout, 'width' | 'details'>,
): readonly string[] => {
  const { width } = layout
  const whole = fix === undefined ? line : `${line} → ${fix}`
  if (shownWidth(whole) <= width) return [whole]
  const below = fix === undefined ? [] : [`    → ${fix}`]
  const lines = shownWidth(line) <= width ? [line, ...below] : [head, `    ${cause}`, ...below]
  return lines.flatMap((each) => cutOrWrapped(each, layout, '      '))
}

/** The gravest trouble of a DaemonSet, with what else there is; with details a row for each. */
const rowsOf = (health: DaemonSetHealth, details: boolean): readonly Row[] => {
  const own = health.troubles.filter((trouble) => details || !isOfNode(trouble))
  const [first, ...others] = own
  if (first === undefined) return []
  if (details) return own.map((trouble) => rowOf(health, trouble, []))
  const also = others.filter(({ severity }) => severity !== 'note')
  return [rowOf(health, first, also)]
}

const rowOf = (
  { daemonSet, numbers }: DaemonSetHealth,
  trouble: Trouble,
  also: readonly Trouble[],
): Row => {
  const { title, cause, fix } = troubleText(trouble, daemonSet)
  const others = [...new Set(also.map((each) => troubleText(each, daemonSet).title))]
  return {
    severity: trouble.severity,
    cells: [title, daemonSet, availableText(numbers)],
    cause: `${cause}${others.length === 0 ? '' : ` · also: ${others.join(', ')}`}`,
    fix,
  }
}

const availableText = ({
  numberAvailable,
  desiredNumberScheduled,
}: DaemonSetHealth['numbers']): string =>
  `${numberAvailable ?? '?'}/${desiredNumberScheduled ?? '?'}`

const moreLines = (rest: readonly DaemonSetHealth[], what: string): readonly string[] =>
  rest.length === 0
    ? []
    : [
        `  and ${rest.length} more${what} (--details lists them): ${someOf(rest.map(({ daemonSet }) => daemonSet))}`,
      ]

/** Nodes that are not ready, those with the same reason together. */
const nodeLines = (
  { notReady, daemonSets }: ClusterHealth,
  only: readonly string[],
  { style, details }: Layout,
): readonly string[] => {
  const gone = daemonSets.flatMap(({ troubles }) =>
    troubles.flatMap((trouble) =>
      trouble.code === 'Unavailable' && trouble.cause.code === 'NodeGone' ? trouble.nodes : [],
    ),
  )
  const names = (nodes: readonly string[]) => (details ? nodes.join(', ') : someOf(nodes, 3))
  return [
    ...[...grouped(notReady, ({ reason }) => reason ?? '')].map(
      ([reason, nodes]) =>
        `${style.bad('✗')} ${counted(nodes.length, 'node')} not ready${reason === '' ? '' : ` (${reason})`}: ${names(nodes.map(({ node }) => node))}; ${hitText(nodes)} → repair or remove ${nodes.length === 1 ? 'it' : 'them'}`,
    ),
    ...(gone.length === 0
      ? []
      : [
          `${style.warn('…')} pods on nodes that do not exist: ${names([...new Set(gone)])}; the pod garbage collector deletes them`,
        ]),
    ...(only.length === 0
      ? []
      : [
          style.dim(
            `  nothing else is wrong with ${counted(only.length, 'DaemonSet')}: ${details ? only.join(', ') : someOf(only, 3)}`,
          ),
        ]),
  ]
}

const hitText = (nodes: readonly NotReadyNode[]): string => {
  const hit = new Set(nodes.flatMap(({ daemonSets }) => daemonSets)).size
  return `${counted(hit, 'DaemonSet')} without an available pod there`
}

const progressLines = (moving: readonly DaemonSetHealth[], style: Style): readonly string[] =>
  moving.length === 0
    ? []
    : [
        `${style.dim('…')} in progress: ${someOf(
          moving.map(({ daemonSet, numbers }) => `${daemonSet} ${availableText(numbers)}`),
        )}`,
      ]

/** What deploy tools make of each DaemonSet, by its status as it stands. */
const deployLines = (
  daemonSets: readonly DaemonSetHealth[],
  { style }: Layout,
): readonly string[] =>
  daemonSets.length === 0
    ? []
    : [
        style.dim('What deploy tools say, by the status as it stands:'),
        ...table(
          daemonSets.map(({ daemonSet, deployReady }) => [
            `  ${daemonSet}`,
            ...deployToolCells(deployReady),
          ]),
        ),
      ]

const leftLines = (
  { ownerless, daemonSets }: ClusterHealth,
  { style, details }: Pick<Layout, 'style' | 'details'>,
  names = (some: readonly string[]) => (details ? some.join(', ') : someOf(some, 2)),
): readonly string[] => {
  const known = new Set(daemonSets.map(({ daemonSet }) => daemonSet))
  const [told, rest] = details ? [ownerless, []] : firstOf(ownerless, 3)
  return [
    ...told.map(
      ({ daemonSet, uid, pods, revisions }) =>
        `${style.warn('!')} left of ${daemonSet}${known.has(daemonSet) ? ` with the UID ${uid}` : ''}, which is not in the input: ${[
          ...(pods.length > 0 ? [`${counted(pods.length, 'pod')} (${names(pods)})`] : []),
          ...(revisions.length > 0
            ? [`${counted(revisions.length, 'revision')} (${names(revisions)})`]
            : []),
        ].join(', ')}`,
    ),
    ...(rest.length === 0
      ? []
      : [`  and of ${rest.length} more: ${someOf(rest.map(({ daemonSet }) => daemonSet))}`]),
  ]
}

/**
 * The same in Markdown: the headline, and a row for each trouble of each DaemonSet that has any.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { clusterHealth } from 'podfit/impact'
 * import { statusMarkdown } from 'podfit/report'
 *
 * const snapshot = cluster({ nodes: [], pods: [], revisions: [], daemonSets: [] })
 * statusMarkdown(clusterHealth(snapshot, { now: new Date(0) }))[0] // => '**0 DaemonSets on 0 nodes at 1970-01-01T00:00:00Z: 0 in trouble, 0 healthy**'
 *
 * @since 0.2.0
 */
export const statusMarkdown = (health: ClusterHealth): readonly string[] => {
  const rows = health.daemonSets.flatMap((each) =>
    each.troubles.map((trouble) => {
      const { title, cause, fix } = troubleText(trouble, each.daemonSet)
      return [title, each.daemonSet, availableText(each.numbers), cause, fix ?? ''].map(
        markdownText,
      )
    }),
  )
  const after = [
    ...nodeLines(health, [], { style: plainStyle, width: WIDEST, details: false }),
    ...leftLines(health, { style: plainStyle, details: true }, (some) => someOf(some, 2)),
    ...notKnownLines(health.unknown, plainStyle),
  ]
  return [
    `**${markdownText(statusHeadline(health))}**`,
    '',
    ...(rows.length === 0
      ? []
      : [...markdownTable([['Trouble', 'DaemonSet', 'Available', 'Cause', 'Fix'], ...rows]), '']),
    ...markdownItems(after),
  ]
}
