import type { DaemonSet } from '../kube/daemonSet.js'
import { isTerminating } from '../kube/objectFacts.js'
import { FINALIZER_FOREGROUND, FINALIZER_ORPHAN } from '../kube/wellKnown.js'
import type { Cascade } from './plan.js'

/** What becomes of the pods and revisions of a DaemonSet that is being deleted; undefined unless it is. */
export const beingDeleted = (daemonSet: DaemonSet): Cascade | undefined =>
  isTerminating(daemonSet.metadata) ? cascadeOf(daemonSet) : undefined

/** As the garbage collector reads the finalizers: to let go comes before to delete. */
const cascadeOf = ({ metadata }: DaemonSet): Cascade => {
  const finalizers = metadata?.finalizers ?? []
  if (finalizers.includes(FINALIZER_ORPHAN)) return 'orphan'
  return finalizers.includes(FINALIZER_FOREGROUND) ? 'foreground' : 'background'
}
