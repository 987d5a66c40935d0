import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeFacts } from '../../src/analysis/nodeFacts.js'
import { disjoint, equivalent, implies, type AnalysisOptions } from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { Node } from '../../src/kube/node.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'
import { anyDrawn } from './judged.js'

/** What a node has, each thing left out once. */
const plainer = ({ metadata, spec }: Node): readonly Node[] => {
  const { labels = {}, ...own } = metadata ?? {}
  const { taints = [], unschedulable, ...rest } = spec ?? {}
  const has = { taints, unschedulable, ...rest }
  const left = Object.keys(labels ?? {}).map((gone) => ({
    metadata: {
      ...own,
      labels: Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => key !== gone)),
    },
    spec: has,
  }))
  return [
    ...left,
    ...(taints ?? []).map((gone) => ({
      metadata,
      spec: { ...has, taints: (taints ?? []).filter((taint) => taint !== gone) },
    })),
    ...(unschedulable === true ? [{ metadata, spec: { ...has, unschedulable: false } }] : []),
  ]
}

const runsOf = (policies: readonly Policy[], node: Node): readonly boolean[] =>
  policies.map((policy) => decide(policy, node) === 'run')

const on = (terms: readonly object[]): Policy =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
            },
          },
        },
      },
    },
  })

const having = (key: string, operator: string, ...values: readonly string[]) => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
})

describe('the node that an answer shows', () => {
  it('has nothing that could be left out with the same outcome', () => {
    let compared = 0
    fc.assert(
      fc.property(anyDrawn, anyDrawn, ({ policy: a }, { policy: b }) => {
        for (const ask of [implies, equivalent, disjoint]) {
          const proof = ask(a, b)
          if (proof.code !== 'Refuted') continue
          for (const node of plainer(proof.node)) {
            expect(runsOf([a, b], node)).not.toEqual(proof.runs)
            compared++
          }
        }
        const one = satisfiable(a)
        if (one.code !== 'Satisfiable') return
        for (const node of plainer(one.node)) expect(runsOf([a], node)).toEqual([false])
      }),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  it('has the label of the term that asks for fewest', () => {
    const policy = on([
      { matchExpressions: [having('a', 'Exists'), having('b', 'Exists')] },
      { matchExpressions: [having('b', 'Exists')] },
    ])
    expect(satisfiable(policy)).toEqual({
      code: 'Satisfiable',
      node: { metadata: { name: 'node', labels: { b: 'other' } } },
    })
  })

  it('has a name that nobody mentions where the name does not matter', () => {
    const policy = on([
      {
        matchFields: [having('metadata.name', 'In', 'n1')],
        matchExpressions: [having('a', 'Exists')],
      },
      { matchExpressions: [having('a', 'Exists')] },
    ])
    expect(satisfiable(policy)).toMatchObject({ node: { metadata: { name: 'node' } } })
  })

  it('keeps what all nodes are known to have', () => {
    const known = { matchExpressions: [having('pool', 'In', 'a', 'b')] }
    const nodes = orThrow(nodeFacts({ selector: { nodeSelectorTerms: [known] } }))
    const options: AnalysisOptions = { nodes }
    expect(implies(on([{ matchExpressions: [having('a', 'Exists')] }]), on([]), options)).toEqual({
      code: 'Refuted',
      node: { metadata: { name: 'node', labels: { a: 'other', pool: 'a' } } },
      runs: [true, false],
    })
  })
})
