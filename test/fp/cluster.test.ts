import * as fc from 'fast-check'
import * as podfit from 'podfit'
import { applyPlan, plan, planAll, updateCluster } from 'podfit/fp'
import { describe, expect, it } from 'vitest'
import { anyNode, anyScene } from 'podfit/arbitraries'
import { frozenly } from '../support/frozen.js'

const scenes = frozenly(anyScene)
const options = fc.record({
  now: fc.constant('2026-01-01T00:01:00Z' as const),
  cacheLag: fc.boolean(),
})

describe('law: data-last equals data-first', () => {
  it('plan, planAll and applyPlan', () => {
    fc.assert(
      fc.property(scenes, options, (scene, given) => {
        const { daemonSet } = scene
        const snapshot = podfit.cluster(scene)
        const next = podfit.plan(snapshot, daemonSet, given)
        expect(plan(snapshot, given)(daemonSet)).toEqual(next)
        expect(planAll(snapshot, given)([daemonSet])).toEqual([next])

        const applying = { deleted: 'gone', newRevisionHash: 'h' } as const
        expect(applyPlan(daemonSet, next, applying)(snapshot)).toEqual(
          podfit.applyPlan(snapshot, daemonSet, next, applying),
        )
        expect(applyPlan(daemonSet, next)(snapshot)).toEqual(
          podfit.applyPlan(snapshot, daemonSet, next),
        )
      }),
    )
  })

  it('updateCluster', () => {
    fc.assert(
      fc.property(scenes, frozenly(fc.array(anyNode)), (scene, nodes) => {
        const snapshot = podfit.cluster(scene)
        const update = { put: { nodes }, drop: { nodes: ['n1'] } }
        expect(updateCluster(update)(snapshot)).toEqual(podfit.updateCluster(snapshot, update))
      }),
    )
  })
})
