import { isReady } from '../sync/availability.js'
import type { Choice } from '../sync/choose.js'
import type { Plan } from '../sync/plan.js'
import type { Model } from './model.js'
import { placesOf, type Place, type PlacedPod } from './place.js'
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

const kindOf = (model: Model, state: State, { name, decision, pods }: Place): string => {
  const node = `${decision ?? 'missing'} ${model.down.has(name) ? 'down' : 'up'}`
  const held = model.portHolders(name).by.length > 0 ? 'held' : 'free'
  const refuses = model.refusing.has(name) ? 'refusing' : 'admitting'
  return [node, held, refuses, ...pods.map((pod) => podKind(state, pod))].join('|')
}

const podKind = ({ given }: State, placed: PlacedPod): string => {
  const { name, pod, updated, phase, bound, terminating, available } = placed
  const fate = given.get(name)
  const ended = phase === 'Failed' || phase === 'Succeeded' ? phase : ''
  const facts = [updated, bound, available, ended, fate !== undefined && fate.terminating]
  if (terminating) facts.push('gone', String(fate?.gone ?? pod.metadata?.deletionTimestamp))
  else if (isReady(pod)) facts.push('ready', available ? '' : conditionTime(pod, 'Ready'))
  else if (fate === undefined) facts.push('starts', conditionTime(pod, 'PodScheduled'))
  else facts.push('given', String(fate.ready ?? ''), fate.schedulable)
  return facts.join()
}

const conditionTime = ({ status }: PlacedPod['pod'], type: string): string =>
  String(status?.conditions?.find((condition) => condition.type === type)?.lastTransitionTime ?? '')

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

/** The picks of a choice that differ in more than names: how many of each kind, the first by name of each. */
export const picksOf = (
  pass: Plan,
  kinds: ReadonlyMap<string, string>,
  choice: Choice,
): readonly (readonly string[])[] => {
  if (choice.action === 'deleteRevision') return [choice.from.slice(0, choice.count)]
  const groups = new Map<string, string[]>()
  for (const name of choice.from) {
    const kind = kindIn(pass, kinds, choice, name)
    groups.set(kind, [...(groups.get(kind) ?? []), name])
  }
  return distributions([...groups.values()], choice.count)
}

const distributions = (
  groups: readonly (readonly string[])[],
  count: number,
): readonly (readonly string[])[] => {
  const [first, ...rest] = groups
  if (first === undefined) return [[]]
  const room = rest.reduce((sum, group) => sum + group.length, 0)
  const least = Math.max(0, count - room)
  const most = Math.min(count, first.length)
  return Array.from({ length: most - least + 1 }, (_, i) => least + i).flatMap((taken) =>
    distributions(rest, count - taken).map((others) => [...first.slice(0, taken), ...others]),
  )
}
