import type { Machine } from './machine.js'
import type { Figure, Target } from './measurement.js'

/** A target and what came of it; without `actual` it could not be measured. */
export interface Outcome {
  readonly what: string
  readonly wanted: string
  readonly actual?: string
  readonly mark: 'reached' | 'not reached' | 'not measured'
}

/** One run of all measurements: what `results.json` holds. */
export interface Results {
  readonly machine: Machine
  readonly outcomes: readonly Outcome[]
  readonly figures: readonly Figure[]
}

/** What came of each target. */
export const outcomesOf = (
  targets: readonly Target[],
  figures: readonly Figure[],
): readonly Outcome[] => {
  const figure = (name: string): number | undefined =>
    figures.find((candidate) => candidate.name === name)?.value
  return targets.map((target) => {
    const { what, unit, atLeast = 0, atMost = Number.POSITIVE_INFINITY } = target
    const bound = target.atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`
    const wanted = `${atLeast === atMost ? atLeast : bound} ${unit}`
    const actual = target.actual(figure)
    if (actual === undefined) return { what, wanted, mark: 'not measured' }
    const reached = actual >= atLeast && actual <= atMost
    return {
      what,
      wanted,
      actual: `${rounded(actual)} ${unit}`,
      mark: reached ? 'reached' : 'not reached',
    }
  })
}

/** Three significant digits, without an exponent. */
export const rounded = (value: number): string => {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)))
  return value.toFixed(Number.isInteger(value) ? 0 : digits)
}
