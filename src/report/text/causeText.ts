import { SECOND } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import { age } from '../../kubectl/age.js'
import type { Cause } from '../../rollout/attribution/causeOf.js'
import {
  remedyOf,
  type Blocker,
  type BlockerCause,
  type Remedy,
} from '../../rollout/forecast/blocker.js'
import { shortageText } from '../overview/fitText.js'
import { someOf } from './table.js'
import { terminalText } from './terminalText.js'

/**
 * Why a pod is not available, in words.
 *
 * @example
 * import { causeText } from 'podfit/report'
 *
 * causeText({ code: 'NodeNotReady', reason: 'KubeletNotReady' }) // => 'its node is not ready (KubeletNotReady)'
 *
 * @since 0.1.0
 */
export const causeText = (cause: BlockerCause): string => terminalText(causeWords(cause))

const causeWords = (cause: BlockerCause): string => {
  switch (cause.code) {
    case 'NodeGone':
      return 'its node does not exist'
    case 'NodeNotReady':
      return `its node is not ready${told(cause.reason)}`
    case 'Terminating':
      return terminatingText(cause)
    case 'Failed':
      return `it has failed${told(cause.reason)}`
    case 'Succeeded':
      return 'it has succeeded'
    case 'HeldByHostPort':
      return `${portsText(cause.ports)} is taken${cause.by.length > 0 ? ` by ${someOf(cause.by)}` : ''}`
    case 'HeldByResources':
      return isPods(cause.resources)
        ? 'the node takes no more pods'
        : `too little ${cause.resources.join(', ')} on the node`
    case 'Unschedulable':
      return `the scheduler says: ${cause.complaints.join('; ')}`
    case 'NodeCordoned':
      return 'its node is cordoned'
    case 'NotScheduled':
      return 'not scheduled yet'
    case 'ImagePull':
      return `${cause.container}: ${cause.reason}${cause.image === undefined ? '' : ` of ${cause.image}`}`
    case 'CrashLoop':
      return `${cause.container} crashes${cause.exitCode === undefined ? '' : ` with exit code ${cause.exitCode}`}, ${restartsText(cause.restarts)}`
    case 'ContainerError':
      return `${cause.container}: ${cause.reason}`
    case 'PodSetup':
      return `${cause.reason}: ${cause.message}`
    case 'ProbeFailing':
      return `${cause.container} runs and its probe fails, ${restartsText(cause.restarts)}`
    case 'Starting':
      return 'starting'
    case 'NotReady':
      return `not ready${cause.since === undefined ? '' : ` since ${cause.since}`}`
    case 'NotYetMinReady':
      return `ready, available at ${cause.until}${cause.ahead === undefined ? '' : ` (its node's clock is ${age(0n, toInt64(cause.ahead) * SECOND)} ahead)`}`
    case 'NoTransitionTime':
      return 'ready, but its status does not say since when, so it never counts as available'
    case 'NotCreated':
      return `not created: ${REFUSER_TEXT[cause.by]} refuses: ${cause.message}${cause.lastSeen === undefined ? '' : ` (last seen ${cause.lastSeen})`}`
    case 'NotYetCreated':
      return 'not created yet'
    case 'SurgeOnOwnPorts':
      return 'the old pod holds the host ports that the new one wants, and stays until that is available'
    case 'NewPodsNeverReady':
      return 'new pods are assumed never to become ready'
    case 'NodeRefuses':
      return 'the scheduler puts no pod on that node'
    case 'DoesNotFit': {
      const beside = cause.besideItself === true ? ' beside the one that it replaces' : ''
      return `a new pod does not fit there${beside}: ${cause.shortages.map(shortageText).join('; ')}`
    }
  }
}

/** Whether it is the number of pods that a node is full with. */
const isPods = (resources: readonly string[]): boolean =>
  resources.length === 1 && resources[0] === 'pods'

/** The scheduler does not say which. */
const portsText = (ports: readonly number[]): string =>
  ports.length === 0 ? 'a host port that it wants' : `host port ${ports.join(', ')}`

const told = (reason: string | undefined): string => (reason === undefined ? '' : ` (${reason})`)

const restartsText = (restarts: number): string =>
  restarts === 1 ? '1 restart' : `${restarts} restarts`

const REFUSER_TEXT = {
  Quota: 'the quota',
  PodSecurity: 'pod security',
  Admission: 'admission',
  Other: 'the API server',
} as const

const terminatingText = (cause: Extract<Cause, { code: 'Terminating' }>): string => {
  const held = cause.finalizers.length === 0 ? '' : `, held by ${cause.finalizers.join(', ')}`
  return cause.grace === 'within'
    ? `terminating until ${cause.until}${held}`
    : `terminating, its grace period ended at ${cause.until}${held}`
}

/**
 * What would help, in words.
 *
 * @example
 * import { remedyText } from 'podfit/report'
 *
 * remedyText({ code: 'UncordonNode', node: 'n1' }) // => 'uncordon node n1'
 *
 * @since 0.1.0
 */
export const remedyText = (remedy: Remedy): string => terminalText(remedyWords(remedy))

/** The same, with these words for a node that it names. */
const remedyWords = (
  remedy: Remedy,
  node = 'node' in remedy ? `node ${remedy.node}` : '',
): string => {
  switch (remedy.code) {
    case 'RepairNode':
      return `repair or remove ${node}`
    case 'UncordonNode':
      return `uncordon ${node}`
    case 'MakeNodeAdmit':
      return `make ${node} eligible, or exclude it in the template`
    case 'ForceDeletePod':
      return `force-delete pod ${remedy.pod}`
    case 'RemoveFinalizers':
      return `remove the finalizers of pod ${remedy.pod}: ${remedy.finalizers.join(', ')}`
    case 'RepairPod':
      return `repair the template, or what pod ${remedy.pod} needs`
    case 'RestartPod':
      return `delete pod ${remedy.pod}`
    case 'FreePorts':
      return `free ${remedy.ports.length === 0 ? 'the host ports that it wants' : `port ${remedy.ports.join(', ')}`}${remedy.by.length > 0 ? ` of ${someOf(remedy.by)}` : ''}`
    case 'FreeResources':
      return isPods(remedy.resources)
        ? `take pods off ${node}, or let it take more`
        : `free ${remedy.resources.join(', ')} on ${node}`
    case 'RequestLess':
      return `request less ${remedy.resources.join(', ')}, or use larger nodes`
    case 'UseMaxUnavailable':
      return 'set maxSurge to 0 and maxUnavailable to 1'
    case 'AllowPods':
      return refusalFix(remedy.message ?? '') ?? 'let the API server accept the pods'
    case 'RepairTemplate':
      return 'repair the template'
  }
}

/** What the message of a refusal asks for, where that is plain. */
const REFUSAL_FIXES: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/no PriorityClass with name (\S+) was found/, (name) => `create PriorityClass ${name}`],
  [/error looking up service account ([^\s:]+)/, (name) => `create ServiceAccount ${name}`],
  [
    /RuntimeClass(?:\.node\.k8s\.io)? "?([^\s"]+)"? not found/i,
    (name) => `create RuntimeClass ${name}`,
  ],
  [/exceeded quota: ([^\s,]+)/, (name) => `raise the quota ${name}, or ask for less`],
  [
    /violates PodSecurity "([^":]+)/,
    (level) =>
      `let the namespace enforce less than the Pod Security Standard ${level}, or ask for less`,
  ],
  [
    /failed calling webhook "([^"]+)"/,
    (name) => `make the webhook ${name} answer, or let it ignore failures`,
  ],
]

