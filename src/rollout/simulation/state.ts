import { cluster, type Cluster } from '../../cluster/cluster.js'
import { claimablePods } from '../../cluster/plan.js'
import { compareText } from '../../data/compareText.js'
import type { Instant } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import type { Pod } from '../../kube/pod.js'
import { conditionOf, hasEnded, isReady } from '../../kube/podFacts.js'
import type { Backoff } from '../../sync/backoff.js'
import { isTerminating, nameOf, namespacedName } from '../../kube/objectFacts.js'
import { targetName } from '../../sync/daemonPods.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import {
  availablePod,
  nodeStatesOf,
  type NodeState,
  type PodState,
} from '../attribution/nodeState.js'
import type { Model, SnapshotPod } from '../forecast/model.js'

/** A rollout at an instant. */
export interface RolloutState {
  readonly snapshot: Cluster
  readonly daemonSet: DaemonSet
  readonly now: Instant
  readonly backoff: Backoff
  /** What becomes of those pods that the snapshot showed and that are still there. */
  readonly snapshotPods: ReadonlyMap<string, SnapshotPod>
  /** When the controller looks again by itself: a failed pod's backoff has passed. */
  readonly wake?: Instant
  /** Nodes that are left out, because the next pass does not depend on them. */
  readonly omitted: OmittedNodes
}

/** Nodes that are left out of a rollout's state; all of them should run a pod and have an available one. */
export interface OmittedNodes {
  /** How many have an updated one, for good. */
  readonly finished: number
  /** Those with an outdated one that waits for the budget, by kind, in the order in which a pass picks them. */
  readonly waiting: ReadonlyMap<string, readonly WaitingNode[]>
}

/** A node that waits for the budget. */
export interface WaitingNode {
  /** By which a pass picks it: the name of the pod, under surge that of the node. */
  readonly name: string
  readonly node: Node
  readonly pod: Pod
}

const NOTHING_OMITTED: OmittedNodes = { finished: 0, waiting: new Map() }

/**
 * The rollout as the snapshot shows it: only what it changes, so that it is small. Pods of others keep their
 * ports (`model.otherPods`), those of nodes that do not exist are collected whatever happens.
 */
export const startOf = (snapshot: Cluster, daemonSet: DaemonSet, model: Model): RolloutState => {
  const { nodes, revisionsByNamespace } = snapshot
  const pods = claimablePods(snapshot, daemonSet)
  const namespace = daemonSet.metadata?.namespace ?? ''
  return {
    snapshot: cluster({
      nodes: nodes && [...nodes.values()],
      pods: pods?.filter(
        (pod) => model.ownPods.has(pod) && (nodes === undefined || !isStranded(pod, nodes)),
      ),
      revisions: snapshot.revisions && (revisionsByNamespace.get(namespace) ?? []),
    }),
    daemonSet,
    now: model.start,
    backoff: {},
    snapshotPods: model.snapshotPods,
    omitted: NOTHING_OMITTED,
  }
}

const isStranded = (pod: Pod, nodes: ReadonlyMap<string, unknown>): boolean => {
  const node = targetName(pod)
  return node !== '' && !nodes.has(node)
}

/** Whether a pod is neither terminating nor has ended. */
export const isLive = (pod: Pod): boolean =>
  !isTerminating(pod.metadata) && !hasEnded(pod.status?.phase)

/** What becomes of the pods that are still there. */
export const stillThere = (
  { pods }: Cluster,
  namespace: string,
  snapshotPods: ReadonlyMap<string, SnapshotPod>,
): ReadonlyMap<string, SnapshotPod> =>
  new Map([...snapshotPods].filter(([name]) => pods?.has(namespacedName({ namespace, name }))))

/** How many nodes are left out and wait. */
export const countWaiting = ({ waiting }: OmittedNodes): number => {
  let count = 0
  for (const { length } of waiting.values()) count += length
  return count
}

/** Every node that is left out and waits, whatever its kind. */
export const allWaiting = ({ waiting }: OmittedNodes): readonly WaitingNode[] =>
  [...waiting.values()].flat()

/** How far a rollout has come at an instant. */
export interface RolloutCounts {
  /** Nodes that should run a pod and have an available one that is not terminating. */
  readonly available: number
  /** Those of them whose pod is updated. */
  readonly updated: number
  /** Nodes where something is left to do: an outdated pod, or none that is updated and available. */
  readonly unfinished: number
}

