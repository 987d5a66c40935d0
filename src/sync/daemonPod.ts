import type * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { toInstantOrZero, type Instant } from '../data/instant.js'
import { own } from '../data/own.js'
import type { Pod } from '../kube/pod.js'
import { isBound } from '../kube/podFacts.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { isTerminating } from '../kube/objectFacts.js'
import { type Claim } from './claim.js'
import { targetNode, type TargetNodeFault } from './targetNode.js'

/** A pod that a DaemonSet has claimed, or releases, as the steps of a pass look at it. */
export interface DaemonPod {
  readonly pod: Pod
  readonly name: string
  readonly claim: Exclude<Claim, 'ignored'>
  readonly target: E.Either<TargetNodeFault, string>
  /** `spec.nodeName` is set. */
  readonly bound: boolean
  readonly terminating: boolean
  readonly phase: string
  readonly hash: string
  /** Created in this very pass, which is only known to one that sees its own writes. */
  readonly fresh?: true
}

export const daemonPod = (pod: Pod, claim: DaemonPod['claim']): DaemonPod => ({
  pod,
  name: pod.metadata?.name ?? '',
  claim,
  target: targetNode(pod),
  bound: isBound(pod),
  terminating: isTerminating(pod.metadata),
  phase: pod.status?.phase ?? '',
  hash: own(pod.metadata?.labels, LABEL_REVISION_HASH) ?? '',
})

/** The pod under another revision hash. */
export const withHash = (pod: DaemonPod, hash: string): DaemonPod => {
  const labels = { ...pod.pod.metadata?.labels, [LABEL_REVISION_HASH]: hash }
  return { ...pod, hash, pod: { ...pod.pod, metadata: { ...pod.pod.metadata, labels } } }
}

const created = (pod: DaemonPod): Instant => toInstantOrZero(pod.pod.metadata?.creationTimestamp)

/**
 * Oldest first: bound pods before unbound ones, then by creation, then by name. A total order within a
 * namespace.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon` podByCreationTimestampAndPhase
 */
export const oldestFirst = (a: DaemonPod, b: DaemonPod): number => {
  if (a.bound !== b.bound) return a.bound ? -1 : 1
  const x = created(a)
  const y = created(b)
  return x === y ? compareText(a.name, b.name) : x < y ? -1 : 1
}
