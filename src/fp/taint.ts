import type { Eq } from 'fp-ts/Eq'
import { fromCompare, type Ord } from 'fp-ts/Ord'
import { compareText } from '../data/compareText.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { KnownEffect, Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { readToleration } from '../taint/readToleration.js'
import { taintParts } from '../taint/taintParts.js'
import { readTolerates } from '../taint/tolerates.js'
import {
  untoleratedTaints as ofTolerations,
  type UntoleratedOptions,
} from '../taint/untolerated.js'

/**
 * Whether a toleration tolerates a taint: `tolerates` with the taint last.
 *
 * @example
 * import { toleratedBy } from 'podfit/fp'
 *
 * const taints = [{ key: 'gpu', effect: 'NoSchedule' }, { key: 'db', effect: 'NoExecute' }]
 * taints.filter(toleratedBy({ key: 'gpu', operator: 'Exists' })) // => [{ key: 'gpu', effect: 'NoSchedule' }]
 *
 * @since 0.2.0
 */
export const toleratedBy = <const E extends string>(
  toleration: Toleration & KnownEffect<E>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): ((taint: Taint) => boolean) => {
  const read = readToleration(toleration, [])
  return (taint) => readTolerates(read, taint, semantics)
}

/**
 * The taints that none of the tolerations tolerates, in order; with `effects`, only taints of those.
 *
 * @example
 * import { untoleratedTaints } from 'podfit/fp'
 *
 * const blocking = untoleratedTaints([{ key: 'gpu', operator: 'Exists' }], { effects: ['NoSchedule', 'NoExecute'] })
 * blocking([{ key: 'gpu', effect: 'NoSchedule' }]) // => []
 * blocking([{ key: 'db', effect: 'NoExecute' }]) // => [{ key: 'db', effect: 'NoExecute' }]
 *
 * @since 0.2.0
 */
export const untoleratedTaints =
  (
    tolerations: Maybe<readonly Toleration[]>,
    options?: UntoleratedOptions,
  ): (<T extends Taint>(taints: Maybe<readonly T[]>) => readonly T[]) =>
  (taints) =>
    ofTolerations(tolerations, taints, options)

/**
 * Taints by key, then effect, then value, each by its UTF-8 bytes; what is absent is empty.
 *
 * - **Shapes** `timeAdded` plays no part.
 *
 * @example
 * import { ordTaint } from 'podfit/fp'
 *
 * const taints = [{ key: 'gpu', effect: 'NoSchedule' }, { key: 'gpu', effect: 'NoExecute' }]
 * taints.sort(ordTaint.compare).map(({ effect }) => effect) // => ['NoExecute', 'NoSchedule']
 *
 * @since 0.2.0
 */
export const ordTaint: Ord<Taint> = /* @__PURE__ */ fromCompare((first, second) => {
  const [a, b] = [taintParts(first), taintParts(second)]
  return (
    compareText(a.key, b.key) || compareText(a.effect, b.effect) || compareText(a.value, b.value)
  )
})

/**
 * Whether two taints say the same: key, effect and value; what is absent is empty.
 *
 * - **Shapes** `timeAdded` plays no part.
 * - **Differs** A node has one taint of a key and effect, whatever the value: kubectl replaces the value of one
 *   that is there. Here another value is another taint.
 *
 * @example
 * import { eqTaint } from 'podfit/fp'
 *
 * eqTaint.equals({ key: 'gpu', effect: 'NoSchedule' }, { key: 'gpu', value: '', effect: 'NoSchedule' }) // => true
 *
 * @since 0.2.0
 */
export const eqTaint: Eq<Taint> = ordTaint
