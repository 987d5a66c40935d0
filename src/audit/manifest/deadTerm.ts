import { satisfiable, type Contradiction } from '../../analysis/satisfiable.js'
import type { AuditRule, Fixable } from '../rule.js'
import { laidTerms } from './laidTerms.js'

/** A term of its node affinity that no node can match; others can. @since 0.2.0 */
export interface DeadTerm extends Fixable {
  readonly code: 'DeadTerm'
  readonly contradictions: readonly Contradiction[]
}

/** Terms that no node matches, where others are matched. */
export const deadTerm: AuditRule<DeadTerm> = {
  code: 'DeadTerm',
  severities: ['warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      'No node that can exist matches this term of the required node affinity, beside the `nodeSelector` (`contradictions`). The other terms select nodes, so it goes unnoticed.',
    fix: 'Correct the term, or take it out.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, policy }) => {
      const { affinity } = policy
      const { terms } = laidTerms(policy)
      if (affinity === undefined || terms.every(({ box }) => box === undefined)) return []
      return terms.flatMap(({ term, box }): readonly DeadTerm[] => {
        if (box !== undefined) return []
        const alone = satisfiable({ ...policy, affinity: { path: affinity.path, terms: [term] } })
        return [
          {
            code: 'DeadTerm',
            severity: 'warning',
            subject,
            path: term.path,
            contradictions: alone.code === 'Satisfiable' ? [] : alone.contradictions,
            fix: [{ op: 'remove', path: term.path }],
          },
        ]
      })
    }),
}
