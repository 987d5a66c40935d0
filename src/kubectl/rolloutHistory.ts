import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import { asUpdated } from '../api/asUpdated.js'
import { int64ToJson, toInt64, type Int64, type JsonInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own, type Json } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import {
  byNumberThenName,
  revisionHash,
  revisionName,
  revisionNumber,
} from '../revision/revisionHistory.js'
import { recordedTemplate, sameTemplate } from '../revision/sameTemplate.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { isControlledBy } from '../kube/objectFacts.js'
import { ANNOTATION_CHANGE_CAUSE } from '../kube/wellKnown.js'

/**
 * One line of `kubectl rollout history`.
 *
 * @since 0.1.0
 */
export interface HistoryEntry {
  readonly revision: JsonInt64
  readonly name: string
  /** What the pods made from it carry as `controller-revision-hash`. */
  readonly hash: string
  /** From the annotation `kubernetes.io/change-cause`, as it was when the revision was recorded. */
  readonly changeCause?: string
  /** Whether it records the DaemonSet's template. */
  readonly current: boolean
}

/** The revisions that kubectl sees: selected by the DaemonSet's selector and controlled by its UID. */
const historyOf = (
  { metadata, spec }: DaemonSet,
  revisions: Maybe<readonly ControllerRevision[]>,
): readonly ControllerRevision[] => {
  const selector = compileLabelSelector(spec?.selector)
  if (E.isLeft(selector)) return []
  const owned = (revisions ?? []).filter(
    (revision) =>
      (revision.metadata?.namespace ?? '') === (metadata?.namespace ?? '') &&
      selector.right.matches(revision.metadata?.labels) &&
      isControlledBy(revision.metadata, metadata?.uid ?? ''),
  )
  return owned.toSorted(byNumberThenName)
}

/**
 * What `kubectl rollout history` lists, the oldest first: of revisions with one number the last by name. Which one is
 * current depends on how a release writes templates, so give the semantics of an older cluster.
 *
 * - **Upstream** kubectl `pkg/polymorphichelpers/history.go` DaemonSetHistoryViewer.ViewHistory
 *
 * @example
 * import { rolloutHistory } from 'podfit/kubectl'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const ownerReferences = [{ kind: 'DaemonSet', name: 'agent', uid: 'u1', controller: true }]
 * const revisions = [1, 2].map((revision) => ({
 *   metadata: { namespace: 'a', name: `agent-${revision}`, labels: { app: 'agent' }, ownerReferences },
 *   revision,
 * }))
 * rolloutHistory(daemonSet, revisions).map(({ name, revision }) => [name, revision]) // => [['agent-1', 1], ['agent-2', 2]]
 *
 * @since 0.1.0
 */
export const rolloutHistory = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  revisions: Maybe<readonly (ControllerRevision & OfKind<K, 'ControllerRevision'>)[]>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): readonly HistoryEntry[] =>
  historyOf(daemonSet, revisions)
    .filter((revision, i, { [i + 1]: next }) => next === undefined || !sameNumber(revision, next))
    .map((revision) => entryOf(daemonSet, revision, semantics))

/** A revision, and the template that it recorded. */
export interface HistoryDetail {
  readonly entry: HistoryEntry
  readonly template: Json
}

/**
 * What `kubectl rollout history --revision` shows: of several revisions of that number the last by name.
 *
 * - **Upstream** kubectl `pkg/polymorphichelpers/history.go` printHistory
 */
export const historyDetail = (
  daemonSet: DaemonSet,
  revisions: readonly ControllerRevision[],
  { revision, semantics }: { readonly revision: bigint; readonly semantics: Semantics },
): E.Either<Exclude<UndoFault, { readonly code: 'NoLastRevision' }>, HistoryDetail> => {
  const found = historyOf(daemonSet, revisions).findLast(
    (each) => revisionNumber(each) === revision,
  )
  if (found === undefined) {
    return E.left({ code: 'NoRevision', revision: int64ToJson(revision) })
  }
  const template = recordedTemplate(found.data)
  return template === undefined
    ? E.left({ code: 'UnreadableRevision', name: revisionName(found) })
    : E.right({ entry: entryOf(daemonSet, found, semantics), template })
}

