import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  covers,
  disjoint,
  equivalent,
  implies,
  partition,
  type Proof,
} from '../../src/analysis/proofs.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'
import { anyHindrance, enumerableSpec, look, waysToRun } from './enumerated.js'

const anyPolicy: fc.Arbitrary<Policy> = frozenly(
  fc.record({
    spec: enumerableSpec,
    daemon: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    tolerationComparison: fc.boolean(),
  }),
).map(({ spec, daemon, tolerationComparison }) => {
  const semantics = { ...newestSemantics, tolerationComparison }
  return daemon
    ? aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } }, semantics)
    : aPolicy({ kind: 'Pod', spec }, semantics)
})

/** What looking at every node says, as the code of a proof. */
const seen = (ways: ReadonlySet<string>, refutes: (way: string) => boolean): Proof['code'] =>
  [...ways].some(refutes) ? 'Refuted' : 'Proved'

/** A refutation shows a node on which it is so. */
const shown = (proof: Proof, policies: readonly Policy[]): readonly boolean[] | undefined => {
  if (proof.code !== 'Refuted') return undefined
  expect(proof.runs).toEqual(policies.map((policy) => decide(policy, proof.node) === 'run'))
  return proof.runs
}

const ones = (way: string): number => way.replaceAll('0', '').length

/** How many policies, pairs and sets are tried: ANALYSIS_RUNS makes it a long run. */
const runs = Number(process.env['ANALYSIS_RUNS'] ?? 400)

describe('proofs', { timeout: 5_000 + 20 * runs }, () => {
  it('say of one policy what looking at every node says', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const answer = satisfiable(policy)
        expect(answer.code === 'Satisfiable').toBe(waysToRun([look(policy)]).has('1'))
        if (answer.code === 'Satisfiable') expect(decide(policy, answer.node)).toBe('run')
        else expect(answer.contradictions).not.toEqual([])
      }),
      { numRuns: runs },
    )
  })

  it('say of two policies what looking at every node says', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (a, b) => {
        const ways = waysToRun([look(a), look(b)])
        const implied = implies(a, b)
        expect(implied.code).toBe(seen(ways, (way) => way === '10'))
        expect(shown(implied, [a, b]) ?? [true, false]).toEqual([true, false])
        const same = equivalent(a, b)
        expect(same.code).toBe(seen(ways, (way) => way[0] !== way[1]))
        expect(new Set(shown(same, [a, b]) ?? [true, false]).size).toBe(2)
        const apart = disjoint(a, b)
        expect(apart.code).toBe(seen(ways, (way) => way === '11'))
        expect(shown(apart, [a, b]) ?? [true, true]).toEqual([true, true])
      }),
      { numRuns: runs },
    )
  })

  it('may look at each taint alone', () => {
    fc.assert(
      fc.property(anyPolicy, anyHindrance, (policy, { taints, unschedulable }) => {
        const { home } = look(policy)
        fc.pre(home !== undefined)
        const parts = [...(taints ?? []).map((taint) => ({ taints: [taint] })), { unschedulable }]
        expect(decide(policy, { ...home, spec: { taints, unschedulable } }) === 'run').toBe(
          parts.every((spec) => decide(policy, { ...home, spec }) === 'run'),
        )
      }),
      { numRuns: runs },
    )
  })

  it('say of several policies what looking at every node says', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { minLength: 1, maxLength: 3 }),
        anyPolicy,
        (policies, within) => {
          const ways = [...waysToRun([...policies, within].map(look))]
          const inside = new Set(
            ways.filter((way) => way.endsWith('1')).map((way) => way.slice(0, -1)),
          )
          const covered = covers(policies, { within })
          expect(covered.code).toBe(seen(inside, (way) => ones(way) === 0))
          shown(covered, policies)
          const parted = partition(policies, { within })
          expect(parted.code).toBe(seen(inside, (way) => ones(way) !== 1))
          shown(parted, policies)
          const anywhere = new Set(ways.map((way) => way.slice(0, -1)))
          expect(covers(policies).code).toBe(seen(anywhere, (way) => ones(way) === 0))
        },
      ),
      { numRuns: runs },
    )
  })
})
