import { describe, expect, it } from 'vitest'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import type { Node } from '../../src/kube/node.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import type { Cascade, Plan } from '../../src/sync/plan.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { after, countsOf, planned, podsAt, type Setup, deleted } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const one: readonly Node[] = [aNode('n1')]
const five: readonly Node[] = ['n0', 'n1', 'n2', 'n3', 'n4'].map((name) => aNode(name))

const selecting = (selector: LabelSelector | null): DaemonSet => aDaemonSet({ spec: { selector } })
const rolling = (maxUnavailable: number | string, maxSurge: number | string): DaemonSet =>
  aDaemonSet({
    spec: {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
    },
  })
const without = (name: keyof Semantics): Semantics => ({ ...newestSemantics, [name]: false })

/** What a pass comes to that stops before it looks at the pods. */
const nothing = { creates: [], choices: [], rollingUpdate: { code: 'NotReached' } }

describe('step 4', () => {
  it.each<[string, LabelSelector]>([
    ['D-17: the empty selector', {}],
    ['9.13: a selector of nulls', { matchLabels: null, matchExpressions: null }],
  ])('refuses %s with an event, and does nothing else', (_row, selector) => {
    const daemonSet = selecting(selector)
    const result = planned({ daemonSet, nodes: one, pods: podsAt(agent, { n1: 'new:Failed!' }) })
    expect(result).toMatchObject({
      ...nothing,
      outcome: { code: 'SelectsAllPods' },
      events: [{ code: 'SelectingAll' }],
      revision: { code: 'NotReached' },
      status: { written: false, computed: {} },
      pods: [{ name: 'n1-0', disposition: { code: 'untouched' } }],
    })
  })

  it.each<[string, LabelSelector]>([
    ['an empty matchLabels', { matchLabels: {} }],
    ['an empty matchExpressions', { matchExpressions: [] }],
  ])('9.13: lets %s pass, which selects every orphan', (_what, selector) => {
    const pod = { ...aPodOf(agent, { node: 'n1', hash: 'new' }) }
    const orphan = { ...pod, metadata: { ...pod.metadata, labels: {}, ownerReferences: [] } }
    const result = planned({ daemonSet: selecting(selector), nodes: one, pods: [orphan] })
    expect(result.outcome).toEqual({ code: 'Synced' })
    expect(result.pods).toMatchObject([{ claim: 'adopted' }])
  })

  it('comes before step 5', () => {
    const spec = { selector: {} }
    const daemonSet = aDaemonSet({ spec, metadata: { deletionTimestamp: after(0) } })
    expect(planned({ daemonSet, nodes: one }).outcome).toEqual({ code: 'SelectsAllPods' })
  })
})

describe('step 5', () => {
  it('D-13: leaves a DaemonSet alone that is being deleted', () => {
    const daemonSet = aDaemonSet({ metadata: { deletionTimestamp: after(0) } })
    const pods = [...podsAt(agent, { n1: 'new:Failed! new!*' }), anOrphan('orphan')]
    expect(planned({ daemonSet, nodes: five, pods })).toMatchObject({
      ...nothing,
      outcome: { code: 'BeingDeleted', cascade: 'background' },
      events: [],
      revision: { code: 'NotReached' },
      status: { written: false, computed: {} },
      pods: [
        { name: 'n1-0', claim: 'owned', disposition: { code: 'untouched' } },
        { name: 'n1-1', claim: 'owned', disposition: { code: 'untouched' } },
      ],
    })
  })

  it.each<[string, readonly string[] | null, Cascade]>([
    ['in the foreground', ['foregroundDeletion'], 'foreground'],
    ['letting go of its pods', ['orphan'], 'orphan'],
    [
      'letting go of them, which comes before deleting them',
      ['foregroundDeletion', 'orphan'],
      'orphan',
    ],
    ["in the background, held by somebody else's finalizer", ['example.com/x'], 'background'],
    ['in the background', null, 'background'],
  ])('9.5: says how it is deleted: %s', (_what, finalizers, cascade) => {
    const daemonSet = aDaemonSet({ metadata: { deletionTimestamp: after(0), finalizers } })
    expect(planned({ daemonSet }).outcome).toEqual({ code: 'BeingDeleted', cascade })
  })
})

