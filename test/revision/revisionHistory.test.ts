import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { PodTemplate } from '../../src/kube/podTemplate.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import {
  byNumberThenName,
  revisionHash,
  revisionHistory,
  revisionName,
  revisionNumber,
} from '../../src/revision/revisionHistory.js'
import { frozenly } from '../support/frozen.js'

const template = (image: string): PodTemplate => ({
  metadata: { labels: { app: 'agent' } },
  spec: { containers: [{ name: 'main', image, resources: {} }] },
})

const revision = (name: string, number: number | bigint, image: string): ControllerRevision => ({
  metadata: { name, labels: { app: 'agent', 'controller-revision-hash': `hash-${name}` } },
  revision: number,
  data: { spec: { template: { ...template(image), $patch: 'replace' } } },
})

const now = template('now')
const none = { renumbered: false, duplicates: [], tied: [], old: [] }

describe('revisionHistory', () => {
  it.each([
    ['the first of all', [], 1n],
    ['one above the highest', [revision('b', 7, 'x'), revision('a', 2, 'y')], 8n],
    ['above those without a number', [{ ...revision('a', 1, 'x'), revision: null }], 1n],
    ['above those below zero', [revision('a', -3, 'x')], 1n],
    ['above a number that no number can say', [revision('a', 2n ** 53n, 'x')], 2n ** 53n + 1n],
    ['above the largest of all, the smallest', [revision('a', 2n ** 63n - 1n, 'x')], -(2n ** 63n)],
  ])('makes a revision of a template that none records: %s', (_what, old, number) => {
    expect(revisionHistory(now, old)).toEqual({ ...none, current: undefined, number, old })
  })

  it('keeps the revision that records the template', () => {
    const current = revision('c', 3, 'now')
    const old = [revision('a', 1, 'x'), revision('b', 2, 'y')]
    expect(revisionHistory(now, [...old, current])).toEqual({ ...none, current, number: 3n, old })
  })

  it('renumbers it after a rollback', () => {
    const current = revision('a', 1, 'now')
    const old = [revision('b', 2, 'x')]
    expect(revisionHistory(now, [current, ...old])).toEqual({
      ...none,
      current,
      number: 3n,
      renumbered: true,
      old,
    })
  })

  it('renumbers one that shares its number with an old one', () => {
    const current = revision('a', 2, 'now')
    expect(revisionHistory(now, [current, revision('b', 2, 'x')])).toMatchObject({
      number: 3n,
      renumbered: true,
    })
  })

  it('leaves one alone that is further ahead than it need be', () => {
    const current = revision('a', 9, 'now')
    expect(revisionHistory(now, [current, revision('b', 2, 'x')])).toMatchObject({
      current,
      number: 9n,
      renumbered: false,
    })
  })

  it('keeps the highest of several that record the template', () => {
    const [low, high] = [revision('z', 2, 'now'), revision('a', 3, 'now')]
    const old = [revision('b', 1, 'x')]
    expect(revisionHistory(now, [high, ...old, low])).toEqual({
      current: high,
      number: 3n,
      renumbered: false,
      duplicates: [low],
      tied: [],
      old,
    })
  })

  it('says which share the highest number with the one that is kept, the last by name', () => {
    const [a, b, low] = [revision('a', 3, 'now'), revision('b', 3, 'now'), revision('c', 2, 'now')]
    expect(revisionHistory(now, [b, low, a])).toEqual({
      ...none,
      current: b,
      number: 3n,
      duplicates: [low, a],
      tied: [a],
    })
  })

  it('takes no template and null for one that says nothing', () => {
    const current = {
      ...revision('a', 1, ''),
      data: { spec: { template: { $patch: 'replace', metadata: {}, spec: { containers: null } } } },
    }
    expect(revisionHistory(undefined, [current])).toMatchObject({ current })
    expect(revisionHistory(null, [current])).toMatchObject({ current })
    expect(revisionHistory(now, [current])).toMatchObject({ current: undefined, old: [current] })
  })

  it('compares as the release does that it is asked for', () => {
    const older = { ...newestSemantics, creationTimestampOmitted: false }
    const current = revision('a', 1, 'now')
    expect(revisionHistory(now, [current]).current).toBe(current)
    expect(revisionHistory(now, [current], older).current).toBeUndefined()
  })

  it('puts every revision in one place, and numbers the current one at least as high as any', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, revisions }) => {
        const history = revisionHistory(daemonSet.spec?.template, revisions)
        const { current, duplicates, old, tied, number } = history
        const all = [...(current === undefined ? [] : [current]), ...duplicates, ...old]
        expect(new Set(all)).toEqual(new Set(revisions))
        expect(all).toHaveLength(revisions.length)
        expect(duplicates).toEqual(expect.arrayContaining([...tied]))
        for (const item of old) expect(number > revisionNumber(item)).toBe(true)
        for (const item of duplicates) expect(number >= revisionNumber(item)).toBe(true)
      }),
    )
  })

  it('does not depend on the order of the revisions', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, revisions }) => {
        const there = revisionHistory(daemonSet.spec?.template, revisions)
        const back = revisionHistory(daemonSet.spec?.template, revisions.toReversed())
        expect(back).toMatchObject({
          current: there.current,
          number: there.number,
          renumbered: there.renumbered,
        })
      }),
    )
  })
})

describe('what a revision says', () => {
  it.each<[string, ControllerRevision, string, bigint, string]>([
    ['everything', revision('a', 3, 'x'), 'a', 3n, 'hash-a'],
    ['a bigint', revision('a', 2n ** 63n - 1n, 'x'), 'a', 2n ** 63n - 1n, 'hash-a'],
    ['no hash label, so its name', { metadata: { name: 'a', labels: {} } }, 'a', 0n, 'a'],
    ['labels of null', { metadata: { name: 'a', labels: null }, revision: null }, 'a', 0n, 'a'],
    [
      'an empty hash label',
      { metadata: { name: 'a', labels: { 'controller-revision-hash': '' } } },
      'a',
      0n,
      '',
    ],
    ['nothing', {}, '', 0n, ''],
    ['a name of null', { metadata: { name: null } }, '', 0n, ''],
  ])('%s', (_what, subject, name, number, hash) => {
    expect(revisionName(subject)).toBe(name)
    expect(revisionNumber(subject)).toBe(number)
    expect(revisionHash(subject)).toBe(hash)
  })
})

describe('byNumberThenName', () => {
  it('sorts by number, equal ones by the bytes of their names', () => {
    const sorted = [
      revision('z', -1, ''),
      revision('z', 2, ''),
      revision('A', 10, ''),
      revision('a', 10, ''),
      revision('\ue000', 10, ''),
      revision('\u{1f600}', 10, ''),
      revision('a', 2n ** 53n, ''),
      revision('a', 2n ** 53n + 1n, ''),
    ]
    expect(sorted.toReversed().toSorted(byNumberThenName)).toEqual(sorted)
    expect(byNumberThenName(revision('a', 1, 'x'), revision('a', 1n, 'y'))).toBe(0)
  })
})
