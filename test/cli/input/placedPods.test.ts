import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { realCluster } from 'podfit/arbitraries'
import { fits } from '../../../src/capacity/fits.js'
import { clusterCapacity } from '../../../src/capacity/clusterCapacity.js'
import { placedPods } from '../../../src/cli/input/placedPods.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { evictedPods } from '../../../src/cluster/evictedPods.js'
import { planAll } from '../../../src/cluster/planAll.js'
import { clusterHealth } from '../../../src/impact/clusterHealth.js'
import type { Pod } from '../../../src/kube/pod.js'
import { attributeUnavailability } from '../../../src/rollout/attributeUnavailability.js'
import { forecast } from '../../../src/rollout/forecast/forecast.js'
import { simulate } from '../../../src/rollout/simulation/simulate.js'
import { capacityCases } from '../../conformance/cases/capacity.js'
import { frozenly } from '../../support/frozen.js'

const now = '2026-06-01T00:00:00Z'
const metadata = (kind: string) => ({
  namespace: 'a',
  name: 'p',
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'o', uid: `u-${kind}`, controller: true }],
})
const affinity = { nodeAffinity: {} }

/** What is asked of pods when the cluster is looked at. */
const answers = (objects: object): unknown => {
  const snapshot = cluster(objects)
  const daemonSets = [...(snapshot.daemonSets?.values() ?? [])]
  return [
    planAll(snapshot, daemonSets, { now }),
    clusterHealth(snapshot, { now }),
    clusterCapacity(snapshot),
    evictedPods(snapshot, { now }),
    daemonSets.map((daemonSet) => [
      attributeUnavailability(snapshot, daemonSet, { now }),
      forecast(snapshot, daemonSet, { now }),
      simulate(snapshot, daemonSet, { now }),
    ]),
  ]
}

describe('placedPods', () => {
  it('leave every answer about a cluster as it is', () => {
    const some = fc.tuple(realCluster, fc.array(fc.nat(), { maxLength: 4 }))
    fc.assert(
      fc.property(frozenly(some), ([{ pods, ...rest }, others]) => {
        const all: readonly Pod[] = pods.map((pod, i) =>
          others.includes(i) ? { ...pod, metadata: { ...pod.metadata, ...metadata('Job') } } : pod,
        )
        const placed = all.map(placedPods())
        expect(answers({ ...rest, pods: placed })).toEqual(answers({ ...rest, pods: all }))
      }),
    )
  })

  it('take of their node what they took', () => {
    const kinds = fc.constantFrom('ReplicaSet', 'DaemonSet')
    fc.assert(
      fc.property(frozenly(fc.tuple(capacityCases.fits, kinds)), ([found, kind]) => {
        const { pod, node, pods } = found as Readonly<Record<string, unknown>>
        const there = ((pods ?? []) as readonly Pod[]).map((each, i): Pod => ({
          ...each,
          metadata: { ...metadata(kind), name: `p${i}` },
          spec: { ...each.spec, nodeName: 'n', affinity },
        }))
        const asked = (given: readonly Pod[]) => fits(pod as Pod, node as object, given)
        const before = asked(there)
        // What cannot be read in a status that is not asked for cannot be read no more.
        if (before._tag === 'Right') expect(asked(there.map(placedPods()))).toEqual(before)
      }),
    )
  })

  it('keep what is the same once, and of others who they are, what they take and what they tolerate', () => {
    const place = placedPods()
    const pod = (name: string, kind: string): Pod => ({
      metadata: { ...metadata(kind), name },
      spec: {
        nodeName: 'n1',
        affinity,
        nodeSelector: { a: 'b' },
        priority: 3,
        tolerations: [{ operator: 'Exists' }],
        containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }],
      },
      status: {
        phase: 'Running',
        conditions: [
          { type: 'Initialized', status: 'True' },
          { type: 'Ready', status: 'True', lastTransitionTime: now },
        ],
        containerStatuses: [
          {
            name: 'c',
            restartCount: 2,
            image: 'i',
            allocatedResources: { cpu: '1' },
            resources: { requests: { cpu: '1' } },
          },
        ],
      },
    })
    const [a, b] = [place(pod('a', 'ReplicaSet')), place(pod('b', 'ReplicaSet'))]
    expect(a).toEqual({
      metadata: { ...metadata('ReplicaSet'), name: 'a' },
      spec: {
        nodeName: 'n1',
        priority: 3,
        tolerations: [{ operator: 'Exists' }],
        containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }],
      },
      status: { phase: 'Running' },
    })
    expect(a.status).toBe(b.status)
    const [c, d] = [place(pod('c', 'DaemonSet')), place(pod('d', 'DaemonSet'))]
    expect(c).toMatchObject({
      spec: { nodeSelector: { a: 'b' } },
      status: {
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: now }],
        containerStatuses: [{ name: 'c', restartCount: 2 }],
      },
    })
    expect(c).not.toHaveProperty('spec.affinity')
    expect(c.status?.containerStatuses).toBe(d.status?.containerStatuses)
  })

  it('keep what was resized, what waits for a node, and what a kubelet or nobody controls', () => {
    const place = placedPods()
    const resized: Pod = {
      metadata: metadata('ReplicaSet'),
      spec: { nodeName: 'n1', containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'c', resources: { requests: { cpu: '2' } } }],
      },
    }
    expect(place(resized).status).toMatchObject({
      containerStatuses: [{ name: 'c', resources: { requests: { cpu: '2' } } }],
    })
    const pending: Pod = { metadata: metadata('ReplicaSet'), spec: { affinity } }
    expect(place(pending)).toBe(pending)
    const status = { phase: 'Running', message: 'hello' }
    for (const kind of ['Node', '']) {
      const own = kind === '' ? { namespace: 'a', name: 'p' } : metadata(kind)
      expect(place({ metadata: own, spec: { nodeName: 'n1' }, status }).status).toEqual(status)
    }
  })
})
