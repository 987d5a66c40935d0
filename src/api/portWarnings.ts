import type { FieldPath } from '../data/fieldPath.js'
import { member } from '../data/own.js'
import type { ContainerPort } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import type { ServerWarning } from '../reason/serverWarning.js'

/** A container, and where it stands. */
export type Located = readonly [container: unknown, at: FieldPath]

/** A port with what goes without saying. */
interface Port {
  readonly name: string
  readonly containerPort: number
  readonly hostPort: number
  readonly hostIP: string
  readonly protocol: string
  readonly path: FieldPath
}

/**
 * What the API server warns of about the ports of all containers of a template.
 *
 * - **Rules**
 *   1. An address of the host says nothing without a port of the host.
 *   2. Of two ports with the same number and protocol, the second one is the same as the first, overlaps with it
 *      where one of them takes no port of the host, or takes the same port of the host on all addresses.
 *   3. A name that an earlier port has, in any container, is looked up as that one.
 *
 * - **Upstream** kubernetes `pkg/api/pod/warnings.go` warningsForPodSpecAndMeta
 */
export const portWarnings = (
  containers: readonly Located[],
  { portsWarned, addressesWarned }: Semantics,
): readonly ServerWarning[] => {
  if (!portsWarned) return []
  const ports = containers.flatMap(([container, at]) => portsOf(container, at))
  const before = new Map<string, Port[]>()
  return [
    ...ports.flatMap((port) => {
      const others = before.get(socketOf(port)) ?? []
      const warned = [...withoutHostPort(port), ...others.flatMap((other) => conflict(port, other))]
      before.set(socketOf(port), others)
      others.push(port)
      return warned
    }),
    ...(addressesWarned ? repeatedNames(ports) : []),
  ]
}

const portsOf = (container: unknown, at: FieldPath): readonly Port[] => {
  const ports = member(container, 'ports')
  return (Array.isArray(ports) ? ports : []).map((given: unknown, i) => {
    const { name, containerPort, hostPort, hostIP, protocol } = (given ?? {}) as ContainerPort
    return {
      name: name ?? '',
      containerPort: containerPort ?? 0,
      hostPort: hostPort ?? 0,
      hostIP: hostIP ?? '',
      protocol: (protocol ?? '') || 'TCP',
      path: [...at, 'ports', i],
    }
  })
}

const withoutHostPort = ({ path, ...port }: Port): readonly ServerWarning[] =>
  port.hostIP !== '' && port.hostPort === 0 ? [{ code: 'HostAddressWithoutPort', path, port }] : []

const socketOf = ({ containerPort, protocol }: Port): string => `${containerPort}/${protocol}`

const conflict = ({ path, hostIP, hostPort }: Port, other: Port): readonly ServerWarning[] => {
  const warned = { path, other: other.path }
  if (hostIP === other.hostIP && hostPort === other.hostPort) {
    return [{ code: 'DuplicatePort', ...warned }]
  }
  if (hostPort === 0 || other.hostPort === 0) return [{ code: 'OverlappingPort', ...warned }]
  return hostPort === other.hostPort && (hostIP === '') !== (other.hostIP === '')
    ? [{ code: 'AmbiguousPort', ...warned }]
    : []
}

const repeatedNames = (ports: readonly Port[]): readonly ServerWarning[] => {
  const first = new Map<string, FieldPath>()
  return ports.flatMap(({ name, path }) => {
    const other = first.get(name)
    if (name === '') return []
    if (other === undefined) first.set(name, path)
    return other === undefined ? [] : [{ code: 'DuplicatePortName', path, name, other }]
  })
}
