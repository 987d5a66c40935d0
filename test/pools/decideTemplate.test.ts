import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels, anyPodSpec, anyTaint } from 'podfit/arbitraries'
import type { PodSpec } from '../../src/kube/pod.js'
import { labelValueFaults } from '../../src/data/labelSyntax.js'
import { decide } from '../../src/placement/decide.js'
import { decideTemplate, explainTemplate } from '../../src/pools/decideTemplate.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { holds } from '../../src/requirement/holds.js'
import { readExpression } from '../../src/selector/nodeTerm.js'
import { aNode } from '../../src/testing/builders.js'
import { anyRequirement } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const daemon = (spec: PodSpec) => aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })

const wants = (...terms: readonly (readonly [string, string, ...string[]])[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map(([key, operator, ...values]) => ({
          matchExpressions: [{ key, operator, values }],
        })),
      },
    },
  },
})

const named = (operator: 'In' | 'NotIn'): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchFields: [{ key: 'metadata.name', operator, values: ['pool'] }] },
        ],
      },
    },
  },
})

/** Enough values for the vocabulary: all of its valid ones, and integers around its bounds. */
const VALUES = [
  undefined,
  ...'  x y X 5 6 4 7 0 1 05 0005 06 006 00 000 01 5.0 1_000 0x10 other'.slice(1).split(' '),
  ...'05 9223372036854775805 9223372036854775806 9223372036854775807'.split(' '),
  ...'9223372036854775808 09223372036854775806'.split(' '),
  'v'.repeat(63),
  `${'0'.repeat(62)}4`,
].filter((value) => value === undefined || labelValueFaults(value).length === 0)

const KEYS = ['a', 'zone']

/** Every way to fill in the labels that a template leaves open. */
const completions = ({ node, unknownLabels }: NodeTemplate): readonly NodeTemplate['node'][] => {
  const labels = node.metadata?.labels ?? {}
  let nodes: readonly Readonly<Record<string, string>>[] = [labels]
  for (const { key, requirements } of unknownLabels ?? []) {
    if (Object.hasOwn(labels, key)) continue
    const known = (requirements ?? []).flatMap(({ operator, values }) => {
      const read = readExpression({ key, operator, values }, [])
      return 'requirement' in read ? [read.requirement] : []
    })
    const allowed = VALUES.filter((value) => known.every((each) => holds(each, value)))
    nodes = nodes.flatMap((each) =>
      allowed.map((value) => (value === undefined ? each : { ...each, [key]: value })),
    )
  }
  return nodes.map((each) => ({ ...node, metadata: { ...node.metadata, labels: each } }))
}

const anyTemplate: fc.Arbitrary<NodeTemplate> = fc.record({
  node: fc.record({
    metadata: fc.record({ name: fc.constant('pool'), labels: anyLabels }),
    spec: fc.record({ taints: fc.array(anyTaint, { maxLength: 2 }) }),
  }),
  unknownLabels: fc.subarray(KEYS).chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.record({
          key: fc.constant(key),
          requirements: fc.oneof(
            { weight: 3, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.array(anyRequirement, { maxLength: 2 }) },
          ),
        }),
      ),
    ),
  ),
})

