import * as E from 'fp-ts/Either'
import { hasLeft } from '../kube/podFacts.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { DaemonPod } from './daemonPod.js'

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
 * - **Upstream** kubernetes `pkg/controller/daemon` getNodesToDaemonPods
 */
export const podsByNode = (
  pods: readonly DaemonPod[],
  semantics: Semantics = newestSemantics,
): PodsByNode => {
  const groups = new Map<string, DaemonPod[]>()
  for (const pod of pods) {
    if (pod.claim === 'released' || E.isLeft(pod.target)) continue
    if (hasLeft(pod, semantics)) continue
    const group = groups.get(pod.target.right)
    if (group === undefined) groups.set(pod.target.right, [pod])
    else group.push(pod)
  }
  return groups
}
