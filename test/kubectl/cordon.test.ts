import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import { cordonNode, uncordonNode } from '../../src/kubectl/cordon.js'
import type { Node } from '../../src/kube/node.js'
import { decide } from '../../src/placement/decide.js'
import { aNode, aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const key = 'node.kubernetes.io/unschedulable'
const cordon = { key, effect: 'NoSchedule' }

describe('cordonNode', () => {
  it('sets the flag and adds the taint behind the others', () => {
    const node = aNode('n1', { labels: { a: 'x' }, taints: ['a:NoExecute'] })
    expect(cordonNode(node)).toEqual({
      ...node,
      spec: { unschedulable: true, taints: [aTaint('a:NoExecute'), cordon] },
    })
  })

  it.each<[string, Node]>([
    ['nothing', {}],
    ['a spec of null', { spec: null }],
    ['nulls', { spec: { unschedulable: null, taints: null } }],
    ['a flag that is false', { spec: { unschedulable: false, taints: [] } }],
  ])('cordons a node of %s', (_what, node) => {
    expect(cordonNode(node)).toEqual({ spec: { unschedulable: true, taints: [cordon] } })
  })

  it('does not add the taint twice', () => {
    const timed = { ...cordon, timeAdded: '2026-01-01T00:00:00Z' }
    expect(cordonNode({ spec: { taints: [timed] } }).spec.taints).toEqual([timed])
  })

  it('adds it beside a taint of the same key and another effect', () => {
    const taints = [{ key, effect: 'NoExecute' }]
    expect(cordonNode({ spec: { taints } }).spec.taints).toEqual([...taints, cordon])
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(frozenly(anyNode), (node) => {
        expect(cordonNode(cordonNode(node))).toEqual(cordonNode(node))
      }),
    )
  })

  it('changes nothing for a DaemonSet', () => {
    fc.assert(
      fc.property(frozenly(anyNode), frozenly(anyPodSpec), (node, spec) => {
        const policy = aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })
        expect(decide(policy, cordonNode(node))).toBe(decide(policy, node))
      }),
    )
  })
})

describe('uncordonNode', () => {
  it.each([
    ['the flag and the taint', { unschedulable: true, taints: [cordon] }],
    ['the taint alone', { taints: [{ ...cordon, value: 'x' }, cordon] }],
    ['the flag alone', { unschedulable: true, taints: null }],
    ['a flag that is false', { unschedulable: false }],
    ['nothing', null],
  ])('takes away %s', (_what, spec) => {
    expect(uncordonNode({ spec })).toEqual({ spec: { taints: [] } })
  })

  it('leaves everything else', () => {
    const taints = [{ key, effect: 'NoExecute' }, aTaint('a:NoSchedule')]
    const node = { metadata: { name: 'n1' }, spec: { podCIDR: '10.0.0.0/24', taints } }
    expect(uncordonNode({ ...node, spec: { ...node.spec, unschedulable: true } })).toEqual(node)
  })

  it('undoes cordonNode on a node that was not cordoned, up to an absent list being empty', () => {
    const anyUncordoned = anyNode.map((node): Node => {
      const taints = (node.spec?.taints ?? []).filter(
        (taint) => taint.key !== key || taint.effect !== 'NoSchedule',
      )
      return { ...node, spec: { podCIDR: '10.0.0.0/24', taints } }
    })
    fc.assert(
      fc.property(frozenly(anyUncordoned), (node) => {
        expect(uncordonNode(cordonNode(node))).toEqual(node)
      }),
    )
  })
})
