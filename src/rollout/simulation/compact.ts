import * as E from 'fp-ts/Either'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { updateCluster } from '../../cluster/updateCluster.js'
import { compareText } from '../../data/compareText.js'
import { grouped } from '../../data/grouped.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Semantics } from '../../kube/semantics.js'
import { nodesWithoutReasons } from '../../sync/nodesWithoutReasons.js'
import type { Plan } from '../../sync/plan.js'
import { rollingUpdateBudget } from '../../sync/updateStrategy.js'
import { nodeStatesOf, type NodeState } from '../attribution/nodeState.js'
import type { Model } from '../forecast/model.js'
import {
  budgetOf,
  updateModeOf,
  updateStrategyOf,
  type UpdateMode,
} from '../forecast/updateStrategy.js'
import {
  countWaiting,
  kindOf,
  type OmittedNodes,
  type RolloutState,
  type WaitingNode,
} from './state.js'
import { addAll } from '../../data/appended.js'

/**
 * A rollout between two instants without the nodes on which the next pass does not depend, so that a pass
 * costs what is under way, and not what there is.
 *
 * - **Rules**
 *   1. A node that has what it should have, for good, is only counted; one that should have nothing and has
 *      nothing is left out.
 *   2. Of the nodes that wait for the budget the first stay, of each kind one more than the budget is: never
 *      are more picked at one instant.
 *   3. The budget becomes a number: a percentage is of all nodes.
 *   4. Where replacing a pod takes no time at all, nothing is left out.
 *
 * - **Laws** a simulation that leaves nodes out says the same as one that does not
 */
export const compact = (model: Model, state: RolloutState, pass: Plan): RolloutState => {
  if (pass.revision.code !== 'Current' || pass.revision.relabelled.length > 0) return state
  const { semantics } = model
  const { snapshot, daemonSet, omitted } = state
  const desired = desiredOf(pass, omitted)
  const strategy = updateStrategyOf(daemonSet, desired, semantics)
  if (!takesTime(model, daemonSet, updateModeOf(strategy))) return state
  const nodeStates = nodeStatesOf(snapshot, daemonSet, pass, semantics)
  const unchanging = nodeStates.filter((node) => isUnchanging(model, daemonSet, node))
  const finished = unchanging.filter(isUpdated)
  const shown = grouped(
    unchanging.filter((node) => !isUpdated(node)),
    (node) => kindOf(model, state, node),
  )
  const byNode = updateModeOf(strategy) === 'surge'
  const queue = queued(shown, omitted.waiting, budgetOf(strategy) + 1, byNode)
  const out = [...finished.flatMap((node) => waitingAt(node, byNode)), ...queue.drop]
  const nodes = [...out.map(({ node }) => nameOf(node)), ...idleNodes(pass, nodeStates)]
  if (nodes.length + queue.put.length === 0) return state
  return {
    ...state,
    daemonSet: withNumbers(daemonSet, desired, semantics),
    omitted: { finished: omitted.finished + finished.length, waiting: queue.waiting },
    snapshot: updateCluster(snapshot, {
      put: { nodes: queue.put.map(({ node }) => node), pods: queue.put.map(({ pod }) => pod) },
      drop: { nodes, pods: out.map(({ pod }) => objectKey(pod)) },
    }),
  }
}

/** Whether a node that is picked stays under way for more than an instant; rule 2 depends on it. */
const takesTime = (model: Model, { spec }: DaemonSet, mode: UpdateMode): boolean =>
  model.readyAfter > 0n ||
  (spec?.minReadySeconds ?? 0) > 0 ||
  (mode === 'inPlace' && model.goneAfter > 0n)

const desiredOf = (plan: Plan, omitted: OmittedNodes): number =>
  nodesWithoutReasons(plan).filter(({ decision }) => decision === 'run').length +
  omitted.finished +
  countWaiting(omitted)

/** Whether nothing happens to a node by itself: it should run a pod, and has one that is available. */
const isUnchanging = (
  model: Model,
  daemonSet: DaemonSet,
  { name, decision, pods }: NodeState,
): boolean => {
  const [pod] = pods
  if (decision !== 'run' || pod === undefined || pods.length > 1) return false
  const owned = pod.claim === 'owned' && pod.bound && pod.available && !pod.terminating
  return owned && !mayBeNamed(model, daemonSet, pod.name, name)
}

/** Whether a pod has the name that one which is created on another node might get. */
const mayBeNamed = (model: Model, { metadata }: DaemonSet, pod: string, node: string): boolean => {
  const prefix = `${metadata?.name ?? ''}-`
  if (!pod.startsWith(prefix)) return false
  const rest = pod.slice(prefix.length)
  return [rest, rest.replace(/-\d+$/, '')].some((name) => name !== node && model.isNode(name))
}

const isUpdated = ({ pods }: NodeState): boolean => pods[0]?.updated === true

const waitingAt = ({ node, pods }: NodeState, byNode: boolean): readonly WaitingNode[] =>
  node === undefined
    ? []
    : pods.map(({ pod, name }) => ({ name: byNode ? nameOf(node) : name, node, pod }))

/** Rule 2: who comes back, who is taken out, and who is left out from now on. */
const queued = (
  shown: ReadonlyMap<string, readonly NodeState[]>,
  hidden: OmittedNodes['waiting'],
  first: number,
  byNode: boolean,
): {
  readonly put: WaitingNode[]
  readonly drop: WaitingNode[]
  readonly waiting: OmittedNodes['waiting']
} => {
  const put: WaitingNode[] = []
  const drop: WaitingNode[] = []
  const waiting = new Map(hidden)
  for (const kind of new Set([...shown.keys(), ...hidden.keys()])) {
    const here = (shown.get(kind) ?? []).flatMap((node) => waitingAt(node, byNode))
    if (here.length === first) continue
    const away = hidden.get(kind) ?? []
    const all = [...here, ...away].sort((a, b) => compareText(a.name, b.name))
    const front = new Set(all.slice(0, first))
    addAll(
      put,
      away.filter((each) => front.has(each)),
    )
    addAll(
      drop,
      here.filter((each) => !front.has(each)),
    )
    waiting.set(kind, all.slice(first))
  }
  return { put, drop, waiting }
}

/** Nodes that should run nothing and have nothing. */
const idleNodes = (plan: Plan, nodeStates: readonly NodeState[]): readonly string[] => {
  const busy = new Set(nodeStates.map(({ name }) => name))
  return nodesWithoutReasons(plan).flatMap(({ name }) => (busy.has(name) ? [] : [name]))
}

/** Rule 3. */
const withNumbers = (daemonSet: DaemonSet, desired: number, semantics: Semantics): DaemonSet => {
  const { spec } = daemonSet
  const budget = rollingUpdateBudget(daemonSet, desired, semantics)
  if (desired === 0 || E.isLeft(budget)) return daemonSet
  const { updateStrategy } = spec ?? {}
  return {
    ...daemonSet,
    spec: { ...spec, updateStrategy: { ...updateStrategy, rollingUpdate: budget.right } },
  }
}
