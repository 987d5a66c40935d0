import {
  formatInstant,
  SECOND,
  toInstant,
  toInstantOrZero,
  ZERO_INSTANT,
  type Instant,
} from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { hostPorts } from '../../kube/hostPorts.js'
import type { Pod } from '../../kube/pod.js'
import { conditionOf, readySince } from '../../kube/podFacts.js'
import type { Cause } from './cause.js'
import { objectKey } from '../../kube/objectFacts.js'
import { containerCause } from './containerCause.js'
import { downSince } from './downNode.js'
import type { Place, PlacedPod } from '../forecast/place.js'
import { portHoldersOf, type PortHolders } from './portHolders.js'
import { readSchedulerMessage } from './schedulerMessage.js'

/** What the cause of a pod depends on besides the pod and its node. */
export interface Circumstances {
  readonly now: Instant
  readonly minReadySeconds: number
  /** For how long a start may take, in seconds, before it counts as one that does not succeed. */
  readonly patience: number
  /** Every pod of a node, whoever owns it. */
  readonly podsOn: (node: string) => readonly Pod[]
}

/** How long a kubelet may take after a pod's grace is over. */
const AFTER_GRACE = 30n * SECOND

/**
 * Why a pod is not available; undefined for one that is and stays.
 *
 * - **Rules** the first that applies
 *   1. Its node does not exist.
 *   2. It has failed or succeeded: its controller replaces it.
 *   3. Its node is not ready, and it is not ready, or never finishes being deleted.
 *   4. It is being deleted.
 *   5. It is not on its node: what holds it there.
 *   6. It is not ready: what its containers say, or how long that has been.
 *   7. It is ready, but not for `minReadySeconds`.
 */
export const causeOf = (
  around: Circumstances,
  place: Place,
  placed: PlacedPod,
): Cause | undefined => {
  const { pod } = placed
  if (place.node === undefined) return { code: 'NodeGone' }
  if (placed.phase === 'Failed') {
    const reason = pod.status?.reason ?? ''
    return { code: 'Failed', ...(reason !== '' && { reason }) }
  }
  if (placed.phase === 'Succeeded') return { code: 'Succeeded' }
  const down = downSince(place.node)
  if (down !== undefined && (placed.terminating || !placed.ready)) {
    return { code: 'NodeNotReady', ...down }
  }
  if (placed.terminating) return terminating(around, pod)
  if (!placed.bound) return unscheduled(around, place, pod)
  if (!placed.ready) return containerCause(pod, around.now) ?? notReady(around, pod)
  return placed.available ? undefined : notYetAvailable(around, pod)
}

/** Rule 4. */
const terminating = ({ now }: Circumstances, { metadata }: Pod): Cause => {
  const until = toInstantOrZero(metadata?.deletionTimestamp)
  return {
    code: 'Terminating',
    grace: now <= until + AFTER_GRACE ? 'within' : 'beyond',
    until: formatInstant(until),
    finalizers: metadata?.finalizers ?? [],
  }
}

/** Rule 5. */
const unscheduled = ({ podsOn }: Circumstances, place: Place, pod: Pod): Cause => {
  const holders = holdersOf(pod, podsOn(place.name))
  const condition = conditionOf(pod, 'PodScheduled')
  const refused = condition?.status === 'False'
  const said = readSchedulerMessage(condition?.message ?? '')
  if (holders.by.length > 0 || (refused && said.ports))
    return { code: 'HeldByHostPort', ...holders }
  if (!refused) return { code: 'NotScheduled' }
  if (said.resources.length > 0) return { code: 'HeldByResources', resources: said.resources }
  const complaints = said.complaints.filter((text) => text !== 'node(s) were unschedulable')
  if (complaints.length > 0) return { code: 'Unschedulable', complaints }
  if (place.node?.spec?.unschedulable === true) return { code: 'NodeCordoned' }
  const reason = condition.reason ?? ''
  return reason === '' || reason === 'Unschedulable'
    ? { code: 'NotScheduled' }
    : { code: 'Unschedulable', complaints: [reason] }
}

/** Which other pods of the node hold a port that the pod wants. */
const holdersOf = (pod: Pod, neighbours: readonly Pod[]): PortHolders =>
  portHoldersOf(
    hostPorts(pod.spec),
    neighbours.filter((other) => objectKey(other) !== objectKey(pod)),
  )

/** Rule 6, when the containers say nothing. */
const notReady = ({ now, patience }: Circumstances, pod: Pod): Cause => {
  const ran = pod.status?.phase === 'Running'
  const since =
    toInstant(conditionOf(pod, ran ? 'Ready' : 'PodScheduled')?.lastTransitionTime) ??
    toInstant(pod.metadata?.creationTimestamp)
  const said = since === undefined ? {} : { since: formatInstant(since) }
  const young = since !== undefined && now - since <= toInt64(patience) * SECOND
  return { code: young ? 'Starting' : 'NotReady', ...said }
}

/** Rule 7. */
const notYetAvailable = ({ now, minReadySeconds }: Circumstances, pod: Pod): Cause => {
  const since = readySince(pod)
  if (since === ZERO_INSTANT) return { code: 'NoTransitionTime' }
  const until = formatInstant(since + toInt64(minReadySeconds) * SECOND)
  const ahead = since > now ? Number((since - now) / SECOND) : 0
  return { code: 'NotYetMinReady', until, ...(ahead > 0 && { ahead }) }
}
