import type { Eq } from 'fp-ts/Eq'
import { fromCompare, type Ord } from 'fp-ts/Ord'
import type { Ordering } from 'fp-ts/Ordering'
import { compareText } from '../data/compareText.js'
import type { Toleration } from '../kube/toleration.js'
import { readToleration } from '../taint/readToleration.js'

/**
 * Tolerations by key, operator, value and effect, each by its UTF-8 bytes, then `tolerationSeconds`.
 *
 * - **Rules**
 *   1. What is absent is empty; an absent operator is `Equal`.
 *   2. `tolerationSeconds` are compared as int64, `30` as `30n`. Absent, which is for ever, comes last.
 *
 * @example
 * import { ordToleration } from 'podfit/fp'
 *
 * const base = { key: 'gpu', operator: 'Exists', effect: 'NoExecute' }
 * const tolerations = [base, { ...base, tolerationSeconds: 300n }, { ...base, tolerationSeconds: 60 }]
 * tolerations.sort(ordToleration.compare).map(({ tolerationSeconds }) => tolerationSeconds) // => [60, 300n, undefined]
 *
 * @since 0.2.0
 */
export const ordToleration: Ord<Toleration> = /* @__PURE__ */ fromCompare((first, second) => {
  const [a, b] = [readToleration(first, []), readToleration(second, [])]
  return (
    compareText(a.key, b.key) ||
    compareText(a.operator || 'Equal', b.operator || 'Equal') ||
    compareText(a.value, b.value) ||
    compareText(a.effect, b.effect) ||
    compareSeconds(a.seconds, b.seconds)
  )
})

const compareSeconds = (a: bigint | undefined, b: bigint | undefined): Ordering => {
  if (a === b) return 0
  if (a === undefined) return 1
  return b === undefined || a < b ? -1 : 1
}

/**
 * Whether two tolerations say the same, by the rules of `ordToleration`.
 *
 * - **Laws** equal tolerations tolerate the same taints, for as long
 * - **Differs** What only comes to the same stays different: with `Exists` a value is not looked at.
 *
 * @example
 * import { eqToleration } from 'podfit/fp'
 *
 * eqToleration.equals({ key: 'gpu' }, { key: 'gpu', operator: 'Equal', value: '' }) // => true
 * eqToleration.equals({ key: 'gpu' }, { key: 'gpu', operator: 'Exists' }) // => false
 *
 * @since 0.2.0
 */
export const eqToleration: Eq<Toleration> = ordToleration
