import type { Finding } from '../../reason/finding.js'
import type { AuditRule } from '../rule.js'
import { selectsEveryNode } from './selectsEveryNode.js'

/** Every node matches a required node affinity. @since 0.2.0 */
export interface AffinityAlwaysHolds extends Finding {
  readonly code: 'AffinityAlwaysHolds'
  readonly terms: number
}

/** Node affinities that leave no node out. */
export const affinityAlwaysHolds: AuditRule<AffinityAlwaysHolds> = {
  code: 'AffinityAlwaysHolds',
  severities: ['warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Every node that can exist matches one of the terms (`terms`, how many) of the required node affinity, so it keeps pods from none: terms are alternatives. Two terms that each leave out other nodes (`NotIn`) leave out none together. Looked for as far as 1,000,000 steps of a proof go.',
    fix: 'Put the requirements that should all hold into one term.',
  },
  check: ({ daemonSets, nodeFacts }) =>
    daemonSets.flatMap(({ subject, policy }): readonly AffinityAlwaysHolds[] => {
      const { affinity } = policy
      if (affinity === undefined) return []
      const alone = { ...policy, nodeName: '', selectedLabels: [] }
      if (!selectsEveryNode(alone, nodeFacts)) return []
      return [
        {
          code: 'AffinityAlwaysHolds',
          severity: 'warning',
          subject,
          path: affinity.path,
          terms: affinity.terms.length,
        },
      ]
    }),
}
