import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { changeObjects } from '../../src/impact/changeObjects.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const agent = aDaemonSet()
const other = aDaemonSet({ metadata: { namespace: 'b', uid: 'b-agent' } })
const pod = aPodOf(agent, { node: 'n1' })
const shared = aPodOf(agent, {
  node: 'n2',
  metadata: {
    ownerReferences: [
      ...(pod.metadata?.ownerReferences ?? []),
      { apiVersion: 'v1', kind: 'Thing', name: 't', uid: 't' },
    ],
  },
})
const before = frozen(
  cluster({
    nodes: [aNode('n1'), aNode('n2')],
    pods: [pod, shared],
    daemonSets: [agent, other],
    revisions: [],
  }),
)

describe('changeObjects', () => {
  it('finds an object by its name alone only where that is unique', () => {
    const change = { code: 'DeleteDaemonSet', objects: { names: ['agent', 'none'] } } as const
    expect(changeObjects(before, change, newestSemantics)).toMatchObject({
      events: [],
      objects: [],
      faults: [
        { code: 'AmbiguousName', kind: 'DaemonSet', objects: ['default/agent', 'b/agent'] },
        { code: 'ObjectNotFound', kind: 'DaemonSet', name: 'none' },
      ],
    })
  })

  it('deletes a DaemonSet with the pods that nothing else owns', () => {
    const objects = { namespace: 'default', names: ['agent'] }
    const done = changeObjects(before, { code: 'DeleteDaemonSet', objects }, newestSemantics)
    expect([...(done.cluster.daemonSets?.keys() ?? [])]).toEqual(['b/agent'])
    expect([...(done.cluster.pods?.values() ?? [])].map(({ metadata }) => metadata)).toMatchObject([
      { name: 'pod-n2', ownerReferences: [{ kind: 'Thing' }] },
    ])
    expect(done.objects).toMatchObject([
      { operation: 'Deleted', changed: true, orphaned: ['default/pod-n2'] },
    ])
    expect(done.events.map(({ code }) => code)).toEqual(['DaemonSetDeleted', 'PodDeleted'])
  })

  it('does to several objects what it does to one after the other', () => {
    const owners = [agent, aDaemonSet({ metadata: { name: 'two', uid: 'two' } })]
    const ofBoth = aPodOf(agent, {
      node: 'n3',
      metadata: {
        ownerReferences: owners.map(({ metadata }) => ({
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: metadata?.name ?? '',
          uid: metadata?.uid ?? '',
        })),
      },
    })
    const world = frozen(
      cluster({ nodes: [], pods: [pod, shared, ofBoth], daemonSets: owners, revisions: [] }),
    )
    const names = ['agent', 'two']
    const update = (live: typeof agent) => ({
      daemonSet: { ...live, spec: { ...live.spec, minReadySeconds: 5 } },
      issues: [],
    })
    const changes = [
      (of: readonly string[]) => ({ code: 'DeleteDaemonSet', objects: { names: of } }) as const,
      (of: readonly string[]) =>
        ({ code: 'DeleteDaemonSet', objects: { names: of }, cascade: 'orphan' }) as const,
      (of: readonly string[]) =>
        ({
          code: 'UpdateDaemonSet',
          objects: { names: of },
          update,
          operation: 'Patched',
        }) as const,
    ]
    for (const change of changes) {
      const together = changeObjects(world, change(names), newestSemantics)
      const first = changeObjects(world, change(['agent']), newestSemantics)
      const second = changeObjects(first.cluster, change(['two']), newestSemantics)
      expect(together.cluster).toEqual(second.cluster)
      expect(together.events).toEqual([...first.events, ...second.events])
      expect(together.objects).toEqual([...first.objects, ...second.objects])
    }
  })

  it('leaves all pods behind where that is asked for', () => {
    const objects = { namespace: 'default', names: ['agent'] }
    const done = changeObjects(
      before,
      { code: 'DeleteDaemonSet', objects, cascade: 'orphan' },
      newestSemantics,
    )
    expect(done.cluster.pods?.size).toBe(2)
    expect(done.cluster.pods?.get('default/pod-n1')?.metadata?.ownerReferences).toEqual([])
  })

  it('stores an update as the API server does, and keeps the name', () => {
    const objects = { namespace: 'default', names: ['agent'] }
    const update = (live: typeof agent) => ({
      daemonSet: { ...live, metadata: { name: 'x' }, spec: { ...live.spec, minReadySeconds: 5 } },
      issues: [],
    })
    const change = { code: 'UpdateDaemonSet', objects, update, operation: 'Patched' } as const
    const done = changeObjects(before, change, newestSemantics)
    expect(done.cluster.daemonSets?.get('default/agent')).toMatchObject({
      metadata: { name: 'agent', uid: agent.metadata?.uid },
      spec: { minReadySeconds: 5 },
    })
    expect(done.events).toMatchObject([{ code: 'DaemonSetUpdated' }])
  })

  it('does what is asked for as far as it is not refused', () => {
    const objects = { namespace: 'default', names: ['agent'] }
    const issues = [{ code: 'NoContainer', name: 'z' }] as const
    const asked = { code: 'UpdateDaemonSet', objects, operation: 'ImageUpdated' } as const
    const none = changeObjects(before, { ...asked, update: () => ({ issues }) }, newestSemantics)
    expect(none).toMatchObject({ cluster: before, objects: [], faults: [{ issues }] })
    const same = changeObjects(
      before,
      {
        ...asked,
        update: (daemonSet) => ({ daemonSet, issues }),
      },
      newestSemantics,
    )
    expect(same).toMatchObject({
      events: [],
      objects: [],
      faults: [{ code: 'UpdateRefused', issues }],
    })
  })

  it('15.27: changes nothing where the release writes the host ports that the object has', () => {
    const onHost = (port: object) => ({
      ...agent,
      spec: {
        ...agent.spec,
        template: {
          ...agent.spec?.template,
          spec: { hostNetwork: true, containers: [{ name: 'c', ports: [port] }] },
        },
      },
    })
    const live = cluster({ daemonSets: [onHost({ containerPort: 80, hostPort: 80 })] })
    const eventsIn = (templateHostPortsKept: boolean) =>
      changeObjects(
        live,
        {
          code: 'UpdateDaemonSet',
          objects: { namespace: 'default', names: ['agent'] },
          update: () => ({ daemonSet: onHost({ containerPort: 80 }), issues: [] }),
          operation: 'Patched',
        },
        { ...newestSemantics, templateHostPortsKept },
      ).events.length
    expect([eventsIn(false), eventsIn(true)]).toEqual([0, 1])
  })

  it('deletes pods, and tells which are not there', () => {
    const objects = { namespace: 'default', names: ['pod-n1', 'none'] }
    const done = changeObjects(before, { code: 'DeletePod', objects }, newestSemantics)
    expect([...(done.cluster.pods?.keys() ?? [])]).toEqual(['default/pod-n2'])
    expect(done.events).toEqual([{ code: 'PodDeleted', pod }])
    expect(done.objects).toEqual([
      { kind: 'Pod', namespace: 'default', name: 'pod-n1', operation: 'Deleted', changed: true },
    ])
    expect(done.faults).toEqual([
      { code: 'ObjectNotFound', kind: 'Pod', name: 'none', namespace: 'default' },
    ])
    const none = { code: 'DeletePod', objects: { names: ['none'] } } as const
    expect(changeObjects(before, none, newestSemantics).cluster).toBe(before)
  })

  it('does not know what is there where nothing was given, and lets go of nothing without a UID', () => {
    const unknown = cluster({})
    const objects = { names: ['agent'] }
    for (const code of ['DeletePod', 'DeleteDaemonSet'] as const) {
      const done = changeObjects(unknown, { code, objects }, newestSemantics)
      expect(done.faults).toMatchObject([{ code: 'ObjectUnknown', name: 'agent' }])
      expect(done.cluster).toBe(unknown)
    }
    const nameless = { metadata: { name: 'agent' }, spec: agent.spec }
    const orphan = { metadata: { name: 'p', ownerReferences: [{ ...OWNER, uid: '' }] } }
    const bare = cluster({ daemonSets: [nameless], pods: [orphan, { metadata: { name: 'q' } }] })
    const done = changeObjects(bare, { code: 'DeleteDaemonSet', objects }, newestSemantics)
    expect(done.cluster.daemonSets?.size).toBe(0)
    expect(done.cluster.pods?.size).toBe(2)
    expect(done.objects).toEqual([
      { kind: 'DaemonSet', namespace: '', name: 'agent', operation: 'Deleted', changed: true },
    ])
  })

  it('takes revisions away with their DaemonSet, or leaves them without it', () => {
    const revision = {
      metadata: { namespace: 'default', name: 'r', ownerReferences: pod.metadata?.ownerReferences },
      revision: 1,
    }
    const world = cluster({ daemonSets: [agent], pods: [pod], revisions: [revision] })
    const after = (cascade?: 'orphan') =>
      changeObjects(
        world,
        { code: 'DeleteDaemonSet', objects: { names: ['agent'] }, cascade },
        newestSemantics,
      ).cluster.revisions
    expect(after()?.size).toBe(0)
    expect(after('orphan')?.get('default/r')?.metadata?.ownerReferences).toEqual([])
  })

  it('is refused an object without a name', () => {
    const nameless = cluster({ daemonSets: [{ spec: agent.spec }] })
    const done = changeObjects(
      nameless,
      {
        code: 'UpdateDaemonSet',
        objects: { names: [''] },
        update: (daemonSet) => ({ daemonSet, issues: [] }),
        operation: 'Patched',
      },
      newestSemantics,
    )
    expect(done.cluster).toBe(nameless)
    expect(done.faults).toMatchObject([{ code: 'UpdateRefused', daemonSet: '' }])
  })
})

const OWNER = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' }
