import { grouped } from '../../data/grouped.js'
import type { Instant } from '../../data/instant.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import type { Bounds } from '../forecast/forecast.js'
import type { Model } from '../forecast/model.js'
import { advance, applyPass, changesPods, nextInstant, passAt } from './advance.js'
import { compact } from './compact.js'
import {
  countsOf,
  isBurst,
  kindsIn,
  kindsOf,
  type RolloutCounts,
  type RolloutState,
} from './state.js'

/** What every order has in common. */
export interface ExploredOrders {
  readonly moments: readonly {
    readonly at: Instant
    readonly available: Bounds
    readonly updated: Bounds
  }[]
  readonly unfinished: Bounds
  /** Whether every order was followed. */
  readonly exact: boolean
}

/** A state in which the controller has nothing to do until `next`, and how far it has come. */
interface IdleState {
  readonly state: RolloutState
  readonly counts: RolloutCounts
  readonly next: Instant | undefined
}

/** What orders come to between them. */
type Range = Readonly<Record<keyof RolloutCounts, Bounds>>

/** How widely orders are followed: how many states at once, and how many ways out of one pass. */
interface Width {
  readonly states: number
  readonly ways: number
}

const WIDE: Width = { states: 100, ways: 30 }

/** What is left when passes have looked at more nodes, or pods, than these. */
const NARROW: Width = { states: 2, ways: 2 }
const MOST_VISITS = 200_000

/** And when they have looked at twice as many: one order. */
const SINGLE: Width = { states: 2, ways: 1 }

const widthAfter = (visits: number): Width =>
  visits > 2 * MOST_VISITS ? SINGLE : visits > MOST_VISITS ? NARROW : WIDE

const MOST_STEPS = 50_000

/**
 * Follows every order in which Kubernetes may pick nodes, all at once from instant to instant. Orders that
 * differ in names only are one; of those that have come to their end only what they come to is kept. Where
 * too many are left, those with the least and the most available pods are followed.
 */
export const exploreOrders = (model: Model, start: RolloutState): ExploredOrders => {
  const moments: ExploredOrders['moments'][number][] = []
  let { idle, exact, visits } = passesUntilIdle(model, [start], 0)
  let now: Instant | undefined = start.now
  let ended: Range | undefined
  for (;;) {
    const range = rangeOf(idle, ended)
    if (now === undefined || moments.length >= MOST_STEPS) {
      return { moments, unfinished: range.unfinished, exact: exact && now === undefined }
    }
    const { available, updated } = range
    moments.push({ at: now, available, updated })
    const ends = idle.filter(({ next }) => next === undefined)
    if (ends.length > 0) ended = rangeOf(ends, ended)
    const at = earliest(idle)
    const due = idle.filter(({ next }) => next !== undefined && next === at)
    const later = idle.filter(({ next }) => next !== undefined && next !== at)
    const moved = passesUntilIdle(
      model,
      due.map(({ state }) => advance(model, state, at as Instant)),
      visits,
    )
    const all = [...later, ...moved.idle]
    idle = extremes(all, widthAfter(visits))
    exact = exact && moved.exact && idle.length === all.length
    visits = moved.visits
    now = at
  }
}

/** The least and the most of some orders, and of those that have come to their end. */
const rangeOf = (idle: readonly IdleState[], ended: Range | undefined): Range => {
  const boundsOf = (number: keyof RolloutCounts): Bounds => ({
    least: idle.reduce(
      (a, { counts }) => Math.min(a, counts[number]),
      ended?.[number].least ?? Infinity,
    ),
    most: idle.reduce((a, { counts }) => Math.max(a, counts[number]), ended?.[number].most ?? 0),
  })
  return {
    available: boundsOf('available'),
    updated: boundsOf('updated'),
    unfinished: boundsOf('unfinished'),
  }
}

const earliest = (idle: readonly IdleState[]): Instant | undefined => {
  let first: Instant | undefined
  for (const { next } of idle) {
    if (next !== undefined && (first === undefined || next < first)) first = next
  }
  return first
}

/** As many as are followed, of too many those with the least and the most available pods. */
const extremes = (idle: readonly IdleState[], { states }: Width): readonly IdleState[] => {
  if (idle.length <= states) return idle
  const sorted = idle.toSorted((a, b) => a.counts.available - b.counts.available)
  return [...sorted.slice(0, states / 2), ...sorted.slice(-states / 2)]
}

