import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './cases.js'
import { answer } from './operations.mjs'
import { replay } from './replay.js'
import { countVectors, recordedOperations } from './vectors.js'

const NEWEST = '1.36'

/** Thousands of passes are replayed; a slow machine may take its time. */
const TIMEOUT = 120_000

describe('the recorded vectors', () => {
  it('are of every operation, 50,000 and more of them', () => {
    expect([...recordedOperations(NEWEST)].sort()).toEqual([...OPERATIONS].sort())
    const counts = OPERATIONS.map((operation) => countVectors(NEWEST, operation))
    expect(counts.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(50_000)
  })

  it.each(OPERATIONS)(
    '%s: podfit answers what Kubernetes answered',
    (operation) => {
      expect([...replay(NEWEST, operation, answer)].slice(0, 3)).toEqual([])
    },
    TIMEOUT,
  )
})
