import { describe, expect, it } from 'vitest'
import { changedPods, createdPods, keyIn, type Happens } from '../../src/cluster/applyPlan.js'
import { cluster } from '../../src/cluster/cluster.js'
import type { Affinity } from '../../src/kube/affinity.js'
import type { ObjectMeta } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import type { RevisionHash } from '../../src/revision/isPodUpdated.js'
import { createdRevision, ownerReference } from '../../src/sync/createdObjects.js'
import type { Plan, PodPlan } from '../../src/sync/plan.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { after, planned, podsAt } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const nothingDone = frozen(planned({}))
const always: Happens = () => true
const never: Happens = (_name, choice) => choice === undefined

/** A plan in which this becomes of one pod each. */
const planOf = (
  pods: Readonly<Record<string, Partial<PodPlan>>>,
  parts: Partial<Plan> = {},
): Plan =>
  frozen({
    ...nothingDone,
    pods: Object.entries(pods).map(([name, pod]): PodPlan => ({
      name,
      claim: 'owned',
      disposition: { code: 'keep' },
      ...pod,
    })),
    ...parts,
  })

const changed = (
  pods: readonly Pod[],
  plan: Plan,
  happens = always,
  deleted: 'gone' | 'terminating' = 'terminating',
) => changedPods(cluster({ pods: frozen(pods) }), agent, plan, happens, deleted)

const deletes: Partial<PodPlan> = { disposition: { code: 'delete', why: 'Duplicate' } }

describe('keyIn', () => {
  it('is in the namespace of the plan, if that has one', () => {
    expect(keyIn(nothingDone, 'p')).toBe('default/p')
    expect(keyIn({ ...nothingDone, daemonSet: { namespace: '', name: 'x' } }, 'p')).toBe('p')
  })
})

describe('changedPods', () => {
  it('leaves alone what the plan keeps, and what is not there', () => {
    const plan = planOf({ 'n1-0': {}, gone: deletes })
    expect(changed(podsAt(agent, { n1: 'new', n2: 'new' }), plan)).toEqual({ put: [], drop: [] })
    expect(changedPods(cluster({}), agent, plan, always, 'gone')).toEqual({ put: [], drop: [] })
  })

  it('10.11: has a pod that runs terminate from the instant of the plan', () => {
    const { put, drop } = changed(podsAt(agent, { n1: 'new' }), planOf({ 'n1-0': deletes }))
    expect(drop).toEqual([])
    expect(put).toMatchObject([{ metadata: { name: 'n1-0', deletionTimestamp: after(600) } }])
  })

  it.each([
    ['that is not scheduled', 'new?'],
    ['that has failed', 'new:Failed!'],
    ['that has succeeded', 'new:Succeeded!'],
  ])('10.11: drops a pod at once %s', (_what, words) => {
    const { put, drop } = changed(podsAt(agent, { n1: words }), planOf({ 'n1-0': deletes }))
    expect({ put, drop }).toEqual({ put: [], drop: ['default/n1-0'] })
  })

  it('drops a pod that says nothing of itself', () => {
    const bare = { metadata: { namespace: 'default', name: 'p' }, spec: null, status: null }
    expect(changed([bare], planOf({ p: deletes })).drop).toEqual(['default/p'])
  })

  it('drops every deleted pod where they are to be gone', () => {
    const pods = podsAt(agent, { n1: 'new' })
    expect(changed(pods, planOf({ 'n1-0': deletes }), always, 'gone').drop).toHaveLength(1)
  })

  it('of a choice deletes what was picked', () => {
    const choice = { disposition: { code: 'choice', choice: 'c', why: 'Outdated' } } as const
    const picked: Happens = (name, id) => id === 'c' && name === 'n1-0'
    const pods = podsAt(agent, { n1: 'old?', n2: 'old?' })
    const plan = planOf({ 'n1-0': choice, 'n2-0': choice })
    expect(changed(pods, plan, picked).drop).toEqual(['default/n1-0'])
    expect(changed(pods, plan, never)).toEqual({ put: [], drop: [] })
  })

  const other = { apiVersion: 'v1', kind: 'Node', name: 'n1', uid: 'other' }
  const owners = (ownerReferences: ObjectMeta['ownerReferences']): readonly Pod[] => [
    aPodOf(agent, { node: 'n1', name: 'p', metadata: { ownerReferences } }),
  ]

  it.each<[string, readonly Pod[], Partial<PodPlan>, readonly object[]]>([
    [
      'adds itself to the owners of a pod',
      owners([other]),
      { claim: 'adopted' },
      [other, ownerReference(agent)],
    ],
    ['adds itself to no owners', owners(null), { claim: 'adopted' }, [ownerReference(agent)]],
    [
      'takes itself from the owners of a pod',
      owners([other, ownerReference(agent)]),
      { claim: 'released', disposition: { code: 'release' } },
      [other],
    ],
  ])('9.15: %s', (_what, pods, pod, expected) => {
    const { put } = changed(pods, planOf({ p: pod }))
    expect(put.map(({ metadata }) => metadata?.ownerReferences)).toEqual([expected])
  })

  it('9.15: adopts a pod before it deletes it: until its kubelet is done, it is the DaemonSet’s', () => {
    const revision = { ...current(), relabelled: ['p'] }
    const { put } = changed(
      owners([other]),
      planOf({ p: { ...deletes, claim: 'adopted' } }, { revision }),
    )
    expect(put.map(({ metadata }) => metadata?.ownerReferences)).toEqual([
      [other, ownerReference(agent)],
    ])
    expect(put.map(({ metadata }) => metadata?.deletionTimestamp)).toEqual([after(600)])
    expect(put.map(({ metadata }) => metadata?.labels?.['controller-revision-hash'])).toEqual([
      revision.hash,
    ])
  })

  it('12.7: gives pods the current hash that are to have it', () => {
    const revision = { ...current(), relabelled: ['n1-0'] }
    const pods = podsAt(agent, { n1: 'old', n2: 'old' })
    const { put } = changed(pods, planOf({ 'n1-0': {}, 'n2-0': {} }, { revision }))
    expect(put.map(({ metadata }) => metadata?.labels)).toEqual([
      { app: 'agent', 'controller-revision-hash': 'new' },
    ])
  })

  it('relabels and adopts a pod without labels at once', () => {
    const revision = { ...current(), relabelled: ['p'] }
    const pod = { metadata: { namespace: 'default', name: 'p', labels: null } }
    const { put } = changed([pod], planOf({ p: { claim: 'adopted' } }, { revision }))
    expect(put).toEqual([
      {
        metadata: {
          namespace: 'default',
          name: 'p',
          labels: { 'controller-revision-hash': 'new' },
          ownerReferences: [ownerReference(agent)],
        },
      },
    ])
  })

  it('relabels a pod that has no name', () => {
    const revision = { ...current(), relabelled: [''] }
    const { put } = changed(
      [{ metadata: { namespace: 'default' } }],
      planOf({ '': {} }, { revision }),
    )
    expect(put).toMatchObject([{ metadata: { labels: { 'controller-revision-hash': 'new' } } }])
  })
})

