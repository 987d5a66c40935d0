import type { Selection } from './choose.js'

/**
 * The sizes of the batches in which a number of pods is created: 1, 2, 4, … and what is left. A batch starts
 * when every creation of the one before has succeeded, so that a quota, or a webhook that refuses them all,
 * is asked once and not 250 times. Of a number that is not whole the fraction is dropped; what is no number, is
 * infinite or below one has no batch.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.syncNodes;
 *   kubernetes `pkg/controller/controller_utils.go` SlowStartInitialBatchSize
 *
 * @example
 * import { slowStart } from 'podfit/controller'
 *
 * slowStart(9) // => [1, 2, 4, 2]
 *
 * @since 0.1.0
 */
export const slowStart = (count: number): readonly number[] => {
  const batches: number[] = []
  let left = Number.isFinite(count) ? Math.trunc(count) : 0
  for (let size = 1; left > 0; size *= 2) {
    batches.push(Math.min(size, left))
    left -= size
  }
  return batches
}

/** The batches of each step that creates pods, one step after the other. */
export const slowStartOf = (creates: readonly Selection<unknown>[]): readonly number[] =>
  creates.flatMap(({ certain, choices }) =>
    slowStart(choices.reduce((sum, { choice }) => sum + choice.count, certain.length)),
  )
