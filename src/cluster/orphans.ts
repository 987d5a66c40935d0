import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { hostPorts, portsHeldBy } from '../kube/hostPorts.js'
import { controllerOf, nameOf } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { hasEnded } from '../kube/podFacts.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import type { Cluster } from './cluster.js'
import { claimablePods } from './plan.js'

/** A pod that a DaemonSet of this name has left behind, and that no DaemonSet takes over. */
export interface OrphanPod {
  readonly name: string
  readonly node: string
  /** The host ports that the pods of the template want and that it holds. */
  readonly ports: readonly number[]
}

/** What a DaemonSet of this name has left behind. */
export interface Orphans {
  readonly pods: readonly OrphanPod[]
  readonly revisions: readonly string[]
}

/**
 * What stays without an owner beside a DaemonSet that was deleted without its pods and created again with another
 * selector: pods and revisions of a DaemonSet of its name that nobody controls and that its selector does not match.
 *
 * - **Rules**
 *   1. A pod or a revision is of a DaemonSet of this name if it is named after one and carries the hash of a
 *      revision, and is no StatefulSet's.
 *   2. What the selector matches is adopted; all else stays as it is.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` ClaimPods, ClaimControllerRevisions
 */
export const orphansOf = (snapshot: Cluster, daemonSet: DaemonSet): Orphans => {
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  if (E.isLeft(selector) || selector.right.empty) return { pods: [], revisions: [] }
  const isLeft = ({ metadata }: Pod | ControllerRevision): boolean =>
    isNamedAfter(metadata, nameOf(daemonSet)) &&
    controllerOf(metadata) === undefined &&
    !selector.right.matches(metadata?.labels)
  const wanted = hostPorts(daemonSet.spec?.template?.spec)
  const revisions = snapshot.revisionsByNamespace.get(daemonSet.metadata?.namespace ?? '') ?? []
  return {
    pods: (claimablePods(snapshot, daemonSet) ?? [])
      .filter((pod) => isLeft(pod) && !hasEnded(pod.status?.phase))
      .map((pod) => ({
        name: nameOf(pod),
        node: pod.spec?.nodeName ?? '',
        ports: [...new Set(portsHeldBy(wanted, pod).map(({ port }) => port))],
      })),
    revisions: revisions.filter(isLeft).map(nameOf),
  }
}

/** Rule 1. */
const isNamedAfter = (metadata: Maybe<ObjectMeta>, name: string): boolean =>
  (metadata?.name ?? '').startsWith(`${name}-`) &&
  own(metadata?.labels, LABEL_REVISION_HASH) !== undefined &&
  own(metadata?.labels, LABEL_OF_STATEFUL_SET) === undefined

const LABEL_OF_STATEFUL_SET = 'statefulset.kubernetes.io/pod-name'
