import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { forecast } from '../../src/rollout/forecast/forecast.js'
import { progressOf } from '../../src/rollout/attributeUnavailability.js'
import { rolloutContext } from '../../src/rollout/attribution/rolloutContext.js'
import { aRollout, NOW, type RolloutParts, type RolloutScene } from '../support/aRollout.js'

const progressIn = ({ snapshot, daemonSet, options }: RolloutScene) =>
  progressOf(rolloutContext(snapshot, daemonSet, options), forecast(snapshot, daemonSet, options))

const progress = (nodes: Readonly<Record<string, string>>, parts?: RolloutParts) =>
  progressIn(aRollout(nodes, parts))

const ON_DELETE = { rollingUpdate: 'OnDelete' } as const

describe('progressOf', () => {
  it('is done by the numbers of the status that comes next', () => {
    expect(progress({ n1: 'new', n2: 'new' })).toEqual({ code: 'done', next: { code: 'Done' } })
  })

  it('goes on while it completes by itself', () => {
    expect(progress({ n1: 'new', n2: 'old' })).toEqual({
      code: 'progressing',
      next: { code: 'Updating', updated: 1, desired: 2 },
    })
    expect(progress({ n1: 'new', n2: 'newStarting' })).toEqual({
      code: 'progressing',
      next: { code: 'Unavailable', available: 1, desired: 2 },
    })
  })

  it('has stalled when it never ends, which kubectl does not know', () => {
    expect(progress({ n1: 'old', n2: 'down:newUnready' })).toEqual({
      code: 'stalled',
      next: { code: 'Updating', updated: 1, desired: 2 },
      blindSpot: 'NeverEnds',
    })
  })

  it('goes on where it depends on the order whether it stalls', () => {
    expect(progress({ n1: 'old', n2: 'old', n3: 'downTainted:old' })).toMatchObject({
      code: 'progressing',
      blindSpot: 'MayNeverEnd',
    })
  })

  it('is done for kubectl also where something is left on nodes that do not count', () => {
    expect(progress({ n1: 'new', n2: 'downTainted:oldStuck' })).toEqual({
      code: 'done',
      next: { code: 'Done' },
      blindSpot: 'LeftOver',
    })
  })

  it('goes on, though for kubectl it never ends while an old pod never finishes being deleted', () => {
    expect(progress({ n1: 'oldStuck new' })).toEqual({
      code: 'progressing',
      next: { code: 'Updating', updated: 0, desired: 1 },
      blindSpot: 'CountsTerminating',
    })
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(progress({ n1: 'down:oldUnready new' }, surge)).toMatchObject({
      blindSpot: 'CountsTerminating',
    })
    expect(progress({ n1: 'oldStopping new' })).not.toHaveProperty('blindSpot')
    expect(progress({ n1: 'old new' }, surge)).not.toHaveProperty('blindSpot')
  })

  it('is told under OnDelete, too, where kubectl refuses', () => {
    const next = { code: 'NotRollingUpdate' }
    expect(progress({ n1: 'new' }, ON_DELETE)).toEqual({ code: 'done', next })
    expect(progress({ n1: 'old' }, ON_DELETE)).toEqual({ code: 'stalled', next })
  })

  it('has stalled when the controller does nothing, unless it was done', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'old' })
    const metadata = { ...daemonSet.metadata, deletionTimestamp: NOW }
    const being = (status: DaemonSet['status']) =>
      progressIn({ snapshot, options, daemonSet: { ...daemonSet, metadata, status } })
    const counted = { desiredNumberScheduled: 1, observedGeneration: 1 }
    expect(being(counted)).toMatchObject({ code: 'stalled', blindSpot: 'BeingDeleted' })
    const done = { ...counted, updatedNumberScheduled: 1, numberAvailable: 1 }
    expect(being(done)).toEqual({
      code: 'done',
      next: { code: 'Done' },
      blindSpot: 'BeingDeleted',
    })
  })

  it('is not told where too little is known', () => {
    const { daemonSet, options } = aRollout({})
    expect(progressIn({ snapshot: cluster({}), daemonSet, options })).toBeUndefined()
  })
})
