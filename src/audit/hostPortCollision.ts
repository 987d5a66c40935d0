import type { Surveyed } from '../cluster/survey.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { grouped } from '../data/grouped.js'
import { hostPorts, portsConflict, type HostPort } from '../kube/hostPorts.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Finding, Subject } from '../reason/finding.js'
import type { AuditRule } from './rule.js'

/** Two DaemonSets want the same port of the nodes on which both run. @since 0.1.0 */
export interface HostPortCollision extends Finding {
  readonly code: 'HostPortCollision'
  readonly other: Subject
  readonly port: number
  readonly protocol: string
  readonly nodes: readonly string[]
}

/** Pairs of DaemonSets that want the same port of a node. The second one by name is the subject. */
export const hostPortCollision: AuditRule<HostPortCollision> = {
  code: 'HostPortCollision',
  severities: ['error'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'Two DaemonSets want the same host port of the same nodes (`other`, `port`, `protocol`, `nodes`): one of them stays Pending there. On the host’s network every port of a container is one of the host.',
    fix: 'Give one of them another port, or keep them on different nodes.',
  },
  check: ({ daemonSets }) => {
    const withPorts = daemonSets
      .map((surveyed) => ({ surveyed, ports: hostPorts(surveyed.daemonSet.spec?.template?.spec) }))
      .filter(({ ports }) => ports.length > 0)
    const wanting = grouped(
      withPorts.flatMap((each, place) => each.ports.map((port) => ({ ...each, place, port }))),
      ({ port }) => String(port.port),
    )
    return withPorts.flatMap((one, place) => {
      // Only who wants a port of the same number can be in the way.
      const near = one.ports.flatMap((port) => wanting.get(String(port.port)) ?? [])
      const later = new Map(
        near.flatMap((each) => (each.place > place ? [[each.place, each]] : [])),
      )
      return [...later.values()]
        .sort((a, b) => a.place - b.place)
        .flatMap((other) => {
          const ports = new Map<string, HostPort>()
          for (const port of other.ports) {
            if (one.ports.some((taken) => portsConflict(taken, port))) {
              ports.set(`${port.port}/${port.protocol}`, port)
            }
          }
          const nodes = ports.size === 0 ? [] : bothRun(one.surveyed, other.surveyed)
          if (nodes.length === 0) return []
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
        })
    })
  },
}

/** The nodes on which both run. */
const bothRun = (a: Surveyed, b: Surveyed): readonly string[] => {
  const names = new Set(b.runs.map(nameOf))
  return a.runs.map(nameOf).filter((name) => names.has(name))
}
