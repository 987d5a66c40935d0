import type { Reason, TermMismatch } from '../reason/reason.js'
import type { Decision } from '../reason/verdict.js'
import type { PairChange } from './pairChange.js'
import { podEffects, type PodEffects } from './podEffects.js'
import type { Standing } from './standing.js'

/** How a DaemonSet stands to a node, in one word; `absent` where one of the two is not there. @since 0.1.0 */
export type Placement = Decision | 'absent'

/**
 * Nodes that fare alike, for the same reason.
 *
 * @since 0.1.0
 */
export interface NodeGroup {
  readonly from: Placement
  readonly to: Placement
  /**
   * Why there is no pod: afterwards, or, of nodes that gain one, before. As found on the first node: the
   * others differ in nothing but what is the node's own.
   */
  readonly reasons: readonly Reason[]
  readonly count: number
  /** Names of the first few. */
  readonly examples: readonly string[]
  /** What becomes of pods; absent where pods were not given. */
  readonly pods?: PodCounts
}

/** How many pods are created, deleted, and left on nodes that would not start them. @since 0.1.0 */
export interface PodCounts {
  readonly created: number
  readonly deleted: number
  readonly misscheduled: number
}

const EXAMPLES = 3

/** Changes of one DaemonSet by what becomes of the nodes and why; where only reasons change they are left out. */
export const groupNodes = (changes: readonly PairChange[]): readonly NodeGroup[] => {
  const groups = new Map<string, PairChange[]>()
  for (const change of changes) {
    const from = placement(change.before)
    const to = placement(change.after)
    if (from === to && !hasEffects(podEffects(change))) continue
    const key = JSON.stringify([from, to, reasonsOf(change).map(reasonClass)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [change])
    else group.push(change)
  }
  return [...groups.values()].flatMap(groupOf)
}

const placement = (standing: Standing | undefined): Placement => standing?.decision ?? 'absent'

const hasEffects = (effects: PodEffects | undefined): boolean =>
  effects !== undefined &&
  effects.created + effects.deleted.length + effects.misscheduled.length > 0

const reasonsOf = ({ before, after }: PairChange): readonly Reason[] =>
  (after?.decision === 'run' ? before?.reasons : after?.reasons) ?? []

const groupOf = (changes: readonly PairChange[]): readonly NodeGroup[] => {
  const [first] = changes
  if (first === undefined) return []
  const effects = changes.flatMap((change) => podEffects(change) ?? [])
  const total = (count: (effect: PodEffects) => number): number =>
    effects.reduce((sum, effect) => sum + count(effect), 0)
  return [
    {
      from: placement(first.before),
      to: placement(first.after),
      reasons: reasonsOf(first),
      count: changes.length,
      examples: changes.slice(0, EXAMPLES).map(({ node }) => node),
      ...(effects.length > 0 && {
        pods: {
          created: total(({ created }) => created),
          deleted: total(({ deleted }) => deleted.length),
          misscheduled: total(({ misscheduled }) => misscheduled.length),
        },
      }),
    },
  ]
}

/** What of a reason is the policy's and not the single node's. */
const reasonClass = (reason: Reason): unknown => {
  switch (reason.code) {
    case 'NodeNameMismatch':
      return [reason.code, reason.expected]
    case 'NodeSelectorMismatch':
      return [reason.code, reason.key, reason.expected]
    case 'NodeAffinityMismatch':
      return [reason.code, reason.terms.map(termClass)]
    case 'NodeUnschedulable':
      return [reason.code]
    case 'UntoleratedTaint':
      return [reason.code, reason.taint]
  }
}

const termClass = (term: TermMismatch): unknown =>
  term.code === 'RequirementsUnmet'
    ? [term.path, term.requirements.map(({ path: at }) => at)]
    : term
