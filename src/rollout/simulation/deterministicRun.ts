import { nameOf } from '../../kube/objectFacts.js'
import { compareText } from '../../data/compareText.js'
import { formatInstant, type Instant } from '../../data/instant.js'
import { type Choice, pickFirst } from '../../sync/choose.js'
import type { CreateReason, DeleteReason, UnknownInput } from '../../sync/disposition.js'
import type { Outcome, Plan } from '../../sync/plan.js'
import type { EndlessCause, Model } from '../forecast/model.js'
import { advance, applyPass, changesPods, nextInstant, passAt } from './advance.js'
import { compact } from './compact.js'
import {
  allWaiting,
  countsOf,
  isAmongAlike,
  kindsOf,
  unfinishedOf,
  type OmittedNodes,
  type RolloutCounts,
  type RolloutState,
  type WaitingNode,
} from './state.js'

/**
 * A pod that a wave replaces, removes or starts.
 *
 * @since 0.1.0
 */
export interface Replacement {
  readonly node: string
  /** The pod that is deleted, under surge later; absent where the node had none. */
  readonly pod?: string
  readonly why: DeleteReason | CreateReason
  /** `within` the rolling update's budget, `outside` it, or `none` of it. */
  readonly budget: 'within' | 'outside' | 'none'
  /** Set where Kubernetes picks any, and this is one of several that it might have picked. */
  readonly choice?: string
}

/**
 * What one pass begins: the second half of a replacement belongs to the wave of the first.
 *
 * @since 0.1.0
 */
export interface Wave {
  readonly at: string
  readonly replaces: readonly Replacement[]
  /** Where Kubernetes picks any: `count` of `from`, by node. */
  readonly choices: readonly {
    readonly id: string
    readonly count: number
    readonly from: readonly string[]
  }[]
}

/**
 * How a rollout ends.
 *
 * @since 0.1.0
 */
export type RolloutEnd =
  /** Every node that should run a pod has an updated, available one, and no outdated pod is left. */
  | { readonly code: 'Done'; readonly at: string }
  /** Nothing happens any more, and these nodes are not done; `outcome` says where the controller fails. */
  | {
      readonly code: 'Stalls'
      readonly at: string
      readonly unfinished: readonly string[]
      readonly outcome: Outcome
    }
  /** The controller goes on for ever. */
  | { readonly code: 'Endless'; readonly at: string; readonly why: EndlessCause }
  /** It was still going on when the limit of passes was reached. */
  | { readonly code: 'Unfinished'; readonly at: string; readonly unfinished: readonly string[] }
  | { readonly code: 'Unknown'; readonly needs: readonly UnknownInput[] }

/** What the order comes to in which the first by name are picked. */
export interface DeterministicRun {
  readonly waves: readonly Wave[]
  readonly instants: readonly { readonly at: Instant; readonly counts: RolloutCounts }[]
  readonly end: RolloutEnd
  readonly desired: number
  /** Whether every choice was between nodes that fare alike, so that every order comes to the same. */
  readonly alike: boolean
}

/** How many passes are followed at most: for each node and each pod, several times what an end takes. */
const mostPasses = ({ snapshot: { nodes, pods } }: RolloutState): number =>
  Math.min(100_000, 200 + 10 * ((nodes?.size ?? 0) + (pods?.size ?? 0)))

/** Follows the order in which the first by name are picked. */
export const deterministicRun = (model: Model, start: RolloutState): DeterministicRun => {
  const waves: Wave[] = []
  const instants: { at: Instant; counts: RolloutCounts }[] = []
  const begun = new Set<string>()
  let alike = true
  let desired = 0
  let state = start
  const most = mostPasses(start)
  for (let passes = 0; ; passes++) {
    const pass = passAt(model, state)
    const at = formatInstant(state.now)
    if (passes === 0) desired = pass.nodes.filter(({ decision }) => decision === 'run').length
    if (pass.unknown.length > 0) {
      return { waves, instants, desired, alike, end: { code: 'Unknown', needs: pass.unknown } }
    }
    if (model.endless !== undefined) {
      instants.push({ at: state.now, counts: countsOf(state, pass, model) })
      return { waves, instants, desired, alike, end: { code: 'Endless', at, why: model.endless } }
    }
    if (passes >= most) {
      const unfinished = unfinishedOf(state, pass, model)
      return { waves, instants, desired, alike, end: { code: 'Unfinished', at, unfinished } }
    }
    if (changesPods(pass)) {
      alike = alike && picksAmongAlike(model, state, pass)
      const wave = waveOf(pass, begun, state.omitted)
      if (wave.replaces.length > 0) waves.push(wave)
      for (const { node } of wave.replaces) begun.add(node)
      state = applyPass(model, state, pass, pickFirst)
    } else {
      instants.push({ at: state.now, counts: countsOf(state, pass, model) })
      const after = applyPass(model, state, pass, pickFirst)
      const next = nextInstant(model, after)
      if (next === undefined) {
        const end = endOf(at, unfinishedOf(state, pass, model), pass)
        return { waves, instants, desired, alike, end }
      }
      state = advance(model, compact(model, after, pass), next)
    }
  }
}

