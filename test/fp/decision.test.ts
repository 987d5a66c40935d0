import { ordDecision } from 'podfit/fp'
import { describe, expect, it } from 'vitest'

describe('ordDecision', () => {
  it('leave is less than stay, stay less than run', () => {
    expect((['run', 'leave', 'stay'] as const).toSorted(ordDecision.compare)).toEqual([
      'leave',
      'stay',
      'run',
    ])
  })
})