describe('a pass in a namespace that is terminating', () => {
  const namespaces = [{ metadata: { name: 'default' }, status: { phase: 'Terminating' } }]
  const pods = podsAt(agent, { n0: 'new new', n1: 'new' })
  const refused = (setup: Setup): Plan => planned({ nodes: five, pods, namespaces, ...setup })

  it('9.21: tries to create, is refused quietly, and deletes what it has to delete', () => {
    const { outcome, creates, createsRefused, ...rest } = refused({ cacheLag: true })
    expect(outcome).toEqual({ code: 'Synced' })
    expect(creates).toHaveLength(3)
    expect(createsRefused).toBe('NamespaceTerminating')
    expect(deleted(rest)).toEqual(['n0-1'])
    expect(rest.rollingUpdate).toEqual({ code: 'Waits' })
  })

  it('9.21: sees no pods that were never created, where it sees its own writes', () => {
    const { status } = refused({})
    expect(status.computed).toMatchObject({ currentNumberScheduled: 2, updatedNumberScheduled: 2 })
  })

  it('9.21: fails where it has to record a revision', () => {
    expect(refused({ revisions: [] })).toMatchObject({
      ...nothing,
      outcome: { code: 'Failed', step: 'revisions', fault: { code: 'NamespaceTerminating' } },
      status: { written: false, computed: {} },
    })
  })

  it('says nothing of refusals where nothing is created', () => {
    const settled = podsAt(agent, { n0: 'new', n1: 'new', n2: 'new', n3: 'new', n4: 'new' })
    expect(refused({ pods: settled })).not.toHaveProperty('createsRefused')
  })

  it.each<[string, Setup['namespaces']]>([
    ['not given', null],
    ['another one', [{ metadata: { name: 'other' }, status: { phase: 'Terminating' } }]],
    ['active', [{ metadata: { name: 'default' }, status: { phase: 'Active' } }]],
    ['without a status', [{ metadata: { name: 'default' } }]],
  ])('creates where the namespace is %s', (_what, given) => {
    const plan = refused({ namespaces: given ?? null })
    expect(plan.creates).toHaveLength(3)
    expect(plan).not.toHaveProperty('createsRefused')
  })
})

const anOrphan = (name: string) =>
  aPodOf(agent, { node: 'n2', name, hash: 'new', metadata: { ownerReferences: [] } })

describe('step 6', () => {
  it('fails where the selector cannot be read, and takes no orphans', () => {
    const daemonSet = selecting({ matchExpressions: [{ key: 'app', operator: 'Gt' }] })
    const pods = [...podsAt(agent, { n1: 'new!*' }), anOrphan('orphan')]
    expect(planned({ daemonSet, nodes: one, pods })).toMatchObject({
      ...nothing,
      outcome: {
        code: 'Failed',
        step: 'revisions',
        fault: { code: 'InvalidSelector', faults: [{ code: 'UnsupportedOperator' }] },
      },
      status: { written: false },
      pods: [{ name: 'n1-0', claim: 'owned', disposition: { code: 'untouched' } }],
    })
  })

  it('takes nothing for a selector of null, which lets go of every pod', () => {
    const daemonSet = selecting(null)
    const pods = [...podsAt(agent, { n1: 'new' }), anOrphan('orphan')]
    const result = planned({ daemonSet, nodes: one, pods })
    expect(result.pods).toMatchObject([{ name: 'n1-0', disposition: { code: 'release' } }])
    expect(result.creates).toEqual([{ node: 'n1', why: 'NoPod' }])
    expect(result.revision).toMatchObject({ code: 'New', number: 1 })
  })

  it.each<[string, DaemonSet['metadata']]>([
    ['namespace', { namespace: null }],
    ['name', { name: '' }],
    ['uid', { uid: null }],
  ])('fails over pods that it cannot ask for without a %s', (missing, metadata) => {
    const daemonSet = aDaemonSet({ metadata })
    const fault = { code: 'Unidentified', missing }
    const revisions = [createdRevision(daemonSet, 'a', 1), createdRevision(daemonSet, 'b', 2)]
    const step = (setup: Setup): Plan['outcome'] =>
      planned({ daemonSet, nodes: one, ...setup }).outcome
    expect(step({})).toEqual({ code: 'Failed', step: 'manage', fault })
    expect(step({ revisions })).toEqual({ code: 'Failed', step: 'revisions', fault })
    const waiting = planned({ daemonSet, nodes: one, expectationsMet: false })
    expect(waiting.outcome).toEqual({ code: 'Failed', step: 'status', fault })
    expect(waiting.status).toMatchObject({ written: false, computed: {} })
  })

  it('asks by the UID alone in older releases, which an empty one is, too', () => {
    const daemonSet = aDaemonSet({ metadata: { uid: null } })
    const pods = [aPodOf(daemonSet, { node: 'n1', hash: 'new' })]
    const semantics = without('controllerNamed')
    const result = planned({ daemonSet, nodes: one, pods, semantics })
    expect(result).toMatchObject({
      outcome: { code: 'Synced' },
      pods: [{ name: 'pod-n1', claim: 'owned', disposition: { code: 'keep' } }],
    })
  })

  it('claims nothing, and writes nothing, for a DaemonSet without a UID', () => {
    const daemonSet = aDaemonSet({ metadata: { uid: null } })
    const result = planned({ daemonSet, nodes: one, pods: [anOrphan('orphan')] })
    expect(result).toMatchObject({ ...nothing, pods: [], status: { written: false } })
  })
})

