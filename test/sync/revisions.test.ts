import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import type { ObjectMeta } from '../../src/kube/objectMeta.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import {
  compileLabelSelector,
  type CompiledLabelSelector,
} from '../../src/selector/labelSelector.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { identityOf } from '../../src/sync/daemonPods.js'
import {
  cleanUpSelection,
  hashOf,
  readRevisions,
  relabelledPods,
  revisionStep,
  type ClaimedHistory,
} from '../../src/sync/revisions.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { claimed, planned, podsAt, UNCHANGED } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const former = frozen(aDaemonSet({ podSpec: { containers: [{ name: 'main', image: 'main:0' }] } }))

const current = (hash: string, number: number | bigint, metadata: ObjectMeta = {}) =>
  withMetadata(createdRevision(agent, hash, number), metadata)
const old = (hash: string, number: number | bigint, metadata: ObjectMeta = {}) =>
  withMetadata(createdRevision(former, hash, number), metadata)
const withMetadata = (revision: ControllerRevision, metadata: ObjectMeta): ControllerRevision =>
  frozen({ ...revision, metadata: { ...revision.metadata, ...metadata } })

const selectorOf = (selector: LabelSelector | null | undefined): CompiledLabelSelector =>
  E.getOrElseW(() => {
    throw new Error('not a selector')
  })(compileLabelSelector(selector))

const read = (
  revisions: readonly ControllerRevision[],
  daemonSet: DaemonSet = agent,
  semantics = newestSemantics,
): ClaimedHistory => {
  const selector = selectorOf(daemonSet.spec?.selector)
  return readRevisions(daemonSet, identityOf(daemonSet), selector, revisions, semantics)
}

const namesOf = (revisions: readonly ControllerRevision[]) =>
  revisions.map((revision) => revision.metadata?.name)

describe('readRevisions', () => {
  const other = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'x', uid: 'x', controller: true }

  it.each<[string, ObjectMeta, readonly string[]]>([
    ['U-19: one of its own', {}, ['agent-a']],
    ['U-19: an orphan', { ownerReferences: [] }, ['agent-a']],
    ['U-19: an orphan, with null for owners', { ownerReferences: null }, ['agent-a']],
    ['U-20: an orphan in another namespace', { ownerReferences: [], namespace: 'other' }, []],
    ['12.1: one of its own in another namespace', { namespace: 'other' }, []],
    ['12.1: one without a namespace', { namespace: null }, []],
    ['12.1: one of its own that no longer matches', { labels: { app: 'x' } }, []],
    ["12.1: somebody else's", { ownerReferences: [other] }, []],
    ['12.1: a terminating orphan', { ownerReferences: [], deletionTimestamp: new Date(0) }, []],
    ['12.1: one of its own that is terminating', { deletionTimestamp: new Date(0) }, ['agent-a']],
  ])('claims or leaves %s', (_row, metadata, expected) => {
    expect(namesOf(read([old('a', 4, metadata)]).old)).toEqual(expected)
  })

  it('U-20: claims from every namespace up to 1.22', () => {
    const before = { ...newestSemantics, revisionsOfNamespace: false }
    const revisions = [old('a', 1), old('b', 7, { namespace: 'other', ownerReferences: [] })]
    expect(namesOf(read(revisions, agent, before).old)).toEqual(['agent-a', 'agent-b'])
    expect(read(revisions, agent, before).number).toBe(8n)
    expect(read(revisions).number).toBe(2n)
  })

  it('claims from every namespace where the DaemonSet has none', () => {
    const homeless = aDaemonSet({ metadata: { namespace: null } })
    const revisions = [
      old('a', 1),
      old('b', 2, { namespace: 'other' }),
      old('c', 3, { namespace: '' }),
    ]
    expect(namesOf(read(revisions, homeless).old)).toEqual(['agent-a', 'agent-b', 'agent-c'])
  })

  it('tells the current revision from old ones', () => {
    const history = read([old('a', 1), current('b', 2)])
    expect(history.current?.metadata?.name).toBe('agent-b')
    expect(namesOf(history.old)).toEqual(['agent-a'])
  })

  it('compares with a null creationTimestamp before 1.34, without one since', () => {
    const revision = current('a', 1)
    const before = { ...newestSemantics, creationTimestampOmitted: false }
    const template = {
      ...agent.spec?.template,
      metadata: { creationTimestamp: null, ...agent.spec?.template?.metadata },
      $patch: 'replace',
    }
    const recorded = { ...revision, data: { spec: { template } } }
    expect(read([revision]).current).toBe(revision)
    expect(read([revision], agent, before).current).toBeUndefined()
    expect(read([recorded]).current).toBeUndefined()
    expect(read([recorded], agent, before).current).toBe(recorded)
  })
})

