import { ANY_NODE } from '../analysis/nodeFacts.js'
import { universeOf } from '../analysis/universe.js'
import type { Maybe } from '../data/maybe.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Toleration } from '../kube/toleration.js'
import { TAINT_EFFECTS } from '../kube/wellKnown.js'
import { compilePod } from '../placement/compile.js'
import type { TaintText } from '../reason/reason.js'
import { usedToleration } from '../taint/untolerated.js'
import { readTolerates } from '../taint/tolerates.js'
import { readToleration } from '../taint/readToleration.js'

/**
 * Some taint that a list of tolerations tolerates, of those that a pattern means; undefined where there is none among all
 * taints that nodes can have.
 *
 * - **Shapes** The pattern is written as a toleration: the taints that it would tolerate are meant. `{ key: 'gpu', operator:
 *   'Exists' }` means every value and every effect; `{ operator: 'Exists', effect: 'NoExecute' }` every taint of that effect.
 * - **Laws** the answer is no sample: one value for every way in which the tolerations and the pattern can tell values apart
 *   is tried, numbers between the bounds of `Gt` and `Lt` among them
 * - **Errors** Never throws.
 *
 * @example
 * import { tolerableTaint } from 'podfit/admission'
 *
 * const gpu = { key: 'gpu', operator: 'Exists' }
 * tolerableTaint([{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }], gpu) // => { key: 'gpu', value: 'a100', effect: 'NoSchedule' }
 * tolerableTaint([{ operator: 'Exists', effect: 'NoExecute' }], { ...gpu, effect: 'NoSchedule' }) // => undefined
 * tolerableTaint([{ operator: 'Exists' }], gpu)?.key // => 'gpu'
 *
 * @since 0.2.0
 */
export const tolerableTaint = (
  tolerations: Maybe<readonly Toleration[]>,
  pattern: Toleration,
  { semantics = newestSemantics }: SemanticsOptions = {},
): TaintText | undefined => {
  const list = tolerations ?? []
  const policy = compilePod({ spec: { tolerations: [...list, pattern] } }, semantics)
  const { variables, taints } = universeOf([policy], ANY_NODE)
  const read = list.map((toleration, i) => readToleration(toleration, [i]))
  const meant = readToleration(pattern, [])
  const tried = taints.flatMap((at) => {
    const { key = '', cells = [] } = variables[at] ?? {}
    return cells.flatMap((value) =>
      value === undefined ? [] : TAINT_EFFECTS.map((effect) => ({ key, value, effect })),
    )
  })
  return tried.find(
    (taint) =>
      readTolerates(meant, taint, semantics) &&
      usedToleration(read, taint, semantics) !== undefined,
  )
}
