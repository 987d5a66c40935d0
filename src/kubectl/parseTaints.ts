import * as E from 'fp-ts/Either'
import { grouped } from '../data/grouped.js'
import type { Faults } from '../data/orThrow.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import type { Taint } from '../kube/taint.js'
import { TAINT_EFFECTS } from '../kube/wellKnown.js'
import { taintKey } from '../taint/taintParts.js'
import type { TaintFault, TaintIdentity } from '../reason/kubectlFault.js'
import type { TaintText } from '../reason/reason.js'

/**
 * What `kubectl taint` is asked to do: taints to put on a node and taints to take off.
 *
 * @since 0.1.0
 */
export interface TaintEdit {
  readonly add: readonly TaintText[]
  /** An empty effect takes off every taint with the key. */
  readonly remove: readonly TaintIdentity[]
}

/**
 * Reads the taint arguments of `kubectl taint`.
 *
 * - **Rules**
 *   1. `key=value:Effect` and `key:Effect` add; with `-` at the end, and also as `key-`, they remove. The
 *      value of a removal is checked and otherwise ignored.
 *   2. The effect is one of the three; key and value have the syntax of labels; nothing is trimmed.
 *   3. No two additions share key and effect, and none is removed by the same command.
 *   4. The first fault ends it, in the order of the arguments.
 *
 * - **Errors** `Left` with one fault. Never throws.
 * - **Upstream** kubectl `pkg/cmd/taint/utils.go` parseTaints; kubectl `pkg/cmd/taint/taint.go`
 *   TaintOptions.Validate
 *
 * @example
 * import { parseTaints } from 'podfit/kubectl'
 *
 * parseTaints(['dedicated=db:NoSchedule', 'old-']) // => { _tag: 'Right', right: { add: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }], remove: [{ key: 'old', effect: '' }] } }
 *
 * @since 0.1.0
 */
export const parseTaints = (args: readonly string[]): E.Either<Faults<TaintFault>, TaintEdit> => {
  const add: TaintText[] = []
  const remove: TaintIdentity[] = []
  const added = new Set<string>()
  for (const spec of args) {
    const removes = spec.endsWith('-')
    const parsed = parseTaint(removes ? spec.slice(0, -1) : spec)
    if (E.isLeft(parsed)) return parsed
    const taint = parsed.right
    if (removes) {
      remove.push({ key: taint.key, effect: taint.effect })
      continue
    }
    if (taint.effect === '') return E.left([{ code: 'InvalidTaintSpec', spec, faults: [] }])
    if (added.has(taintKey(taint))) return E.left([{ code: 'DuplicateTaint', taint }])
    added.add(taintKey(taint))
    add.push(taint)
  }
  const removals = grouped(remove, ({ key }) => key)
  const conflicts = add.flatMap((taint) =>
    (removals.get(taint.key) ?? []).filter((removal) => takesOff(removal, taint)),
  )
  return conflicts.length > 0
    ? E.left([{ code: 'AddedAndRemoved', taints: conflicts }])
    : E.right({ add, remove })
}

/** Whether a removal means this taint: without an effect every one with the key. */
export const takesOff = ({ key, effect }: TaintIdentity, taint: Taint): boolean =>
  (taint.key ?? '') === key && (effect === '' || (taint.effect ?? '') === effect)

const parseTaint = (spec: string): E.Either<Faults<TaintFault>, TaintText> => {
  const [identity = '', effect, ...more] = spec.split(':')
  const invalid = (
    faults: ReturnType<typeof labelKeyFaults>,
  ): E.Either<Faults<TaintFault>, never> => E.left([{ code: 'InvalidTaintSpec', spec, faults }])
  if (more.length > 0) return invalid([])
  if (effect === undefined) {
    const faults = labelKeyFaults(identity)
    return faults.length > 0 ? invalid(faults) : E.right({ key: identity, value: '', effect: '' })
  }
  if (!TAINT_EFFECTS.includes(effect)) return E.left([{ code: 'InvalidTaintEffect', effect }])
  const [key = '', value = '', ...rest] = identity.split('=')
  if (rest.length > 0) return invalid([])
  const valueFaults = labelValueFaults(value)
  if (valueFaults.length > 0) return invalid(valueFaults)
  const keyFaults = labelKeyFaults(key)
  return keyFaults.length > 0 ? invalid(keyFaults) : E.right({ key, value, effect })
}
