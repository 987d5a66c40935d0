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
  /** How many nodes should run it; absent where nodes were not given. */
  readonly desired?: number
}

/** Budgets of rolling updates that are none. */
export const updateBudget: AuditRule<UpdateBudget> = {
  code: 'UpdateBudget',
  severities: ['error', 'warning', 'note'],
  needs: ['daemonSets'],
  doc: {
    means:
      '`maxUnavailable` comes to all pods at once, or, with a surge of none, to none (`comesTo`). A percentage is one of the nodes that should run it (`desired`), rounded up, so few nodes make much of it. A warning where nodes show it, a note of 100 % where they were not given; an error for none, which the API server refuses.',
    fix: 'Say a number, or a smaller percentage.',
  },
  check: ({ cluster, daemonSets }) =>
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
      if (cluster.nodes === undefined) {
        return typeof maxUnavailable === 'string' && of(maxUnavailable, 100) >= 100
          ? [{ ...common, severity: 'note', comesTo: 'All' }]
          : []
      }
      const desired = runs.length
      return desired > 1 && of(maxUnavailable, desired) >= desired
        ? [{ ...common, severity: 'warning', comesTo: 'All', desired }]
        : []
    }),
}
