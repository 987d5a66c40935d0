import type { Instant } from '../../data/instant.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import { elapse, nextInstant } from './elapse.js'
import { fold } from './fold.js'
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
    readonly at: Instant
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

/** What orders come to between them. */
type Range = Readonly<Record<keyof Standing, Bounds>>

/** How widely orders are followed: how many states at once, and how many ways out of one pass. */
interface Width {
  readonly states: number
  readonly ways: number
}

const WIDE: Width = { states: 100, ways: 30 }

/** What is left when passes have looked at more nodes than these. */
const NARROW: Width = { states: 2, ways: 2 }
const MOST_VISITS = 200_000

const MOST_STEPS = 50_000

/**
 * Follows every order in which Kubernetes may take nodes, all at once from instant to instant. Orders that
 * differ in names only are one; of those that have come to their end only what they come to is kept. Where
 * too many are left, those with the least and the most available pods are followed.
 */
export const everyOrder = (model: Model, start: State): EveryOrder => {
  const moments: EveryOrder['moments'][number][] = []
  let { settled, exact, visits } = settleAll(model, [start], WIDE)
  let now: Instant | undefined = start.now
  let ended: Range | undefined
  for (;;) {
    const range = rangeOf(settled, ended)
    if (now === undefined || moments.length >= MOST_STEPS) {
      return { moments, unfinished: range.unfinished, exact: exact && now === undefined }
    }
    const { available, updated } = range
    moments.push({ at: now, available, updated })
    const ends = settled.filter(({ next }) => next === undefined)
    if (ends.length > 0) ended = rangeOf(ends, ended)
    const at = earliest(settled)
    const due = settled.filter(({ next }) => next !== undefined && next === at)
    const later = settled.filter(({ next }) => next !== undefined && next !== at)
    const width = visits > MOST_VISITS ? NARROW : WIDE
    const moved = settleAll(
      model,
      due.map(({ state }) => elapse(model, state, at as Instant)),
      width,
    )
    const all = [...later, ...moved.settled]
    settled = extremes(all, width)
    exact = exact && moved.exact && settled.length === all.length
    visits += moved.visits
    now = at
  }
}

/** The least and the most of some orders, and of those that have come to their end. */
const rangeOf = (settled: readonly Settled[], ended: Range | undefined): Range => {
  const boundsOf = (number: keyof Standing): Bounds => ({
    least: settled.reduce(
      (a, { standing }) => Math.min(a, standing[number]),
      ended?.[number].least ?? Infinity,
    ),
    most: settled.reduce(
      (a, { standing }) => Math.max(a, standing[number]),
      ended?.[number].most ?? 0,
    ),
  })
  return {
    available: boundsOf('available'),
    updated: boundsOf('updated'),
    unfinished: boundsOf('unfinished'),
  }
}

const earliest = (settled: readonly Settled[]): Instant | undefined => {
  let first: Instant | undefined
  for (const { next } of settled) {
    if (next !== undefined && (first === undefined || next < first)) first = next
  }
  return first
}

/** As many as are followed, of too many those with the least and the most available pods. */
const extremes = (settled: readonly Settled[], { states }: Width): readonly Settled[] => {
  if (settled.length <= states) return settled
  const sorted = settled.toSorted((a, b) => a.standing.available - b.standing.available)
  return [...sorted.slice(0, states / 2), ...sorted.slice(-states / 2)]
}

/** Passes until each state rests, in every order; states that differ in names only become one. */
const settleAll = (
  model: Model,
  states: readonly State[],
  width: Width,
): { readonly settled: readonly Settled[]; readonly exact: boolean; readonly visits: number } => {
  const settled: Settled[] = []
  const seen = new Set<string>()
  const pending = [...states]
  let exact = true
  let visits = 0
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const pass = nextPass(model, state)
    visits += pass.nodes.length
    const kinds = kindsOf(model, state, pass)
    const key = keyOf(state, kinds)
    if (seen.has(key)) continue
    seen.add(key)
    if (acts(pass)) {
      const { picks, all } = picksOfPass(pass, kinds, width)
      exact = exact && all
      for (const pick of picks) pending.push(take(model, state, pass, pick))
      continue
    }
    const standing = standingOf(state, pass, model.semantics)
    const after = fold(
      model,
      take(model, state, pass, () => []),
      pass,
    )
    settled.push({ state: after, standing, next: nextInstant(model, after) })
  }
  return { settled, exact, visits }
}

const keyOf = ({ folded }: State, kinds: ReadonlyMap<string, string>): string => {
  const waiting = [...folded.waiting].map(([kind, { length }]) => `${length} ${kind}`)
  return [folded.finished, ...waiting.sort(), ...[...kinds.values()].sort()].join('\n')
}

/** The ways in which all choices of a pass may go; of too many some, evenly spread. */
const picksOfPass = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
  width: Width,
): {
  readonly picks: readonly ((choice: Choice) => readonly string[])[]
  readonly all: boolean
} => {
  let ways: readonly ReadonlyMap<string, readonly string[]>[] = [new Map()]
  let all = true
  for (const choice of pass.choices) {
    const picks = picksOf(pass, kinds, choice, width.ways)
    const longer = picks.ways.flatMap((names) =>
      ways.map((way) => new Map([...way, [choice.id, names]])),
    )
    const step = Math.max(1, longer.length / width.ways)
    ways = longer.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
    all = all && picks.all && ways.length === longer.length
  }
  return { picks: ways.map((way) => (choice: Choice) => way.get(choice.id) ?? []), all }
}
