import { assumed } from '../../src/sync/choose.js'
import { atOnce, elapse, nextInstant, schedule } from '../../src/rollout/simulation/elapse.js'
import { modelOf } from '../../src/rollout/simulation/model.js'
import { acts, nextPass, take } from '../../src/rollout/simulation/settle.js'
import { startOf, type State } from '../../src/rollout/simulation/state.js'
import type { RolloutScene } from './aRollout.js'

/** A scene when nothing happens any more, the first by name taken where Kubernetes picks any. */
export const atRest = ({ snapshot, daemonSet, options }: RolloutScene): State => {
  const model = modelOf(snapshot, daemonSet, options)
  let state = atOnce(model, schedule(model, startOf(snapshot, daemonSet, model)))
  for (;;) {
    const pass = nextPass(model, state)
    state = take(model, state, pass, assumed)
    if (acts(pass)) continue
    const next = nextInstant(model, state)
    if (next === undefined) return state
    state = elapse(model, state, next)
  }
}
