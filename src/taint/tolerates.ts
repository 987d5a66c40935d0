import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { KnownEffect, Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { comparisonNumber, readToleration, type ReadToleration } from './readToleration.js'

/**
 * Does this toleration tolerate this taint?
 *
 * - **Rules**
 *   1. A toleration's effect, unless empty, equals the taint's.
 *   2. A toleration's key, unless empty, equals the taint's.
 *   3. Then by operator: `Equal` or none, the values are equal; `Exists`, always; `Lt` and `Gt`, where the
 *      cluster has them, the taint's number is strictly below or above the toleration's, both written
 *      canonically; any other operator, never.
 *
 * - **Shapes** An effect that is written out and is none of the three does not compile, nor do a taint and a
 *   toleration in each other's place.
 * - **Differs** nowhere; API validation refuses some of what this accepts (an empty key with `Equal`).
 *   `tolerationSeconds` plays no part.
 * - **Errors** Never throws.
 * - **Upstream** api `core/v1/toleration.go` Toleration.ToleratesTaint
 *
 * @example
 * import { tolerates } from 'podfit'
 *
 * tolerates({ operator: 'Exists' }, { key: 'gpu', effect: 'NoSchedule' }) // => true
 * tolerates({ key: 'gpu', value: 'a100' }, { key: 'gpu', effect: 'NoSchedule' }) // => false
 *
 * @since 0.1.0
 */
export const tolerates = <const E extends string, const F extends string>(
  toleration: Toleration & KnownEffect<E>,
  taint: Taint & KnownEffect<F>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): boolean => readTolerates(readToleration(toleration, []), taint, semantics)

/** The same rule on a toleration that has been read. */
export const readTolerates = (
  toleration: ReadToleration,
  taint: Taint,
  semantics: Semantics,
): boolean => {
  if (toleration.effect !== '' && toleration.effect !== (taint.effect ?? '')) return false
  if (toleration.key !== '' && toleration.key !== (taint.key ?? '')) return false
  return operatorTolerates(toleration, taint.value ?? '', semantics)
}

/** Rule 3 alone: what the operator says of the taint's value. */
export const operatorTolerates = (
  toleration: ReadToleration,
  value: string,
  semantics: Semantics,
): boolean => {
  switch (toleration.operator) {
    case '':
    case 'Equal':
      return toleration.value === value
    case 'Exists':
      return true
    case 'Lt':
    case 'Gt': {
      if (!semantics.tolerationComparison || toleration.bound === undefined) return false
      const number = comparisonNumber(value)
      if (number === undefined) return false
      return toleration.operator === 'Lt' ? number < toleration.bound : number > toleration.bound
    }
    default:
      return false
  }
}
