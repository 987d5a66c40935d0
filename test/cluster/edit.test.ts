import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectKey } from '../../src/kube/objectFacts.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { editCluster } from '../../src/cluster/edit.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { anyScene } from '../../src/testing/scene.js'
import { frozen, frozenly } from '../support/frozen.js'

const agent = frozen(aDaemonSet())
const before: Cluster = cluster(frozen({ nodes: [aNode('n1'), aNode('n2')], pods: [] }))

const names = (snapshot: Cluster): readonly string[] => [...(snapshot.nodes?.keys() ?? [])]

describe('editCluster', () => {
  it('puts objects in, in place of those of the same name', () => {
    const labelled = aNode('n1', { labels: { a: 'b' } })
    const after = editCluster(before, { put: { nodes: [aNode('n0'), labelled] } })
    expect(names(after)).toEqual(['n0', 'n1', 'n2'])
    expect(after.nodes?.get('n1')).toBe(labelled)
  })

  it('puts a node in by its name, whatever namespace it claims', () => {
    const astray = frozen({ metadata: { name: 'n1', namespace: 'default' } })
    const after = editCluster(before, { put: { nodes: [astray] } })
    expect(names(after)).toEqual(['n1', 'n2'])
    expect(after.nodes?.get('n1')).toBe(astray)
  })

  it('takes objects out by key, and minds none that is not there', () => {
    expect(names(editCluster(before, { drop: { nodes: ['n1', 'n9'] } }))).toEqual(['n2'])
  })

  it('puts namespaces in, and takes them out by name', () => {
    const terminating = frozen({ metadata: { name: 'a' }, status: { phase: 'Terminating' } })
    const after = editCluster(before, { put: { namespaces: [terminating] } })
    expect(after.namespaces?.get('a')).toBe(terminating)
    expect(editCluster(after, { drop: { namespaces: ['a'] } }).namespaces).toEqual(new Map())
  })

  it('puts in what it takes out as well', () => {
    const both = { put: { nodes: [aNode('n1')] }, drop: { nodes: ['n1', 'n2'] } }
    expect(names(editCluster(before, both))).toEqual(['n1'])
  })

  it('leaves unknown what was unknown and gets nothing', () => {
    const after = editCluster(before, { drop: { revisions: ['a/b'] } })
    expect(after.revisions).toBeUndefined()
    expect(after.pods).toEqual(new Map())
    const known = editCluster(before, { put: { revisions: [{ metadata: { name: 'r' } }] } })
    expect(known.revisions?.size).toBe(1)
  })

  it('keeps the indexes true', () => {
    const pod = aPodOf(agent, { node: 'n1' })
    const there = editCluster(before, { put: { pods: [pod], daemonSets: [agent] } })
    expect([...there.podsByController.values()]).toEqual([[pod]])
    expect(there.daemonSets?.get('default/agent')).toBe(agent)
    const gone = editCluster(there, { drop: { pods: ['default/pod-n1'] } })
    expect([...gone.podsByController.values()]).toEqual([])
    expect(gone.daemonSets?.size).toBe(1)
  })

  it('is the same as indexing the objects that are left', () => {
    fc.assert(
      fc.property(frozenly(anyScene), fc.nat(5), ({ nodes, pods, revisions }, count) => {
        const drop = { nodes: nodes.slice(0, count).map(objectKey) }
        const edited = editCluster(cluster({ nodes, pods: [], revisions }), { put: { pods }, drop })
        expect(edited).toEqual(cluster({ nodes: nodes.slice(count), pods, revisions }))
      }),
    )
  })

  it('leaves the given snapshot as it is', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ nodes, pods }) => {
        const snapshot = cluster({ nodes, pods })
        editCluster(snapshot, { put: { nodes: [aNode('x')] }, drop: { pods: pods.map(objectKey) } })
        expect(snapshot).toEqual(cluster({ nodes, pods }))
      }),
    )
  })
})
