import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import { newestSemantics } from '../../src/kube/semantics.js'
import { classify } from '../../src/placement/classify.js'
import { decide } from '../../src/placement/decide.js'
import { aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const gpu = aPolicy({
  kind: 'DaemonSet',
  spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } },
})
const plain = aPolicy({ kind: 'DaemonSet', spec: { template: {} } })
const nodes = [
  aNode('n1', { labels: { gpu: 'true' } }),
  aNode('n2'),
  aNode('n3', { labels: { gpu: 'true', other: 'x' } }),
  aNode('n4', { taints: ['a:NoSchedule'] }),
]
const named = (classes: ReturnType<typeof classify>) =>
  classes.map((each) => [each.nodes.map((node) => node.metadata?.name).join(), ...each.decisions])

const anyPolicy = fc
  .tuple(fc.constantFrom('DaemonSet', 'Pod'), frozenly(anyPodSpec), fc.boolean())
  .map(([kind, spec, tolerationComparison]) =>
    aPolicy(kind === 'Pod' ? { kind, spec } : { kind, spec: { template: { spec } } }, {
      ...newestSemantics,
      tolerationComparison,
    }),
  )

describe('classify', () => {
  it('decides once for nodes that are the same to every policy, in their order', () => {
    expect(named(classify([gpu, plain], nodes))).toEqual([
      ['n1,n3', 'run', 'run'],
      ['n2', 'leave', 'run'],
      ['n4', 'leave', 'stay'],
    ])
  })

  it('answers for each policy, also where several say the same', () => {
    const again = aPolicy({ spec: { template: {} } })
    expect(named(classify([plain, gpu, again], nodes.slice(0, 2)))).toEqual([
      ['n1', 'run', 'run', 'run'],
      ['n2', 'run', 'leave', 'run'],
    ])
  })

  it('has one class of all nodes for no policies, and no class without nodes', () => {
    expect(named(classify([], nodes.slice(0, 3)))).toEqual([['n1,n2,n3']])
    expect(classify([plain], [])).toEqual([])
  })

  it('makes the decision of the walk about every node, and puts each in one class', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 6 }),
        frozenly(fc.array(anyNode, { maxLength: 12 })),
        (policies, given) => {
          const classes = classify(policies, given)
          for (const each of classes) {
            for (const node of each.nodes) {
              expect(each.decisions).toEqual(policies.map((policy) => decide(policy, node)))
            }
          }
          const members = classes.flatMap((each) => each.nodes)
          expect(members).toHaveLength(given.length)
          expect(new Set(members)).toEqual(new Set(given))
        },
      ),
    )
  })

  it('answers the same, class by class, when a policy is given twice', () => {
    fc.assert(
      fc.property(anyPolicy, frozenly(fc.array(anyNode)), (policy, given) => {
        const once = classify([policy], given)
        const twice = classify([policy, policy], given)
        expect(twice.map((each) => each.decisions[1])).toEqual(
          once.map((each) => each.decisions[0]),
        )
      }),
    )
  })
})
