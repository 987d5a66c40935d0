import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daemonSetFit } from '../../src/capacity/daemonSetFit.js'
import { fits } from '../../src/capacity/fits.js'
import { cluster } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import { frozen } from '../support/frozen.js'

const nodeOf = (name: string, cpu: unknown) => ({
  metadata: { name },
  status: { allocatable: { cpu, pods: '10' } },
})

const requesting = (cpu: unknown) => ({ containers: [{ resources: { requests: { cpu } } }] })

const agent = (cpu: unknown, more: object = {}) => ({
  metadata: { namespace: 'a', name: 'agent', uid: 'u' },
  spec: { template: { spec: requesting(cpu) }, ...more },
})

const owner = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: 'agent',
  uid: 'u',
  controller: true,
}

const podOn = (name: string, nodeName: string, cpu: unknown, own = false) => ({
  metadata: { namespace: 'a', name, ...(own && { ownerReferences: [owner] }) },
  spec: { nodeName, ...requesting(cpu) },
  status: { phase: 'Running' },
})

const pinned = (node: string) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
      ],
    },
  },
})

describe('daemonSetFit', () => {
  it('answers for the nodes where it should run, by name', () => {
    const nodes = [
      nodeOf('z', '1'),
      nodeOf('b', '4'),
      { ...nodeOf('no', '4'), spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } },
    ]
    const found = daemonSetFit(
      frozen(cluster({ nodes, pods: [podOn('p', 'b', '3')] })),
      agent('1500m'),
    )
    expect(found).toMatchObject([
      { node: 'b', there: false, fit: { code: 'full' }, unknown: [] },
      { node: 'z', there: false, fit: { code: 'never' } },
    ])
    const one = daemonSetFit(cluster({ nodes, pods: [] }), agent('1'), {
      nodes: ['z', 'no', 'gone'],
    })
    expect(one.map(({ node, fit }) => [node, fit.code])).toEqual([['z', 'fits']])
  })

  it('replaces its own pod before the next one comes, and with maxSurge after', () => {
    const made = cluster({ nodes: [nodeOf('n', '1')], pods: [podOn('own', 'n', '800m', true)] })
    expect(daemonSetFit(made, agent('900m'))).toMatchObject([
      { there: true, fit: { code: 'fits' } },
    ])
    const updateStrategy = {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    }
    expect(daemonSetFit(made, agent('900m', { updateStrategy }))).toMatchObject([
      { there: true, fit: { code: 'full' } },
    ])
  })

  it('asks about the pod that waits, as admission has left it', () => {
    const metadata = { namespace: 'a', name: 'waits', ownerReferences: [owner] }
    const waits = (spec: object) => ({
      metadata,
      spec: { affinity: pinned('n'), ...requesting('100m'), ...spec },
      status: { phase: 'Pending' },
    })
    const classes = { runtimeClassName: 'gvisor', priorityClassName: 'mine' }
    const set = agent('100m', { template: { spec: { ...requesting('100m'), ...classes } } })
    const nodes = [nodeOf('n', '1'), nodeOf('other', '1')]
    const found = daemonSetFit(
      cluster({ nodes, pods: [waits({ ...classes, overhead: { cpu: '950m' } })] }),
      set,
    )
    expect(found).toMatchObject([
      { node: 'n', fit: { code: 'never' }, unknown: [] },
      { node: 'other', fit: { code: 'fits' }, unknown: ['runtimeClass', 'priorityClass'] },
    ])
  })

  it('says what it needs to know', () => {
    const nodes = [nodeOf('n', '1'), { metadata: { name: 'silent' } }]
    const needsOf = (made: Parameters<typeof cluster>[0], cpu: unknown = '1') =>
      daemonSetFit(cluster(made), agent(cpu)).map(({ fit }) => 'needs' in fit && fit.needs)
    expect(needsOf({ nodes })).toEqual([['pods'], ['pods', 'allocatable']])
    expect(needsOf({ nodes, pods: [] }, 'much')).toEqual([
      ['quantities'],
      ['allocatable', 'quantities'],
    ])
    expect(needsOf({ nodes: [nodeOf('n', 'x')], pods: [] })).toEqual([['quantities']])
    expect(needsOf({ nodes: [nodeOf('n', '1')], pods: [podOn('p', 'n', 'x')] })).toEqual([
      ['quantities'],
    ])
    expect(daemonSetFit(cluster({ pods: [] }), agent('1'))).toEqual([])
  })

  it('takes what is terminating to be gone where it is asked for', () => {
    const going = podOn('p', 'n', '900m')
    const metadata = { ...going.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' }
    const made = cluster({ nodes: [nodeOf('n', '1')], pods: [{ ...going, metadata }] })
    const codeOf = (afterTermination: boolean) =>
      daemonSetFit(made, agent('500m'), { afterTermination })[0]?.fit.code
    expect([codeOf(false), codeOf(true)]).toEqual(['full', 'fits'])
  })

  it('says what fits says of the pod on each node', () => {
    const cpu = fc.integer({ min: 0, max: 4000 }).map((amount) => `${amount}m`)
    fc.assert(
      fc.property(cpu, cpu, fc.array(cpu, { maxLength: 4 }), (asked, room, taken) => {
        const node = nodeOf('n', room)
        const pods = taken.map((each, i) => podOn(`p${i}`, 'n', each))
        const [found] = daemonSetFit(cluster({ nodes: [node], pods }), agent(asked))
        expect(found?.fit).toEqual(orThrow(fits({ spec: requesting(asked) }, node, pods)))
      }),
    )
  })
})
