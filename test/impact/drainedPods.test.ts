import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { drainedPods } from '../../src/impact/drainedPods.js'
import { cordonNode } from '../../src/kubectl/cordon.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const agent = aDaemonSet()
const tolerant = aDaemonSet({ name: 'all', podSpec: { tolerations: [{ operator: 'Exists' }] } })
const picky = aDaemonSet({ name: 'picky', podSpec: { nodeSelector: { disk: 'ssd' } } })
const by = (name: string, spec: object = {}) => ({
  metadata: {
    namespace: 'default',
    name,
    ownerReferences: [{ kind: 'ReplicaSet', name, controller: true }],
  },
  spec: { nodeName: 'n1', ...spec },
})
const pods = [
  aPodOf(agent, { node: 'n1', name: 'agent' }),
  aPodOf(tolerant, { node: 'n1', name: 'all' }),
  aPodOf(picky, { node: 'n1', name: 'picky' }),
  by('web'),
  by('stubborn', { tolerations: [{ operator: 'Exists' }] }),
  aPodOf(agent, { node: 'n2', name: 'elsewhere' }),
]
const snapshot = cluster({ nodes: [aNode('n1')], pods, daemonSets: [agent, tolerant, picky] })
const node = cordonNode(aNode('n1'))

describe('drainedPods', () => {
  it('tells what becomes of each pod of the node, and which may come back', () => {
    const drained = drainedPods(snapshot, node, { ignoreDaemonSets: true })
    expect(drained.map(({ name, outcome, comesBack }) => [name, outcome.code, comesBack])).toEqual([
      ['agent', 'Left', true],
      ['all', 'Left', true],
      ['picky', 'Left', false],
      ['web', 'Evicted', false],
      ['stubborn', 'Evicted', true],
    ])
    expect(drained.map(({ tolerates }) => tolerates)).toEqual([
      'automatic',
      ['spec', 'template', 'spec', 'tolerations', 0],
      'automatic',
      undefined,
      ['spec', 'tolerations', 0],
    ])
  })

  it('takes DaemonSets to be there where none were given', () => {
    const bare = cluster({ pods })
    expect(drainedPods(bare, node).map(({ outcome }) => outcome.code)).toEqual([
      'Refused',
      'Refused',
      'Refused',
      'Evicted',
      'Evicted',
    ])
    const none = cluster({ pods, daemonSets: [] })
    expect(drainedPods(none, node)[0]?.outcome).toEqual({
      code: 'Refused',
      why: 'DaemonSetMissing',
    })
  })

  it('reads a pod without metadata, and one of a DaemonSet without a spec', () => {
    const bare = { metadata: { namespace: 'default', name: 'bare' } }
    const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'bare', controller: true }
    const own = {
      metadata: { namespace: 'default', name: 'own', ownerReferences: [owner] },
      spec: { nodeName: 'n1' },
    }
    const given = cluster(frozen({ pods: [{ spec: { nodeName: 'n1' } }, own], daemonSets: [bare] }))
    expect(drainedPods(given, node)).toEqual([
      {
        namespace: '',
        name: '',
        node: 'n1',
        outcome: { code: 'Refused', why: 'NoController' },
        comesBack: false,
      },
      {
        namespace: 'default',
        name: 'own',
        node: 'n1',
        outcome: { code: 'Refused', why: 'DaemonSet' },
        comesBack: true,
        tolerates: 'automatic',
      },
    ])
  })

  it('takes the successor of a pod of another API group for one that the scheduler places', () => {
    const owner = {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'DaemonSet',
      name: 'agent',
      controller: true,
    }
    const advanced = {
      metadata: { namespace: 'default', name: 'advanced', ownerReferences: [owner] },
      spec: { nodeName: 'n1' },
    }
    const given = cluster(frozen({ pods: [advanced], daemonSets: [agent] }))
    expect(drainedPods(given, node)).toMatchObject([
      { name: 'advanced', outcome: { code: 'Evicted' }, comesBack: false },
    ])
  })

  it('knows nothing of pods that were not given', () => {
    expect(drainedPods(cluster({}), {})).toEqual([])
  })

  it('leaves out pods that are bound to no node, also on a node without a name', () => {
    const unbound = { metadata: { namespace: 'default', name: 'unbound' }, spec: { nodeName: '' } }
    const bare = cluster({ pods: [unbound, { metadata: { name: 'bare' } }] })
    expect(drainedPods(bare, {})).toEqual([])
    expect(drainedPods(bare, node)).toEqual([])
  })
})
