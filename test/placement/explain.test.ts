import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Taint } from '../../src/kube/taint.js'
import { type PolicySubject } from '../../src/placement/compile.js'
import { decide } from '../../src/placement/decide.js'
import { explain } from '../../src/placement/explain.js'
import type { Reason, UntoleratedTaint } from '../../src/reason/reason.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const explainDaemon = (podSpec: PodSpec, node: Node) =>
  explain(aPolicy(aDaemonSet({ podSpec })), node)

const explainPod = (spec: PodSpec, node: Node) => explain(aPolicy({ kind: 'Pod', spec }), node)

const requires = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const template = ['spec', 'template', 'spec']
const tolerations = [...template, 'tolerations']
const required = [
  ...template,
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
]
const termAt = (i: number) => [...required, 'nodeSelectorTerms', i]
const label = (key: string) => ['metadata', 'labels', key]

const cordoned = (node: Node): Node => ({ ...node, spec: { ...node.spec, unschedulable: true } })

const anySubject: fc.Arbitrary<PolicySubject> = fc
  .tuple(fc.constantFrom('DaemonSet', 'Deployment', 'Pod'), anyPodSpec)
  .map(([kind, spec]) => (kind === 'Pod' ? { kind, spec } : { kind, spec: { template: { spec } } }))

const anySemantics = fc
  .boolean()
  .map((tolerationComparison) => ({ ...newestSemantics, tolerationComparison }))