describe('readRevisions, of the revisions themselves', () => {
  const orphan = { ownerReferences: [] }

  it('12.1: says which are adopted and which are released', () => {
    const gone = { labels: { app: 'x' } }
    const revisions = [current('a', 3, orphan), old('b', 2, gone), old('c', 1)]
    expect(read(revisions)).toMatchObject({
      adopted: ['agent-a'],
      released: ['agent-b'],
      labelled: [],
    })
  })

  it('12.2: labels those that it claims and that have no hash with their names', () => {
    const unlabelled = { labels: { app: 'agent' } }
    const empty = { labels: { app: 'agent', 'controller-revision-hash': '' } }
    const history = read([current('a', 2, unlabelled), old('b', 1, empty)])
    expect(history).toMatchObject({ adopted: [], released: [], labelled: ['agent-a'] })
  })
})

describe('hashOf', () => {
  it.each([
    ['unknown, where the revisions were not given', undefined, { code: 'unknown' }],
    ['new, where none is current', read([old('a', 1)]), { code: 'new' }],
    ["the current revision's", read([current('a', 1)]), { code: 'known', hash: 'a' }],
    [
      "12.2: the current revision's name, where it has no hash label",
      read([current('a', 1, { labels: { app: 'agent' } })]),
      { code: 'known', hash: 'agent-a' },
    ],
  ])('is %s', (_what, history, expected) => {
    expect(hashOf(history)).toEqual(expected)
  })
})

describe('cleanUpSelection', () => {
  const limited = (revisionHistoryLimit: number | null) =>
    aDaemonSet({ spec: { revisionHistoryLimit } })
  const clean = (
    limit: number | null,
    revisions: readonly ControllerRevision[],
    pods: Readonly<Record<string, string>> = {},
  ) => cleanUpSelection(limited(limit), read(revisions), claimed(agent, podsAt(agent, pods)))
  const certain = (...args: Parameters<typeof clean>) =>
    clean(...args).certain.map(({ name }) => name)

  it.each<[string, number, readonly ControllerRevision[], readonly string[]]>([
    ['nothing within the limit', 2, [old('a', 1), old('b', 2)], []],
    ['the lowest number first', 1, [old('a', 2), old('b', 1)], ['agent-b']],
    ['all, with a limit of 0', 0, [old('a', 2), old('b', 1)], ['agent-b', 'agent-a']],
    ['never the current one', 0, [current('a', 1)], []],
    ['all, with a limit below 0', -1, [old('a', 2)], ['agent-a']],
    ['nothing where there is nothing', 0, [], []],
  ])('12.9: deletes %s', (_rule, limit, revisions, expected) => {
    expect(certain(limit, revisions)).toEqual(expected)
  })

  it('12.9: keeps ten unless told otherwise', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => old(`h${i}`, i + 1))
    expect(certain(null, twelve)).toEqual(['agent-h0', 'agent-h1'])
  })

  it('12.9: passes over no revision without a hash for pods without one', () => {
    expect(certain(0, [old('', 1)], { n1: '' })).toEqual(['agent-'])
  })

  it.each<[string, string, readonly string[]]>([
    ['a pod that runs', 'a', ['agent-b']],
    ['a pod that terminates', 'a~', ['agent-b']],
    ['D-47: a pod that has ended and terminates', 'a:Failed!~', ['agent-b']],
  ])('12.9: passes over the revision of %s', (_row, pods, expected) => {
    expect(certain(1, [old('a', 1), old('b', 2)], { n1: pods })).toEqual(expected)
  })

  it('passes over nothing for pods that are released, or belong to no node', () => {
    const [pod] = podsAt(agent, { n1: 'a' })
    const pods = [
      { ...pod, metadata: { ...pod?.metadata, labels: { 'controller-revision-hash': 'a' } } },
      { ...pod, spec: {} },
    ]
    const selection = cleanUpSelection(limited(0), read([old('a', 1)]), claimed(agent, pods))
    expect(selection.certain).toEqual([{ name: 'agent-a', why: null }])
  })

  it('does not pick which of several with one number go', () => {
    const { certain: sure, choices } = clean(1, [old('a', 1), old('b', 2), old('c', 2)])
    expect(sure).toEqual([{ name: 'agent-a', why: null }])
    expect(choices.map(({ choice }) => choice)).toEqual([
      {
        id: 'cleanUp-deleteRevision-1',
        action: 'deleteRevision',
        count: 1,
        from: ['agent-b', 'agent-c'],
        why: 'RevisionHistoryLimit',
      },
    ])
  })

  it('has no limit of its own', () => {
    const many = Array.from({ length: 300 }, (_, i) => old(`h${i}`, i + 1))
    expect(certain(0, many)).toHaveLength(300)
  })
})

