import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import type { CapacityClass, ClusterCapacity, NoRoom } from '../../capacity/clusterCapacity.js'
import type { DaemonSetShare, ResourceAmounts } from '../../capacity/overhead.js'
import { grouped } from '../../data/grouped.js'
import { own } from '../../data/own.js'
import { markdownItems, markdownTable, markdownText } from '../formats/markdown.js'
import { notKnownLines } from '../text/outcomeText.js'
import { plainStyle, type Style } from '../text/style.js'
import { counted, cutText, firstOf, someOf, table, WIDEST } from '../text/table.js'
import { terminalLines } from '../text/terminalText.js'
import { amountText } from './amountText.js'
import { fitText, UNKNOWN_OF_POD } from './fitText.js'
import type { OverviewLayout } from './statusText.js'

/** DaemonSets of a class that are told one by one; the largest. */
const MOST = 8

/** Kinds of nodes that are told one by one, and rows of a table of more. */
const MOST_CLASSES = 3
const MOST_ROWS = 30

/** Resources that are told of every node. */
const USUAL = ['cpu', 'memory', 'pods']

/**
 * What DaemonSets take of the nodes of a cluster: for each kind of node a table of resources, who takes how much, and
 * who has no room.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { clusterCapacity } from 'podfit/capacity'
 * import { capacityText } from 'podfit/report'
 *
 * const nodes = [{ metadata: { name: 'n1' }, status: { allocatable: { cpu: '2', pods: '10' } } }]
 * capacityText(orThrow(clusterCapacity(cluster({ nodes, pods: [], daemonSets: [] }))))[0] // => '1 node (n1): no DaemonSet'
 *
 * @since 0.2.0
 */
export const capacityText = (
  capacity: ClusterCapacity,
  { style = plainStyle, width = WIDEST, details = false }: OverviewLayout = {},
): readonly string[] => {
  const classes =
    capacity.classes.length > MOST_CLASSES && !details
      ? summedLines(capacity.classes, style, width)
      : capacity.classes.flatMap((each, i) => [
          ...(i === 0 ? [] : ['']),
          ...classLines(each, style, width, details),
        ])
  return terminalLines([...classes, ...notKnownLines(capacity.unknown, style)], style)
}

const classLines = (
  each: CapacityClass,
  style: Style,
  width: number,
  details: boolean,
): readonly string[] => [
  style.bold(cutText(headline(each), width)),
  ...table(resourceRows(each)).map((row, j) => {
    const line = `    ${cutText(row, width - 4)}`
    return j === 0 ? style.dim(line) : line
  }),
  ...shareLines(each, style, width, details),
  ...noRoomLines(each.noRoom ?? [], style, width, details),
]

/** A row for each kind of node, the largest first, and who has no room on any of them. */
const summedLines = (
  classes: readonly CapacityClass[],
  style: Style,
  width: number,
): readonly string[] => {
  const [told, rest] = firstOf(classes, MOST_ROWS)
  const rows = table([
    ['NODES', 'DAEMONSETS', 'CPU', 'MEMORY', 'PODS', 'DO NOT FIT', 'FIRST'],
    ...told.map(({ nodes, overhead }) => [
      String(nodes.length),
      String(overhead.daemonSets.length),
      ...USUAL.map((name) => takenText(overhead, name)),
      String(overhead.daemonSets.filter(({ fit }) => (fit?.code ?? 'fits') !== 'fits').length),
      nodes[0] ?? '',
    ]),
  ])
  return [
    ...rows.map((row, i) => (i === 0 ? style.dim(cutText(row, width)) : cutText(row, width))),
    ...(rest.length === 0 ? [] : [`and ${counted(rest.length, 'more kind')} of nodes`]),
    ...noRoomLines(
      classes.flatMap(({ noRoom = [] }) => noRoom),
      style,
      width,
      false,
    ),
    style.dim('--details tells of each kind which DaemonSet takes how much'),
  ]
}

/** What DaemonSets take of a resource, of how much. */
const takenText = ({ requests, allocatable }: CapacityClass['overhead'], name: string): string => {
  const given = own(allocatable, name)
  const taken = amountText(name, own(requests, name) ?? 0)
  return given === undefined ? `${taken} of ?` : `${taken} of ${amountText(name, given)}`
}

/**
 * The same in Markdown: a table for each kind of node.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { clusterCapacity } from 'podfit/capacity'
 * import { capacityMarkdown } from 'podfit/report'
 *
 * const nodes = [{ metadata: { name: 'n1' }, status: { allocatable: { cpu: '2', pods: '10' } } }]
 * capacityMarkdown(orThrow(clusterCapacity(cluster({ nodes, pods: [], daemonSets: [] }))))[0] // => '**1 node (n1): no DaemonSet**'
 *
 * @since 0.2.0
 */
export const capacityMarkdown = (capacity: ClusterCapacity): readonly string[] => [
  ...capacity.classes.flatMap((each) => [
    `**${markdownText(headline(each))}**`,
    '',
    ...markdownTable(resourceRows(each).map((row) => row.map(markdownText))),
    '',
    ...markdownItems([
      ...shareLines(each, plainStyle, WIDEST, false),
      ...noRoomLines(each.noRoom ?? [], plainStyle, WIDEST, false),
    ]),
    '',
  ]),
  ...markdownItems(notKnownLines(capacity.unknown, plainStyle)),
]

