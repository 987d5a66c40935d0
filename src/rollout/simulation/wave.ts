import type { CreateReason, DeleteReason } from '../../sync/disposition.js'
import { nameOf } from '../../kube/objectFacts.js'
import { compareText } from '../../data/compareText.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import { allWaiting, type Folded, type Waiting } from './state.js'

/**
 * A pod that a wave replaces, removes or starts.
 *
 * @since 0.1.0
 */
export interface Replacement {
  readonly node: string
  /** The pod that goes, or under surge will go; absent where the node had none. */
  readonly pod?: string
  readonly why: DeleteReason | CreateReason
  /** `within` the rolling update's budget, `outside` it, or none of its business. */
  readonly budget: 'within' | 'outside' | 'none'
  /** Set where chance decides, and this is one of several that it might have been. */
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
  /** What chance decided: `count` of `from`, by node. */
  readonly choices: readonly {
    readonly id: string
    readonly count: number
    readonly from: readonly string[]
  }[]
}

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
 * The wave that a pass begins, given what was picked where chance decides. `begun` holds the nodes of
 * earlier waves: a pod created there completes what they began. Nodes that are left out and wait are
 * candidates like those that are shown.
 */
export const waveOf = (
  pass: Plan,
  picked: ReadonlyMap<string, readonly string[]>,
  begun: ReadonlySet<string>,
  folded: Folded,
): Wave => {
  const happens = (name: string, choice: string | undefined): boolean =>
    choice === undefined || picked.get(choice)?.includes(name) === true
  const replaces: Replacement[] = []
  const nodeOfPod = new Map(pass.pods.map(({ name, node }) => [name, node]))
  for (const { name, node = '', disposition } of pass.pods) {
    if (disposition.code !== 'delete' && disposition.code !== 'choice') continue
    const choice = disposition.code === 'choice' ? disposition.choice : undefined
    if (SECOND_HALF.has(disposition.why) || !happens(name, choice)) continue
    replaces.push(replacement(node, name, disposition.why, choice))
  }
  for (const { node, why, choice } of pass.creates) {
    if ((why === 'NoPod' || why === 'NoRunningPod') && begun.has(node)) continue
    if (!happens(node, choice)) continue
    const old = pass.pods.find((pod) => pod.node === node && pod.updated === false)
    replaces.push(replacement(node, old?.name, why, choice))
  }
  const choices = pass.choices
    .filter(({ action }) => action !== 'deleteRevision')
    .map((choice) => ({
      id: choice.id,
      count: choice.count,
      from: candidatesOf(choice, nodeOfPod, isOfWaiting(pass, choice) ? allWaiting(folded) : []),
    }))
  return { at: pass.now, replaces, choices }
}

/** The nodes of a choice, those that are left out among them, in its order. */
const candidatesOf = (
  { action, from }: Choice,
  nodeOfPod: ReadonlyMap<string, string | undefined>,
  waiting: readonly Waiting[],
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
