import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import { applyPlan, type ApplyOptions } from '../../src/cluster/applyPlan.js'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { after, podsAt } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const nodes = frozen(['n1', 'n2', 'n3'].map((name) => aNode(name)))
const revisions = frozen([createdRevision(agent, 'new', 1)])
const now = after(600)

const around = (pods: readonly Pod[], daemonSet = agent): Cluster =>
  cluster(frozen({ nodes, pods, revisions: [createdRevision(daemonSet, 'new', 1)] }))

const applied = (snapshot: Cluster, options?: ApplyOptions, daemonSet: DaemonSet = agent) =>
  applyPlan(snapshot, daemonSet, plan(snapshot, daemonSet, { now }), options)

const namesOf = ({ pods }: Cluster) => [...(pods?.keys() ?? [])]

describe('applyPlan', () => {
  it('creates the pods, so that the next pass creates none', () => {
    const { cluster: next, daemonSet } = applied(around([]))
    expect(namesOf(next)).toEqual(['default/agent-n1', 'default/agent-n2', 'default/agent-n3'])
    expect(plan(next, daemonSet, { now })).toMatchObject({
      creates: [],
      pods: [{ updated: true }, { updated: true }, { updated: true }],
      status: { computed: { currentNumberScheduled: 3, numberReady: 0 } },
    })
  })

  const old = podsAt(agent, { n1: 'old', n2: 'old', n3: 'old' })

  it('18.2: of a choice does what comes first by name, or what is picked', () => {
    expect(namesOf(applied(around(old)).cluster)).toEqual(['default/n2-0', 'default/n3-0'])
    const last = applied(around(old), { pick: ({ from }) => from.slice(-1) })
    expect(namesOf(last.cluster)).toEqual(['default/n1-0', 'default/n2-0'])
  })

  it.each<[string, readonly string[]]>([
    ['names that are none of its candidates', ['n9-0', '__proto__']],
    ['too few names', []],
    ['too many, in their order', ['n1-0', 'n3-0', 'n2-0']],
    ['a name twice', ['n1-0', 'n1-0']],
  ])('18.2: does of a choice what Kubernetes could do, picked %s', (_what, picks) => {
    const result = plan(around(old), agent, { now })
    expect(result.choices).toMatchObject([{ count: 1, from: ['n1-0', 'n2-0', 'n3-0'] }])
    const { cluster: next } = applied(around(old), { pick: () => picks })
    expect(namesOf(next)).toEqual(['default/n2-0', 'default/n3-0'])
  })

  it('9.21: creates nothing where the API server refuses', () => {
    const namespaces = [{ metadata: { name: 'default' }, status: { phase: 'Terminating' } }]
    const snapshot = cluster({ nodes, pods: [], revisions, namespaces })
    const result = plan(snapshot, agent, { now })
    expect(result.creates).toHaveLength(3)
    expect(namesOf(applyPlan(snapshot, agent, result).cluster)).toEqual([])
  })

  it('has pods that run terminate if asked to', () => {
    const { cluster: next } = applied(around(old), { deleted: 'terminating' })
    expect(next.pods?.get('default/n1-0')?.metadata?.deletionTimestamp).toBe(now)
    expect(plan(next, agent, { now }).pods).toMatchObject([
      { disposition: { code: 'terminating' } },
      { disposition: { code: 'keep' } },
      { disposition: { code: 'keep' } },
    ])
  })

  it('makes the revision under the hash that is given, or a placeholder', () => {
    const snapshot = cluster({ nodes, pods: [], revisions: [] })
    const hashOf = ({ cluster: next }: ReturnType<typeof applied>) =>
      next.pods?.get('default/agent-n1')?.metadata?.labels?.['controller-revision-hash']
    const given = applied(snapshot, { newRevisionHash: 'abc' })
    expect([...(given.cluster.revisions?.keys() ?? [])]).toEqual(['default/agent-abc'])
    expect(hashOf(given)).toBe('abc')
    const placed = applied(snapshot)
    expect([...(placed.cluster.revisions?.keys() ?? [])]).toEqual(['default/agent-revision-1'])
    expect(hashOf(placed)).toBe('revision-1')
    expect(plan(placed.cluster, placed.daemonSet, { now }).revision).toMatchObject({
      code: 'Current',
      hash: 'revision-1',
      number: 1,
    })
  })

  it('makes the revision as the release writes it, so that the next pass finds it', () => {
    const snapshot = cluster({ nodes, pods: [], revisions: [] })
    const semantics = { ...newestSemantics, creationTimestampOmitted: false }
    const pass = plan(snapshot, agent, { now, semantics })
    const found = (options: ApplyOptions) => {
      const { cluster: next, daemonSet } = applyPlan(snapshot, agent, pass, options)
      return plan(next, daemonSet, { now, semantics }).revision.code
    }
    expect(found({ semantics })).toBe('Current')
    expect(found({})).toBe('New')
  })

  it('makes pods without a hash, and no revision, where revisions are unknown', () => {
    const { cluster: next } = applied(cluster({ nodes, pods: [] }))
    expect(next.revisions).toBeUndefined()
    expect(next.pods?.get('default/agent-n1')?.metadata?.labels).toEqual({ app: 'agent' })
  })

  it('takes in orphans and lets go of others, once', () => {
    const orphan = aPodOf(agent, { node: 'n1', name: 'a', metadata: { ownerReferences: [] } })
    const pods = [orphan, ...podsAt(agent, { n2: 'new*' })]
    const { cluster: next } = applied(around(pods))
    const claims = plan(next, agent, { now }).pods.map(({ name, claim }) => [name, claim])
    expect(claims).toEqual([
      ['a', 'owned'],
      ['agent-n2', 'owned'],
      ['agent-n3', 'owned'],
    ])
    expect(next.pods?.get('default/n2-0')?.metadata?.ownerReferences).toEqual([])
  })

  it('takes in the revisions that nobody owns and lets go of others, once', () => {
    const orphan = createdRevision(agent, 'new', 2)
    const former = aDaemonSet({ podSpec: { hostNetwork: true } })
    const other = createdRevision(former, 'old', 1)
    const claimed = [
      {
        ...orphan,
        metadata: { ...orphan.metadata, labels: { app: 'agent' }, ownerReferences: [] },
      },
      { ...other, metadata: { ...other.metadata, labels: { app: 'other' } } },
    ]
    const snapshot = cluster({ nodes, revisions: claimed, pods: [] })
    const first = plan(snapshot, agent, { now })
    expect(first.revision).toMatchObject({
      hash: 'agent-new',
      adopted: ['agent-new'],
      released: ['agent-old'],
      labelled: ['agent-new'],
    })
    const { cluster: next } = applyPlan(snapshot, agent, first)
    expect(plan(next, agent, { now }).revision).toMatchObject({
      hash: 'agent-new',
      adopted: [],
      released: [],
      labelled: [],
    })
  })

  it('keeps one of several equal revisions, and gives its hash to every pod', () => {
    const twice = [createdRevision(agent, 'a', 1), createdRevision(agent, 'b', 2)]
    const snapshot = cluster({ nodes, revisions: twice, pods: podsAt(agent, { n1: 'a', n2: 'x' }) })
    const { cluster: next } = applied(snapshot)
    expect([...(next.revisions?.keys() ?? [])]).toEqual(['default/agent-b'])
    expect(plan(next, agent, { now }).pods.map(({ updated }) => updated)).toEqual([
      true,
      true,
      true,
    ])
  })

  it('writes the status, and leaves the rest of it as it is', () => {
    const daemonSet = frozen(
      aDaemonSet({
        metadata: { generation: 2n ** 53n + 1n },
        status: { collisionCount: 3, numberReady: 9 },
      }),
    )
    expect(applied(around([], daemonSet), {}, daemonSet).daemonSet.status).toEqual({
      collisionCount: 3,
      desiredNumberScheduled: 3,
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
      numberAvailable: 0,
      updatedNumberScheduled: 0,
      numberUnavailable: 3,
      observedGeneration: 2n ** 53n + 1n,
    })
  })

  it('returns the same DaemonSet where the status is not written', () => {
    const first = applied(cluster({ nodes, revisions, pods: [] }))
    const second = applied(cluster({ nodes, revisions, pods: [] }), {}, first.daemonSet)
    expect(second.daemonSet).toBe(first.daemonSet)
    expect(applied(cluster({ pods: [] })).daemonSet).toBe(agent)
  })

  it('writes a status without a generation as it is planned', () => {
    const snapshot = around([])
    const planned = plan(snapshot, agent, { now })
    const { observedGeneration: _generation, ...computed } = planned.status.computed
    const status = { ...planned.status, computed }
    expect(applyPlan(snapshot, agent, { ...planned, status }).daemonSet.status).toEqual(computed)
  })

  it('puts the DaemonSet into a cluster that knows DaemonSets', () => {
    const known = cluster({ nodes, revisions, pods: [], daemonSets: [agent] })
    const next = applied(known)
    expect(next.cluster.daemonSets?.get('default/agent')).toBe(next.daemonSet)
    expect(applied(around([])).cluster.daemonSets).toBeUndefined()
  })

  it('changes nothing but the DaemonSet itself where the pass stops early', () => {
    const leaving = aDaemonSet({ metadata: { deletionTimestamp: now } })
    const snapshot = around(podsAt(agent, { n1: 'old!*' }))
    const next = applied(snapshot, {}, leaving)
    expect(next).toEqual({ cluster: snapshot, daemonSet: leaving, backoff: {} })
  })

  it('creates nothing more after the batch of the first creation that fails', () => {
    const failing = (node: string): ApplyOptions => ({ fails: ({ name }) => name === node })
    expect(namesOf(applied(around([]), failing('n1')).cluster)).toEqual([])
    expect(namesOf(applied(around([]), failing('n2')).cluster)).toEqual([
      'default/agent-n1',
      'default/agent-n3',
    ])
  })

  it('keeps the pods whose deletion fails, and asks by action and name', () => {
    const asked: string[] = []
    const fails: ApplyOptions['fails'] = ({ action, name }) => {
      asked.push(`${action} ${name}`)
      return action === 'delete'
    }
    expect(namesOf(applied(around(old), { fails }).cluster)).toContain('default/n1-0')
    expect(asked).toEqual(['delete n1-0', 'status agent'])
  })

  it('cleans up no old revision after a failure, but removes duplicates', () => {
    const daemonSet = aDaemonSet({ spec: { revisionHistoryLimit: 0 } })
    const others = [
      createdRevision(aDaemonSet({ podSpec: { hostNetwork: true } }), 'older', 1),
      createdRevision(daemonSet, 'twin', 2),
      createdRevision(daemonSet, 'new', 3),
    ]
    const snapshot = cluster(frozen({ nodes, pods: [], revisions: others }))
    const left = (options: ApplyOptions) => [
      ...(applied(snapshot, options, daemonSet).cluster.revisions?.keys() ?? []),
    ]
    expect(left({})).toEqual(['default/agent-new'])
    expect(left({ fails: ({ action }) => action === 'create' })).toEqual([
      'default/agent-older',
      'default/agent-new',
    ])
  })

  it('leaves the status as it was when that fails, and so the memory of failed pods', () => {
    const failed = aPodOf(agent, { node: 'n1', phase: 'Failed' })
    const written = applied(around([failed]))
    expect(written.daemonSet.status?.desiredNumberScheduled).toBe(3)
    expect(written.backoff).toEqual({})
    const kept = applied(around([failed]), { fails: ({ action }) => action === 'status' })
    expect(kept.daemonSet).toBe(agent)
    expect(kept.backoff).toEqual({ n1: { since: now, seconds: 1 } })
  })

  it('leaves the status after another failure in older releases only', () => {
    const fails: ApplyOptions['fails'] = ({ action }) => action === 'create'
    const semantics = { ...newestSemantics, statusAfterFailure: false }
    expect(applied(around([]), { fails }).daemonSet).not.toBe(agent)
    expect(applied(around([]), { fails, semantics }).daemonSet).toBe(agent)
    expect(applied(around([]), { semantics }).daemonSet).not.toBe(agent)
  })

  it('claims what a pass has claimed that fails while it reads the revisions', () => {
    const namespaces = [{ metadata: { name: 'default' }, status: { phase: 'Terminating' } }]
    const orphan = createdRevision(aDaemonSet({ podSpec: { hostNetwork: true } }), 'old', 1)
    const unowned = { ...orphan, metadata: { ...orphan.metadata, ownerReferences: [] } }
    const snapshot = cluster(frozen({ nodes, pods: [], revisions: [unowned], namespaces }))
    const { cluster: next } = applied(snapshot)
    expect(next.revisions?.get('default/agent-old')?.metadata?.ownerReferences).toMatchObject([
      { name: 'agent', controller: true },
    ])
  })

  it('deletes all that is certain to go, and creates on every node that is certain to get a pod', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const snapshot = cluster(scene)
        const pass = plan(snapshot, scene.daemonSet, { now })
        const { cluster: next } = applyPlan(snapshot, scene.daemonSet, pass)
        const gone = pass.pods.filter(({ disposition }) => disposition.code === 'delete')
        for (const { name } of gone) expect(namesOf(next)).not.toContain(`default/${name}`)
        const fresh = namesOf(next).filter((name) => snapshot.pods?.has(name) !== true)
        const certain = pass.creates.filter(({ choice }) => choice === undefined).length
        const chosen = pass.choices.filter(({ action }) => action === 'create')
        expect(fresh).toHaveLength(chosen.reduce((sum, { count }) => sum + count, certain))
      }),
    )
  })

  it('never touches nodes, or pods that the plan does not name', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const snapshot = cluster(scene)
        const pass = plan(snapshot, scene.daemonSet, { now })
        const { cluster: next } = applyPlan(snapshot, scene.daemonSet, pass)
        expect(next.nodes).toEqual(snapshot.nodes)
        const named = new Set(pass.pods.map(({ name }) => name))
        for (const [key, pod] of snapshot.pods ?? []) {
          if (!named.has(pod.metadata?.name ?? '')) expect(next.pods?.get(key)).toBe(pod)
        }
      }),
    )
  })
})