describe('step 7', () => {
  const daemonSet = aDaemonSet({
    metadata: { generation: 2 },
    status: { observedGeneration: 1, numberReady: 3 },
  })
  const waiting = planned({
    daemonSet,
    nodes: five,
    pods: podsAt(agent, { n1: 'new', n2: 'old:Failed!' }),
    expectationsMet: false,
  })

  it('writes the status only, of the old generation, while earlier writes are not seen', () => {
    expect(waiting).toMatchObject({
      ...nothing,
      outcome: { code: 'WaitsForExpectations' },
      events: [],
      backoff: {},
      status: {
        written: true,
        computed: {
          desiredNumberScheduled: 5,
          currentNumberScheduled: 2,
          numberReady: 1,
          observedGeneration: 1,
        },
      },
    })
  })

  it('has read the revisions before, but not what becomes of the pods', () => {
    expect(waiting.revision).toMatchObject({ code: 'Current', hash: 'new' })
    expect(waiting.pods.map(({ updated, disposition }) => [updated, disposition.code])).toEqual([
      [true, 'untouched'],
      [false, 'untouched'],
    ])
  })
})

describe('step 9', () => {
  it('9.12: waits where step 8 acted, unless the pass sees its own writes', () => {
    const asked = { nodes: five, pods: podsAt(agent, { n0: 'old', n1: 'new' }) }
    expect(planned({ ...asked, cacheLag: true }).rollingUpdate).toEqual({ code: 'Waits' })
    expect(planned(asked).rollingUpdate).toMatchObject({ code: 'Ran', spent: 3 })
  })

  it('9.12: waits, too, where what step 8 did is not defined', () => {
    const pods = podsAt(agent, { n1: 'new:Failed! new:Failed!' })
    const result = planned({ nodes: one, pods, cacheLag: true })
    expect(result.choices).toMatchObject([{ why: 'FailedPodBackoff', count: 1 }])
    expect(result.rollingUpdate).toEqual({ code: 'Waits' })
  })

  it.each<[string, DaemonSet['spec']]>([
    ['OnDelete', { updateStrategy: { type: 'OnDelete' } }],
    ['a strategy that nobody knows', { updateStrategy: { type: 'rollingUpdate' } }],
    ['no strategy', { updateStrategy: null }],
  ])('11.1: leaves pods to be replaced by others: %s', (_what, spec) => {
    const daemonSet = aDaemonSet({ spec })
    const result = planned({ daemonSet, nodes: one, pods: podsAt(agent, { n1: 'old!' }) })
    expect(result.rollingUpdate).toEqual({ code: 'OtherStrategy' })
    expect(result.pods).toMatchObject([{ updated: false, disposition: { code: 'keep' } }])
  })

  it.each<[string, Setup]>([
    ['nodes', { nodes: null }],
    ['pods', { pods: null }],
    ['nodes', { nodes: null, pods: null, revisions: null }],
    ['revisions', { revisions: null }],
  ])('does not know without %s', (needs, missing) => {
    const pods = podsAt(agent, { n1: 'old' })
    const result = planned({ nodes: one, pods, ...missing })
    expect(result.rollingUpdate).toEqual({ code: 'Unknown', needs })
    expect(countsOf(result)).toBe('0/0/0')
  })

  it('needs no revisions where the generation tells all', () => {
    const annotations = { 'deprecated.daemonset.template.generation': '2' }
    const labels = { app: 'agent', 'pod-template-generation': '2' }
    const pods = [aPodOf(agent, { node: 'n1', metadata: { labels } })]
    const input = { daemonSet: aDaemonSet({ metadata: { annotations } }), nodes: one, pods }
    const result = planned({ ...input, revisions: null })
    expect(result.rollingUpdate).toMatchObject({ code: 'Ran', spent: 0 })
  })
})

