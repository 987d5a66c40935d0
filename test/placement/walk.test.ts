import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { walk, type Listener } from '../../src/placement/walk.js'
import type { Decision } from '../../src/reason/verdict.js'
import { aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

type Kind = 'DaemonSet' | 'Deployment'

const policyOf = (kind: Kind, spec: PodSpec) => aPolicy({ kind, spec: { template: { spec } } })

/** Walks with a listener that writes down what it hears; a trailing `!` says that a pod leaves. */
const overheard = (kind: Kind, spec: PodSpec, node: Node) => {
  const heard: string[] = []
  const say = (what: string, leaves: boolean) => heard.push(`${what}${leaves ? '!' : ''}`)
  const listener: Listener = {
    nodeNameDiffers: (leaves) => say('name', leaves),
    labelDiffers: (wanted, leaves) => say(`label ${wanted.key}`, leaves),
    noTermMatches: (_affinity, leaves) => say('terms', leaves),
    unschedulable: (leaves) => say('cordon', leaves),
    untolerated: (taint, i, leaves) => say(`taint ${i} ${taint.key ?? ''}`, leaves),
    tolerated: (taint, i, by) => say(`tolerated ${i} ${taint.key ?? ''} by ${by.key}`, false),
  }
  return { decision: walk(policyOf(kind, spec), node, listener), heard }
}

const cordoned = (taints: readonly string[] = []): Node => {
  const node = aNode('n1', { taints })
  return { ...node, spec: { ...node.spec, unschedulable: true } }
}

const requires = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const nowhere = requires()
const pinned = requires({
  matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }],
})

const unschedulable = 'node.kubernetes.io/unschedulable'

