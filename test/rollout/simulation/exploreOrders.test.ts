import { describe, expect, it } from 'vitest'
import { schedule } from '../../../src/rollout/simulation/advance.js'
import { exploreOrders } from '../../../src/rollout/simulation/exploreOrders.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { startOf } from '../../../src/rollout/simulation/state.js'
import { aRollout, type RolloutParts } from '../../support/aRollout.js'

const orders = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const model = modelOf(snapshot, daemonSet, options)
  return exploreOrders(model, schedule(model, startOf(snapshot, daemonSet, model)))
}

describe('exploreOrders', () => {
  it('has one course where all nodes fare alike', () => {
    const { moments, exact } = orders({ n1: 'old', n2: 'old', n3: 'old' })
    expect(exact).toBe(true)
    expect(moments.length).toBeGreaterThan(1)
    const open = moments.filter(({ available }) => available.least !== available.most)
    expect(open).toEqual([])
  })

  it('tells apart whether the node is taken on which the rollout gets stuck', () => {
    const { unfinished } = orders({ n1: 'old', n2: 'old', n3: 'down:old' })
    expect(unfinished).toEqual({ least: 1, most: 3 })
  })

  it('keeps every order of many nodes in sight, of which one stops the others', () => {
    const nodes = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`n${i}`, 'old']))
    const { unfinished, exact } = orders({ ...nodes, dead: 'downTainted:old' })
    expect({ unfinished, exact }).toEqual({ unfinished: { least: 0, most: 120 }, exact: true })
  })

  it('follows some orders only where there are too many, and says so', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 36 }, (_, i) => [
        `n${i}`,
        ['up:old', 'tainted:old', 'down:old', 'downTainted:old'][i % 4] ?? '',
      ]),
    )
    const { exact, moments } = orders(nodes, { rollingUpdate: { maxUnavailable: 20 } })
    expect(exact).toBe(false)
    expect(moments.length).toBeGreaterThan(1)
  })
})
