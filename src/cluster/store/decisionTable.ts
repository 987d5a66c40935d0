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
import { walk, type Listener } from '../../placement/walk.js'
import type { Decision } from '../../reason/verdict.js'
import type { Taint } from '../../kube/taint.js'
import { sameTaint } from '../../taint/taintParts.js'
import { sameLabels } from '../sameNode.js'

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
  readonly decision: (daemonSet: string, node: string) => Decision | undefined
  /** What is decided about a node that is there, or was. */
  readonly decideOn: (node: Node) => (daemonSet: string) => Decision
}

/** Policies that decide the same, under all their names; `column` is where each node keeps their decision. */
interface Shared {
  readonly key: string
  readonly policy: Policy
  readonly column: number
  readonly names: Set<string>
}

/** The policy of a DaemonSet. */
interface Held {
  readonly policy: Policy
  /** The same without anything but tolerations, which is what reads taints. */
  readonly ofTaints: Policy
  /** The keys of the labels that it asks for. */
  readonly asks: readonly string[]
  readonly shared: Shared
}

interface Row {
  readonly node: Node
  readonly decisions: (Decision | undefined)[]
}

/**
 * A table of decisions.
 *
 * - **Rules**
 *   1. Policies that decide the same are asked once.
 *   2. A node whose labels, and whose taints to their order, are as they were is asked nothing.
 *   3. Reasons are compared where a node or a policy has changed and the decision has not; where it is to run a pod there
 *      are none. Of a node whose taints have changed it is compared which are not tolerated; where labels have changed
 *      that bear on what the policy asks for, everything that is said.
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
    const shared = { key, policy, column: free.pop() ?? byKey.size, names: new Set<string>() }
    byKey.set(key, shared)
    for (const { node, decisions } of rows.values()) {
      decisions[shared.column] = decide(policy, node)
    }
    return shared
  }

  const holding = (name: string, daemonSet: DaemonSet): Held => {
    const policy = compileDaemonSet(daemonSet, semantics)
    const shared = sharedBy(policy)
    shared.names.add(name)
    const ofTaints = { ...policy, nodeName: '', selectedLabels: [], affinity: undefined }
    const asks = [...new Set(labelQuestions(policy).map(({ key }) => key))]
    return { policy, ofTaints, asks, shared }
  }

  const letGo = (name: string, { shared }: Held): void => {
    if (byName.get(name)?.shared === shared) return
    shared.names.delete(name)
    if (shared.names.size > 0) return
    byKey.delete(shared.key)
    free.push(shared.column)
    for (const { decisions } of rows.values()) decisions[shared.column] = undefined
  }

  const rowOf = (node: Node, before: Row | undefined): Row => {
    // Rule 2
    if (before !== undefined && samePlacement(before.node, node)) {
      return { node, decisions: before.decisions }
    }
    const decisions = before === undefined ? [] : [...before.decisions]
    for (const { policy, column } of byKey.values()) decisions[column] = decide(policy, node)
    return { node, decisions }
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
    for (const [key, daemonSet] of daemonSets) {
      heldBefore.set(key, byName.get(key))
      if (daemonSet === undefined) byName.delete(key)
      else byName.set(key, holding(key, daemonSet))
    }
    const asked = new Set<string>()
    for (const [name, node] of nodes) {
      const before = rows.get(name)
      const after = node && rowOf(node, before)
      if (after === undefined) rows.delete(name)
      else rows.set(name, after)
      if (before?.decisions === after?.decisions) continue
      asked.add(name)
      const compared = before && after && changedIn(before.node, after.node)
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

  const decision = (daemonSet: string, node: string): Decision | undefined => {
    const held = byName.get(daemonSet)
    return held && rows.get(node)?.decisions[held.shared.column]
  }

  return {
    edit,
    policy: (daemonSet) => byName.get(daemonSet)?.policy,
    decision,
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

/** What is different between a node and what it was. */
interface ChangedNode {
  /** The keys of labels that have come, gone, or have another value. */
  readonly labels: readonly string[]
  readonly taints: boolean
}

const changedIn = (before: Node, after: Node): ChangedNode => {
  const [was, is] = [before, after].map(({ metadata }) => metadata?.labels ?? {})
  const keys = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])
  return {
    labels: [...keys].filter((key) => own(was, key) !== own(is, key)),
    taints: !sameTaints(before, after),
  }
}

const samePlacement = (before: Node, after: Node): boolean =>
  sameLabels(before, after) && sameTaints(before, after)

const sameTaints = (before: Node, after: Node): boolean => {
  const [was, is] = [before.spec?.taints ?? NOTHING, after.spec?.taints ?? NOTHING]
  return was.length === is.length && was.every((taint, i) => sameParts(taint, is[i] as Taint))
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

/** Rule 3. */
const otherReasons = (
  [held, { node }]: readonly [Held, Row],
  [heldNow, { node: nodeNow }]: readonly [Held, Row],
  changed: ChangedNode | undefined,
): boolean => {
  if (changed !== undefined) {
    if (changed.taints && otherTaints(held.ofTaints, node, nodeNow)) return true
    const { labels } = changed
    if (!held.asks.some((key) => labels.some((label) => bearsOn(label, key)))) return false
  }
  const [before, after] = [explain(held.policy, node), explain(heldNow.policy, nodeNow)]
  return !sameJson(before.reasons, after.reasons)
}

/** Whether a policy does not tolerate other taints of a node than before, or at another place. */
const otherTaints = (policy: Policy, before: Node, after: Node): boolean => {
  const [was, is] = [untoleratedBy(policy, before), untoleratedBy(policy, after)]
  return (
    was.length !== is.length ||
    was.some(([place, taint], i) => {
      const [placeNow, taintNow] = is[i] as PlacedTaint
      return place !== placeNow || !sameParts(taint, taintNow)
    })
  )
}

type PlacedTaint = readonly [place: number, taint: Taint]

const untoleratedBy = (policy: Policy, node: Node): readonly PlacedTaint[] => {
  const heard = new Untolerated()
  walk(policy, node, heard)
  return heard.found
}

const ignore = (): void => undefined

/** Hears of nothing but what is not tolerated; a class for the reason that the collector is one. */
class Untolerated implements Listener {
  found: readonly PlacedTaint[] = NOTHING
  readonly nodeNameDiffers = ignore
  readonly labelDiffers = ignore
  readonly noTermMatches = ignore
  readonly unschedulable = ignore
  readonly tolerated = ignore

  untolerated(taint: Taint, place: number): void {
    this.found = appended(this.found, [place, taint])
  }
}

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
