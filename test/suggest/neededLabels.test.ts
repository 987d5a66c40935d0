import { describe, expect, it } from 'vitest'
import { neededLabels } from '../../src/suggest/neededLabels.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { compile } from '../../src/placement/compile.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

const node = aNode('n1', { labels: { zone: 'a', cpu: '4', old: 'yes' } })

const needed = (podSpec: PodSpec) => neededLabels(compile(aDaemonSet({ podSpec })), node)

const termsOf = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const term = (...requirements: readonly (readonly [string, string, ...string[]])[]) => ({
  matchExpressions: requirements.map(([key, operator, ...values]) => ({ key, operator, values })),
})

describe('neededLabels', () => {
  it('are none where the node is selected', () => {
    expect(needed({})).toEqual({})
    expect(needed({ nodeSelector: { zone: 'a' }, ...termsOf(term(['cpu', 'Lt', '5'])) })).toEqual(
      {},
    )
  })

  it.each<[string, PodSpec, Readonly<Record<string, string | null>>]>([
    [
      'an entry of nodeSelector',
      { nodeSelector: { gpu: 'true', zone: 'b' } },
      { gpu: 'true', zone: 'b' },
    ],
    ['In, the first value', termsOf(term(['gpu', 'In', 'x', 'y'])), { gpu: 'x' }],
    ['NotIn', termsOf(term(['zone', 'NotIn', 'a'])), { zone: null }],
    ['Exists', termsOf(term(['gpu', 'Exists'])), { gpu: 'true' }],
    ['DoesNotExist', termsOf(term(['old', 'DoesNotExist'])), { old: null }],
    ['Gt', termsOf(term(['cpu', 'Gt', '4'])), { cpu: '5' }],
    [
      'several requirements on one label',
      termsOf(term(['gpu', 'Exists'], ['gpu', 'NotIn', 'true', 'a'])),
      { gpu: 'x' },
    ],
    [
      'the term that needs the fewest labels',
      termsOf(term(['gpu', 'Exists'], ['tpu', 'Exists']), {}, term(['npu', 'Exists'])),
      { npu: 'true' },
    ],
    [
      'entry and term together',
      { nodeSelector: { gpu: 'b' }, ...termsOf(term(['gpu', 'In', 'a', 'b'])) },
      { gpu: 'b' },
    ],
  ])('are those of %s', (_what, podSpec, labels) => {
    expect(needed(podSpec)).toEqual(labels)
  })

  const named = (name: string): NodeSelectorTerm => ({
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }],
  })

  it.each<[string, PodSpec]>([
    ['nodeName is another', { nodeName: 'n2' }],
    ['nodeSelector requires what is no label', { nodeSelector: { gpu: 'a b' } }],
    ['the affinity names another node', termsOf(named('n2'))],
    ['a term cannot be read', termsOf(term(['gpu', 'Like', 'a']))],
    ['there is no term', termsOf()],
    [
      'a label would have two values',
      { nodeSelector: { gpu: 'a' }, ...termsOf(term(['gpu', 'In', 'b'])) },
    ],
    ['the host name is asked for', { nodeSelector: { 'kubernetes.io/hostname': 'n2' } }],
    ['a label is of the machine', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }],
    ['a label is of who made the node', { nodeSelector: { 'karpenter.sh/nodepool': 'gpu' } }],
  ])('do not help where %s', (_what, podSpec) => {
    expect(needed(podSpec)).toBe(undefined)
  })

  it('count the fields of a node without a name as met', () => {
    const policy = compile(
      aDaemonSet({ podSpec: termsOf({ ...named('n2'), ...term(['gpu', 'Exists']) }) }),
    )
    expect(neededLabels(policy, {})).toEqual({ gpu: 'true' })
  })

  it('are harmless under any name', () => {
    expect(needed({ nodeSelector: { constructor: 'x' } })).toEqual({ constructor: 'x' })
    const nodeSelector: StringMap = { ['__proto__']: 'x' }
    expect(needed({ nodeSelector })).toBe(undefined)
  })
})
