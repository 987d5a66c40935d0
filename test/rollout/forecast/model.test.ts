import { describe, expect, it } from 'vitest'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { parseInstant } from '../../../src/data/instant.js'
import type { Pod } from '../../../src/kube/pod.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { after } from '../../support/passes.js'
import { aRollout, rolloutOf, type RolloutParts } from '../../support/aRollout.js'

const model = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return modelOf(snapshot, daemonSet, options)
}

const seconds = (count: number) => parseInstant(after(count))

describe('modelOf', () => {
  it('foresees what becomes of the pods of the snapshot', () => {
    const { snapshotPods } = model({
      n1: 'newStarting',
      n2: 'oldStopping',
      n3: 'oldStuck',
      n4: 'newUnready',
    })
    expect(snapshotPods.get('n1-0')).toEqual({
      readyAt: seconds(3610),
      schedulable: false,
      terminating: false,
    })
    expect(snapshotPods.get('n2-0')).toEqual({
      goneAt: seconds(3620),
      schedulable: false,
      terminating: true,
    })
    expect(snapshotPods.get('n3-0')).toEqual({ schedulable: false, terminating: true })
    expect(snapshotPods.get('n4-0')).toEqual({ schedulable: false, terminating: false })
  })

  it('foresees that a waiting pod gets onto its node once its ports are free', () => {
    const { snapshot, daemonSet, options } = rolloutOf(
      [
        { name: 'n1', words: ['newPending'], squatted: true },
        { name: 'n2', words: ['newPending'] },
        { name: 'n3', words: ['newPending'] },
      ],
      { hostPort: true },
    )
    const said = (name: string, status: Pod['status']) => ({
      ...snapshot.pods?.get(`default/${name}`),
      status,
    })
    const message = "0/1 nodes are available: 1 node(s) didn't have free ports for the pod ports."
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }
    const pods = [said('n2-0', {}), said('n3-0', { conditions: [condition] })]
    const { snapshotPods } = modelOf(updateCluster(snapshot, { put: { pods } }), daemonSet, options)
    expect([...snapshotPods].map(([name, { schedulable }]) => [name, schedulable])).toEqual([
      ['n1-0', true],
      ['n2-0', true],
      ['n3-0', false],
    ])
  })

  it('knows nodes that are not ready, and those that refuse new pods', () => {
    const { notReady, refusing } = model({
      n1: 'down:old',
      n2: 'tainted:old',
      n3: 'newPending',
      n4: 'old',
    })
    expect([...notReady]).toEqual(['n1'])
    expect([...refusing]).toEqual(['n2', 'n3'])
  })

  it('knows who holds the ports that new pods want', () => {
    const { snapshot, daemonSet, options } = rolloutOf(
      [
        { name: 'n1', words: ['old'], squatted: true },
        { name: 'n2', words: ['old'] },
      ],
      { hostPort: true },
    )
    const { portHolders } = modelOf(snapshot, daemonSet, options)
    expect(portHolders('n1')).toEqual({ ports: [80], by: ['other/squatter-n1'] })
    expect(portHolders('n2').by).toEqual([])
  })

  it('believes in new pods until updated ones fail everywhere', () => {
    expect(model({ n1: 'old', n2: 'newUnready' }).newPods).toBe('becomeReady')
    expect(model({ n1: 'old', n2: 'newCrashing' }).newPods).toBe('neverReady')
    expect(model({ n1: 'new', n2: 'newCrashing' }).newPods).toBe('becomeReady')
    const said = { options: { newPods: 'becomeReady' as const } }
    expect(model({ n2: 'newCrashing' }, said).newPods).toBe('becomeReady')
  })
})
