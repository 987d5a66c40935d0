import { describe, expect, it } from 'vitest'
import { daemonSetRow } from '../../src/kubectl/daemonSetRow.js'
import type { Now } from '../../src/data/instant.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'

const now = '2026-01-02T00:00:00Z'

const created = (creationTimestamp: Date | string | null): DaemonSet => ({
  metadata: { name: 'test1', creationTimestamp },
})

const selecting = (nodeSelector: PodSpec['nodeSelector']): DaemonSet => ({
  spec: { template: { spec: { nodeSelector } } },
})

const status = {
  desiredNumberScheduled: 3,
  currentNumberScheduled: 2,
  numberReady: 1,
  updatedNumberScheduled: 2,
  numberAvailable: 0,
  numberMisscheduled: 7,
}

describe('daemonSetRow', () => {
  it('P-01: prints the numbers of the status', () => {
    expect(daemonSetRow({ ...created(now), status }, { now })).toEqual({
      NAME: 'test1',
      DESIRED: 3,
      CURRENT: 2,
      READY: 1,
      'UP-TO-DATE': 2,
      AVAILABLE: 0,
      'NODE SELECTOR': '<none>',
      AGE: '0s',
    })
  })

  it('sorts a node selector by what it prints', () => {
    expect(daemonSetRow(selecting({ disk: 'a', disk1: 'b' }), { now })['NODE SELECTOR']).toBe(
      'disk1=b,disk=a',
    )
  })

  it('knows no age of what was created at the zero time', () => {
    expect(daemonSetRow(created('0001-01-01T00:00:00Z'), { now }).AGE).toBe('<unknown>')
  })

  it('prints the numbers of a plan before those of the status', () => {
    const numbers = { desiredNumberScheduled: 5, numberAvailable: 4 }
    expect(daemonSetRow({ ...created(now), status }, { now, numbers })).toMatchObject({
      DESIRED: 5,
      CURRENT: 2,
      READY: 1,
      'UP-TO-DATE': 2,
      AVAILABLE: 4,
    })
  })

  it.each([
    [Infinity, 0],
    [-Infinity, 0],
    [NaN, 0],
    [1.5, 1],
    [2 ** 53, '9007199254740992'],
  ])('prints %d, whether recorded or planned', (given, expected) => {
    const numbers = { desiredNumberScheduled: given }
    expect(daemonSetRow({ status: numbers }, { now }).DESIRED).toBe(expected)
    expect(daemonSetRow({ status }, { now, numbers }).DESIRED).toBe(expected)
  })

  it.each<[string, DaemonSet]>([
    ['nothing', {}],
    ['null', { metadata: null, spec: null, status: null }],
    ['nulls', { metadata: { name: null }, status: { desiredNumberScheduled: null } }],
  ])('prints %s as zeros', (_what, daemonSet) => {
    expect(daemonSetRow(daemonSet, { now })).toEqual({
      NAME: '',
      DESIRED: 0,
      CURRENT: 0,
      READY: 0,
      'UP-TO-DATE': 0,
      AVAILABLE: 0,
      'NODE SELECTOR': '<none>',
      AGE: '<unknown>',
    })
  })

  it.each<[string, PodSpec['nodeSelector'], string]>([
    ['no labels', {}, '<none>'],
    ['null', null, '<none>'],
    ['one label', { 'kubernetes.io/os': 'linux' }, 'kubernetes.io/os=linux'],
    ['a label without a value', { gpu: '' }, 'gpu='],
    ['several labels in order', { zone: 'b', disk: 'ssd', Gpu: 'x' }, 'Gpu=x,disk=ssd,zone=b'],
    [
      'a label named __proto__',
      JSON.parse('{"__proto__":"x"}') as PodSpec['nodeSelector'],
      '__proto__=x',
    ],
    ['a value of null', JSON.parse('{"gpu":null}') as PodSpec['nodeSelector'], 'gpu='],
  ])('prints a node selector of %s', (_what, nodeSelector, expected) => {
    expect(daemonSetRow(selecting(nodeSelector), { now })['NODE SELECTOR']).toBe(expected)
  })

  it.each<[string, Date | string | null, Now, string]>([
    ['text', '2026-01-01T00:00:00Z', now, '24h'],
    ['dates', new Date('2026-01-01T21:00:00Z'), new Date(now), '3h'],
    ['another zone', '2026-01-02T01:00:00+02:00', now, '60m'],
    ['the future', '2026-01-02T00:00:05Z', now, '<invalid>'],
    ['null', null, now, '<unknown>'],
    ['what is no time', 'yesterday', now, '<unknown>'],
    ['a clock that cannot be read', '1970-01-01T00:00:00Z', '2026-13-01T00:00:00Z', '<unknown>'],
    ['no date', '1970-01-01T00:00:00Z', new Date(NaN), '<unknown>'],
  ])('prints an age from %s', (_what, creation, clock, expected) => {
    expect(daemonSetRow(created(creation), { now: clock }).AGE).toBe(expected)
  })
})
