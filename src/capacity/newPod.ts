import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { PRIORITY_CLASSES } from '../kube/wellKnown.js'
import { createdPod } from '../sync/createdObjects.js'
import { storedPod } from './storedPod.js'

/** What admission may change of a pod and is not known: what its classes say. @since 0.2.0 */
export type UnknownOfPod = 'runtimeClass' | 'priorityClass'

/** A pod as it will be, as far as that is known. */
export interface NewPod {
  readonly pod: Pod
  readonly unknown: readonly UnknownOfPod[]
}

/** The pod that a DaemonSet makes, as the API server stores it, and what of it is not known. */
export const newPod = (daemonSet: DaemonSet): NewPod => {
  const made = storedPod(createdPod(daemonSet, { code: 'unknown' }, '', nameOf(daemonSet), ''))
  const { priority, priorityClassName, runtimeClassName, overhead: added } = made.spec ?? {}
  const known =
    typeof priority === 'number' ? priority : PRIORITY_CLASSES.get(text(priorityClassName))
  const isOpen = text(runtimeClassName) !== '' && (added ?? undefined) === undefined
  return {
    pod: { ...made, spec: { ...made.spec, priority: known ?? 0 } },
    unknown: [
      ...(isOpen ? (['runtimeClass'] as const) : []),
      ...(text(priorityClassName) !== '' && known === undefined
        ? (['priorityClass'] as const)
        : []),
    ],
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
