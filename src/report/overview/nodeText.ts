import { grouped } from '../../data/grouped.js'
import type { DaemonSetHere, HereCode, NodeOverview } from '../../impact/nodeOverview.js'
import { markdownItems, markdownTable, markdownText } from '../formats/markdown.js'
import { causeText } from '../text/causeText.js'
import { beingDeletedText, notKnownLines } from '../text/outcomeText.js'
import { reasonSummary, taintText } from '../text/reasonText.js'
import { plainStyle, type Style } from '../text/style.js'
import { counted, cutText, someOf, table, WIDEST } from '../text/table.js'
import { terminalLines } from '../text/terminalText.js'
import type { OverviewLayout } from './statusText.js'

/** How what is there compares with what should be: whether a pod should run there, and what is there. */
const WORDS: Readonly<
  Record<HereCode, { readonly should: string; readonly is: string; readonly mark: Mark }>
> = {
  Missing: { should: 'yes', is: 'no pod', mark: ['✗', 'bad'] },
  Unavailable: { should: 'yes', is: 'not available', mark: ['✗', 'bad'] },
  Misscheduled: { should: 'no', is: 'keeps running', mark: ['!', 'warn'] },
  Leaving: { should: 'no', is: 'deleted next', mark: ['!', 'warn'] },
  BeingDeleted: { should: 'no', is: 'being deleted', mark: ['!', 'warn'] },
  Available: { should: 'yes', is: 'available', mark: ['✓', 'good'] },
  NotEligible: { should: 'no', is: 'no pod', mark: ['·', 'dim'] },
  NotKnown: { should: '', is: 'not known', mark: ['?', 'warn'] },
}

type Mark = readonly [mark: string, style: keyof Style]

/** What is told of many in one line where there are more DaemonSets than that. */
const MOST = 40

const IN_ORDER = Object.keys(WORDS) as readonly HereCode[]

/**
 * A node from its own side: a line for each DaemonSet, those in trouble first.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { nodeOverview } from 'podfit/impact'
 * import { nodeText } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [], daemonSets })
 * nodeText(orThrow(nodeOverview(snapshot, 'n1', { now: new Date(0) })))[0] // => 'n1 (ready): 1 of 1 DaemonSet should run here, 0 of them available'
 *
 * @since 0.2.0
 */
export const nodeText = (
  overview: NodeOverview,
  { style = plainStyle, width = WIDEST, details = false }: OverviewLayout = {},
): readonly string[] => {
  const { daemonSets } = overview
  const short = daemonSets.length > MOST && !details
  const sorted = inOrder(overview)
  const listed = short ? sorted.filter(({ code }) => !isUsual(code)) : sorted
  const lines = [
    style.bold(nodeHeadline(overview)),
    ...(listed.length === 0 ? [] : ['', ...rowLines(listed, style, width)]),
    ...(short ? ['', ...summedLines(sorted, style, width)] : []),
    ...notKnownLines(overview.unknown, style),
  ]
  return terminalLines(lines, style)
}

/** Its DaemonSets, those in trouble first. */
const inOrder = ({ daemonSets }: NodeOverview): readonly DaemonSetHere[] =>
  IN_ORDER.flatMap((code) => daemonSets.filter((each) => each.code === code))

const isUsual = (code: HereCode): boolean => code === 'Available' || code === 'NotEligible'

/** The node, and how many DaemonSets should run there. */
const nodeHeadline = (overview: NodeOverview): string => {
  const { node, notReady, cordoned, taints, daemonSets, unknown } = overview
  const should = daemonSets.filter(
    ({ code, decision }) => decision === 'run' && code !== 'BeingDeleted',
  )
  const available = should.filter(({ code }) => code === 'Available').length
  const isKnown = !unknown.includes('pods') && daemonSets.every(({ code }) => code !== 'NotKnown')
  const is = isKnown ? `, ${available} of them available` : ''
  const facts = [
    notReady === undefined ? 'ready' : notReadyText(notReady),
    ...(cordoned ? ['cordoned'] : []),
    ...(taints.length > 0 ? [`taints ${someOf(taints.map(taintText))}`] : []),
  ]
  return `${node} (${facts.join(', ')}): ${should.length} of ${counted(daemonSets.length, 'DaemonSet')} should run here${is}`
}

