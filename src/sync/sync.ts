import * as E from 'fp-ts/Either'
import type { DaemonSet } from '../kube/daemonSet.js'
import { templateGeneration } from '../kube/templateGeneration.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { choose, NOTHING_CHOSEN, type Selection } from './choose.js'
import { isTerminating } from './claim.js'
import type { DaemonPod } from './daemonPod.js'
import { manage, type Managed } from './manage.js'
import { observe } from './observe.js'
import { claimPods, identityFault, identityOf } from './ownership.js'
import { isUpdated, type Pass } from './pass.js'
import type { CreateReason, DeleteReason } from './fate.js'
import type { Outcome, Plan, PlannedEvent, RollingUpdateStep, SyncFault } from './plan.js'
import { idle, planOf, type Parts, type SyncInput } from './planOf.js'
import { podsByNode, type PodsByNode } from './podsByNode.js'
import { cleanUpSelection, hashOf, readRevisions } from './revisions.js'
import { rollingUpdate } from './rollingUpdate.js'

/** How many pods one step creates at most, and how many it deletes at most. */
const BURST = 250

/**
 * One pass of the DaemonSet controller over a snapshot.
 *
 * Rules     the numbers are upstream's steps; 1 to 3 (waiting for its own writes, fetching the DaemonSet,
 *           listing the nodes) belong to whoever makes the snapshot
 * 4. A selector equal to `{}` is refused with an event; nothing else happens.
 * 5. A DaemonSet that is being deleted is left alone.
 * 6. The revisions are read; a selector that cannot be read fails here.
 * 7. While earlier writes are unobserved, only the status is written.
 * 8. `manage`: one pod where there should be one.
 * 9. The rolling update, unless `manage` acted and its writes are seen later.
 * 10. Old revisions are cleaned up, unless 8 or 9 failed.
 * 11. The status is written, also after a failure.
 *
 * Upstream  kubernetes `pkg/controller/daemon` syncDaemonSet, updateDaemonSet
 */
export const sync = (input: SyncInput): Plan => {
  const { daemonSet } = input
  const { semantics } = input.policy
  const identity = identityOf(daemonSet)
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  const pods = claimPods(identity, selector, input.pods ?? [])
  const stop = (outcome: Outcome, events: readonly PlannedEvent[] = []): Plan =>
    planOf(input, { ...idle(input, controlled(pods)), outcome, events })

  if (selectsEverything(daemonSet)) {
    return stop({ code: 'SelectsAllPods' }, [{ reason: 'SelectingAll' }])
  }

  if (isTerminating(daemonSet.metadata)) return stop({ code: 'BeingDeleted' })

  if (E.isLeft(selector)) {
    const fault = { code: 'InvalidSelector', faults: selector.left } as const
    return stop({ code: 'Failed', step: 'revisions', fault })
  }
  const history =
    input.revisions &&
    readRevisions(daemonSet, identity, selector.right, input.revisions, semantics)
  const unidentified = identityFault(identity)
  if (unidentified !== undefined && (history?.duplicates.length ?? 0) > 0) {
    return stop({ code: 'Failed', step: 'revisions', fault: unidentified })
  }

  const pass: Pass = {
    daemonSet,
    now: input.now,
    decisions: input.decisions,
    hash: hashOf(history),
    generation: templateGeneration(daemonSet),
    semantics,
  }
  const byNode = podsByNode(pods, pass.semantics)
  const begun: Parts = {
    ...idle(input, pods),
    pass,
    history,
    byNode,
    status: 'keepsGeneration',
    reached: 'revisions',
  }
  if (!input.expectationsMet) return planOf(input, { ...begun, outcome: WAITS })

  if (unidentified !== undefined) {
    const outcome: Outcome = { code: 'Failed', step: 'manage', fault: unidentified }
    return planOf(input, { ...begun, pods: controlled(pods), outcome, status: 'none' })
  }
  const managed = managePods(input, pass, byNode)

  const rolled = roll(input, pass, managed)
  const { fault } = rolled

  const cleaned =
    fault === undefined && history !== undefined
      ? cleanUpSelection(daemonSet, history, pods)
      : NOTHING_CHOSEN

  return planOf(input, {
    ...begun,
    outcome: fault === undefined ? SYNCED : { code: 'Failed', step: 'rollingUpdate', fault },
    events: managed.events,
    backoff: managed.backoff,
    byNode: rolled.byNode,
    creates: [managed.creates, rolled.creates],
    deletes: [managed.deletes, rolled.deletes],
    special: managed.dispositions,
    cleaned,
    rollingUpdate: rolled.step,
    status: fault === undefined || semantics.statusAfterFailure ? 'raisesGeneration' : 'none',
    reached: 'pods',
  })
}

