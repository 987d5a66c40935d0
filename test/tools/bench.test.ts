import { describe, expect, it } from 'vitest'
import { GROWTH_CASES } from '../../bench/growthCases.js'
import { MEASUREMENTS } from '../../bench/measurements.js'
import { TARGETS } from '../../bench/targets.js'

describe('the questions whose growth is measured', () => {
  it.each(GROWTH_CASES.map((each) => [each.name, each.prepare] as const))(
    'can be asked: %s',
    (_name, prepare) => {
      expect(() => prepare(3)()).not.toThrow()
    },
  )

  it('are each asked once', () => {
    const names = GROWTH_CASES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(150)
  })
})

describe('the targets', () => {
  it('each have a bound, and are computed from figures', () => {
    for (const { what, actual, atLeast, atMost } of TARGETS) {
      expect(atLeast ?? atMost, what).toBeDefined()
      expect(
        actual(() => 2),
        what,
      ).toBeGreaterThan(0)
      expect(
        actual(() => undefined),
        what,
      ).toBeUndefined()
    }
  })

  it('begin with what Go does with policies that were parsed once', () => {
    expect(Object.keys(MEASUREMENTS)[0]).toBe('parsedOnce')
    expect(TARGETS[1]?.what).toContain('parsed once in Go')
  })
})
