import { describe, expect, it } from 'vitest'
import { covers, disjoint, equivalent, implies } from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import type { NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'

const withTerms = (nodeSelectorTerms: readonly NodeSelectorTerm[]): Policy =>
  aPolicy({
    kind: 'DaemonSet',
    spec: {
      template: {
        spec: {
          tolerations: [{ operator: 'Exists' }],
          affinity: {
            nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
          },
        },
      },
    },
  })

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const is = (key: string, value: number) => ({ key, operator: 'In', values: [String(value)] })
const isIn = (key: string, count: number) => ({
  key,
  operator: 'In',
  values: numbers(count).map(String),
})

/** Every pigeon has one of so many holes. */
const everyPigeonHasAHole = (pigeons: number, holes: number): Policy =>
  withTerms([{ matchExpressions: numbers(pigeons).map((pigeon) => isIn(`p${pigeon}`, holes)) }])

/** Two pigeons share a hole: true of any placement of more pigeons than holes, and hard to prove case by case. */
const twoShareAHole = (pigeons: number, holes: number): Policy =>
  withTerms(
    numbers(pigeons).flatMap((a) =>
      numbers(a).flatMap((b) =>
        numbers(holes).map((hole) => ({
          matchExpressions: [is(`p${a}`, hole), is(`p${b}`, hole)],
        })),
      ),
    ),
  )

describe('limits of proofs', () => {
  it('proves what is small and gives up on what is too large, instead of hanging', () => {
    expect(implies(everyPigeonHasAHole(5, 4), twoShareAHole(5, 4)).code).toBe('Proved')
    expect(implies(everyPigeonHasAHole(4, 4), twoShareAHole(4, 4)).code).toBe('Refuted')
    const steps = 200_000
    expect(implies(everyPigeonHasAHole(16, 15), twoShareAHole(16, 15), { steps })).toEqual({
      code: 'Unknown',
      steps,
    })
  })

  it('answers about thousands of terms', () => {
    const many = (count: number) =>
      withTerms(numbers(count).map((i) => ({ matchExpressions: [is('host', i), is(`k${i}`, i)] })))
    const values = (from: number, count: number) =>
      withTerms(numbers(count).map((i) => ({ matchExpressions: [is('host', from + i)] })))
    expect(satisfiable(many(1000)).code).toBe('Satisfiable')
    expect(implies(many(500), values(0, 500)).code).toBe('Proved')
    expect(implies(many(501), values(0, 500)).code).toBe('Refuted')
    expect(disjoint(values(0, 300), values(300, 300)).code).toBe('Proved')
    expect(equivalent(values(0, 300), values(0, 300)).code).toBe('Proved')
    expect(covers([values(0, 300)], { within: values(5, 10) }).code).toBe('Proved')
  })
})
