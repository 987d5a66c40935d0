import type { NodeSuggestion, SelectionChange, WayThere } from '../../suggest/suggestion.js'
import { taintParts } from '../../taint/taintParts.js'
import { requirementText, taintText } from './reasonText.js'
import { counted, someOf } from './table.js'

/**
 * One way to bring a DaemonSet to a node, in words: what changes, and where else it then runs.
 *
 * @since 0.1.0
 */
export const wayText = (
  { changes, tolerations, gained }: WayThere,
  node: string,
): readonly string[] => [
  ...changes.map(changeText),
  ...tolerations.map((toleration) => `it tolerates ${taintText(taintParts(toleration))}`),
  gainedText(gained.filter((name) => name !== node)),
]

/** Where a DaemonSet also runs after a change. */
export const gainedText = (others: readonly string[]): string =>
  others.length === 0
    ? 'It then runs on no other node besides.'
    : `It then also runs on ${counted(others.length, 'node')}: ${someOf(others)}.`

const changeText = (change: SelectionChange): string => {
  switch (change.code) {
    case 'NodeNameDropped':
      return `nodeName no longer names ${change.value}`
    case 'EntryDropped':
      return `nodeSelector no longer wants ${change.key}=${change.value}`
    case 'EntryWidened':
      return `nodeSelector leaves ${change.key} to the node affinity: ${requirementText({ ...change, operator: 'In' })}`
    case 'ValueAdded':
      return `node affinity takes ${change.key}=${change.value}, too`
    case 'ValueRemoved':
      return `node affinity no longer excludes ${change.key}=${change.value}`
    case 'BoundMoved': {
      const { key, operator, from, to } = change
      return `node affinity wants ${key} ${operator} ${to} instead of ${from}`
    }
    case 'RequirementDropped':
      return `node affinity no longer wants ${requirementText(change)}`
    case 'AffinityDropped':
      return 'the required node affinity goes'
    case 'NodeNamed':
      return `node affinity names ${change.node} in a term of its own`
  }
}

/**
 * The change of a node that brings a DaemonSet there, as kubectl commands, and who else comes and goes.
 *
 * @since 0.1.0
 */
export const nodeSuggestionText = ({
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
      : [`kubectl label --overwrite nodes ${node} ${changed.join(' ')}`]),
    ...(removed.length === 0 ? [] : [`kubectl taint nodes ${node} ${removed.join(' ')}`]),
    admits.length === 0 ? 'No other DaemonSet comes then.' : `Then come, too: ${someOf(admits)}.`,
    ...(loses.length === 0 ? [] : [`Then go: ${someOf(loses)}.`]),
  ]
}
