import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { causesSync, type ClusterEvent } from '../../src/cluster/causesSync.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import type { ControllerRevision } from '../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { Pod } from '../../src/kube/pod.js'
import { ownerReference } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { countsOf, planned } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const selective = frozen(aDaemonSet({ podSpec: { nodeSelector: { color: 'blue' } } }))
const misscheduled = frozen(aDaemonSet({ status: { numberMisscheduled: 1 } }))
const plain = frozen(aNode('n1'))
const blue = frozen(aNode('n1', { labels: { color: 'blue' } }))
const blocked = frozen(aNode('n1', { taints: ['k:NoSchedule'] }))
const evicting = frozen(aNode('n1', { taints: ['k:NoExecute'] }))
const itsPod = frozen(aPodOf(agent, { node: 'n1' }))

const around = (daemonSets: readonly DaemonSet[] | null, pods: readonly Pod[] = []): Cluster =>
  cluster({ daemonSets, pods })
const updated = (before: Node, node: Node): ClusterEvent => ({ code: 'NodeUpdated', before, node })
const added = (node: Node): ClusterEvent => ({ code: 'NodeAdded', node })

const IGNORED = { ignored: true, queued: [] }
const NOBODY = { ignored: false, queued: [] }
const AGENT = { ignored: false, queued: ['default/agent'] }

describe('causesSync, of nodes', () => {
  it.each<[string, ClusterEvent, Cluster, object]>([
    ['Q-01: nothing changed', updated(plain, plain), around([selective]), IGNORED],
    ['Q-02: its labels now match', updated(plain, blue), around([selective]), AGENT],
    ['Q-03: a NoSchedule taint is gone', updated(blocked, plain), around([agent]), AGENT],
    [
      'Q-04: its allocatable resources changed',
      updated(plain, { ...plain, status: { allocatable: { cpu: '2' } } }),
      around([agent]),
      IGNORED,
    ],
    ['Q-05: a new node that does not match', added(plain), around([selective]), NOBODY],
    ['Q-05: a new node that matches', added(blue), around([selective]), AGENT],
    [
      '14.1: a pod that may not continue',
      updated(plain, evicting),
      around([agent], [itsPod]),
      AGENT,
    ],
    ['14.1: no pod, and none that should run', updated(plain, evicting), around([agent]), NOBODY],
    ['14.1: a pod where one should run', updated(blue, plain), around([agent], [itsPod]), NOBODY],
    [
      '14.1: a pod, and some are misscheduled',
      updated(blue, plain),
      around([misscheduled], [itsPod]),
      AGENT,
    ],
    [
      '14.1: a node without a name, though a pod is on no node',
      added(frozen(aNode(''))),
      around([agent], [frozen(aPodOf(agent, { node: 'n1', unbound: true }))]),
      AGENT,
    ],
    ['14.6: a pod that stays', updated(plain, blocked), around([agent], [itsPod]), NOBODY],
    ['14.2: a node goes', { code: 'NodeDeleted', node: plain }, around([agent]), IGNORED],
  ])('%s', (_row, event, snapshot, expected) => {
    expect(causesSync(event, snapshot)).toEqual(expected)
  })

  it('Q-01, Q-04: is not asked what a pass would do, which may be nothing or much', () => {
    expect(countsOf(planned({ daemonSet: selective, nodes: [plain] }))).toBe('0/0/0')
    expect(countsOf(planned({ daemonSet: agent, nodes: [plain] }))).toBe('1/0/0')
  })

  it.each<[string, Pod]>([
    ['bound elsewhere', aPodOf(agent, { node: 'n2' })],
    ['only pinned there', aPodOf(agent, { node: 'n1', unbound: true })],
    ['without a spec', { ...itsPod, spec: null }],
    ['an orphan', aPodOf(agent, { node: 'n1', metadata: { ownerReferences: [] } })],
    ['of another DaemonSet', aPodOf(aDaemonSet({ name: 'x' }), { node: 'n1' })],
    ['of another kind', controlled({ kind: 'ReplicaSet', name: 'agent', controller: true })],
    ['in another namespace', aPodOf(agent, { node: 'n1', metadata: { namespace: 'x' } })],
  ])('14.1: takes a pod for missing that is %s', (_what, pod) => {
    expect(causesSync(added(plain), around([agent], [pod]))).toEqual(AGENT)
  })

  it('14.1: queues for a node without a name, too, where pods are on others', () => {
    expect(causesSync(added({}), around([agent], [itsPod]))).toEqual(AGENT)
  })

  it('14.1: takes a pod for there whatever UID its controller has', () => {
    const pod = controlled({ kind: 'DaemonSet', name: 'agent', uid: 'old', controller: true })
    expect(causesSync(added(plain), around([agent], [pod]))).toEqual(NOBODY)
  })

  it('queues nobody where DaemonSets are unknown, and those that say nothing where they are', () => {
    expect(causesSync(added(plain), around(null))).toEqual(NOBODY)
    expect(causesSync(added(plain), cluster({ daemonSets: [{}], pods: [] }))).toEqual({
      ignored: false,
      queued: [''],
    })
  })

  it('says where it depends on pods that were not given', () => {
    const unknown = causesSync(added(plain), cluster({ daemonSets: [{}] }))
    expect(unknown).toEqual({ ignored: false, queued: [''], unknown: ['pods'] })
  })

  it('queues whom a pass on that node would occupy, if he has no pod there', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, nodes }) => {
        for (const node of nodes) {
          const { queued } = causesSync(added(node), cluster({ daemonSets: [daemonSet] }))
          const { nodes: seen } = planned({ daemonSet, nodes: [node], pods: [], revisions: [] })
          expect(queued.length).toBe(seen[0]?.decision === 'run' ? 1 : 0)
        }
      }),
    )
  })
})

