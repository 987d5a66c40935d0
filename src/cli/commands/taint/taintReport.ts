import type { PodEviction } from '../../../cluster/evictedPods.js'
import { grouped } from '../../../data/grouped.js'
import type { EditedTaints } from '../../../kubectl/editTaints.js'
import type { Verdict } from '../../../reason/verdict.js'
import { markdownUnder } from '../../../report/formats/markdown.js'
import { evictionLines } from '../../../report/text/podEvictionText.js'
import { reasonSummary, taintText } from '../../../report/text/reasonText.js'
import { plainStyle, type Style } from '../../../report/text/style.js'
import { counted, firstOf, someOf } from '../../../report/text/table.js'
import { decisionText } from '../../../report/text/verdictText.js'
import { dryRunText, kubectlDone } from '../../../report/upstream/kubectlText.js'
import { taintParts } from '../../../taint/taintParts.js'
import { evictionItems } from '../markdownReport.js'

/** What tainting one node means for one DaemonSet. */
export interface Consequence {
  readonly daemonSet: string
  readonly before: Verdict
  readonly after: Verdict
  /** Whether the change triggers a sync of the DaemonSet; null where that depends on pods that were not given. */
  readonly causesSync: boolean | null
}

export interface TaintedNode extends EditedTaints {
  readonly node: string
  /** For every DaemonSet. */
  // Made anew whenever it is read: those of all nodes are many.
  readonly consequences: readonly Consequence[]
  /** Those where the decision is another one. */
  readonly changed: () => readonly Consequence[]
}

/** More nodes, or DaemonSets of a node, than that are told together where they are the same. */
export const MOST_TOLD = 5

/** What is told of some nodes. */
interface Told {
  /** What kubectl would say of the first of them. */
  readonly title: string
  readonly lines: readonly string[]
}

/** What is told of all nodes, and of how many more nothing is told. */
const toldOf = (
  nodes: readonly TaintedNode[],
  style: Style,
  details: boolean,
): { readonly told: readonly Told[]; readonly left: number } => {
  const each = nodes.map((tainted) => ({
    tainted,
    lines: taintedLines(tainted, style, details),
  }))
  const alike =
    details || nodes.length <= MOST_TOLD
      ? each.map((one) => [one] as const)
      : [
          ...grouped(each, ({ tainted, lines }) =>
            JSON.stringify([tainted.operation, lines]),
          ).values(),
        ]
  const [told, rest] = details ? [alike, []] : firstOf(alike, MOST_TOLD)
  return {
    told: told.map(([{ tainted, lines }, ...others]) => ({
      title: dryRunText(kubectlDone('node', tainted.node, tainted.operation)),
      lines: [
        ...(others.length === 0
          ? []
          : [
              `and ${counted(others.length, 'node')} more alike: ${someOf(others.map((other) => other.tainted.node))}`,
            ]),
        ...lines,
      ],
    })),
    left: rest.reduce((sum, same) => sum + same.length, 0),
  }
}

const leftText = (left: number): readonly string[] =>
  left === 0 ? [] : [`and ${left} nodes more, with other consequences (--details tells of each)`]

/** What tainting nodes does, for people. */
export const taintReport = (
  nodes: readonly TaintedNode[],
  evicted: readonly PodEviction[],
  style: Style,
  details: boolean,
): readonly string[] => {
  const { told, left } = toldOf(nodes, style, details)
  return [
    ...told.flatMap(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)]),
    ...leftText(left),
    ...evictionLines(evicted, style, details),
  ]
}

/** The same in Markdown. */
export const taintMarkdown = (
  nodes: readonly TaintedNode[],
  evicted: readonly PodEviction[],
  details: boolean,
): readonly string[] => {
  const { told, left } = toldOf(nodes, plainStyle, details)
  return [
    ...told.flatMap(({ title, lines }) => markdownUnder(title, lines)),
    ...leftText(left).map((text) => `- ${text}`),
    ...evictionItems(evicted, details),
  ]
}

const taintedLines = (
  { taints, changed: changedHere }: TaintedNode,
  style: Style,
  details: boolean,
): readonly string[] => {
  const left = taints.map((taint) => taintText(taintParts(taint)))
  const changed = changedHere()
  const alike =
    details || changed.length <= MOST_TOLD
      ? changed.map((one) => [one] as const)
      : [...grouped(changed, (one) => consequenceText(one, style)).values()]
  return [
    `taints: ${left.length === 0 ? 'none' : left.join(', ')}`,
    ...(changed.length === 0 ? ['no DaemonSet is affected'] : []),
    ...alike.map((same) => {
      const names = someOf(same.map(({ daemonSet }) => daemonSet))
      const which = same.length === 1 ? names : `${counted(same.length, 'DaemonSet')} (${names})`
      return `${which}: ${consequenceText(same[0], style)}`
    }),
  ]
}

const consequenceText = (
  { before, after, causesSync: looks }: Consequence,
  style: Style,
): string => {
  const why = after.reasons.map(reasonSummary).join('; ')
  const noticed = looks === false ? style.dim(' (no event triggers a sync)') : ''
  return `${decisionText(before.decision, style)} → ${decisionText(after.decision, style)}${why === '' ? '' : `: ${why}`}${noticed}`
}