describe('decideTemplate', () => {
  it('Depends exactly when two completions of the unknown labels decide differently', () => {
    fc.assert(
      fc.property(
        frozenly(
          fc.record({
            spec: anyPodSpec,
            kind: fc.constantFrom('DaemonSet', 'Deployment'),
            template: anyTemplate,
          }),
        ),
        ({ spec, kind, template }) => {
          const policy = aPolicy({ kind, spec: { template: { spec } } })
          const decided = new Set(completions(template).map((node) => decide(policy, node)))
          fc.pre(decided.size > 0)
          const answer = decideTemplate(policy, template)
          if (answer.code === 'Depends') {
            expect(decided).toEqual(new Set([answer.best, answer.worst]))
          } else expect(decided).toEqual(new Set([answer.decision]))
        },
      ),
    )
  })

  it('depends on exactly the labels that can make a difference', () => {
    fc.assert(
      fc.property(frozenly(fc.record({ spec: anyPodSpec, template: anyTemplate })), (given) => {
        const policy = daemon(given.spec)
        const answer = decideTemplate(policy, given.template)
        const nodes = completions(given.template)
        const on = KEYS.filter((key) => {
          const byRest = new Map<string, Set<string>>()
          for (const node of nodes) {
            const { [key]: _value, ...rest } = node.metadata?.labels ?? {}
            const at = JSON.stringify(Object.entries(rest))
            byRest.set(at, (byRest.get(at) ?? new Set()).add(decide(policy, node)))
          }
          return [...byRest.values()].some((decisions) => decisions.size > 1)
        })
        expect(answer.code === 'Depends' ? answer.on : []).toEqual(on)
      }),
    )
  })

  it('is the decision about the node when nothing is unknown', () => {
    fc.assert(
      fc.property(frozenly(fc.record({ spec: anyPodSpec, template: anyTemplate })), (given) => {
        const policy = daemon(given.spec)
        const { node } = given.template
        expect(decideTemplate(policy, { node })).toEqual({
          code: 'Certain',
          decision: decide(policy, node),
        })
      }),
    )
  })

  it('knows that a label which must be there is there', () => {
    const unknownLabels = [{ key: 'arch', requirements: [{ operator: 'In', values: ['a', 'b'] }] }]
    const template = { node: aNode('pool'), unknownLabels }
    expect(decideTemplate(daemon(wants(['arch', 'Exists'])), template)).toMatchObject({
      code: 'Certain',
      decision: 'run',
    })
    expect(decideTemplate(daemon(wants(['arch', 'In', 'a'])), template)).toMatchObject({
      code: 'Depends',
      on: ['arch'],
    })
    expect(decideTemplate(daemon(wants(['arch', 'In', 'a', 'b'])), template)).toMatchObject({
      code: 'Certain',
      decision: 'run',
    })
  })

  it('sees that opposite terms leave nothing open', () => {
    const template = { node: aNode('pool'), unknownLabels: [{ key: 'a' }] }
    const opposite = wants(['a', 'Exists'], ['a', 'DoesNotExist'])
    expect(decideTemplate(daemon(opposite), template)).toEqual({ code: 'Certain', decision: 'run' })
  })

  it('takes a key that ends in a slash for all labels under it, and a label of the node for known', () => {
    const unknownLabels = [{ key: 'nvidia.com/' }]
    const policy = daemon({ nodeSelector: { 'nvidia.com/gpu.product': 'H100' } })
    expect(decideTemplate(policy, { node: aNode('pool'), unknownLabels })).toEqual({
      code: 'Depends',
      on: ['nvidia.com/gpu.product'],
      best: 'run',
      worst: 'leave',
    })
    const node = aNode('pool', { labels: { 'nvidia.com/gpu.product': 'A100' } })
    expect(decideTemplate(policy, { node, unknownLabels })).toEqual({
      code: 'Certain',
      decision: 'leave',
    })
  })

  it('answers at once for a selector of many unknown labels', () => {
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`)
    const policy = daemon({ nodeSelector: Object.fromEntries(keys.map((key) => [key, 'v'])) })
    const unknownLabels = keys.map((key) => ({ key }))
    const answer = decideTemplate(policy, { node: aNode('pool'), unknownLabels })
    expect(answer).toMatchObject({ code: 'Depends', best: 'run', worst: 'leave' })
    expect(answer.code === 'Depends' && answer.on.length).toBe(40)
  })
})

describe('explainTemplate', () => {
  const unknownLabels = [{ key: 'zone' }]

  it('has the reasons that are there in any case', () => {
    const node = aNode('pool', { taints: ['gpu:NoSchedule', 'a:NoSchedule'] })
    const policy = daemon({
      nodeSelector: { zone: 'a' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
    })
    const { decision, reasons, tolerated } = explainTemplate(policy, { node, unknownLabels })
    expect(decision).toEqual({ code: 'Depends', on: ['zone'], best: 'stay', worst: 'leave' })
    expect(reasons.map(({ code }) => code)).toEqual(['UntoleratedTaint'])
    expect(tolerated.map(({ taint }) => taint.key)).toEqual(['a'])
  })

  it('says why a selection that contradicts itself matches nothing', () => {
    const policy = daemon({ ...wants(['zone', 'DoesNotExist']), nodeSelector: { zone: 'a' } })
    const { decision, reasons } = explainTemplate(policy, { node: aNode('pool'), unknownLabels })
    expect(decision).toEqual({ code: 'Certain', decision: 'leave' })
    expect(reasons.length).toBeGreaterThan(0)
  })

  it('names what is known to be missing', () => {
    const policy = daemon({ nodeSelector: { disk: 'ssd', zone: 'a' } })
    const { decision, reasons } = explainTemplate(policy, { node: aNode('pool'), unknownLabels })
    expect(decision).toEqual({ code: 'Certain', decision: 'leave' })
    expect(reasons).toMatchObject([{ code: 'NodeSelectorMismatch', key: 'disk' }])
  })

  it.each<[string, PodSpec, 'run' | 'leave']>([
    ['nodeName', { nodeName: 'pool' }, 'leave'],
    ['nodeName of the first that it may make', { nodeName: 'pool-1' }, 'leave'],
    ['metadata.name In', named('In'), 'leave'],
    ['metadata.name NotIn', named('NotIn'), 'run'],
  ])('what nodes will be called is not what the pool is called: %s', (_what, spec, decision) => {
    const policy = daemon(spec)
    expect(explainTemplate(policy, { node: aNode('pool') }).decision).toEqual({
      code: 'Certain',
      decision,
    })
    expect(decideTemplate(policy, { node: {} })).toEqual({ code: 'Certain', decision })
  })
})
