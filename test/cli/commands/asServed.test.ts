import { describe, expect, it } from 'vitest'
import { asCreated } from '../../../src/api/asCreated.js'
import {
  asServed,
  refusalsJson,
  refusalText,
  refusedAs,
  withoutOwned,
} from '../../../src/cli/commands/asServed.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'

const manifest = (name: string, parts: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c' }] } },
    ...parts,
  },
})

describe('asServed', () => {
  it('takes the objects of the cluster as they are', () => {
    const daemonSet = frozen(aDaemonSet())
    const { served, shadowed } = asServed([daemonSet])
    expect(served).toEqual([{ daemonSet, isNew: false, refused: [] }])
    expect(served[0]?.daemonSet).toBe(daemonSet)
    expect(shadowed).toEqual([])
  })

  it('does not ask whether the API server would accept what it has served', () => {
    const daemonSet = aDaemonSet({ spec: { minReadySeconds: -1 } })
    expect(asServed([daemonSet]).served[0]?.refused).toEqual([])
  })

  it('takes a manifest as it would be created', () => {
    const { served } = asServed(frozen([manifest('logs')]))
    expect(served).toMatchObject([
      {
        daemonSet: {
          metadata: { namespace: 'default', name: 'logs', generation: 1 },
          spec: {
            updateStrategy: {
              type: 'RollingUpdate',
              rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
            },
            revisionHistoryLimit: 10,
          },
        },
        isNew: true,
        refused: [],
      },
    ])
  })

  it('takes the last of several manifests of one name', () => {
    const { served } = asServed([manifest('logs'), manifest('logs', { minReadySeconds: 7 })])
    expect(served.map(({ daemonSet }) => daemonSet.spec?.minReadySeconds)).toEqual([7])
  })

  it('says what the API server refuses about a manifest', () => {
    const { served } = asServed([
      manifest('logs', { selector: { matchLabels: { app: 'other' } }, minReadySeconds: -1 }),
    ])
    expect(served[0]?.refused).toEqual([
      'spec.template.metadata.labels: Invalid value: {"app":"logs"}: `selector` does not match template `labels`',
      'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
    ])
  })

  it('leaves out a manifest of what the cluster has, and says so', () => {
    const live = aDaemonSet({ name: 'logs' })
    for (const order of [
      [live, manifest('logs')],
      [manifest('logs'), live],
    ]) {
      const { served, shadowed } = asServed(order)
      expect(served.map(({ isNew }) => isNew)).toEqual([false])
      expect(shadowed).toEqual(['default/logs'])
    }
  })

  it('takes the last of several objects of one name, as a store does', () => {
    const [first, last] = [1, 2].map((generation) => aDaemonSet({ metadata: { generation } }))
    const given = [first, last].flatMap((each) => (each === undefined ? [] : [each]))
    expect(asServed(given).served.map(({ daemonSet }) => daemonSet)).toEqual([last])
  })

  it('has nothing where nothing is given', () => {
    expect(asServed([])).toEqual({ served: [], shadowed: [] })
  })
})

describe('refusedAs', () => {
  const daemonSet = asCreated(manifest('agent'))
  const moved = { ...daemonSet, spec: { ...daemonSet.spec, selector: { matchLabels: {} } } }

  it('is what the API server says when it is created, or replaced', () => {
    expect(refusedAs(daemonSet, undefined, newestSemantics)).toEqual([])
    expect(refusedAs(daemonSet, daemonSet, newestSemantics)).toEqual([])
    expect(refusedAs(moved, daemonSet, newestSemantics)[0]).toContain('field is immutable')
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

const refusedBy = (name: string, refused: readonly string[]) => ({
  daemonSet: { metadata: { namespace: 'apps', name } },
  refused,
})

describe('refusals', () => {
  it('name the DaemonSets that the API server refuses, with its errors, and no others', () => {
    expect(refusalsJson([refusedBy('a', []), refusedBy('b', ['x', 'y'])])).toEqual([
      { daemonSet: 'apps/b', errors: ['x', 'y'] },
    ])
  })

  it('are told in the words of the API server', () => {
    expect(refusalText('spec: Required value')).toBe(
      'the API server refuses it: spec: Required value',
    )
  })
})
