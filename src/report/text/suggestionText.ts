import { taintParts } from '../../taint/taintParts.js'
import { grouped } from '../../data/grouped.js'
import type { Fix, NodeSuggestion, SelectionChange, UnaskedNode } from '../../suggest/suggestion.js'
import { requirementText, taintText } from './reasonText.js'
import { counted, someOf, WIDEST, wrapText } from './table.js'
import { terminalLines } from './terminalText.js'

/**
 * One way to bring a DaemonSet to a node, in words: what changes, and where else it then runs.
 *
 * @example
 * import { fixText } from 'podfit/report'
 * import { suggestFixes } from 'podfit/suggest'
 *
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: {} } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
 * const [fix] = suggestFixes(daemonSet, node, [node])
 * fix === undefined ? [] : fixText(fix, 'n1') // => ['it tolerates gpu:NoSchedule', 'It would then run on no other node.']
 *
 * @since 0.1.0
 */
export const fixText = (fix: Fix, node: string): readonly string[] =>
  terminalLines(fixLines(fix, node))

const fixLines = (
  { changes, tolerations, gained, unasked = [] }: Fix,
  node: string,
): readonly string[] => [
  ...changes.map(changeText),
  ...tolerations.map((toleration) => `it tolerates ${taintText(taintParts(toleration))}`),
  gainedText(gained.filter((name) => name !== node)),
  ...unaskedLines(unasked),
]

/** Nodes that it gains without asking what machines they are. */
export const unaskedLines = (unasked: readonly UnaskedNode[]): readonly string[] =>
  [...grouped(unasked, ({ key, value }) => `${key}=${value}`)].map(
    ([machine, same]) =>
      `It does not ask for ${machine}, which ${someOf(same.map(({ node }) => node))} ${same.length === 1 ? 'has' : 'have'}: its images may not start there.`,
  )

/** Where a DaemonSet also runs after a change. */
export const gainedText = (others: readonly string[]): string =>
  others.length === 0
    ? 'It would then run on no other node.'
    : `It would then also run on ${counted(others.length, 'node')}: ${someOf(others)}.`

const changeText = (change: SelectionChange): string => {
  switch (change.code) {
    case 'NodeNameDropped':
      return `nodeName no longer names ${change.value}`
    case 'EntryDropped':
      return `nodeSelector no longer requires ${change.key}=${change.value}`
    case 'EntryWidened':
      return `nodeSelector leaves ${change.key} to the node affinity: ${requirementText({ ...change, operator: 'In' })}`
    case 'ValueAdded':
      return `node affinity also allows ${change.key}=${change.value}`
    case 'ValueRemoved':
      return `node affinity no longer excludes ${change.key}=${change.value}`
    case 'BoundMoved': {
      const { key, operator, from, to } = change
      return `node affinity requires ${key} ${operator} ${to} instead of ${from}`
    }
    case 'RequirementDropped':
      return `node affinity no longer requires ${requirementText(change)}`
    case 'AffinityDropped':
      return 'the required node affinity is removed'
    case 'NodeNamed':
      return `node affinity names ${change.node} in a term of its own`
  }
}

/**
 * The change of a node that brings a DaemonSet there, as kubectl commands, and which other DaemonSets come and go.
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { nodeSuggestionText } from 'podfit/report'
 * import { suggestNodeChange } from 'podfit/suggest'
 *
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }
 * const node = { metadata: { name: 'n1' } }
 * nodeSuggestionText(orThrow(suggestNodeChange(daemonSet, node, { daemonSets: [daemonSet] }))) // => ['kubectl label --overwrite nodes n1 disk=ssd', 'No other DaemonSet would then run there.']
 *
 * @since 0.1.0
 */
export const nodeSuggestionText = (suggestion: NodeSuggestion): readonly string[] =>
  terminalLines(nodeSuggestionLines(suggestion))

const nodeSuggestionLines = ({
  node,
  labels,
  taints,
  admits,
  loses,
}: NodeSuggestion): readonly string[] => {
  const changed = Object.entries(labels).map(([key, value]) =>
    value === null ? `${key}-` : `${key}=${value}`,
  )
  const removed = taints.map((taint) => `${taintText({ ...taint, value: '' })}-`)
  return [
    ...(changed.length === 0
      ? []
      : commandLines(`kubectl label --overwrite nodes ${node} ${changed.join(' ')}`)),
    ...(removed.length === 0
      ? []
      : commandLines(`kubectl taint nodes ${node} ${removed.join(' ')}`)),
    admits.length === 0
      ? 'No other DaemonSet would then run there.'
      : `These would then also run there: ${someOf(admits)}.`,
    ...(loses.length === 0 ? [] : [`These would no longer run there: ${someOf(loses)}.`]),
  ]
}

/** A command that a shell takes as it stands, however long it is: no line of it gets so long that it is cut. */
const commandLines = (command: string): readonly string[] => {
  const lines = wrapText(command, WIDEST - 10, '    ')
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line))
}
