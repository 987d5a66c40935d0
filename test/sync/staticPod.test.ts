import { describe, expect, it } from 'vitest'
import type { ObjectMeta } from '../../src/kube/objectMeta.js'
import { isStaticPod } from '../../src/sync/staticPod.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { planned } from '../support/passes.js'

const MIRROR = 'kubernetes.io/config.mirror'
const agent = frozen(aDaemonSet())
const aController = (kind: string, controller = true) => ({
  kind,
  name: 'n1',
  uid: 'x',
  controller,
})

describe('isStaticPod', () => {
  it.each<[string, ObjectMeta | null | undefined, boolean]>([
    ['with the annotation', { annotations: { [MIRROR]: '4b2f' } }, true],
    ['with the annotation, though empty', { annotations: { [MIRROR]: '' } }, true],
    ['that a node controls', { ownerReferences: [aController('Node')] }, true],
    [
      'that a node owns and does not control',
      { ownerReferences: [aController('Node', false)] },
      false,
    ],
    ['that a DaemonSet controls', { ownerReferences: [aController('DaemonSet')] }, false],
    ['with other annotations', { annotations: { other: 'x' } }, false],
    ['with nothing', {}, false],
    ['of null', null, false],
    ['without metadata', undefined, false],
  ])('10.14: a pod %s', (_what, metadata, expected) => {
    expect(isStaticPod(frozen(metadata === undefined ? {} : { metadata }))).toBe(expected)
  })
})

describe('a plan', () => {
  const mirror = (metadata: ObjectMeta) => ({
    ...aPodOf(agent, { node: 'n1', name: 'etcd', metadata }),
  })
  const labels = { app: 'agent' }

  it('10.14: leaves a static pod to its node, and puts its own beside it', () => {
    const pods = [mirror({ labels, ownerReferences: [aController('Node')] })]
    const plan = planned({ nodes: [aNode('n1')], pods })
    expect(plan.pods).toEqual([])
    expect(plan.creates).toEqual([{ node: 'n1', why: 'NoPod' }])
  })

  it('10.15: takes one of an old kubelet, which no node controls, for its own, and says so', () => {
    const pods = [mirror({ labels, ownerReferences: [], annotations: { [MIRROR]: '4b2f' } })]
    const plan = planned({ nodes: [aNode('n1')], pods })
    expect(plan.pods).toMatchObject([{ name: 'etcd', claim: 'adopted', static: true }])
    expect(plan.creates).toEqual([])
  })

  it('marks no other pod', () => {
    const [pod] = planned({ pods: [aPodOf(agent, { node: 'n1' })] }).pods
    expect(pod).not.toHaveProperty('static')
  })
})
