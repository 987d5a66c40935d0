import { expect, it } from 'vitest'
import type { InstantText } from '../../../src/data/instant.js'
import { rolloutContext } from '../../../src/rollout/attribution/rolloutContext.js'
import { aRollout, NOW, rolloutOf } from '../../support/aRollout.js'

it('rolloutContext has the nodes, every pod of a node, and who refuses pods', () => {
  const { snapshot, daemonSet } = rolloutOf([
    { name: 'n1', words: ['old'], squatted: true },
    { name: 'n2', words: ['oldPending'] },
  ])
  const { nodeStates, podsOn, patience, refusal } = rolloutContext(snapshot, daemonSet, {
    now: NOW,
    patience: 5,
  })
  expect(nodeStates.map(({ name }) => name)).toEqual(['n1', 'n2'])
  expect(podsOn('n1').map(({ metadata }) => metadata?.name)).toEqual(['n1-0', 'squatter-n1'])
  expect(podsOn('n2')).toEqual([])
  expect(patience).toBe(5)
  expect(refusal).toBeUndefined()
})

it('rolloutContext takes an instant that cannot be read for 1970, and waits ten minutes for a start', () => {
  const { snapshot, daemonSet } = aRollout({ n1: 'old' }, { minReadySeconds: 7 })
  const context = rolloutContext(snapshot, daemonSet, { now: ['never'].join('') as InstantText })
  expect(context).toMatchObject({ now: 0n, minReadySeconds: 7, patience: 600 })
})
