import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { selection } from '../../src/analysis/selection.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { applyPatch } from '../../src/data/patch.js'
import { simplify } from '../../src/analysis/simplify.js'
import { selectionText } from '../../src/report/text/selectionText.js'
import { enumerableSpec } from '../analysis/enumerated.js'
import { aPolicy } from '../support/policy.js'

const daemonSetOf = (spec: PodSpec) => ({ spec: { template: { spec } } })

const textOf = (spec: PodSpec): string => selectionText(aPolicy(daemonSetOf(spec)))

const required = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const at = (key: string, operator: string, ...values: readonly string[]) => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
})

const all = (...matchExpressions: readonly object[]): NodeSelectorTerm => ({ matchExpressions })

const OS = 'kubernetes.io/os'
const ARCH = 'kubernetes.io/arch'
const ZONE = 'topology.kubernetes.io/zone'

describe('selectionText', () => {
  it.each<[string, PodSpec]>([
    ['every node', {}],
    ['every node; whatever their taints', { tolerations: [{ operator: 'Exists' }] }],
    [
      'Linux nodes with disk=ssd; also nodes tainted dedicated=db',
      {
        nodeSelector: { [OS]: 'linux', disk: 'ssd' },
        tolerations: [{ key: 'dedicated', value: 'db' }],
      },
    ],
    [
      'amd64 Linux nodes in zone a or b, except Fargate; also nodes tainted dedicated=db:NoSchedule or gpu',
      {
        nodeSelector: { [OS]: 'linux', [ARCH]: 'amd64' },
        ...required(
          all(at(ZONE, 'In', 'b', 'a'), at('eks.amazonaws.com/compute-type', 'NotIn', 'fargate')),
        ),
        tolerations: [
          { key: 'gpu', operator: 'Exists' },
          { key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' },
        ],
      },
    ],
    [
      'every node except those with the label virtual',
      required(all(at('virtual', 'DoesNotExist'))),
    ],
    [
      'nodes with the label gpu and memory above 64, or nodes named n1',
      required(all(at('gpu', 'Exists'), at('memory', 'Gt', '64')), {
        matchFields: [at('metadata.name', 'In', 'n1')],
      }),
    ],
    ['control-plane nodes', { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }],
    [
      'every node except control-plane nodes',
      required(all(at('node-role.kubernetes.io/control-plane', 'DoesNotExist'))),
    ],
    ['nodes named n1', { nodeName: 'n1' }],
    ['no node that can exist', required()],
    ['every node', required(all(at('k', 'NotIn', 'a')), all(at('k', 'NotIn', 'b')))],
    ['nodes with k=""', { nodeSelector: { k: '' } }],
    [
      'every node except Fargate and Windows',
      required(
        all(at('eks.amazonaws.com/compute-type', 'NotIn', 'fargate'), at(OS, 'NotIn', 'windows')),
      ),
    ],
    [
      'nodes of type m5 in zone a',
      required(all(at('node.kubernetes.io/instance-type', 'In', 'm5'), at(ZONE, 'In', 'a'))),
    ],
    ['every node except those in zone a or b', required(all(at(ZONE, 'NotIn', 'a', 'b')))],
    ['nodes with n below 3', required(all(at('n', 'Lt', '3')))],
    ['worker nodes', required(all(at('node-role.kubernetes.io/worker', 'Exists')))],
    [
      'every node; also nodes tainted any key=v',
      { tolerations: [{ operator: 'Equal', value: 'v' }] },
    ],
    [
      'every node; also nodes tainted n above 5',
      { tolerations: [{ key: 'n', operator: 'Gt', value: '5' }] },
    ],
    [
      'every node',
      {
        tolerations: [
          { key: 'n', operator: 'Gt', value: 'x' },
          { key: 'n', operator: 'Is' },
        ],
      },
    ],
    [
      'every node; also nodes tainted anything:NoSchedule',
      { tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] },
    ],
  ])('%s', (text, spec) => {
    expect(textOf(spec)).toBe(text)
  })

  it('reads the same for policies that select the same', () => {
    let compared = 0
    fc.assert(
      fc.property(enumerableSpec, (spec) => {
        const { tolerations: _, ...rest } = spec
        const before = daemonSetOf(rest)
        const simpler = simplify(aPolicy(before))
        if (simpler.code !== 'Simplified') return
        const after = applyPatch(before, simpler.patch) as typeof before
        const [one, two] = [selection(aPolicy(before)), selection(aPolicy(after))]
        expect(two).toEqual(one)
        if (one.code === 'Selects' && one.exact) compared++
        expect(selectionText(aPolicy(after))).toBe(selectionText(aPolicy(before)))
      }),
      { numRuns: 1000 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  it('leaves nothing in a name that a terminal would obey', () => {
    expect(textOf({ nodeSelector: { 'a\u001b[31m': 'x' } })).not.toContain('\u001b')
  })
})
