import type { Decision } from '../reason/verdict.js'
import { isReady } from '../kube/podFacts.js'
import { certainly, type Group } from './choose.js'
import type { DaemonPod } from './daemonPod.js'
import type { NodeActions } from './nodeActions.js'
import { isPodAvailable, type Pass } from './pass.js'
import type { DeleteReason } from './fate.js'

/**
 * Which running pods of a node stay while an update surges; they come oldest first.
 *
 * - **Rules**
 *   1. None is running and the node should run one: one is created at once.
 *   2. Of several, the oldest with the current hash and the oldest with another one stay.
 *   3. Of those two the old one goes when it is not ready, or when the new one is available.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon` podsShouldBeOnNode
 */
export const pruneSurging = (
  pass: Pass,
  decision: Decision,
  running: readonly DaemonPod[],
): NodeActions => {
  if (running.length === 0) return decision === 'run' ? { create: 'NoRunningPod' } : {}
  if (running.length === 1) return {}
  if (pass.hash.code === 'unknown') {
    const disposition = { code: 'unknown', needs: 'revisions' } as const
    return { dispositions: running.map((pod) => [pod.name, disposition] as const) }
  }
  const newest = running.find((pod) => hasCurrentHash(pass, pod))
  const oldest = running.find((pod) => !hasCurrentHash(pass, pod))
  const deletes: Group<DeleteReason>[] = running
    .filter((pod) => pod !== newest && pod !== oldest)
    .map((pod) => certainly(pod.name, 'Duplicate'))
  if (newest !== undefined && oldest !== undefined) {
    if (!isReady(oldest.pod)) deletes.push(certainly(oldest.name, 'SupersededUnready'))
    else if (isPodAvailable(pass, newest)) deletes.push(certainly(oldest.name, 'Superseded'))
  }
  return { deletes }
}

/** By the hash label alone: the template generation plays no part here. */
const hasCurrentHash = (pass: Pass, pod: DaemonPod): boolean =>
  pass.hash.code === 'known' && pod.hash === pass.hash.hash
