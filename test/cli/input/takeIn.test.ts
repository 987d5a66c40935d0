import { describe, expect, it } from 'vitest'
import { NothingLeft } from '../../../src/cli/exitCode.js'
import {
  findAccepted,
  findServed,
  takenFrom,
  withoutOwned,
  type TakeOptions,
} from '../../../src/cli/input/takeIn.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { decodeObjects } from '../../../src/decode/decodeObjects.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const manifest = (name: string, parts: object = {}, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, ...metadata },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', image: 'c:1' }] },
    },
    ...parts,
  },
})

const taken = (items: readonly object[], options: TakeOptions = {}) =>
  takenFrom(
    {
      objects: decodeObjects(frozen(items)),
      problems: [],
      originOf: () => undefined,
      writtenOf: () => undefined,
    },
    options,
  )

const refusedIn = (items: readonly object[], options: TakeOptions = {}) =>
  taken(items, options).intake.refused.map(({ subject, issues }) => [
    subject.name,
    issues.map(({ code }) => code),
  ])

describe('takenFrom', () => {
  it('takes the objects of the cluster as they are, whatever the API server would say', () => {
    const daemonSet = aDaemonSet({ spec: { minReadySeconds: -1 } })
    const { served, beside, intake } = taken([daemonSet])
    expect(served).toEqual([{ daemonSet, isNew: false, given: daemonSet }])
    expect(beside).toEqual([])
    expect(intake.refused).toEqual([])
  })

  it('takes a manifest as it would be created, and knows where it came from', () => {
    const given = manifest('logs')
    const objects = decodeObjects([given])
    const origin = { file: 'a', document: 1, path: [] }
    const originOf = (object: object) => (object === objects.daemonSets?.[0] ? origin : undefined)
    const { served, ...rest } = takenFrom({
      objects,
      problems: [],
      originOf,
      writtenOf: () => undefined,
    })
    expect(served).toMatchObject([
      {
        daemonSet: {
          metadata: { namespace: 'default', generation: 1 },
          spec: { revisionHistoryLimit: 10 },
        },
        isNew: true,
      },
    ])
    expect(rest.originOf(served[0]?.daemonSet ?? {})).toBe(origin)
    expect(rest.objects.daemonSets).toEqual([served[0]?.daemonSet])
  })

  it('leaves out a manifest of what the cluster has, and says so', () => {
    const live = aDaemonSet({ name: 'logs' })
    for (const order of [
      [live, manifest('logs')],
      [manifest('logs'), live],
    ]) {
      const { served, beside } = taken(order)
      expect(served.map(({ isNew }) => isNew)).toEqual([false])
      expect(beside).toEqual(['default/logs'])
    }
  })

  it('knows what was before', () => {
    const before = decodeObjects([aDaemonSet({ name: 'logs' })])
    const other = { selector: { matchLabels: { app: 'other' } } }
    expect(taken([manifest('logs')], { before }).intake.accepted).toMatchObject([
      { code: 'Updated' },
    ])
    expect(refusedIn([manifest('logs', other)], { before })).toEqual([
      ['logs', ['InvalidField', 'InvalidField']],
    ])
  })

  it('does not know DaemonSets where none were given', () => {
    expect(taken([aNode('n1')]).objects.daemonSets).toBeUndefined()
    expect(taken([manifest('logs', { minReadySeconds: -1 })]).objects.daemonSets).toEqual([])
  })

  it('puts manifests into the namespace that is asked for', () => {
    const namespaceOf = (options: TakeOptions) =>
      taken([manifest('logs')], options).served[0]?.daemonSet.metadata?.namespace
    expect(namespaceOf({})).toBe('default')
    expect(namespaceOf({ wanted: 'b/logs' })).toBe('b')
    expect(namespaceOf({ namespace: 'c', wanted: 'logs' })).toBe('c')
    expect(refusedIn([manifest('logs', {}, { namespace: 'd' })], { namespace: 'c' })).toEqual([
      ['logs', ['OtherNamespace']],
    ])
  })
})

describe('what is asked for', () => {
  const bad = { minReadySeconds: -1 }

  it('is found among what is looked at', () => {
    const found = findServed(taken([manifest('a'), manifest('b', bad)]), 'a', undefined)
    expect(found.daemonSet.metadata?.name).toBe('a')
    expect(() => findServed(taken([manifest('a')]), 'c', undefined)).toThrow('no DaemonSet c')
  })

  it('needs no answer where it is refused', () => {
    const read = taken([manifest('a'), manifest('b', bad)])
    expect(() => findServed(read, 'b', undefined)).toThrow(NothingLeft)
    expect(() => findServed(read, 'default/b', undefined)).toThrow(NothingLeft)
    expect(() => findAccepted(read, 'b', undefined, '--apply')).toThrow(NothingLeft)
  })

  it('is found among updates, too, where they are asked about', () => {
    const before = decodeObjects([aDaemonSet({ name: 'logs' })])
    const read = taken([manifest('logs')], { before })
    expect(findAccepted(read, 'logs', undefined, '--apply').code).toBe('Updated')
    expect(() => findAccepted(read, 'x', undefined, '--apply')).toThrow('--apply has default/logs')
  })
})

describe('withoutOwned', () => {
  it('takes pods and revisions that were not given for none', () => {
    const { nodes, pods, revisions } = withoutOwned(cluster({ nodes: [aNode('n1')] }))
    expect([nodes?.size, pods?.size, revisions?.size]).toEqual([1, 0, 0])
  })

  it('keeps what was given, and nodes that were not given unknown', () => {
    const given = cluster({ pods: [{ metadata: { name: 'p' } }], revisions: [{}] })
    const { nodes, pods, revisions } = withoutOwned(given)
    expect([nodes?.size, pods?.size, revisions?.size]).toEqual([undefined, 1, 1])
  })
})
