import { describe, expect, it } from 'vitest'
import type { Node } from '../../src/kube/node.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { RevisionHash } from '../../src/revision/isPodUpdated.js'
import { pruneSurging } from '../../src/sync/manage.js'
import { aDaemonSet, aNode, aPodOf, type PodParts } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import {
  after,
  aPass,
  claimed,
  countsOf,
  created,
  deleted,
  planned,
  podsAt,
  times,
  type Setup,
} from '../support/passes.js'

const updateStrategy = {
  type: 'RollingUpdate',
  rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
}
const surging = frozen(aDaemonSet({ spec: { updateStrategy } }))
const patient = frozen(aDaemonSet({ spec: { updateStrategy, minReadySeconds: 15 } }))
const nodes: readonly Node[] = ['n0', 'n1', 'n2', 'n3', 'n4'].map((name) => aNode(name))

const prune = (words: string, hash: RevisionHash = { code: 'known', hash: 'new' }) => {
  const pods = words === '' ? {} : { n1: words }
  const { deletes = [], ...rest } = pruneSurging(
    aPass({ daemonSet: surging, hash }),
    'run',
    claimed(surging, podsAt(surging, pods)),
  )
  return { ...rest, deletes: deletes.map(({ from, why }) => `${from.join()} because ${why}`) }
}

describe('pruneSurging', () => {
  it.each<[string, string, readonly string[]]>([
    ['one is left alone, new', 'new!', []],
    ['one is left alone, old', 'old!', []],
    ['the old one goes when the new one is available', 'old new', ['n1-0 because Superseded']],
    ['the old one goes when it is not ready', 'old! new!', ['n1-0 because SupersededUnready']],
    ['both stay while the new one is not available', 'old new!', []],
    [
      'the oldest new one stays',
      'new new new',
      ['n1-1 because Duplicate', 'n1-2 because Duplicate'],
    ],
    [
      'X-10: the oldest old one stays',
      'old old older',
      ['n1-1 because Duplicate', 'n1-2 because Duplicate'],
    ],
    [
      'the oldest of each stays before they are compared',
      'new! old old!',
      ['n1-2 because Duplicate'],
    ],
  ])('of several %s', (_rule, pods, deletes) => {
    expect(prune(pods)).toEqual({ deletes })
  })

  it('creates one where none is running, only where one should run', () => {
    const pass = aPass({ daemonSet: surging })
    expect(pruneSurging(pass, 'run', [])).toEqual({ create: 'NoRunningPod' })
    expect(pruneSurging(pass, 'stay', [])).toEqual({})
  })

  it('goes by the hash alone, not by the generation', () => {
    const annotations = { 'deprecated.daemonset.template.generation': '2' }
    const daemonSet = aDaemonSet({ spec: { updateStrategy }, metadata: { annotations } })
    const labels = { app: 'agent', 'pod-template-generation': '2' }
    const pods = ['a', 'b'].map((name) =>
      aPodOf(daemonSet, { node: 'n1', name, metadata: { labels } }),
    )
    const { deletes } = pruneSurging(aPass({ daemonSet }), 'run', claimed(daemonSet, pods))
    expect(deletes).toMatchObject([{ from: ['b'], why: 'Duplicate' }])
  })

  it('takes every pod for an old one where the revision is yet to be made', () => {
    expect(prune('new old', { code: 'new' })).toEqual({ deletes: ['n1-1 because Duplicate'] })
  })

  it('cannot tell which of several goes where the revisions were not given', () => {
    const unknown = { code: 'unknown', needs: 'revisions' }
    expect(prune('new old', { code: 'unknown' })).toEqual({
      dispositions: [
        ['n1-0', unknown],
        ['n1-1', unknown],
      ],
      deletes: [],
    })
    expect(prune('new', { code: 'unknown' })).toEqual({ deletes: [] })
  })
})

/** A new pod, and two old ones of 50 s and 60 s, on one node; a new one on another. */
const three = (fresh: Partial<PodParts>, oldest: Partial<PodParts> = {}, daemonSet = surging) => [
  aPodOf(daemonSet, { node: 'n1', name: 'new', hash: 'new', created: after(100), ...fresh }),
  aPodOf(daemonSet, { node: 'n1', name: 'old-50', hash: 'old', created: after(50), ...oldest }),
  aPodOf(daemonSet, { node: 'n1', name: 'old-60', hash: 'old', created: after(60) }),
  aPodOf(daemonSet, { node: 'n2', hash: 'new' }),
]

describe('a pass that surges', () => {
  it('S-01: none, one, too many, and some that no longer match', () => {
    const words = { n1: 'new!', n2: times(2, 'new!'), n3: times(5, 'new!'), n4: times(2, 'new!*') }
    const result = planned({ daemonSet: surging, nodes, pods: podsAt(surging, words) })
    expect(countsOf(result)).toBe('2/5/0')
    expect(created(result)).toEqual(['n0', 'n4'])
  })

  it.each([
    ['S-02: the older of two ready old pods stays', { ready: false }, {}, ['old-60']],
    ['S-04: old pods that are not ready go', {}, { ready: false }, ['old-50', 'old-60']],
  ])('%s', (_row, fresh, oldest, expected) => {
    const result = planned({ daemonSet: surging, nodes, pods: three(fresh, oldest) })
    expect(created(result)).toEqual(['n0', 'n3', 'n4'])
    expect(deleted(result)).toEqual(expected)
  })

  it.each([
    ['S-05: a new pod that is not yet available', 10, ['old-60']],
    ['S-06: a new pod that has become available', 20, ['old-50', 'old-60']],
  ])('%s', (_row, seconds, expected) => {
    const result = planned({
      daemonSet: patient,
      nodes,
      pods: three({ since: after(600 - seconds) }, {}, patient),
    })
    expect(created(result)).toEqual(['n0', 'n3', 'n4'])
    expect(deleted(result)).toEqual(expected)
  })

  it('S-03: beside a pod that terminates one is created beyond the budget', () => {
    const pods = podsAt(surging, { n0: 'new! old', n1: 'old', n2: 'old', n3: 'old', n4: 'old~' })
    const result = planned({ daemonSet: surging, nodes, pods })
    expect(countsOf(result)).toBe('1/0/0')
    expect(created(result)).toEqual(['n4'])
  })

  it('X-02: a failed pod in its backoff does not delay its successor', () => {
    const result = planned({
      daemonSet: surging,
      nodes: [aNode('n1')],
      pods: podsAt(surging, { n1: 'new:Failed!' }),
      backoff: { n1: { since: after(599), seconds: 60 } },
    })
    expect(countsOf(result)).toBe('1/0/0')
    expect(result.pods).toMatchObject([{ disposition: { code: 'backoff', until: after(659) } }])
  })

  it('keeps an old and a new pod, only the oldest where the release has no surge', () => {
    const pods = podsAt(surging, { n1: 'old new!' })
    const asked: Setup = { daemonSet: surging, nodes: [aNode('n1')], pods, cacheLag: true }
    const before = { ...newestSemantics, surge: false }
    expect(deleted(planned(asked))).toEqual([])
    expect(deleted(planned({ ...asked, semantics: before }))).toEqual(['n1-1'])
  })
})
