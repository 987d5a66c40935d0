import { describe, expect, it } from 'vitest'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { revisionHistory } from '../../src/revision/revisionHistory.js'
import { choose, NOTHING_CHOSEN, type Group } from '../../src/sync/choose.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import type { CreateReason, DeleteReason } from '../../src/sync/disposition.js'
import { idle, type PassState, type SyncInput } from '../../src/sync/pass.js'
import { planOf } from '../../src/sync/planOf.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { inputOf } from '../support/syncInput.js'
import { aPass, claimed, planned, podsAt } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const partsOf = (
  input: SyncInput,
  pods: readonly Pod[],
  parts: Partial<PassState> = {},
): PassState => ({
  ...idle(input, claimed(input.daemonSet, pods)),
  reached: 'pods',
  pass: aPass({ daemonSet: input.daemonSet, decisions: Object.fromEntries(input.decisions) }),
  ...parts,
})

describe('planOf', () => {
  const anyOf = <Why extends string>(why: Why, ...from: readonly string[]): Group<Why> => ({
    from,
    count: 1,
    why,
    limit: 'BurstLimit',
  })

  it('says that a pod leaves which has ended and is terminating; older releases look at its node first', () => {
    const input = inputOf()
    const of = (phase: string, metadata: object): Pod => ({
      ...aPodOf(agent, { node: 'n1', phase, metadata }),
      spec: {},
    })
    const code = (pod: Pod, endedTerminatingIgnored = true): string | undefined => {
      const parts = partsOf(input, [pod])
      const semantics = { ...parts.pass.semantics, endedTerminatingIgnored }
      const { pods } = planOf(input, { ...parts, pass: { ...parts.pass, semantics } })
      return pods[0]?.disposition.code
    }
    const leaving = { deletionTimestamp: '2026-01-01T00:00:00Z' }
    expect(code(of('Succeeded', leaving))).toBe('terminating')
    expect(code(of('Succeeded', leaving), false)).toBe('unpinned')
    expect(code(of('Running', leaving))).toBe('unpinned')
    expect(code(of('Succeeded', {}))).toBe('unpinned')
  })

  it('names the inputs that were not given', () => {
    const input = inputOf({ pods: undefined, revisions: undefined })
    expect(planOf(input, idle(input, [])).unknown).toEqual(['pods', 'revisions'])
    const blind = { ...input, nodes: undefined }
    expect(planOf(blind, idle(blind, [])).unknown).toEqual(['nodes', 'pods', 'revisions'])
  })

  it('creates what is certain, and what is chosen under the id of its choice', () => {
    const input = inputOf()
    const sure = choose('manage', 'create', [[anyOf<CreateReason>('NoPod', 'n1')]], 9)
    const maybe = choose('update', 'create', [[anyOf<CreateReason>('Surge', 'n2', 'n3')]], 9)
    const result = planOf(input, partsOf(input, [], { creates: [sure, maybe] }))
    expect(result.creates).toEqual([
      { node: 'n1', why: 'NoPod' },
      { node: 'n2', why: 'Surge', choice: 'update-create-1' },
      { node: 'n3', why: 'Surge', choice: 'update-create-1' },
    ])
    expect(result.choices).toEqual([
      { id: 'update-create-1', action: 'create', count: 1, from: ['n2', 'n3'], why: 'BurstLimit' },
    ])
  })

  it.each([
    [true, undefined],
    [false, ['n1-0']],
  ] as const)(
    'says what it assumes of a choice only if it has to, cache lag %s',
    (cacheLag, assumed) => {
      const input = inputOf({ cacheLag })
      const group = anyOf<DeleteReason>('Outdated', 'n1-0', 'n1-1')
      const deletes = [choose('update', 'delete', [[group]], 9)]
      const pods = podsAt(agent, { n1: 'old old' })
      const result = planOf(input, partsOf(input, pods, { deletes }))
      expect(result.choices.map((choice) => choice.assumed)).toEqual([assumed])
      expect(result.pods.map(({ disposition }) => disposition)).toEqual([
        { code: 'choice', choice: 'update-delete-1', why: 'Outdated' },
        { code: 'choice', choice: 'update-delete-1', why: 'Outdated' },
      ])
    },
  )

  it('says why a node does not take the pod that stays, or has to go', () => {
    const input = inputOf()
    const gone = [choose('manage', 'delete', [[anyOf<DeleteReason>('NotEligible', 'n2-1')]], 9)]
    const pods = podsAt(agent, { n2: 'new new' })
    const result = planOf(input, partsOf(input, pods, { deletes: gone }))
    const reasons = [{ code: 'UntoleratedTaint' }]
    expect(result.pods).toMatchObject([
      { name: 'n2-0', disposition: { code: 'stay', reasons } },
      { name: 'n2-1', disposition: { code: 'delete', why: 'NotEligible', reasons } },
    ])
  })

  it('has no reasons for a node that it does not know', () => {
    const input = inputOf()
    const pass = aPass({ decisions: { gone: 'stay' } })
    const result = planOf(input, partsOf(input, podsAt(agent, { gone: 'new' }), { pass }))
    expect(result.pods).toMatchObject([{ disposition: { code: 'stay', reasons: [] } }])
  })

  it('tells the revision only of a pass that came so far', () => {
    const input = inputOf()
    const revisions = [createdRevision(agent, 'new', 3)]
    const history = {
      ...revisionHistory(agent.spec?.template, revisions),
      adopted: [],
      released: [],
      labelled: [],
      unheld: [],
    }
    const cleaned = choose(
      'cleanUp',
      'deleteRevision',
      [[{ from: ['x'], count: 1, why: null, limit: 'RevisionHistoryLimit' }]],
      9,
    )
    const step = (parts: Partial<PassState>) => planOf(input, partsOf(input, [], parts)).revision
    expect(step({ history, cleaned })).toMatchObject({ name: 'agent-new', deleted: ['x'] })
    expect(step({ history, reached: 'revisions' })).toMatchObject({ code: 'Current', deleted: [] })
    const claimedOnly = { adopted: [], released: [], labelled: [] }
    expect(step({ history, reached: 'nothing' })).toEqual({ code: 'NotReached', ...claimedOnly })
    expect(step({ cleaned: NOTHING_CHOSEN })).toEqual({ code: 'Unknown' })
  })

  it.each<[PassState['status'], number | undefined, boolean]>([
    ['none', undefined, false],
    ['keepsGeneration', 0, true],
    ['raisesGeneration', 1, true],
  ])('writes the status as the pass says: %s', (status, observedGeneration, written) => {
    const input = inputOf()
    const result = planOf(input, partsOf(input, [], { status })).status
    expect(result.written).toBe(written)
    expect(result.computed.observedGeneration).toBe(observedGeneration)
  })

  it('leaves open whether pods are updated where only revisions could tell', () => {
    const input = inputOf()
    const pods = podsAt(agent, { n1: 'new' })
    const pass = aPass({ decisions: { n1: 'run' }, hash: { code: 'unknown' } })
    const result = planOf(input, partsOf(input, pods, { pass, status: 'raisesGeneration' }))
    expect(result.pods[0]).not.toHaveProperty('updated')
    expect(result.status).not.toHaveProperty('written')
    expect(result.status.computed).not.toHaveProperty('updatedNumberScheduled')
  })

  it('says what created pods are made of, and what else the scheduler reads', () => {
    const podSpec = { hostNetwork: true, tolerations: [], volumes: [{ name: 'v' }] }
    const daemonSet: DaemonSet = aDaemonSet({ podSpec })
    const input = inputOf({ daemonSet })
    const { template, schedulerReads } = planOf(input, partsOf(input, []))
    expect(template.labels).toEqual({ app: 'agent', 'controller-revision-hash': 'new' })
    expect(template.tolerations).toHaveLength(7)
    expect(schedulerReads).toEqual(['volumes'])
  })

  it('is made of a DaemonSet and pods that say nothing', () => {
    const input = inputOf({ daemonSet: {}, nodes: [] })
    const [pod] = claimed(agent, podsAt(agent, { n1: 'a' }))
    const bare = pod === undefined ? [] : [{ ...pod, pod: {}, name: '', hash: '' }]
    expect(planOf(input, { ...idle(input, []), pods: bare })).toMatchObject({
      daemonSet: { namespace: '', name: '' },
      pods: [{ name: '', node: 'n1', disposition: { code: 'untouched' } }],
      schedulerReads: [],
    })
  })
})

describe('the node of a pod in a plan', () => {
  const on = (...values: readonly string[]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values }] }],
        },
      },
    },
  })

  it.each<[string, Pod['spec'], object]>([
    ['H-20: bound to a node', { nodeName: 'n1' }, { node: 'n1', disposition: { code: 'keep' } }],
    ['H-21: pinned to one', on('n1'), { node: 'n1', disposition: { code: 'keep' } }],
    [
      'H-22: pinned to two',
      on('n1', 'n2'),
      { disposition: { code: 'unpinned', fault: { code: 'NodeNotUnique' } } },
    ],
    [
      'H-23: nothing at all',
      {},
      { disposition: { code: 'unpinned', fault: { code: 'NoRequiredAffinity' } } },
    ],
    ['null', null, { disposition: { code: 'unpinned', fault: { code: 'NoRequiredAffinity' } } }],
  ])('%s', (_row, spec, expected) => {
    const pod = { ...aPodOf(agent, { node: 'n1', name: 'p', hash: 'new' }), spec }
    expect(planned({ nodes: [aNode('n1')], pods: [pod] }).pods).toEqual([
      { name: 'p', claim: 'owned', updated: true, ...expected },
    ])
  })
})
