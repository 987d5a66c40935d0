import { POD_SPEC, PREFERRED } from '../../kube/podTemplate.js'
import type { AuditRule, Fixable } from '../rule.js'

/** A preference between nodes, where the pods have no choice. @since 0.2.0 */
export interface PreferredAffinity extends Fixable {
  readonly code: 'PreferredAffinity'
  readonly terms: number
}

/** Preferred node affinities of DaemonSets. */
export const preferredAffinity: AuditRule<PreferredAffinity> = {
  code: 'PreferredAffinity',
  severities: ['note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'It prefers some nodes (`terms`, how many preferences). That changes nothing: the controller makes a pod for every node that is eligible, and ties it to that node.',
    fix: 'Take it out; or require it, if it should keep pods from other nodes.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject }): readonly PreferredAffinity[] => {
      const terms = daemonSet.spec?.template?.spec?.affinity?.nodeAffinity?.[PREFERRED] ?? []
      const path = [...POD_SPEC, 'affinity', 'nodeAffinity', PREFERRED]
      return terms.length === 0
        ? []
        : [
            {
              code: 'PreferredAffinity',
              severity: 'note',
              subject,
              path,
              terms: terms.length,
              fix: [{ op: 'remove', path }],
            },
          ]
    }),
}
