import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, disjoint, equivalent, implies, partition } from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'
import { anyDrawn } from './judged.js'
import { enumerableSpec } from './enumerated.js'

const anyPolicy: fc.Arbitrary<Policy> = anyDrawn.map(({ policy }) => policy)

/** Terms of which each can be written beside others; a policy selects by them alone. */
const anyTerms: fc.Arbitrary<readonly NodeSelectorTerm[]> = enumerableSpec.map(
  ({ affinity }) =>
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [],
)

const either = (...terms: readonly NodeSelectorTerm[]): Policy => {
  const spec: PodSpec = {
    tolerations: [{ operator: 'Exists' }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [...terms] },
      },
    },
  }
  return aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })
}

type Terms = readonly NodeSelectorTerm[]

/** The terms that hold where one of each list does. A term that matches nothing makes none with another. */
const both = (a: Terms, b: Terms): Terms =>
  a.flatMap((one) =>
    b.flatMap((other) =>
      matchesSome(one) && matchesSome(other)
        ? [
            {
              matchExpressions: [
                ...(one.matchExpressions ?? []),
                ...(other.matchExpressions ?? []),
              ],
              matchFields: [...(one.matchFields ?? []), ...(other.matchFields ?? [])],
            },
          ]
        : [],
    ),
  )

const matchesSome = (term: NodeSelectorTerm): boolean =>
  satisfiable(either(term)).code === 'Satisfiable'

const same = (a: Terms, b: Terms): string => equivalent(either(...a), either(...b)).code

const RUNS = { numRuns: 300 }

describe('laws of proofs', { timeout: 30_000 }, () => {
  it('or and and are commutative, associative, idempotent and absorb, and one distributes over the other', () => {
    fc.assert(
      fc.property(anyTerms, anyTerms, anyTerms, (a, b, c) => {
        expect(same([...a, ...b], [...b, ...a])).toBe('Proved')
        expect(same([...a, ...a], a)).toBe('Proved')
        expect(same(both(a, b), both(b, a))).toBe('Proved')
        expect(same(both(a, both(b, c)), both(both(a, b), c))).toBe('Proved')
        expect(same(both(a, a), a)).toBe('Proved')
        expect(same([...a, ...both(a, b)], a)).toBe('Proved')
        expect(same(both(a, [...a, ...b]), a)).toBe('Proved')
        expect(same(both(a, [...b, ...c]), [...both(a, b), ...both(a, c)])).toBe('Proved')
        expect(same([...a, ...both(b, c)], both([...a, ...b], [...a, ...c]))).toBe('Proved')
      }),
      RUNS,
    )
  })

  it('De Morgan: what is excepted of all nodes is what none of the rest has', () => {
    const key = fc.constantFrom('a', 'b')
    const values = fc.uniqueArray(fc.constantFrom('x', 'y', '3'), { minLength: 1 })
    const isIn = fc
      .record({ key, values })
      .map((requirement) => ({ ...requirement, operator: 'In' }))
    fc.assert(
      fc.property(isIn, isIn, (p, q) => {
        const [notP, notQ] = [p, q].map((each) => ({ ...each, operator: 'NotIn' }))
        const neither = either({ matchExpressions: [notP ?? p, notQ ?? q] })
        const notBoth = either({ matchExpressions: [notP ?? p] }, { matchExpressions: [notQ ?? q] })
        const one = either({ matchExpressions: [p] }, { matchExpressions: [q] })
        const all = either({ matchExpressions: [p, q] })
        expect(partition([neither, one]).code).toBe('Proved')
        expect(partition([notBoth, all]).code).toBe('Proved')
      }),
      RUNS,
    )
  })

  it('implies is a preorder, and equivalent is both ways of it', () => {
    let chains = 0
    fc.assert(
      fc.property(anyTerms, anyTerms, anyPolicy, anyPolicy, (s, t, p, q) => {
        expect(implies(p, p).code).toBe('Proved')
        const [narrow, middle, wide] = [both(s, t), s, [...s, ...t]].map((all) => either(...all))
        if (narrow === undefined || middle === undefined || wide === undefined) return
        expect(implies(narrow, middle).code).toBe('Proved')
        expect(implies(middle, wide).code).toBe('Proved')
        expect(implies(narrow, wide).code).toBe('Proved')
        const [there, back] = [implies(p, q).code, implies(q, p).code]
        expect(equivalent(p, q).code).toBe(
          there === 'Proved' && back === 'Proved' ? 'Proved' : 'Refuted',
        )
        if (implies(p, q).code === 'Proved' && implies(q, middle).code === 'Proved') {
          chains++
          expect(implies(p, middle).code).toBe('Proved')
        }
      }),
      RUNS,
    )
    expect(chains).toBeGreaterThan(10)
  })

  it('disjoint, covers and partition fit together', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, within) => {
        expect(disjoint(a, b).code).toBe(disjoint(b, a).code)
        const nowhere = satisfiable(a).code === 'Unsatisfiable'
        expect(disjoint(a, a).code).toBe(nowhere ? 'Proved' : 'Refuted')
        expect(covers([a], { within: b }).code).toBe(implies(b, a).code)
        expect(covers([a, b], { within: a }).code).toBe('Proved')
        const parted = partition([a, b], { within }).code
        const covered = covers([a, b], { within }).code
        if (parted === 'Proved') expect(covered).toBe('Proved')
        if (covered === 'Proved' && disjoint(a, b).code === 'Proved') expect(parted).toBe('Proved')
      }),
      RUNS,
    )
  })
})
