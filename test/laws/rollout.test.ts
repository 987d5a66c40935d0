import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Choice } from '../../src/sync/choose.js'
import { attributeUnavailability } from '../../src/rollout/attributeUnavailability.js'
import {
  advance,
  nextInstant,
  changesPods,
  passAt,
  applyPass,
} from '../../src/rollout/simulation/advance.js'
import { forecast } from '../../src/rollout/forecast/forecast.js'
import { modelOf, type Model } from '../../src/rollout/forecast/model.js'
import { simulate, startingState, type Moment } from '../../src/rollout/simulation/simulate.js'
import { countsOf, type RolloutState } from '../../src/rollout/simulation/state.js'
import { formatInstant, type Instant } from '../../src/data/instant.js'
import { anyRollout } from '../support/anyRollout.js'

/** Every subset of a size. */
const subsets = (from: readonly string[], count: number): readonly (readonly string[])[] => {
  if (count === 0) return [[]]
  return from.flatMap((first, i) =>
    subsets(from.slice(i + 1), count - 1).map((rest) => [first, ...rest]),
  )
}

/** Every way in which the choices of a pass can go, by name. */
const ways = (choices: readonly Choice[]): readonly ReadonlyMap<string, readonly string[]>[] =>
  choices.reduce<readonly ReadonlyMap<string, readonly string[]>[]>(
    (all, { id, from, count }) =>
      all.flatMap((way) => subsets(from, count).map((names) => new Map([...way, [id, names]]))),
    [new Map()],
  )

type Course = readonly {
  readonly at: Instant
  readonly available: number
  readonly updated: number
}[]

const MOST_COURSES = 3000

/** Every course that a rollout can applyPass, one for each order, nothing merged. */
const courses = (model: Model, start: RolloutState): readonly Course[] => {
  const done: Course[] = []
  const pending: { readonly state: RolloutState; readonly course: Course }[] = [
    { state: start, course: [] },
  ]
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (done.length + pending.length > MOST_COURSES) return []
    const { state, course } = one
    const pass = passAt(model, state)
    if (changesPods(pass)) {
      for (const way of ways(pass.choices)) {
        pending.push({
          state: applyPass(model, state, pass, ({ id }) => way.get(id) ?? []),
          course,
        })
      }
      continue
    }
    const { available, updated } = countsOf(state, pass, model)
    const longer = [...course, { at: state.now, available, updated }]
    const after = applyPass(model, state, pass, () => [])
    const next = nextInstant(model, after)
    if (next === undefined) done.push(longer)
    else pending.push({ state: advance(model, after, next), course: longer })
  }
  return done
}

/** What the courses come to at every instant at which something happens in any of them. */
const momentsOf = (all: readonly Course[]): readonly Moment[] => {
  const instants = [...new Set(all.flatMap((course) => course.map(({ at }) => at)))]
  return instants
    .sort((a, b) => (a < b ? -1 : 1))
    .map((at) => {
      const now = all.map((course) => course.findLast((step) => step.at <= at))
      const bounds = (of: 'available' | 'updated') => ({
        least: Math.min(...now.map((step) => step?.[of] ?? 0)),
        most: Math.max(...now.map((step) => step?.[of] ?? 0)),
      })
      return { at: formatInstant(at), available: bounds('available'), updated: bounds('updated') }
    })
}

describe('a simulation', () => {
  it('tells the least and the most of every order, as following each of them by plan does', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const model = modelOf(snapshot, daemonSet, options)
        const all = courses(model, startingState(model, snapshot, daemonSet))
        fc.pre(all.length > 0)
        const { moments, exact } = simulate(snapshot, daemonSet, options)
        expect(exact).toBe(true)
        expect(moments).toEqual(momentsOf(all))
      }),
    )
  })

  it('survives a JSON round trip', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const result = simulate(snapshot, daemonSet, options)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
    )
  })
})

describe('a forecast', () => {
  it('counts the nodes that the simulation leaves undone, over every order', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const told = forecast(snapshot, daemonSet, options)
        const seen = simulate(snapshot, daemonSet, options)
        expect(seen.exact).toBe(true)
        expect('unfinished' in told && told.unfinished).toEqual(seen.unfinished)
      }),
      { numRuns: 200 },
    )
  })

  it('says that a rollout stalls if and only if it does in every order', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const { code } = forecast(snapshot, daemonSet, options)
        const { end, unfinished } = simulate(snapshot, daemonSet, options)
        expect(code === 'Stalls').toBe(unfinished.least > 0)
        expect(code === 'MayStall').toBe(unfinished.least === 0 && unfinished.most > 0)
        if (code !== 'MayStall') expect(code === 'Stalls').toBe(end.code === 'Stalls')
      }),
    )
  })

  it('names what would help every rollout that stalls: a blocker to remove, or a budget', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const told = forecast(snapshot, daemonSet, options)
        if (!('blockers' in told) || told.updateStrategy.code === 'OnDelete') return
        const helps = told.blockers.length > 0 || told.budgetNeeded !== undefined
        expect(helps).toBe(told.code === 'Stalls' || told.code === 'MayStall')
      }),
    )
  })

  it('counts the same nodes where nodes have too little room, or room for one pod only', () => {
    fc.assert(
      fc.property(anyRollout(4, { room: true }), ({ snapshot, daemonSet, options }) => {
        const told = forecast(snapshot, daemonSet, options)
        const seen = simulate(snapshot, daemonSet, options)
        expect('unfinished' in told && told.unfinished).toEqual(seen.unfinished)
      }),
      { numRuns: 200 },
    )
  })

  it('survives a JSON round trip', () => {
    fc.assert(
      fc.property(anyRollout(5), ({ snapshot, daemonSet, options }) => {
        const result = forecast(snapshot, daemonSet, options)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
    )
  })
})

describe('an attribution', () => {
  it('gives every unavailable pod exactly one cause, and adds up to the desired number', () => {
    fc.assert(
      fc.property(anyRollout(6), ({ snapshot, daemonSet, options }) => {
        const { unavailable, available, desired, sums } = attributeUnavailability(
          snapshot,
          daemonSet,
          options,
        )
        const pods = unavailable.flatMap(({ pod }) => pod ?? [])
        expect(new Set(pods).size).toBe(pods.length)
        const total = Object.values(sums).reduce((a, b) => a + b, 0)
        expect(total).toBe(unavailable.length)
        const lacking = new Set(unavailable.filter((each) => each.desired).map(({ node }) => node))
        expect(available).toBeLessThanOrEqual(desired)
        expect(lacking.size).toBeGreaterThanOrEqual(desired - available)
      }),
    )
  })
})
