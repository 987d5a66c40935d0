import { grouped } from '../../data/grouped.js'
import { conditionOf, hasEnded, isReady } from '../../kube/podFacts.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import type { Model } from './model.js'
import { placesOf, type Place, type PlacedPod } from '../forecast/place.js'
import type { State } from './state.js'

/**
 * How each node stands in a rollout, as text that is the same for nodes that fare alike from here on: to
 * take one instead of the other changes names, not numbers.
 */
export const kindsOf = (model: Model, state: State, pass: Plan): ReadonlyMap<string, string> =>
  new Map(
    placesOf(state.snapshot, state.daemonSet, pass, model.semantics).map((place) => [
      place.name,
      kindOf(model, state, place),
    ]),
  )

/** How one node stands in a rollout, as text. */
export const kindOf = (model: Model, state: State, { name, decision, pods }: Place): string => {
  const node = `${decision ?? 'missing'} ${model.down.has(name) ? 'down' : 'up'}`
  const held = model.portHolders(name).by.length > 0 ? 'held' : 'free'
  const refuses = model.refusing.has(name) ? 'refusing' : 'admitting'
  return [node, held, refuses, ...pods.map((pod) => podKind(state, pod))].join('|')
}

const podKind = ({ given }: State, placed: PlacedPod): string => {
  const { name, pod, updated, phase, bound, terminating, available } = placed
  const fate = given.get(name)
  const ended = hasEnded(phase) ? phase : ''
  const facts = [updated, bound, available, ended, fate !== undefined && fate.terminating]
  if (terminating) facts.push('gone', String(fate?.gone ?? pod.metadata?.deletionTimestamp))
  else if (isReady(pod)) facts.push('ready', available ? '' : conditionTime(pod, 'Ready'))
  else if (fate === undefined) facts.push('starts', conditionTime(pod, 'PodScheduled'))
  else facts.push('given', String(fate.ready ?? ''), fate.schedulable)
  return facts.join()
}

const conditionTime = (pod: PlacedPod['pod'], type: string): string =>
  String(conditionOf(pod, type)?.lastTransitionTime ?? '')

/** Whether a choice is between nodes of one kind only. */
export const isAmongAlike = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
  choice: Choice,
): boolean => new Set(choice.from.map((name) => kindIn(pass, kinds, choice, name))).size <= 1

const kindIn = (
  { pods }: Plan,
  kinds: ReadonlyMap<string, string>,
  { action }: Choice,
  name: string,
): string => {
  const node = action === 'delete' ? pods.find((pod) => pod.name === name)?.node : name
  return kinds.get(node ?? '') ?? ''
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
  if (action === 'deleteRevision') return { ways: [from.slice(0, count)], all: true }
  const groups = [...grouped(from, (name) => kindIn(pass, kinds, choice, name)).values()]
  const ways: (readonly string[])[] = []
  for (const way of distributions(groups, count)) {
    if (ways.length === most) return { ways: spread(groups, count, most), all: false }
    ways.push(way)
  }
  return { ways, all: true }
}

/** How many of the first group are possible at least and at most, so that the rest can make up the count. */
const rangeOf = (groups: readonly (readonly string[])[], count: number) => {
  const [first = [], ...rest] = groups
  const room = rest.reduce((sum, group) => sum + group.length, 0)
  return { first, rest, least: Math.max(0, count - room), most: Math.min(count, first.length) }
}

function* distributions(
  groups: readonly (readonly string[])[],
  count: number,
): Generator<readonly string[]> {
  if (groups.length === 0) return yield []
  const { first, rest, least, most } = rangeOf(groups, count)
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
  const { first, rest, least, most } = rangeOf(groups, count)
  const numbers = Math.min(most - least + 1, Math.max(1, Math.ceil(Math.sqrt(limit))))
  const step = numbers > 1 ? (most - least) / (numbers - 1) : 0
  return Array.from({ length: numbers }, (_, i) => least + Math.round(i * step)).flatMap((taken) =>
    spread(rest, count - taken, limit / numbers).map((others) => [
      ...first.slice(0, taken),
      ...others,
    ]),
  )
}
