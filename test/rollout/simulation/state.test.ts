import { describe, expect, it } from 'vitest'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { isLive, startOf, stillThere } from '../../../src/rollout/simulation/state.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { aRollout, NOW, rolloutOf } from '../../support/aRollout.js'

describe('startOf', () => {
  it('keeps what the rollout changes, without pods of nodes that do not exist', () => {
    const { snapshot, daemonSet, options } = rolloutOf([
      { name: 'n1', words: ['old'], squatted: true },
      { name: 'n2', kind: 'missing', words: ['old'] },
    ])
    const state = startOf(snapshot, daemonSet, modelOf(snapshot, daemonSet, options))
    expect([...(state.snapshot.pods?.keys() ?? [])]).toEqual(['default/n1-0'])
    expect(state.snapshot.revisions?.size).toBe(1)
  })

  it('finds nothing where there is nothing', () => {
    const { metadata, ...rest } = aRollout({}).daemonSet
    const daemonSet = { ...rest, metadata: { ...metadata, namespace: null } }
    const empty = cluster({ nodes: [], pods: [], revisions: [] })
    const state = startOf(empty, daemonSet, modelOf(empty, daemonSet, { now: NOW }))
    expect(state.snapshot.revisions?.size).toBe(0)
  })

  it('leaves unknown what is unknown', () => {
    const { daemonSet } = aRollout({ n1: 'old' })
    const nothing = cluster({})
    const state = startOf(nothing, daemonSet, modelOf(nothing, daemonSet, { now: NOW }))
    expect(state.snapshot).toMatchObject({
      nodes: undefined,
      pods: undefined,
      revisions: undefined,
    })
  })
})

it('a pod is live, has ended or terminates', () => {
  expect(isLive({ status: { phase: 'Running' } })).toBe(true)
  expect(isLive({ status: { phase: 'Failed' } })).toBe(false)
  expect(isLive({ metadata: { deletionTimestamp: NOW } })).toBe(false)
})

it('stillThere forgets pods that are gone', () => {
  const shown = { terminating: false, schedulable: false }
  const pods = [{ metadata: { namespace: 'a', name: 'p' } }]
  const snapshotPods = new Map([
    ['p', shown],
    ['q', shown],
  ])
  expect([...stillThere(cluster({ pods }), 'a', snapshotPods).keys()]).toEqual(['p'])
  expect(stillThere(cluster({}), 'a', snapshotPods).size).toBe(0)
})
