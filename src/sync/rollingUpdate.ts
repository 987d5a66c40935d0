import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import {
  BURST,
  certainly,
  choose,
  NOTHING_CHOSEN,
  type ChoiceReason,
  type Group,
  type Selection,
  type Stages,
} from './choose.js'
import type { DaemonPod, PodsByNode } from './daemonPods.js'
import type { CreateReason, DeleteReason } from './disposition.js'
import type { ManagedPods } from './manage.js'
import { isPodAvailable, isUpdated, seenBy, type Pass, type SyncInput } from './pass.js'
import type { RollingUpdateStep, SyncFault } from './plan.js'
import { isRollingUpdate } from '../kube/daemonSet.js'
import { type Budget, rollingUpdateBudget } from './updateStrategy.js'

/** What the rolling update does, or why it does nothing; with a fault it has failed. */
export interface Rolled {
  readonly fault?: SyncFault
  readonly step: RollingUpdateStep
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly byNode: PodsByNode
}

/** Step 9 of a pass. */
export const updateStep = (
  input: SyncInput,
  pass: Pass,
  { acted, byNode }: ManagedPods,
): Rolled => {
  const idle = (step: RollingUpdateStep): Rolled => ({
    step,
    creates: NOTHING_CHOSEN,
    deletes: NOTHING_CHOSEN,
    byNode,
  })
  if (acted && input.cacheLag) return idle({ code: 'Waits' })
  if (!isRollingUpdate(input.daemonSet)) return idle({ code: 'OtherStrategy' })
  if (input.nodes === undefined) return idle({ code: 'Unknown', needs: 'nodes' })
  if (input.pods === undefined) return idle({ code: 'Unknown', needs: 'pods' })
  if (!allKnown(pass, byNode)) return idle({ code: 'Unknown', needs: 'revisions' })
  const update = rollingUpdate(pass, byNode)
  if (E.isLeft(update)) return { ...idle({ code: 'NotReached' }), fault: update.left }
  const { maxUnavailable, maxSurge, spent } = update.right
  const creates = choose('update', 'create', update.right.creates, BURST)
  const deletes = choose('update', 'delete', update.right.deletes, BURST)
  const seen = seenBy(input, byNode, creates, deletes)
  return { step: { code: 'Ran', maxUnavailable, maxSurge, spent }, creates, deletes, byNode: seen }
}

const allKnown = (pass: Pass, byNode: PodsByNode): boolean =>
  [...byNode.values()].every((pods) => pods.every((pod) => isUpdated(pass, pod) !== undefined))

/** What the rolling update wants, and how much of its budget is spent. */
export interface RollingUpdate extends Budget {
  readonly spent: number
  readonly creates: Stages<CreateReason>
  readonly deletes: Stages<DeleteReason>
}

/**
 * Replaces outdated pods within the budget.
 *
 * - **Rules**
 *   1. The budget is scaled by the number of nodes that should run a pod; each of those without any pod
 *      takes part with none.
 *   2. Without surge pods are deleted, and a later pass puts the new ones in place; with surge new ones are
 *      created beside the old ones. With surge, `maxUnavailable` plays no part.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` DaemonSetsController.rollingUpdate
 */
export const rollingUpdate = (pass: Pass, pods: PodsByNode): E.Either<SyncFault, RollingUpdate> => {
  const wanted = [...pass.decisions].filter(([, decision]) => decision === 'run')
  const budget = rollingUpdateBudget(pass.daemonSet, wanted.length, pass.semantics)
  if (E.isLeft(budget)) return E.left({ code: 'InvalidBudget', ...budget.left })
  const nodes = [...new Set([...pods.keys(), ...wanted.map(([node]) => node)])].sort(compareText)
  const states = nodes.map((node) => nodeState(pass, node, pods.get(node) ?? []))
  return budget.right.maxSurge === 0
    ? E.right(replaceInPlace(pass, states, budget.right))
    : surge(pass, states, budget.right, wanted.length)
}

/** The live pods of a node, sorted out: at most one of each, or more than that (`excess`). */
interface NodeState {
  readonly node: string
  readonly excess: boolean
  readonly updated?: DaemonPod
  readonly outdated?: DaemonPod
}

