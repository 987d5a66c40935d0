import type { PairChange } from './pairChange.js'
import type { Standing } from './standing.js'

/** What a change does to the pods of a DaemonSet on a node. */
export interface PodEffects {
  readonly created: 0 | 1
  readonly deleted: readonly string[]
  readonly misscheduled: readonly string[]
}

/**
 * What a change does to pods; undefined where pods were not given.
 *
 * - **Rules**
 *   1. A node that should run a pod and has none gets one, unless it did before.
 *   2. Pods leave a node that no longer takes any, and go with a node or a DaemonSet that goes.
 *   3. Pods stay misscheduled on a node that keeps them and would start none.
 */
export const podEffects = ({ before, after }: PairChange): PodEffects | undefined => {
  const had = before === undefined ? [] : before.pods
  const has = after === undefined ? [] : after.pods
  if (had === undefined || has === undefined) return undefined
  const pods = before?.decision === 'leave' ? has : [...new Set([...had, ...has])]
  const wereLeaving = before?.decision === 'leave' && after?.decision === 'leave'
  return {
    created: needsPod(after) && !needsPod(before) ? 1 : 0,
    deleted: wereLeaving ? [] : pods.filter((pod) => leaves(pod, after)),
    misscheduled: after?.decision === 'stay' && before?.decision !== 'stay' ? has : [],
  }
}

const needsPod = (standing: Standing | undefined): boolean =>
  standing?.decision === 'run' && standing.pods?.length === 0

const leaves = (pod: string, after: Standing | undefined): boolean =>
  after === undefined || after.decision === 'leave' || after.pods?.includes(pod) === false
