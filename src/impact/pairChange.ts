import { compareText } from '../data/compareText.js'
import { equalJson } from '../data/equalJson.js'
import type { NodePlacement } from './nodePlacement.js'

/**
 * A DaemonSet and a node between which something is different afterwards. A side is absent where the
 * DaemonSet or the node is.
 *
 * @since 0.1.0
 */
export interface PairChange {
  readonly daemonSet: string
  readonly node: string
  readonly before?: NodePlacement
  readonly after?: NodePlacement
}

/** The change between two placements, if there is one. */
export const pairChange = (
  daemonSet: string,
  node: string,
  before: NodePlacement | undefined,
  after: NodePlacement | undefined,
): PairChange | undefined =>
  equalJson(before, after)
    ? undefined
    : {
        daemonSet,
        node,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      }

/**
 * Two changes in a row as one.
 *
 * - **Laws** composeChanges(diff(a, b).changes, diff(b, c).changes) ≡ diff(a, c).changes
 *
 * @example
 * import { composeChanges } from 'podfit/impact'
 *
 * const run = { decision: 'run', reasons: [] }
 * const pair = { daemonSet: 'a/agent', node: 'n1' }
 * composeChanges([{ ...pair, after: run }], [{ ...pair, before: run }]) // => []
 *
 * @since 0.1.0
 */
export const composeChanges = (
  first: readonly PairChange[],
  second: readonly PairChange[],
): readonly PairChange[] => {
  const changes = new Map(first.map((change) => [keyOf(change), change]))
  for (const change of second) {
    const { daemonSet, node, before, after } = change
    const earlier = changes.get(keyOf(change))
    const both = pairChange(daemonSet, node, earlier === undefined ? before : earlier.before, after)
    if (both === undefined) changes.delete(keyOf(change))
    else changes.set(keyOf(change), both)
  }
  return [...changes.values()].sort(
    (a, b) => compareText(a.daemonSet, b.daemonSet) || compareText(a.node, b.node),
  )
}

const keyOf = ({ daemonSet, node }: PairChange): string => JSON.stringify([daemonSet, node])
