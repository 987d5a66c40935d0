import { appended, NOTHING } from '../../data/appended.js'
import { own } from '../../data/own.js'
import { sameJson } from '../../data/sameJson.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { decide } from '../../placement/decide.js'
import { explain } from '../../placement/explain.js'
import { bearsOn } from '../../placement/nearMiss.js'
import { placementKey } from '../../placement/placementKey.js'
import type { Policy } from '../../placement/policy.js'
import { labelQuestions } from '../../placement/questions.js'
import type { Decision } from '../../reason/verdict.js'
import type { Taint } from '../../kube/taint.js'
import { sameTaint } from '../../taint/taintParts.js'
import { keepsAway } from '../../taint/untolerated.js'

/**
 * A pair of DaemonSet and node whose decision has changed. `before` is absent for a pair that is new, `after`
 * for one that is gone.
 *
 * @since 0.1.0
 */
export interface DecisionChange {
  /** By namespace and name. */
  readonly daemonSet: string
  readonly node: string
  readonly before?: Decision
  readonly after?: Decision
}

/** What an edit of the table has changed. */
export interface TableChanges {
  readonly decisions: readonly DecisionChange[]
  /** Pairs with another decision or other reasons; only where reasons are watched. */
  readonly reasons: readonly DecisionChange[]
}

/** What is put in, by key; undefined what goes. */
export type Edits<A> = ReadonlyMap<string, A | undefined>

/** The decision about every pair of a DaemonSet and a node. */
export interface DecisionTable {
  readonly edit: (nodes: Edits<Node>, daemonSets: Edits<DaemonSet>) => TableChanges
  readonly policy: (daemonSet: string) => Policy | undefined
  /** The decisions about some nodes that are there; undefined where the DaemonSet is not. */
  readonly decisionsOf: (
    daemonSet: string,
    nodes: Iterable<string>,
  ) => ReadonlyMap<string, Decision> | undefined
  /** What is decided about a node that is there, or was. */
  readonly decideOn: (node: Node) => (daemonSet: string) => Decision
}

/** Policies that decide the same, under all their names; `column` is where each node keeps what they say. */
interface Shared {
  readonly key: string
  readonly policy: Policy
  /** The keys of the labels that it asks for. */
  readonly asks: ReadonlySet<string>
  readonly column: number
  readonly names: Set<string>
}

/** The policy of a DaemonSet. */
interface Held {
  readonly policy: Policy
  readonly shared: Shared
}

/** What is said of a node, by column. */
interface Row {
  readonly node: Node
  readonly decisions: (Decision | undefined)[]
  /** Whether a policy selects the node, be its taints as they may; only where it was asked. */
  readonly selected: (boolean | undefined)[]
}

/**
 * A table of decisions.
 *
 * - **Rules**
 *   1. Policies that decide the same are asked once.
 *   2. A node whose labels, and whose taints to their order, are as they were is asked nothing. Of one whose labels have
 *      changed whoever asks for one of them is asked; of one whose taints have, whoever selects it.
 *   3. Reasons are compared where a node or a policy has changed and the decision has not; where it is to run a pod there
 *      are none. Of a node whose taints have changed it is asked whether one of those that came, went or moved is not
 *      tolerated; where labels have changed that bear on what the policy asks for, everything that is said is compared.
 *
 * - **Cost** of a node O(different policies), of a DaemonSet O(nodes)
 */
