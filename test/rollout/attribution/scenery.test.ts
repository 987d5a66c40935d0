import { expect, it } from 'vitest'
import { sceneryOf } from '../../../src/rollout/attribution/scenery.js'
import { aRollout, NOW, rolloutOf } from '../../support/aRollout.js'

it('sceneryOf has the places, every pod of a node, and who refuses pods', () => {
  const { snapshot, daemonSet } = rolloutOf([
    { name: 'n1', words: ['old'], squatted: true },
    { name: 'n2', words: ['oldPending'] },
  ])
  const { places, around, refusal } = sceneryOf(snapshot, daemonSet, { now: NOW, patience: 5 })
  expect(places.map(({ name }) => name)).toEqual(['n1', 'n2'])
  expect(around.podsOn('n1').map(({ metadata }) => metadata?.name)).toEqual(['n1-0', 'squatter-n1'])
  expect(around.podsOn('n2')).toEqual([])
  expect(around.patience).toBe(5)
  expect(refusal).toBeUndefined()
})

it('sceneryOf takes an instant that cannot be read for 1970, and waits ten minutes for a start', () => {
  const { snapshot, daemonSet } = aRollout({ n1: 'old' }, { minReadySeconds: 7 })
  const { around } = sceneryOf(snapshot, daemonSet, { now: 'never' })
  expect(around).toMatchObject({ now: 0n, minReadySeconds: 7, patience: 600 })
})
