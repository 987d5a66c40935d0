import { satisfiable, type Contradiction } from '../../analysis/satisfiable.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import type { Finding } from '../../reason/finding.js'
import type { AuditRule } from '../rule.js'

/** No node that can exist is selected. @since 0.2.0 */
export interface NeverSelects extends Finding {
  readonly code: 'NeverSelects'
  /** What contradicts what: of the whole, or of each term. */
  readonly contradictions: readonly Contradiction[]
}

/** DaemonSets whose node name, node selector and node affinity contradict each other. */
export const neverSelects: AuditRule<NeverSelects> = {
  code: 'NeverSelects',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'No node that can exist is selected: `nodeName`, `nodeSelector` and the required node affinity contradict each other, or ask for a label that none can have. `contradictions` lists the fewest requirements that cannot hold at once, for each term; `facts` where only what is known of all nodes is in the way.',
    fix: 'Leave one of them out, or make terms of those of which one should hold: terms are alternatives, the requirements of a term are not.',
  },
  check: ({ daemonSets, nodeFacts }) =>
    daemonSets.flatMap(({ subject, policy }): readonly NeverSelects[] => {
      const answer = satisfiable(policy, { nodes: nodeFacts })
      if (answer.code === 'Satisfiable') return []
      const { contradictions } = answer
      const path = contradictions[0]?.requirements[0] ?? contradictions[0]?.term ?? POD_SPEC
      return [{ code: 'NeverSelects', severity: 'error', subject, path, contradictions }]
    }),
}
