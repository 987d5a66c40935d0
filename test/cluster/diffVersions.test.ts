import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { cluster } from '../../src/cluster/cluster.js'
import { diffSemantics, diffVersions } from '../../src/cluster/diffVersions.js'
import { VERIFIED_RELEASES } from '../../src/kube/release.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const NOW = { now: '2026-01-01T00:01:00Z' } as const

const semanticsOf = (kubernetes: string): Semantics => {
  const found = semanticsFor({ kubernetes })
  if (found._tag === 'Left') throw new Error(found.left[0].code)
  return found.right.semantics
}

const agent = frozen(aDaemonSet())
const succeeded = frozen(
  cluster({
    nodes: [aNode('n1')],
    pods: [aPodOf(agent, { node: 'n1', phase: 'Succeeded' })],
    revisions: [],
  }),
)

describe('diffSemantics', () => {
  it('lists them in the order in which Kubernetes got them', () => {
    expect(diffSemantics(semanticsOf('1.26.4'), semanticsOf('1.26.10'))).toEqual([
      'surgeChecksNodes',
      'succeededDeleted',
      'endedTerminatingIgnored',
    ])
    expect(diffSemantics(newestSemantics, newestSemantics)).toEqual([])
  })
})

describe('diffVersions', () => {
  it('says what changes, and because of which switches of all that differ', () => {
    const change = diffVersions(succeeded, agent, {
      ...NOW,
      from: semanticsOf('1.24'),
      to: semanticsOf('1.36'),
    })
    expect(change.because).toEqual(['succeededDeleted'])
    expect(change.differences.map(({ code }) => code)).toEqual(['Pod', 'RollingUpdate', 'Event'])
    expect(change.before.events).toEqual([])
    expect(change.after.events).toMatchObject([{ code: 'SucceededDaemonPod' }])
  })

  it('works downwards, too, where the update no longer waits and so its budget matters', () => {
    const change = diffVersions(succeeded, agent, {
      ...NOW,
      from: semanticsOf('1.36'),
      to: semanticsOf('1.24'),
    })
    expect(change.because).toEqual(['succeededDeleted', 'outdatedUnavailableCounts'])
  })

  it('finds nothing between releases with the same rules', () => {
    const change = diffVersions(succeeded, agent, {
      ...NOW,
      from: semanticsOf('1.29.10'),
      to: semanticsOf('1.29'),
    })
    expect(change).toMatchObject({ differences: [], because: [] })
  })

  it('blames only switches that differ', () => {
    const releases = VERIFIED_RELEASES.map(({ kubernetes }) => kubernetes)
    const given = fc.record({
      scene: frozenly(anyScene),
      from: fc.constantFrom(...releases).map(semanticsOf),
      to: fc.constantFrom(...releases).map(semanticsOf),
    })
    fc.assert(
      fc.property(given, ({ scene, from, to }) => {
        const change = diffVersions(cluster(scene), scene.daemonSet, { ...NOW, from, to })
        const differing = diffSemantics(from, to)
        expect(change.because.filter((name) => !differing.includes(name))).toEqual([])
        if (change.because.length > 0) expect(change.differences.length).toBeGreaterThan(0)
        if (differing.length === 0) expect(change.differences).toEqual([])
      }),
    )
  })
})
