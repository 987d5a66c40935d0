import { formatInstant, type Instant } from '../data/instant.js'
import type { Choice } from '../sync/choose.js'
import type { Plan } from '../sync/plan.js'
import { elapse, nextInstant } from './elapse.js'
import type { Model } from './model.js'
import { kindsOf, picksOf } from './orders.js'
import { acts, nextPass, take } from './settle.js'
import { standingOf, type Standing } from './standing.js'
import type { State } from './state.js'

/** The least and the most of a number over every order. @since 0.1.0 */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** What every order has in common. */
export interface EveryOrder {
  readonly moments: readonly {
    readonly at: string
    readonly available: Bounds
    readonly updated: Bounds
  }[]
  readonly unfinished: Bounds
  readonly exact: boolean
}

/** A state at rest until `next`, and how far it has come. */
interface Settled {
  readonly state: State
  readonly standing: Standing
  readonly next: Instant | undefined
}

/** More states than this are not followed at once. */
const MOST_STATES = 100

/**
 * Follows every order in which Kubernetes may take nodes, all at once from instant to instant. Orders that
 * differ in names only are one; where too many are left, those with the least and the most available pods
 * are followed.
 */
export const everyOrder = (model: Model, start: State): EveryOrder => {
  const moments: EveryOrder['moments'][number][] = []
  let exact = true
  let settled = settleAll(model, [start])
  let now: Instant | undefined = start.now
  for (let steps = 0; now !== undefined && steps < MOST_STEPS; steps++) {
    moments.push({
      at: formatInstant(now),
      available: boundsOf(settled, ({ available }) => available),
      updated: boundsOf(settled, ({ updated }) => updated),
    })
    now = earliest(settled)
    const due = settled.filter(({ next }) => next !== undefined && next === now)
    const others = settled.filter(({ next }) => next === undefined || next !== now)
    const moved = settleAll(
      model,
      due.map(({ state }) => elapse(model, state, now as Instant)),
    )
    const all = [...others, ...moved]
    settled = all.length <= MOST_STATES ? all : extremes(all)
    exact = exact && settled === all
  }
  return {
    moments,
    unfinished: boundsOf(settled, ({ unfinished }) => unfinished.length),
    exact: exact && now === undefined,
  }
}

const MOST_STEPS = 10_000

const boundsOf = (settled: readonly Settled[], of: (standing: Standing) => number): Bounds => {
  const numbers = settled.map(({ standing }) => of(standing))
  return {
    least: numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    most: numbers.reduce((a, b) => Math.max(a, b), 0),
  }
}

const earliest = (settled: readonly Settled[]): Instant | undefined => {
  let first: Instant | undefined
  for (const { next } of settled) {
    if (next !== undefined && (first === undefined || next < first)) first = next
  }
  return first
}

const extremes = (settled: readonly Settled[]): readonly Settled[] => {
  const sorted = settled.toSorted((a, b) => a.standing.available - b.standing.available)
  return [...sorted.slice(0, MOST_STATES / 2), ...sorted.slice(-MOST_STATES / 2)]
}

/** Passes until each state rests, in every order; states that differ in names only become one. */
const settleAll = (model: Model, states: readonly State[]): readonly Settled[] => {
  const resting: Settled[] = []
  const seen = new Set<string>()
  const pending = [...states]
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const pass = nextPass(model, state)
    const kinds = kindsOf(model, state, pass)
    const key = keyOf(kinds)
    if (seen.has(key)) continue
    seen.add(key)
    if (acts(pass)) {
      for (const pick of picks(pass, kinds)) pending.push(take(model, state, pass, pick))
      continue
    }
    const standing = standingOf(state, pass, model.semantics)
    const after = take(model, state, pass, () => [])
    resting.push({ state: after, standing, next: nextInstant(model, after) })
  }
  return resting
}

const keyOf = (kinds: ReadonlyMap<string, string>): string => [...kinds.values()].sort().join('\n')

/** Every way in which all choices of a pass may go. */
const picks = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
): readonly ((choice: Choice) => readonly string[])[] => {
  let ways: readonly ReadonlyMap<string, readonly string[]>[] = [new Map()]
  for (const choice of pass.choices) {
    ways = picksOf(pass, kinds, choice).flatMap((names) =>
      ways.map((way) => new Map([...way, [choice.id, names]])),
    )
  }
  return ways.map((way) => (choice: Choice) => way.get(choice.id) ?? [])
}
