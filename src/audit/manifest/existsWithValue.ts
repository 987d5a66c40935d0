import { POD_SPEC } from '../../kube/podTemplate.js'
import type { AuditRule, Fixable } from '../rule.js'

/** A toleration that gives a value and does not compare it. @since 0.2.0 */
export interface ExistsWithValue extends Fixable {
  readonly code: 'ExistsWithValue'
  readonly key: string
  readonly value: string
}

/** Tolerations with `Exists` and a value. */
export const existsWithValue: AuditRule<ExistsWithValue> = {
  code: 'ExistsWithValue',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration with `operator: Exists` has a value (`key`, `value`). The API server refuses it, and the controller would tolerate the taint whatever its value is.',
    fix: 'Leave the value out; or leave the operator out, if only that value should be tolerated.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject }) =>
      (daemonSet.spec?.template?.spec?.tolerations ?? []).flatMap(
        ({ key, operator, value: given }, i): readonly ExistsWithValue[] => {
          const value = given ?? ''
          if (operator !== 'Exists' || value === '') return []
          const path = [...POD_SPEC, 'tolerations', i, 'value']
          return [
            {
              code: 'ExistsWithValue',
              severity: 'error',
              subject,
              path,
              key: key ?? '',
              value,
              fix: [{ op: 'remove', path }],
            },
          ]
        },
      ),
    ),
}