describe('explain', () => {
  it('has no reasons where a pod runs', () => {
    expect(explainDaemon({}, aNode('n1'))).toStrictEqual({
      decision: 'run',
      reasons: [],
      tolerated: [],
    })
  })

  it('tells a node of another name', () => {
    expect(explainDaemon({ nodeName: 'n2' }, aNode('n1')).reasons).toStrictEqual([
      {
        code: 'NodeNameMismatch',
        path: [...template, 'nodeName'],
        nodePath: ['metadata', 'name'],
        expected: 'n2',
        actual: 'n1',
        leaves: true,
      },
    ])
  })

  it('tells every label that is missing or has another value', () => {
    const nodeSelector = { disk: 'ssd', zone: 'a', 'example.com/gpu': 'true' }
    const node = aNode('n1', { labels: { zone: 'b', 'example.com/gpu': 'True' } })
    expect(explainPod({ nodeSelector }, node)).toStrictEqual({
      decision: 'stay',
      reasons: [
        {
          code: 'NodeSelectorMismatch',
          path: ['spec', 'nodeSelector', 'disk'],
          nodePath: label('disk'),
          key: 'disk',
          expected: 'ssd',
          leaves: false,
        },
        {
          code: 'NodeSelectorMismatch',
          path: ['spec', 'nodeSelector', 'zone'],
          nodePath: label('zone'),
          key: 'zone',
          expected: 'a',
          actual: 'b',
          leaves: false,
        },
        {
          code: 'NodeSelectorMismatch',
          path: ['spec', 'nodeSelector', 'example.com/gpu'],
          nodePath: label('example.com/gpu'),
          key: 'example.com/gpu',
          expected: 'true',
          actual: 'True',
          near: { code: 'ValueCase', wanted: 'true' },
          leaves: false,
        },
      ],
      tolerated: [],
    })
  })

  it('tells required affinity without terms', () => {
    expect(explainDaemon(requires(), aNode('n1')).reasons).toStrictEqual([
      { code: 'NodeAffinityMismatch', path: required, terms: [], leaves: true },
    ])
  })

  it('tells of each term why it does not match', () => {
    const terms: readonly NodeSelectorTerm[] = [
      {
        matchExpressions: [
          { key: 'zone', operator: 'In', values: ['a', 'b'] },
          { key: 'os', operator: 'Exists' },
          { key: 'diks', operator: 'Exists' },
          { key: 'cpus', operator: 'Gt', values: ['4'] },
          { key: 'spot', operator: 'NotIn', values: ['true'] },
        ],
        matchFields: [
          { key: 'metadata.name', operator: 'In', values: ['n2'] },
          { key: 'metadata.name', operator: 'NotIn', values: ['n2'] },
          { key: 'metadata.namespace', operator: 'In', values: ['x'] },
        ],
      },
      {},
      { matchExpressions: [{ key: 'cpus', operator: 'Gt', values: ['four'] }], matchFields: null },
    ]
    const labels = { zone: 'c', os: 'linux', disk: '', cpus: '8 cores', spot: 'true' }
    expect(explainDaemon(requires(...terms), aNode('n1', { labels })).reasons).toStrictEqual([
      {
        code: 'NodeAffinityMismatch',
        path: required,
        terms: [
          {
            code: 'RequirementsUnmet',
            path: termAt(0),
            requirements: [
              {
                path: [...termAt(0), 'matchExpressions', 0],
                nodePath: label('zone'),
                key: 'zone',
                operator: 'In',
                values: ['a', 'b'],
                actual: 'c',
              },
              {
                path: [...termAt(0), 'matchExpressions', 2],
                nodePath: label('diks'),
                key: 'diks',
                operator: 'Exists',
                values: [],
                near: { code: 'SimilarKey', key: 'disk', value: '' },
              },
              {
                path: [...termAt(0), 'matchExpressions', 3],
                nodePath: label('cpus'),
                key: 'cpus',
                operator: 'Gt',
                values: ['4'],
                actual: '8 cores',
                near: { code: 'NotAnInteger' },
              },
              {
                path: [...termAt(0), 'matchExpressions', 4],
                nodePath: label('spot'),
                key: 'spot',
                operator: 'NotIn',
                values: ['true'],
                actual: 'true',
              },
              {
                path: [...termAt(0), 'matchFields', 0],
                nodePath: ['metadata', 'name'],
                key: 'metadata.name',
                operator: 'In',
                values: ['n2'],
                actual: 'n1',
              },
              {
                path: [...termAt(0), 'matchFields', 2],
                nodePath: ['metadata', 'namespace'],
                key: 'metadata.namespace',
                operator: 'In',
                values: ['x'],
                actual: '',
              },
            ],
          },
          { code: 'EmptyTerm', path: termAt(1) },
          {
            code: 'UnreadableTerm',
            path: termAt(2),
            faults: [
              {
                code: 'NotAnInteger',
                path: [...termAt(2), 'matchExpressions', 0, 'values', 0],
                value: 'four',
              },
            ],
          },
        ],
        leaves: true,
      },
    ])
  })

  it('counts the fields of a node without a name as met', () => {
    const term: NodeSelectorTerm = {
      matchExpressions: [{ key: 'a', operator: 'Exists' }],
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }],
    }
    expect(explainDaemon(requires(term), {}).reasons).toMatchObject([
      { terms: [{ requirements: [{ key: 'a', operator: 'Exists' }] }] },
    ])
  })

  it('does not tell of a broken term where another one matches', () => {
    const broken = { matchExpressions: [{ key: 'zone', operator: 'In', values: [] }] }
    const sound = { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }
    const node = aNode('n1', { labels: { zone: 'a' } })
    expect(explainDaemon(requires(broken, sound), node).reasons).toStrictEqual([])
  })

  it('tells every taint in the way, and which toleration dealt with which of the others', () => {
    const podSpec: PodSpec = {
      tolerations: [
        { key: 'gpu', value: 'h100' },
        { key: 'spot', operator: 'Exists' },
        { operator: 'Exists', effect: 'NoExecute' },
      ],
    }
    const taints = [
      'gpu=a100:NoSchedule',
      'spot:NoExecute',
      'drain:NoExecute',
      'zone:NoSchedule',
      'node.kubernetes.io/disk-pressure:NoSchedule',
      'wish:PreferNoSchedule',
    ]
    const untolerated = { code: 'UntoleratedTaint', path: tolerations, leaves: false }
    expect(explainDaemon(podSpec, aNode('n1', { taints }))).toStrictEqual({
      decision: 'stay',
      reasons: [
        {
          ...untolerated,
          nodePath: ['spec', 'taints', 0],
          taint: { key: 'gpu', value: 'a100', effect: 'NoSchedule' },
          near: { code: 'OtherValue', path: [...tolerations, 0] },
        },
        {
          ...untolerated,
          nodePath: ['spec', 'taints', 3],
          taint: { key: 'zone', value: '', effect: 'NoSchedule' },
        },
      ],
      tolerated: [
        {
          nodePath: ['spec', 'taints', 1],
          taint: { key: 'spot', value: '', effect: 'NoExecute' },
          by: [...tolerations, 1],
        },
        {
          nodePath: ['spec', 'taints', 2],
          taint: { key: 'drain', value: '', effect: 'NoExecute' },
          by: [...tolerations, 2],
        },
        {
          nodePath: ['spec', 'taints', 4],
          taint: { key: 'node.kubernetes.io/disk-pressure', value: '', effect: 'NoSchedule' },
          by: 'automatic',
        },
      ],
    })
  })

  it('finds an automatic toleration near a taint that it misses by the effect', () => {
    const taints = ['node.kubernetes.io/not-ready:NoSchedule']
    expect(explainDaemon({}, aNode('n1', { taints })).reasons).toMatchObject([
      { code: 'UntoleratedTaint', near: { code: 'OtherEffect', path: 'automatic' }, leaves: false },
    ])
  })

  it('tells taints of nulls as empty text', () => {
    const node = { spec: { taints: [{ key: null, value: null, effect: 'NoExecute' }] } }
    expect(explainDaemon({}, node).reasons).toMatchObject([
      { taint: { key: '', value: '', effect: 'NoExecute' }, leaves: true },
    ])
  })

  it('trap 95: tells the cordon that a pod does not tolerate', () => {
    const key = 'node.kubernetes.io/unschedulable'
    const tolerating = { tolerations: [{ key, operator: 'Equal', value: 'true' }] }
    const node = cordoned(aNode('n1', { taints: [`${key}:NoSchedule`] }))
    expect(explainPod(tolerating, node)).toStrictEqual({
      decision: 'stay',
      reasons: [
        {
          code: 'NodeUnschedulable',
          path: ['spec', 'tolerations'],
          nodePath: ['spec', 'unschedulable'],
          leaves: false,
        },
        {
          code: 'UntoleratedTaint',
          path: ['spec', 'tolerations'],
          nodePath: ['spec', 'taints', 0],
          taint: { key, value: '', effect: 'NoSchedule' },
          near: { code: 'OtherValue', path: ['spec', 'tolerations', 0] },
          leaves: false,
        },
      ],
      tolerated: [],
    })
  })

  it('tells a taint that outlived its cordon', () => {
    const taints = ['node.kubernetes.io/unschedulable:NoSchedule']
    expect(explainPod({}, aNode('n1', { taints })).reasons).toMatchObject([
      { code: 'UntoleratedTaint' },
    ])
  })

  it('tells all reasons at once, in the order of the rules', () => {
    const podSpec = { nodeName: 'n2', nodeSelector: { disk: 'ssd' }, ...requires({}) }
    const node = aNode('n1', { taints: ['a:NoSchedule', 'b:NoExecute'] })
    const { decision, reasons } = explainDaemon(podSpec, node)
    expect(decision).toBe('leave')
    expect(reasons.map(({ code, leaves }) => [code, leaves])).toStrictEqual([
      ['NodeNameMismatch', true],
      ['NodeSelectorMismatch', true],
      ['NodeAffinityMismatch', true],
      ['UntoleratedTaint', false],
      ['UntoleratedTaint', true],
    ])
  })

  it('reads __proto__ as a label like any other', () => {
    const spec = JSON.parse('{"nodeSelector":{"__proto__":"x"}}') as PodSpec
    const node = JSON.parse('{"metadata":{"labels":{"__proto__":"y"}}}') as Node
    expect(explainPod(spec, node).reasons).toMatchObject([
      { key: '__proto__', expected: 'x', actual: 'y', nodePath: label('__proto__') },
    ])
    expect(explainPod(spec, {}).reasons[0]).not.toHaveProperty('actual')
  })

  it('decides as decide does', () => {
    fc.assert(
      fc.property(
        frozenly(anySubject),
        frozenly(anyNode),
        frozenly(anySemantics),
        (subject, node, semantics) => {
          const policy = aPolicy(subject, semantics)
          expect(explain(policy, node).decision).toBe(decide(policy, node))
        },
      ),
    )
  })

  it('has no reasons exactly where a pod runs, and one that leaves exactly where it leaves', () => {
    fc.assert(
      fc.property(frozenly(anySubject), frozenly(anyNode), (subject, node) => {
        const { decision, reasons } = explain(aPolicy(subject), node)
        expect(reasons.length === 0).toBe(decision === 'run')
        expect(reasons.some((reason) => reason.leaves)).toBe(decision === 'leave')
      }),
    )
  })

  it('survives JSON', () => {
    fc.assert(
      fc.property(
        frozenly(anySubject),
        frozenly(anyNode),
        frozenly(anySemantics),
        (subject, node, semantics) => {
          const verdict = explain(aPolicy(subject, semantics), node)
          expect(JSON.parse(JSON.stringify(verdict))).toStrictEqual(verdict)
        },
      ),
    )
  })

  it('tells of each NoExecute taint once, and of each NoSchedule taint if the pod is scheduled', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const { reasons, tolerated } = explainDaemon(spec, node)
        const told = [...reasons.filter(isTaint), ...tolerated].map(({ nodePath: on }) => on[2])
        const effects = (node.spec?.taints ?? []).map(({ effect }) => effect)
        const expected = effects.flatMap((effect, i) =>
          effect === 'NoExecute' || effect === 'NoSchedule' ? [i] : [],
        )
        expect(new Set(told)).toEqual(new Set(expected))
        expect(told).toHaveLength(expected.length)
      }),
    )
  })

  it('loses the reason whose taint is then tolerated, and gains none', () => {
    const paths = (reasons: readonly Reason[]) =>
      reasons.map((reason) => ('nodePath' in reason ? reason.nodePath : reason.path))
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), fc.nat(), (spec, node, i) => {
        const { reasons } = explainPod(spec, node)
        const inTheWay = reasons.filter(isTaint)
        const reason = inTheWay[i % inTheWay.length]
        fc.pre(reason !== undefined)
        const more = [...(spec.tolerations ?? []), exactly(reason.taint)]
        const after = paths(explainPod({ ...spec, tolerations: more }, node).reasons)
        expect(after).not.toContainEqual(reason.nodePath)
        expect(paths(reasons)).toEqual(expect.arrayContaining(after))
      }),
    )
  })
})

const isTaint = (reason: Reason): reason is UntoleratedTaint => reason.code === 'UntoleratedTaint'

const exactly = ({ key, value, effect }: Taint) => ({ key, operator: 'Equal', value, effect })
