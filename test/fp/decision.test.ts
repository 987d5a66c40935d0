import * as fc from 'fast-check'
import { concatAll } from 'fp-ts/Monoid'
import type { Decision } from 'podfit'
import { monoidMostPermissive, monoidStrictest, ordDecision } from 'podfit/fp'
import { describe, expect, it } from 'vitest'
import { itIsACommutativeMonoid, itIsAnOrd } from '../support/instances.js'

const anyDecision = fc.constantFrom<Decision>('run', 'stay', 'leave')
const anyDecisions = fc.array(anyDecision, { maxLength: 4 })

describe('ordDecision', () => {
  it('leave is less than stay, stay less than run', () => {
    expect((['run', 'leave', 'stay'] as const).toSorted(ordDecision.compare)).toEqual([
      'leave',
      'stay',
      'run',
    ])
  })

  itIsAnOrd(ordDecision, anyDecision)
})

describe('monoidStrictest', () => {
  itIsACommutativeMonoid(monoidStrictest, anyDecision)

  it('law: run exactly when all say run, leave exactly when one says leave', () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const strictest = concatAll(monoidStrictest)(decisions)
        expect(strictest === 'run').toBe(decisions.every((each) => each === 'run'))
        expect(strictest === 'leave').toBe(decisions.includes('leave'))
      }),
    )
  })
})

describe('monoidMostPermissive', () => {
  itIsACommutativeMonoid(monoidMostPermissive, anyDecision)

  it('law: run exactly when one says run, leave exactly when all say leave', () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const permissive = concatAll(monoidMostPermissive)(decisions)
        expect(permissive === 'run').toBe(decisions.includes('run'))
        expect(permissive === 'leave').toBe(decisions.every((each) => each === 'leave'))
      }),
    )
  })
})
