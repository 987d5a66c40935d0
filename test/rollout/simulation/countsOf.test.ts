import { expect, it } from 'vitest'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { passAt } from '../../../src/rollout/simulation/advance.js'
import { countsOf, unfinishedOf, startOf } from '../../../src/rollout/simulation/state.js'
import { aNode } from '../../../src/testing/builders.js'
import { aRollout } from '../../support/aRollout.js'

it('countsOf counts available and updated nodes, unfinishedOf names those that are not done', () => {
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
  const pass = passAt(model, state)
  const counts = { available: 4, updated: 3, unfinished: 4 }
  expect(countsOf(state, pass, model)).toEqual(counts)
  expect(unfinishedOf(state, pass, model)).toEqual(['n1', 'n3', 'n5', 'n6'])
  const waiting = new Map([['kind', [{ name: 'p', node: aNode('n2a'), pod: {} }]]])
  const omitted = { ...state, omitted: { finished: 7, waiting } }
  expect(countsOf(omitted, pass, model)).toEqual({ available: 12, updated: 10, unfinished: 5 })
  expect(unfinishedOf(omitted, pass, model)).toEqual(['n1', 'n2a', 'n3', 'n5', 'n6'])
})
