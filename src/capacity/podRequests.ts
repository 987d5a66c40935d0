import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, member } from '../data/own.js'
import { conditionOf } from '../kube/podFacts.js'
import type { Container, ContainerStatus, Pod } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import { addAmounts, amountsOf, HUGE_PAGES, type Amounts } from './nodeResources.js'
import { NO_QUANTITY } from './quantityAmount.js'
import { mostOf, resourcesAt, sumOf, type Reader, type ResourceList } from './resourceList.js'

/** What a release counts. */
export type RequestRules = Pick<
  Semantics,
  | 'podRequestsCount'
  | 'sidecarsRequest'
  | 'statusRequestsCount'
  | 'podStatusRequestsCount'
  | 'statusRequestsSummed'
  | 'requestsRoundedOnce'
>

/** What a pod can request as a whole. */
export const isOfPod = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith(HUGE_PAGES)

/** What a pod that is to be placed requests, as the scheduler counts it. */
export const requestedAmounts = (pod: Pod, reader: Reader, rules: RequestRules): Amounts =>
  rules.requestsRoundedOnce
    ? amountsOf(podRequests(pod, reader, rules))
    : roundedAmounts(pod, reader)

/** What a pod that is on a node takes of it, as the scheduler counts it. */
export const usedAmounts = (pod: Pod, reader: Reader, rules: RequestRules): Amounts =>
  rules.requestsRoundedOnce
    ? amountsOf(usedRequests(pod, reader, rules))
    : roundedAmounts(pod, reader)

/**
 * What a pod requests, each container counted on its own, as schedulers did before 1.27.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/types.go` PodInfo.CalculateResource
 */
const roundedAmounts = (pod: Pod, reader: Reader): Amounts => {
  const { spec } = pod
  const containers = (spec?.containers ?? []).map((container, i) =>
    amountsOf(specRequests(container, ['spec', 'containers', i], pod, reader) ?? NOTHING),
  )
  const sums = new Map(addAmounts(containers))
  for (const [i, container] of (spec?.initContainers ?? []).entries()) {
    const requests = specRequests(container, ['spec', 'initContainers', i], pod, reader) ?? NOTHING
    for (const [name, amount] of amountsOf(requests)) {
      const before = sums.get(name) ?? 0n
      sums.set(name, amount > before ? amount : before)
    }
  }
  const overhead = resourcesAt(reader, spec?.overhead, ['spec', 'overhead']) ?? NOTHING
  return addAmounts([sums, amountsOf(overhead)])
}

const NOTHING: ResourceList = new Map()

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
 *   3. By older rules the most of the three counts of each container, and those add up.
 *
 * - **Upstream** component-helpers `resource/helpers.go` AggregateContainerRequests, effectivePodLevelResources;
 *   kubernetes `pkg/scheduler/framework/types.go` PodInfo.CalculateResource
 */
export const usedRequests = (pod: Pod, reader: Reader, rules: RequestRules): ResourceList => {
  if (!rules.statusRequestsCount) return podRequests(pod, reader, rules)
  const infeasible = isInfeasible(pod)
  const ofPod = statusOfPod(pod, reader)
  const hasStatus = rules.podStatusRequestsCount && isJsonObject(member(pod.status, 'resources'))
  const effective = (requests: ResourceList): ResourceList =>
    hasStatus
      ? mostOf(infeasible ? undefined : requests, ofPod.actuated, ofPod.allocated)
      : requests
  if (!rules.statusRequestsSummed) {
    const each = containerSums(pod, reader, rules, mostRequests(infeasible))
    return withPod(pod, reader, rules, each, (requests) => {
      const most = effective(requests)
      return new Map([...requests.keys()].map((name) => [name, most.get(name) ?? NO_QUANTITY]))
    })
  }
  const whole =
    rules.podStatusRequestsCount && ofPod.allocated !== undefined && ofPod.actuated !== undefined
  const spec = containerSums(pod, reader, rules, specRequests)
  const allocated = whole
    ? ofPod.allocated
    : containerSums(pod, reader, rules, allocatedRequests(infeasible))
  const actuated = whole
    ? ofPod.actuated
    : containerSums(pod, reader, rules, actuatedRequests(infeasible))
  const sums = mostOf(infeasible ? undefined : spec, actuated, allocated)
  return withPod(pod, reader, rules, sums, effective)
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
  const requests = rules.podRequestsCount
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
  { sidecarsRequest }: RequestRules,
  requestsOf: Requests,
): ResourceList => {
  const containers = (pod.spec?.containers ?? []).map((container, i) =>
    requestsOf(container, ['spec', 'containers', i], pod, reader),
  )
  let running: ResourceList = new Map()
  let atStart: ResourceList = new Map()
  for (const [i, container] of (pod.spec?.initContainers ?? []).entries()) {
    const requests = requestsOf(container, ['spec', 'initContainers', i], pod, reader)
    const keepsRunning = sidecarsRequest && container.restartPolicy === 'Always'
    const together = sumOf(requests, running)
    if (keepsRunning) running = together
    atStart = mostOf(atStart, together)
  }
  return mostOf(sumOf(...containers, running), atStart)
}

const specRequests: Requests = ({ resources }, path, _pod, reader) =>
  resourcesAt(reader, member(resources, 'requests'), [...path, 'resources', 'requests'])

/** By older rules: of a container that says what it has in place, and of an init container that keeps running. */
const mostRequests =
  (infeasible: boolean): Requests =>
  (container, path, pod, reader) => {
    const spec = specRequests(container, path, pod, reader)
    const isInit = path.includes('initContainers')
    if (isInit && container.restartPolicy !== 'Always') return spec
    const found = statusOf(pod, container.name ?? '', OLD_STATUSES)
    if (found === undefined || !isJsonObject(found.status.resources)) return spec
    return mostOf(
      infeasible ? undefined : spec,
      resourcesAt(reader, member(found.status.resources, 'requests'), [
        ...found.path,
        'resources',
        'requests',
      ]),
      resourcesAt(reader, found.status.allocatedResources, [...found.path, 'allocatedResources']),
    )
  }

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

/** Of statuses of one name the last counts by older rules. */
const OLD_STATUSES = ['initContainerStatuses', 'containerStatuses'] as const

const statusOf = (
  pod: Pod,
  container: string,
  lists: typeof STATUSES | typeof OLD_STATUSES = STATUSES,
): { readonly status: ContainerStatus; readonly path: FieldPath } | undefined => {
  const isIts = ({ name }: ContainerStatus): boolean => (name ?? '') === container
  for (const list of lists) {
    const statuses = pod.status?.[list] ?? []
    const i = lists === STATUSES ? statuses.findIndex(isIts) : statuses.findLastIndex(isIts)
    const status = statuses[i]
    if (status !== undefined) return { status, path: ['status', list, i] }
  }
  return undefined
}

/** Whether the kubelet says that what is requested anew never fits the node. */
const isInfeasible = (pod: Pod): boolean =>
  conditionOf(pod, 'PodResizePending')?.reason === 'Infeasible'
