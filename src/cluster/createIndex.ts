import type { Node } from '../kube/node.js'
import type { OfKind } from '../kube/kind.js'
import { decide } from '../placement/decide.js'
import { placementKey } from '../placement/placementKey.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'
import { nameOf } from '../kube/objectFacts.js'

/**
 * A pair of policy and node whose decision has changed. `before` is absent for a pair that is new, `after`
 * for one that is gone.
 *
 * @since 0.1.0
 */
export interface DecisionChange {
  readonly policy: string
  readonly node: string
  readonly before?: Decision
  readonly after?: Decision
}

/**
 * What a controller knows of its policies and nodes, kept up to date. Every edit answers with exactly the
 * pairs whose decision it has changed.
 *
 * @since 0.1.0
 */
export interface DecisionIndex {
  /** Puts a node in, in place of the one of that name. */
  readonly setNode: <const K extends string>(
    node: Node & OfKind<K, 'Node'>,
  ) => readonly DecisionChange[]
  readonly removeNode: (name: string) => readonly DecisionChange[]
  /** Puts a policy in, under a name of the caller's, in place of the one of that name. */
  readonly setPolicy: (name: string, policy: Policy) => readonly DecisionChange[]
  readonly removePolicy: (name: string) => readonly DecisionChange[]
  /** The decision about a pair; undefined where the policy or the node is not there. */
  readonly decision: (policy: string, node: string) => Decision | undefined
}

/** Policies that say the same, under all their names; `column` is where each node keeps their decision. */
interface Shared {
  readonly policy: Policy
  readonly column: number
  readonly names: Set<string>
}

interface Row {
  readonly node: Node
  readonly decisions: (Decision | undefined)[]
}

/**
 * An index of decisions for a controller, to be told of every event. It is the one thing here that
 * changes: the answers are values.
 *
 * - **Laws** any edits end in the decisions that an index built from scratch has; what an edit answers is the
 *   difference between the two states; for a pair that is there, the decision is that of `decide`
 * - **Errors** Never throws. Taking out what is not there changes nothing.
 * - **Cost** `setNode`: O(different policies); `setPolicy`: O(nodes) for a policy that is new, otherwise O(1)
 *   and the changes; 100 policies and a node are some microseconds
 *
 * @example
 * import { createIndex, daemonSetPolicy, orThrow } from 'podfit'
 *
 * const agent = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const index = createIndex([['kube-system/agent', agent]])
 * index.setNode({ metadata: { name: 'n1' } }) // => [{ policy: 'kube-system/agent', node: 'n1', after: 'run' }]
 * const taints = [{ key: 'maintenance', effect: 'NoExecute' }]
 * index.setNode({ metadata: { name: 'n1' }, spec: { taints } }) // => [{ policy: 'kube-system/agent', node: 'n1', before: 'run', after: 'leave' }]
 *
 * @since 0.1.0
 */
export const createIndex = (
  policies: Iterable<readonly [name: string, policy: Policy]> = [],
): DecisionIndex => {
  const byName = new Map<string, Shared>()
  const byKey = new Map<string, Shared>()
  const rows = new Map<string, Row>()
  const free: number[] = []

  const setNode = (node: Node): readonly DecisionChange[] => {
    const name = nameOf(node)
    const decisions = rows.get(name)?.decisions ?? []
    rows.set(name, { node, decisions })
    const changes: DecisionChange[] = []
    for (const { policy, column, names } of byKey.values()) {
      const before = decisions[column]
      const after = decide(policy, node)
      if (before === after) continue
      decisions[column] = after
      for (const policyName of names) changes.push(change(policyName, name, before, after))
    }
    return changes
  }

  const removeNode = (name: string): readonly DecisionChange[] => {
    const row = rows.get(name)
    rows.delete(name)
    if (row === undefined) return []
    return [...byName].map(([policy, { column }]) => change(policy, name, row.decisions[column]))
  }

  const share = (policy: Policy): Shared => {
    const key = placementKey(policy)
    const known = byKey.get(key)
    if (known !== undefined) return known
    const shared = { policy, column: free.pop() ?? byKey.size, names: new Set<string>() }
    byKey.set(key, shared)
    for (const { node, decisions } of rows.values()) {
      decisions[shared.column] = decide(policy, node)
    }
    return shared
  }

  const leave = ({ policy, column, names }: Shared, name: string): void => {
    names.delete(name)
    if (names.size > 0) return
    byKey.delete(placementKey(policy))
    free.push(column)
    for (const { decisions } of rows.values()) decisions[column] = undefined
  }

  /** Gives a name another policy, or none. */
  const rename = (name: string, next: Shared | undefined): readonly DecisionChange[] => {
    const last = byName.get(name)
    if (last === next) return []
    const changes: DecisionChange[] = []
    for (const [node, { decisions }] of rows) {
      const before = last && decisions[last.column]
      const after = next && decisions[next.column]
      if (before !== after) changes.push(change(name, node, before, after))
    }
    if (next === undefined) byName.delete(name)
    else byName.set(name, next)
    next?.names.add(name)
    if (last !== undefined) leave(last, name)
    return changes
  }

  const setPolicy = (name: string, policy: Policy): readonly DecisionChange[] =>
    rename(name, share(policy))

  for (const [name, policy] of policies) setPolicy(name, policy)
  return {
    setNode,
    removeNode,
    setPolicy,
    removePolicy: (name) => rename(name, undefined),
    decision: (policy, node) => {
      const shared = byName.get(policy)
      return shared && rows.get(node)?.decisions[shared.column]
    },
  }
}

const change = (
  policy: string,
  node: string,
  before: Decision | undefined,
  after?: Decision,
): DecisionChange => ({
  policy,
  node,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
})
