import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pod } from '../../src/kube/pod.js'
import { daemonPod, oldestFirst, withHash } from '../../src/sync/daemonPods.js'
import { aDaemonSet, aPodOf, type PodParts } from '../../src/testing/builders.js'
import { anyPod } from '../../src/testing/scenePods.js'
import { frozen, frozenly } from '../support/frozen.js'

const daemonSet = frozen(aDaemonSet())

describe('daemonPod', () => {
  it('is what the steps look at', () => {
    const pod = frozen(aPodOf(daemonSet, { node: 'n1', hash: 'h1' }))
    expect(daemonPod(pod, 'adopted')).toStrictEqual({
      pod,
      name: 'pod-n1',
      claim: 'adopted',
      target: E.right('n1'),
      bound: true,
      terminating: false,
      phase: 'Running',
      hash: 'h1',
    })
  })

  it.each<[string, Pod]>([
    ['an empty pod', {}],
    ['a pod of nulls', { metadata: null, spec: null, status: null }],
    [
      'a pod of nulls within',
      { metadata: { name: null, labels: null }, spec: { nodeName: null }, status: { phase: null } },
    ],
  ])('finds nothing in %s', (_what, pod) => {
    expect(daemonPod(pod, 'owned')).toEqual({
      pod,
      name: '',
      claim: 'owned',
      target: E.left([{ code: 'NoRequiredAffinity' }]),
      bound: false,
      terminating: false,
      phase: '',
      hash: '',
    })
  })

  it('is not bound where it is only pinned', () => {
    const pod = daemonPod(aPodOf(daemonSet, { node: 'n1', unbound: true }), 'owned')
    expect(pod).toMatchObject({ target: E.right('n1'), bound: false })
  })

  it('terminates with a deletion time', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:00Z' }
    expect(daemonPod({ metadata }, 'owned').terminating).toBe(true)
  })
})

describe('oldestFirst', () => {
  const early = '2026-01-01T00:00:00Z'
  const late = '2026-01-01T00:00:01Z'
  const pod = (parts: Omit<PodParts, 'node'>) =>
    daemonPod(frozen(aPodOf(daemonSet, { node: 'n1', ...parts })), 'owned')

  it.each<[string, Omit<PodParts, 'node'>, Omit<PodParts, 'node'>]>([
    [
      'X-09: a younger bound pod before an unbound one',
      { created: late },
      { created: early, unbound: true },
    ],
    ['the older of two bound pods', { name: 'b', created: early }, { name: 'a', created: late }],
    [
      'the older of two unbound pods',
      { name: 'b', created: early, unbound: true },
      { name: 'a', created: late, unbound: true },
    ],
    ['of two of the same age the first by name', { name: 'a' }, { name: 'b' }],
    ['names in the order of their bytes', { name: '\uffff' }, { name: '\u{10000}' }],
    [
      'a failed pod that terminates, if it is older',
      { created: early, phase: 'Failed', metadata: { name: 'b', deletionTimestamp: late } },
      { created: late },
    ],
    [
      'a pod that does not say how old it is',
      { metadata: { creationTimestamp: null } },
      { created: early },
    ],
    ['one whose age cannot be read', { created: 'yesterday' }, { created: early }],
    [
      'a fraction of a second',
      { name: 'b', created: '2026-01-01T00:00:00.000000001Z' },
      { name: 'a', created: '2026-01-01T00:00:00.000000002Z' },
    ],
    [
      'the same instant in another place',
      { name: 'a', created: '2026-01-01T01:00:00+01:00' },
      { name: 'b', created: early },
    ],
  ])('%s', (_what, first, second) => {
    expect(oldestFirst(pod(first), pod(second))).toBe(-1)
    expect(oldestFirst(pod(second), pod(first))).toBe(1)
  })

  it('tells no pod from itself', () => {
    expect(oldestFirst(pod({}), pod({}))).toBe(0)
  })

  const anyPods = fc
    .integer({ min: 2, max: 8 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => anyPod(i + 1))))

  it('orders the pods of a namespace in one way only', () => {
    fc.assert(
      fc.property(frozenly(anyPods), (pods) => {
        const claimed = pods.map((item) => daemonPod(item, 'owned'))
        const names = claimed.toSorted(oldestFirst).map(({ name }) => name)
        expect(
          claimed
            .toReversed()
            .sort(oldestFirst)
            .map(({ name }) => name),
        ).toEqual(names)
      }),
    )
  })

  it('puts no unbound pod before a bound one', () => {
    fc.assert(
      fc.property(frozenly(anyPods), (pods) => {
        const sorted = pods.map((item) => daemonPod(item, 'owned')).sort(oldestFirst)
        const firstUnbound = sorted.findIndex(({ bound }) => !bound)
        if (firstUnbound === -1) return
        expect(sorted.slice(firstUnbound).some(({ bound }) => bound)).toBe(false)
      }),
    )
  })
})

describe('withHash', () => {
  it('is the pod under another hash, everything else as it is', () => {
    const pod = frozen(daemonPod(aPodOf(daemonSet, { node: 'n1', hash: 'h1' }), 'owned'))
    expect(withHash(pod, 'h2')).toEqual(
      daemonPod(aPodOf(daemonSet, { node: 'n1', hash: 'h2' }), 'owned'),
    )
    expect(withHash(frozen(daemonPod({}, 'owned')), 'h2')).toMatchObject({ hash: 'h2', name: '' })
  })
})
