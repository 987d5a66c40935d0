import { isJsonObject, member, own, type Json } from '../data/own.js'
import type { Container, Pod } from '../kube/pod.js'
import { HUGE_PAGES } from './nodeResources.js'
import { isOfPod } from './podRequests.js'

/**
 * A new pod as the API server stores it, as far as the scheduler counts.
 *
 * - **Rules**
 *   1. A container that limits a resource and requests none of it requests as much as its limit.
 *   2. A pod that limits as a whole cpu or memory, of which no container requests any, or huge pages, and requests none
 *      of it, requests its limit.
 *   3. On the host's network, a port that names none of the node takes the one of the container.
 *
 * - **Differs** what admission adds is not known: the overhead of a runtime class, a priority by its class, defaults of
 *   limit ranges, whatever webhooks do
 * - **Upstream** kubernetes `pkg/apis/core/v1/defaults.go` SetDefaults_Pod; kubernetes `pkg/apis/core/v1/defaults.go`
 *   defaultPodRequests; kubernetes `pkg/apis/core/v1/defaults.go` defaultHostNetworkPorts
 */
export const storedPod = (pod: Pod): Pod => {
  const { spec } = pod
  if (spec === undefined || spec === null) return pod
  const onHost = spec.hostNetwork === true
  const stored = (container: Container): Container => ({
    ...container,
    resources: withRequests(container.resources, () => true),
    ...(onHost && { ports: container.ports?.map(onPort) }),
  })
  const containers = spec.containers?.map(stored)
  const initContainers = spec.initContainers?.map(stored)
  const requested = new Set(
    [...(containers ?? []), ...(initContainers ?? [])].flatMap(({ resources }) =>
      Object.keys(requestsOf(resources)),
    ),
  )
  const resources = withRequests(
    spec.resources,
    (name) => isOfPod(name) && (name.startsWith(HUGE_PAGES) || !requested.has(name)),
  )
  return { ...pod, spec: { ...spec, containers, initContainers, resources } }
}

type Port = NonNullable<Container['ports']>[number]

const onPort = (port: Port): Port =>
  (port.hostPort ?? 0) === 0 ? { ...port, hostPort: port.containerPort } : port

const requestsOf = (resources: unknown): Json => {
  const requests = member(resources, 'requests')
  return isJsonObject(requests) ? requests : {}
}

/** Resources with requests for what they limit only, of those names. */
const withRequests = (resources: unknown, isAsked: (name: string) => boolean): unknown => {
  const limits = member(resources, 'limits')
  if (!isJsonObject(resources) || !isJsonObject(limits)) return resources
  const requests = requestsOf(resources)
  const added = Object.entries(limits).filter(
    ([name]) => isAsked(name) && own(requests, name) === undefined,
  )
  return { ...resources, requests: { ...Object.fromEntries(added), ...requests } }
}
