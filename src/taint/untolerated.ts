import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
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

/**
 * The taints that none of the tolerations tolerates, in order; with `effects`, only taints of those.
 *
 * - **Upstream** component-helpers `scheduling/corev1/helpers.go` FindMatchingUntoleratedTaint answers the
 *   first of these.
 *
 * @example
 * import { untoleratedTaints } from 'podfit'
 *
 * const taints = [{ key: 'a', effect: 'NoSchedule' }, { key: 'b', effect: 'PreferNoSchedule' }]
 * untoleratedTaints([], taints, { effects: ['NoSchedule', 'NoExecute'] }).length // => 1
 *
 * @since 0.1.0
 */
export const untoleratedTaints = (
  tolerations: Maybe<readonly Toleration[]>,
  taints: Maybe<readonly Taint[]>,
  options: { readonly effects?: readonly string[] } = {},
  semantics: Semantics = newestSemantics,
): readonly Taint[] => {
  const read = (tolerations ?? []).map((toleration, i) => readToleration(toleration, [i]))
  return (taints ?? []).filter(
    (taint) =>
      (options.effects === undefined || options.effects.includes(taint.effect ?? '')) &&
      usedToleration(read, taint, semantics) === undefined,
  )
}
