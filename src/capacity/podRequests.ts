import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, member } from '../data/own.js'
import { conditionOf } from '../kube/podFacts.js'
import type { Container, ContainerStatus, Pod } from '../kube/pod.js'
import { HUGE_PAGES } from './nodeResources.js'
import { mostOf, resourcesAt, sumOf, type Reader, type ResourceList } from './resourceList.js'

/** What a release counts. */
export interface RequestRules {
  /** Requests of the pod as a whole stand for those of its containers. */
  readonly ofPod: boolean
  /** An init container that keeps running counts beside the containers. */
  readonly sidecars: boolean
}

/** What a release counts of a pod that is on a node. */
export interface UsedRules extends RequestRules {
  /** What the kubelet has allocated and put in place counts, if that is more. */
  readonly ofStatus: boolean
  /** So does what it has of the pod as a whole. */
  readonly ofPodStatus: boolean
}

/** The newest verified release. */
export const NEWEST_RULES: UsedRules = {
  ofPod: true,
  sidecars: true,
  ofStatus: true,
  ofPodStatus: true,
}

/** What a pod can request as a whole. */
export const isOfPod = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith(HUGE_PAGES)

/**
 * What a pod that is to be placed requests.
 *
 * - **Rules**
 *   1. Containers add up. An init container runs beside those sidecars that come before it: of each resource the
 *      most that is needed at one time counts.
 *   2. Requests of the pod as a whole replace those sums: of cpu, memory and huge pages.
 *   3. The overhead of its runtime is added.
 *
 * - **Upstream** component-helpers `resource/helpers.go` PodRequests
 */
export const podRequests = (pod: Pod, reader: Reader, rules: RequestRules): ResourceList =>
  withPod(
    pod,
    reader,
    rules,
    containerSums(pod, reader, rules, specRequests),
    (requests) => requests,
  )

/**
 * What a pod that is on a node takes of it: the most of what it requests, what the kubelet has allocated and what
 * it has put in place.
 *
 * - **Rules**
 *   1. What a container requests does not count while the kubelet calls its change infeasible.
 *   2. What the kubelet says of the pod as a whole stands for what it says of containers.
 *
 * - **Upstream** component-helpers `resource/helpers.go` AggregateContainerRequests, effectivePodLevelResources;
 *   kubernetes `pkg/scheduler/framework/types.go` PodInfo.CalculateResource
 */
export const usedRequests = (pod: Pod, reader: Reader, rules: UsedRules): ResourceList => {
  if (!rules.ofStatus) return podRequests(pod, reader, rules)
  const infeasible = isInfeasible(pod)
  const ofPod = statusOfPod(pod, reader)
  const whole = rules.ofPodStatus && ofPod.allocated !== undefined && ofPod.actuated !== undefined
  const spec = containerSums(pod, reader, rules, specRequests)
  const allocated = whole
    ? ofPod.allocated
    : containerSums(pod, reader, rules, allocatedRequests(infeasible))
  const actuated = whole
    ? ofPod.actuated
    : containerSums(pod, reader, rules, actuatedRequests(infeasible))
  const sums = mostOf(infeasible ? undefined : spec, actuated, allocated)
  const hasStatus = rules.ofPodStatus && isJsonObject(member(pod.status, 'resources'))
  return withPod(pod, reader, rules, sums, (requests) =>
    hasStatus
      ? mostOf(infeasible ? undefined : requests, ofPod.actuated, ofPod.allocated)
      : requests,
  )
}

const statusOfPod = (
  { status }: Pod,
  reader: Reader,
): {
  readonly allocated: ResourceList | undefined
  readonly actuated: ResourceList | undefined
} => ({
  allocated: resourcesAt(reader, member(status, 'allocatedResources'), [
    'status',
    'allocatedResources',
  ]),
  actuated: resourcesAt(reader, member(member(status, 'resources'), 'requests'), [
    'status',
    'resources',
    'requests',
  ]),
})

/** Rules 2 and 3 of what a pod requests. */
const withPod = (
  { spec }: Pod,
  reader: Reader,
  rules: RequestRules,
  sums: ResourceList,
  effective: (requests: ResourceList) => ResourceList,
): ResourceList => {
  const path = ['spec', 'resources', 'requests']
  const requests = rules.ofPod
    ? resourcesAt(reader, member(spec?.resources, 'requests'), path)
    : undefined
  const named = [...(requests?.keys() ?? [])].some(isOfPod)
    ? effective(requests ?? sums)
    : undefined
  const whole = [...(named ?? [])].filter(([name]) => isOfPod(name))
  const overhead = resourcesAt(reader, spec?.overhead, ['spec', 'overhead'])
  return sumOf(new Map([...sums, ...whole]), overhead)
}

type Requests = (
  container: Container,
  path: FieldPath,
  pod: Pod,
  reader: Reader,
) => ResourceList | undefined

/** Rule 1 of what a pod requests. */
const containerSums = (
  pod: Pod,
  reader: Reader,
  { sidecars }: RequestRules,
  requestsOf: Requests,
): ResourceList => {
  const containers = (pod.spec?.containers ?? []).map((container, i) =>
    requestsOf(container, ['spec', 'containers', i], pod, reader),
  )
  let running: ResourceList = new Map()
  let atStart: ResourceList = new Map()
  for (const [i, container] of (pod.spec?.initContainers ?? []).entries()) {
    const requests = requestsOf(container, ['spec', 'initContainers', i], pod, reader)
    const keepsRunning = sidecars && container.restartPolicy === 'Always'
    const together = sumOf(requests, running)
    if (keepsRunning) running = together
    atStart = mostOf(atStart, together)
  }
  return mostOf(sumOf(...containers, running), atStart)
}

const specRequests: Requests = ({ resources }, path, _pod, reader) =>
  resourcesAt(reader, member(resources, 'requests'), [...path, 'resources', 'requests'])

const allocatedRequests =
  (infeasible: boolean): Requests =>
  (container, path, pod, reader) => {
    const found = statusOf(pod, container.name ?? '')
    const allocated =
      found &&
      resourcesAt(reader, found.status.allocatedResources, [...found.path, 'allocatedResources'])
    return allocated ?? (infeasible ? undefined : specRequests(container, path, pod, reader))
  }

const actuatedRequests =
  (infeasible: boolean): Requests =>
  (container, path, pod, reader) => {
    const found = statusOf(pod, container.name ?? '')
    const actuated =
      found &&
      resourcesAt(reader, member(found.status.resources, 'requests'), [
        ...found.path,
        'resources',
        'requests',
      ])
    return actuated ?? allocatedRequests(infeasible)(container, path, pod, reader)
  }

const STATUSES = ['containerStatuses', 'initContainerStatuses'] as const

const statusOf = (
  pod: Pod,
  container: string,
): { readonly status: ContainerStatus; readonly path: FieldPath } | undefined => {
  for (const list of STATUSES) {
    const statuses = pod.status?.[list] ?? []
    const i = statuses.findIndex(({ name }) => (name ?? '') === container)
    const status = statuses[i]
    if (status !== undefined) return { status, path: ['status', list, i] }
  }
  return undefined
}

/** Whether the kubelet says that what is requested anew never fits the node. */
const isInfeasible = (pod: Pod): boolean =>
  conditionOf(pod, 'PodResizePending')?.reason === 'Infeasible'
