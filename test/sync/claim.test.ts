import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Maybe } from '../../src/data/maybe.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import type { ObjectMeta, OwnerReference } from '../../src/kube/objectMeta.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { claim, type Claim } from '../../src/sync/daemonPods.js'
import { anyPod } from '../../src/testing/scenePods.js'
import { frozenly } from '../support/frozen.js'

const selecting = (selector: Maybe<LabelSelector>) => {
  const compiled = compileLabelSelector(selector)
  if (E.isLeft(compiled)) throw new Error('a selector that cannot be read')
  return compiled.right
}

const owner = (uid: Maybe<string>, controller: Maybe<boolean> = true): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: 'ds',
  uid,
  controller,
})

describe('claim', () => {
  const labels = { app: 'ds' }
  const deletionTimestamp = '2026-01-01T00:00:00Z'
  const ours = [owner('u1')]
  const theirs = [owner('u2')]

  it.each<[string, ObjectMeta, Claim]>([
    ['rule 1: controlled by another', { labels, ownerReferences: theirs }, 'ignored'],
    ['rule 1: controlled by another, no match', { ownerReferences: theirs }, 'ignored'],
    [
      'rule 1: the first controller is another',
      { labels, ownerReferences: [...theirs, ...ours] },
      'ignored',
    ],
    ['rule 1: a controller without a UID', { labels, ownerReferences: [owner(null)] }, 'ignored'],
    ['rule 2: ours', { labels, ownerReferences: ours }, 'owned'],
    [
      'rule 2: ours, though it terminates',
      { labels, ownerReferences: ours, deletionTimestamp },
      'owned',
    ],
    [
      'rule 2: ours, and another controller behind',
      { labels, ownerReferences: [...ours, ...theirs] },
      'owned',
    ],
    [
      'D-18: ours that no longer matches',
      { labels: { app: 'x' }, ownerReferences: ours },
      'released',
    ],
    [
      'rule 2: the same, though it terminates',
      { ownerReferences: ours, deletionTimestamp },
      'released',
    ],
    ['D-46: an orphan', { labels }, 'adopted'],
    [
      'rule 3: an owner that is no controller',
      { labels, ownerReferences: [owner('u2', false)] },
      'adopted',
    ],
    [
      'rule 3: owned by us, but not controlled',
      { labels, ownerReferences: [owner('u1', false)] },
      'adopted',
    ],
    ['rule 3: an orphan that terminates', { labels, deletionTimestamp }, 'ignored'],
    ['rule 3: an orphan that does not match', { labels: { app: 'x' } }, 'ignored'],
    ['rule 3: an orphan with labels of null', { labels: null }, 'ignored'],
  ])('%s', (_rule, metadata, expected) => {
    expect(claim(metadata, 'u1', selecting({ matchLabels: labels }))).toBe(expected)
  })

  it('releases its own and takes nothing else where there is no selector', () => {
    expect(claim({ labels, ownerReferences: ours }, 'u1', selecting(null))).toBe('released')
    expect(claim({ labels }, 'u1', selecting(null))).toBe('ignored')
  })

  it('takes an object without metadata for an orphan', () => {
    expect(claim(undefined, 'u1', selecting({}))).toBe('adopted')
    expect(claim(null, 'u1', selecting({ matchLabels: labels }))).toBe('ignored')
  })

  it('never takes what two DaemonSets select from the one that controls it', () => {
    fc.assert(
      fc.property(frozenly(anyPod(1)), ({ metadata }) => {
        const everything = selecting({})
        const [mine, hers] = [
          claim(metadata, 'uid-1', everything),
          claim(metadata, 'uid-2', everything),
        ]
        expect(mine === 'owned' && hers !== 'ignored').toBe(false)
        expect(hers === 'owned' && mine !== 'ignored').toBe(false)
        expect(mine === 'adopted').toBe(hers === 'adopted')
      }),
    )
  })
})
