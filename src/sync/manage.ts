import { formatInstant, SECOND, type Instant } from '../data/instant.js'
import { own } from '../data/own.js'
import { hasEnded, isReady } from '../kube/podFacts.js'
import type { Decision } from '../reason/verdict.js'
import { backoffUntil, nextBackoff, type Backoff, type BackoffEntry } from './backoff.js'
import {
  BURST,
  certainly,
  choose,
  hasItems,
  NOTHING_CHOSEN,
  type Group,
  type Selection,
  type Stages,
} from './choose.js'
import { oldestFirst, type DaemonPod, type PodsByNode } from './daemonPods.js'
import type { CreateReason, DeleteReason, Disposition } from './disposition.js'
import { isPodAvailable, seenBy, type Pass, type SyncInput } from './pass.js'
import type { PlannedEvent, Requeue } from './plan.js'
import { allowsSurge } from './updateStrategy.js'
import { addAll } from '../data/appended.js'

/** What `manage` does, within the burst limit, and the pods as the next step sees them. */
export interface ManagedPods extends Pick<
  Managed,
  'dispositions' | 'events' | 'backoff' | 'requeues'
> {
  readonly creates: Selection<CreateReason>
  readonly deletes: Selection<DeleteReason>
  readonly acted: boolean
  readonly byNode: PodsByNode
}

/** Step 8 of a pass. Without nodes or pods there is nothing to manage. */
export const manageStep = (input: SyncInput, pass: Pass, byNode: PodsByNode): ManagedPods => {
  if (input.nodes === undefined || input.pods === undefined) {
    const nothing = { dispositions: new Map(), events: [], backoff: input.backoff, requeues: [] }
    return { ...nothing, creates: NOTHING_CHOSEN, deletes: NOTHING_CHOSEN, acted: false, byNode }
  }
  const managed = manage(pass, byNode, input.backoff)
  const creates = choose('manage', 'create', managed.creates, BURST)
  const deletes = choose('manage', 'delete', managed.deletes, BURST)
  const acted = hasItems(creates) || hasItems(deletes)
  return { ...managed, creates, deletes, acted, byNode: seenBy(input, byNode, creates, deletes) }
}

/** What `manage` wants: pods to create and delete, pods that wait, events, the advanced backoff, later passes. */
export interface Managed {
  readonly creates: Stages<CreateReason>
  readonly deletes: Stages<DeleteReason>
  readonly dispositions: ReadonlyMap<string, Disposition>
  readonly events: readonly PlannedEvent[]
  readonly backoff: Backoff
  readonly requeues: readonly Requeue[]
}

/**
 * One pod where there should be one, none where there should be none.
 *
 * - **Rules**
 *   1. A node that should run a pod and has none gets one.
 *   2. Where pods may continue, failed and succeeded ones are pruned, then excess ones.
 *   3. Where they may not, all that are not yet terminating are deleted.
 *   4. Pods that were never scheduled and are pinned to a node that does not exist are deleted, after
 *      everything else.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.manage,
 *   DaemonSetsController.podsShouldBeOnNode
 */
export const manage = (pass: Pass, pods: PodsByNode, backoff: Backoff): Managed => {
  const creates: Group<CreateReason>[] = []
  const deletes: Group<DeleteReason>[] = []
  const dispositions = new Map<string, Disposition>()
  const events: PlannedEvent[] = []
  const replaced = new Map<string, BackoffEntry>()
  const requeues: Requeue[] = []

  for (const [node, decision] of pass.decisions) {
    const here = pods.get(node)
    if (here === undefined) {
      if (decision === 'run') creates.push(certainly(node, 'NoPod'))
      continue
    }
    if (decision === 'leave') {
      addAll(
        deletes,
        here.filter(isStaying).map((pod) => certainly(pod.name, 'NotEligible' as const)),
      )
      continue
    }
    const ended = pruneEnded(pass, node, here, backoff)
    if (ended.events.some((event) => event.code === 'FailedDaemonPod')) {
      replaced.set(node, nextBackoff(backoff, node, pass.now))
    }
    addAll(events, ended.events)
    if (ended.waits) {
      const entry = replaced.get(node) ?? own(backoff, node)
      requeues.push({ why: 'FailedPodBackoff', seconds: entry?.seconds ?? 0, node })
    }
    const excess = pruneExcess(pass, decision, here)
    addAll(deletes, ended.deletes)
    addAll(deletes, excess.deletes ?? [])
    if (excess.create !== undefined) creates.push(certainly(node, excess.create))
    for (const [name, disposition] of [...ended.dispositions, ...(excess.dispositions ?? [])]) {
      dispositions.set(name, disposition)
    }
  }

  const memory = { ...backoff, ...Object.fromEntries(replaced) }
  const vanished = unscheduledOnMissingNodes(pass, pods)
  return {
    creates: [creates],
    deletes: [deletes, vanished],
    dispositions,
    events,
    backoff: memory,
    requeues,
  }
}

const isStaying = (pod: DaemonPod): boolean => !pod.terminating

interface Ended {
  readonly deletes: readonly Group<DeleteReason>[]
  readonly dispositions: readonly (readonly [string, Disposition])[]
  readonly events: readonly PlannedEvent[]
  /** Whether a failed pod is left, for the pass after the node's backoff. */
  readonly waits: boolean
}

