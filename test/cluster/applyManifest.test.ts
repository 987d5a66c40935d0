import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { asCreated } from '../../src/api/asCreated.js'
import { applyManifest, type Manifest } from '../../src/cluster/applyManifest.js'
import { cluster, type Cluster, type ClusterObjects } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const applied = (objects: ClusterObjects, manifest: Manifest): Cluster =>
  orThrow(applyManifest(cluster(frozen(objects)), frozen(manifest)))

const metadata = { namespace: 'a', name: 'x' }
const stored = {
  ...metadata,
  uid: 'u1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  deletionTimestamp: '2026-01-02T00:00:00Z',
}

describe('applyManifest', () => {
  it.each<[string, Manifest, keyof Cluster, string]>([
    ['a DaemonSet', { kind: 'DaemonSet', metadata }, 'daemonSets', 'a/x'],
    ['a node', { kind: 'Node', metadata }, 'nodes', 'x'],
    ['a pod', { kind: 'Pod', metadata }, 'pods', 'a/x'],
    ['a revision', { kind: 'ControllerRevision', metadata }, 'revisions', 'a/x'],
    ['a namespace', { kind: 'Namespace', metadata }, 'namespaces', 'x'],
  ])('adds %s', (_what, manifest, list, key) => {
    const after = applied({}, manifest)
    expect([...(after[list] ?? new Map<string, unknown>()).keys()]).toEqual([key])
  })

  it.each<[Manifest, keyof Cluster]>([
    [{ kind: 'DaemonSet', metadata: { name: 'x' } }, 'daemonSets'],
    [{ kind: 'Pod', metadata: { name: 'x', namespace: '' } }, 'pods'],
    [{ kind: 'ControllerRevision', metadata: { name: 'x' } }, 'revisions'],
  ])('takes no namespace for default: %j', (manifest, list) => {
    const after = applied({}, manifest)
    expect([...(after[list] ?? new Map<string, unknown>()).keys()]).toEqual(['default/x'])
  })

  it('lets what is new begin as the API server does', () => {
    const daemonSet = applied({}, { kind: 'DaemonSet', metadata }).daemonSets?.get('a/x')
    expect(daemonSet).toMatchObject({
      metadata: { generation: 1 },
      spec: { updateStrategy: { type: 'RollingUpdate' }, revisionHistoryLimit: 10 },
      status: {},
    })
    const running = { phase: 'Running' }
    const pod = applied({}, { kind: 'Pod', metadata, status: running }).pods?.get('a/x')
    expect(pod?.status).toEqual({ phase: 'Pending' })
    const namespace = applied({}, { kind: 'Namespace', metadata }).namespaces?.get('x')
    expect(namespace?.status).toEqual({ phase: 'Active' })
    const status = { conditions: [{ type: 'Ready', status: 'True' }] }
    const node = applied({}, { kind: 'Node', metadata, status }).nodes?.get('x')
    expect(node?.status).toEqual(status)
  })

  it('keeps of a node what other writers own, and takes the rest from the manifest', () => {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] }
    const nodes = [{ metadata: { ...stored, labels: { old: '' } }, status }]
    const manifest = {
      kind: 'Node',
      metadata: { name: 'x', uid: 'u2', labels: { new: '' } },
      spec: { unschedulable: true },
      status: { conditions: [] },
    } as const
    expect(applied({ nodes }, manifest).nodes?.get('x')).toEqual({
      kind: 'Node',
      metadata: { ...stored, namespace: undefined, labels: { new: '' } },
      spec: { unschedulable: true },
      status,
    })
  })

  it('keeps the phase of a pod and of a namespace, and the UID of a revision', () => {
    const pods = [{ metadata: stored, status: { phase: 'Running' } }]
    const pod = applied({ pods }, { kind: 'Pod', metadata }).pods?.get('a/x')
    expect(pod).toMatchObject({ metadata: stored, status: { phase: 'Running' } })
    const namespaces = [{ metadata: stored, status: { phase: 'Terminating' } }]
    const namespace = applied({ namespaces }, { kind: 'Namespace', metadata }).namespaces?.get('x')
    expect(namespace?.status).toEqual({ phase: 'Terminating' })
    const revisions = [{ metadata: stored, revision: 1 }]
    const manifest = { kind: 'ControllerRevision', metadata, revision: 2 } as const
    expect(applied({ revisions }, manifest).revisions?.get('a/x')).toMatchObject({
      metadata: stored,
      revision: 2,
    })
  })

  it('counts the generations of a DaemonSet on where its spec or template changes', () => {
    const first = applied({}, { kind: 'DaemonSet', metadata })
    const daemonSets = [...(first.daemonSets?.values() ?? [])].map((each) => ({
      ...each,
      metadata: { ...each.metadata, uid: 'u1' },
      status: { numberReady: 3 },
    }))
    const generations = (spec: Manifest & { kind: 'DaemonSet' }) => {
      const after = applied({ daemonSets }, spec).daemonSets?.get('a/x')
      expect(after).toMatchObject({ metadata: { uid: 'u1' }, status: { numberReady: 3 } })
      return [after?.metadata?.generation, Object.values(after?.metadata?.annotations ?? {})]
    }
    const kind = 'DaemonSet'
    expect(generations({ kind, metadata })).toEqual([1, ['1']])
    expect(generations({ kind, metadata, spec: { minReadySeconds: 5 } })).toEqual([2, ['1']])
    const template = { spec: { nodeSelector: { gpu: 'true' } } }
    expect(generations({ kind, metadata, spec: { template } })).toEqual([2, ['2']])
  })

  it('15.27: stores a DaemonSet as the release does', () => {
    const onHost = (port: object) => ({
      hostNetwork: true,
      containers: [{ name: 'c', ports: [{ containerPort: 80, ...port }] }],
    })
    const live = asCreated(aDaemonSet({ name: 'x', podSpec: onHost({ hostPort: 80 }) }))
    const sent = { ...aDaemonSet({ name: 'x', podSpec: onHost({}) }), kind: 'DaemonSet' } as const
    const storedIn = (templateHostPortsKept: boolean) => {
      const semantics = { ...newestSemantics, templateHostPortsKept }
      const after = orThrow(applyManifest(cluster({ daemonSets: [live] }), sent, { semantics }))
      const daemonSet = after.daemonSets?.get('default/x')
      const port = daemonSet?.spec?.template?.spec?.containers?.[0]?.ports?.[0]
      return [daemonSet?.metadata?.generation, port?.hostPort]
    }
    expect(storedIn(false)).toEqual([1, 80])
    expect(storedIn(true)).toEqual([2, undefined])
  })

  it('finds no name, no kind and other kinds', () => {
    const issues = (manifest: object) => {
      const answer = applyManifest(cluster({}), manifest as Manifest)
      return E.isLeft(answer) ? answer.left.map(({ code, path }) => [code, path]) : []
    }
    expect(issues({ kind: 'Node' })).toEqual([['WrongType', ['metadata', 'name']]])
    expect(issues({ metadata })).toEqual([['MissingKind', ['kind']]])
    expect(issues({ kind: 'Deployment', metadata })).toEqual([['WrongKind', ['kind']]])
    expect(issues({ kind: 'toString', metadata })).toEqual([['WrongKind', ['kind']]])
  })

  it('leaves everything else as it is, and changes nothing when repeated', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, ...objects }) => {
        const before = cluster({ ...objects, daemonSets: [daemonSet] })
        const manifest = { ...aDaemonSet({ name: 'another' }), kind: 'DaemonSet' } as const
        const once = orThrow(applyManifest(before, manifest))
        expect(once.pods).toEqual(before.pods)
        expect(once.nodes).toEqual(before.nodes)
        expect(orThrow(applyManifest(once, manifest))).toEqual(once)
        const node = { ...aNode('n1'), kind: 'Node' } as const
        const named = orThrow(applyManifest(before, node))
        expect(orThrow(applyManifest(named, node))).toEqual(named)
      }),
    )
  })
})