const current = () => {
  const { revision } = planned({ revisions: [createdRevision(agent, 'new', 1)] })
  if (revision.code !== 'Current') throw new Error(revision.code)
  return revision
}

describe('createdPods', () => {
  const create = (
    nodes: readonly string[],
    {
      daemonSet = agent,
      pods = [],
      hash = known('new'),
    }: { daemonSet?: typeof agent; pods?: readonly Pod[]; hash?: RevisionHash } = {},
  ): readonly Pod[] => {
    const setup = { daemonSet, nodes: nodes.map((name) => aNode(name)) }
    const plan = {
      ...planned(setup),
      creates: nodes.map((node) => ({ node, why: 'NoPod' as const })),
    }
    return createdPods(cluster({ pods }), daemonSet, plan, always, hash)
  }

  it('D-02: are pinned to their nodes, one each, and scheduled on none', () => {
    const pods = create(['n1', 'n2', 'n3'])
    expect(pods.map(({ spec }) => spec?.nodeName)).toEqual([undefined, undefined, undefined])
    expect(pods.map(({ spec }) => spec?.affinity)).toEqual(['n1', 'n2', 'n3'].map(pin))
    expect(pods.map(({ status }) => status)).toEqual(pods.map(() => ({ phase: 'Pending' })))
  })

  it('are called after the DaemonSet and the node, with a number where that is taken', () => {
    const taken = ['agent-n1', 'agent-n1-2'].map((name) => aPodOf(agent, { node: 'n1', name }))
    const names = create(['n1', 'n2'], { pods: taken }).map(({ metadata }) => metadata?.name)
    expect(names).toEqual(['agent-n1-3', 'agent-n2'])
    expect(create(['n1', 'n1']).map(({ metadata }) => metadata?.name)).toEqual([
      'agent-n1',
      'agent-n1-2',
    ])
  })

  it('of a choice are those that were picked', () => {
    const plan = planOf(
      {},
      {
        creates: [
          { node: 'n1', why: 'Surge', choice: 'c' },
          { node: 'n2', why: 'NoPod' },
        ],
      },
    )
    expect(createdPods(cluster({}), agent, plan, never, known('new'))).toMatchObject([
      { metadata: { name: 'agent-n2' } },
    ])
  })

  const generation = (number: string): ObjectMeta => ({
    annotations: { 'deprecated.daemonset.template.generation': number },
  })

  it.each<[string, ObjectMeta, RevisionHash, Readonly<Record<string, string>>]>([
    ['H-11: generation 1, no hash', generation('1'), known(''), { 'pod-template-generation': '1' }],
    [
      'H-12: generation 2 and a hash',
      generation('2'),
      known('3242341807'),
      { 'pod-template-generation': '2', 'controller-revision-hash': '3242341807' },
    ],
    ['no generation, no hash that is known', {}, { code: 'unknown' }, {}],
  ])('%s', (_row, metadata, hash, labels) => {
    const daemonSet = aDaemonSet({ metadata })
    const [pod] = create(['n1'], { daemonSet, hash })
    expect(pod?.metadata?.labels).toEqual({ app: 'agent', ...labels })
  })
})

function known(hash: string): RevisionHash {
  return { code: 'known', hash }
}

function pin(node: string): Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
        ],
      },
    },
  }
}
