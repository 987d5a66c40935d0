import { expect, it } from 'vitest'
import { modelOf } from '../../src/rollout/model.js'
import { nextPass } from '../../src/rollout/settle.js'
import { standingOf } from '../../src/rollout/standing.js'
import { startOf } from '../../src/rollout/state.js'
import { aRollout } from '../support/aRollout.js'

it('standingOf counts available and updated nodes, and names those that are not done', () => {
  const { snapshot, daemonSet, options } = aRollout({
    n0: 'new',
    n1: 'old',
    n2: 'oldStuck new',
    n3: 'tainted:old',
    n4: 'tainted:newUnready',
    n5: 'newUnready',
    n6: 'old new',
  })
  const model = modelOf(snapshot, daemonSet, options)
  const state = startOf(snapshot, daemonSet, model)
  expect(standingOf(state, nextPass(model, state), undefined)).toEqual({
    available: 4,
    updated: 3,
    unfinished: ['n1', 'n3', 'n5', 'n6'],
  })
})