describe('step 10', () => {
  const first = createdRevision(aDaemonSet({ podSpec: { hostNetwork: true } }), 'old', 1)
  const daemonSet = aDaemonSet({ spec: { ...agent.spec, revisionHistoryLimit: 0 } })
  const revisions = [first, createdRevision(daemonSet, 'new', 2)]
  const deletedBy = (cacheLag: boolean, pods: Readonly<Record<string, string>>) => {
    const { revision } = planned({
      daemonSet,
      nodes: five,
      pods: podsAt(daemonSet, pods),
      revisions,
      cacheLag,
    })
    return 'deleted' in revision ? revision.deleted : []
  }

  it('12.9: keeps the revision of a pod that this pass deletes, whose end it does not see', () => {
    expect(deletedBy(true, { n1: 'old!' })).toEqual([])
    expect(deletedBy(true, { n1: 'new old' })).toEqual([])
  })

  it('12.9: has no more use for it where the pass sees its own writes', () => {
    expect(deletedBy(false, { n1: 'old!' })).toEqual(['agent-old'])
    expect(deletedBy(false, { n1: 'new old' })).toEqual(['agent-old'])
    expect(deletedBy(false, { n1: 'old' })).toEqual([])
  })
})

describe('step 6, where several revisions record the template', () => {
  const revisions = [createdRevision(agent, 'a', 1), createdRevision(agent, 'new', 2)]
  const pass = (cacheLag: boolean) =>
    planned({ nodes: one, pods: podsAt(agent, { n1: 'a' }), revisions, cacheLag })

  it('12.7: gives pods the hash that is kept, which the pass itself does not see', () => {
    const { revision, pods, status } = pass(true)
    expect(revision).toMatchObject({ hash: 'new', relabelled: ['n1-0'], deleted: ['agent-a'] })
    expect(pods).toMatchObject([{ updated: false }])
    expect(status.computed.updatedNumberScheduled).toBe(0)
  })

  it('12.7: sees it, and has nothing to roll, where it sees its own writes', () => {
    const { revision, pods, status } = pass(false)
    expect(revision).toMatchObject({ hash: 'new', relabelled: ['n1-0'], deleted: ['agent-a'] })
    expect(pods).toMatchObject([{ updated: true, disposition: { code: 'keep' } }])
    expect(status.computed.updatedNumberScheduled).toBe(1)
  })
})

describe('a pass whose rolling update fails', () => {
  const old = createdRevision(aDaemonSet({ podSpec: { hostNetwork: true } }), 'old', 1)
  const failing = (daemonSet: DaemonSet, semantics = newestSemantics): Plan => {
    const spec = { ...daemonSet.spec, revisionHistoryLimit: 0 }
    const revisions = [old, createdRevision(daemonSet, 'new', 2)]
    const pods = podsAt(agent, { n1: 'new', gone: 'other!' })
    return planned({ daemonSet: { ...daemonSet, spec }, nodes: one, pods, revisions, semantics })
  }

  it('X-08: has no successor for an old pod whose node does not exist', () => {
    const { outcome, rollingUpdate, ...rest } = failing(rolling(0, 1))
    const fault = { code: 'NodeMissing', anyOf: ['gone'] }
    expect(outcome).toEqual({ code: 'Failed', step: 'rollingUpdate', fault })
    expect(rollingUpdate).toEqual({ code: 'NotReached' })
    expect(rest.creates).toEqual([])
    expect(rest.pods).toMatchObject([
      { name: 'n1-0', disposition: { code: 'keep' } },
      { name: 'gone-0', disposition: { code: 'stranded' } },
    ])
  })

  it('9.10: leaves the revisions alone, which it would have cleaned up', () => {
    expect(failing(rolling(1, 0)).revision).toMatchObject({ deleted: ['agent-old'] })
    expect(failing(rolling('x', 0))).toMatchObject({
      outcome: { fault: { code: 'InvalidBudget', setting: 'MaxUnavailable' } },
      revision: { code: 'Current', deleted: [] },
    })
  })

  it('9.11: writes the status all the same since 1.27, before did not', () => {
    expect(failing(rolling('x', 0)).status).toMatchObject({
      written: true,
      computed: { numberReady: 1, observedGeneration: 1 },
    })
    const before = failing(rolling('x', 0), without('statusAfterFailure'))
    expect(before.status).toMatchObject({ written: false, computed: {} })
  })
})
