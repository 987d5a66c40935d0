import { int64ToJson, toInt64, type JsonInt64 } from '../../data/int64.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import { NO_EXECUTE } from '../../kube/wellKnown.js'
import type { AuditRule, Fixable } from '../rule.js'

/** Seconds for an eviction by taints that evict nobody. @since 0.2.0 */
export interface SecondsWithoutNoExecute extends Fixable {
  readonly code: 'SecondsWithoutNoExecute'
  readonly key: string
  readonly effect: string
  readonly seconds: JsonInt64
}

/** Tolerations with seconds and without `NoExecute`. */
export const secondsWithoutNoExecute: AuditRule<SecondsWithoutNoExecute> = {
  code: 'SecondsWithoutNoExecute',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration has `tolerationSeconds` and not `effect: NoExecute` (`key`, `effect`, `seconds`), which the API server refuses: only that effect evicts pods.',
    fix: 'Leave the seconds out, or say `effect: NoExecute` if pods should leave after that time.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject }) =>
      (daemonSet.spec?.template?.spec?.tolerations ?? []).flatMap(
        (toleration, i): readonly SecondsWithoutNoExecute[] => {
          const { key, tolerationSeconds: seconds } = toleration
          const effect = toleration.effect ?? ''
          if (seconds === undefined || seconds === null || effect === NO_EXECUTE) return []
          const path = [...POD_SPEC, 'tolerations', i, 'tolerationSeconds']
          return [
            {
              code: 'SecondsWithoutNoExecute',
              severity: 'error',
              subject,
              path,
              key: key ?? '',
              effect,
              seconds: int64ToJson(toInt64(seconds)),
              // Without an effect it tolerates NoExecute, too, and the seconds count.
              ...(effect !== '' && { fix: [{ op: 'remove', path }] as const }),
            },
          ]
        },
      ),
    ),
}
