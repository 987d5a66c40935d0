import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { cluster } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import { planAll } from '../../src/cluster/planAll.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { after } from '../support/passes.js'
import { recordedClusters } from '../support/recorded.js'

const now = after(600)

describe('planAll', () => {
  it('makes of every DaemonSet the plan that plan makes', () => {
    const scenes = fc.array(anyScene, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(frozenly(scenes), fc.boolean(), (given, nodesKnown) => {
        const daemonSets = given.map(({ daemonSet }) => daemonSet)
        const snapshot = cluster({
          nodes: nodesKnown ? given.flatMap(({ nodes }) => nodes) : null,
          pods: given.flatMap(({ pods }) => pods),
          revisions: given.flatMap(({ revisions }) => revisions),
        })
        expect(planAll(snapshot, daemonSets, { now, cacheLag: false })).toEqual(
          daemonSets.map((each) => plan(snapshot, each, { now, cacheLag: false })),
        )
      }),
    )
  })

  it.each(recordedClusters)('does so for all of $file', (recorded) => {
    const snapshot = cluster(recorded)
    expect(planAll(snapshot, recorded.daemonSets, { now: recorded.now })).toEqual(
      recorded.daemonSets.map((each) => plan(snapshot, each, { now: recorded.now })),
    )
  })

  it('makes no plan of no DaemonSet, and one of each of two that are the same', () => {
    const snapshot = cluster({ nodes: [], pods: [], revisions: [] })
    expect(planAll(snapshot, [], { now })).toEqual([])
    expect(planAll(snapshot, [aDaemonSet(), aDaemonSet()], { now })).toHaveLength(2)
  })
})