/**
 * Rule 2, pods that have ended: succeeded ones are deleted at once; of the failed ones one, the first in claim
 * order (owned before adopted, otherwise and in older releases in no defined order), and only once the node's
 * backoff has passed.
 */
const pruneEnded = (
  pass: Pass,
  node: string,
  pods: readonly DaemonPod[],
  backoff: Backoff,
): Ended => {
  const ended = pods.filter((pod) => isStaying(pod) && hasEnded(pod.phase, pass.semantics))
  const succeeded = ended.filter((pod) => pod.phase === 'Succeeded')
  const failed = ended.filter((pod) => pod.phase === 'Failed')
  const deletes: Group<DeleteReason>[] = succeeded.map((pod) => certainly(pod.name, 'Succeeded'))
  const events: PlannedEvent[] = succeeded.map((pod) => ({
    code: 'SucceededDaemonPod',
    anyOf: [pod.name],
    node,
  }))
  const until = backoffUntil(backoff, node, pass.now)
  const owned = pass.semantics.ownedPodsFirst ? failed.filter((pod) => pod.claim === 'owned') : []
  const first = until === undefined ? (owned.length > 0 ? owned : failed) : []
  if (first.length > 0) {
    const from = first.map((pod) => pod.name)
    deletes.push({ from, count: 1, why: 'Failed', limit: 'FailedPodBackoff' })
    events.push({ code: 'FailedDaemonPod', anyOf: from, node })
  }
  const waiting = failed.filter((pod) => !first.includes(pod))
  const dispositions = waiting.map(
    (pod) => [pod.name, waits(until, backoff, node, pass.now)] as const,
  )
  return { deletes, dispositions, events, waits: failed.length > Math.min(first.length, 1) }
}

/** A failed pod that stays until the node's backoff is over, or until the one that is about to start is. */
const waits = (
  until: Instant | undefined,
  backoff: Backoff,
  node: string,
  now: Instant,
): Disposition => {
  const started = now + BigInt(nextBackoff(backoff, node, now).seconds) * SECOND
  return { code: 'backoff', until: formatInstant(until ?? started) }
}

/** What becomes of one node's pods, and whether it gets a new one. */
interface NodeActions {
  readonly create?: CreateReason
  readonly deletes?: readonly Group<DeleteReason>[]
  readonly dispositions?: readonly (readonly [string, Disposition])[]
}

/** Rule 2, pods beyond one (or, under surge, beyond an old and a new one). */
const pruneExcess = (pass: Pass, decision: Decision, pods: readonly DaemonPod[]): NodeActions => {
  const running = pods
    .filter((pod) => isStaying(pod) && !hasEnded(pod.phase, pass.semantics))
    .sort(oldestFirst)
  if (allowsSurge(pass.daemonSet, pass.semantics)) return pruneSurging(pass, decision, running)
  return { deletes: running.slice(1).map((pod) => certainly(pod.name, 'Duplicate')) }
}

/**
 * Which running pods of a node stay while an update surges; they come oldest first.
 *
 * - **Rules**
 *   1. None is running and the node should run one: one is created at once.
 *   2. Of several, the oldest with the current hash and the oldest with another one stay.
 *   3. Of those two the old one goes when it is not ready, or when the new one is available.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.podsShouldBeOnNode
 */
export const pruneSurging = (
  pass: Pass,
  decision: Decision,
  running: readonly DaemonPod[],
): NodeActions => {
  if (running.length === 0) return decision === 'run' ? { create: 'NoRunningPod' } : {}
  if (running.length === 1) return {}
  if (pass.hash.code === 'unknown') {
    const disposition = { code: 'unknown', needs: 'revisions' } as const
    return { dispositions: running.map((pod) => [pod.name, disposition] as const) }
  }
  const newest = running.find((pod) => hasCurrentHash(pass, pod))
  const oldest = running.find((pod) => !hasCurrentHash(pass, pod))
  const deletes: Group<DeleteReason>[] = running
    .filter((pod) => pod !== newest && pod !== oldest)
    .map((pod) => certainly(pod.name, 'Duplicate'))
  if (newest !== undefined && oldest !== undefined) {
    if (!isReady(oldest.pod)) deletes.push(certainly(oldest.name, 'SupersededUnready'))
    else if (isPodAvailable(pass, newest)) deletes.push(certainly(oldest.name, 'Superseded'))
  }
  return { deletes }
}

/** By the hash label alone: the template generation plays no part here. */
const hasCurrentHash = (pass: Pass, pod: DaemonPod): boolean =>
  pass.hash.code === 'known' && pod.hash === pass.hash.hash

/** Rule 4. A pod already terminating is deleted again, which changes nothing. */
const unscheduledOnMissingNodes = (
  pass: Pass,
  pods: PodsByNode,
): readonly Group<DeleteReason>[] => {
  const groups: Group<DeleteReason>[] = []
  for (const [node, here] of pods) {
    if (pass.decisions.has(node)) continue
    addAll(
      groups,
      here.filter((pod) => !pod.bound).map((pod) => certainly(pod.name, 'NodeGone' as const)),
    )
  }
  return groups
}
