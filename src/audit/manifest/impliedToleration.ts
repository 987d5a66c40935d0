import { taintParts } from '../../taint/taintParts.js'
import type { AuditRule, Fixable } from '../rule.js'
import { isAutomaticallyTolerated, needlessPaths } from './automaticToleration.js'

/** A toleration of what another one tolerates, too. @since 0.2.0 */
export interface ImpliedToleration extends Fixable {
  readonly code: 'ImpliedToleration'
  readonly key: string
  readonly value: string
  readonly effect: string
}

/** Tolerations that others of the template make needless. */
export const impliedToleration: AuditRule<ImpliedToleration> = {
  code: 'ImpliedToleration',
  severities: ['note'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Another toleration of the template tolerates all that this one does (`key`, `value`, `effect`), and for as long.',
    fix: 'Take it out; or the other one, if that tolerates more than it should.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, policy }) => {
      const needless = needlessPaths(policy)
      return policy.tolerations.flatMap((toleration): readonly ImpliedToleration[] => {
        const { source } = toleration
        if (source === 'automatic' || !needless.has(JSON.stringify(source))) return []
        if (isAutomaticallyTolerated(toleration, policy)) return []
        return [
          {
            code: 'ImpliedToleration',
            severity: 'note',
            subject,
            path: source,
            ...taintParts(toleration),
            fix: [{ op: 'remove', path: source }],
          },
        ]
      })
    }),
}