function controlled(reference: object): Pod {
  return aPodOf(agent, { node: 'n1', metadata: { ownerReferences: [reference] } })
}

describe('causesSync, of pods', () => {
  const selector = (app: string) => ({ selector: { matchLabels: { app } } })
  const three = [
    aDaemonSet({ name: 'a', spec: selector('x') }),
    aDaemonSet({ name: 'b', spec: selector('x') }),
    aDaemonSet({ name: 'c', spec: selector('y') }),
  ] as const
  const snapshot = cluster({ daemonSets: three })
  const [a, b] = three
  const orphan = { labels: { app: 'x' }, ownerReferences: [] }
  const podOf = (daemonSet: DaemonSet, metadata: Pod['metadata'] = {}): Pod =>
    frozen(aPodOf(daemonSet, { node: 'n1', metadata }))
  const changed = (before: Pod, pod: Pod): ClusterEvent => ({ code: 'PodUpdated', before, pod })
  const leaves = { deletionTimestamp: new Date(0) }
  const unlike = { ...orphan, labels: { app: 'z' } }

  it.each<[string, ClusterEvent, readonly string[]]>([
    ['Q-06: a bare pod goes', { code: 'PodDeleted', pod: podOf(a, unlike) }, []],
    [
      "Q-06: another controller's pod goes",
      { code: 'PodDeleted', pod: podOf(aDaemonSet({ name: 'z' })) },
      [],
    ],
    [
      'Q-06: a pod without a node goes',
      { code: 'PodDeleted', pod: { metadata: { namespace: 'default', ...orphan } } },
      [],
    ],
    ['Q-07: a pod of its own is new', { code: 'PodAdded', pod: podOf(a) }, ['default/a']],
    [
      'Q-07: an orphan is new',
      { code: 'PodAdded', pod: podOf(a, orphan) },
      ['default/a', 'default/b'],
    ],
    [
      'Q-07: an orphan is new and leaves',
      { code: 'PodAdded', pod: podOf(a, { ...orphan, ...leaves }) },
      [],
    ],
    ['Q-07: its own is new and leaves', { code: 'PodAdded', pod: podOf(a, leaves) }, ['default/a']],
    ['Q-08: a pod of its own', changed(podOf(a), podOf(a, { generation: 2 })), ['default/a']],
    ['Q-08: an orphan, labels as before', changed(podOf(a, orphan), podOf(b, orphan)), []],
    [
      'Q-08: an orphan, other labels',
      changed(podOf(a, unlike), podOf(a, orphan)),
      ['default/a', 'default/b'],
    ],
    ['Q-08: another controller', changed(podOf(a), podOf(b)), ['default/a', 'default/b']],
    [
      'Q-08: no controller any more',
      changed(podOf(a), podOf(a, orphan)),
      ['default/a', 'default/b'],
    ],
    ['Q-09: a pod of its own goes', { code: 'PodDeleted', pod: podOf(a) }, ['default/a']],
    ['Q-09: an orphan goes', { code: 'PodDeleted', pod: podOf(a, orphan) }, []],
  ])('%s', (_row, event, queued) => {
    expect(causesSync(event, snapshot)).toEqual({ ignored: false, queued })
  })
})

