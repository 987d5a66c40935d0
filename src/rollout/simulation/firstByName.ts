import { formatInstant, type Instant } from '../../data/instant.js'
import type { UnknownInput } from '../../sync/disposition.js'
import { assumed } from '../../sync/choose.js'
import type { Outcome, Plan } from '../../sync/plan.js'
import { elapse, nextInstant } from './elapse.js'
import { fold } from './fold.js'
import type { Model } from './model.js'
import { isAmongAlike, kindsOf } from './orders.js'
import { acts, nextPass, take } from './settle.js'
import { standingOf, unfinishedOf, type Standing } from './standing.js'
import type { State } from './state.js'
import { waveOf, type Wave } from './wave.js'

/**
 * How a rollout ends.
 *
 * @since 0.1.0
 */
export type RolloutEnd =
  /** Every node that should run a pod has an updated, available one, and no outdated pod is left. */
  | { readonly code: 'Done'; readonly at: string }
  /** Nothing happens any more, and these nodes are not done. `fault` is set where the controller fails. */
  | {
      readonly code: 'Rests'
      readonly at: string
      readonly unfinished: readonly string[]
      readonly outcome: Outcome
    }
  /** It was still going on when the limit of passes was reached. */
  | { readonly code: 'Unfinished'; readonly at: string; readonly unfinished: readonly string[] }
  | { readonly code: 'Unknown'; readonly needs: readonly UnknownInput[] }

/** What the order comes to in which the first by name are picked. */
export interface Run {
  readonly waves: readonly Wave[]
  readonly instants: readonly { readonly at: Instant; readonly standing: Standing }[]
  readonly end: RolloutEnd
  readonly desired: number
  /** Whether chance only ever decided between nodes that fare alike. */
  readonly alike: boolean
}

const MOST_PASSES = 100_000

/** Follows the order in which the first by name are picked. */
export const firstByName = (model: Model, start: State): Run => {
  const waves: Wave[] = []
  const instants: { at: Instant; standing: Standing }[] = []
  const begun = new Set<string>()
  let alike = true
  let desired = 0
  let state = start
  for (let passes = 0; ; passes++) {
    const pass = nextPass(model, state)
    const at = formatInstant(state.now)
    if (passes === 0) desired = pass.nodes.filter(({ decision }) => decision === 'run').length
    if (pass.unknown.length > 0) {
      return { waves, instants, desired, alike, end: { code: 'Unknown', needs: pass.unknown } }
    }
    if (passes >= MOST_PASSES) {
      const unfinished = unfinishedOf(state, pass, model.semantics)
      return { waves, instants, desired, alike, end: { code: 'Unfinished', at, unfinished } }
    }
    const picked = new Map(pass.choices.map((choice) => [choice.id, assumed(choice)]))
    if (acts(pass)) {
      if (alike && pass.choices.length > 0) {
        const kinds = kindsOf(model, state, pass)
        alike = pass.choices.every((choice) => isAmongAlike(pass, kinds, choice))
      }
      const wave = waveOf(pass, picked, begun, state.folded)
      if (wave.replaces.length > 0) waves.push(wave)
      for (const { node } of wave.replaces) begun.add(node)
      state = take(model, state, pass, assumed)
    } else {
      const standing = standingOf(state, pass, model.semantics)
      instants.push({ at: state.now, standing })
      const after = take(model, state, pass, assumed)
      const next = nextInstant(model, after)
      if (next === undefined) {
        const end = endOf(at, unfinishedOf(state, pass, model.semantics), pass)
        return { waves, instants, desired, alike, end }
      }
      state = elapse(model, fold(model, after, pass), next)
    }
  }
}

const endOf = (at: string, unfinished: readonly string[], { outcome }: Plan): RolloutEnd =>
  unfinished.length === 0 && outcome.code === 'Synced'
    ? { code: 'Done', at }
    : { code: 'Rests', at, unfinished, outcome }