/**
 * Passes until the controller has nothing to do, in every order; states that differ in names only become one.
 * `visited` is how many nodes or pods passes have looked at before.
 */
const passesUntilIdle = (
  model: Model,
  states: readonly RolloutState[],
  visited: number,
): { readonly idle: readonly IdleState[]; readonly exact: boolean; readonly visits: number } => {
  const idle: IdleState[] = []
  const seen = new Set<string>()
  const pending = [...states]
  let exact = true
  let visits = visited
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const pass = passAt(model, state)
    visits += Math.max(state.snapshot.nodes?.size ?? 0, pass.pods.length)
    const kinds = kindsOf(model, state, pass)
    const key = keyOf(state, kinds)
    if (seen.has(key)) continue
    seen.add(key)
    if (changesPods(pass)) {
      const width = widthAfter(visits)
      const { picks, all } = picksOfPass(pass, kinds, width)
      const dropped = width === SINGLE ? pending.splice(width.states).length : 0
      exact = exact && all && dropped === 0
      for (const pick of picks) pending.push(applyPass(model, state, pass, pick))
      continue
    }
    const counts = countsOf(state, pass, model)
    const after = compact(
      model,
      applyPass(model, state, pass, () => []),
      pass,
    )
    idle.push({ state: after, counts, next: nextInstant(model, after) })
  }
  return { idle, exact, visits }
}

const keyOf = ({ omitted }: RolloutState, kinds: ReadonlyMap<string, string>): string => {
  const waiting = [...omitted.waiting].map(([kind, { length }]) => `${length} ${kind}`)
  return [omitted.finished, ...waiting.sort(), ...[...kinds.values()].sort()].join('\n')
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

/** Ways in which a choice may go. */
export interface Picks {
  readonly ways: readonly (readonly string[])[]
  /** Whether these are all ways that differ in more than names; otherwise there are too many. */
  readonly all: boolean
}

/**
 * The picks of a choice that differ in more than names: how many of each kind, the first by name of each. Of
 * more than `most` some, which differ widely.
 */
export const picksOf = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
  choice: Choice,
  most: number,
): Picks => {
  const { action, from, count } = choice
  if (action === 'deleteRevision' || isBurst(pass, choice)) {
    return { ways: [from.slice(0, count)], all: true }
  }
  const kindOfName = kindsIn(pass, kinds, choice)
  const groups = [...grouped(from, (name) => kindOfName.get(name) ?? '').values()]
  const ways: (readonly string[])[] = []
  for (const way of distributions(groups, count)) {
    if (ways.length === most) return { ways: spread(groups, count, most), all: false }
    ways.push(way)
  }
  return { ways, all: true }
}

/** How many of the first group are possible at least and at most, so that the rest can make up the count. */
const firstGroup = (groups: readonly (readonly string[])[], count: number) => {
  const [first = [], ...rest] = groups
  const room = rest.reduce((sum, group) => sum + group.length, 0)
  return { first, rest, least: Math.max(0, count - room), most: Math.min(count, first.length) }
}

function* distributions(
  groups: readonly (readonly string[])[],
  count: number,
): Generator<readonly string[]> {
  if (groups.length === 0) return yield []
  const { first, rest, least, most } = firstGroup(groups, count)
  for (let taken = least; taken <= most; taken++) {
    for (const others of distributions(rest, count - taken)) {
      yield [...first.slice(0, taken), ...others]
    }
  }
}

/** Some distributions, at most so many: evenly spread numbers of the first groups, both ends among them. */
const spread = (
  groups: readonly (readonly string[])[],
  count: number,
  limit: number,
): readonly (readonly string[])[] => {
  if (groups.length === 0) return [[]]
  const { first, rest, least, most } = firstGroup(groups, count)
  const numbers = Math.min(most - least + 1, Math.max(1, Math.ceil(Math.sqrt(limit))))
  const step = numbers > 1 ? (most - least) / (numbers - 1) : 0
  return Array.from({ length: numbers }, (_, i) => least + Math.round(i * step)).flatMap((taken) =>
    spread(rest, count - taken, limit / numbers).map((others) => [
      ...first.slice(0, taken),
      ...others,
    ]),
  )
}
