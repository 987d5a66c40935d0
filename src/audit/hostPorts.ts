import { nameOf } from '../cluster/cluster.js'
import { member } from '../data/member.js'
import type { Container, PodSpec } from '../kube/pod.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { HostPortCollision } from './finding.js'
import { POD_SPEC, type Survey, type Surveyed } from '../impact/survey.js'

/** A port of the host that a pod asks for. */
interface HostPort {
  readonly port: number
  readonly protocol: string
  readonly address: string
}

/** An init container that keeps running holds its ports, too. */
const keepsRunning = (container: Container): boolean =>
  member(container, 'restartPolicy') === 'Always'

/**
 * The ports that a pod takes of its host.
 *
 * - **Rules**
 *   1. A container's `hostPort`; on the host's network its `containerPort`.
 *   2. Without a protocol it is TCP. Without an address, or with 0.0.0.0 or ::, it is every address.
 */
const hostPorts = (spec: PodSpec): readonly HostPort[] =>
  [...(spec.initContainers ?? []).filter(keepsRunning), ...(spec.containers ?? [])]
    .flatMap(({ ports }) => ports ?? [])
    .map(({ hostPort, containerPort, ...given }) => {
      const [protocol, address] = [given.protocol ?? '', given.hostIP ?? '']
      return {
        port:
          (hostPort ?? 0) !== 0 || spec.hostNetwork !== true
            ? (hostPort ?? 0)
            : (containerPort ?? 0),
        protocol: protocol === '' ? 'TCP' : protocol,
        address: ['0.0.0.0', '::'].includes(address) ? '' : address,
      }
    })
    .filter(({ port }) => port !== 0)

const collide = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port &&
  a.protocol === b.protocol &&
  (a.address === '' || b.address === '' || a.address === b.address)

const portsOf = ({ spec }: DaemonSet): readonly HostPort[] => hostPorts(spec?.template?.spec ?? {})

/** Pairs of DaemonSets that want the same port of a node. The second one by name is the subject. */
export const hostPortCollisions = ({ daemonSets }: Survey): readonly HostPortCollision[] => {
  const withPorts = daemonSets
    .map((surveyed) => ({ surveyed, ports: portsOf(surveyed.daemonSet) }))
    .filter(({ ports }) => ports.length > 0)
  return withPorts.flatMap((one, i) =>
    withPorts.slice(i + 1).flatMap((other) => {
      const nodes = bothRun(one.surveyed, other.surveyed)
      if (nodes.length === 0) return []
      const ports = new Map<string, HostPort>()
      for (const port of other.ports) {
        if (one.ports.some((taken) => collide(taken, port))) {
          ports.set(`${port.port}/${port.protocol}`, port)
        }
      }
      return [...ports.values()].map(({ port, protocol }): HostPortCollision => ({
        code: 'HostPortCollision',
        severity: 'error',
        subject: other.surveyed.subject,
        path: [...POD_SPEC, 'containers'],
        other: one.surveyed.subject,
        port,
        protocol,
        nodes,
      }))
    }),
  )
}

/** The nodes on which both run. */
export const bothRun = (a: Surveyed, b: Surveyed): readonly string[] => {
  const names = new Set(b.runs.map(nameOf))
  return a.runs.map(nameOf).filter((name) => names.has(name))
}
