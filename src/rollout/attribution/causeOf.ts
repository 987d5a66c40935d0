import {
  formatInstant,
  SECOND,
  toInstant,
  toInstantOrZero,
  type Instant,
} from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { hostPorts, portsHeldBy, type HostPort } from '../../kube/hostPorts.js'
import type { Pod, Container, ContainerStatus } from '../../kube/pod.js'
import type { Node } from '../../kube/node.js'
import { conditionOf, readySince } from '../../kube/podFacts.js'
import type { Event } from '../../kube/event.js'
import { nameOf, objectKey } from '../../kube/objectFacts.js'
import { notReadySince, type NodeState, type PodState } from './nodeState.js'
import type { Semantics } from '../../kube/semantics.js'
import type { Maybe } from '../../data/maybe.js'
import { member } from '../../data/own.js'
import { compareText } from '../../data/compareText.js'
import { availableFrom } from '../../sync/availability.js'

/**
 * Why a pod is not available, or why a node has none: exactly one of these.
 *
 * @since 0.1.0
 */
export type Cause =
  /** The pod's node does not exist (any more). */
  | { readonly code: 'NodeGone' }
  /** The node's kubelet does not answer, or says that it is not ready. */
  | { readonly code: 'NodeNotReady'; readonly since?: string; readonly reason?: string }
  /** Being deleted; `until` is when its grace is over. */
  | {
      readonly code: 'Terminating'
      readonly grace: 'within' | 'beyond'
      readonly until: string
      readonly finalizers: readonly string[]
    }
  | { readonly code: 'Failed'; readonly reason?: string }
  | { readonly code: 'Succeeded' }
  /** Not on its node yet, because another pod holds its ports; `by` names those that are known. */
  | {
      readonly code: 'HeldByHostPort'
      readonly ports: readonly number[]
      readonly by: readonly string[]
    }
  /** Not on its node yet, because that has too little of these. */
  | { readonly code: 'HeldByResources'; readonly resources: readonly string[] }
  /** Not on its node yet, in the scheduler's words: only what it says of this pod's node. */
  | { readonly code: 'Unschedulable'; readonly complaints: readonly string[] }
  /** Not on its node yet, and that is cordoned. */
  | { readonly code: 'NodeCordoned' }
  /** Not on its node yet, and nobody has said why. */
  | { readonly code: 'NotScheduled' }
  | {
      readonly code: 'ImagePull'
      readonly container: string
      readonly reason: string
      readonly image?: string
    }
  | {
      readonly code: 'CrashLoop'
      readonly container: string
      readonly restarts: number
      readonly exitCode?: number
    }
  /** The kubelet cannot make or start the container: a missing ConfigMap, a wrong command. */
  | { readonly code: 'ContainerError'; readonly container: string; readonly reason: string }
  /** The kubelet cannot make the pod: no sandbox, no volume; in the words of its event. */
  | { readonly code: 'PodSetup'; readonly reason: string; readonly message: string }
  /** The container runs longer than its probes allow for, and is not ready. */
  | { readonly code: 'ProbeFailing'; readonly container: string; readonly restarts: number }
  /** On its node, and becoming ready. */
  | { readonly code: 'Starting'; readonly since?: string }
  /** Not ready for longer than a start takes, and its status does not say why. */
  | { readonly code: 'NotReady'; readonly since?: string }
  /** Ready, but not yet for `minReadySeconds`. With `ahead`, the node's clock is that many seconds ahead. */
  | { readonly code: 'NotYetMinReady'; readonly until: string; readonly ahead?: number }
  /** Ready without saying since when: `minReadySeconds` never pass. */
  | { readonly code: 'NoTransitionTime' }
  /** The node should run a pod, and the API server refuses to create one; with the time of its event, where that is known. */
  | {
      readonly code: 'NotCreated'
      readonly by: Refuser
      readonly message: string
      readonly lastSeen?: string
    }
  /** The node should run a pod, and has none yet. */
  | { readonly code: 'NotYetCreated' }