export const decisionTable = (semantics: Semantics, watchesReasons: boolean): DecisionTable => {
  const byName = new Map<string, Held>()
  const byKey = new Map<string, Shared>()
  const rows = new Map<string, Row>()
  const free: number[] = []

  const sharedBy = (policy: Policy): Shared => {
    const key = placementKey(policy)
    const known = byKey.get(key)
    if (known !== undefined) return known
    const shared = {
      key,
      policy,
      asks: new Set(labelQuestions(policy).map((question) => question.key)),
      column: free.pop() ?? byKey.size,
      names: new Set<string>(),
    }
    byKey.set(key, shared)
    for (const { node, decisions } of rows.values()) decisions[shared.column] = decide(policy, node)
    return shared
  }

  const holding = (name: string, daemonSet: DaemonSet): Held => {
    const policy = compileDaemonSet(daemonSet, semantics)
    const shared = sharedBy(policy)
    shared.names.add(name)
    return { policy, shared }
  }

  const letGo = (name: string, { shared }: Held): void => {
    if (byName.get(name)?.shared === shared) return
    shared.names.delete(name)
    if (shared.names.size > 0) return
    byKey.delete(shared.key)
    free.push(shared.column)
    for (const { decisions, selected } of rows.values()) {
      decisions[shared.column] = undefined
      selected[shared.column] = undefined
    }
  }

  const rowOf = (node: Node, before: Row | undefined, changed: ChangedNode | undefined): Row => {
    if (before === undefined || changed === undefined) {
      const decisions: Decision[] = []
      for (const { policy, column } of byKey.values()) decisions[column] = decide(policy, node)
      return { node, decisions, selected: [] }
    }
    // Rule 2
    const { labels, taints } = changed
    const isSame = labels.length === 0 && taints.length === 0
    const row: Row = {
      node,
      decisions: isSame ? before.decisions : [...before.decisions],
      selected: labels.length === 0 ? before.selected : [...before.selected],
    }
    if (isSame) return row
    for (const shared of byKey.values()) {
      const { policy, asks, column } = shared
      const isAsked = labels.some((label) => asks.has(label))
      if (isAsked) row.selected[column] = undefined
      if (isAsked || (taints.length > 0 && isSelected(row, shared))) {
        row.decisions[column] = decide(policy, node)
      }
    }
    return row
  }

  /** What labels bear on, as far as it was asked since DaemonSets came or went. */
  const borneOn = new Map<string, ReadonlySet<Shared>>()

  const borneOnBy = (label: string): ReadonlySet<Shared> => {
    const known = borneOn.get(label)
    if (known !== undefined) return known
    if (borneOn.size === LABELS_REMEMBERED) borneOn.clear()
    const found = new Set<Shared>()
    for (const shared of byKey.values()) {
      if ([...shared.asks].some((asked) => bearsOn(label, asked))) found.add(shared)
    }
    borneOn.set(label, found)
    return found
  }

  /** Rule 3. */
  const otherReasons = (
    [held, { node }]: readonly [Held, Row],
    [heldNow, { node: nodeNow }]: readonly [Held, Row],
    changed: ChangedNode | undefined,
  ): boolean => {
    if (changed !== undefined) {
      const { tolerations } = held.policy
      if (changed.taints.some((taint) => keepsAway(tolerations, taint, semantics))) return true
      if (!changed.labels.some((label) => borneOnBy(label).has(held.shared))) return false
    }
    const [before, after] = [explain(held.policy, node), explain(heldNow.policy, nodeNow)]
    return !sameJson(before.reasons, after.reasons)
  }

  const edit = (nodes: Edits<Node>, daemonSets: Edits<DaemonSet>): TableChanges => {
    const decisions: DecisionChange[] = []
    const reasons: DecisionChange[] = []
    const compare = (
      daemonSet: string,
      node: string,
      [held, row]: Pair,
      [heldNow, rowNow]: Pair,
      compared?: ChangedNode,
    ): void => {
      const before = held && row?.decisions[held.shared.column]
      const after = heldNow && rowNow?.decisions[heldNow.shared.column]
      if (before !== after) {
        const change = decisionChange(daemonSet, node, before, after)
        decisions.push(change)
        if (watchesReasons) reasons.push(change)
      } else if (watchesReasons && held && heldNow && row && rowNow && before !== 'run') {
        if (otherReasons([held, row], [heldNow, rowNow], compared)) {
          reasons.push(decisionChange(daemonSet, node, before, after))
        }
      }
    }

    const heldBefore = new Map<string, Held | undefined>()
    if (daemonSets.size > 0) borneOn.clear()
    for (const [key, daemonSet] of daemonSets) {
      heldBefore.set(key, byName.get(key))
      if (daemonSet === undefined) byName.delete(key)
      else byName.set(key, holding(key, daemonSet))
    }
    const asked = new Set<string>()
    for (const [name, node] of nodes) {
      const before = rows.get(name)
      const compared = before && node && changedIn(before.node, node)
      const after = node && rowOf(node, before, compared)
      if (after === undefined) rows.delete(name)
      else rows.set(name, after)
      if (before?.decisions === after?.decisions) continue
      asked.add(name)
      for (const [key, held] of byName) {
        if (heldBefore.size > 0 && heldBefore.has(key)) continue
        compare(key, name, [held, before], [held, after], compared)
      }
      for (const [key, held] of heldBefore) {
        compare(key, name, [held, before], [byName.get(key), after])
      }
    }
    for (const [key, held] of heldBefore) {
      const heldNow = byName.get(key)
      const isSame = held && heldNow && samePolicy(held.policy, heldNow.policy)
      for (const [name, row] of isSame === true ? [] : rows) {
        if (!asked.has(name)) compare(key, name, [held, row], [heldNow, row])
      }
      if (held !== undefined) letGo(key, held)
    }
    return { decisions, reasons }
  }

  const decisionsOf: DecisionTable['decisionsOf'] = (daemonSet, nodes) => {
    const held = byName.get(daemonSet)
    if (held === undefined) return undefined
    const decisions = new Map<string, Decision>()
    for (const node of nodes) {
      decisions.set(node, rows.get(node)?.decisions[held.shared.column] as Decision)
    }
    return decisions
  }

  return {
    edit,
    policy: (daemonSet) => byName.get(daemonSet)?.policy,
    decisionsOf,
    decideOn: (node) => {
      const row = rows.get(nameOf(node))
      const known = row?.node === node ? row.decisions : undefined
      return (daemonSet) => {
        const { policy, shared } = byName.get(daemonSet) as Held
        return known?.[shared.column] ?? decide(policy, node)
      }
    },
  }
}

