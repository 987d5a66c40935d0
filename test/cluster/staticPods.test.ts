import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { staticPods } from '../../src/cluster/staticPods.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const annotations = { 'kubernetes.io/config.mirror': '4b2f' }
const mirror = frozen({
  metadata: { namespace: 'kube-system', name: 'etcd-n1', annotations },
  spec: { nodeName: 'n1' },
})

describe('staticPods', () => {
  it('10.14: are those of the snapshot that kubelets run by themselves', () => {
    const pods = [aPodOf(aDaemonSet(), { node: 'n1' }), mirror, { metadata: { annotations } }]
    expect(staticPods(cluster({ pods }))).toEqual([
      { namespace: 'kube-system', name: 'etcd-n1', node: 'n1' },
      { namespace: '', name: '', node: '' },
    ])
  })

  it('are unknown without pods, and none without any', () => {
    expect(staticPods(cluster({}))).toBeUndefined()
    expect(staticPods(cluster({ pods: [] }))).toEqual([])
  })
})