export const countsOf = (
  { snapshot, daemonSet, omitted }: RolloutState,
  pass: Plan,
  { semantics }: Pick<Model, 'semantics'>,
): RolloutCounts => {
  const states = nodeStatesOf(snapshot, daemonSet, pass, semantics)
  const serving = states
    .filter(({ decision }) => decision === 'run')
    .flatMap((state) => availablePod(state) ?? [])
  const waiting = countWaiting(omitted)
  return {
    available: serving.length + omitted.finished + waiting,
    updated: serving.filter(({ updated }) => updated).length + omitted.finished,
    unfinished: states.filter((state) => !isFinished(state)).length + waiting,
  }
}

/** The nodes where something is left to do, in the order of names. */
export const unfinishedOf = (
  { snapshot, daemonSet, omitted }: RolloutState,
  pass: Plan,
  { semantics }: Pick<Model, 'semantics'>,
): readonly string[] => {
  const states = nodeStatesOf(snapshot, daemonSet, pass, semantics)
  return [
    ...states.filter((state) => !isFinished(state)).map(({ name }) => name),
    ...allWaiting(omitted).map(({ node }) => nameOf(node)),
  ].sort(compareText)
}

/** Whether a node has nothing of the old revision, and what it should have of the new one. */
const isFinished = (state: NodeState): boolean =>
  state.pods.every((pod) => pod.updated || pod.terminating) &&
  (state.decision !== 'run' || availablePod(state) !== undefined)

/**
 * The kind of each node in a rollout, as text that is the same for nodes that fare alike from here on: to
 * pick one instead of the other changes names, not numbers.
 */
export const kindsOf = (
  model: Model,
  state: RolloutState,
  pass: Plan,
): ReadonlyMap<string, string> =>
  new Map(
    nodeStatesOf(state.snapshot, state.daemonSet, pass, model.semantics).map((node) => [
      node.name,
      kindOf(model, state, node),
    ]),
  )

/** The kind of one node. */
export const kindOf = (
  model: Model,
  state: RolloutState,
  { name, decision, pods }: NodeState,
): string => {
  const node = `${decision ?? 'missing'} ${model.notReady.has(name) ? 'notReady' : 'ready'}`
  const held = model.portHolders(name).by.length > 0 ? 'held' : 'free'
  const refuses = model.refusing.has(name) ? 'refusing' : 'admitting'
  const room = model.noRoomBesideOwn.has(name) ? 'tight' : 'roomy'
  return [node, held, refuses, room, ...pods.map((pod) => podKind(state, pod))].join('|')
}

const podKind = ({ snapshotPods }: RolloutState, podState: PodState): string => {
  const { name, pod, updated, current, phase, bound, terminating, available } = podState
  const shown = snapshotPods.get(name)
  const ended = hasEnded(phase) ? phase : ''
  const facts = [
    updated,
    current,
    bound,
    available,
    ended,
    shown !== undefined && shown.terminating,
  ]
  if (terminating) facts.push('gone', String(shown?.goneAt ?? pod.metadata?.deletionTimestamp))
  else if (isReady(pod)) facts.push('ready', available ? '' : conditionTime(pod, 'Ready'))
  else if (shown === undefined) facts.push('starts', conditionTime(pod, 'PodScheduled'))
  else facts.push('shown', String(shown.readyAt ?? ''), shown.schedulable)
  return facts.join()
}

const conditionTime = (pod: Pod, type: string): string =>
  String(conditionOf(pod, type)?.lastTransitionTime ?? '')

/** Whether it makes no difference but in names how a choice goes. */
export const isAmongAlike = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
  choice: Choice,
): boolean => isBurst(pass, choice) || new Set(kindsIn(pass, kinds, choice).values()).size <= 1

/**
 * Whether a choice is only about who is first: a pass creates and deletes so many pods at most, and the next
 * one, at the same instant, those that are left. Not so in a rolling update, which counts anew.
 */
export const isBurst = ({ rollingUpdate }: Plan, { why }: Choice): boolean =>
  why === 'BurstLimit' && rollingUpdate.code !== 'Ran'

/** The kinds of the nodes between which a choice is: of each name in it, a pod's or a node's. */
export const kindsIn = (
  { pods }: Plan,
  kinds: ReadonlyMap<string, string>,
  { action, from }: Choice,
): ReadonlyMap<string, string> => {
  const nodeOfPod = new Map(pods.map(({ name, node }) => [name, node]))
  const nodeIn = (name: string) => (action === 'delete' ? nodeOfPod.get(name) : name) ?? ''
  return new Map(from.map((name) => [name, kinds.get(nodeIn(name)) ?? '']))
}
