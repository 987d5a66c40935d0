import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { toInstantOrZero, type Instant } from '../data/instant.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
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
import { LABEL_REVISION_HASH, FIELD_NODE_NAME } from '../kube/wellKnown.js'
import { grouped } from '../data/grouped.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'
import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta } from '../kube/objectMeta.js'

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

/**
 * What a DaemonSet does about an object of its namespace.
 *
 * @since 0.2.0
 */
export type Claim = 'owned' | 'adopted' | 'released' | 'ignored'

/**
 * Does a DaemonSet claim this object?
 *
 * - **Rules**
 *   1. Controlled by another UID: ignored.
 *   2. Controlled by this one: owned if the selector matches, otherwise released.
 *   3. Controlled by nobody: adopted if the selector matches and the object is not being deleted.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` BaseControllerRefManager.ClaimObject
 */
export const claim = (
  metadata: Maybe<ObjectMeta>,
  uid: string,
  selector: CompiledLabelSelector,
): Claim => {
  const matches = selector.matches(metadata?.labels)
  if (isControlledBy(metadata, uid)) return matches ? 'owned' : 'released'
  if (controllerOf(metadata) !== undefined) return 'ignored'
  return matches && !isTerminating(metadata) ? 'adopted' : 'ignored'
}

/**
 * Why no node can be computed for a pod.
 *
 * @since 0.1.0
 */
export type TargetNodeFault = {
  readonly code: 'NoRequiredAffinity' | 'NoTerms' | 'NodeNotUnique' | 'NoNodeName'
}

/**
 * The node that a daemon pod belongs to: where it runs, or where its affinity pins it.
 *
 * - **Rules**
 *   1. `spec.nodeName`, unless empty.
 *   2. Otherwise the first `matchFields` entry `metadata.name In [node]` in the required terms; it must
 *      name exactly one node.
 *
 * - **Errors** `Left` with the one thing that is missing. Never throws.
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` GetTargetNodeName
 *
 * @example
 * import { targetNode } from 'podfit/controller'
 *
 * targetNode({ spec: { nodeName: 'n1' } }) // => { _tag: 'Right', right: 'n1' }
 *
 * @since 0.1.0
 */
export const targetNode = <const K extends string>(
  pod: Pod & OfKind<K, 'Pod'>,
): E.Either<readonly [TargetNodeFault], string> => {
  const nodeName = pod.spec?.nodeName ?? ''
  if (nodeName !== '') return E.right(nodeName)
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (required === null || required === undefined) return E.left([{ code: 'NoRequiredAffinity' }])
  const terms = required.nodeSelectorTerms ?? []
  if (terms.length === 0) return E.left([{ code: 'NoTerms' }])
  const pin = terms
    .flatMap((term) => term.matchFields ?? [])
    .find((field) => field.key === FIELD_NODE_NAME && field.operator === 'In')
  if (pin === undefined) return E.left([{ code: 'NoNodeName' }])
  const [node, ...more] = pin.values ?? []
  return node === undefined || more.length > 0 ? E.left([{ code: 'NodeNotUnique' }]) : E.right(node)
}

/** The name of that node; empty where none can be told. */
export const targetName = (pod: Pod): string => {
  const target = targetNode(pod)
  return E.isRight(target) ? target.right : ''
}
