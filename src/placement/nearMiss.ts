import { parseInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import { sameButForCase, similar } from '../data/similar.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Semantics } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import { RENAMED_KEYS } from '../kube/wellKnownLabels.js'
import type { LabelNearMiss, TolerationNearMiss } from '../reason/nearMiss.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { operatorTolerates } from '../taint/tolerates.js'

/** Short words are one edit away from too many others to be worth a hint. */
const LONG_ENOUGH = 4

/**
 * What the node has that nearly satisfies a wanted label: a value that differs in case or by one edit, a
 * number where `Gt` and `Lt` need one, or a key that is easily taken for the wanted one (the first, in
 * the node's order).
 */
export const labelNearMiss = (
  key: string,
  operator: string,
  wanted: readonly string[],
  actual: string | undefined,
  labels: Maybe<StringMap>,
): LabelNearMiss | undefined => {
  if (actual === undefined) {
    return operator === 'DoesNotExist'
      ? undefined
      : (renamedKey(key, labels) ?? similarKey(key, labels))
  }
  if (operator === 'Gt' || operator === 'Lt') {
    return parseInt64(actual) === undefined ? { code: 'NotAnInteger' } : undefined
  }
  if (operator !== 'In') return undefined
  const inCase = wanted.find((value) => sameButForCase(value, actual))
  if (inCase !== undefined) return { code: 'ValueCase', wanted: inCase }
  const close = wanted.find((value) => value.length >= LONG_ENOUGH && similar(value, actual))
  return close === undefined ? undefined : { code: 'SimilarValue', wanted: close }
}

/** Whether a node's label of some key bears on what is said of a wanted one. */
export const bearsOn = (other: string, wanted: string): boolean =>
  other === wanted || own(RENAMED_KEYS, wanted) === other || similar(wanted, other)

const renamedKey = (key: string, labels: Maybe<StringMap>): LabelNearMiss | undefined => {
  const now = own(RENAMED_KEYS, key)
  const value = now === undefined ? undefined : own(labels, now)
  return now === undefined || value === undefined
    ? undefined
    : { code: 'RenamedKey', key: now, value }
}

const similarKey = (key: string, labels: Maybe<StringMap>): LabelNearMiss | undefined => {
  if (labels === null || labels === undefined || key.length < LONG_ENOUGH) return undefined
  for (const other in labels) {
    if (similar(key, other) && Object.hasOwn(labels, other))
      return { code: 'SimilarKey', key: other, value: labels[other] ?? '' }
  }
  return undefined
}

/**
 * The toleration that came nearest to tolerating a taint, the first of the nearest kind: right key, other
 * effect; right key and effect, other value or an operator that cannot hold; a key easily taken for it.
 * A toleration without a key is nobody's near miss.
 */
export const tolerationNearMiss = (
  taint: Taint,
  tolerations: readonly ReadToleration[],
  semantics: Semantics,
): TolerationNearMiss | undefined => {
  const key = taint.key ?? ''
  let sameKey: ReadToleration | undefined
  let close: ReadToleration | undefined
  let renamed: ReadToleration | undefined
  for (const toleration of tolerations) {
    if (toleration.key === '') continue
    if (toleration.key === key) {
      if (operatorTolerates(toleration, taint.value ?? '', semantics)) {
        return { code: 'OtherEffect', path: toleration.source }
      }
      sameKey ??= toleration
    } else if (own(RENAMED_KEYS, toleration.key) === key) {
      renamed ??= toleration
    } else if (toleration.key.length >= LONG_ENOUGH && similar(toleration.key, key)) {
      close ??= toleration
    }
  }
  if (sameKey !== undefined) return { code: operatorHint(sameKey, semantics), path: sameKey.source }
  if (renamed !== undefined) return { code: 'RenamedKey', path: renamed.source }
  return close === undefined ? undefined : { code: 'SimilarKey', path: close.source }
}

const operatorHint = (
  { operator }: ReadToleration,
  semantics: Semantics,
): TolerationNearMiss['code'] => {
  switch (operator) {
    case '':
    case 'Equal':
      return 'OtherValue'
    case 'Lt':
    case 'Gt':
      return semantics.tolerationComparison ? 'ComparisonFailed' : 'ComparisonDisabled'
    default:
      return 'UnknownOperator'
  }
}