describe('causesSync, of revisions', () => {
  const [a, b] = ['a', 'b'].map((name) =>
    aDaemonSet({ name, spec: { selector: { matchLabels: { app: 'x' } } } }),
  ) as [DaemonSet, DaemonSet]
  const snapshot = cluster({ daemonSets: [a, b] })
  const labels = { app: 'x' }
  const orphan = frozen<ControllerRevision>({ metadata: { namespace: 'default', labels } })
  const owned = (daemonSet: DaemonSet, metadata: ControllerRevision['metadata'] = {}) =>
    frozen<ControllerRevision>({
      metadata: {
        ...orphan.metadata,
        ownerReferences: [ownerReference(daemonSet)],
        ...metadata,
      },
    })
  const leaving = { deletionTimestamp: '2026-01-01T00:00:00Z' }
  const changed = (before: ControllerRevision, revision: ControllerRevision): ClusterEvent => ({
    code: 'RevisionUpdated',
    before,
    revision,
  })
  const both = ['default/a', 'default/b']

  it.each<[string, ClusterEvent, readonly string[]]>([
    ['14.7: new, its own', { code: 'RevisionAdded', revision: owned(a) }, []],
    ['14.7: new, an orphan', { code: 'RevisionAdded', revision: orphan }, both],
    [
      '14.7: new and leaving',
      { code: 'RevisionAdded', revision: owned(a, leaving) },
      ['default/a'],
    ],
    ['14.8: changed, its own', changed(owned(a), owned(a, { labels: {} })), ['default/a']],
    ['14.8: changed, another controller', changed(owned(a), owned(b)), both],
    ['14.8: changed, no controller any more', changed(owned(a), orphan), both],
    ['14.8: an orphan, labels as before', changed(orphan, orphan), []],
    [
      '14.8: an orphan, other labels, leaving',
      changed(
        { metadata: { namespace: 'default' } },
        { metadata: { ...orphan.metadata, ...leaving } },
      ),
      both,
    ],
    ['14.8: gone, its own', { code: 'RevisionDeleted', revision: owned(a) }, ['default/a']],
    ['14.8: gone, an orphan', { code: 'RevisionDeleted', revision: orphan }, []],
  ])('%s', (_row, event, queued) => {
    expect(causesSync(event, snapshot)).toEqual({ ignored: false, queued })
  })
})

describe('causesSync, of a pod that has become ready', () => {
  const waiting = frozen(aDaemonSet({ spec: { minReadySeconds: 30 } }))
  const pod = (ready: boolean, metadata: Pod['metadata'] = {}): Pod =>
    frozen(aPodOf(waiting, { node: 'n1', ready, metadata }))
  const laterOf = (before: Pod, after: Pod, daemonSet: DaemonSet = waiting) =>
    causesSync({ code: 'PodUpdated', before, pod: after }, around([daemonSet])).later

  it('14.9: causes one more pass, a second after minReadySeconds', () => {
    expect(laterOf(pod(false), pod(true))).toEqual({ daemonSet: 'default/agent', seconds: 31 })
  })

  it.each<[string, Pod, Pod, DaemonSet?]>([
    ['it was ready before', pod(true), pod(true)],
    ['it no longer is', pod(true), pod(false)],
    ['it leaves', pod(false), pod(true, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
    ['nobody controls it', pod(false), pod(true, { ownerReferences: [] })],
    ['there is nothing to wait for', pod(false), pod(true), agent],
  ])('14.9: causes none where %s', (_what, before, after, daemonSet) => {
    expect(laterOf(before, after, daemonSet)).toBeUndefined()
  })
})

describe('causesSync, of DaemonSets', () => {
  it.each<[string, ClusterEvent]>([
    ['made', { code: 'DaemonSetAdded', daemonSet: agent }],
    ['changed', { code: 'DaemonSetUpdated', before: selective, daemonSet: agent }],
    ['deleted', { code: 'DaemonSetDeleted', daemonSet: agent }],
  ])('14.5: queues itself when it is %s', (_what, event) => {
    expect(causesSync(event, around([]))).toEqual(AGENT)
  })
})
