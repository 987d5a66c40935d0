import { expect, it } from 'vitest'
import { modelOf } from '../../../src/rollout/simulation/model.js'
import { nextPass } from '../../../src/rollout/simulation/settle.js'
import { standingOf, unfinishedOf } from '../../../src/rollout/simulation/standing.js'
import { startOf } from '../../../src/rollout/simulation/state.js'
import { aNode } from '../../../src/testing/builders.js'
import { aRollout } from '../../support/aRollout.js'

it('standingOf counts available and updated nodes, unfinishedOf names those that are not done', () => {
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
  const pass = nextPass(model, state)
  const standing = { available: 4, updated: 3, unfinished: 4 }
  expect(standingOf(state, pass, undefined)).toEqual(standing)
  expect(unfinishedOf(state, pass, undefined)).toEqual(['n1', 'n3', 'n5', 'n6'])
  const waiting = new Map([['kind', [{ name: 'p', node: aNode('n2a'), pod: {} }]]])
  const folded = { ...state, folded: { finished: 7, waiting } }
  expect(standingOf(folded, pass, undefined)).toEqual({ available: 12, updated: 10, unfinished: 5 })
  expect(unfinishedOf(folded, pass, undefined)).toEqual(['n1', 'n2a', 'n3', 'n5', 'n6'])
})
