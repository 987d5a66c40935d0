import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './cases.js'
import { answer } from './operations.mjs'
import { replay } from './replay.js'
import { OLDER_OPERATIONS } from './olderCases.js'
import { countVectors, newestRecorded, recordedOperations, recordedReleases } from './vectors.js'

const NEWEST = newestRecorded()

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

describe('the recorded vectors of older releases', () => {
  const older = recordedReleases().filter((release) => release !== NEWEST)

  it('are of six, and of every operation that their oracles answer', () => {
    expect(older).toEqual(['1.21', '1.25', '1.28', '1.30', '1.33', '1.35'])
    for (const release of older) {
      expect([...recordedOperations(release)].sort()).toEqual([...OLDER_OPERATIONS].sort())
    }
  })

  it.each(older.flatMap((release) => OLDER_OPERATIONS.map((operation) => [release, operation])))(
    '%s, %s: podfit answers what Kubernetes answered',
    (release, operation) => {
      expect([...replay(release, operation, answer)].slice(0, 3)).toEqual([])
    },
    TIMEOUT,
  )
})
