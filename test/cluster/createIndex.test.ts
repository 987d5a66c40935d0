import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createIndex,
  type DecisionChange,
  type DecisionIndex,
} from '../../src/cluster/createIndex.js'
import type { Node } from '../../src/kube/node.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { aNode } from '../../src/testing/builders.js'
import { anyNode, anyPodSpec } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const plain = aPolicy({ kind: 'DaemonSet', spec: { template: {} } })
const gpu = aPolicy({
  kind: 'DaemonSet',
  spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } },
})
const n1 = aNode('n1')
const n2 = aNode('n2', { labels: { gpu: 'true' } })
const drained = aNode('n1', { taints: ['maintenance:NoExecute'] })

/** Changes as `policy@node before>after`. */
const told = (changes: readonly DecisionChange[]): readonly string[] =>
  changes.map(({ policy, node, before = '', after = '' }) => `${policy}@${node} ${before}>${after}`)

const filled = (): DecisionIndex => {
  const index = createIndex(
    new Map([
      ['a', plain],
      ['g', gpu],
    ]),
  )
  index.setNode(n1)
  index.setNode(n2)
  return index
}

describe('createIndex', () => {
  it('tells of every pair of a node that comes, changes and goes', () => {
    const index = createIndex([
      ['a', plain],
      ['g', gpu],
    ])
    expect(told(index.setNode(n1))).toEqual(['a@n1 >run', 'g@n1 >leave'])
    expect(told(index.setNode(drained))).toEqual(['a@n1 run>leave'])
    expect(told(index.setNode(drained))).toEqual([])
    expect(told(index.removeNode('n1'))).toEqual(['a@n1 leave>', 'g@n1 leave>'])
    expect(told(index.removeNode('n1'))).toEqual([])
  })

  it('tells of every pair of a policy that comes, changes and goes', () => {
    const index = createIndex()
    index.setNode(n1)
    index.setNode(n2)
    expect(told(index.setPolicy('p', gpu))).toEqual(['p@n1 >leave', 'p@n2 >run'])
    expect(told(index.setPolicy('p', plain))).toEqual(['p@n1 leave>run'])
    expect(told(index.setPolicy('p', aPolicy({ spec: { template: {} } })))).toEqual([])
    expect(told(index.removePolicy('p'))).toEqual(['p@n1 run>', 'p@n2 run>'])
    expect(told(index.removePolicy('p'))).toEqual([])
  })

  it('keeps policies apart that say the same, and the others when one of them goes', () => {
    const index = filled()
    expect(told(index.setPolicy('b', plain))).toEqual(['b@n1 >run', 'b@n2 >run'])
    expect(told(index.removePolicy('a'))).toEqual(['a@n1 run>', 'a@n2 run>'])
    expect(told(index.setNode(drained))).toEqual(['b@n1 run>leave'])
  })

  it('keeps nothing of a policy that is gone for the next one', () => {
    const index = filled()
    index.removePolicy('a')
    expect(told(index.setPolicy('h', aPolicy({ spec: { nodeName: 'n1' } })))).toEqual([
      'h@n1 >run',
      'h@n2 >leave',
    ])
    expect(told(index.setPolicy('a', plain))).toEqual(['a@n1 >run', 'a@n2 >run'])
  })

  it('answers for a pair, and for none that is not there', () => {
    const index = filled()
    expect(index.decision('g', 'n1')).toBe('leave')
    expect(index.decision('g', 'n2')).toBe('run')
    expect(index.decision('g', 'n3')).toBeUndefined()
    expect(index.decision('x', 'n1')).toBeUndefined()
    expect(index.decision('__proto__', 'constructor')).toBeUndefined()
  })
})

type Edit =
  | { readonly code: 'SetNode'; readonly node: Node }
  | { readonly code: 'RemoveNode'; readonly name: string }
  | { readonly code: 'SetPolicy'; readonly name: string; readonly policy: Policy }
  | { readonly code: 'RemovePolicy'; readonly name: string }

const nodeName = fc.constantFrom('n1', 'n2', '__proto__')
const policyName = fc.constantFrom('p', 'q', 'r', 'constructor')
const anyPolicy = fc
  .oneof(fc.constantFrom({}, { nodeSelector: { gpu: 'true' } }), frozenly(anyPodSpec))
  .map((spec) => aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }))
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(nodeName, frozenly(anyNode)).map(([name, node]): Edit => {
    return { code: 'SetNode', node: { ...node, metadata: { ...node.metadata, name } } }
  }),
  nodeName.map((name): Edit => ({ code: 'RemoveNode', name })),
  fc
    .tuple(policyName, anyPolicy)
    .map(([name, policy]): Edit => ({ code: 'SetPolicy', name, policy })),
  policyName.map((name): Edit => ({ code: 'RemovePolicy', name })),
)

const carryOut = (index: DecisionIndex, edit: Edit): readonly DecisionChange[] => {
  switch (edit.code) {
    case 'SetNode':
      return index.setNode(edit.node)
    case 'RemoveNode':
      return index.removeNode(edit.name)
    case 'SetPolicy':
      return index.setPolicy(edit.name, edit.policy)
    case 'RemovePolicy':
      return index.removePolicy(edit.name)
  }
}

/** What nodes and policies there are after some edits. */
const remaining = (edits: readonly Edit[]) => {
  const nodes = new Map<string, Node>()
  const policies = new Map<string, Policy>()
  for (const edit of edits) {
    if (edit.code === 'SetNode') nodes.set(edit.node.metadata?.name ?? '', edit.node)
    else if (edit.code === 'RemoveNode') nodes.delete(edit.name)
    else if (edit.code === 'SetPolicy') policies.set(edit.name, edit.policy)
    else policies.delete(edit.name)
  }
  return { nodes, policies }
}

const pairs = (index: DecisionIndex, edits: readonly Edit[]) => {
  const { nodes, policies } = remaining(edits)
  return new Map(
    [...policies.keys()].flatMap((policy) =>
      [...nodes.keys()].map((node) => [`${policy}@${node}`, index.decision(policy, node)] as const),
    ),
  )
}

describe('any edits of an index', () => {
  const edits = fc.array(anyEdit, { maxLength: 14 })

  it('end in the decisions of one built from scratch, which are those of the walk', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const edited = createIndex()
        for (const edit of all) carryOut(edited, edit)
        const { nodes, policies } = remaining(all)
        const scratch = createIndex(policies)
        for (const node of nodes.values()) scratch.setNode(node)
        expect(pairs(edited, all)).toEqual(pairs(scratch, all))
        for (const [policyKey, policy] of policies) {
          for (const [nodeKey, node] of nodes) {
            expect(edited.decision(policyKey, nodeKey)).toBe(decide(policy, node))
          }
        }
      }),
    )
  })

  it('answer with the difference between the states before and after, each pair once', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const index = createIndex()
        for (const [i, edit] of all.entries()) {
          const before = pairs(index, all.slice(0, i))
          const changes = carryOut(index, edit)
          const after = pairs(index, all.slice(0, i + 1))
          const keys = [...new Set([...before.keys(), ...after.keys()])]
          const difference = keys
            .filter((key) => before.get(key) !== after.get(key))
            .map((key) => `${key} ${before.get(key) ?? ''}>${after.get(key) ?? ''}`)
          expect([...told(changes)].sort()).toEqual(difference.sort())
        }
      }),
    )
  })
})
