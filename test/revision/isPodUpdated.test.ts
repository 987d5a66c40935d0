import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { StringMap } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { templateGeneration } from '../../src/kube/daemonSet.js'
import { isPodUpdated, type RevisionHash } from '../../src/revision/isPodUpdated.js'
import { frozenly } from '../support/frozen.js'

const known = (hash: string): RevisionHash => ({ code: 'known', hash })

const podOf = (generation?: string, hash?: string): Pod => ({
  metadata: {
    labels: {
      ...(generation !== undefined && { 'pod-template-generation': generation }),
      ...(hash !== undefined && { 'controller-revision-hash': hash }),
    },
  },
})

describe('isPodUpdated', () => {
  it.each<[string, Pod, string, boolean]>([
    ['H-01: generation and hash match', podOf('12345', 'h1'), 'h1', true],
    ['H-02: the generation matches, the hash does not', podOf('12345', 'h2'), 'h1', true],
    ['H-03: the generation matches, no hash label', podOf('12345'), 'h1', true],
    ['H-04: the generation matches, no hash at all', podOf('12345'), '', true],
    ['H-05: the generation matches, no hash to compare', podOf('12345', 'h1'), '', true],
    ['H-06: the hash matches, the generation does not', podOf('54321', 'h1'), 'h1', true],
    ['H-07: neither matches', podOf('54321', 'h2'), 'h1', false],
    ['H-08: no labels, no hash', podOf(), '', false],
    ['H-09: no labels, a hash', podOf(), 'h1', false],
    ['H-10: labels of null', { metadata: { labels: null } }, 'h1', false],
    ['no metadata', {}, 'h1', false],
    ['an empty hash label does not match an empty hash', podOf('54321', ''), '', false],
    ['the generation is compared as text', podOf('012345'), 'h1', false],
  ])('%s', (_row, pod, hash, expected) => {
    expect(isPodUpdated(pod, known(hash), 12345n)).toBe(expected)
  })

  it('compares generations that no number can tell apart', () => {
    const pod = podOf('9223372036854775807')
    expect(isPodUpdated(pod, known('h1'), 9_223_372_036_854_775_807n)).toBe(true)
    expect(isPodUpdated(pod, known('h1'), 9_223_372_036_854_775_806n)).toBe(false)
  })

  it('goes by the hash alone without a generation', () => {
    expect(isPodUpdated(podOf('1', 'h1'), known('h1'), undefined)).toBe(true)
    expect(isPodUpdated(podOf('1'), known('h1'), undefined)).toBe(false)
    expect(isPodUpdated(podOf('undefined'), known('h1'), undefined)).toBe(false)
  })

  it.each([
    ['no pod has the hash of a revision that is yet to be made', 'new', false],
    ['without revisions it is not known', 'unknown', undefined],
  ] as const)('%s', (_what, code, expected) => {
    expect(isPodUpdated(podOf('1', 'h1'), { code }, 2n)).toBe(expected)
    expect(isPodUpdated(podOf('2', 'h1'), { code }, 2n)).toBe(true)
  })

  it('goes by the hash alone where generations do not count', () => {
    const older = { ...newestSemantics, generationCounts: false }
    expect(isPodUpdated(podOf('1', 'h2'), known('h1'), 1n, older)).toBe(false)
    expect(isPodUpdated(podOf('1', 'h1'), known('h1'), 1n, older)).toBe(true)
    expect(isPodUpdated(podOf('1'), { code: 'unknown' }, 1n, older)).toBeUndefined()
  })

  it('finds no generation and no hash among inherited properties', () => {
    const labels = Object.create({ 'controller-revision-hash': 'h1' }) as StringMap
    expect(isPodUpdated({ metadata: { labels } }, known('h1'), undefined)).toBe(false)
  })

  it('never calls a pod outdated that it would call updated with less known', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, pods }) => {
        const generation = templateGeneration(daemonSet)
        for (const pod of pods) {
          const unknown = isPodUpdated(pod, { code: 'unknown' }, generation)
          if (unknown === undefined) continue
          expect(isPodUpdated(pod, { code: 'new' }, generation)).toBe(unknown)
          expect(isPodUpdated(pod, known('h1'), generation)).toBe(unknown)
        }
      }),
    )
  })
})