describe('revisionStep', () => {
  const keeps = { code: 'Current', renumbered: {}, relabelled: [], ...UNCHANGED }

  it.each<[string, ClaimedHistory | undefined, readonly string[], object]>([
    ['unknown revisions', undefined, [], { code: 'Unknown' }],
    [
      '12.5: none is current',
      read([old('a', 6)]),
      ['agent-a'],
      { code: 'New', number: 7, ...UNCHANGED, deleted: ['agent-a'] },
    ],
    [
      'a number that no number can say',
      read([old('a', 2n ** 53n)]),
      [],
      { code: 'New', number: '9007199254740993', ...UNCHANGED },
    ],
    [
      'one is current',
      read([old('a', 1), current('b', 2)]),
      ['agent-a'],
      { ...keeps, name: 'agent-b', hash: 'b', number: 2, deleted: ['agent-a'] },
    ],
    [
      '12.6: it was the current one before',
      read([current('a', 1), old('b', 2)]),
      [],
      { ...keeps, name: 'agent-a', hash: 'a', number: 3, renumbered: { 'agent-a': 3 } },
    ],
    [
      '12.7: several are current',
      read([current('a', 2), old('b', 1), current('c', 3)]),
      ['agent-b'],
      {
        ...keeps,
        name: 'agent-c',
        hash: 'c',
        number: 3,
        deleted: ['agent-a', 'agent-b'],
      },
    ],
    [
      '12.7: several are current, with one number',
      read([current('a', 2), current('c', 2)]),
      [],
      {
        ...keeps,
        name: 'agent-c',
        hash: 'c',
        number: 2,
        deleted: ['agent-a'],
        tied: ['agent-a'],
      },
    ],
  ])('%s', (_rule, history, cleaned, expected) => {
    expect(revisionStep(history, [], cleaned)).toEqual(expected)
  })

  it('renumbers a revision that is called __proto__', () => {
    const step = revisionStep(read([current('a', 1, { name: '__proto__' }), old('b', 1)]), [], [])
    expect(step).toMatchObject({ name: '__proto__', hash: 'a' })
    expect(JSON.stringify(step)).toContain('"renumbered":{"__proto__":2}')
  })
})

describe('relabelledPods', () => {
  const pods = claimed(agent, podsAt(agent, { n1: 'a', n2: 'b' }))
  const several = read([current('a', 3), current('b', 2)])

  it('12.7: are those that do not carry the hash of the one that is kept', () => {
    expect(several.current?.metadata?.name).toBe('agent-a')
    expect(relabelledPods(several, pods)).toEqual(['n2-0'])
  })

  it('are none where there is nothing to remove', () => {
    expect(relabelledPods(undefined, pods)).toEqual([])
    expect(relabelledPods(read([old('a', 1)]), pods)).toEqual([])
    expect(relabelledPods(read([current('c', 1)]), pods)).toEqual([])
  })

  it('are none that are released', () => {
    const released = pods.map((pod) => ({ ...pod, claim: 'released' as const }))
    expect(relabelledPods(several, released)).toEqual([])
  })
})

describe('the revisions of a pass', () => {
  it('are deleted only if they are there, and never the current one', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { revision, choices } = planned(scene)
        if (!('deleted' in revision)) return
        const chosen = choices.filter(({ action }) => action === 'deleteRevision')
        const gone = [...revision.deleted, ...chosen.flatMap(({ from }) => from)]
        expect(namesOf(scene.revisions)).toEqual(expect.arrayContaining(gone))
        expect(new Set(gone).size).toBe(gone.length)
        if ('name' in revision) expect(gone).not.toContain(revision.name)
      }),
    )
  })
})