const nodeState = (pass: Pass, node: string, pods: readonly DaemonPod[]): NodeState => {
  const live = pods.filter((pod) => !pod.terminating)
  const [updated, ...moreUpdated] = live.filter((pod) => isUpdated(pass, pod) === true)
  const [outdated, ...moreOutdated] = live.filter((pod) => isUpdated(pass, pod) !== true)
  return {
    node,
    excess: moreUpdated.length + moreOutdated.length > 0,
    ...(updated !== undefined && { updated }),
    ...(outdated !== undefined && { outdated }),
  }
}

/**
 * Deletes outdated pods; every node is visited, eligible or not, existing or not.
 *
 * - **Rules**
 *   1. A node costs one of the budget unless exactly one live pod is on it and that is available.
 *   2. An outdated pod that is not available is deleted regardless of maxUnavailable (in older releases it
 *      does not even cost one).
 *   3. Of the available outdated pods as many are deleted as the budget has left; Kubernetes picks
 *      which.
 */
const replaceInPlace = (
  pass: Pass,
  states: readonly NodeState[],
  budget: Budget,
): RollingUpdate => {
  const forced: Group<DeleteReason>[] = []
  const candidates: string[] = []
  let spent = 0
  for (const { excess, updated, outdated } of states) {
    const only = updated ?? outdated
    const single =
      !excess && only !== undefined && (updated === undefined || outdated === undefined)
    if (!single) spent++
    else if (!isPodAvailable(pass, only)) {
      if (only !== outdated || pass.semantics.outdatedUnavailableCounts) spent++
      if (only === outdated) forced.push(certainly(only.name, 'OutdatedUnavailable'))
    } else if (only === outdated) candidates.push(only.name)
  }
  const within = someOf(candidates, budget.maxUnavailable - spent, 'Outdated', 'MaxUnavailable')
  return { ...budget, spent, creates: [], deletes: [forced, within] }
}

const someOf = <Why extends string>(
  from: readonly string[],
  most: number,
  why: Why,
  limit: ChoiceReason,
): readonly Group<Why>[] => {
  const count = Math.max(0, Math.min(most, from.length))
  return [{ from, count, why, limit }]
}

/**
 * Creates successors beside outdated pods.
 *
 * - **Rules**
 *   1. A node with more than one pod of a kind, and one whose new pod is not yet available, costs one of
 *      the budget.
 *   2. A node with both: the old pod goes once the new one is available.
 *   3. A node with an old pod only, which should run one: a successor at once if the old pod is not
 *      available, otherwise as many as the budget has left, Kubernetes picks which.
 *   4. The same on a node that should not run one: the old pod goes at once if it is not available,
 *      otherwise as far as more pods are available than desired.
 *   5. An old pod on a node that does not exist fails the whole step.
 *   6. Older releases do not ask whether the node should run one: 4 and 5 do not apply, and 3 does always.
 */
const surge = (
  pass: Pass,
  states: readonly NodeState[],
  budget: Budget,
  desired: number,
): E.Either<SyncFault, RollingUpdate> => {
  const single = states.filter((state) => !state.excess)
  const alone = single.filter(
    (state) => state.updated === undefined && state.outdated !== undefined,
  )
  const checks = pass.semantics.surgeChecksNodes
  const missing = alone.filter((state) => checks && !pass.decisions.has(state.node))
  if (missing.length > 0) {
    return E.left({ code: 'NodeMissing', anyOf: missing.map((state) => state.node) })
  }

  const deletes: Group<DeleteReason>[] = []
  const creates: Group<CreateReason>[] = []
  const candidates: string[] = []
  const sunset: string[] = []
  let spent = states.length - single.length
  let available = 0
  for (const { node, updated, outdated } of single) {
    const counted = outdated ?? updated
    const countedAvailable = counted !== undefined && isPodAvailable(pass, counted)
    if (countedAvailable) available++
    if (outdated === undefined) continue
    if (updated !== undefined) {
      if (isPodAvailable(pass, updated)) deletes.push(certainly(outdated.name, 'Superseded'))
      else spent++
    } else if (!checks || pass.decisions.get(node) === 'run') {
      if (countedAvailable) candidates.push(node)
      else creates.push(certainly(node, 'OldPodUnavailable'))
    } else if (countedAvailable) sunset.push(outdated.name)
    else deletes.push(certainly(outdated.name, 'OutdatedUnavailable'))
  }
  const surplus = available - desired
  return E.right({
    ...budget,
    spent,
    creates: [creates, someOf(candidates, budget.maxSurge - spent, 'Surge', 'MaxSurge')],
    deletes: [deletes, someOf(sunset, surplus, 'OutdatedNotEligible', 'AvailableElsewhere')],
  })
}
