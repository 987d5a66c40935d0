import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { OwnerReference } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { claimPods, identityOf } from '../../src/sync/daemonPods.js'
import { identityFault } from '../../src/sync/sync.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const daemonSet = frozen(aDaemonSet())
const AGENT = { namespace: 'default', name: 'agent', uid: 'uid-agent' }

const claimed = (pods: readonly Pod[], of: DaemonSet = daemonSet) =>
  claimPods(identityOf(of), compileLabelSelector(of.spec?.selector), frozen(pods)).map(
    ({ name, claim }) => `${name}: ${claim}`,
  )

const pod = (name: string, metadata: Pod['metadata'] = {}): Pod =>
  aPodOf(daemonSet, { node: 'n1', name, metadata: { ...metadata } })

const controlledBy = (owner: OwnerReference) => ({
  ownerReferences: [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name: 'agent',
      uid: 'uid-agent',
      controller: true,
      ...owner,
    },
  ],
})

/** Up to 1.33.5 and 1.34.1 the UID alone decides. */
const byUid = { ...newestSemantics, controllerNamed: false }

const orphaned = { ownerReferences: [] }
const relabelled = { labels: { app: 'else' } }

describe('identityOf', () => {
  it('is namespace, name and UID', () => {
    expect(identityOf(daemonSet)).toEqual(AGENT)
  })

  it.each<[string, DaemonSet]>([
    ['no metadata', {}],
    ['metadata of null', { metadata: null }],
    ['metadata of nulls', { metadata: { namespace: null, name: null, uid: null } }],
  ])('is empty with %s', (_what, unnamed) => {
    expect(identityOf(unnamed)).toEqual({ namespace: '', name: '', uid: '' })
  })
})

describe('identityFault', () => {
  it.each([
    ['namespace', { namespace: '', name: '', uid: '' }],
    ['name', { ...AGENT, name: '', uid: '' }],
    ['uid', { ...AGENT, uid: '' }],
  ])('misses the %s first', (missing, identity) => {
    expect(identityFault(identity)).toEqual({ code: 'Unidentified', missing })
  })

  it('misses nothing that is there', () => {
    expect(identityFault(AGENT)).toBeUndefined()
  })

  it('misses nothing in older releases', () => {
    expect(identityFault({ namespace: '', name: '', uid: '' }, byUid)).toBeUndefined()
  })
})

describe('claimPods, by the UID alone', () => {
  const claimedByUid = (one: Pod): readonly string[] =>
    claimPods(
      identityOf(daemonSet),
      compileLabelSelector(daemonSet.spec?.selector),
      frozen([one]),
      byUid,
    ).map(({ name, claim }) => `${name}: ${claim}`)

  it.each<[string, Pod, readonly string[]]>([
    ['owns one of another name', pod('p', controlledBy({ name: 'b' })), ['p: owned']],
    ['owns one of another kind', pod('p', controlledBy({ kind: 'ReplicaSet' })), ['p: owned']],
    [
      'releases one that no longer matches',
      pod('p', { ...controlledBy({ name: 'b' }), ...relabelled }),
      ['p: released'],
    ],
    ['adopts an orphan', pod('p', orphaned), ['p: adopted']],
    ['ignores one of another UID', pod('p', controlledBy({ uid: 'u2' })), []],
    ['ignores one of another namespace', pod('p', { namespace: 'else' }), []],
  ])('%s', (_what, one, expected) => {
    expect(claimedByUid(one)).toEqual(expected)
  })
})

describe('claimPods', () => {
  it.each<[string, Pod, readonly string[]]>([
    ['rule 1: its own', pod('p'), ['p: owned']],
    ['rule 1: of another namespace', pod('p', { namespace: 'else' }), []],
    ['rule 1: of no namespace', pod('p', { namespace: null }), []],
    ['rule 1: without metadata', {}, []],
    ['rule 1: of another DaemonSet', pod('p', controlledBy({ name: 'b', uid: 'u2' })), []],
    ['rule 1: of one that had its name', pod('p', controlledBy({ uid: 'u2' })), []],
    ['rule 1: its UID, another name', pod('p', controlledBy({ name: 'b' })), []],
    ['rule 1: its UID, another kind', pod('p', controlledBy({ kind: 'ReplicaSet' })), []],
    [
      'rule 1: its UID, another version',
      pod('p', controlledBy({ apiVersion: 'x/v9' })),
      ['p: owned'],
    ],
    ['rule 1: a static pod of its node', pod('p', controlledBy({ kind: 'Node', uid: 'u3' })), []],
    ['D-46: an orphan', pod('p', orphaned), ['p: adopted']],
    ['D-46: an orphan with other labels', pod('p', { ...orphaned, ...relabelled }), []],
    [
      'D-46: an orphan that terminates',
      pod('p', { ...orphaned, deletionTimestamp: '2026-01-01T00:00:00Z' }),
      [],
    ],
    [
      'rule 2: an owner that is no controller',
      pod('p', controlledBy({ controller: false })),
      ['p: adopted'],
    ],
    ['D-18: its own that no longer matches', pod('p', relabelled), ['p: released']],
  ])('%s', (_rule, candidate, expected) => {
    expect(claimed([candidate])).toEqual(expected)
  })

  it('lists owned and released pods before orphans, otherwise as they come', () => {
    const pods = [pod('d', orphaned), pod('c'), pod('b', orphaned), pod('a', relabelled)]
    expect(claimed(pods)).toEqual(['c: owned', 'a: released', 'd: adopted', 'b: adopted'])
  })

  it('releases all its own and adopts none where there is no selector', () => {
    const without = aDaemonSet({ spec: { selector: null } })
    expect(claimed([pod('a'), pod('b', orphaned)], without)).toEqual(['a: released'])
  })

  it('rule 3: with a selector that cannot be read keeps its own, match or not', () => {
    const unreadable = aDaemonSet({ spec: { selector: { matchLabels: { app: 'not a value!' } } } })
    const another = pod('d', controlledBy({ uid: 'u2' }))
    const pods = [pod('a', orphaned), pod('b', relabelled), pod('c'), another]
    expect(claimed(pods, unreadable)).toEqual(['b: owned', 'c: owned'])
  })

  it('adopts every orphan of its namespace with an empty list of labels', () => {
    const everything = aDaemonSet({ spec: { selector: { matchLabels: {} } } })
    const pods = [pod('a', { labels: null, ...orphaned }), pod('b', { ...relabelled, ...orphaned })]
    expect(claimed(pods, everything)).toEqual(['a: adopted', 'b: adopted'])
  })

  it('lists no pod twice and none that it was not given', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const selector = compileLabelSelector(scene.daemonSet.spec?.selector)
        const mine = claimPods(identityOf(scene.daemonSet), selector, scene.pods)
        expect(new Set(mine.map(({ name }) => name)).size).toBe(mine.length)
        expect(mine.every((item) => scene.pods.includes(item.pod))).toBe(true)
      }),
    )
  })

  it('owns and adopts what its selector matches, and releases the rest', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const selector = compileLabelSelector(scene.daemonSet.spec?.selector)
        if (E.isLeft(selector)) return
        for (const mine of claimPods(identityOf(scene.daemonSet), selector, scene.pods)) {
          const matches = selector.right.matches(mine.pod.metadata?.labels)
          expect(matches).toBe(mine.claim !== 'released')
        }
      }),
    )
  })
})
