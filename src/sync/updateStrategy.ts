import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { isRollingUpdate, type DaemonSet, type RollingUpdateDaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { scaledValue, type ScaleFault } from './scaledValue.js'

/** The rolling update's settings; undefined where the strategy is another. */
const rollingUpdateOf = (daemonSet: DaemonSet): RollingUpdateDaemonSet | undefined =>
  isRollingUpdate(daemonSet)
    ? (daemonSet.spec?.updateStrategy?.rollingUpdate ?? undefined)
    : undefined

/** How many extra pods a rolling update may run; 0 where it says nothing (1.21 fails there, with its gate on). */
const maxSurge = (
  daemonSet: DaemonSet,
  desired: number,
  semantics: Semantics,
): E.Either<readonly [ScaleFault], number> => {
  if (!semantics.surge) return E.right(0)
  const rollingUpdate = rollingUpdateOf(daemonSet)
  if (rollingUpdate === undefined) return E.right(0)
  const value = semantics.absentSurgeIsNone ? (rollingUpdate.maxSurge ?? 0) : rollingUpdate.maxSurge
  return pipe(scaledValue(value, desired, { roundUp: true }), E.map(Number))
}

/** How many nodes may go without an available pod; 0 without a rolling update. */
const maxUnavailable = (
  daemonSet: DaemonSet,
  desired: number,
): E.Either<readonly [ScaleFault], number> => {
  const rollingUpdate = rollingUpdateOf(daemonSet)
  if (rollingUpdate === undefined) return E.right(0)
  return pipe(scaledValue(rollingUpdate.maxUnavailable, desired, { roundUp: true }), E.map(Number))
}

/**
 * Whether a node may hold an old and a new pod at once.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/util/daemonset_util.go` AllowsSurge
 */
export const allowsSurge = (daemonSet: DaemonSet, semantics: Semantics): boolean =>
  pipe(
    maxSurge(daemonSet, 1, semantics),
    E.exists((surge) => surge > 0),
  )

/**
 * The budget of a rolling update over a number of desired pods.
 *
 * @since 0.1.0
 */
export interface Budget {
  readonly maxSurge: number
  readonly maxUnavailable: number
}

/**
 * Which setting cannot be read.
 *
 * @since 0.1.0
 */
export interface BudgetFault {
  readonly setting: 'MaxUnavailable' | 'MaxSurge'
  readonly fault: ScaleFault
}

/**
 * The numbers that a rolling update works with. Where both are 0 and something is desired, one pod may be
 * unavailable.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` DaemonSetsController.updatedDesiredNodeCounts
 */
export const rollingUpdateBudget = (
  daemonSet: DaemonSet,
  desired: number,
  semantics: Semantics,
): E.Either<BudgetFault, Budget> =>
  pipe(
    maxUnavailable(daemonSet, desired),
    E.mapLeft(([fault]): BudgetFault => ({ setting: 'MaxUnavailable', fault })),
    E.chain((unavailable) =>
      pipe(
        maxSurge(daemonSet, desired, semantics),
        E.bimap(
          ([fault]): BudgetFault => ({ setting: 'MaxSurge', fault }),
          (surge) => ({
            maxSurge: surge,
            maxUnavailable: desired > 0 && unavailable === 0 && surge === 0 ? 1 : unavailable,
          }),
        ),
      ),
    ),
  )
