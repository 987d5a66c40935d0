import type { NodeFit } from '../../capacity/daemonSetFit.js'
import { grouped } from '../../data/grouped.js'
import type { StaticPod } from '../../cluster/staticPods.js'
import type { TemplateDecision, TemplateVerdict } from '../../pools/decideTemplate.js'
import type { Decision, Verdict } from '../../reason/verdict.js'
import { markdownItems, markdownTable, markdownText } from '../../report/formats/markdown.js'
import { nodeFitText, oneFitText } from '../../report/overview/fitText.js'
import { MOST_IN_CELL, namesText, type NamesLayout } from '../../report/overview/namesText.js'
import { causeText } from '../../report/text/causeText.js'
import { staticPodsHere } from '../../report/text/podEvictionText.js'
import { beingDeletedText } from '../../report/text/outcomeText.js'
import { helpLines, presentText } from '../../report/text/presenceText.js'
import { reasonSummary } from '../../report/text/reasonText.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { counted, someOf } from '../../report/text/table.js'
import {
  DECISION_TEXT,
  decisionText,
  templateDecisionText,
  unaskedText,
  verdictText,
} from '../../report/text/verdictText.js'
import type { Cascade } from '../../sync/plan.js'
import type { NodePresence } from '../../rollout/attribution/presentPods.js'

/** A node, and what is found of it. */
export interface Explained {
  readonly name: string
  readonly verdict: Verdict
}

/** A node pool, and what is found of it. */
export interface ExplainedPool extends TemplateVerdict {
  readonly name: string
  readonly whileStarting: TemplateDecision
  /** Whether its pod fits a node on which nothing else runs; absent where it should run on none. */
  readonly fit?: NodeFit
}

/** Everything that is reported of a DaemonSet. */
export interface Explanation {
  readonly title: string
  /** What becomes of its pods, where it is being deleted. */
  readonly beingDeleted: Cascade | undefined
  /** Which nodes it is for, in words. */
  readonly selects: string
  readonly kubernetes: string
  /** Whether one node was asked about. */
  readonly oneNode: boolean
  readonly explained: readonly Explained[]
  /** Whether its next pod fits, of the nodes where it should run. */
  readonly fits: readonly NodeFit[]
  /** What is there; undefined where that is not known. */
  readonly there: readonly NodePresence[] | undefined
  readonly byKubelets: readonly StaticPod[]
  readonly pools: readonly ExplainedPool[]
  /** Whether the template names a priority class. */
  readonly hasPriority: boolean
}

/** How it is laid out. */
export interface ExplainLayout extends NamesLayout {
  readonly style: Style
}

/** What there is to say of a DaemonSet and its nodes, or one of them. */
export const explainReport = (found: Explanation, layout: ExplainLayout): readonly string[] =>
  found.oneNode ? nodeReport(found, layout.style) : groupReport(found, layout)

const nodeReport = (
  { title, explained, fits, there, byKubelets, hasPriority, ...found }: Explanation,
  style: Style,
): readonly string[] =>
  explained.flatMap(({ name, verdict }) => {
    const [first = '', ...more] = verdictText(verdict, style)
    return [
      `${style.bold(`${title} on ${name}`)}: ${first}`,
      ...deletedLines(found, style),
      ...more,
      ...fits.map((fit) => `  ${oneFitText(fit, style)}`),
      ...(there === undefined
        ? []
        : presenceLines(
            there.find(({ node }) => node === name),
            verdict.decision,
            hasPriority,
            style,
          )),
      ...staticPodsHere(byKubelets, style),
    ]
  })

/** Nothing happens for a DaemonSet that is being deleted, whatever should be. */
const deletedLines = (
  { beingDeleted }: Pick<Explanation, 'beingDeleted'>,
  style: Style,
): readonly string[] =>
  beingDeleted === undefined ? [] : [`  ${style.warn('!')} ${beingDeletedText(beingDeleted)}`]

/** What is there on all nodes: how many pods are available, and why the others are not. */
const thereLines = (there: readonly NodePresence[], layout: ExplainLayout): readonly string[] => {
  const pods = there.flatMap(({ pods: here }) => here)
  const unavailable = there.flatMap(({ node, pods: here, missing }) => [
    ...(missing === undefined ? [] : [{ node, text: `no pod: ${causeText(missing)}` }]),
    ...here.flatMap((pod) => (pod.cause === undefined ? [] : [{ node, text: presentText(pod) }])),
  ])
  if (pods.length + unavailable.length === 0) return []
  const available = pods.filter(({ cause }) => cause === undefined).length
  return [
    `  ${counted(pods.length, 'pod')} there, ${available} available`,
    ...[...grouped(unavailable, ({ text }) => text)].flatMap(([text, members]) =>
      namesText(
        `    ${layout.style.bad('✗')} ${text}: `,
        members.map(({ node }) => node),
        layout,
      ),
    ),
  ]
}

