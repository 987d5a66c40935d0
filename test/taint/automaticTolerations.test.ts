import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPodSpec, anyTaint, anyToleration } from 'podfit/arbitraries'
import type { Toleration } from '../../src/kube/toleration.js'
import { addDaemonTolerations, daemonTolerations } from '../../src/taint/automaticTolerations.js'
import { untoleratedTaints } from '../../src/taint/untolerated.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const notReady = {
  key: 'node.kubernetes.io/not-ready',
  operator: 'Exists',
  effect: 'NoExecute',
}
const rest = [
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
]
const always = [notReady, ...rest]
const hostNetwork = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
}

describe('addDaemonTolerations', () => {
  it.each([
    ['without any of its own', {}, always],
    ['with null for a list', { tolerations: null, hostNetwork: null }, always],
    [
      'on the network of its host',
      { tolerations: [], hostNetwork: true },
      [...always, hostNetwork],
    ],
    ['not on the network of its host', { hostNetwork: false }, always],
  ])('gives a pod %s the automatic ones, in order', (_case, spec, expected) => {
    expect(addDaemonTolerations(spec)).toEqual(expected)
  })

  it('X-12: replaces the same toleration where it stands, seconds and all', () => {
    const tolerations = [
      { key: 'first' },
      { ...notReady, tolerationSeconds: 300 },
      { key: 'last', operator: 'Exists' },
    ]
    expect(addDaemonTolerations({ tolerations })).toEqual([
      { key: 'first' },
      notReady,
      { key: 'last', operator: 'Exists' },
      ...rest,
    ])
  })

  it('replaces every duplicate', () => {
    const tolerations = [{ ...notReady, tolerationSeconds: 1 }, { key: 'a' }, notReady]
    expect(addDaemonTolerations({ tolerations })).toEqual([
      notReady,
      { key: 'a' },
      notReady,
      ...rest,
    ])
  })

  it.each<[string, Toleration]>([
    ['tolerates everything', { operator: 'Exists' }],
    ['tolerates every effect', { key: notReady.key, operator: 'Exists' }],
    ['has another effect', { ...notReady, effect: 'NoSchedule' }],
    ['has no operator', { key: notReady.key, effect: 'NoExecute' }],
    ['has an operator in another case', { ...notReady, operator: 'exists' }],
    ['has a value', { ...notReady, value: 'x' }],
    ['has no key', { operator: 'Exists', effect: 'NoExecute' }],
  ])('keeps one that %s, and adds its own', (_case, toleration) => {
    expect(addDaemonTolerations({ tolerations: [toleration] })).toEqual([toleration, ...always])
  })

  it('replaces one that spells out the empty value', () => {
    const tolerations = [
      { ...notReady, value: '' },
      { ...notReady, value: null },
    ]
    expect(addDaemonTolerations({ tolerations })).toEqual([notReady, notReady, ...rest])
  })

  it('keeps one for network-unavailable as it is without the network of the host', () => {
    const tolerations = [{ ...hostNetwork, tolerationSeconds: 5 }]
    expect(addDaemonTolerations({ tolerations })).toEqual([...tolerations, ...always])
  })

  it('changes nothing more when asked again', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), (spec) => {
        const tolerations = addDaemonTolerations(spec)
        expect(addDaemonTolerations({ ...spec, tolerations })).toEqual(tolerations)
      }),
    )
  })

  it('makes no more taints untolerated', () => {
    const anyTolerations = fc.array(
      fc.oneof(
        anyToleration,
        fc.constantFrom(...always).map((toleration) => ({ ...toleration, tolerationSeconds: 9 })),
      ),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(frozenly(anyTolerations), frozenly(anyTaint), (tolerations, taint) => {
        const more = addDaemonTolerations({ tolerations })
        const before = untoleratedTaints(tolerations, [taint])
        expect(before).toEqual(expect.arrayContaining([...untoleratedTaints(more, [taint])]))
      }),
    )
  })

  it('does not tolerate the NoSchedule twins of not-ready and unreachable', () => {
    const twins = [
      'node.kubernetes.io/not-ready:NoSchedule',
      'node.kubernetes.io/unreachable:NoSchedule',
    ].map(aTaint)
    expect(untoleratedTaints(addDaemonTolerations({ hostNetwork: true }), twins)).toEqual(twins)
  })
})

describe('daemonTolerations', () => {
  it('marks what the controller put there, also in the place of another', () => {
    const marks = daemonTolerations({ tolerations: [notReady, { key: 'a' }] })
    expect(marks.map(({ automatic }) => automatic)).toEqual([true, false, ...rest.map(() => true)])
  })

  it.each([undefined, null])('of a pod without a spec (%s) are all automatic', (spec) => {
    expect(daemonTolerations(spec)).toEqual(
      always.map((toleration) => ({ toleration, automatic: true })),
    )
  })

  it('keeps the order of the template', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), (spec) => {
        const kept = daemonTolerations(spec).filter(({ automatic }) => !automatic)
        const given = spec.tolerations ?? []
        expect(kept.map(({ toleration }) => toleration)).toEqual(
          given.filter((toleration) => kept.some((each) => each.toleration === toleration)),
        )
      }),
    )
  })
})
