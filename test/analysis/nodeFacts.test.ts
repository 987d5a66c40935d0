import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeFacts, type KnownOfNodes } from '../../src/analysis/nodeFacts.js'
import { covers, disjoint, implies, type Proof } from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Taint } from '../../src/kube/taint.js'
import { LABEL_HOSTNAME } from '../../src/kube/wellKnown.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { frozen } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const daemons = (spec: PodSpec): Policy =>
  aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })

const required = (nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

/** Values that are mentioned below, and one for every other way of answering. */
const NAMES = ['n1', '7', '4', 'x', 'node', '0', '3', '5']
const VALUES = [undefined, 'x', '', '4', '7', 'n1', 'other', '0', '5', '3']
const TAINTS: readonly Taint[] = [
  { key: 't', effect: 'NoSchedule' },
  { key: 't', value: 'v', effect: 'NoSchedule' },
  { key: 't', value: 'v', effect: 'NoExecute' },
  { key: 't', value: 'w', effect: 'NoExecute' },
  { key: 'u', effect: 'NoExecute' },
]

/** None, one, or two of them that differ in key or effect. */
const TAINTED: readonly (readonly Taint[])[] = [
  [],
  ...TAINTS.map((taint) => [taint]),
  ...TAINTS.flatMap((one, i) =>
    TAINTS.slice(i + 1)
      .filter((other) => other.key !== one.key || other.effect !== one.effect)
      .map((other) => [one, other]),
  ),
]

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom('a', LABEL_HOSTNAME),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.constantFrom(['x'], [''], ['x', '4'], ['n1'], ['7', 'n1']),
  }),
  fc.record({ key: fc.constantFrom('a', LABEL_HOSTNAME), operator: fc.constant('Exists') }),
  fc.record({
    key: fc.constantFrom('a', LABEL_HOSTNAME),
    operator: fc.constantFrom('Gt', 'Lt'),
    values: fc.constantFrom(['4'], ['0']),
  }),
)

const terms = fc.array(
  fc.record({ matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 2 }) }),
  { minLength: 1, maxLength: 2 },
)

const policyOf = fc
  .record({
    selected: fc.option(terms),
    tolerations: fc.constantFrom(
      [],
      [{ operator: 'Exists' }],
      [{ key: 't', value: 'v' }],
      [{ key: 't', operator: 'Exists', effect: 'NoExecute' }],
    ),
  })
  .map(({ selected, tolerations }) =>
    daemons(frozen({ ...(selected !== null && required(selected)), tolerations })),
  )

const known: fc.Arbitrary<KnownOfNodes> = fc
  .record({
    selector: fc.option(terms),
    except: fc.option(terms, { freq: 1 }),
    hostnameIsName: fc.boolean(),
    taints: fc.option(fc.subarray([...TAINTS])),
  })
  .map(({ selector, except, hostnameIsName, taints }) =>
    frozen({
      selector: selector && { nodeSelectorTerms: selector },
      except: except && { nodeSelectorTerms: except },
      hostnameIsName,
      taints,
    }),
  )

/** All nodes of a small world for which what is known holds, asked of each of them. */
const nodesOf = ({ selector, except, hostnameIsName, taints }: KnownOfNodes): readonly Node[] => {
  const selects = (some: KnownOfNodes['selector'], node: Node): boolean =>
    decide(daemons(required(some?.nodeSelectorTerms ?? [])), { metadata: node.metadata }) === 'run'
  const labels = (name: string): readonly (string | undefined)[] =>
    hostnameIsName === true ? [name] : VALUES
  const tainted = TAINTED.filter((some) => some.every((each) => taints?.includes(each) !== false))
  return (hostnameIsName === true ? NAMES : ['node']).flatMap((name) =>
    VALUES.flatMap((a) =>
      labels(name).flatMap((hostname) => {
        const metadata = {
          name,
          labels: {
            ...(a !== undefined && { a }),
            ...(hostname !== undefined && { [LABEL_HOSTNAME]: hostname }),
          },
        }
        if (selector !== null && !selects(selector, { metadata })) return []
        if (except !== null && selects(except, { metadata })) return []
        return tainted.map((some): Node => ({ metadata, spec: { taints: some } }))
      }),
    ),
  )
}

const isRun = (policy: Policy, node: Node): boolean => decide(policy, node) === 'run'

describe('nodeFacts', () => {
  it('are what proofs hold for, and the nodes that they show have', () => {
    const seen = { Proved: 0, Refuted: 0, Unknown: 0 }
    fc.assert(
      fc.property(known, policyOf, policyOf, (facts, a, b) => {
        const nodes = orThrow(nodeFacts(facts))
        const possible = nodesOf(facts)
        const check = (proof: Proof, refutes: (node: Node) => boolean): void => {
          seen[proof.code]++
          expect(proof.code).toBe(possible.some(refutes) ? 'Refuted' : 'Proved')
          if (proof.code !== 'Refuted') return
          expect(refutes(proof.node)).toBe(true)
          const { name, labels } = proof.node.metadata ?? {}
          if (facts.hostnameIsName === true) expect(labels?.[LABEL_HOSTNAME]).toBe(name)
          for (const taint of proof.node.spec?.taints ?? []) {
            expect(facts.taints ?? [taint]).toContainEqual(taint)
          }
        }
        check(implies(a, b, { nodes }), (node) => isRun(a, node) && !isRun(b, node))
        check(disjoint(a, b, { nodes }), (node) => isRun(a, node) && isRun(b, node))
        check(covers([a, b], { nodes }), (node) => !isRun(a, node) && !isRun(b, node))
        expect(satisfiable(a, { nodes }).code).toBe(
          possible.some((node) => isRun(a, node)) ? 'Satisfiable' : 'Unsatisfiable',
        )
      }),
      { numRuns: 150 },
    )
    expect(seen.Proved).toBeGreaterThan(50)
    expect(seen.Refuted).toBeGreaterThan(50)
  })

  it('may name taints without a value, a key or an effect', () => {
    const nodes = orThrow(nodeFacts({ taints: [{ effect: 'NoSchedule' }, { key: 't' }, {}] }))
    expect(covers([daemons({})], { nodes })).toEqual({ code: 'Proved' })
  })

  it('that no node has leave nothing to run on', () => {
    const nodes = orThrow(nodeFacts({ selector: { nodeSelectorTerms: [] } }))
    expect(satisfiable(daemons({}), { nodes })).toEqual({
      code: 'Unsatisfiable',
      contradictions: [{ code: 'Contradiction', term: null, requirements: [], facts: true }],
    })
  })
})
