import { pickFirst } from '../../src/sync/choose.js'
import {
  advance,
  nextInstant,
  changesPods,
  passAt,
  applyPass,
} from '../../src/rollout/simulation/advance.js'
import { modelOf } from '../../src/rollout/forecast/model.js'
import { startingState } from '../../src/rollout/simulation/simulate.js'
import type { RolloutState } from '../../src/rollout/simulation/state.js'
import type { RolloutScene } from './aRollout.js'

/** A scene when nothing happens any more, the first by name picked where Kubernetes picks any. */
export const afterRollout = ({ snapshot, daemonSet, options }: RolloutScene): RolloutState => {
  const model = modelOf(snapshot, daemonSet, options)
  let state = startingState(model, snapshot, daemonSet)
  for (;;) {
    const pass = passAt(model, state)
    state = applyPass(model, state, pass, pickFirst)
    if (changesPods(pass)) continue
    const next = nextInstant(model, state)
    if (next === undefined) return state
    state = advance(model, state, next)
  }
}
