import type { CreateReason, DeleteReason } from '../sync/fate.js'
import type { Plan } from '../sync/plan.js'

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
 * earlier waves: a pod created there completes what they began.
 */
export const waveOf = (
  pass: Plan,
  picked: ReadonlyMap<string, readonly string[]>,
  begun: ReadonlySet<string>,
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
    .map(({ id, action, count, from }) => ({
      id,
      count,
      from: action === 'delete' ? from.map((name) => nodeOfPod.get(name) ?? '') : from,
    }))
  return { at: pass.now, replaces, choices }
}

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