/** The pods of a pass that ends before it claims any: those it controls already. */
const controlled = (pods: readonly DaemonPod[]): readonly DaemonPod[] =>
  pods.filter((pod) => pod.claim !== 'adopted').map((pod) => ({ ...pod, claim: 'owned' }))

const WAITS: Outcome = { code: 'WaitsForExpectations' }
const SYNCED: Outcome = { code: 'Synced' }

/** Upstream compares with an empty selector, so an empty list or map in it is not the same. */
const selectsEverything = (daemonSet: DaemonSet): boolean => {
  const selector = daemonSet.spec?.selector
  if (selector === null || selector === undefined) return false
  return (selector.matchLabels ?? selector.matchExpressions ?? null) === null
}

interface ManagedPods extends Pick<Managed, 'dispositions' | 'events' | 'backoff'> {
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly acted: boolean
  readonly byNode: PodsByNode
}

/** Step 8. Without nodes or pods there is nothing to manage. */
const managePods = (input: SyncInput, pass: Pass, byNode: PodsByNode): ManagedPods => {
  if (input.nodes === undefined || input.pods === undefined) {
    const nothing = { dispositions: new Map(), events: [], backoff: input.backoff }
    return { ...nothing, creates: NOTHING_CHOSEN, deletes: NOTHING_CHOSEN, acted: false, byNode }
  }
  const managed = manage(pass, byNode, input.backoff)
  const creates = choose('manage', 'create', managed.creates, BURST)
  const deletes = choose('manage', 'delete', managed.deletes, BURST)
  const acted = hasItems(creates) || hasItems(deletes)
  const seen = input.observed === 'atOnce' ? observe(byNode, creates, deletes) : byNode
  return { ...managed, creates, deletes, acted, byNode: seen }
}

const hasItems = (selection: Selection<unknown>): boolean =>
  selection.certain.length + selection.choices.length > 0

interface Rolled {
  readonly fault?: SyncFault
  readonly step: RollingUpdateStep
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly byNode: PodsByNode
}

/** Step 9. */
const roll = (input: SyncInput, pass: Pass, { acted, byNode }: ManagedPods): Rolled => {
  const rests = (step: RollingUpdateStep): Rolled => ({
    step,
    creates: NOTHING_CHOSEN,
    deletes: NOTHING_CHOSEN,
    byNode,
  })
  if (acted && input.observed === 'later') return rests({ code: 'Waits' })
  if (input.daemonSet.spec?.updateStrategy?.type !== 'RollingUpdate') {
    return rests({ code: 'OtherStrategy' })
  }
  if (input.nodes === undefined) return rests({ code: 'Unknown', needs: 'nodes' })
  if (input.pods === undefined) return rests({ code: 'Unknown', needs: 'pods' })
  if (!allKnown(pass, byNode)) return rests({ code: 'Unknown', needs: 'revisions' })
  const update = rollingUpdate(pass, byNode)
  if (E.isLeft(update)) return { ...rests({ code: 'NotReached' }), fault: update.left }
  const { maxUnavailable, maxSurge, spent } = update.right
  const creates = choose('update', 'create', update.right.creates, BURST)
  const deletes = choose('update', 'delete', update.right.deletes, BURST)
  const seen = input.observed === 'atOnce' ? observe(byNode, creates, deletes) : byNode
  return { step: { code: 'Ran', maxUnavailable, maxSurge, spent }, creates, deletes, byNode: seen }
}

const allKnown = (pass: Pass, byNode: PodsByNode): boolean =>
  [...byNode.values()].every((pods) => pods.every((pod) => isUpdated(pass, pod) !== undefined))
