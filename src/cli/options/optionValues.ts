/** Values of options: read, or a UsageError that names the option and what was expected. */

import { parseDuration } from '../../data/duration.js'
import { isInstantText, SECOND, type InstantText } from '../../data/instant.js'
import { SEVERITIES, type Severity } from '../../reason/finding.js'
import { UsageError } from '../exitCode.js'
import type { Reader } from './option.js'

/** An instant, as it was written. */
export const instantOption: Reader<InstantText> = (value, flag) => {
  if (isInstantText(value)) return value
  throw new UsageError(`${flag} ${value}: expected an RFC 3339 time such as 2026-01-31T12:00:00Z`)
}

/** A number. */
export const countOption: Reader<number> = (value, flag) => {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`${flag} ${value}: expected a number`)
}

/** A number or a percentage. */
export const amountOption: Reader<number | string> = (value, flag) => {
  if (/^\d{1,9}%$/.test(value)) {
    if (Number.parseInt(value, 10) <= 100) return value
    throw new UsageError(`${flag} ${value}: expected at most 100%`)
  }
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`${flag} ${value}: expected a number or a percentage such as 10%`)
}

/** Numbers or percentages, each more than the one before. */
export const stagesOption: Reader<readonly (number | string)[]> = (value, flag) => {
  const stages = value.split(',').map((stage) => amountOption(stage, flag))
  for (const [i, stage] of stages.entries()) {
    const before = stages[i - 1]
    if (numberOf(stage) === 0) {
      throw new UsageError(`${flag} ${value}: a stage of ${stage} is empty`)
    }
    if (typeof before === typeof stage && numberOf(stage) <= numberOf(before)) {
      throw new UsageError(
        `${flag} ${value}: stages are cumulative, expected more than ${before} after it, found ${stage}`,
      )
    }
  }
  return stages
}

const numberOf = (amount: number | string | undefined): number =>
  Number.parseInt(String(amount), 10)

/**
 * A duration as kubectl takes it, in whole seconds: `30s`, `2m`, `1h30m`, `1.5h`; or their number alone.
 */
export const secondsOption: Reader<number> = (value, flag) => {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const duration = parseDuration(value)
  if (duration === undefined || duration < 0n) {
    throw new UsageError(`${flag} ${value}: expected a duration such as 30s, 2m or 1h30m`)
  }
  if (duration % SECOND !== 0n) {
    throw new UsageError(`${flag} ${value}: expected whole seconds`)
  }
  return Number(duration / SECOND)
}

/** A regular expression. */
export const patternOption: Reader<RegExp> = (value, flag) => {
  try {
    return new RegExp(value)
  } catch {
    throw new UsageError(`${flag} ${value}: expected a regular expression`)
  }
}

/** From which severity on a verb fails. */
export type Level = Severity | 'never'

const LEVELS: readonly Level[] = ['never', ...SEVERITIES]

/** Whether a verb fails for a finding of this severity. */
export const fails = (severity: Severity, failOn: Level): boolean =>
  LEVELS.indexOf(severity) <= LEVELS.indexOf(failOn)