const notReadyText = ({ since, reason }: NonNullable<NodeOverview['notReady']>): string =>
  [
    'not ready',
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(reason === undefined ? [] : [reason]),
  ].join(' ')

const HEAD = ['DAEMONSET', 'SHOULD RUN', 'THERE', 'WHY'] as const

const rowLines = (
  daemonSets: readonly DaemonSetHere[],
  style: Style,
  width: number,
): readonly string[] => {
  const rows = table([HEAD, ...daemonSets.map(cellsOf)])
  return rows.map((row, i) => {
    const each = daemonSets[i - 1]
    const text = cutText(row, width - 2)
    if (each === undefined) return style.bold(`  ${text}`)
    const [mark, set] = WORDS[each.code].mark
    return `${style[set](mark)} ${text}`
  })
}

const cellsOf = (each: DaemonSetHere): readonly string[] => {
  const { should, is } = WORDS[each.code]
  return [
    each.daemonSet,
    should === '' ? (each.decision === 'run' ? 'yes' : 'no') : should,
    is,
    whyHere(each),
  ]
}

/** Why it is as it is: the reasons of the decision, the causes of what is there. */
const whyHere = ({ reasons, pods = [], missing, beingDeleted }: DaemonSetHere): string =>
  [
    ...reasons.map(reasonSummary),
    ...(beingDeleted === undefined ? [] : [beingDeletedText(beingDeleted)]),
    ...(missing === undefined || beingDeleted !== undefined ? [] : [causeText(missing)]),
    ...pods.map(({ pod, cause }) => (cause === undefined ? pod : `${pod}: ${causeText(cause)}`)),
  ].join('; ')

const summedLines = (
  daemonSets: readonly DaemonSetHere[],
  style: Style,
  width: number,
): readonly string[] => {
  const names = (items: readonly DaemonSetHere[]) => someOf(items.map(({ daemonSet }) => daemonSet))
  const available = daemonSets.filter(({ code }) => code === 'Available')
  const others = daemonSets.filter(({ code }) => code === 'NotEligible')
  const line = ([mark, set]: Mark, text: string) =>
    `${style[set](mark)} ${cutText(text, width - 2)}`
  return [
    ...(available.length === 0
      ? []
      : [line(WORDS.Available.mark, `${available.length} available: ${names(available)}`)]),
    ...[...grouped(others, ({ reasons }) => reasons.map(reasonSummary).join('; '))].map(
      ([why, same]) =>
        line(WORDS.NotEligible.mark, `${same.length} should not run here: ${why}: ${names(same)}`),
    ),
    style.dim('  --details lists each'),
  ]
}

/**
 * The same in Markdown: a row for each DaemonSet.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { nodeOverview } from 'podfit/impact'
 * import { nodeMarkdown } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [], daemonSets })
 * nodeMarkdown(orThrow(nodeOverview(snapshot, 'n1', { now: new Date(0) })))[0] // => '**n1 (ready): 1 of 1 DaemonSet should run here, 0 of them available**'
 *
 * @since 0.2.0
 */
export const nodeMarkdown = (overview: NodeOverview): readonly string[] => {
  const sorted = inOrder(overview)
  return [
    `**${markdownText(nodeHeadline(overview))}**`,
    '',
    ...(sorted.length === 0
      ? []
      : [
          ...markdownTable([
            ['DaemonSet', 'Should run', 'There', 'Why'],
            ...sorted.map((each) => cellsOf(each).map(markdownText)),
          ]),
          '',
        ]),
    ...markdownItems(notKnownLines(overview.unknown, plainStyle)),
  ]
}
