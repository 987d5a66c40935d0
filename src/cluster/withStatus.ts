import type { DaemonSet } from '../kube/daemonSet.js'
import type { Plan } from '../sync/plan.js'

/** The object with the status that the plan writes; numbers that are text are int64 beyond 2^53. */
export const withStatus = (daemonSet: DaemonSet, { status }: Plan): DaemonSet => {
  if (status.written !== true) return daemonSet
  const { observedGeneration, ...numbers } = status.computed
  return {
    ...daemonSet,
    status: {
      ...daemonSet.status,
      ...numbers,
      ...(observedGeneration !== undefined && { observedGeneration: BigInt(observedGeneration) }),
    },
  }
}
