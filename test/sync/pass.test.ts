import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { RevisionHash } from '../../src/revision/isPodUpdated.js'
import { daemonPod, type DaemonPod } from '../../src/sync/daemonPods.js'
import { isPodAvailable, isUpdated } from '../../src/sync/pass.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { after, aPass } from '../support/passes.js'

const GENERATION = 'deprecated.daemonset.template.generation'
const second = frozen(aDaemonSet({ metadata: { annotations: { [GENERATION]: '2' } } }))
const aPod = (labels: Readonly<Record<string, string>> | null): DaemonPod =>
  daemonPod(frozen(aPodOf(second, { node: 'n1', metadata: { labels } })), 'owned')

describe('isUpdated', () => {
  const hash = (value: string) => ({ 'controller-revision-hash': value })
  const generation = (value: string) => ({ 'pod-template-generation': value })
  const known = { code: 'known', hash: 'new' } as const

  it.each<[string, Readonly<Record<string, string>> | null, RevisionHash, boolean | undefined]>([
    ['the current hash', hash('new'), known, true],
    ['another hash', hash('old'), known, false],
    ['labels of null', null, known, false],
    ['the current generation, whatever the hash', generation('2'), known, true],
    ['another generation', generation('1'), known, false],
    ['a generation in other digits', generation('02'), known, false],
    ['a hash, where the revision is yet to be made', hash('new'), { code: 'new' }, false],
    ['a hash, where the revisions were not given', hash('new'), { code: 'unknown' }, undefined],
    ['the generation, where they were not', generation('2'), { code: 'unknown' }, true],
  ])('asks for %s', (_what, labels, current, expected) => {
    expect(isUpdated(aPass({ daemonSet: second, hash: current }), aPod(labels))).toBe(expected)
  })

  it('takes a pod of this very pass for updated, whatever is known', () => {
    const fresh: DaemonPod = { ...aPod({}), pod: {}, target: E.right('n1'), fresh: true }
    expect(isUpdated(aPass({ hash: { code: 'unknown' } }), fresh)).toBe(true)
  })

  it('looks at the generation since 1.25, before did not', () => {
    const semantics = { ...newestSemantics, generationCounts: false }
    expect(isUpdated(aPass({ daemonSet: second }), aPod(generation('2')))).toBe(true)
    expect(isUpdated(aPass({ daemonSet: second, semantics }), aPod(generation('2')))).toBe(false)
  })
})

describe('isPodAvailable', () => {
  const available = (
    minReadySeconds: number | null | undefined,
    ready: number,
    semantics = newestSemantics,
  ): boolean => {
    const daemonSet = aDaemonSet({ spec: { minReadySeconds } })
    const pod = aPodOf(daemonSet, { node: 'n1', since: after(600 - ready) })
    return isPodAvailable(aPass({ daemonSet, semantics }), daemonPod(pod, 'owned'))
  }

  it.each<[string, number | null | undefined, number, boolean]>([
    ['X-13: ready for exactly minReadySeconds', 10, 10, true],
    ['X-13: ready for a second less', 10, 9, false],
    ['no minReadySeconds', undefined, 0, true],
    ['null for minReadySeconds', null, 0, true],
    ['a negative minReadySeconds', -5, 0, true],
    ['seconds that nobody will see', 2_147_483_647, 600, false],
  ])('%s', (_row, minReadySeconds, ready, expected) => {
    expect(available(minReadySeconds, ready)).toBe(expected)
  })

  it('X-13: counts the last instant since 1.34, before did not', () => {
    expect(available(10, 10)).toBe(true)
    expect(available(10, 10, { ...newestSemantics, availableAtBoundary: false })).toBe(false)
    expect(available(10, 11, { ...newestSemantics, availableAtBoundary: false })).toBe(true)
  })
})
