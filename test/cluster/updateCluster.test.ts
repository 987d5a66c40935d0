import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { objectKey } from '../../src/kube/objectFacts.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const agent = frozen(aDaemonSet())
const before: Cluster = cluster(frozen({ nodes: [aNode('n1'), aNode('n2')], pods: [] }))

const names = (snapshot: Cluster): readonly string[] => [...(snapshot.nodes?.keys() ?? [])]

describe('updateCluster', () => {
  it('puts objects in, in place of those of the same name', () => {
    const labelled = aNode('n1', { labels: { a: 'b' } })
    const after = updateCluster(before, { put: { nodes: [aNode('n0'), labelled] } })
    expect(names(after)).toEqual(['n0', 'n1', 'n2'])
    expect(after.nodes?.get('n1')).toBe(labelled)
  })

  it('puts a node in by its name, whatever namespace it claims', () => {
    const astray = frozen({ metadata: { name: 'n1', namespace: 'default' } })
    const after = updateCluster(before, { put: { nodes: [astray] } })
    expect(names(after)).toEqual(['n1', 'n2'])
    expect(after.nodes?.get('n1')).toBe(astray)
  })

  it('takes objects out by key, and minds none that is not there', () => {
    expect(names(updateCluster(before, { drop: { nodes: ['n1', 'n9'] } }))).toEqual(['n2'])
  })

  it('puts namespaces in, and takes them out by name', () => {
    const terminating = frozen({ metadata: { name: 'a' }, status: { phase: 'Terminating' } })
    const after = updateCluster(before, { put: { namespaces: [terminating] } })
    expect(after.namespaces?.get('a')).toBe(terminating)
    expect(updateCluster(after, { drop: { namespaces: ['a'] } }).namespaces).toEqual(new Map())
  })

  it('puts in what it takes out as well', () => {
    const both = { put: { nodes: [aNode('n1')] }, drop: { nodes: ['n1', 'n2'] } }
    expect(names(updateCluster(before, both))).toEqual(['n1'])
  })

  it('leaves unknown what was unknown and gets nothing', () => {
    const after = updateCluster(before, { drop: { revisions: ['a/b'] } })
    expect(after.revisions).toBeUndefined()
    expect(after.pods).toEqual(new Map())
    const known = updateCluster(before, { put: { revisions: [{ metadata: { name: 'r' } }] } })
    expect(known.revisions?.size).toBe(1)
  })

  it('keeps the indexes true', () => {
    const pod = aPodOf(agent, { node: 'n1' })
    const there = updateCluster(before, { put: { pods: [pod], daemonSets: [agent] } })
    expect([...there.podsByController.values()]).toEqual([[pod]])
    expect(there.daemonSets?.get('default/agent')).toBe(agent)
    const gone = updateCluster(there, { drop: { pods: ['default/pod-n1'] } })
    expect([...gone.podsByController.values()]).toEqual([])
    expect(gone.daemonSets?.size).toBe(1)
  })

  it('is the same as indexing the objects that are left', () => {
    fc.assert(
      fc.property(frozenly(anyScene), fc.nat(5), ({ nodes, pods, revisions }, count) => {
        const drop = { nodes: nodes.slice(0, count).map(objectKey) }
        const edited = updateCluster(cluster({ nodes, pods: [], revisions }), {
          put: { pods },
          drop,
        })
        expect(edited).toEqual(cluster({ nodes: nodes.slice(count), pods, revisions }))
      }),
    )
  })

  it('lists the pods of a controller in the order of all pods, also where they change hands', () => {
    const anyPod = fc.record({
      name: fc.constantFrom('p', 'q', 'r', 's', 't'),
      uid: fc.option(fc.constantFrom('u', 'v')),
    })
    const aPod = ({ name, uid }: { readonly name: string; readonly uid: string | null }) =>
      frozen({
        metadata: { name, ownerReferences: uid === null ? [] : [{ uid, controller: true }] },
      })
    fc.assert(
      fc.property(
        fc.array(anyPod),
        fc.array(fc.tuple(fc.array(anyPod), fc.subarray(['p', 'q', 'r'])), { maxLength: 4 }),
        (first, edits) => {
          const all = new Map(first.map(aPod).map((pod) => [objectKey(pod), pod]))
          let snapshot = cluster({ pods: first.map(aPod), revisions: first.map(aPod) })
          for (const [put, drop] of edits) {
            const pods = put.map(aPod)
            for (const each of drop) all.delete(each)
            for (const each of pods) all.set(objectKey(each), each)
            snapshot = updateCluster(snapshot, {
              put: { pods, revisions: pods },
              drop: { pods: drop, revisions: drop },
            })
            const scratch = cluster({ pods: [...all.values()], revisions: [...all.values()] })
            expect([...(snapshot.pods ?? [])]).toEqual([...(scratch.pods ?? [])])
            expect(snapshot.podsByController).toEqual(scratch.podsByController)
            expect(snapshot.revisionsByNamespace).toEqual(scratch.revisionsByNamespace)
          }
        },
      ),
    )
  })

  it('leaves the given snapshot as it is', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ nodes, pods }) => {
        const snapshot = cluster({ nodes, pods })
        updateCluster(snapshot, {
          put: { nodes: [aNode('x')] },
          drop: { pods: pods.map(objectKey) },
        })
        expect(snapshot).toEqual(cluster({ nodes, pods }))
      }),
    )
  })
})
