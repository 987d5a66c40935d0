import * as E from 'fp-ts/Either'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Semantics } from '../../kube/semantics.js'
import { rollingUpdateBudget, type BudgetFault } from '../../sync/updateStrategy.js'

/** How a rollout replaces pods, and within which budget. @since 0.1.0 */
export type Pace =
  | { readonly code: 'InPlace'; readonly maxUnavailable: number }
  | { readonly code: 'Surge'; readonly maxSurge: number }
  /** Pods are replaced when somebody deletes them. */
  | { readonly code: 'OnDelete' }
  | ({ readonly code: 'InvalidBudget' } & BudgetFault)

/** The pace of a DaemonSet's rollout over a number of desired pods. */
export const paceOf = (daemonSet: DaemonSet, desired: number, semantics: Semantics): Pace => {
  if (daemonSet.spec?.updateStrategy?.type !== 'RollingUpdate') return { code: 'OnDelete' }
  const budget = rollingUpdateBudget(daemonSet, desired, semantics)
  if (E.isLeft(budget)) return { code: 'InvalidBudget', ...budget.left }
  const { maxSurge, maxUnavailable } = budget.right
  return maxSurge === 0 ? { code: 'InPlace', maxUnavailable } : { code: 'Surge', maxSurge }
}

/** How a rollout replaces pods: where the controller does not, somebody has to delete them. */
export type Manner = 'inPlace' | 'surge' | 'onDelete'

const MANNERS: Readonly<Record<Pace['code'], Manner>> = {
  InPlace: 'inPlace',
  Surge: 'surge',
  OnDelete: 'onDelete',
  InvalidBudget: 'onDelete',
}

export const mannerOf = ({ code }: Pace): Manner => MANNERS[code]

/** How many nodes may be under way at once. */
export const budgetOf = (pace: Pace): number =>
  pace.code === 'InPlace' ? pace.maxUnavailable : pace.code === 'Surge' ? pace.maxSurge : 0
