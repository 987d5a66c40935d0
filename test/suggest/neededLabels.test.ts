import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import type { NodeChangeFault } from '../../src/suggest/suggestion.js'
import { neededLabels } from '../../src/suggest/suggestNodeChange.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const node = aNode('n1', { labels: { zone: 'a', cpu: '4', old: 'yes' } })

const needed = (podSpec: PodSpec) => neededLabels(aPolicy(aDaemonSet({ podSpec })), node)

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
    expect(needed({})).toEqual(E.right({}))
    expect(needed({ nodeSelector: { zone: 'a' }, ...termsOf(term(['cpu', 'Lt', '5'])) })).toEqual(
      E.right({}),
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
    expect(needed(podSpec)).toEqual(E.right(labels))
  })

  const named = (name: string): NodeSelectorTerm => ({
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }],
  })

  const spec = ['spec', 'template', 'spec']
  const affinity = [
    ...spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ]
  const entry = (key: string) => [...spec, 'nodeSelector', key]

  it.each<[string, PodSpec, NodeChangeFault]>([
    [
      'nodeName is another',
      { nodeName: 'n2' },
      { code: 'NamesAnotherNode', path: [...spec, 'nodeName'], value: 'n2' },
    ],
    [
      'nodeSelector requires what is no label',
      { nodeSelector: { gpu: 'a b' } },
      { code: 'ImpossibleLabel', path: entry('gpu'), key: 'gpu' },
    ],
    [
      'the affinity names another node',
      termsOf(named('n2')),
      { code: 'NoTermCanMatch', path: affinity },
    ],
    [
      'a term cannot be read',
      termsOf(term(['gpu', 'Like', 'a'])),
      { code: 'NoTermCanMatch', path: affinity },
    ],
    ['there is no term', termsOf(), { code: 'NoTermCanMatch', path: affinity }],
    [
      'a label would have two values',
      { nodeSelector: { gpu: 'a' }, ...termsOf(term(['gpu', 'In', 'b'])) },
      { code: 'ImpossibleLabel', path: entry('gpu'), key: 'gpu' },
    ],
    [
      'the host name is asked for',
      { nodeSelector: { 'kubernetes.io/hostname': 'n2' } },
      {
        code: 'MachineLabel',
        path: entry('kubernetes.io/hostname'),
        key: 'kubernetes.io/hostname',
      },
    ],
    [
      'a label is of the machine',
      { nodeSelector: { 'kubernetes.io/arch': 'arm64' } },
      { code: 'MachineLabel', path: entry('kubernetes.io/arch'), key: 'kubernetes.io/arch' },
    ],
    [
      'a label is of who made the node',
      { nodeSelector: { 'karpenter.sh/nodepool': 'gpu' } },
      { code: 'MachineLabel', path: entry('karpenter.sh/nodepool'), key: 'karpenter.sh/nodepool' },
    ],
  ])('do not help where %s', (_what, podSpec, fault) => {
    expect(needed(podSpec)).toEqual(E.left([fault]))
  })

  it('do not help where each term has something against it', () => {
    const podSpec = termsOf(
      term(['kubernetes.io/arch', 'In', 'x']),
      term(['a', 'In', 'x'], ['a', 'In', 'y']),
    )
    const terms = [...affinity, 'nodeSelectorTerms']
    expect(needed(podSpec)).toEqual(
      E.left([
        {
          code: 'MachineLabel',
          path: [...terms, 0, 'matchExpressions', 0],
          key: 'kubernetes.io/arch',
        },
        { code: 'ImpossibleLabel', path: [...terms, 1, 'matchExpressions', 0], key: 'a' },
      ]),
    )
  })

  it('count the fields of a node without a name as met', () => {
    const policy = aPolicy(
      aDaemonSet({ podSpec: termsOf({ ...named('n2'), ...term(['gpu', 'Exists']) }) }),
    )
    expect(neededLabels(policy, {})).toEqual(E.right({ gpu: 'true' }))
  })

  it('are harmless under any name', () => {
    expect(needed({ nodeSelector: { constructor: 'x' } })).toEqual(E.right({ constructor: 'x' }))
    const nodeSelector: StringMap = { ['__proto__']: 'x' }
    expect(needed({ nodeSelector })).toMatchObject({ left: [{ code: 'ImpossibleLabel' }] })
  })
})
