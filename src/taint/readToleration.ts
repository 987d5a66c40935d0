import { isCanonicalDecimal, parseInt64, toInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { Toleration } from '../kube/toleration.js'
import type { PolicySource } from '../reason/nearMiss.js'

/**
 * A toleration read once and asked often: absent fields are empty text, `bound` is the number of a
 * readable `Lt` or `Gt`.
 */
export interface ReadToleration {
  readonly source: PolicySource
  readonly key: string
  readonly operator: string
  readonly value: string
  readonly effect: string
  readonly seconds: bigint | undefined
  readonly bound: bigint | undefined
}

/** Reads a toleration; `source` says where it stands in the policy. */
export const readToleration = (
  toleration: Maybe<Toleration>,
  source: PolicySource,
): ReadToleration => {
  const operator = toleration?.operator ?? ''
  const value = toleration?.value ?? ''
  const seconds = toleration?.tolerationSeconds
  return {
    source,
    key: toleration?.key ?? '',
    operator,
    value,
    effect: toleration?.effect ?? '',
    seconds: seconds === null || seconds === undefined ? undefined : toInt64(seconds),
    bound: operator === 'Lt' || operator === 'Gt' ? comparisonNumber(value) : undefined,
  }
}

/** The number that `Lt` and `Gt` see in a value: canonical decimal within int64, or nothing. */
export const comparisonNumber = (value: string): bigint | undefined =>
  isCanonicalDecimal(value) ? parseInt64(value) : undefined

/** Whether a toleration names no taint: `Exists` without a key, of one effect or of every. */
export const isBlanket = ({ key, operator }: Pick<Toleration, 'key' | 'operator'>): boolean =>
  (key ?? '') === '' && operator === 'Exists'
