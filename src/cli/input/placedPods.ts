import { equalJson } from '../../data/equalJson.js'
import { member } from '../../data/own.js'
import { controllerOf } from '../../kube/objectFacts.js'
import type { Condition } from '../../kube/objectMeta.js'
import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../../kube/pod.js'

/**
 * Makes of pods that are on a node what is asked of such pods, for a great many of them; others stay as they are.
 *
 * - **Rules**
 *   1. Its affinity mattered until it was there. Of its conditions those are kept that say whether it is ready, since
 *      when it is placed, and what becomes of a change of its resources; of containers that are ready how often they have
 *      restarted.
 *   2. A pod that something else than a DaemonSet or a kubelet controls can be claimed by no DaemonSet. Of it is kept who
 *      it is, what it takes of its node, its priority, and what it tolerates.
 *   3. What is the same in many pods is kept once.
 */
export const placedPods = (): ((pod: Pod) => Pod) => {
  const nodes = new Map<string, string>()
  const statuses = new Map<string, PodStatus>()
  const conditions = new WeakMap<Conditions, Conditions>()
  const restarts = new Map<string, readonly ContainerStatus[]>()

  const nodeIn = ({ nodeName }: PodSpec): string => {
    const name = nodeName ?? ''
    const known = nodes.get(name)
    if (known !== undefined) return known
    nodes.set(name, name)
    return name
  }

  const statusOf = ({ phase }: PodStatus): PodStatus => {
    const known = statuses.get(phase ?? '')
    if (known !== undefined) return known
    const status = { phase }
    statuses.set(phase ?? '', status)
    return status
  }

  const askedIn = (all: Conditions): Conditions => {
    const known = conditions.get(all)
    if (known !== undefined) return known
    const asked = all.filter(({ type }) => ASKED.has(type ?? ''))
    conditions.set(all, asked)
    return asked
  }

  const restartsOf = (all: readonly ContainerStatus[]): readonly ContainerStatus[] => {
    const found = all.map(({ name, restartCount }) => ({ name, restartCount }))
    const key = JSON.stringify(found)
    const known = restarts.get(key)
    if (known !== undefined) return known
    if (restarts.size < MOST_KNOWN) restarts.set(key, found)
    return found
  }

  const asAsked = (status: PodStatus, spec: PodSpec): PodStatus => {
    const { conditions: all, containerStatuses, initContainerStatuses, ...rest } = status
    const isReady = all?.find(({ type }) => type === 'Ready')?.status === 'True'
    if (!isReady || isResized(status, spec))
      return all ? { ...status, conditions: askedIn(all) } : status
    return {
      ...rest,
      conditions: askedIn(all),
      ...(containerStatuses && { containerStatuses: restartsOf(containerStatuses) }),
      ...(initContainerStatuses && { initContainerStatuses: restartsOf(initContainerStatuses) }),
    }
  }

  return (pod) => {
    const { metadata, spec, status } = pod
    if (spec === undefined || spec === null || (spec.nodeName ?? '') === '') return pod
    const { affinity: _affinity, nodeSelector, ...rest } = spec
    const placed = { ...rest, nodeName: nodeIn(spec) }
    if (!isOfOthers(pod)) {
      return {
        ...pod,
        spec: nodeSelector === undefined ? placed : { ...placed, nodeSelector },
        ...(status !== undefined && status !== null && { status: asAsked(status, placed) }),
      }
    }
    const taken = status ?? {}
    return {
      metadata,
      spec: placed,
      status: isResized(taken, placed) ? resourcesIn(taken) : statusOf(taken),
    }
  }
}

/** Rule 2. */
const isOfOthers = ({ metadata }: Pod): boolean => {
  const kind = controllerOf(metadata)?.kind ?? ''
  return kind !== '' && kind !== 'DaemonSet' && kind !== 'Node'
}

const ASKED: ReadonlySet<string> = new Set(['Ready', 'PodScheduled', 'PodResizePending'])

type Conditions = readonly Condition[]

/** So many kinds of container statuses are kept once. */
const MOST_KNOWN = 10_000

/** What a status says of the room that is taken. */
const resourcesIn = ({
  phase,
  allocatedResources,
  resources,
  ...status
}: PodStatus): PodStatus => ({
  phase,
  allocatedResources,
  resources,
  conditions: status.conditions,
  containerStatuses: status.containerStatuses?.map(resourcesOf),
  initContainerStatuses: status.initContainerStatuses?.map(resourcesOf),
})

const resourcesOf = ({
  name,
  allocatedResources,
  resources,
}: ContainerStatus): ContainerStatus => ({
  name,
  allocatedResources,
  resources,
})

/** Whether the kubelet has given, or is asked for, anything else than what the spec requests. */
const isResized = (status: PodStatus, spec: PodSpec): boolean =>
  status.allocatedResources !== undefined ||
  status.resources !== undefined ||
  (status.conditions ?? []).some(({ type }) => type === 'PodResizePending') ||
  differs(status.containerStatuses, spec.containers) ||
  differs(status.initContainerStatuses, spec.initContainers)

const differs = (
  statuses: PodStatus['containerStatuses'],
  containers: PodSpec['containers'],
): boolean =>
  (statuses ?? []).some(({ name, allocatedResources, resources }) => {
    if (allocatedResources === undefined && resources === undefined) return false
    const its = (containers ?? []).find((container) => container.name === name)
    const requests = member(its?.resources, 'requests')
    return (
      its === undefined ||
      (allocatedResources !== undefined && !equalJson(allocatedResources, requests)) ||
      (resources !== undefined && !equalJson(member(resources, 'requests'), requests))
    )
  })
