import * as E from 'fp-ts/Either'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { editCluster } from '../../cluster/edit.js'
import { compareText } from '../../data/compareText.js'
import { grouped } from '../../data/grouped.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import type { Plan } from '../../sync/plan.js'
import { rollingUpdateBudget } from '../../sync/updateStrategy.js'
import type { Model } from './model.js'
import { kindOf } from './orders.js'
import { budgetOf, mannerOf, paceOf, type Manner } from '../forecast/pace.js'
import { placesOf, type Place } from '../forecast/place.js'
import { countWaiting, type Folded, type State, type Waiting } from './state.js'

/**
 * A state at rest without the nodes on which the next pass does not hang, so that a pass costs what is under
 * way, and not what there is.
 *
 * - **Rules**
 *   1. A node that has what it should have, for good, is only counted; one that should have nothing and has
 *      nothing is left out.
 *   2. Of the nodes that wait for the budget the first stay, of each kind one more than the budget is: never
 *      are more taken at one instant.
 *   3. The budget becomes a number: a percentage is of all nodes.
 *   4. Where replacing a pod takes no time at all, nothing is left out.
 *
 * - **Laws** a simulation that leaves nodes out says the same as one that does not
 */
export const fold = (model: Model, state: State, pass: Plan): State => {
  if (pass.revision.code !== 'Current' || pass.revision.relabelled.length > 0) return state
  const semantics = model.semantics ?? newestSemantics
  const { snapshot, daemonSet, folded } = state
  const desired = desiredOf(pass, folded)
  const pace = paceOf(daemonSet, desired, semantics)
  if (!takesTime(model, daemonSet, mannerOf(pace))) return state
  const places = placesOf(snapshot, daemonSet, pass, semantics)
  const still = places.filter((place) => isStill(model, daemonSet, place))
  const finished = still.filter(isUpdated)
  const shown = grouped(
    still.filter((place) => !isUpdated(place)),
    (place) => kindOf(model, state, place),
  )
  const byNode = mannerOf(pace) === 'surge'
  const queue = queued(shown, folded.waiting, budgetOf(pace) + 1, byNode)
  const out = [...finished.flatMap((place) => waitingAt(place, byNode)), ...queue.drop]
  const nodes = [...out.map(({ node }) => nameOf(node)), ...idleNodes(pass, places)]
  if (nodes.length + queue.put.length === 0) return state
  return {
    ...state,
    daemonSet: withNumbers(daemonSet, desired, semantics),
    folded: { finished: folded.finished + finished.length, waiting: queue.waiting },
    snapshot: editCluster(snapshot, {
      put: { nodes: queue.put.map(({ node }) => node), pods: queue.put.map(({ pod }) => pod) },
      drop: { nodes, pods: out.map(({ pod }) => objectKey(pod)) },
    }),
  }
}

/** Whether a node that is taken stays under way for more than an instant; rule 2 hangs on it. */
const takesTime = (model: Model, { spec }: DaemonSet, manner: Manner): boolean =>
  model.readyAfter > 0n ||
  (spec?.minReadySeconds ?? 0) > 0 ||
  (manner === 'inPlace' && model.goneAfter > 0n)

const desiredOf = ({ nodes }: Plan, folded: Folded): number =>
  nodes.filter(({ decision }) => decision === 'run').length + folded.finished + countWaiting(folded)

/** Whether nothing happens to a node by itself: it should run a pod, and has one that is available. */
const isStill = (model: Model, daemonSet: DaemonSet, { name, decision, pods }: Place): boolean => {
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

const isUpdated = ({ pods }: Place): boolean => pods[0]?.updated === true

const waitingAt = ({ node, pods }: Place, byNode: boolean): readonly Waiting[] =>
  node === undefined
    ? []
    : pods.map(({ pod, name }) => ({ name: byNode ? nameOf(node) : name, node, pod }))

/** Rule 2: who comes back, who goes, and who is left out from now on. */
const queued = (
  shown: ReadonlyMap<string, readonly Place[]>,
  hidden: Folded['waiting'],
  first: number,
  byNode: boolean,
): { readonly put: Waiting[]; readonly drop: Waiting[]; readonly waiting: Folded['waiting'] } => {
  const put: Waiting[] = []
  const drop: Waiting[] = []
  const waiting = new Map(hidden)
  for (const kind of new Set([...shown.keys(), ...hidden.keys()])) {
    const here = (shown.get(kind) ?? []).flatMap((place) => waitingAt(place, byNode))
    if (here.length === first) continue
    const away = hidden.get(kind) ?? []
    const all = [...here, ...away].sort((a, b) => compareText(a.name, b.name))
    const front = new Set(all.slice(0, first))
    put.push(...away.filter((each) => front.has(each)))
    drop.push(...here.filter((each) => !front.has(each)))
    waiting.set(kind, all.slice(first))
  }
  return { put, drop, waiting }
}

/** Nodes that should run nothing and have nothing. */
const idleNodes = ({ nodes }: Plan, places: readonly Place[]): readonly string[] => {
  const busy = new Set(places.map(({ name }) => name))
  return nodes.flatMap(({ name }) => (busy.has(name) ? [] : [name]))
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
