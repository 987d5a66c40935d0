import { formatInstant, SECOND, toInstant, type Instant } from '../../data/instant.js'
import { toInt64 } from '../../data/int64.js'
import type { Maybe } from '../../data/maybe.js'
import { member } from '../../data/member.js'
import type { Container, ContainerStatus, Pod } from '../../kube/pod.js'
import type { Cause } from './cause.js'

const PULL = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']
const PULL_MORE = ['ImageInspectError', 'RegistryUnavailable', 'SignatureValidationFailed']
const IMAGE_REASONS: ReadonlySet<string> = new Set([...PULL, ...PULL_MORE])

/** Reasons with which a container waits that is simply next. */
const ORDINARY: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing'])

/**
 * What a pod's container statuses say of why it is not ready: of the first container, init containers
 * before the others, that says anything.
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
