import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './cases.js'
import { answer } from './operations.mjs'
import { replay } from './replay.js'
import { asksDeployTools, oracleReleases } from './oracle.js'
import {
  countVectors,
  newestRecorded,
  readVectors,
  recordedOperations,
  recordedReleases,
} from './vectors.js'

const NEWEST = newestRecorded()

/** Thousands of passes are replayed; a slow machine may take its time. */
const TIMEOUT = 120_000

describe('the recorded vectors', () => {
  it('are published under the version of podfit', () => {
    const versionOf = (path: string): unknown =>
      (JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown }).version
    expect(versionOf('packages/vectors/package.json')).toBe(versionOf('package.json'))
  })

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

describe('the recorded vectors of other releases', () => {
  const others = recordedReleases().filter((release) => release !== NEWEST)

  it('are of all that there is an oracle of', () => {
    expect([...recordedReleases()].sort()).toEqual(
      oracleReleases()
        .map(({ minor }) => minor)
        .sort(),
    )
    for (const release of others) {
      // 1.21 decodes nothing strictly; what fits a node is recorded of the newest release, deploy tools of none; of
      // tolerations in lists all releases have the same code.
      const asked = OPERATIONS.filter(
        (name) =>
          name !== 'fits' &&
          name !== 'tolerationRules' &&
          !asksDeployTools(name) &&
          (release !== '1.21' || name !== 'fields'),
      )
      expect([...recordedOperations(release)].sort()).toEqual([...asked].sort())
    }
  })

  it.each(
    others.flatMap((release) =>
      recordedOperations(release).map((operation) => [release, operation] as const),
    ),
  )(
    '%s, %s: podfit answers what Kubernetes answered',
    (release, operation) => {
      expect([...replay(release, operation, answer)].slice(0, 3)).toEqual([])
    },
    TIMEOUT,
  )
})

describe('every recorded question', () => {
  it.each(oracleReleases())(
    'of $minor names the release that answered, $patch',
    ({ minor, patch }) => {
      const named = recordedOperations(minor).flatMap((operation) => {
        const { header, vectors } = readVectors(minor, operation)
        return [header.kubernetes, ...vectors.map(({ kubernetes }) => kubernetes)]
      })
      expect([...new Set(named)]).toEqual([patch])
    },
  )
})
