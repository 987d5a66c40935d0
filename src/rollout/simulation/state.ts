import * as E from 'fp-ts/Either'
import { isTerminating, namespacedName } from '../../kube/objectFacts.js'
import { claimablePods, cluster, type Cluster } from '../../cluster/cluster.js'
import type { Instant } from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Node } from '../../kube/node.js'
import type { Pod } from '../../kube/pod.js'
import type { Backoff } from '../../sync/backoff.js'
import { hasEnded } from '../../kube/podFacts.js'
import { targetNode } from '../../sync/targetNode.js'
import type { GivenFate, Model } from './model.js'

/** A rollout at an instant. */
export interface State {
  readonly snapshot: Cluster
  readonly daemonSet: DaemonSet
  readonly now: Instant
  readonly backoff: Backoff
  /** What becomes of those pods that the snapshot showed and that are still there. */
  readonly given: ReadonlyMap<string, GivenFate>
  /** When the controller looks again by itself: a failed pod's backoff has passed. */
  readonly wake?: Instant
  /** Nodes that the snapshot leaves out, because the next pass does not hang on them. */
  readonly folded: Folded
}

/** Nodes that are left out of a rollout's snapshot; all of them should run a pod and have an available one. */
export interface Folded {
  /** How many have an updated one, for good. */
  readonly finished: number
  /** Those with an outdated one that waits for the budget, by kind, in the order in which a pass takes them. */
  readonly waiting: ReadonlyMap<string, readonly Waiting[]>
}

/** A node that waits for the budget. */
export interface Waiting {
  /** By which a pass takes it: the name of the pod, under surge that of the node. */
  readonly name: string
  readonly node: Node
  readonly pod: Pod
}

const NOTHING_FOLDED: Folded = { finished: 0, waiting: new Map() }

/** How many nodes are left out and wait. */
export const countWaiting = ({ waiting }: Folded): number => {
  let count = 0
  for (const { length } of waiting.values()) count += length
  return count
}

/** Every node that is left out and waits, whatever its kind. */
export const allWaiting = ({ waiting }: Folded): readonly Waiting[] => [...waiting.values()].flat()

/**
 * The rollout as the snapshot shows it: only what it changes, so that it is small, and without the pods of
 * nodes that do not exist, which are collected whatever happens.
 */
export const startOf = (snapshot: Cluster, daemonSet: DaemonSet, model: Model): State => {
  const { nodes, revisionsByNamespace } = snapshot
  const pods = claimablePods(snapshot, daemonSet)
  const namespace = daemonSet.metadata?.namespace ?? ''
  return {
    snapshot: cluster({
      nodes: nodes && [...nodes.values()],
      pods: pods?.filter((pod) => nodes === undefined || !isStranded(pod, nodes)),
      revisions: snapshot.revisions && (revisionsByNamespace.get(namespace) ?? []),
    }),
    daemonSet,
    now: model.start,
    backoff: {},
    given: model.given,
    folded: NOTHING_FOLDED,
  }
}

const isStranded = (pod: Pod, nodes: ReadonlyMap<string, unknown>): boolean => {
  const node = nodeOf(pod)
  return node !== '' && !nodes.has(node)
}

/** The node a pod runs on or is pinned to; empty where none can be told. */
export const nodeOf = (pod: Pod): string => {
  const target = targetNode(pod)
  return E.isRight(target) ? target.right : ''
}

/** Whether a pod is neither on its way out nor at its end. */
export const isLive = (pod: Pod): boolean =>
  !isTerminating(pod.metadata) && !hasEnded(pod.status?.phase)

/** What becomes of the pods that are still there. */
export const stillThere = (
  { pods }: Cluster,
  namespace: string,
  given: ReadonlyMap<string, GivenFate>,
): ReadonlyMap<string, GivenFate> =>
  new Map([...given].filter(([name]) => pods?.has(namespacedName({ namespace, name }))))
