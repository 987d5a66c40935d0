import { describe, expect, it } from 'vitest'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { picksOf } from '../../../src/rollout/simulation/exploreOrders.js'
import { passAt } from '../../../src/rollout/simulation/advance.js'
import { isAmongAlike, kindsOf, startOf } from '../../../src/rollout/simulation/state.js'
import type { Choice } from '../../../src/sync/choose.js'
import { aRollout, rolloutOf, type RolloutParts } from '../../support/aRollout.js'

const begun = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const model = modelOf(snapshot, daemonSet, options)
  const state = startOf(snapshot, daemonSet, model)
  const pass = passAt(model, state)
  return { pass, kinds: kindsOf(model, state, pass) }
}

describe('kindsOf', () => {
  it('is the same for nodes that fare alike, whatever their names', () => {
    const { kinds } = begun({ n1: 'old', n2: 'old', n3: 'down:old', n4: 'tainted:old', n5: 'new' })
    expect(kinds.get('n1')).toBe(kinds.get('n2'))
    expect(new Set(kinds.values()).size).toBe(4)
  })

  it('tells pods apart by what becomes of them', () => {
    const words = ['old', 'oldFailed', 'oldStopping', 'oldStuck', 'newStarting', 'newUnready']
    const { kinds } = begun(Object.fromEntries(words.map((word, i) => [`n${i}`, word])))
    expect(new Set(kinds.values()).size).toBe(words.length)
  })

  it('tells nodes apart whose ports are taken, or that do not exist', () => {
    const { snapshot, daemonSet, options } = rolloutOf(
      [
        { name: 'n1', words: ['old'], squatted: true },
        { name: 'n2', words: ['old'] },
        { name: 'n3', kind: 'missing', words: ['old'] },
      ],
      { hostPort: true },
    )
    const model = modelOf(snapshot, daemonSet, options)
    const state = { ...startOf(snapshot, daemonSet, model), snapshot }
    expect(new Set(kindsOf(model, state, passAt(model, state)).values()).size).toBe(3)
  })

  it('tells a pod that does not say since when it is ready from one that does', () => {
    const { snapshot, daemonSet, options } = aRollout(
      { n1: 'newWaiting', n2: 'newWaiting' },
      { minReadySeconds: 30 },
    )
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }
    const pods = [{ ...snapshot.pods?.get('default/n2-0'), status }]
    const changed = updateCluster(snapshot, { put: { pods } })
    const model = modelOf(changed, daemonSet, options)
    const state = startOf(changed, daemonSet, model)
    const kinds = kindsOf(model, state, passAt(model, state))
    expect(kinds.get('n1')).not.toBe(kinds.get('n2'))
  })

  it('tells ready pods apart by when they become available', () => {
    const { kinds } = begun(
      { n1: 'newWaiting', n2: 'new', n3: 'newWaiting' },
      { minReadySeconds: 4000 },
    )
    expect(kinds.get('n1')).toBe(kinds.get('n3'))
    expect(kinds.get('n1')).not.toBe(kinds.get('n2'))
  })
})

describe('picksOf', () => {
  it('takes so and so many of each kind', () => {
    const { pass, kinds } = begun(
      { n1: 'old', n2: 'old', n3: 'down:old', n4: 'down:old' },
      { rollingUpdate: { maxUnavailable: 2 } },
    )
    const [choice] = pass.choices
    expect(choice && isAmongAlike(pass, kinds, choice)).toBe(false)
    expect(choice && picksOf(pass, kinds, choice, 30)).toEqual({
      ways: [
        ['n3-0', 'n4-0'],
        ['n1-0', 'n3-0'],
        ['n1-0', 'n2-0'],
      ],
      all: true,
    })
  })

  it('takes some numbers of each kind only where there are too many, and says so', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`n${i + 10}`, i < 20 ? 'old' : 'down:old']),
    )
    const { pass, kinds } = begun(nodes, { rollingUpdate: { maxUnavailable: 19 } })
    const [choice] = pass.choices
    const picks = choice && picksOf(pass, kinds, choice, 16)
    const numbers = picks?.ways.map((way) => way.filter((name) => name < 'n30').length)
    expect(numbers).toEqual([0, 6, 13, 19])
    expect(picks?.all).toBe(false)
    expect(choice && picksOf(pass, kinds, choice, 20)).toMatchObject({ all: true })
    expect(choice && picksOf(pass, kinds, choice, 20).ways).toHaveLength(20)
  })

  it('takes names that the pass does not know for ones of one kind', () => {
    const { pass, kinds } = begun({ n1: 'old' })
    const unknown: Choice = {
      id: 'c',
      action: 'delete',
      count: 1,
      from: ['x', 'y'],
      why: 'MaxUnavailable',
    }
    expect(isAmongAlike(pass, kinds, unknown)).toBe(true)
    expect(picksOf(pass, kinds, unknown, 30)).toEqual({ ways: [['x']], all: true })
  })

  it('has one pick among nodes of one kind, and for revisions', () => {
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    const { pass, kinds } = begun({ n1: 'old', n2: 'old' }, surge)
    const [choice] = pass.choices
    expect(choice && isAmongAlike(pass, kinds, choice)).toBe(true)
    expect(choice && picksOf(pass, kinds, choice, 30)).toEqual({ ways: [['n1']], all: true })
    const revisions: Choice = {
      id: 'r',
      action: 'deleteRevision',
      count: 1,
      from: ['a', 'b'],
      why: 'RevisionHistoryLimit',
    }
    expect(picksOf(pass, kinds, revisions, 30)).toEqual({ ways: [['a']], all: true })
  })
})
