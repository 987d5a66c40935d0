import type { Maybe } from '../data/maybe.js'
import type { Pod, PodSpec } from './pod.js'

/**
 * A port that a pod takes on its node.
 *
 * @since 0.1.0
 */
export interface HostPort {
  readonly port: number
  readonly protocol: string
  /** Empty where it is every address of the node. */
  readonly ip: string
}

/**
 * The ports that a pod takes on its node: those it names and, on the host's network, every port of its
 * containers.
 */
export const hostPorts = (spec: Maybe<PodSpec>): readonly HostPort[] => {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]
  return containers.flatMap((container) =>
    (container.ports ?? []).flatMap(({ hostPort, containerPort, protocol, hostIP }) => {
      const named = hostPort ?? 0
      const port = named === 0 && spec?.hostNetwork === true ? (containerPort ?? 0) : named
      if (port === 0) return []
      const ip = hostIP ?? ''
      return [{ port, protocol: protocol ?? 'TCP', ip: ip === '0.0.0.0' ? '' : ip }]
    }),
  )
}

/** Whether two ports of one node cannot both be taken. */
const clash = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === '' || b.ip === '' || a.ip === b.ip)

/**
 * Which of some ports another pod of the node holds; one that has ended holds none.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/nodeports`
 */
export const portsHeldBy = (wanted: readonly HostPort[], pod: Pod): readonly HostPort[] => {
  const phase = pod.status?.phase
  if (wanted.length === 0 || phase === 'Failed' || phase === 'Succeeded') return []
  const held = hostPorts(pod.spec)
  return wanted.filter((port) => held.some((other) => clash(port, other)))
}
