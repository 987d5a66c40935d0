import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { plan } from '../../../src/cluster/plan.js'
import { availablePod, nodeStatesOf } from '../../../src/rollout/attribution/nodeState.js'
import { aRollout, NOW } from '../../support/aRollout.js'

const placesIn = (nodes: Readonly<Record<string, string>>) => {
  const { snapshot, daemonSet } = aRollout(nodes)
  return nodeStatesOf(snapshot, daemonSet, plan(snapshot, daemonSet, { now: NOW }))
}

describe('nodeStatesOf', () => {
  it('are nodes that should run a pod, and nodes that have one', () => {
    const nodeStates = placesIn({
      n3: 'missing:old',
      n2: 'tainted:',
      n1: '',
      n0: 'tainted:new oldStuck',
    })
    expect(nodeStates.map(({ name, decision, pods }) => [name, decision, pods.length])).toEqual([
      ['n0', 'stay', 2],
      ['n1', 'run', 0],
      ['n3', undefined, 1],
    ])
  })

  it('tell how each pod stands, the oldest first', () => {
    const [nodeState] = placesIn({ n1: 'old newUnready' })
    expect(
      nodeState?.pods.map(({ updated, ready, available }) => [updated, ready, available]),
    ).toEqual([
      [false, true, true],
      [true, false, false],
    ])
  })

  it('leave out what the controller leaves out', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'oldFailed' })
    const [failed] = [...(snapshot.pods?.values() ?? [])]
    const ending = { ...failed, metadata: { ...failed?.metadata, deletionTimestamp: NOW } }
    const released = { ...failed, metadata: { ...failed?.metadata, name: 'r', labels: {} } }
    const nowhere = { ...failed, metadata: { ...failed?.metadata, name: 's' }, spec: {} }
    const pods = [ending, released, nowhere]
    const around = { daemonSet, nodes: [], revisions: [], pods, now: NOW }
    expect(nodeStatesOf(cluster({ nodes: [], pods }), daemonSet, plan(around))).toEqual([])
  })
})

describe('availablePod', () => {
  it('is the updated one of two', () => {
    const [nodeState] = placesIn({ n1: 'old new' })
    expect(nodeState && availablePod(nodeState)?.updated).toBe(true)
  })

  it('is the one that stays, if any', () => {
    const [stopping] = placesIn({ n1: 'oldStopping' })
    expect(stopping && availablePod(stopping)).toBeUndefined()
    expect(availablePod({ name: 'n1', node: {}, decision: 'run', pods: [] })).toBeUndefined()
  })
})
