import type { Instant } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import type { Decision } from '../reason/verdict.js'
import { isPodUpdated, type RevisionHash } from '../revision/isPodUpdated.js'
import { isAvailable } from './availability.js'
import type { DaemonPod } from './daemonPod.js'

/** What every step of a pass looks at. */
export interface Pass {
  readonly daemonSet: DaemonSet
  readonly now: Instant
  /** What the policy says of each node that exists, by name, in the order of names. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly hash: RevisionHash
  readonly generation: bigint | undefined
  readonly semantics: Semantics
}

/** Whether a pod was made from the current template; undefined when unknown. */
export const isUpdated = (pass: Pass, pod: DaemonPod): boolean | undefined =>
  pod.fresh === true ? true : isPodUpdated(pod.pod, pass.hash, pass.generation, pass.semantics)

/** Whether a pod counts as available to this DaemonSet. */
export const isPodAvailable = (pass: Pass, pod: DaemonPod): boolean =>
  isAvailable(pod.pod, pass.daemonSet.spec?.minReadySeconds ?? 0, pass.now, pass.semantics)
