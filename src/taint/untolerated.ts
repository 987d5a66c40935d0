import { isBlocking } from './taintParts.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Taint, TaintEffect } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { readToleration, type ReadToleration } from './readToleration.js'
import { readTolerates } from './tolerates.js'

/** The first toleration, in order, that tolerates a taint: the one that is used. */
export const usedToleration = (
  tolerations: readonly ReadToleration[],
  taint: Taint,
  semantics: Semantics,
): ReadToleration | undefined => {
  for (const toleration of tolerations) {
    if (readTolerates(toleration, taint, semantics)) return toleration
  }
  return undefined
}

/** Whether a taint keeps pods with these tolerations away: it does more than ask, and none of them tolerates it. */
export const keepsAway = (
  tolerations: readonly ReadToleration[],
  taint: Taint,
  semantics: Semantics,
): boolean => isBlocking(taint) && usedToleration(tolerations, taint, semantics) === undefined

/** Which effects count, and in which release. @since 0.2.0 */
export interface UntoleratedOptions extends SemanticsOptions {
  /** Only taints of these effects; the empty one is that of a taint without an effect. */
  readonly effects?: readonly (TaintEffect | '')[] | undefined
}

/**
 * The taints that none of the tolerations tolerates, in order; with `effects`, only taints of those.
 *
 * - **Upstream** component-helpers `scheduling/corev1/helpers.go` FindMatchingUntoleratedTaint
 *
 * @example
 * import { untoleratedTaints } from 'podfit'
 *
 * const taints = [{ key: 'a', effect: 'NoSchedule' }, { key: 'b', effect: 'PreferNoSchedule' }]
 * untoleratedTaints([], taints, { effects: ['NoSchedule', 'NoExecute'] }).length // => 1
 *
 * @since 0.1.0
 */
export const untoleratedTaints = <T extends Taint>(
  tolerations: Maybe<readonly Toleration[]>,
  taints: Maybe<readonly T[]>,
  { effects, semantics = newestSemantics }: UntoleratedOptions = {},
): readonly T[] => {
  const read = (tolerations ?? []).map((toleration, i) => readToleration(toleration, [i]))
  const counted: ReadonlySet<string> | undefined = effects && new Set(effects)
  return (taints ?? []).filter(
    (taint) =>
      (counted === undefined || counted.has(taint.effect ?? '')) &&
      usedToleration(read, taint, semantics) === undefined,
  )
}
