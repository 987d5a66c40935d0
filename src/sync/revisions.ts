import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import { int64ToJson } from '../data/int64.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import { REVISION_HISTORY_LIMIT, type DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { cleanUp } from '../revision/cleanUp.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import {
  byNumberThenName,
  revisionHash,
  revisionHistory,
  revisionName,
  type RevisionHistory,
} from '../revision/revisionHistory.js'
import { recordedTemplate } from '../revision/sameTemplate.js'
import { unheldFields } from '../revision/unheldFields.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'
import { certainly, choose, type Group, type Selection } from './choose.js'
import { claim, type Claim, type DaemonPod, type Identity } from './daemonPods.js'
import type { ClaimedRevisions, RevisionStep } from './plan.js'

/** A history, and what claiming it does to the revisions, by name. */
export interface ClaimedHistory extends RevisionHistory {
  readonly adopted: readonly string[]
  readonly released: readonly string[]
  readonly labelled: readonly string[]
  /** What the newest revision records and the class of the template cannot hold, where none records the template. */
  readonly unheld: readonly FieldPath[]
}

/**
 * The history that a DaemonSet reads from the revisions of its namespace (up to 1.22, of all); they are
 * claimed as pods are, and those without a hash label get one.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` DaemonSetsController.controlledHistories,
 *   DaemonSetsController.constructHistory
 */
export const readRevisions = (
  daemonSet: DaemonSet,
  identity: Identity,
  selector: CompiledLabelSelector,
  revisions: readonly ControllerRevision[],
  semantics: Semantics,
): ClaimedHistory => {
  const groups: Record<Claim, ControllerRevision[]> = {
    owned: [],
    adopted: [],
    released: [],
    ignored: [],
  }
  for (const revision of revisions) {
    const { metadata } = revision
    const isNear = [metadata?.namespace ?? '', ''].includes(identity.namespace)
    if (semantics.revisionsOfNamespace && !isNear) continue
    groups[claim(metadata, identity.uid, selector)].push(revision)
  }
  const claimed = [...groups.owned, ...groups.adopted]
  const history = revisionHistory(daemonSet.spec?.template, claimed, semantics)
  const newest = history.current === undefined && [...history.old].sort(byNumberThenName).at(-1)
  return {
    ...history,
    unheld: newest
      ? unheldFields(daemonSet.spec?.template, recordedTemplate(newest.data), TEMPLATE)
      : [],
    adopted: groups.adopted.map(revisionName),
    released: groups.released.map(revisionName),
    labelled: claimed.filter((revision) => !hasHash(revision)).map(revisionName),
  }
}

const TEMPLATE: FieldPath = ['spec', 'template']

const hasHash = ({ metadata }: ControllerRevision): boolean =>
  own(metadata?.labels, LABEL_REVISION_HASH) !== undefined

/** The hash that the pass works with. */
export const hashOf = (history: RevisionHistory | undefined): RevisionHash => {
  if (history === undefined) return { code: 'unknown' }
  if (history.current === undefined) return { code: 'new' }
  return { code: 'known', hash: revisionHash(history.current) }
}

/**
 * Which old revisions the clean-up deletes. Pods that have ended and terminate keep theirs alive, too;
 * pods for which no node can be computed do not.
 */
export const cleanUpSelection = (
  daemonSet: DaemonSet,
  history: RevisionHistory,
  pods: readonly DaemonPod[],
): Selection<null> => {
  const counted = pods.filter((pod) => pod.claim !== 'released' && E.isRight(pod.target))
  const live = new Set(counted.map((pod) => pod.hash).filter((hash) => hash !== ''))
  const limit = daemonSet.spec?.revisionHistoryLimit ?? REVISION_HISTORY_LIMIT
  const { certain, choice } = cleanUp(history.old, limit, live)
  const groups: Group<null>[] = certain.map((revision) => certainly(revisionName(revision), null))
  if (choice !== undefined) {
    const from = choice.from.map(revisionName)
    groups.push({ from, count: choice.count, why: null, limit: 'RevisionHistoryLimit' })
  }
  return choose('cleanUp', 'deleteRevision', [groups], Number.POSITIVE_INFINITY)
}

/** What a pass has claimed of the revisions that fails while it reads them. */
export const claimedRevisions = (history: ClaimedHistory | undefined): Partial<ClaimedRevisions> =>
  history === undefined
    ? {}
    : { adopted: history.adopted, released: history.released, labelled: history.labelled }

/** What the pass does to the revisions, given the pods that it relabels and what its clean-up certainly deletes. */
export const revisionStep = (
  history: ClaimedHistory | undefined,
  relabelled: readonly string[],
  cleaned: readonly string[],
): RevisionStep => {
  if (history === undefined) return { code: 'Unknown' }
  const { current, adopted, released, labelled, unheld } = history
  const number = int64ToJson(history.number)
  const deleted = [...history.duplicates.map(revisionName), ...cleaned]
  const changes = { deleted, adopted, released, labelled }
  if (current === undefined) {
    return { code: 'New', number, ...changes, ...(unheld.length > 0 && { mayLack: unheld }) }
  }
  const name = revisionName(current)
  return {
    code: 'Current',
    name,
    hash: revisionHash(current),
    number,
    renumbered: history.renumbered ? { [name]: number } : {},
    relabelled,
    ...changes,
    ...(history.tied.length > 0 && { tied: history.tied.map(revisionName) }),
  }
}

/** The pods that get the current hash: all that have another, where duplicates of the current revision are removed. */
export const relabelledPods = (
  history: RevisionHistory | undefined,
  pods: readonly DaemonPod[],
): readonly string[] => {
  if (history?.current === undefined || history.duplicates.length === 0) return []
  const hash = revisionHash(history.current)
  return pods.filter((pod) => pod.claim !== 'released' && pod.hash !== hash).map((pod) => pod.name)
}
