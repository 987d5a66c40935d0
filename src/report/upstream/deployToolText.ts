import type { DaemonSet } from '../../kube/daemonSet.js'
import type { OfKind } from '../../kube/kind.js'
import type {
  ArgoHealth,
  DeployReadiness,
  HelmReadiness,
  KstatusReadiness,
} from '../../rollout/deployReady.js'
import { terminalLines } from '../text/terminalText.js'
import { kubectlRolloutStatus } from './kubectlText.js'

/**
 * What helm 3 logs of a DaemonSet that it waits for; nothing where it is ready.
 *
 * @example
 * import { helmReadyText } from 'podfit/report'
 *
 * const updating = { code: 'Updating', ready: false, updated: 1, desired: 3 } as const
 * helmReadyText(updating, { namespace: 'logging', name: 'agent' }) // => 'DaemonSet is not ready: logging/agent. 1 out of 3 expected pods have been scheduled'
 *
 * @since 0.2.0
 */
export const helmReadyText = (
  readiness: HelmReadiness,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): string => {
  const head = `DaemonSet is not ready: ${namespace}/${name}.`
  switch (readiness.code) {
    case 'SpecNotObserved':
      return `${head} observedGeneration (${readiness.observedGeneration}) does not match spec generation (${readiness.generation}).`
    case 'Updating':
      return `${head} ${readiness.updated} out of ${readiness.desired} expected pods have been scheduled`
    case 'TooFewReady':
      return `${head} ${readiness.numberReady} out of ${readiness.enough} expected pods are ready`
    case 'NothingToWaitFor':
    case 'Ready':
      return ''
  }
}

/**
 * The message of kstatus, which helm 4 and Flux show.
 *
 * @example
 * import { kstatusText } from 'podfit/report'
 *
 * kstatusText({ code: 'LessAvailable', status: 'InProgress', number: 0, desired: 1 }) // => 'Available: 0/1'
 *
 * @since 0.2.0
 */
export const kstatusText = (readiness: KstatusReadiness): string => {
  switch (readiness.code) {
    case 'Terminating':
      return 'Resource scheduled for deletion'
    case 'GenerationNotObserved':
      return `DaemonSet generation is ${readiness.generation}, but latest observed generation is ${readiness.observedGeneration}`
    case 'Reconciling':
    case 'Stalled':
      return readiness.message
    case 'NoGeneration':
      return 'DaemonSet metadata.generation not found'
    case 'NoObservedGeneration':
      return 'DaemonSet status.observedGeneration not found'
    case 'NoDesiredNumber':
      return 'Missing .status.desiredNumberScheduled'
    case 'Current':
      return `All replicas scheduled as expected. Replicas: ${readiness.desired}`
    default:
      return `${readiness.code.slice('Less'.length)}: ${readiness.number}/${readiness.desired}`
  }
}

/**
 * The message that Argo CD shows beside the health of a DaemonSet; none where it is healthy.
 *
 * @example
 * import { argoHealthText } from 'podfit/report'
 *
 * argoHealthText({ code: 'PendingDeletion', status: 'Progressing' }, 'agent') // => 'Pending deletion'
 *
 * @since 0.2.0
 */
export const argoHealthText = (health: ArgoHealth, name: string): string => {
  switch (health.code) {
    case 'PendingDeletion':
      return 'Pending deletion'
    case 'SpecNotObserved':
      return 'Waiting for rollout to finish: observed daemon set generation less than desired generation'
    case 'OnDelete':
      return `daemon set ${health.updated} out of ${health.desired} new pods have been updated`
    case 'Healthy':
      return ''
    default:
      return kubectlRolloutStatus(health, name).message.trimEnd()
  }
}

/**
 * What deploy tools make of a DaemonSet, a line for each: its word, and its own message; where helm 3 says nothing,
 * what it went by.
 *
 * @example
 * import { deployReadyText } from 'podfit/report'
 * import { deployReady } from 'podfit/rollout'
 *
 * const daemonSet = { metadata: { name: 'agent', generation: 2 }, status: { observedGeneration: 1 } }
 * deployReadyText(deployReady(daemonSet), daemonSet)[1] // => 'helm 4 --wait, Flux: InProgress: DaemonSet generation is 2, but latest observed generation is 1'
 *
 * @since 0.2.0
 */
export const deployReadyText = <const K extends string>(
  { helm3, kstatus, argo }: DeployReadiness,
  { metadata }: DaemonSet & OfKind<K, 'DaemonSet'>,
): readonly string[] => {
  const [name, namespace] = [metadata?.name ?? '', metadata?.namespace ?? '']
  const lines = [
    ['helm 3 --wait', helm3.ready ? 'ready' : 'waits', helmWhy(helm3, { namespace, name })],
    ['helm 4 --wait, Flux', kstatus.status, kstatusText(kstatus)],
    ['Argo CD', argo.status, argoHealthText(argo, name)],
  ]
  return terminalLines(lines.map((line) => line.filter((part) => part !== '').join(': ')))
}

/** The same in a word or two for each tool, kstatus' reason with it. */
export const deployToolCells = ({ helm3, kstatus, argo }: DeployReadiness): readonly string[] => [
  `helm 3 ${helm3.ready ? 'ready' : 'waits'}`,
  `helm 4, Flux ${kstatus.status}${kstatus.code === 'Current' ? '' : ` (${kstatusText(kstatus)})`}`,
  `Argo CD ${argo.status}`,
]

/** Where helm 3 is ready it says nothing; what it went by is told in its place. */
const helmWhy = (readiness: HelmReadiness, of: Parameters<typeof helmReadyText>[1]): string => {
  switch (readiness.code) {
    case 'Ready': {
      const { numberReady, desired, maxUnavailable, enough } = readiness
      return `${numberReady} ready, and ${desired} desired - ${maxUnavailable} maxUnavailable = ${enough} are enough`
    }
    case 'NothingToWaitFor':
      return 'it waits for nothing unless the strategy is RollingUpdate'
    default:
      return helmReadyText(readiness, of)
  }
}