type Pair = readonly [Held | undefined, Row | undefined]

/** So many labels are remembered for what they bear on. */
const LABELS_REMEMBERED = 1_000

const isSelected = ({ node, decisions, selected }: Row, { policy, column }: Shared): boolean =>
  decisions[column] !== 'leave' ||
  (selected[column] ??= decide(policy, { metadata: node.metadata }) === 'run')

/** What is different between a node and what it was. */
interface ChangedNode {
  /** The keys of labels that have come, gone, or have another value. */
  readonly labels: readonly string[]
  /** The taints that are not where they were, and those that are not where they are. */
  readonly taints: readonly Taint[]
}

const changedIn = (before: Node, after: Node): ChangedNode => ({
  labels: changedLabels(before.metadata?.labels ?? {}, after.metadata?.labels ?? {}),
  taints: changedTaints(before.spec?.taints ?? NOTHING, after.spec?.taints ?? NOTHING),
})

type Labels = Readonly<Record<string, string>>

const changedLabels = (was: Labels, is: Labels): readonly string[] => {
  let changed: readonly string[] = NOTHING
  if (was === is) return changed
  for (const key in was) {
    if (Object.hasOwn(was, key) && was[key] !== own(is, key)) changed = appended(changed, key)
  }
  for (const key in is) {
    if (Object.hasOwn(is, key) && !Object.hasOwn(was, key)) changed = appended(changed, key)
  }
  return changed
}

const changedTaints = (was: readonly Taint[], is: readonly Taint[]): readonly Taint[] => {
  let changed: readonly Taint[] = NOTHING
  for (let i = 0; i < was.length || i < is.length; i++) {
    const [before, after] = [was[i], is[i]]
    if (before !== undefined && after !== undefined && sameParts(before, after)) continue
    if (before !== undefined) changed = appended(changed, before)
    if (after !== undefined) changed = appended(changed, after)
  }
  return changed
}

const sameParts = (a: Taint, b: Taint): boolean =>
  sameTaint(a, b) && (a.value ?? '') === (b.value ?? '')

/** Whether two policies say the same of every node, to the paths in their reasons. */
const samePolicy = (a: Policy, b: Policy): boolean =>
  a === b || (placementKey(a) === placementKey(b) && policyText(a) === policyText(b))

const policyText = ({ nodeName, selectedLabels, affinity, tolerations }: Policy): string =>
  JSON.stringify([nodeName, selectedLabels, affinity, tolerations], (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )

const decisionChange = (
  daemonSet: string,
  node: string,
  before: Decision | undefined,
  after: Decision | undefined,
): DecisionChange => {
  if (before === undefined) {
    return after === undefined ? { daemonSet, node } : { daemonSet, node, after }
  }
  return after === undefined ? { daemonSet, node, before } : { daemonSet, node, before, after }
}
