import * as E from 'fp-ts/Either'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { beingDeleted } from './beingDeleted.js'
import { NOTHING_CHOSEN } from './choose.js'
import {
  claimPods,
  identityOf,
  podsByNode,
  withHash,
  type DaemonPod,
  type Identity,
} from './daemonPods.js'
import { manageStep } from './manage.js'
import { idle, remainingPods, type Pass, type PassState, type SyncInput } from './pass.js'
import type { Outcome, Plan, PlannedEvent, SyncFault } from './plan.js'
import { planOf } from './planOf.js'
import {
  cleanUpSelection,
  hashOf,
  readRevisions,
  relabelledPods,
  type ClaimedHistory,
} from './revisions.js'
import { updateStep } from './rollingUpdate.js'

/**
 * One pass of the DaemonSet controller over a snapshot.
 *
 * - **Rules** the numbers are upstream's steps; 1 to 3 (waiting for its own writes, fetching the DaemonSet,
 *   listing the nodes) belong to whoever makes the snapshot
 *   4. A selector equal to `{}` is refused with an event; nothing else happens.
 *   5. A DaemonSet that is being deleted is left alone.
 *   6. The revisions are read; a selector that cannot be read fails here, and so does a new revision in a
 *      namespace that is being deleted.
 *   7. While earlier writes are unobserved, only the status is written.
 *   8. `manage`: one pod where there should be one.
 *   9. The rolling update, unless `manage` acted and its writes are seen later.
 *   10. Old revisions are cleaned up, unless 8 or 9 failed.
 *   11. The status is written, also after a failure.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.syncDaemonSet,
 *   DaemonSetsController.updateDaemonSet
 */
export const sync = (input: SyncInput): Plan => {
  const { daemonSet } = input
  const { semantics } = input.policy
  const identity = identityOf(daemonSet)
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  const claimed = claimPods(identity, selector, input.pods ?? [], semantics)
  const stop = (outcome: Outcome, events: readonly PlannedEvent[] = []): Plan =>
    planOf(input, { ...idle(input, controlled(claimed)), outcome, events })
  const fail = (fault: SyncFault, history?: ClaimedHistory): Plan =>
    planOf(input, {
      ...idle(input, controlled(claimed)),
      outcome: { code: 'Failed', step: 'revisions', fault },
      history,
    })

  // Rule 4
  if (selectsEverything(daemonSet)) {
    return stop({ code: 'SelectsAllPods' }, [{ code: 'SelectingAll' }])
  }

  // Rule 5
  const cascade = beingDeleted(daemonSet)
  if (cascade !== undefined) {
    return stop({ code: 'BeingDeleted', cascade })
  }

  // Rule 6
  if (E.isLeft(selector)) return fail({ code: 'InvalidSelector', faults: selector.left })
  const history =
    input.revisions &&
    readRevisions(daemonSet, identity, selector.right, input.revisions, semantics)
  const unidentified = identityFault(identity, semantics)
  const removesDuplicates = history !== undefined && history.duplicates.length > 0
  if (unidentified !== undefined && removesDuplicates) return fail(unidentified, history)
  const makesRevision = history !== undefined && history.current === undefined
  if (input.namespaceTerminating && makesRevision) {
    return fail({ code: 'NamespaceTerminating' }, history)
  }

  const nothingDone = idle(input, claimed)
  const pass: Pass = {
    ...nothingDone.pass,
    hash: hashOf(history),
    generation: templateGeneration(daemonSet),
  }
  const relabelled = relabelledPods(history, claimed)
  const pods = input.cacheLag ? claimed : withNewHash(claimed, relabelled, pass)
  const byNode = podsByNode(pods, semantics)
  const begun: PassState = {
    ...nothingDone,
    pods,
    pass,
    history,
    relabelled,
    byNode,
    status: 'keepsGeneration',
    reached: 'revisions',
  }
  if (unidentified !== undefined) {
    const step = input.expectationsMet ? 'manage' : 'status'
    const outcome: Outcome = { code: 'Failed', step, fault: unidentified }
    return planOf(input, { ...begun, pods: controlled(pods), outcome, status: 'none' })
  }

  // Rule 7
  if (!input.expectationsMet) return planOf(input, { ...begun, outcome: WAITS })

  // Rule 8
  const managed = manageStep(input, pass, byNode)

  // Rule 9
  const rolled = updateStep(input, pass, managed)
  const { fault } = rolled
  const deletes = [managed.deletes, rolled.deletes]

  // Rule 10
  const left = input.cacheLag ? pods : remainingPods(pods, deletes)
  const cleaned =
    fault === undefined && history !== undefined
      ? cleanUpSelection(daemonSet, history, left)
      : NOTHING_CHOSEN

  // Rule 11
  return planOf(input, {
    ...begun,
    outcome: fault === undefined ? SYNCED : { code: 'Failed', step: 'rollingUpdate', fault },
    events: managed.events,
    backoff: managed.backoff,
    requeues: managed.requeues,
    byNode: rolled.byNode,
    creates: [managed.creates, rolled.creates],
    deletes,
    dispositions: managed.dispositions,
    cleaned,
    rollingUpdate: rolled.step,
    status: fault === undefined || semantics.statusAfterFailure ? 'raisesGeneration' : 'none',
    reached: 'pods',
  })
}

const WAITS: Outcome = { code: 'WaitsForExpectations' }
const SYNCED: Outcome = { code: 'Synced' }

/** Upstream compares with an empty selector, so an empty list or map in it is not the same. */
const selectsEverything = (daemonSet: DaemonSet): boolean => {
  const selector = daemonSet.spec?.selector
  if (selector === null || selector === undefined) return false
  return (selector.matchLabels ?? selector.matchExpressions ?? null) === null
}

/** What of the identity is missing, the first as upstream asks; older releases do not ask. */
export const identityFault = (
  identity: Identity,
  semantics: Semantics = newestSemantics,
): SyncFault | undefined => {
  if (!semantics.controllerNamed) return undefined
  const parts = ['namespace', 'name', 'uid'] as const
  const missing = parts.find((part) => identity[part] === '')
  return missing === undefined ? undefined : { code: 'Unidentified', missing }
}

/** The pods of a pass that ends before it claims any: those it controls already. */
const controlled = (pods: readonly DaemonPod[]): readonly DaemonPod[] =>
  pods.filter((pod) => pod.claim !== 'adopted').map((pod) => ({ ...pod, claim: 'owned' }))

/** The pods as a pass sees them that sees its own labels. */
const withNewHash = (
  pods: readonly DaemonPod[],
  relabelled: readonly string[],
  { hash }: Pass,
): readonly DaemonPod[] => {
  const names = new Set(relabelled)
  return pods.map((pod) =>
    hash.code === 'known' && names.has(pod.name) ? withHash(pod, hash.hash) : pod,
  )
}
