import { describe, expect, it } from 'vitest'
import type { Node } from '../../src/kube/node.js'
import type { NodeSelectorRequirement } from '../../src/kube/affinity.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Policy } from '../../src/placement/policy.js'
import { projection } from '../../src/placement/projection.js'
import { aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const daemon = (spec: PodSpec) => aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })
const requires = (...matchExpressions: readonly NodeSelectorRequirement[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    },
  },
})
const pinned: PodSpec = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n7'] }] },
        ],
      },
    },
  },
}

/** A hundred nodes n0, n1, … that differ in name, host name and a counter. */
const nodes = Array.from({ length: 100 }, (_, i) =>
  aNode(`n${i}`, { labels: { 'kubernetes.io/hostname': `n${i}`, serial: String(1000 + i) } }),
)
const textsOf = (all: readonly Node[], policies: readonly Policy[]): readonly string[] => {
  const { numbersOf } = projection(policies)
  return all.map((node) => numbersOf(node).join())
}
const kinds = (all: readonly Node[], ...specs: readonly PodSpec[]) =>
  new Set(textsOf(all, specs.map(daemon))).size

describe('projection', () => {
  it.each<[string, PodSpec, number]>([
    ['nobody asks', {}, 1],
    [
      'a host name is excluded',
      requires({ key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['n3', 'n5'] }),
      2,
    ],
    ['a counter is compared', requires({ key: 'serial', operator: 'Gt', values: ['1050'] }), 2],
    ['a name is pinned', pinned, 2],
    ['a node is named', { nodeName: 'n7' }, 2],
    ['a name is selected', { nodeSelector: { 'kubernetes.io/hostname': 'n3' } }, 2],
  ])('does not make each node its own kind when %s', (_case, spec, expected) => {
    expect(kinds(nodes, spec)).toBe(expected)
  })

  it('crosses what several policies ask', () => {
    const serial = (value: string) => requires({ key: 'serial', operator: 'Gt', values: [value] })
    expect(kinds(nodes, serial('1050'), serial('1080'), { nodeName: 'n60' }, pinned)).toBe(5)
  })

  it('sees a taint of its own on each node as one', () => {
    const tainted = nodes.map((node, i) => ({
      ...node,
      spec: { taints: [{ key: 'maintenance', value: `m${i}`, effect: 'NoSchedule' }] },
    }))
    expect(
      kinds([...tainted, ...nodes], {}, { tolerations: [{ key: 'x', operator: 'Exists' }] }),
    ).toBe(2)
  })

  it('tells a node without a name from others only for fields', () => {
    const unnamed = [{}, { metadata: { name: 'n1' } }]
    expect(kinds(unnamed, {})).toBe(1)
    expect(kinds(unnamed, pinned)).toBe(2)
  })

  it('sees a cordon where a pod is scheduled that is no daemon', () => {
    const cordoned = [{ spec: { unschedulable: true } }, { spec: { unschedulable: false } }, {}]
    const kindsOf = (policy: Policy) => new Set(textsOf(cordoned, [policy])).size
    expect(kindsOf(daemon({}))).toBe(1)
    expect(kindsOf(aPolicy({ kind: 'Pod', spec: {} }))).toBe(2)
    expect(kindsOf(aPolicy({ kind: 'Pod', spec: { nodeName: 'n1' } }))).toBe(1)
  })

  it('reads labels of the node itself, in any order, and nothing inherited', () => {
    const asked = requires(
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'Exists' },
      { key: '__proto__', operator: 'DoesNotExist' },
    )
    const inherited = Object.create({ a: 'x' }) as Record<string, string>
    const own = Object.fromEntries([['__proto__', 'x']])
    const labelled = [{ a: 'x', b: 'y' }, { b: 'y', a: 'x' }, inherited, {}, own].map((labels) => ({
      metadata: { labels },
    }))
    const texts = textsOf(labelled, [daemon(asked)])
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).toBe(texts[3])
    // A key that cannot be read breaks its term, so nobody asks for it.
    expect(new Set(texts).size).toBe(2)
  })

  it('knows the places that a policy looks at, and that taints come behind all of them', () => {
    const [zone, disk] = [
      daemon({ nodeSelector: { zone: 'a' } }),
      daemon({ nodeSelector: { disk: 'ssd' } }),
    ]
    const named = daemon({ nodeName: 'n1', nodeSelector: { disk: 'ssd' } })
    const pod = aPolicy({ kind: 'Pod', spec: {} })
    const { numbersOf, placesOf, width } = projection([zone, disk, named, pod])
    expect([zone, disk, named, pod, daemon({})].map(placesOf)).toEqual([[2], [3], [1, 3], [0], []])
    expect(width).toBe(4)
    expect(numbersOf(aNode('n2'))).toHaveLength(4)
    expect(numbersOf(aNode('n2', { taints: ['a:NoSchedule', 'b:NoExecute'] }))).toHaveLength(6)
  })
})
