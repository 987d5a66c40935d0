import * as E from 'fp-ts/Either'
import { int64ToJson } from '../data/int64.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { cleanUp } from '../revision/cleanUp.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import {
  revisionHash,
  revisionHistory,
  revisionName,
  type RevisionHistory,
} from '../revision/revisionHistory.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'
import { certainly, choose, type Group, type Selection } from './choose.js'
import { claim } from './claim.js'
import type { DaemonPod } from './daemonPod.js'
import type { Identity } from './ownership.js'
import type { RevisionStep } from './plan.js'

/**
 * The history that a DaemonSet reads from the revisions of its namespace; they are claimed as pods are.
 *
 * Upstream  kubernetes `pkg/controller/daemon/update.go` controlledHistories, constructHistory
 */
export const readRevisions = (
  daemonSet: DaemonSet,
  identity: Identity,
  selector: CompiledLabelSelector,
  revisions: readonly ControllerRevision[],
  semantics: Semantics,
): RevisionHistory => {
  const claimed = revisions.filter(({ metadata }) => {
    if (![metadata?.namespace ?? '', ''].includes(identity.namespace)) return false
    const result = claim(metadata, identity.uid, selector)
    return result === 'owned' || result === 'adopted'
  })
  return revisionHistory(daemonSet.spec?.template, claimed, semantics)
}

/** The hash that the pass works with. */
export const hashOf = (history: RevisionHistory | undefined): RevisionHash => {
  if (history === undefined) return { code: 'unknown' }
  if (history.current === undefined) return { code: 'new' }
  return { code: 'known', hash: revisionHash(history.current) }
}

const DEFAULT_LIMIT = 10

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
  const limit = daemonSet.spec?.revisionHistoryLimit ?? DEFAULT_LIMIT
  const { certain, choice } = cleanUp(history.old, limit, live)
  const groups: Group<null>[] = certain.map((revision) => certainly(revisionName(revision), null))
  if (choice !== undefined) {
    const from = choice.from.map(revisionName)
    groups.push({ from, count: choice.count, why: null, limit: 'RevisionHistoryLimit' })
  }
  return choose('cleanUp', 'deleteRevision', [groups], Number.POSITIVE_INFINITY)
}

/** What the pass does to the revisions, given those that its clean-up certainly deletes. */
export const revisionStep = (
  history: RevisionHistory | undefined,
  pods: readonly DaemonPod[],
  cleaned: readonly string[],
): RevisionStep => {
  if (history === undefined) return { code: 'Unknown' }
  const number = int64ToJson(history.number)
  if (history.current === undefined) return { code: 'New', number, deleted: cleaned }
  const name = revisionName(history.current)
  const hash = revisionHash(history.current)
  const deduplicates = history.duplicates.length > 0
  return {
    code: 'Current',
    name,
    hash,
    number,
    renumbered: history.renumbered ? { [name]: number } : {},
    relabelled: deduplicates ? relabelled(pods, hash) : [],
    deleted: [...history.duplicates.map(revisionName), ...cleaned],
    ...(history.tied.length > 0 && { tied: history.tied.map(revisionName) }),
  }
}

const relabelled = (pods: readonly DaemonPod[], hash: string): readonly string[] =>
  pods.filter((pod) => pod.claim !== 'released' && pod.hash !== hash).map((pod) => pod.name)
