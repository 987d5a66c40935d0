import { nameOf } from '../kube/objectFacts.js'
import { compareText } from '../data/compareText.js'
import { toInt64, wrapInt64 } from '../data/int64.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Maybe } from '../data/maybe.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { recordsOf } from './sameTemplate.js'

/**
 * Which recorded revision is the current template, and what the controller does about the record.
 * `current` is undefined when none is and a new one is made.
 */
export interface RevisionHistory {
  readonly current: ControllerRevision | undefined
  /** The number that the current revision has after the pass. */
  readonly number: bigint
  /** Whether the current revision exists under a smaller number and gets `number`. */
  readonly renumbered: boolean
  /** Further revisions of the same template; they are deleted and every pod gets the current hash. */
  readonly duplicates: readonly ControllerRevision[]
  /** Revisions that share the highest number with the current one: any of them is kept. */
  readonly tied: readonly ControllerRevision[]
  readonly old: readonly ControllerRevision[]
}

/** A revision's name, empty when it has none. */
export const revisionName = (revision: ControllerRevision): string => nameOf(revision)

/** A revision's number, 0 when it has none. */
export const revisionNumber = (revision: ControllerRevision): bigint =>
  toInt64(revision.revision ?? 0)

/** A revision's hash: its label, or, for one without, the name that the controller then makes its label. */
export const revisionHash = (revision: ControllerRevision): string =>
  own(revision.metadata?.labels, LABEL_REVISION_HASH) ?? revisionName(revision)

/**
 * Reads the history of a DaemonSet from the revisions it has claimed.
 *
 * - **Rules**
 *   1. Revisions that record the template are current, the others old.
 *   2. The next number is one above the highest old one; above the largest int64 it wraps.
 *   3. No current revision: one is made with the next number.
 *   4. Several: the highest number is kept (among equals the last by name; upstream picks any).
 *   5. A current revision below the next number is renumbered, as after a rollback.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` DaemonSetsController.constructHistory,
 *   DaemonSetsController.dedupCurHistories
 */
export const revisionHistory = (
  template: Maybe<PodTemplate>,
  claimed: readonly ControllerRevision[],
  semantics: Semantics = newestSemantics,
): RevisionHistory => {
  const isSame = recordsOf(template, semantics)
  const current = claimed.filter(({ data }) => isSame(data))
  const old = claimed.filter((revision) => !current.includes(revision))
  const next = wrapInt64(highest(old) + 1n)
  const kept = [...current].sort(byNumberThenName).at(-1)
  if (kept === undefined) {
    return { current: undefined, number: next, renumbered: false, duplicates: [], tied: [], old }
  }
  const number = revisionNumber(kept)
  const duplicates = current.filter((revision) => revision !== kept)
  return {
    current: kept,
    number: number < next ? next : number,
    renumbered: number < next,
    duplicates,
    tied: duplicates.filter((revision) => revisionNumber(revision) === number),
    old,
  }
}

const highest = (revisions: readonly ControllerRevision[]): bigint =>
  revisions.map(revisionNumber).reduce((a, b) => (a > b ? a : b), 0n)

/** Ascending by number, then by name. */
export const byNumberThenName = (a: ControllerRevision, b: ControllerRevision): number => {
  const x = revisionNumber(a)
  const y = revisionNumber(b)
  return x === y ? compareText(revisionName(a), revisionName(b)) : x < y ? -1 : 1
}