/** What is on a node, beside what should be. */
const presenceLines = (
  presence: NodePresence | undefined,
  decision: Decision,
  hasPriority: boolean,
  style: Style,
): readonly string[] => {
  if (presence === undefined || presence.pods.length + (presence.missing ? 1 : 0) === 0) {
    return decision === 'run' ? [] : [style.dim('  · no pod is there')]
  }
  const { pods, missing } = presence
  return [
    ...(missing === undefined
      ? []
      : [`  ${style.warn('?')} no pod is there: ${causeText(missing)}`]),
    ...helpLines({ ...(missing && { cause: missing }) }, hasPriority).map(indented),
    ...pods.flatMap((pod) => [
      `  ${pod.cause === undefined ? style.good('✓') : style.bad('✗')} pod ${pod.pod} is there, and ${presentText(pod)}`,
      ...helpLines(pod, hasPriority).map(indented),
    ]),
  ]
}

const indented = (line: string): string => `      ${line}`

const DECISIONS: readonly Decision[] = ['run', 'stay', 'leave']

const groupReport = (
  { title, selects, explained, fits, there, pools, ...found }: Explanation,
  layout: ExplainLayout,
): readonly string[] => {
  const { style } = layout
  const lines = [style.bold(title), ...deletedLines(found, style), `  selects ${selects}`]
  if (explained.length + pools.length === 0) lines.push('  there are no nodes')
  for (const decision of DECISIONS) {
    const here = explained.filter(({ verdict }) => verdict.decision === decision)
    if (here.length === 0) continue
    lines.push(
      `  ${decisionText(decision, style)} on ${counted(here.length, 'node')} ${style.dim(`(${DECISION_TEXT[decision]})`)}`,
    )
    const groups = grouped(here, ({ verdict }) => verdict.reasons.map(reasonSummary).join('; '))
    for (const [why, members] of groups) {
      const names = members.map(({ name }) => name)
      for (const line of namesText(`    ${why === '' ? '' : `${why}: `}`, names, layout))
        lines.push(line)
    }
  }
  for (const line of nodeFitText(fits, style)) lines.push(`  ${line}`)
  for (const line of there === undefined ? [] : thereLines(there, layout)) lines.push(line)
  return [...lines, ...poolLines(pools, style)]
}

const poolLines = (pools: readonly ExplainedPool[], style: Style): readonly string[] =>
  pools.flatMap((pool) => {
    const why = [
      ...pool.reasons.map(reasonSummary),
      ...(pool.unasked === undefined ? [] : [unaskedText(pool.unasked)]),
    ].join('; ')
    const decision = templateDecisionText(pool.decision, style)
    return [
      `  node pool ${pool.name}: ${decision}${why === '' ? '' : `: ${why}`}`,
      ...(pool.fit === undefined ? [] : [`    ${oneFitText(pool.fit, style)}`]),
    ]
  })

/** The same in Markdown. */
export const explainMarkdown = (found: Explanation): readonly string[] => {
  const { title, selects, explained, fits, there, pools, oneNode } = found
  const rows = DECISIONS.flatMap((decision) => {
    const here = explained.filter(({ verdict }) => verdict.decision === decision)
    const groups = grouped(here, ({ verdict }) => verdict.reasons.map(reasonSummary).join('; '))
    return [...groups].map(([why, members]) =>
      [
        decision,
        why,
        String(members.length),
        someOf(
          members.map(({ name }) => name),
          MOST_IN_CELL,
        ),
      ].map(markdownText),
    )
  })
  const counts = DECISIONS.flatMap((decision) => {
    const count = explained.filter(({ verdict }) => verdict.decision === decision).length
    return count === 0 ? [] : [`${decision} on ${counted(count, 'node')}`]
  })
  const details = oneNode
    ? nodeReport(found, plainStyle).slice(1)
    : [
        ...deletedLines(found, plainStyle),
        `selects ${selects}`,
        ...nodeFitText(fits),
        ...thereLines(there ?? [], { style: plainStyle, details: false, width: Infinity }),
        ...poolLines(pools, plainStyle),
      ]
  return [
    `**${markdownText(`${title}: ${[counts.join(', ') || 'there are no nodes', ...thereCounts(there)].join('; ')}`)}**`,
    '',
    ...(rows.length === 0
      ? []
      : [...markdownTable([['Decision', 'Why', 'Nodes', 'Names'], ...rows]), '']),
    ...markdownItems(details),
  ]
}

/** How many pods are there and available. */
const thereCounts = (there: readonly NodePresence[] | undefined): readonly string[] => {
  if (there === undefined) return ['which pods are there is not known']
  const pods = there.flatMap(({ pods: here }) => here)
  const missing = there.filter((each) => each.missing !== undefined).length
  const available = pods.filter(({ cause }) => cause === undefined).length
  return [
    `${counted(pods.length, 'pod')} there, ${available} available`,
    ...(missing === 0 ? [] : [`${counted(missing, 'node')} without one`]),
  ]
}
