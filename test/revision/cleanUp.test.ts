import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import { cleanUp } from '../../src/revision/cleanUp.js'
import { frozenly } from '../support/frozen.js'

const revision = (
  name: string,
  number: number | bigint | null,
  hash: string | null = name,
): ControllerRevision => ({
  metadata: { name, ...(hash !== null && { labels: { 'controller-revision-hash': hash } }) },
  revision: number,
})

const namesOf = (revisions: readonly ControllerRevision[]) =>
  revisions.map(({ metadata }) => metadata?.name)

const cleaned = (old: readonly ControllerRevision[], limit: number, ...live: readonly string[]) => {
  const { certain, choice } = cleanUp(old, limit, new Set(live))
  return {
    certain: namesOf(certain),
    ...(choice !== undefined && { count: choice.count, from: namesOf(choice.from) }),
  }
}

describe('cleanUp', () => {
  const old = [revision('c', 3), revision('a', 1), revision('d', 4), revision('b', 2)]

  it.each([
    ['as many as the limit', 4, [], []],
    ['fewer than the limit', 10, [], []],
    ['one too many', 3, [], ['a']],
    ['several, the lowest number first', 1, [], ['a', 'b', 'c']],
    ['all of them', 0, [], ['a', 'b', 'c', 'd']],
    ['a limit below zero', -1, [], ['a', 'b', 'c', 'd']],
    ['one that a pod still carries is passed over', 2, ['a'], ['b', 'c']],
    ['more than the limit stay where pods carry them', 1, ['a', 'b', 'd'], ['c']],
    ['none goes where pods carry them all', 0, ['a', 'b', 'c', 'd'], []],
    ['a hash that no revision has', 3, ['x'], ['a']],
  ])('%s', (_what, limit, live, certain) => {
    expect(cleaned(old, limit, ...live)).toEqual({ certain })
  })

  it('does not pick which of equal numbers goes', () => {
    const equals = [revision('b', 2), revision('z', 1), revision('a', 2), revision('c', 2)]
    expect(cleaned(equals, 3)).toEqual({ certain: ['z'] })
    expect(cleaned(equals, 2)).toEqual({ certain: ['z'], count: 1, from: ['a', 'b', 'c'] })
    expect(cleaned(equals, 1)).toEqual({ certain: ['z'], count: 2, from: ['a', 'b', 'c'] })
    expect(cleaned(equals, 0)).toEqual({ certain: ['z', 'a', 'b', 'c'] })
  })

  it('has no choice among equals of which pods carry all but one', () => {
    const equals = [revision('a', 1), revision('b', 1), revision('c', 1)]
    expect(cleaned(equals, 2, 'a', 'b')).toEqual({ certain: ['c'] })
  })

  it('knows a revision without a hash label by its name', () => {
    const unlabelled = [revision('a', 1, null), revision('b', 2, null)]
    expect(cleaned(unlabelled, 1, 'a')).toEqual({ certain: ['b'] })
    expect(cleaned([revision('a', 1, 'h1'), revision('b', 2, 'h2')], 1, 'a')).toEqual({
      certain: ['a'],
    })
  })

  it('counts no number as 0, and huge ones exactly', () => {
    const odd = [
      revision('b', 9_007_199_254_740_993n),
      revision('a', 9_007_199_254_740_992n),
      revision('n', null),
    ]
    expect(cleaned(odd, 1)).toEqual({ certain: ['n', 'a'] })
  })

  const anyOld = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('h1', 'h2', 'h3')), {
      maxLength: 6,
    })
    .map((items) => items.map(([number, hash], i) => revision(`r${i}`, number, hash)))
  const anyLimit = fc.integer({ min: 0, max: 4 })
  const anyLive = fc.subarray(['h1', 'h2', 'h3'])
  const hashOf = ({ metadata }: ControllerRevision) =>
    metadata?.labels?.['controller-revision-hash'] ?? ''

  it('never removes a revision whose hash a pod carries, nor more than the excess', () => {
    fc.assert(
      fc.property(frozenly(anyOld), anyLimit, frozenly(anyLive), (revisions, limit, live) => {
        const { certain, choice } = cleanUp(revisions, limit, new Set(live))
        for (const removed of [...certain, ...(choice?.from ?? [])]) {
          expect(live).not.toContain(hashOf(removed))
        }
        const count = certain.length + (choice?.count ?? 0)
        const dead = revisions.filter((item) => !live.includes(hashOf(item))).length
        expect(count).toBe(Math.min(dead, Math.max(0, revisions.length - limit)))
      }),
    )
  })

  it('removes none that has a higher number than one that it could remove and keeps', () => {
    fc.assert(
      fc.property(frozenly(anyOld), anyLimit, frozenly(anyLive), (revisions, limit, live) => {
        const { certain, choice } = cleanUp(revisions, limit, new Set(live))
        const from = choice?.from ?? []
        const kept = revisions.filter(
          (item) => !certain.includes(item) && !from.includes(item) && !live.includes(hashOf(item)),
        )
        const highest = Math.max(...[...certain, ...from].map((item) => Number(item.revision)))
        for (const item of kept) expect(Number(item.revision)).toBeGreaterThan(highest)
      }),
    )
  })

  it('offers more to choose from than it takes', () => {
    fc.assert(
      fc.property(frozenly(anyOld), anyLimit, frozenly(anyLive), (revisions, limit, live) => {
        const { choice } = cleanUp(revisions, limit, new Set(live))
        if (choice === undefined) return
        expect(choice.count).toBeGreaterThan(0)
        expect(choice.from.length).toBeGreaterThan(choice.count)
        expect(new Set(choice.from.map((item) => item.revision)).size).toBe(1)
      }),
    )
  })
})
