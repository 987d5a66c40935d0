/** Values of options: read, or a UsageError that names the option and what was expected. */

import { toInstant } from '../../data/instant.js'
import { UsageError } from '../exitCode.js'

/** An instant, as it was written. */
export const instantOption = (value: string | undefined): string | undefined => {
  if (value !== undefined && toInstant(value) === undefined) {
    throw new UsageError(`--now ${value}: expected an RFC 3339 time such as 2026-01-31T12:00:00Z`)
  }
  return value
}

/** A number or a percentage, if given. */
export const budgetOption = (
  name: string,
  value: string | undefined,
): number | string | undefined => (value === undefined ? undefined : amountOption(name, value))

/** A number, if given. */
export const countOption = (name: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`${name} ${value}: expected a number`)
}

/** A number or a percentage. */
export const amountOption = (name: string, value: string): number | string => {
  if (/^\d{1,9}%$/.test(value)) {
    if (Number.parseInt(value, 10) <= 100) return value
    throw new UsageError(`${name} ${value}: expected at most 100%`)
  }
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`${name} ${value}: expected a number or a percentage such as 10%`)
}

/** Numbers or percentages, each more than the one before, if given. */
export const stagesOption = (
  name: string,
  value: string | undefined,
): readonly (number | string)[] | undefined => {
  const stages = value?.split(',').map((stage) => amountOption(name, stage))
  for (const [i, stage] of stages?.entries() ?? []) {
    const before = stages?.[i - 1]
    if (numberOf(stage) === 0)
      throw new UsageError(`${name} ${value}: a stage of ${stage} is empty`)
    if (typeof before === typeof stage && numberOf(stage) <= numberOf(before)) {
      throw new UsageError(
        `${name} ${value}: stages are cumulative, expected more than ${before} after it, found ${stage}`,
      )
    }
  }
  return stages
}

const numberOf = (amount: number | string | undefined): number =>
  Number.parseInt(String(amount), 10)

/** Seconds, with or without their unit, if given. */
export const secondsOption = (name: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  const seconds = /^(\d{1,9})s?$/.exec(value)?.[1]
  if (seconds === undefined) throw new UsageError(`${name} ${value}: expected seconds such as 30`)
  return Number(seconds)
}

/** A regular expression, if given. */
export const patternOption = (value: string | undefined): RegExp | undefined => {
  try {
    return value === undefined ? undefined : new RegExp(value)
  } catch {
    throw new UsageError(`--run ${value}: not a regular expression`)
  }
}

/** One of the words that an option knows. */
export const oneOf = <const A extends string>(
  name: string,
  value: string,
  allowed: readonly A[],
): A => {
  const found = allowed.find((choice) => choice === value)
  if (found === undefined) {
    throw new UsageError(`${name} ${value}: expected one of ${allowed.join(', ')}`)
  }
  return found
}
