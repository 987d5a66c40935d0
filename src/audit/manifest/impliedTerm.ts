import type { FieldPath } from '../../data/fieldPath.js'
import type { AuditRule, Fixable } from '../rule.js'
import { impliedTerms, laidTerms } from './laidTerms.js'

/** A term of its node affinity whose nodes another term selects, too. @since 0.2.0 */
export interface ImpliedTerm extends Fixable {
  readonly code: 'ImpliedTerm'
  /** The other term. */
  readonly by: FieldPath
}

/** Terms that change nothing, for another one matches wherever they do. */
export const impliedTerm: AuditRule<ImpliedTerm> = {
  code: 'ImpliedTerm',
  severities: ['warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Wherever this term of the required node affinity matches, another one does (`by`): terms are alternatives, so it changes nothing.',
    fix: 'Take the term out, or put its requirements into the other one if both should hold.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, policy }) =>
      impliedTerms(laidTerms(policy)).flatMap(({ term, by }): readonly ImpliedTerm[] =>
        by === undefined
          ? []
          : [
              {
                code: 'ImpliedTerm',
                severity: 'warning',
                subject,
                path: term.term.path,
                by: by.term.path,
                fix: [{ op: 'remove', path: term.term.path }],
              },
            ],
      ),
    ),
}