describe('walk', () => {
  it.each<[string, PodSpec, Node, Decision, Decision]>([
    ['rule 1: a node of that name', { nodeName: 'n1' }, aNode('n1'), 'run', 'run'],
    ['rule 1: a node of another name', { nodeName: 'N1' }, aNode('n1'), 'leave', 'leave'],
    ['rule 1: a node without a name', { nodeName: 'n1' }, {}, 'leave', 'leave'],
    [
      'rule 2: every label',
      { nodeSelector: { a: 'x', b: '' } },
      aNode('n1', { labels: { a: 'x', b: '' } }),
      'run',
      'run',
    ],
    ['rule 2: a label that is missing', { nodeSelector: { a: '' } }, aNode('n1'), 'leave', 'stay'],
    [
      'rule 2: a label of another value',
      { nodeSelector: { a: 'x' } },
      aNode('n1', { labels: { a: 'X' } }),
      'leave',
      'stay',
    ],
    ['rule 3: required affinity to the node', pinned, aNode('n1'), 'run', 'run'],
    ['rule 3: required affinity to another node', pinned, aNode('n2'), 'leave', 'stay'],
    ['rule 3: the same, of a node without a name', pinned, {}, 'run', 'run'],
    ['rule 3: required affinity without terms', nowhere, aNode('n1'), 'leave', 'stay'],
    ['rule 4: a cordoned node', {}, cordoned(), 'run', 'stay'],
    ['rule 4: a node that is not', {}, { spec: { unschedulable: false } }, 'run', 'run'],
    ['rule 5: NoSchedule', {}, aNode('n1', { taints: ['a:NoSchedule'] }), 'stay', 'stay'],
    ['rule 5: NoExecute', {}, aNode('n1', { taints: ['a:NoExecute'] }), 'leave', 'leave'],
    [
      'rule 5: NoExecute behind what a scheduled pod stays for',
      { nodeSelector: { a: 'x' }, ...nowhere },
      cordoned(['a:NoSchedule', 'b:NoExecute']),
      'leave',
      'leave',
    ],
    [
      'rule 6: a pod that names its node, cordoned and tainted',
      { nodeName: 'n1' },
      cordoned(['a:NoSchedule']),
      'stay',
      'run',
    ],
    [
      'rule 6: which NoExecute drives out',
      { nodeName: 'n1' },
      aNode('n1', { taints: ['a:NoExecute'] }),
      'leave',
      'leave',
    ],
    [
      'rule 6: and the kubelet looks at its labels',
      { nodeName: 'n1', nodeSelector: { a: 'x' } },
      aNode('n1'),
      'leave',
      'stay',
    ],
  ])('%s', (_rule, spec, node, daemon, pod) => {
    expect(walk(policyOf('DaemonSet', spec), node)).toBe(daemon)
    expect(walk(policyOf('Deployment', spec), node)).toBe(pod)
  })

  it.each([
    ['everything', { operator: 'Exists' }, 'run'],
    ['the cordon', { key: unschedulable, operator: 'Exists', effect: 'NoSchedule' }, 'run'],
    ['the cordon, which has no value', { key: unschedulable }, 'run'],
    ['trap 95: the cordon with a value', { key: unschedulable, value: 'true' }, 'stay'],
    ['the cordon when it executes', { key: unschedulable, effect: 'NoExecute' }, 'stay'],
    ['another key', { key: 'unschedulable', operator: 'Exists' }, 'stay'],
  ])('rule 4: a pod on a cordoned node that tolerates %s', (_what, toleration, expected) => {
    const policy = policyOf('Deployment', { tolerations: [toleration] })
    expect(walk(policy, cordoned())).toBe(expected)
  })

  const spec: PodSpec = {
    nodeName: 'n2',
    nodeSelector: { a: 'x', b: 'y' },
    tolerations: [{ key: 't', operator: 'Exists' }],
    ...nowhere,
  }
  const taints = ['e:NoExecute', 't:NoSchedule', 'p:PreferNoSchedule', 's:NoSchedule', 'e']

  it('tells a listener everything, the decision long certain', () => {
    expect(overheard('DaemonSet', spec, cordoned(taints))).toEqual({
      decision: 'leave',
      heard: [
        'name!',
        'label a!',
        'label b!',
        'terms!',
        'taint 0 e!',
        'tolerated 1 t by t',
        'taint 3 s',
      ],
    })
  })

  it('tells a listener of every taint, the pod long certain to stay', () => {
    const mild = ['a:NoSchedule', 't:NoSchedule', 'b:NoSchedule']
    const tolerations = [{ key: 't' }]
    expect(overheard('DaemonSet', { tolerations }, aNode('n1', { taints: mild }))).toEqual({
      decision: 'stay',
      heard: ['taint 0 a', 'tolerated 1 t by t', 'taint 2 b'],
    })
  })

  it('does not tell of taints that the scheduler alone looks at, for a pod that skips it', () => {
    expect(overheard('Deployment', spec, cordoned(taints))).toEqual({
      decision: 'leave',
      heard: ['name!', 'label a', 'label b', 'terms', 'taint 0 e!'],
    })
  })

  it('tells of the cordon before the taints, of both for a pod that is scheduled', () => {
    const { nodeName: _name, ...scheduled } = spec
    expect(overheard('Deployment', scheduled, cordoned(taints))).toEqual({
      decision: 'leave',
      heard: [
        'label a',
        'label b',
        'terms',
        'cordon',
        'taint 0 e!',
        'tolerated 1 t by t',
        'taint 3 s',
      ],
    })
  })

  it('names the first of several tolerations that tolerate', () => {
    const tolerations = [{ key: 'x' }, { key: 't' }, { operator: 'Exists' }]
    expect(
      overheard('Deployment', { tolerations }, aNode('n1', { taints: ['t:NoExecute'] })),
    ).toEqual({
      decision: 'run',
      heard: ['tolerated 0 t by t'],
    })
  })

  it('decides the same whether anybody listens or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Kind>('DaemonSet', 'Deployment'),
        frozenly(anyPodSpec),
        frozenly(anyNode),
        (kind, anySpec, node) => {
          expect(overheard(kind, anySpec, node).decision).toBe(walk(policyOf(kind, anySpec), node))
        },
      ),
    )
  })
})