const headline = ({ nodes, overhead }: CapacityClass): string => {
  const { daemonSets } = overhead
  const who = `${counted(nodes.length, 'node')} (${someOf(nodes)})`
  if (daemonSets.length === 0) return `${who}: no DaemonSet`
  const takes = daemonSets.length === 1 ? 'takes' : 'take'
  const what = USUAL.flatMap((name) => {
    const taken = own(overhead.requests, name)
    if (taken === undefined || name === 'pods') return []
    const given = own(overhead.allocatable, name)
    return given === undefined
      ? [`${name} ${amountText(name, taken)}`]
      : [`${name} ${amountText(name, taken)} of ${amountText(name, given)}`]
  })
  const amounts = what.length === 0 ? 'neither cpu nor memory' : what.join(', ')
  return `${who}: ${counted(daemonSets.length, 'DaemonSet')} ${takes} ${amounts}`
}

const resourceRows = ({ overhead, leftNow }: CapacityClass): readonly (readonly string[])[] => {
  const { requests, allocatable, left } = overhead
  const names = [...new Set([...USUAL, ...Object.keys(requests)])].filter(
    (name) => own(requests, name) !== undefined || own(allocatable, name) !== undefined,
  )
  const cell = (amounts: ResourceAmounts | undefined, name: string): string => {
    const amount = own(amounts, name)
    return amount === undefined ? '' : amountText(name, amount)
  }
  return [
    ['RESOURCE', 'NODE', 'DAEMONSETS', '%', 'LEFT', ...(leftNow === undefined ? [] : ['LEFT NOW'])],
    ...names.map((name) => [
      name,
      allocatable === undefined ? '?' : cell(allocatable, name) || '0',
      cell(requests, name) || '0',
      shareText(own(requests, name), own(allocatable, name)),
      left === undefined ? '?' : cell(left, name),
      ...(leftNow === undefined ? [] : [cell(leftNow, name)]),
    ]),
  ]
}

const shareText = (
  taken: ResourceAmounts[string] | undefined,
  given: ResourceAmounts[string] | undefined,
): string =>
  taken === undefined || given === undefined || Number(given) <= 0
    ? ''
    : `${Math.round((Number(taken) / Number(given)) * 100)}`

const shareLines = (
  { overhead }: CapacityClass,
  style: Style,
  width: number,
  details: boolean,
): readonly string[] => {
  const largest = [...overhead.daemonSets].sort((a, b) => weightOf(b) - weightOf(a))
  const [told, rest] = details ? [largest, []] : firstOf(largest, MOST)
  const refused = overhead.daemonSets.filter(({ fit }) => fit !== undefined && fit.code !== 'fits')
  const open = overhead.daemonSets.filter(({ unknown }) => unknown.length > 0)
  const line = marked(width)
  return [
    ...told.map(({ daemonSet, requests }) => line('·', `${daemonSet}: ${amountsText(requests)}`)),
    ...(rest.length === 0 ? [] : [line('·', `and ${rest.length} more (--details lists each)`)]),
    ...refused.flatMap(({ daemonSet, fit }) =>
      fit === undefined
        ? []
        : [line(style.bad('✗'), `${daemonSet} does not fit beside the others: ${fitText(fit)}`)],
    ),
    ...[...grouped(open, ({ unknown }) => unknown.join()).values()].map((same) =>
      line(
        style.warn('?'),
        `${someOf(same.map(({ daemonSet }) => daemonSet))}: ${same[0].unknown.map((what) => UNKNOWN_OF_POD[what]).join('; ')}`,
      ),
    ),
    ...(overhead.allocatable === undefined
      ? [
          line(
            style.warn('?'),
            'whether they fit is not known: the node says nothing of its allocatable',
          ),
        ]
      : []),
  ]
}

/** A line behind a mark, cut to a width. */
const marked =
  (width: number) =>
  (mark: string, text: string): string =>
    `  ${mark} ${cutText(text, width - 4)}`

const weightOf = ({ requests }: DaemonSetShare): number =>
  Number(own(requests, 'cpu') ?? 0) + Number(own(requests, 'memory') ?? 0) / 2 ** 20

const amountsText = (amounts: ResourceAmounts): string => {
  const texts = Object.entries(amounts).flatMap(([name, amount]) =>
    amount === 0 ? [] : [`${name} ${amountText(name, amount)}`],
  )
  return texts.length === 0 ? 'requests nothing' : texts.join(', ')
}

const noRoomLines = (
  noRoom: readonly NoRoom[],
  style: Style,
  width: number,
  details: boolean,
): readonly string[] => {
  const alike = [
    ...grouped(noRoom, ({ daemonSet, fit }) => `${daemonSet} ${fitText(fit)}`).values(),
  ]
  const [told, rest] = details ? [alike, []] : firstOf(alike, MOST)
  const line = marked(width)
  return [
    ...told.map((same) => line(style.bad('✗'), noRoomText(same))),
    ...(rest.length === 0
      ? []
      : [line(style.bad('✗'), `and ${rest.length} more without room (--details lists each)`)]),
  ]
}

const noRoomText = (same: ReadonlyNonEmptyArray<NoRoom>): string => {
  const [first] = same
  const hint =
    first.wouldPreempt && first.fit.code === 'full'
      ? '; with priorityClassName: system-node-critical pods of lower priority could be evicted for it'
      : ''
  const where = someOf(same.map(({ node }) => node))
  return `${first.daemonSet}: no pod of it is bound to ${where}, and there is no room: ${fitText(first.fit)}${hint}`
}
