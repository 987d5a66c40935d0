import { applyPlan } from '../../cluster/applyPlan.js'
import { plan as planFor } from '../../cluster/plan.js'
import { formatInstant, parseInstant, type Instant } from '../../data/instant.js'
import type { Choice } from '../../sync/choose.js'
import type { Plan } from '../../sync/plan.js'
import { atOnce, schedule } from './elapse.js'
import type { Model } from './model.js'
import { stillThere, type State } from './state.js'

/** A pass of the controller in a rollout: what it does, and what was picked where chance decides. */
export interface Taken {
  readonly plan: Plan
  readonly picked: ReadonlyMap<string, readonly string[]>
}

/** The next pass. */
export const nextPass = (model: Model, { snapshot, daemonSet, now, backoff }: State): Plan =>
  planFor(snapshot, daemonSet, {
    now: formatInstant(now),
    backoff,
    ...(model.semantics && { semantics: model.semantics }),
  })

/** Whether a pass does something to pods; then there is another one right after it. */
export const acts = ({ creates, pods, choices }: Plan): boolean =>
  creates.length > 0 ||
  choices.some(({ action }) => action === 'delete') ||
  pods.some(({ claim, disposition }) => claim !== 'owned' || disposition.code === 'delete')

/** The rollout after a pass, with its writes seen and what it created on its node. */
export const take = (
  model: Model,
  state: State,
  pass: Plan,
  pick: (choice: Choice) => readonly string[],
): State => {
  const applied = applyPlan(state.snapshot, state.daemonSet, pass, {
    pick,
    deleted: 'terminating',
    ...(model.semantics && { semantics: model.semantics }),
  })
  const namespace = pass.daemonSet.namespace
  const { wake: _woken, ...rest } = state
  const wake = wakeOf(pass)
  const taken = schedule(model, {
    ...rest,
    snapshot: applied.cluster,
    daemonSet: applied.daemonSet,
    backoff: pass.backoff,
    given: stillThere(applied.cluster, namespace, state.given),
    ...(wake !== undefined && { wake }),
  })
  return atOnce(model, taken)
}

/** When the first failed pod that is kept for backoff may go. */
const wakeOf = ({ pods }: Plan): Instant | undefined => {
  const instants = pods.flatMap(({ disposition }) =>
    disposition.code === 'backoff' ? (parseInstant(disposition.until) ?? []) : [],
  )
  return instants.length === 0 ? undefined : instants.reduce((a, b) => (a < b ? a : b))
}