/** Whether every choice of a pass is between nodes of one kind. */
const picksAmongAlike = (model: Model, state: RolloutState, pass: Plan): boolean => {
  if (pass.choices.length === 0) return true
  const kinds = kindsOf(model, state, pass)
  return pass.choices.every((choice) => isAmongAlike(pass, kinds, choice))
}

const endOf = (at: string, unfinished: readonly string[], { outcome }: Plan): RolloutEnd =>
  unfinished.length === 0 && outcome.code === 'Synced'
    ? { code: 'Done', at }
    : { code: 'Stalls', at, unfinished, outcome }

const BUDGET: Readonly<Partial<Record<DeleteReason | CreateReason, Replacement['budget']>>> = {
  Outdated: 'within',
  Surge: 'within',
  OutdatedUnavailable: 'outside',
  OldPodUnavailable: 'outside',
}

/** Deletions that end a replacement, or tidy up after one. */
const SECOND_HALF: ReadonlySet<DeleteReason> = new Set([
  'Superseded',
  'SupersededUnready',
  'Duplicate',
  'NodeGone',
])

/**
 * The wave that a pass begins, with the first by name picked. `begun` holds the nodes of earlier waves: a pod
 * created there completes what they began. Nodes that are left out and wait are candidates like the others.
 */
export const waveOf = (pass: Plan, begun: ReadonlySet<string>, omitted: OmittedNodes): Wave => {
  const picked = new Map(pass.choices.map((choice) => [choice.id, new Set(pickFirst(choice))]))
  const happens = (name: string, choice: string | undefined): boolean =>
    choice === undefined || picked.get(choice)?.has(name) === true
  const replaces: Replacement[] = []
  for (const { name, node = '', disposition } of pass.pods) {
    if (disposition.code !== 'delete' && disposition.code !== 'choice') continue
    const choice = disposition.code === 'choice' ? disposition.choice : undefined
    if (SECOND_HALF.has(disposition.why) || !happens(name, choice)) continue
    replaces.push(replacement(node, name, disposition.why, choice))
  }
  const outdatedOn = firstOutdated(pass)
  for (const { node, why, choice } of pass.creates) {
    if ((why === 'NoPod' || why === 'NoRunningPod') && begun.has(node)) continue
    if (happens(node, choice)) replaces.push(replacement(node, outdatedOn.get(node), why, choice))
  }
  const nodeOfPod = new Map(pass.pods.map(({ name, node }) => [name, node]))
  const choices = pass.choices
    .filter(({ action }) => action !== 'deleteRevision')
    .map((choice) => ({
      id: choice.id,
      count: choice.count,
      from: candidatesOf(choice, nodeOfPod, isOfWaiting(pass, choice) ? allWaiting(omitted) : []),
    }))
  return { at: pass.now, replaces, choices }
}

/** The outdated pod of each node: the first of those that stay, or of all where none does. */
const firstOutdated = ({ pods }: Plan): ReadonlyMap<string | undefined, string> => {
  const outdated = pods.filter(({ updated }) => updated === false)
  const stays = outdated.filter(({ disposition: { code } }) => code === 'keep' || code === 'choice')
  return new Map(
    [...outdated.toReversed(), ...stays.toReversed()].map(({ node, name }) => [node, name]),
  )
}

/** The nodes of a choice, those that are left out among them, in its order. */
const candidatesOf = (
  { action, from }: Choice,
  nodeOfPod: ReadonlyMap<string, string | undefined>,
  waiting: readonly WaitingNode[],
): readonly string[] => {
  const shown = from.map((name) => ({
    name,
    node: action === 'delete' ? (nodeOfPod.get(name) ?? '') : name,
  }))
  const hidden = waiting.map(({ name, node }) => ({ name, node: nameOf(node) }))
  const all = [...shown, ...hidden]
  const sorted = hidden.length === 0 ? all : all.sort((a, b) => compareText(a.name, b.name))
  return sorted.map(({ node }) => node)
}

/** Whether nodes that wait for the budget are among those of a choice. */
const isOfWaiting = ({ creates, pods }: Plan, { id }: Choice): boolean =>
  creates.some(({ choice, why }) => choice === id && why === 'Surge') ||
  pods.some(
    ({ disposition }) =>
      disposition.code === 'choice' && disposition.choice === id && disposition.why === 'Outdated',
  )

const replacement = (
  node: string,
  pod: string | undefined,
  why: Replacement['why'],
  choice: string | undefined,
): Replacement => ({
  node,
  ...(pod !== undefined && { pod }),
  why,
  budget: BUDGET[why] ?? 'none',
  ...(choice !== undefined && { choice }),
})
