import type { ReadinessBlock, ReadinessWait } from '../../readiness/comingUp.js'
import type { Gate, GateNeed } from '../../readiness/place.js'
import type {
  PlaceReadiness,
  Readiness,
  ReadinessFix,
  ReadinessUnknown,
} from '../../readiness/readiness.js'
import type { RuleOverlap } from '../../readiness/ruleOverlaps.js'
import { grouped } from '../../data/grouped.js'
import { taintParts } from '../../taint/taintParts.js'
import { markdownItems, markdownText } from '../formats/markdown.js'
import { taintText } from '../text/reasonText.js'
import { plainStyle, type Style } from '../text/style.js'
import { counted, cutText, firstOf, someOf, WIDEST } from '../text/table.js'
import { terminalLines } from '../text/terminalText.js'
import type { OverviewLayout } from './statusText.js'

/** Of each kind of line so many are told unless all are wanted. */
const MOST = 8

/**
 * How DaemonSets come up on new nodes, in words: in which order, who waits for whom, who never starts, and what would help.
 *
 * @example
 * import { readiness } from 'podfit/readiness'
 * import { readyText } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'logs' }, spec: { template: {} } }]
 * const templates = [{ node: { metadata: { name: 'big' } } }]
 * readyText(readiness({ daemonSets, templates })) // => ['node pool big: 1 DaemonSet comes up', '  1. once others have taken off node.kubernetes.io/not-ready:NoSchedule: a/logs']
 *
 * @since 0.2.0
 */
export const readyText = (
  readiness: Readiness,
  { style = plainStyle, width = WIDEST, details = false }: OverviewLayout = {},
): readonly string[] => {
  const { places, fixes, fewerMayDo, overlaps } = readiness
  const lines = [
    ...places.flatMap((place) => [
      style.bold(cutText(headline(place), width)),
      ...placeLines(place, style, details).map((line) => `  ${cutText(line, width - 2)}`),
    ]),
    ...fixLines(fixes, fewerMayDo === true, style),
    ...overlaps.map((overlap) => `${style.bad('✗')} ${overlapText(overlap)}`),
  ]
  return terminalLines(lines, style)
}

/**
 * The same in Markdown.
 *
 * @example
 * import { readiness } from 'podfit/readiness'
 * import { readyMarkdown } from 'podfit/report'
 *
 * const templates = [{ node: { metadata: { name: 'big' } } }]
 * readyMarkdown(readiness({ daemonSets: [], templates })) // => ['**node pool big: no DaemonSet comes up**', '']
 *
 * @since 0.2.0
 */
export const readyMarkdown = (readiness: Readiness): readonly string[] => {
  const { places, fixes, fewerMayDo, overlaps } = readiness
  return [
    ...places.flatMap((place) => [
      `**${markdownText(headline(place))}**`,
      '',
      ...withSpace(placeLines(place, plainStyle, false)),
    ]),
    ...withSpace(fixLines(fixes, fewerMayDo === true, plainStyle)),
    ...withSpace(overlaps.map((overlap) => `✗ ${overlapText(overlap)}`)),
  ]
}

const withSpace = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [...markdownItems(lines.map((line) => line.trim())), '']

const headline = ({ names, kind, order, stuck }: PlaceReadiness): string => {
  const where =
    kind === 'NodePool'
      ? `node pool ${someOf(names)}`
      : `new ${names.length === 1 ? 'node' : 'nodes'} like ${someOf(names)}`
  const up = order.flat().length
  const comes =
    up === 0
      ? 'no DaemonSet comes up'
      : `${counted(up, 'DaemonSet')} ${up === 1 ? 'comes' : 'come'} up`
  return `${where}: ${comes}${stuck.length === 0 ? '' : `, ${stuck.length} never ${stuck.length === 1 ? 'does' : 'do'}`}`
}

const placeLines = (
  { gates, order, waits, stuck, cycles, unknown }: PlaceReadiness,
  style: Style,
  details: boolean,
): readonly string[] => {
  const blocksOf = new Map(waits.map((wait) => [wait.daemonSet, wait.for] as const))
  const some = <A>(
    items: readonly A[],
    lineOf: (item: A) => string,
    more: string,
  ): readonly string[] => {
    const [told, rest] = details ? [items, []] : firstOf(items, MOST)
    return [
      ...told.map(lineOf),
      ...(rest.length === 0 ? [] : [`and ${rest.length} more ${more} (--details)`]),
    ]
  }
  const steps = order
    .map((step, i) => ({ step, when: i === 0 ? 'at once' : whenText(step, blocksOf, gates) }))
    .filter(({ step }) => step.length > 0)
  return [
    ...steps.map(
      ({ step, when }, i) =>
        `${i + 1}. ${when}: ${someOf(step, details ? step.length : undefined)}`,
    ),
    ...some(stuck, (wait) => `${style.bad('✗')} ${stuckText(wait)}`, 'never start'),
    ...some(cycles, (cycle) => `${style.bad('↻')} ${cycleText(cycle)}`, 'circles'),
    ...some(unknown, (each) => `${style.warn('?')} ${unknownText(each)}`, 'not known'),
  ]
}

