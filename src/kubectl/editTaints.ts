import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import type { Maybe } from '../data/maybe.js'
import type { Taint } from '../kube/taint.js'
import { sameTaint } from '../taint/taintParts.js'
import type { TaintFault, TaintIdentity } from '../reason/kubectlFault.js'
import { takesOff, type TaintEdit } from './parseTaints.js'

/**
 * What `kubectl taint` makes of a node's taints, and the word it prints for it.
 *
 * @since 0.1.0
 */
export interface EditedTaints<T extends Taint = Taint> {
  readonly operation: 'modified' | 'tainted' | 'untainted'
  /** Those that stay are the caller's own. */
  readonly taints: readonly (T | AddedTaint)[]
}

/**
 * A taint as `kubectl taint` puts it on a node: without a value where that is empty.
 *
 * @since 0.2.0
 */
export interface AddedTaint {
  readonly key: string
  readonly value?: string
  readonly effect: string
}

/** What `kubectl` may replace. @since 0.2.0 */
export interface OverwriteOptions {
  /** Whether what is there already may be replaced. */
  readonly overwrite?: boolean | undefined
}

/**
 * Carries out `kubectl taint` on a list of taints.
 *
 * - **Rules**
 *   1. Without `overwrite`, adding a taint whose key and effect are there already is refused, even with the
 *      same value.
 *   2. Added taints come first, then those of the old ones that share no key and effect with anything
 *      before them (so duplicates among them collapse, and an overwritten one loses its `timeAdded`).
 *   3. Removals follow, in order; one that removes nothing is a fault, and with any fault nothing is done.
 *   4. The word is `modified` with `overwrite`, or when the length changed in 2 and something was removed;
 *      else `tainted` when the length changed in 2, else `untainted`.
 *
 * - **Errors** `Left` with one fault. Never throws.
 * - **Upstream** kubectl `pkg/cmd/taint/utils.go` reorganizeTaints, checkIfTaintsAlreadyExists
 *
 * @example
 * import { editTaints } from 'podfit/kubectl'
 *
 * const edit = { add: [], remove: [{ key: 'dedicated', effect: '' }] }
 * editTaints([{ key: 'dedicated', effect: 'NoSchedule' }], edit) // => { _tag: 'Right', right: { operation: 'untainted', taints: [] } }
 *
 * @since 0.1.0
 */
export const editTaints = <T extends Taint>(
  taints: Maybe<readonly T[]>,
  { add, remove }: TaintEdit,
  { overwrite = false }: OverwriteOptions = {},
): E.Either<Faults<TaintFault>, EditedTaints<T>> => {
  const old = taints ?? []
  if (!overwrite) {
    const keys = add.flatMap((taint) =>
      old.filter((other) => sameTaint(taint, other)).map(() => taint.key),
    )
    if (keys.length > 0) return E.left([{ code: 'AlreadyTainted', keys }])
  }

  const merged: (T | AddedTaint)[] = add.map(withoutEmptyValue)
  for (const taint of old) {
    if (!merged.some((other) => sameTaint(other, taint))) merged.push(taint)
  }

  let left: readonly (T | AddedTaint)[] = merged
  const missing: TaintIdentity[] = []
  for (const removal of remove) {
    const kept = left.filter((taint) => !takesOff(removal, taint))
    if (kept.length === left.length) missing.push(removal)
    left = kept
  }
  if (missing.length > 0) return E.left([{ code: 'TaintNotFound', taints: missing }])

  const grew = merged.length !== old.length
  const modified = overwrite || (grew && remove.length > 0)
  return E.right({
    operation: modified ? 'modified' : grew ? 'tainted' : 'untainted',
    taints: left,
  })
}

const withoutEmptyValue = ({ key, value, effect }: TaintEdit['add'][number]): AddedTaint =>
  value === '' ? { key, effect } : { key, value, effect }
