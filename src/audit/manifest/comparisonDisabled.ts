import type { Finding } from '../../reason/finding.js'
import type { AuditRule } from '../rule.js'

/** A toleration that compares numbers, which the cluster does not do. @since 0.2.0 */
export interface ComparisonDisabled extends Finding {
  readonly code: 'ComparisonDisabled'
  readonly key: string
  readonly operator: string
}

/** Tolerations with `Gt` or `Lt` where the feature gate is off. */
export const comparisonDisabled: AuditRule<ComparisonDisabled> = {
  code: 'ComparisonDisabled',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration compares numbers (`key`, `operator`), and in the release that is asked about the feature gate `TaintTolerationComparisonOperators` is off or not there: it tolerates nothing, and the API server refuses it.',
    fix: 'Enable the feature gate (1.35 and newer; `--kubernetes` and its gates tell podfit), or name the values that are tolerated.',
  },
  check: ({ daemonSets, semantics }) =>
    semantics.tolerationComparison
      ? []
      : daemonSets.flatMap(({ subject, policy }) =>
          policy.tolerations.flatMap(({ source, key, operator }): readonly ComparisonDisabled[] =>
            source === 'automatic' || (operator !== 'Gt' && operator !== 'Lt')
              ? []
              : [
                  {
                    code: 'ComparisonDisabled',
                    severity: 'error',
                    subject,
                    path: [...source, 'operator'],
                    key,
                    operator,
                  },
                ],
          ),
        ),
}
