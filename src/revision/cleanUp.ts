import type { ControllerRevision } from '../kube/controllerRevision.js'
import { byNumberThenName, revisionHash, revisionNumber } from './revisionHistory.js'
import { addAll } from '../data/appended.js'
import { grouped } from '../data/grouped.js'

/** Old revisions to delete: those that certainly go, and how many of some that share a number. */
export interface CleanUp {
  readonly certain: readonly ControllerRevision[]
  readonly choice:
    { readonly count: number; readonly from: readonly ControllerRevision[] } | undefined
}

/**
 * Which old revisions are deleted to keep within `revisionHistoryLimit`.
 *
 * - **Rules**
 *   1. Old revisions beyond the limit go, the lowest number first; the current one never counts.
 *   2. One whose hash a pod still carries is skipped, so more than the limit may stay.
 *   3. Among equal numbers the order is not defined.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` DaemonSetsController.cleanupHistory
 */
export const cleanUp = (
  old: readonly ControllerRevision[],
  limit: number,
  liveHashes: ReadonlySet<string>,
): CleanUp => {
  let excess = old.length - limit
  const certain: ControllerRevision[] = []
  const removable = old.filter((revision) => !liveHashes.has(revisionHash(revision)))
  const sorted = [...removable].sort(byNumberThenName)
  for (const equals of grouped(sorted, (revision) => String(revisionNumber(revision))).values()) {
    if (excess <= 0) break
    if (equals.length > excess) return { certain, choice: { count: excess, from: equals } }
    addAll(certain, equals)
    excess -= equals.length
  }
  return { certain, choice: undefined }
}
