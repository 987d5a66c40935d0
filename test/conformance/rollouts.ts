import { formatInstant, parseInstant, type Instant } from '../../src/data/instant.js'
import type { Cluster } from '../../src/cluster/cluster.js'
import {
  advance,
  nextInstant,
  changesPods,
  passAt,
  applyPass,
} from '../../src/rollout/simulation/advance.js'
import type { Bounds } from '../../src/rollout/forecast/forecast.js'
import { modelOf } from '../../src/rollout/forecast/model.js'
import { simulate, startingState } from '../../src/rollout/simulation/simulate.js'
import {
  countsOf,
  type RolloutCounts,
  type RolloutState,
} from '../../src/rollout/simulation/state.js'
import type { Choice } from '../../src/sync/choose.js'
import { aRollout, type RolloutScene } from '../support/aRollout.js'
import { disagreement, type Answer } from './agree.js'
import { question, readAnswer } from './protocol.js'
import { exactJson } from './exactJson.mjs'
import { answer } from './operations.mjs'

/** Whole rollouts, which the real controller is driven through, pass after pass. */
export const ROLLOUTS: Readonly<Record<string, RolloutScene>> = {
  'one after another': aRollout({ n1: 'old', n2: 'old', n3: 'old' }),
  'two at a time': aRollout(
    { n1: 'old', n2: 'old', n3: 'old', n4: 'old' },
    { rollingUpdate: { maxUnavailable: 2 } },
  ),
  'a percentage': aRollout(
    { n1: 'old', n2: 'old', n3: 'old', n4: 'new', n5: '' },
    { rollingUpdate: { maxUnavailable: '30%' } },
  ),
  'unready old pods go at once': aRollout({ n1: 'oldUnready', n2: 'oldUnready', n3: 'old' }),
  minReadySeconds: aRollout({ n1: 'old', n2: 'newWaiting', n3: 'old' }, { minReadySeconds: 30 }),
  'a dead node stops it': aRollout({ n1: 'old', n2: 'old', n3: 'down:newUnready' }),
  surge: aRollout(
    { n1: 'old', n2: 'old', n3: 'old' },
    { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  ),
  'surge with nodes that should not run a pod': aRollout(
    { n1: 'old', n2: 'tainted:old', n3: 'refusing:old', n4: 'oldUnready' },
    { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } },
  ),
  'surge on a taken host port': aRollout(
    { n1: 'old', n2: 'old' },
    { hostPort: true, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  ),
  'pods that are starting': aRollout(
    { n1: 'old', n2: 'newStarting', n3: 'newStarting', n4: 'old' },
    { minReadySeconds: 20, rollingUpdate: { maxUnavailable: 2 } },
  ),
  'pods that the scheduler has refused': aRollout(
    { n1: 'old', n2: 'newPending', n3: 'oldPending', n4: 'old' },
    { rollingUpdate: { maxUnavailable: 2 } },
  ),
  'surge beside pods that are starting or refused': aRollout(
    { n1: 'old newStarting', n2: 'old newPending', n3: 'old' },
    { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } },
  ),
  'failed pods': aRollout({ n1: 'oldFailed oldFailed', n2: 'old' }, { minReadySeconds: 5 }),
  OnDelete: aRollout(
    { n1: 'old', n2: 'oldStopping', n3: 'new new' },
    { rollingUpdate: 'OnDelete' },
  ),
}

/** Where the controller's answers are written down: a header, then a line for each rollout. */
export const RECORDED = new URL('./rollouts.jsonl', import.meta.url)

/** Asks for one pass of the controller. */
export type AskPass = (line: string) => Promise<string>

/** One pass of a rollout: what the controller answered, and where podfit does not agree. */
export interface FollowedPass {
  readonly theirs: Answer
  readonly why: string | undefined
  /** How far the rollout has come; absent where the pass acts, so that another one follows at once. */
  readonly reached?: { readonly at: Instant; readonly counts: RolloutCounts }
}

const MOST_PASSES = 100

/**
 * Follows a rollout until nothing happens any more, with whatever the controller picks, and compares every pass.
 */
export const follow = async (
  scene: RolloutScene,
  ask: AskPass,
): Promise<readonly FollowedPass[]> => {
  const { snapshot, daemonSet, options } = scene
  const model = modelOf(snapshot, daemonSet, options)
  const passes: FollowedPass[] = []
  let state = startingState(model, snapshot, daemonSet)
  while (passes.length < MOST_PASSES) {
    const input = inputOf(state)
    const line = question(passes.length, 'sync', input)
    const theirs = readAnswer(await ask(line))
    const ours = readAnswer(exactJson(answer(line)))
    const why = disagreement('sync', input, ours, theirs)
    const pass = passAt(model, state)
    const acted = changesPods(pass)
    const reached = { at: state.now, counts: countsOf(state, pass, model) }
    passes.push({ theirs, why, ...(!acted && { reached }) })
    state = applyPass(model, state, pass, pickedBy(theirs))
    if (acted) continue
    const next = nextInstant(model, state)
    if (next === undefined) return passes
    state = advance(model, state, next)
  }
  return passes
}

/**
 * Where a rollout that was followed is not what `simulate` foresees: at any instant, or at its end. Undefined also
 * where that follows only some of the orders, or goes on for ever.
 */
export const unforeseen = (
  { snapshot, daemonSet, options }: RolloutScene,
  passes: readonly FollowedPass[],
): string | undefined => {
  const { moments, unfinished, exact, end } = simulate(snapshot, daemonSet, options)
  const known = end.code === 'Done' || end.code === 'Stalls'
  if (!exact || !known || passes.length >= MOST_PASSES) return undefined
  const isWithin = (count: number, { least, most }: Bounds): boolean =>
    least <= count && count <= most
  const reached = passes.flatMap((pass) => pass.reached ?? [])
  for (const { at, counts } of reached) {
    const moment = moments.findLast((each) => (parseInstant(each.at) ?? 0n) <= at)
    if (moment === undefined) return `nothing by ${formatInstant(at)}`
    if (!isWithin(counts.available, moment.available)) return `available at ${formatInstant(at)}`
    if (!isWithin(counts.updated, moment.updated)) return `updated at ${formatInstant(at)}`
  }
  const last = reached.at(-1)?.counts.unfinished
  return last === undefined || isWithin(last, unfinished) ? undefined : 'how many are left'
}

const inputOf = ({ snapshot, daemonSet, now, backoff }: RolloutState): object => ({
  daemonSet,
  nodes: listOf(snapshot, 'nodes'),
  pods: listOf(snapshot, 'pods'),
  revisions: listOf(snapshot, 'revisions').map((revision) => sorted(revision)),
  now: formatInstant(now),
  backoff: Object.fromEntries(Object.entries(backoff).map(([node, { since }]) => [node, since])),
})

const listOf = (snapshot: Cluster, name: 'nodes' | 'pods' | 'revisions'): readonly object[] => [
  ...(snapshot[name]?.values() ?? []),
]

/** With sorted keys, as Go writes a map: the controller compares revisions byte by byte. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

/** The members of a choice that the controller took. */
const pickedBy = ({ out }: Answer) => {
  const { creates = [], deletes = [] } = (out ?? {}) as {
    readonly creates?: readonly { readonly node: string }[]
    readonly deletes?: readonly string[]
  }
  const nodes = new Set(creates.map(({ node }) => node))
  const pods = new Set(deletes)
  return ({ action, from }: Choice): readonly string[] =>
    from.filter((name) => (action === 'create' ? nodes : pods).has(name))
}
