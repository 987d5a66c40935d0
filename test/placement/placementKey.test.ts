import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { decide } from '../../src/placement/decide.js'
import { placementKey } from '../../src/placement/placementKey.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const requires = (...expressions: readonly object[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: expressions }],
      },
    },
  },
})
const keyOf = (spec: PodSpec, semantics = newestSemantics) =>
  placementKey(aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }, semantics))

const zoneIn = (...values: readonly string[]) => ({ key: 'zone', operator: 'In', values })

describe('placementKey', () => {
  it.each<[string, PodSpec, PodSpec]>([
    ['what does not place', { containers: [{ name: 'a' }] }, { priority: 5 }],
    ['nothing given and nothing in it', {}, { nodeSelector: {}, tolerations: [] }],
    [
      'how long a taint is tolerated',
      { tolerations: [{ key: 'a', tolerationSeconds: 5 }] },
      { tolerations: [{ key: 'a' }] },
    ],
    [
      'what it is that breaks a term',
      requires({ key: 'zone', operator: 'Gt', values: ['x'] }),
      requires({ key: 'zone', operator: 'Near' }),
    ],
  ])('is the same whatever %s', (_case, a, b) => {
    expect(keyOf(a)).toBe(keyOf(b))
  })

  it.each<[string, PodSpec, PodSpec]>([
    ['nodeName', { nodeName: 'n1' }, { nodeName: 'n2' }],
    ['nodeSelector', { nodeSelector: { a: 'x' } }, { nodeSelector: { a: 'y' } }],
    ['no terms', {}, requires()],
    ['values', requires(zoneIn('a', 'b')), requires(zoneIn('a'))],
    ['operators', requires(zoneIn('a')), requires({ ...zoneIn('a'), operator: 'NotIn' })],
    ['tolerations', { tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'b' }] }],
    ['hostNetwork, which tolerates', {}, { hostNetwork: true }],
  ])('differs by %s', (_case, a, b) => {
    expect(keyOf(a)).not.toBe(keyOf(b))
  })

  it('differs by who places the pods and by whether tolerations compare', () => {
    const pod = placementKey(aPolicy({ kind: 'Pod', spec: {} }))
    expect(pod).not.toBe(keyOf({}))
    expect(keyOf({}, { ...newestSemantics, tolerationComparison: true })).not.toBe(keyOf({}))
  })

  it('is the same only for policies that decide the same', () => {
    const spec = frozenly(anyPodSpec)
    fc.assert(
      fc.property(spec, spec, frozenly(anyNode), (a, b, node) => {
        const [one, other] = [aPolicy({ spec: a }), aPolicy({ spec: b })]
        if (placementKey(one) !== placementKey(other)) return
        expect(decide(one, node)).toBe(decide(other, node))
      }),
    )
  })
})
