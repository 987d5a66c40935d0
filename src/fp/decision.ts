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
