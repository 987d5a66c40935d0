import { ANY_NODE } from '../../analysis/nodeFacts.js'
import { satisfiable, type Contradiction } from '../../analysis/satisfiable.js'
import type { AuditRule, Fixable } from '../rule.js'
import { laidTerms, type LaidTerm } from './laidTerms.js'

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
  check: ({ daemonSets, nodeFacts }) =>
    daemonSets.flatMap(({ subject, policy }): readonly DeadTerm[] => {
      const { affinity } = policy
      if (affinity === undefined) return []
      const whyDead = ({ term, box }: LaidTerm): readonly Contradiction[] | undefined => {
        if (box !== undefined && nodeFacts === ANY_NODE) return undefined
        const alone = { ...policy, affinity: { path: affinity.path, terms: [term] } }
        const answer = satisfiable(alone, { nodes: nodeFacts })
        return answer.code === 'Satisfiable' ? undefined : answer.contradictions
      }
      const { terms } = laidTerms(policy)
      const dead = terms.flatMap((laid): readonly DeadTerm[] => {
        const { path } = laid.term
        const contradictions = whyDead(laid)
        if (contradictions === undefined) return []
        const fix = [{ op: 'remove', path }] as const
        return [{ code: 'DeadTerm', severity: 'warning', subject, path, contradictions, fix }]
      })
      return dead.length === terms.length ? [] : dead
    }),
}
