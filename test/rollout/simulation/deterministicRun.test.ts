import { expect, it } from 'vitest'
import { schedule } from '../../../src/rollout/simulation/advance.js'
import { deterministicRun } from '../../../src/rollout/simulation/deterministicRun.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { startOf } from '../../../src/rollout/simulation/state.js'
import { after } from '../../support/passes.js'
import { aRollout } from '../../support/aRollout.js'

const runOf = (nodes: Readonly<Record<string, string>>) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  const model = modelOf(snapshot, daemonSet, options)
  return deterministicRun(model, schedule(model, startOf(snapshot, daemonSet, model)))
}

it('deterministicRun takes the first by name, one wave after another, to the end', () => {
  const { waves, end, desired, instants } = runOf({ n1: 'old', n2: 'old', n3: 'old', n4: 'old' })
  expect(waves.map(({ replaces }) => replaces.map(({ node }) => node).join())).toEqual([
    'n1',
    'n2',
    'n3',
    'n4',
  ])
  expect(waves[0]?.choices).toMatchObject([{ count: 1, from: ['n1', 'n2', 'n3', 'n4'] }])
  expect(end).toEqual({ code: 'Done', at: after(3660) })
  expect(desired).toBe(4)
  expect(instants.at(-1)?.counts).toEqual({ available: 4, updated: 4, unfinished: 0 })
})

it('deterministicRun tells whether it ever picks among nodes that fare differently', () => {
  expect(runOf({ n1: 'old', n2: 'old' }).alike).toBe(true)
  expect(runOf({ n1: 'old', n2: 'down:old' }).alike).toBe(false)
})

it('deterministicRun names what is left undone, also nodes that are left out', () => {
  const nodes = { n1: 'down:newUnready', n2: 'old', n3: 'old', n4: 'old', n5: 'old' }
  expect(runOf(nodes).end).toMatchObject({
    code: 'Stalls',
    unfinished: ['n1', 'n2', 'n3', 'n4', 'n5'],
  })
})