/** What has to go before those of a step start: taken together, each thing once. */
const whenText = (
  step: readonly string[],
  blocksOf: ReadonlyMap<string, readonly ReadinessBlock[]>,
  gates: readonly Gate[],
): string => {
  const gone = step.flatMap((key) =>
    (blocksOf.get(key) ?? []).flatMap((block) => goneOf(block, gates)),
  )
  const texts = [...grouped(gone, ({ who, did }) => `${who} ${did}`)].map(
    ([who, same]) => `${who} ${someOf([...new Set(same.map(({ what }) => what))])}`,
  )
  return `once ${texts.join(', and ')}`
}

/** What has happened, by whom. */
interface Gone {
  readonly who: string
  readonly did: string
  readonly what: string
}

const goneOf = (block: ReadinessBlock, gates: readonly Gate[]): readonly Gone[] => {
  switch (block.code) {
    case 'Label':
      return [
        {
          who: someOf(block.daemonSets),
          did: hasOrHave(block.daemonSets, 'set'),
          what: block.label,
        },
      ]
    case 'LastingTaint':
      return []
    case 'Taint':
      return [
        {
          who: block.daemonSets.length === 0 ? othersOf(block, gates) : someOf(block.daemonSets),
          did: hasOrHave(block.daemonSets, 'taken off'),
          what: taintOf(block.taint),
        },
      ]
  }
}

const hasOrHave = ({ length }: readonly string[], verb: string): string =>
  `${length === 1 ? 'has' : 'have'} ${verb}`

const othersOf = (
  block: ReadinessBlock & { readonly code: 'Taint' },
  gates: readonly Gate[],
): string => {
  const needs = gates
    .filter(({ taint }) => taintOf(taint) === taintOf(block.taint))
    .flatMap((gate) => gate.needs)
  const conditions = needs.flatMap(({ condition }: GateNeed) => condition ?? [])
  return conditions.length === 0 ? 'others' : `others (at ${conditions.join(', ')})`
}

const taintOf = (taint: Gate['taint']): string => taintText(taintParts(taint))

const stuckText = ({ daemonSet, for: blocks }: ReadinessWait): string =>
  `${daemonSet} never starts: ${blocks.length === 0 ? 'its labels do not come together' : blocks.map(blockText).join('; ')}`

/** Why a DaemonSet does not start. */
export const blockText = (block: ReadinessBlock): string => {
  switch (block.code) {
    case 'Label':
      return `it asks for the label ${block.label}, which ${someOf(block.daemonSets)} sets`
    case 'LastingTaint':
      return `it does not tolerate ${taintOf(block.taint)}, which stays`
    case 'Taint':
      return `it does not tolerate ${taintOf(block.taint)}, which ${block.daemonSets.length === 0 ? 'others take off' : `stays until ${someOf(block.daemonSets)} is up`}`
  }
}

const cycleText = (cycle: readonly string[]): string =>
  cycle.length === 1
    ? `${cycle.join('')} waits for itself`
    : `deadlock: ${[...cycle, ...cycle.slice(0, 1)].join(' waits for ')}`

const unknownText = (unknown: ReadinessUnknown): string => {
  switch (unknown.code) {
    case 'TaintOwner':
      return `not known who takes off ${taintOf(unknown.taint)}; taken to go`
    case 'Reporter':
      return `not known who reports ${unknown.condition}, which rule ${unknown.rule} asks for; taken to come (--reporter CONDITION=DAEMONSET)`
    case 'Rule':
      return `whether rule ${unknown.rule} selects these nodes depends on labels that are not known; taken to`
    case 'Label':
      return `not known whether ${unknown.label} comes with a value that suits; taken to`
  }
}

const fixLines = (
  fixes: readonly ReadinessFix[],
  fewerMayDo: boolean,
  style: Style,
): readonly string[] =>
  fixes.length === 0
    ? []
    : [
        style.bold(
          `All of them start with ${counted(fixes.flatMap(({ tolerations }) => tolerations).length, 'toleration')} more${fewerMayDo ? '; fewer may do' : ''} (-o json has the patches)`,
        ),
        ...fixes.map(
          ({ daemonSet, tolerations }) =>
            `  ${daemonSet} tolerates ${tolerations.map((each) => taintText(taintParts(each))).join(', ')}`,
        ),
      ]

const overlapText = ({ rules: [one, other], taint, labels }: RuleOverlap): string => {
  const rules = `rules ${one} and ${other} hold the same taint ${taintOf(taint)}`
  if (labels === undefined)
    return `${rules}; whether on the same nodes would take too long to prove`
  const written = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return `${rules} on the same nodes, such as one with ${written.length === 0 ? 'no labels' : written.join(', ')}: each takes off what the other puts on`
}