/** Who refuses a pod. @since 0.1.0 */
export type Refuser = 'Quota' | 'PodSecurity' | 'Admission' | 'Other'

/** What the causes are called. @since 0.1.0 */
export type CauseCode = Cause['code']

/**
 * What becomes of a cause when nobody does anything: it passes by itself, the controller replaces the pod,
 * or it lasts.
 *
 * @since 0.1.0
 */
export type Course = 'passes' | 'replaced' | 'lasts'

/** Whether a cause lasts. */
export const courseOf = (cause: Cause): Course => {
  switch (cause.code) {
    case 'Starting':
    case 'NotYetMinReady':
    case 'NotScheduled':
    case 'NotYetCreated':
    case 'NodeGone':
      return 'passes'
    case 'Terminating':
      return cause.grace === 'within' ? 'passes' : 'lasts'
    case 'Failed':
    case 'Succeeded':
      return 'replaced'
    default:
      return 'lasts'
  }
}

/** What the cause of a pod depends on besides the pod and its node. */
export interface CauseContext {
  readonly now: Instant
  readonly minReadySeconds: number
  /** For how long a start may take, in seconds, before it counts as failing. */
  readonly patience: number
  /** Every pod of a node, whoever owns it. */
  readonly podsOn: (node: string) => readonly Pod[]
  /** What the kubelet said last of a pod that it cannot make. */
  readonly setupFailure: (pod: Pod) => Pick<Event, 'reason' | 'message'> | undefined
  readonly semantics: Semantics
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
 *   6. It is not ready: what its containers say, why the kubelet cannot make it, or how long that has been.
 *   7. It is ready, but not for `minReadySeconds`.
 */
export const causeOf = (
  context: CauseContext,
  state: NodeState,
  { pod, ...facts }: PodState,
): Cause | undefined => {
  if (state.node === undefined) return { code: 'NodeGone' }
  if (facts.phase === 'Failed') {
    const reason = pod.status?.reason ?? ''
    return { code: 'Failed', ...(reason !== '' && { reason }) }
  }
  if (facts.phase === 'Succeeded') return { code: 'Succeeded' }
  const notReady = notReadySince(state.node)
  if (notReady !== undefined && (facts.terminating || !facts.ready)) {
    return { code: 'NodeNotReady', ...notReady }
  }
  if (facts.terminating) return terminating(context, pod)
  if (!facts.bound) return unscheduled(context, state.node, pod)
  if (!facts.ready) {
    return containerCause(pod, context.now) ?? podSetup(context, pod) ?? unreadySince(context, pod)
  }
  return facts.available ? undefined : notYetAvailable(context, pod)
}

/** Rule 4. */
const terminating = ({ now }: CauseContext, { metadata }: Pod): Cause => {
  const until = toInstantOrZero(metadata?.deletionTimestamp)
  return {
    code: 'Terminating',
    grace: now <= until + AFTER_GRACE ? 'within' : 'beyond',
    until: formatInstant(until),
    finalizers: metadata?.finalizers ?? [],
  }
}

/** Rule 5. */
const unscheduled = ({ podsOn }: CauseContext, node: Node, pod: Pod): Cause => {
  const holders = holdersOf(pod, podsOn(nameOf(node)))
  const condition = conditionOf(pod, 'PodScheduled')
  const refused = condition?.status === 'False'
  const said = readSchedulerMessage(condition?.message ?? '')
  if (holders.by.length > 0 || (refused && said.ports))
    return { code: 'HeldByHostPort', ...holders }
  if (!refused) return { code: 'NotScheduled' }
  if (said.resources.length > 0) return { code: 'HeldByResources', resources: said.resources }
  if (said.complaints.length > 0) return { code: 'Unschedulable', complaints: said.complaints }
  if (node.spec?.unschedulable === true) return { code: 'NodeCordoned' }
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

/** Rule 6, when no container has been made yet. */
const podSetup = ({ setupFailure }: CauseContext, pod: Pod): Cause | undefined => {
  const said = setupFailure(pod)
  return said && { code: 'PodSetup', reason: said.reason ?? '', message: said.message ?? '' }
}

/** Rule 6, when the containers say nothing. */
const unreadySince = ({ now, patience }: CauseContext, pod: Pod): Cause => {
  const ran = pod.status?.phase === 'Running'
  const since =
    toInstant(conditionOf(pod, ran ? 'Ready' : 'PodScheduled')?.lastTransitionTime) ??
    toInstant(pod.metadata?.creationTimestamp)
  const said = since === undefined ? {} : { since: formatInstant(since) }
  const young = since !== undefined && now - since <= toInt64(patience) * SECOND
  return { code: young ? 'Starting' : 'NotReady', ...said }
}

/** Rule 7. */
const notYetAvailable = ({ now, minReadySeconds, semantics }: CauseContext, pod: Pod): Cause => {
  const since = readySince(pod)
  const from = availableFrom(pod, minReadySeconds, semantics)
  if (from === undefined) return { code: 'NoTransitionTime' }
  const until = formatInstant(from)
  const ahead = since > now ? Number((since - now) / SECOND) : 0
  return { code: 'NotYetMinReady', until, ...(ahead > 0 && { ahead }) }
}

const PULL = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']
const PULL_MORE = ['ImageInspectError', 'RegistryUnavailable', 'SignatureValidationFailed']
const IMAGE_REASONS: ReadonlySet<string> = new Set([...PULL, ...PULL_MORE])

/** Reasons of a container that waits for its turn. */
const ORDINARY: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing'])

/**
 * Rule 6: why a pod is not ready, by its container statuses. The first container counts whose status says
 * anything, init containers before the others.
 */
export const containerCause = (pod: Pod, now: Instant): Cause | undefined => {
  const { status, spec } = pod
  for (const each of status?.initContainerStatuses ?? []) {
    const cause = troubleOf(each)
    if (cause !== undefined) return cause
  }
  const containers = status?.containerStatuses ?? []
  for (const each of containers) {
    const cause = each.ready === true ? undefined : troubleOf(each)
    if (cause !== undefined) return cause
  }
  for (const each of containers) {
    const cause = each.ready === true ? undefined : waitingForProbe(each, spec?.containers, now)
    if (cause !== undefined) return cause
  }
  return undefined
}

/** A container that cannot start, or does not stay up. */
const troubleOf = (status: ContainerStatus): Cause | undefined => {
  const container = status.name ?? ''
  const restarts = status.restartCount ?? 0
  const reason = status.state?.waiting?.reason ?? ''
  if (IMAGE_REASONS.has(reason)) {
    const image = status.image ?? ''
    return { code: 'ImagePull', container, reason, ...(image !== '' && { image }) }
  }
  const ended = status.state?.terminated?.exitCode ?? 0
  if (reason === 'CrashLoopBackOff' || ended !== 0) {
    const exitCode = ended === 0 ? status.lastState?.terminated?.exitCode : ended
    return {
      code: 'CrashLoop',
      container,
      restarts,
      ...(typeof exitCode === 'number' && { exitCode }),
    }
  }
  return ORDINARY.has(reason) ? undefined : { code: 'ContainerError', container, reason }
}

/** A container that runs: still within what its probes allow for, or past it. */
const waitingForProbe = (
  status: ContainerStatus,
  containers: Maybe<readonly Container[]>,
  now: Instant,
): Cause | undefined => {
  const container = status.name ?? ''
  const since = toInstant(status.state?.running?.startedAt)
  if (since === undefined) return undefined
  const spec = containers?.find(({ name }) => name === container)
  if (now - since <= toInt64(probeSeconds(spec)) * SECOND) {
    return { code: 'Starting', since: formatInstant(since) }
  }
  return { code: 'ProbeFailing', container, restarts: status.restartCount ?? 0 }
}

/** How long the probes of a container may fail before it counts as unhealthy. */
const probeSeconds = (container: Container | undefined): number =>
  [container?.startupProbe, container?.readinessProbe]
    .filter((probe) => probe !== undefined && probe !== null)
    .reduce<number>((sum, probe) => {
      const seconds = (field: string, otherwise: number): number => {
        const value = member(probe, field)
        return typeof value === 'number' ? value : otherwise
      }
      const initial = seconds('initialDelaySeconds', 0)
      return sum + initial + seconds('periodSeconds', 10) * seconds('failureThreshold', 3)
    }, 0)

/** Which ports are taken, and by which pods (`namespace/name`). */
export interface PortHolders {
  readonly ports: readonly number[]
  readonly by: readonly string[]
}

/** Which of some pods hold ports that are wanted. */
export const portHoldersOf = (wanted: readonly HostPort[], pods: readonly Pod[]): PortHolders => {
  const held = pods
    .map((pod) => ({ pod, ports: portsHeldBy(wanted, pod) }))
    .filter(({ ports }) => ports.length > 0)
  const ports = new Set(held.flatMap((holder) => holder.ports.map(({ port }) => port)))
  return {
    ports: [...ports].sort((a, b) => a - b),
    by: held.map(({ pod }) => objectKey(pod)).sort(compareText),
  }
}

/**
 * What the scheduler says of the one node that a daemon pod is for.
 */
interface SchedulerMessage {
  /** `cpu`, `memory`, `nvidia.com/gpu`: what the node has too little of. */
  readonly resources: readonly string[]
  /** Whether the node has no free ports for the pod. */
  readonly ports: boolean
  /** Everything else, in the scheduler's words without the counts; that the node is cordoned, its spec says. */
  readonly complaints: readonly string[]
}

const SUMMARY = /^\d+\/\d+ nodes are available: (.*?)(?:\. (?:no new claims|preemption: ).*|\.)?$/s

/** What it says of all the nodes that the pod is not for. */
const OTHER_NODES =
  /^node\(s\) (?:didn't match Pod's node affinity(?:\/selector)?|didn't match node selector|didn't satisfy plugin\(s\) \[NodeAffinity\])$/

const CORDONED = /^node\(s\) were unschedulable$/

const PORTS = /^node\(s\) didn't have free ports for the requested pod ports$/

const RESOURCE = /^(?:Insufficient (\S+)|Too many (pods))$/

const resourceOf = (part: string): string | undefined => {
  const [, resource, pods] = RESOURCE.exec(part) ?? []
  return resource ?? pods
}

/** One complaint of the scheduler, and about how many nodes. */
export interface SchedulerPart {
  readonly count?: number
  readonly text: string
}

/**
 * The parts of a message of the scheduler: what is wrong with how many nodes.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/types.go` FitError.Error
 */
export const schedulerParts = (message: string): readonly SchedulerPart[] => {
  const summary = SUMMARY.exec(message.trim())?.[1]
  return (summary === undefined ? [message] : summary.split(/, (?=\d+ )/)).flatMap((part) => {
    const [, count, told = ''] = /^(?:(\d+) )?(.*?)\.?$/s.exec(part.trim()) ?? []
    return told === '' ? [] : [{ ...(count !== undefined && { count: Number(count) }), text: told }]
  })
}

/**
 * Reads the message of a `PodScheduled` condition. A daemon pod is pinned to one node, so whatever the
 * scheduler says of the affinity concerns the others, and the rest concerns that node.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/types.go` FitError.Error
 */
export const readSchedulerMessage = (message: string): SchedulerMessage => {
  const parts = schedulerParts(message)
    .map(({ text }) => text)
    .filter((part) => !OTHER_NODES.test(part))
  const resources = parts.flatMap((part) => resourceOf(part) ?? [])
  return {
    resources,
    ports: parts.some((part) => PORTS.test(part)),
    complaints: parts.filter(
      (part) => !RESOURCE.test(part) && !PORTS.test(part) && !CORDONED.test(part),
    ),
  }
}
