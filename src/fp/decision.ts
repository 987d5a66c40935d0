import type { Bounded } from 'fp-ts/Bounded'
import { max, min, type Monoid } from 'fp-ts/Monoid'
import type { Ord } from 'fp-ts/Ord'
import type { Decision } from '../reason/verdict.js'

const RANK: Readonly<Record<Decision, number>> = { leave: 0, stay: 1, run: 2 }

const compare = (a: Decision, b: Decision): -1 | 0 | 1 => {
  const difference = RANK[a] - RANK[b]
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}

/**
 * Decisions by how much they allow: `leave < stay < run`.
 *
 * @example
 * import { ordDecision } from 'podfit/fp'
 *
 * ordDecision.compare('stay', 'run') // => -1
 *
 * @since 0.2.0
 */
export const ordDecision: Ord<Decision> = { equals: (a, b) => a === b, compare }

const bounded: Bounded<Decision> = {
  equals: (a, b) => a === b,
  compare,
  bottom: 'leave',
  top: 'run',
}

/**
 * The strictest of decisions: what policies that must all agree allow together. Without any, `run`.
 *
 * - **Laws** `run` exactly when all say `run`; `leave` exactly when one says `leave`
 *
 * @example
 * import { monoidStrictest } from 'podfit/fp'
 *
 * monoidStrictest.concat('run', 'stay') // => 'stay'
 * monoidStrictest.empty // => 'run'
 *
 * @since 0.2.0
 */
export const monoidStrictest: Monoid<Decision> = /* @__PURE__ */ min(bounded)

/**
 * The most permissive of decisions: what is allowed where any one of the policies is enough. Without any,
 * `leave`.
 *
 * - **Laws** `run` exactly when one says `run`; `leave` exactly when all say `leave`
 *
 * @example
 * import { monoidMostPermissive } from 'podfit/fp'
 *
 * monoidMostPermissive.concat('leave', 'stay') // => 'stay'
 * monoidMostPermissive.empty // => 'leave'
 *
 * @since 0.2.0
 */
export const monoidMostPermissive: Monoid<Decision> = /* @__PURE__ */ max(bounded)
