import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { toInstantOrZero, type Instant } from '../data/instant.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import {
  nameOf,
  controllerOf,
  isControlledBy,
  isTerminating,
  withLabel,
} from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { hasLeft, isBound } from '../kube/podFacts.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { grouped } from '../data/grouped.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'
import { claim, type Claim } from './claim.js'
import { targetNode, type TargetNodeFault } from './targetNode.js'

/** Namespace, name and UID, without which the controller cannot tell whose pods it looks at. */
export interface Identity {
  readonly namespace: string
  readonly name: string
  readonly uid: string
}

export const identityOf = (daemonSet: DaemonSet): Identity => ({
  namespace: daemonSet.metadata?.namespace ?? '',
  name: nameOf(daemonSet),
  uid: daemonSet.metadata?.uid ?? '',
})

/** A pod that a DaemonSet has claimed, or releases, as the steps of a pass look at it. */
export interface DaemonPod {
  readonly pod: Pod
  readonly name: string
  readonly claim: Exclude<Claim, 'ignored'>
  readonly target: E.Either<readonly [TargetNodeFault], string>
  /** `spec.nodeName` is set. */
  readonly bound: boolean
  readonly terminating: boolean
  readonly phase: string
  readonly hash: string
  /** Created in this very pass, which is only known to one that sees its own writes. */
  readonly fresh?: true
}

/**
 * The pods that a DaemonSet owns, adopts or releases, owned ones before orphans.
 *
 * - **Rules**
 *   1. Looked at are the pods of its namespace whose controller reference names it, and those without one.
 *      To older releases the UID alone is the name.
 *   2. Each is claimed by the selector; those it ignores are left out.
 *   3. A selector that cannot be read claims nothing: only the pods controlled already are listed.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.getDaemonPods;
 *   kubernetes `pkg/controller/controller_utils.go` FilterPodsByOwner
 */
export const claimPods = (
  identity: Identity,
  selector: E.Either<readonly SelectorFault[], CompiledLabelSelector>,
  pods: readonly Pod[],
  semantics: Semantics = newestSemantics,
): readonly DaemonPod[] => {
  const owned: DaemonPod[] = []
  const orphans: DaemonPod[] = []
  for (const pod of pods) {
    if ((pod.metadata?.namespace ?? '') !== identity.namespace) continue
    const controlled = isOwnedBy(pod, identity, semantics)
    if (!controlled && controllerOf(pod.metadata) !== undefined) continue
    if (E.isLeft(selector)) {
      if (controlled) owned.push(daemonPod(pod, 'owned'))
      continue
    }
    const claimed = claim(pod.metadata, identity.uid, selector.right)
    if (claimed === 'adopted') orphans.push(daemonPod(pod, claimed))
    else if (claimed !== 'ignored') owned.push(daemonPod(pod, claimed))
  }
  return [...owned, ...orphans]
}

/** Whether a pod's controller reference is this DaemonSet, by UID and, but for older releases, kind and name. */
const isOwnedBy = (
  { metadata }: Pod,
  { name, uid }: Identity,
  { controllerNamed }: Semantics,
): boolean => {
  const owner = controllerOf(metadata)
  const isNamed = owner?.kind === 'DaemonSet' && owner.name === name
  return (isNamed || !controllerNamed) && isControlledBy(metadata, uid)
}

export const daemonPod = (pod: Pod, claimed: DaemonPod['claim']): DaemonPod => ({
  pod,
  name: nameOf(pod),
  claim: claimed,
  target: targetNode(pod),
  bound: isBound(pod),
  terminating: isTerminating(pod.metadata),
  phase: pod.status?.phase ?? '',
  hash: own(pod.metadata?.labels, LABEL_REVISION_HASH) ?? '',
})

/** The pod under another revision hash. */
export const withHash = (pod: DaemonPod, hash: string): DaemonPod => ({
  ...pod,
  hash,
  pod: withLabel(pod.pod, LABEL_REVISION_HASH, hash),
})

/** The claimed pods of a DaemonSet by the node they belong to; keys may name nodes that do not exist. */
export type PodsByNode = ReadonlyMap<string, readonly DaemonPod[]>

/**
 * Groups claimed pods by node.
 *
 * - **Rules**
 *   1. A pod whose node cannot be computed is left out: never counted, deleted or replaced.
 *   2. A pod that has ended and is being deleted is left out, so that its successor need not wait
 *      (older releases do wait).
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go`
 *   DaemonSetsController.getNodesToDaemonPods
 */
export const podsByNode = (
  pods: readonly DaemonPod[],
  semantics: Semantics = newestSemantics,
): PodsByNode =>
  grouped(
    pods.filter(
      (pod) => pod.claim !== 'released' && E.isRight(pod.target) && !hasLeft(pod, semantics),
    ),
    ({ target }) => (E.isRight(target) ? target.right : ''),
  )

/**
 * Oldest first: bound pods before unbound ones, then by creation, then by name. A total order within a
 * namespace.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` podByCreationTimestampAndPhase
 */
export const oldestFirst = (a: DaemonPod, b: DaemonPod): number => {
  if (a.bound !== b.bound) return a.bound ? -1 : 1
  const x = created(a)
  const y = created(b)
  return x === y ? compareText(a.name, b.name) : x < y ? -1 : 1
}

const created = (pod: DaemonPod): Instant => toInstantOrZero(pod.pod.metadata?.creationTimestamp)