const sameNumber = (a: ControllerRevision, b: ControllerRevision): boolean =>
  revisionNumber(a) === revisionNumber(b)

const entryOf = (
  daemonSet: DaemonSet,
  revision: ControllerRevision,
  semantics: Semantics,
): HistoryEntry => {
  const changeCause = own(revision.metadata?.annotations, ANNOTATION_CHANGE_CAUSE)
  return {
    revision: int64ToJson(revisionNumber(revision)),
    name: revisionName(revision),
    hash: revisionHash(revision),
    ...(changeCause !== undefined && changeCause !== '' && { changeCause }),
    current: sameTemplate(daemonSet.spec?.template, revision.data, semantics),
  }
}

/**
 * What `kubectl rollout undo` does: the DaemonSet with the revision's template, or nothing because the
 * template is that already.
 *
 * @since 0.1.0
 */
export type RolloutUndo =
  | { readonly code: 'RolledBack'; readonly to: HistoryEntry; readonly daemonSet: DaemonSet }
  | { readonly code: 'AlreadyThere'; readonly to: HistoryEntry }

/**
 * Why an undo is refused.
 *
 * @since 0.1.0
 */
export type UndoFault =
  | { readonly code: 'NoRevision'; readonly revision: JsonInt64 }
  | { readonly code: 'NoLastRevision' }
  | { readonly code: 'UnreadableRevision'; readonly name: string }

/** Which revision to go back to, and in which release. @since 0.2.0 */
export interface RolloutUndoOptions extends SemanticsOptions {
  /** The revision to go back to; 0, the default, is the one before the last. */
  readonly toRevision?: Int64 | undefined
}

/**
 * Rolls a DaemonSet's template back to a revision.
 *
 * - **Rules**
 *   1. `toRevision` 0 means the second highest; there must be one.
 *   2. Otherwise the revision of that number, of several the first by name.
 *   3. The whole template is replaced by the recorded one, and the generations count it. The controller then finds the
 *      old revision again, renumbers it, and pods made from it count as updated at once.
 *
 * - **Errors** `Left` with one fault. Never throws.
 * - **Upstream** kubectl `pkg/polymorphichelpers/rollback.go` DaemonSetRollbacker.Rollback
 *
 * @example
 * import { rolloutUndo } from 'podfit/kubectl'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { template: {} } }
 * rolloutUndo(daemonSet, []) // => { _tag: 'Left', left: [{ code: 'NoLastRevision' }] }
 *
 * @since 0.1.0
 */
export const rolloutUndo = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  revisions: Maybe<readonly (ControllerRevision & OfKind<K, 'ControllerRevision'>)[]>,
  { toRevision = 0, semantics = newestSemantics }: RolloutUndoOptions = {},
): E.Either<Faults<UndoFault>, RolloutUndo> => {
  const history = historyOf(daemonSet, revisions)
  const number = toInt64(toRevision)
  if (number === 0n && history.length <= 1) return E.left([{ code: 'NoLastRevision' }])
  const target =
    number === 0n ? history.at(-2) : history.find((revision) => revisionNumber(revision) === number)
  if (target === undefined || number < 0n) {
    return E.left([{ code: 'NoRevision', revision: int64ToJson(number) }])
  }
  const to = entryOf(daemonSet, target, semantics)
  if (to.current) return E.right({ code: 'AlreadyThere', to })
  const template = recordedTemplate(target.data)
  if (template === undefined) return E.left([{ code: 'UnreadableRevision', name: to.name }])
  const spec = { ...daemonSet.spec, template: template as PodTemplate }
  const rolledBack = asUpdated<DaemonSet>({ ...daemonSet, spec }, daemonSet)
  return E.right({ code: 'RolledBack', to, daemonSet: rolledBack })
}