/** What would let the API server accept a pod, by its message; undefined where that is not plain. */
export const refusalFix = (message: string): string | undefined => {
  for (const [words, fix] of REFUSAL_FIXES) {
    const name = words.exec(message)?.[1]
    if (name !== undefined) return fix(name)
  }
  return undefined
}

/** What would help against a cause, where that is plain; `hasPriority` is whether the template names a priority class. */
export const causeFix = (cause: Cause, hasPriority: boolean): string | undefined => {
  const remedy = () => remedyWords(remedyOf(cause, '', ''), 'the node')
  switch (cause.code) {
    case 'NotCreated':
      return refusalFix(cause.message)
    case 'HeldByResources':
      return hasPriority
        ? remedy()
        : `${remedy()}, or give the template a priorityClassName, so that pods of lower priority make room`
    case 'HeldByHostPort':
    case 'NodeCordoned':
      return remedy()
    default:
      return undefined
  }
}

/**
 * Whether a blocker counts against the budget of the rollout, in words.
 *
 * @example
 * import { effectText } from 'podfit/report'
 *
 * effectText('counts') // => 'always counts against maxUnavailable'
 * effectText('counts', 'maxSurge') // => 'always counts against maxSurge'
 *
 * @since 0.2.0
 */
export const effectText = (
  effect: Blocker['effect'],
  setting: 'maxUnavailable' | 'maxSurge' = 'maxUnavailable',
): string => {
  switch (effect) {
    case 'counts':
      return `always counts against ${setting}`
    case 'wouldCount':
      return `will always count against ${setting} once Kubernetes picks it`
    case 'doesNotCount':
      return `does not count against ${setting}`
  }
}
