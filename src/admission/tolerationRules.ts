import { toInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { Toleration } from '../kube/toleration.js'
import { NO_EXECUTE } from '../kube/wellKnown.js'

/** A toleration as Go holds it: what is absent is empty text, but for the seconds. */
interface Held {
  readonly key: string
  readonly operator: string
  readonly value: string
  readonly effect: string
  readonly seconds: bigint | undefined
}

const held = ({ key, operator, value, effect, tolerationSeconds }: Toleration): Held => ({
  key: key ?? '',
  operator: operator ?? '',
  value: value ?? '',
  effect: effect ?? '',
  seconds:
    tolerationSeconds === null || tolerationSeconds === undefined
      ? undefined
      : toInt64(tolerationSeconds),
})

const same = (a: Held, b: Held): boolean =>
  a.key === b.key &&
  a.operator === b.operator &&
  a.value === b.value &&
  a.effect === b.effect &&
  a.seconds === b.seconds

/**
 * Whether one toleration counts as wider than another.
 *
 * - **Rules**
 *   1. One that says the same is as wide.
 *   2. A wider one has the same key, or none and `Exists`; the same effect, or none.
 *   3. One of `NoExecute` with seconds is wider only than one with seconds, and not more of them.
 *   4. `Exists` is wider than any operator; `Equal`, or none, than `Equal` with the same value; nothing else is wider.
 *
 * - **Upstream** kubernetes `pkg/util/tolerations/tolerations.go` isSuperset
 */
const isWider = (wide: Held, toleration: Held): boolean => {
  if (same(wide, toleration)) return true
  if (toleration.key !== wide.key && (wide.key !== '' || wide.operator !== 'Exists')) return false
  if (toleration.effect !== wide.effect && wide.effect !== '') return false
  if (wide.effect === NO_EXECUTE && wide.seconds !== undefined) {
    if (toleration.seconds === undefined || toleration.seconds > wide.seconds) return false
  }
  switch (wide.operator) {
    case '':
    case 'Equal':
      return toleration.operator === 'Equal' && toleration.value === wide.value
    case 'Exists':
      return true
    default:
      return false
  }
}

/**
 * The tolerations that a list of allowed ones does not cover, as Kubernetes' PodTolerationRestriction checks them.
 *
 * - **Rules**
 *   1. A list without any entry allows everything.
 *   2. A toleration is allowed where an entry says the same, or counts as wider.
 *
 * - **Differs** not from upstream, whose idea of wider is narrower than "tolerates every taint that it does": `Equal` covers
 *   no toleration whose operator is left out, so that one has to be written out; `Gt` and `Lt` cover themselves only. Whether
 *   every taint is covered is a question for `tolerableTaint`.
 * - **Errors** Never throws.
 * - **Upstream** kubernetes `pkg/util/tolerations/tolerations.go` VerifyAgainstWhitelist
 *
 * @example
 * import { forbiddenTolerations } from 'podfit/admission'
 *
 * const allowed = [{ key: 'dedicated', operator: 'Exists' }]
 * forbiddenTolerations([{ key: 'dedicated', operator: 'Equal', value: 'db' }], allowed) // => []
 * forbiddenTolerations([{ operator: 'Exists' }], allowed) // => [{ operator: 'Exists' }]
 * forbiddenTolerations([{ operator: 'Exists' }], []) // => []
 *
 * @since 0.2.0
 */
export const forbiddenTolerations = <T extends Toleration>(
  tolerations: Maybe<readonly T[]>,
  allowed: Maybe<readonly Toleration[]>,
): readonly T[] => {
  const wide = (allowed ?? []).map(held)
  if (wide.length === 0) return []
  return (tolerations ?? []).filter((toleration) => {
    const read = held(toleration)
    return !wide.some((each) => isWider(each, read))
  })
}

/**
 * Two lists of tolerations as one, as PodTolerationRestriction adds a namespace's defaults to a pod's own.
 *
 * - **Rules**
 *   1. In order, those of the first list before those of the second.
 *   2. A toleration is left out where one that is kept already counts as wider, or says the same.
 *   3. It is left out, too, where a later one counts as wider and does not say the same.
 *
 * - **Errors** Never throws.
 * - **Upstream** kubernetes `pkg/util/tolerations/tolerations.go` MergeTolerations
 *
 * @example
 * import { mergeTolerations } from 'podfit/admission'
 *
 * const own = [{ key: 'dedicated', operator: 'Equal', value: 'db' }, { key: 'gpu', operator: 'Exists' }]
 * mergeTolerations(own, [{ key: 'dedicated', operator: 'Exists' }]) // => [{ key: 'gpu', operator: 'Exists' }, { key: 'dedicated', operator: 'Exists' }]
 *
 * @since 0.2.0
 */
export const mergeTolerations = <T extends Toleration>(
  first: Maybe<readonly T[]>,
  second: Maybe<readonly T[]>,
): readonly T[] => {
  const all = [...(first ?? []), ...(second ?? [])].map((toleration) => ({
    toleration,
    read: held(toleration),
  }))
  const kept: typeof all = []
  for (const [i, each] of all.entries()) {
    const isCovered =
      kept.some(({ read }) => isWider(read, each.read)) ||
      all.slice(i + 1).some(({ read }) => !same(read, each.read) && isWider(read, each.read))
    if (!isCovered) kept.push(each)
  }
  return kept.map(({ toleration }) => toleration)
}
