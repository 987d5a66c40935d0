import { hostPorts } from '../../kube/hostPorts.js'
import type { Finding } from '../../reason/finding.js'
import { allowsSurge } from '../../sync/updateStrategy.js'
import type { AuditRule } from '../rule.js'

/** An update starts new pods beside old ones that hold the same ports of the node. @since 0.2.0 */
export interface SurgeWithHostPorts extends Finding {
  readonly code: 'SurgeWithHostPorts'
  /** Each as `port/protocol`. */
  readonly ports: readonly string[]
}

/** Surges of DaemonSets with host ports. */
export const surgeWithHostPorts: AuditRule<SurgeWithHostPorts> = {
  code: 'SurgeWithHostPorts',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Its pods take ports of the node (`ports`), and `maxSurge` starts the new pod of an update before the old one is gone: it stays Pending, for the ports are taken, and the update gets stuck. On the host’s network every port of a container is one of the host.',
    fix: 'Update with `maxUnavailable` and without `maxSurge`.',
  },
  check: ({ daemonSets, semantics }) =>
    daemonSets.flatMap(({ daemonSet, subject }): readonly SurgeWithHostPorts[] => {
      const ports = hostPorts(daemonSet.spec?.template?.spec)
      if (ports.length === 0 || !allowsSurge(daemonSet, semantics)) return []
      return [
        {
          code: 'SurgeWithHostPorts',
          severity: 'error',
          subject,
          path: ['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'],
          ports: [...new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`))],
        },
      ]
    }),
}
