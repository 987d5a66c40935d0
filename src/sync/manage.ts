import { formatInstant, SECOND, type Instant } from '../data/instant.js'
import { hasEnded } from '../kube/podFacts.js'
import type { Decision } from '../reason/verdict.js'
import { backoffUntil, nextBackoff, type Backoff, type BackoffEntry } from './backoff.js'
import { certainly, type Group, type Stages } from './choose.js'
import { oldestFirst, type DaemonPod } from './daemonPod.js'
import type { NodeActions } from './nodeActions.js'
import type { Pass } from './pass.js'
import type { CreateReason, DeleteReason, Disposition } from './fate.js'
import type { PlannedEvent } from './plan.js'
import type { PodsByNode } from './podsByNode.js'
import { pruneSurging } from './surge.js'
import { allowsSurge } from './updateStrategy.js'

/** What `manage` wants: pods to create and delete, pods that wait, events, and the advanced backoff. */
export interface Managed {
  readonly creates: Stages<CreateReason>
  readonly deletes: Stages<DeleteReason>
  readonly dispositions: ReadonlyMap<string, Disposition>
  readonly events: readonly PlannedEvent[]
  readonly backoff: Backoff
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
 * - **Upstream** kubernetes `pkg/controller/daemon` manage, podsShouldBeOnNode
 */
export const manage = (pass: Pass, pods: PodsByNode, backoff: Backoff): Managed => {
  const creates: Group<CreateReason>[] = []
  const deletes: Group<DeleteReason>[] = []
  const dispositions = new Map<string, Disposition>()
  const events: PlannedEvent[] = []
  const replaced = new Map<string, BackoffEntry>()

  for (const [node, decision] of pass.decisions) {
    const here = pods.get(node)
    if (here === undefined) {
      if (decision === 'run') creates.push(certainly(node, 'NoPod'))
      continue
    }
    if (decision === 'leave') {
      deletes.push(...here.filter(isLive).map((pod) => certainly(pod.name, 'NotEligible' as const)))
      continue
    }
    const ended = pruneEnded(pass, node, here, backoff)
    if (ended.events.some((event) => event.code === 'FailedDaemonPod')) {
      replaced.set(node, nextBackoff(backoff, node, pass.now))
    }
    events.push(...ended.events)
    const excess = pruneExcess(pass, decision, here)
    deletes.push(...ended.deletes, ...(excess.deletes ?? []))
    if (excess.create !== undefined) creates.push(certainly(node, excess.create))
    for (const [name, disposition] of [...ended.dispositions, ...(excess.dispositions ?? [])]) {
      dispositions.set(name, disposition)
    }
  }

  const memory = { ...backoff, ...Object.fromEntries(replaced) }
  const vanished = unscheduledOnMissingNodes(pass, pods)
  return { creates: [creates], deletes: [deletes, vanished], dispositions, events, backoff: memory }
}

const isLive = (pod: DaemonPod): boolean => !pod.terminating

interface Ended {
  readonly deletes: readonly Group<DeleteReason>[]
  readonly dispositions: readonly (readonly [string, Disposition])[]
  readonly events: readonly PlannedEvent[]
}

/**
 * Rule 2, pods that have ended: succeeded ones go at once; of the failed ones one goes, the first in claim
 * order (owned before adopted, otherwise and in older releases left to chance), and only when the node's backoff has passed.
 */
const pruneEnded = (
  pass: Pass,
  node: string,
  pods: readonly DaemonPod[],
  backoff: Backoff,
): Ended => {
  const ended = pods.filter((pod) => isLive(pod) && hasEnded(pod.phase, pass.semantics))
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
  return { deletes, dispositions, events }
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

/** Rule 2, pods beyond one (or, under surge, beyond an old and a new one). */
const pruneExcess = (pass: Pass, decision: Decision, pods: readonly DaemonPod[]): NodeActions => {
  const running = pods
    .filter((pod) => isLive(pod) && !hasEnded(pod.phase, pass.semantics))
    .sort(oldestFirst)
  if (allowsSurge(pass.daemonSet, pass.semantics)) return pruneSurging(pass, decision, running)
  return { deletes: running.slice(1).map((pod) => certainly(pod.name, 'Duplicate')) }
}

/** Rule 4. A pod already terminating is deleted again, which changes nothing. */
const unscheduledOnMissingNodes = (
  pass: Pass,
  pods: PodsByNode,
): readonly Group<DeleteReason>[] => {
  const groups: Group<DeleteReason>[] = []
  for (const [node, here] of pods) {
    if (pass.decisions.has(node)) continue
    groups.push(
      ...here.filter((pod) => !pod.bound).map((pod) => certainly(pod.name, 'NodeGone' as const)),
    )
  }
  return groups
}
