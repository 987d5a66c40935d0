import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { compact } from '../../../src/rollout/simulation/compact.js'
import { passAt } from '../../../src/rollout/simulation/advance.js'
import { startOf, type RolloutState } from '../../../src/rollout/simulation/state.js'
import { aRollout, type RolloutParts } from '../../support/aRollout.js'

const compacting = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const model = modelOf(snapshot, daemonSet, options)
  const again = (state: RolloutState): RolloutState => compact(model, state, passAt(model, state))
  return { again, state: again(startOf(snapshot, daemonSet, model)) }
}

const shown = ({ snapshot }: RolloutState) => ({
  nodes: [...(snapshot.nodes?.keys() ?? [])],
  pods: [...(snapshot.pods?.values() ?? [])].map(({ metadata }) => metadata?.name),
})

const waiting = ({ omitted }: RolloutState): readonly (readonly string[])[] =>
  [...omitted.waiting.values()].map((queue) => queue.map(({ name }) => name))

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: '40%' } }

describe('compact', () => {
  it('counts nodes that are done, and leaves out those that have and want nothing', () => {
    const { state } = compacting({ n1: 'new', n2: 'refusing:', n3: 'newStarting' })
    expect(state.omitted.finished).toBe(1)
    expect(shown(state)).toEqual({ nodes: ['n3'], pods: ['n3-0'] })
  })

  it('keeps one more of each kind of waiting nodes than the budget is, the first ones', () => {
    const { state, again } = compacting({
      n1: 'old',
      n2: 'old',
      n3: 'down:old',
      n4: 'old',
      n5: 'old',
    })
    expect(shown(state).nodes).toEqual(['n1', 'n2', 'n3'])
    expect(waiting(state)).toEqual([['n4-0', 'n5-0'], []])
    expect(again(state)).toBe(state)
  })

  it('brings the next ones back when there is room', () => {
    const { state, again } = compacting({ n1: 'old', n2: 'old', n3: 'old', n4: 'old' })
    const taken = updateCluster(state.snapshot, { drop: { pods: ['default/n1-0'] } })
    const later = again({ ...state, snapshot: taken })
    expect(shown(later).nodes).toEqual(['n1', 'n2', 'n3'])
    expect(waiting(later)).toEqual([['n4-0']])
  })

  it('fixes the budget as the number that it is for all nodes', () => {
    const { state } = compacting({ n1: 'old', n2: 'old', n3: 'new', n4: 'new', n5: 'new' }, SURGE)
    expect(state.daemonSet.spec?.updateStrategy?.rollingUpdate).toEqual({
      maxSurge: 2,
      maxUnavailable: 0,
    })
    const none = compacting({ n1: 'refusing:' }, SURGE).state
    expect(none.daemonSet.spec?.updateStrategy?.rollingUpdate?.maxSurge).toBe('40%')
  })

  it('takes nodes by their name under surge, otherwise by that of their pod', () => {
    const nodes = Object.fromEntries(['n1', 'n2', 'n3', 'n4'].map((name) => [name, 'old']))
    expect(waiting(compacting(nodes).state)).toEqual([['n3-0', 'n4-0']])
    const parts = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(waiting(compacting(nodes, parts).state)).toEqual([['n3', 'n4']])
  })

  it('keeps what may still change', () => {
    const nodes = {
      n1: 'old new',
      n2: 'oldStopping',
      n3: 'newUnready',
      n4: 'tainted:new',
      n5: '',
    }
    expect(shown(compacting(nodes).state).nodes).toEqual(Object.keys(nodes))
  })

  it('keeps a pod with a name that one created elsewhere might get', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'new', n2: 'new', n3: 'new' })
    const named = new Map([
      ['n1', 'agent-n2'],
      ['n2', 'agent-n2-2'],
      ['n3', 'agent-else'],
    ])
    const pods = [...(snapshot.pods?.values() ?? [])].map((pod) => ({
      ...pod,
      metadata: { ...pod.metadata, name: named.get(pod.spec?.nodeName ?? '') ?? '' },
    }))
    const renamed = cluster({
      nodes: [...(snapshot.nodes?.values() ?? [])],
      revisions: [...(snapshot.revisions?.values() ?? [])],
      pods,
    })
    const model = modelOf(renamed, daemonSet, options)
    const state = startOf(renamed, daemonSet, model)
    expect(shown(compact(model, state, passAt(model, state))).nodes).toEqual(['n1'])
  })

  it('leaves out nothing where replacing a pod takes no time', () => {
    const nodes = { n1: 'new', n2: 'old', n3: 'old', n4: 'old' }
    const left = (readyAfter: number, goneAfter: number, parts: RolloutParts = {}) =>
      shown(compacting(nodes, { ...parts, options: { readyAfter, goneAfter } }).state).nodes.length
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(left(0, 0)).toBe(4)
    expect(left(0, 5)).toBe(2)
    expect(left(10, 0)).toBe(2)
    expect(left(0, 5, surge)).toBe(4)
    expect(left(0, 5, { ...surge, minReadySeconds: 5 })).toBe(2)
  })

  it('waits until the revision is current', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'new' })
    const model = modelOf(snapshot, daemonSet, options)
    const state = startOf(snapshot, daemonSet, model)
    const pass = passAt(model, state)
    const { revision } = pass
    if (revision.code !== 'Current') throw new Error('the scene has a current revision')
    const relabelling = { ...pass, revision: { ...revision, relabelled: ['n1-0'] } }
    expect(compact(model, state, relabelling)).toBe(state)
    expect(compact(model, state, { ...pass, revision: { code: 'NotReached' } })).toBe(state)
  })
})
