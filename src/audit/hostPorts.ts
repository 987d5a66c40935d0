import { nameOf } from '../kube/objectFacts.js'
import { hostPorts, portsConflict, type HostPort } from '../kube/hostPorts.js'
import type { HostPortCollision } from './finding.js'
import { POD_SPEC, type Survey, type Surveyed } from '../impact/survey.js'

/** Pairs of DaemonSets that want the same port of a node. The second one by name is the subject. */
export const hostPortCollisions = ({ daemonSets }: Survey): readonly HostPortCollision[] => {
  const withPorts = daemonSets
    .map((surveyed) => ({ surveyed, ports: hostPorts(surveyed.daemonSet.spec?.template?.spec) }))
    .filter(({ ports }) => ports.length > 0)
  return withPorts.flatMap((one, i) =>
    withPorts.slice(i + 1).flatMap((other) => {
      const nodes = bothRun(one.surveyed, other.surveyed)
      if (nodes.length === 0) return []
      const ports = new Map<string, HostPort>()
      for (const port of other.ports) {
        if (one.ports.some((taken) => portsConflict(taken, port))) {
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
