import * as E from 'fp-ts/Either'
import { isRollingUpdate, type IntOrString } from '../../kube/daemonSet.js'
import type { Finding } from '../../reason/finding.js'
import { scaledValue } from '../../sync/scaledValue.js'
import type { AuditRule } from '../rule.js'

/** A budget of a rolling update that comes to all pods at once, or to none. @since 0.2.0 */
export interface UpdateBudget extends Finding {
  readonly code: 'UpdateBudget'
  readonly maxUnavailable: IntOrString
  readonly comesTo: 'All' | 'None'
  /** How many nodes should run it; absent where it comes to none. */
  readonly desired?: number
}

/** Budgets of rolling updates that come to all pods at once, or to none. */
export const updateBudget: AuditRule<UpdateBudget> = {
  code: 'UpdateBudget',
  severities: ['error', 'warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      '`maxUnavailable` comes to none, with a surge of none, which the API server refuses; or, where nodes were given, to all of those that should run it (`comesTo`, `desired`): a percentage of few nodes is rounded up. The first is an error, the other a warning; who says 100 % means it.',
    fix: 'Say a number, or a smaller percentage.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject, runs }): readonly UpdateBudget[] => {
      const rolling = daemonSet.spec?.updateStrategy?.rollingUpdate
      const { maxUnavailable, maxSurge } = rolling ?? {}
      if (!isRollingUpdate(daemonSet) || maxUnavailable === undefined || maxUnavailable === null) {
        return []
      }
      const path = ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable']
      const common = { code: 'UpdateBudget', subject, path, maxUnavailable } as const
      const of = (value: IntOrString, total: number): number => {
        const scaled = scaledValue(value, total, { roundUp: true })
        return E.isLeft(scaled) ? Number.NaN : Number(scaled.right)
      }
      if (of(maxUnavailable, 100) === 0 && of(maxSurge ?? 0, 100) === 0) {
        return [{ ...common, severity: 'error', comesTo: 'None' }]
      }
      const desired = runs.length
      // Who says 100 % means all of them.
      const isMeant = typeof maxUnavailable === 'string' && of(maxUnavailable, 100) >= 100
      return desired > 1 && !isMeant && of(maxUnavailable, desired) >= desired
        ? [{ ...common, severity: 'warning', comesTo: 'All', desired }]
        : []
    }),
}
