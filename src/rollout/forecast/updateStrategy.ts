import * as E from 'fp-ts/Either'
import { isRollingUpdate, type DaemonSet } from '../../kube/daemonSet.js'
import type { Semantics } from '../../kube/semantics.js'
import { type BudgetFault, rollingUpdateBudget } from '../../sync/updateStrategy.js'

/** How a rollout replaces pods, and within which budget. @since 0.1.0 */
export type UpdateStrategy =
  | { readonly code: 'InPlace'; readonly maxUnavailable: number }
  | { readonly code: 'Surge'; readonly maxSurge: number }
  /** Pods are replaced when somebody deletes them. */
  | { readonly code: 'OnDelete' }
  | ({ readonly code: 'InvalidBudget' } & BudgetFault)

/** How a DaemonSet's pods are updated, when so many nodes should run one. */
export const updateStrategyOf = (
  daemonSet: DaemonSet,
  desired: number,
  semantics: Semantics,
): UpdateStrategy => {
  if (!isRollingUpdate(daemonSet)) return { code: 'OnDelete' }
  const budget = rollingUpdateBudget(daemonSet, desired, semantics)
  if (E.isLeft(budget)) return { code: 'InvalidBudget', ...budget.left }
  const { maxSurge, maxUnavailable } = budget.right
  return maxSurge === 0 ? { code: 'InPlace', maxUnavailable } : { code: 'Surge', maxSurge }
}

/** How pods are replaced: where the controller does not, somebody has to delete them. */
export type UpdateMode = 'inPlace' | 'surge' | 'onDelete'

const UPDATE_MODES: Readonly<Record<UpdateStrategy['code'], UpdateMode>> = {
  InPlace: 'inPlace',
  Surge: 'surge',
  OnDelete: 'onDelete',
  InvalidBudget: 'onDelete',
}

export const updateModeOf = ({ code }: UpdateStrategy): UpdateMode => UPDATE_MODES[code]

/** How many nodes may be under way at once. */
export const budgetOf = (strategy: UpdateStrategy): number =>
  strategy.code === 'InPlace'
    ? strategy.maxUnavailable
    : strategy.code === 'Surge'
      ? strategy.maxSurge
      : 0

/** The setting that limits how many. */
export const settingOf = ({ code }: UpdateStrategy): 'maxUnavailable' | 'maxSurge' =>
  code === 'Surge' ? 'maxSurge' : 'maxUnavailable'
