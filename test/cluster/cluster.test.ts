import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { nameOf, objectKey } from '../../src/kube/objectFacts.js'
import { cluster } from '../../src/cluster/cluster.js'
import { claimablePods } from '../../src/cluster/plan.js'
import type { ObjectMeta, OwnerReference } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const aPod = (metadata: ObjectMeta): Pod => frozen({ metadata })
const controlledBy = (uid: string | null): OwnerReference => ({ uid, controller: true })

describe('objectKey', () => {
  it.each<[string, ObjectMeta | null | undefined, string]>([
    ['a name', { name: 'n1' }, 'n1'],
    ['a namespace and a name', { namespace: 'a', name: 'b' }, 'a/b'],
    ['an empty namespace', { namespace: '', name: 'b' }, 'b'],
    ['a namespace of null', { namespace: null, name: 'b' }, 'b'],
    ['a namespace without a name', { namespace: 'a' }, 'a/'],
    ['no name', {}, ''],
    ['null', null, ''],
    ['nothing', undefined, ''],
  ])('of %s', (_what, metadata, key) => {
    expect(objectKey(metadata === undefined ? {} : { metadata })).toBe(key)
  })
})

describe('cluster', () => {
  it('takes a list that is missing or null for unknown, an empty one for empty', () => {
    const { nodes, pods, revisions, daemonSets } = cluster({ nodes: [], pods: null })
    expect(nodes).toEqual(new Map())
    expect([pods, revisions, daemonSets]).toEqual([undefined, undefined, undefined])
    expect(claimablePods(cluster({ nodes: [] }), aDaemonSet())).toBeUndefined()
  })

  it('lists nodes in the order of the bytes of their names, other objects as they come', () => {
    const names = ['n10', '\u{1f600}', 'n2', '__proto__', '\ue000', 'N1']
    const objects = names.map((name) => ({ metadata: { name } }))
    const { nodes, pods } = cluster({ nodes: objects, pods: objects })
    expect([...(nodes?.keys() ?? [])]).toEqual([
      'N1',
      '__proto__',
      'n10',
      'n2',
      '\ue000',
      '\u{1f600}',
    ])
    expect([...(pods?.keys() ?? [])]).toEqual(names)
  })

  it('counts the last of several objects of one name', () => {
    const [first, last] = [aNode('n1'), aNode('n1', { labels: { a: 'b' } })]
    expect(cluster({ nodes: [first, last] }).nodes?.get('n1')).toBe(last)
    const pods = [aPod({ name: 'p', ownerReferences: [controlledBy('u')] }), aPod({ name: 'p' })]
    expect([...cluster({ pods }).podsByController.values()]).toEqual([[pods[1]]])
  })

  it('takes no notice of the namespace of a node, which has none', () => {
    const astray = { metadata: { name: 'n1', namespace: 'default' } }
    expect([...(cluster({ nodes: [astray] }).nodes?.keys() ?? [])]).toEqual(['n1'])
    expect(nameOf(astray)).toBe('n1')
    expect(nameOf({})).toBe('')
  })

  it('tells objects of one name in two namespaces apart', () => {
    const daemonSets = [
      aDaemonSet({ metadata: { namespace: 'a' } }),
      aDaemonSet({ metadata: { namespace: 'b' } }),
    ]
    expect([...(cluster({ daemonSets }).daemonSets?.keys() ?? [])]).toEqual(['a/agent', 'b/agent'])
  })

  it('keeps objects as they are, by reference', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ nodes, pods, revisions }) => {
        const snapshot = cluster({ nodes, pods, revisions })
        expect(new Set(snapshot.nodes?.values())).toEqual(new Set(nodes))
        for (const pod of snapshot.pods?.values() ?? []) expect(pods).toContain(pod)
        for (const revision of snapshot.revisions?.values() ?? []) {
          expect(revisions).toContain(revision)
        }
      }),
    )
  })

  it('has every pod under one controller and every revision under one namespace', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ pods, revisions }) => {
        const snapshot = cluster({ pods, revisions })
        const byController = [...snapshot.podsByController.values()].flat()
        expect(new Set(byController)).toEqual(new Set(snapshot.pods?.values()))
        expect(byController).toHaveLength(pods.length)
        const byNamespace = [...snapshot.revisionsByNamespace.values()].flat()
        expect(new Set(byNamespace)).toEqual(new Set(snapshot.revisions?.values()))
        expect(byNamespace).toHaveLength(revisions.length)
      }),
    )
  })

  it('has revisions without a namespace under the empty one', () => {
    const revisions = [{ metadata: { name: 'a' } }, { metadata: null }, {}]
    expect(cluster({ revisions }).revisionsByNamespace.get('')).toEqual([
      { metadata: { name: 'a' } },
      {},
    ])
  })
})

describe('claimablePods', () => {
  const agent = frozen(aDaemonSet())
  const names = (pods: readonly Pod[], daemonSet = agent): readonly unknown[] =>
    (claimablePods(cluster({ pods }), daemonSet) ?? []).map((pod) => pod.metadata?.name)
  const namespace = 'default'

  it('are those that the UID controls, before those that nobody does', () => {
    const pods = [
      aPod({ namespace, name: 'orphan' }),
      aPod({ namespace, name: 'owned', ownerReferences: [controlledBy('uid-agent')] }),
      aPod({ namespace, name: 'foreign', ownerReferences: [controlledBy('other')] }),
      aPod({ namespace, name: 'listed', ownerReferences: [{ uid: 'uid-agent' }] }),
      aPod({ namespace: 'other', name: 'elsewhere', ownerReferences: [controlledBy('uid-agent')] }),
    ]
    expect(names(pods)).toEqual(['owned', 'orphan', 'listed'])
  })

  it('are none where there are none', () => {
    expect(names([])).toEqual([])
  })

  it('of a DaemonSet without namespace and UID are those of controllers without either', () => {
    const pods = [
      aPod({ namespace, name: 'elsewhere' }),
      aPod({ name: 'orphan', ownerReferences: null }),
      aPod({ name: 'odd', namespace: null, ownerReferences: [controlledBy('')] }),
    ]
    expect(names(pods, {})).toEqual(['odd', 'orphan'])
    expect(names(pods, { metadata: null })).toEqual(['odd', 'orphan'])
  })
})
