import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/placement/decide.js'
import { anyHindrance, look } from './enumerated.js'
import { anyDrawn, judgeOne, judgePair, judgeSet, lookedAt } from './judged.js'

const anyLooked = anyDrawn.map(lookedAt)

const RUNS = 400

/** `npm run analysis` tries more of them, and puts the nodes that are shown to Kubernetes, too. */
describe('proofs', { timeout: 30_000 }, () => {
  it('say of one policy what looking at every node says', () => {
    fc.assert(
      fc.property(anyLooked, (one) => {
        expect(judgeOne(one).wrong).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('say of two policies what looking at every node says', () => {
    fc.assert(
      fc.property(anyLooked, anyLooked, (one, other) => {
        expect(judgePair(one, other)).toMatchObject({ wrong: [], unknown: 0 })
      }),
      { numRuns: RUNS },
    )
  })

  it('say of several policies what looking at every node says', () => {
    fc.assert(
      fc.property(
        fc.array(anyLooked, { minLength: 1, maxLength: 3 }),
        anyLooked,
        (some, inside) => {
          expect(judgeSet(some, inside)).toMatchObject({ wrong: [], unknown: 0 })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('may look at each taint alone', () => {
    fc.assert(
      fc.property(anyDrawn, anyHindrance, ({ policy }, { taints, unschedulable }) => {
        const { home } = look(policy)
        fc.pre(home !== undefined)
        const parts = [...(taints ?? []).map((taint) => ({ taints: [taint] })), { unschedulable }]
        expect(decide(policy, { ...home, spec: { taints, unschedulable } }) === 'run').toBe(
          parts.every((spec) => decide(policy, { ...home, spec }) === 'run'),
        )
      }),
      { numRuns: RUNS },
    )
  })
})
