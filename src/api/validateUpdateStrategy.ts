import { isGoDecimal } from '../data/int64.js'
import type { FieldPath } from '../data/fieldPath.js'
import { finite } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type {
  DaemonSetUpdateStrategy,
  IntOrString,
  RollingUpdateDaemonSet,
} from '../kube/daemonSet.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { FieldError } from '../reason/fieldError.js'

/** By whose rules, and what is stored where the strategy is part of an update. */
interface StrategyOptions extends SemanticsOptions {
  readonly old?: Maybe<DaemonSetUpdateStrategy>
}

/**
 * What the API server refuses about a DaemonSet's update strategy.
 *
 * - **Rules**
 *   1. The type is `RollingUpdate` or `OnDelete`; with `OnDelete` nothing else is looked at.
 *   2. `rollingUpdate` is there, each of its two settings a number from 0 up or a percentage up to 100 %;
 *      an absent one counts as 0.
 *   3. Exactly one of the two is not zero. Text without `%` counts as the number it starts with, if it is
 *      one.
 *   4. Where surge is off, `maxSurge` is dropped before, and `maxUnavailable` may not be zero. A stored object
 *      that surges keeps it, and `0%` then becomes 1.
 *
 * - **Upstream** kubernetes `pkg/apis/apps/validation/validation.go` ValidateDaemonSetUpdateStrategy
 */
export const validateUpdateStrategy = (
  given: Maybe<DaemonSetUpdateStrategy>,
  at: FieldPath,
  { semantics: { surge } = newestSemantics, old }: StrategyOptions = {},
): readonly FieldError[] => {
  const strategy = surge ? given : withoutSurge(given, old)
  switch (strategy?.type) {
    case 'OnDelete':
      return []
    case 'RollingUpdate':
      return validateRollingUpdate(strategy.rollingUpdate, [...at, 'rollingUpdate'], surge)
    default:
      return [
        {
          type: 'Unsupported',
          path: at,
          code: 'Supported',
          value: internalForm(strategy),
          supported: ['RollingUpdate', 'OnDelete'],
        },
      ]
  }
}

/** A strategy as it is prepared where surge is off. */
const withoutSurge = (
  strategy: Maybe<DaemonSetUpdateStrategy>,
  old: Maybe<DaemonSetUpdateStrategy>,
): Maybe<DaemonSetUpdateStrategy> => {
  const rollingUpdate = strategy?.rollingUpdate ?? undefined
  if (rollingUpdate === undefined) return strategy
  if (['', 0].includes(old?.rollingUpdate?.maxSurge ?? 0)) {
    return { ...strategy, rollingUpdate: { ...rollingUpdate, maxSurge: 0 } }
  }
  return rollingUpdate.maxUnavailable === '0%'
    ? { ...strategy, rollingUpdate: { ...rollingUpdate, maxUnavailable: 1 } }
    : strategy
}

/** Upstream prints its internal struct here, with Go's field names. */
const internalForm = (strategy: Maybe<DaemonSetUpdateStrategy>): object => {
  const rollingUpdate = strategy?.rollingUpdate ?? undefined
  return {
    Type: strategy?.type ?? '',
    RollingUpdate:
      rollingUpdate === undefined
        ? null
        : {
            MaxUnavailable: written(rollingUpdate.maxUnavailable),
            MaxSurge: written(rollingUpdate.maxSurge),
          },
  }
}

const written = (value: Maybe<IntOrString>): IntOrString =>
  typeof value === 'number' ? finite(value) : (value ?? 0)

const validateRollingUpdate = (
  rollingUpdate: Maybe<RollingUpdateDaemonSet>,
  at: FieldPath,
  surges: boolean,
): readonly FieldError[] => {
  if (rollingUpdate === null || rollingUpdate === undefined) {
    return [{ type: 'Required', path: at, code: 'Present' }]
  }
  const unavailable = written(rollingUpdate.maxUnavailable)
  const surge = written(rollingUpdate.maxSurge)
  const unavailableAt = [...at, 'maxUnavailable']
  const surgeAt = [...at, 'maxSurge']
  if (!surges) {
    return [
      ...validateForm(unavailable, unavailableAt),
      ...(isZero(unavailable)
        ? [{ type: 'Invalid', path: unavailableAt, code: 'NotZero', value: unavailable } as const]
        : []),
      ...validateBound(unavailable, unavailableAt),
    ]
  }
  return [
    ...validateForm(unavailable, unavailableAt),
    ...validateForm(surge, surgeAt),
    ...validateBound(unavailable, unavailableAt),
    ...validateBound(surge, surgeAt),
    ...validateBoth(unavailable, surge, at),
  ]
}

const PERCENTAGE = /^[0-9]+%$/

const validateForm = (value: IntOrString, at: FieldPath): readonly FieldError[] => {
  if (typeof value === 'number') {
    return value >= 0 ? [] : [{ type: 'Invalid', path: at, code: 'NotNegative', value }]
  }
  return PERCENTAGE.test(value) ? [] : [{ type: 'Invalid', path: at, code: 'Percentage', value }]
}

const validateBound = (value: IntOrString, at: FieldPath): readonly FieldError[] =>
  typeof value === 'string' && PERCENTAGE.test(value) && BigInt(value.slice(0, -1)) > 100n
    ? [{ type: 'Invalid', path: at, code: 'AtMostAllPercent', value }]
    : []

const validateBoth = (
  unavailable: IntOrString,
  surge: IntOrString,
  at: FieldPath,
): readonly FieldError[] => {
  if (isZero(unavailable) !== isZero(surge)) return []
  if (!isZero(unavailable)) {
    const rule = 'EitherSurgeOrUnavailable'
    return [{ type: 'Invalid', path: [...at, 'maxSurge'], code: rule, value: surge }]
  }
  return [{ type: 'Required', path: [...at, 'maxUnavailable'], code: 'SomeSurgeOrUnavailable' }]
}

/** Text that is neither a percentage nor a number counts as zero. */
const isZero = (value: IntOrString): boolean => {
  if (typeof value === 'number') return value === 0
  const digits = PERCENTAGE.test(value) ? value.slice(0, -1) : value
  return !isGoDecimal(digits) || BigInt(digits) === 0n
}
