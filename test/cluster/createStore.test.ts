import { V1Node, V1ObjectMeta, V1Pod } from '@kubernetes/client-node'
import { describe, expect, it } from 'vitest'
import { createStore, type Store, type StoreChange } from '../../src/cluster/createStore.js'
import { plan } from '../../src/cluster/plan.js'
import { isOlderVersion } from '../../src/kube/objectFacts.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const NOW = '2026-01-01T00:00:00Z'
const agent = frozen(aDaemonSet())
const gpu = frozen(
  aDaemonSet({ name: 'gpu', spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } } }),
)
const n1 = aNode('n1')
const n2 = aNode('n2', { labels: { gpu: 'true' } })
const drained = aNode('n1', { taints: ['maintenance:NoExecute'] })

type Pairs = StoreChange['decisions']

/** Changes as `daemonSet@node before>after`. */
const told = (changes: Pairs = []): readonly string[] =>
  changes.map(
    ({ daemonSet, node, before = '', after = '' }) => `${daemonSet}@${node} ${before}>${after}`,
  )

const filled = (store: Store = createStore({ watch: 'reasons' })): Store => {
  store.load({ nodes: [n1, n2], daemonSets: [agent, gpu], pods: [], revisions: [] })
  return store
}

describe('createStore', () => {
  it('tells of every pair of a node that comes, changes and goes', () => {
    const store = createStore({ watch: 'decisions' })
    store.load({ daemonSets: [agent, gpu] })
    expect(told(store.put('Node', n1).decisions)).toEqual([
      'default/agent@n1 >run',
      'default/gpu@n1 >leave',
    ])
    expect(told(store.put('Node', drained).decisions)).toEqual(['default/agent@n1 run>leave'])
    expect(told(store.put('Node', drained).decisions)).toEqual([])
    expect(told(store.drop('Node', 'n1').decisions)).toEqual([
      'default/agent@n1 leave>',
      'default/gpu@n1 leave>',
    ])
    expect(store.drop('Node', 'n1')).toEqual({
      decisions: [],
      syncs: { queued: [], later: [] },
      ignored: [],
    })
  })

  it('tells of pairs that stay as they are for other reasons', () => {
    const store = filled()
    const change = store.put('Node', aNode('n1', { taints: ['a:NoSchedule'] }))
    expect(told(change.decisions)).toEqual(['default/agent@n1 run>stay'])
    expect(told(change.reasons)).toEqual([
      'default/agent@n1 run>stay',
      'default/gpu@n1 leave>leave',
    ])
    expect(store.verdict('default/gpu', 'n1')?.reasons.map(({ code }) => code)).toEqual([
      'NodeSelectorMismatch',
      'UntoleratedTaint',
    ])
    expect(change.plans).toBeUndefined()
  })

  it.each([
    ['a label that is asked for', { gpu: 'no' }, ['default/gpu@n1 leave>leave']],
    ['a label that is too short to be taken for it', { GPU: 'true' }, []],
    ['another label', { zone: 'a' }, []],
  ])('compares reasons where they may differ: %s', (_what, labels, expected) => {
    expect(told(filled().put('Node', aNode('n1', { labels })).reasons)).toEqual(expected)
  })

  it('takes no other place of a tolerated taint for another reason', () => {
    const store = createStore({ watch: 'reasons' })
    const tolerations = [{ key: 'a', operator: 'Exists' }]
    store.put('DaemonSet', aDaemonSet({ spec: { template: { spec: { tolerations } } } }))
    const tainted = (...taints: readonly string[]) => store.put('Node', aNode('n1', { taints }))
    tainted('b:NoSchedule')
    expect(told(tainted('b:NoSchedule', 'a:NoSchedule').reasons)).toEqual([])
    expect(told(tainted('a:NoSchedule', 'b:NoSchedule').reasons)).toEqual([
      'default/agent@n1 stay>stay',
    ])
    expect(told(tainted('a:NoSchedule', 'b=x:NoSchedule').reasons)).toEqual([
      'default/agent@n1 stay>stay',
    ])
  })

  it('tells of a label that is easily taken for the one asked for, among however many others', () => {
    const store = filled()
    const others = Object.fromEntries(
      Array.from({ length: 1_100 }, (_, i) => [`other-${i}`, 'true']),
    )
    const misses = frozen(
      aDaemonSet({ name: 'm', spec: { template: { spec: { nodeSelector: { region: 'x' } } } } }),
    )
    store.put('DaemonSet', misses)
    expect(told(store.put('Node', aNode('n1', { labels: others })).reasons)).toEqual([])
    const similar = store.put('Node', aNode('n1', { labels: { ...others, regions: 'x' } }))
    expect(told(similar.reasons)).toEqual(['default/m@n1 leave>leave'])
    expect(similar.decisions).toEqual([])
    const asked = store.put('Node', aNode('n1', { labels: { ...others, region: 'x' } }))
    expect(told(asked.decisions)).toEqual(['default/m@n1 leave>run'])
  })

  it('asks a policy of taints only where it selects the node, before and after its labels change', () => {
    const store = filled()
    const tainted = (labels: Readonly<Record<string, string>>, ...taints: readonly string[]) =>
      told(store.put('Node', aNode('n1', { labels, taints })).decisions)
    expect(tainted({}, 'a:NoExecute')).toEqual(['default/agent@n1 run>leave'])
    expect(tainted({})).toEqual(['default/agent@n1 leave>run'])
    expect(tainted({ gpu: 'true' }, 'a:NoExecute')).toEqual(['default/agent@n1 run>leave'])
    expect(tainted({ gpu: 'true' }, 'a:NoSchedule')).toEqual([
      'default/agent@n1 leave>stay',
      'default/gpu@n1 leave>stay',
    ])
    expect(tainted({}, 'a:NoSchedule')).toEqual(['default/gpu@n1 stay>leave'])
    expect(tainted({})).toEqual(['default/agent@n1 stay>run'])
  })

  it('tells of the plans that an event makes others', () => {
    const store = filled(createStore({ watch: 'plans', now: NOW }))
    const pod = aPodOf(agent, { node: 'n1' })
    const [change] = store.put('Pod', pod).plans ?? []
    expect(change?.daemonSet).toBe('default/agent')
    expect([change?.before, change?.after].map((each) => each?.creates.length)).toEqual([2, 1])
    expect(store.put('Pod', { ...pod, spec: { ...pod.spec, hostNetwork: true } }).plans).toEqual([])
    expect(store.drop('DaemonSet', agent).plans?.map(({ after }) => after)).toEqual([undefined])
  })

  it('tells of the plans that time makes others', () => {
    const slow = aDaemonSet({ spec: { minReadySeconds: 60 } })
    const store = createStore({ watch: 'plans', now: NOW })
    const status = {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: NOW }],
    }
    const pods = [{ ...aPodOf(slow, { node: 'n1' }), status }]
    store.load({ nodes: [n1], daemonSets: [slow], pods, revisions: [] })
    expect(store.tick('2026-01-01T00:00:30Z').plans).toEqual([])
    const [change] = store.tick('2026-01-01T00:01:00Z').plans ?? []
    expect(
      [change?.before, change?.after].map((each) => each?.status.computed.numberAvailable),
    ).toEqual([0, 1])
    expect(store.tick('no time' as typeof NOW).plans).toHaveLength(1)
    expect(createStore({ watch: 'reasons' }).tick(NOW).plans).toBeUndefined()
  })

  it('takes a list for all there is of a kind, and a missing one for nothing said', () => {
    const store = filled()
    expect(told(store.load({ nodes: [n2] }).decisions)).toEqual([
      'default/agent@n1 run>',
      'default/gpu@n1 leave>',
    ])
    const snapshot = store.snapshot()
    expect([...(snapshot.nodes?.keys() ?? [])]).toEqual(['n2'])
    expect([snapshot.pods?.size, snapshot.daemonSets?.size, snapshot.namespaces]).toEqual([
      0,
      2,
      undefined,
    ])
    expect(store.load({}).decisions).toEqual([])
  })

  it('tells several edits as one', () => {
    const store = filled()
    const { decisions } = store.update({ put: { nodes: [drained, n1] }, drop: { nodes: ['n2'] } })
    expect(told(decisions)).toEqual(['default/agent@n2 run>', 'default/gpu@n2 run>'])
  })

  it('ignores what is older than what it holds, and says so', () => {
    const at = (resourceVersion: string, node = n1) =>
      frozen({ ...node, metadata: { ...node.metadata, resourceVersion } })
    const store = createStore({ watch: 'decisions' })
    store.load({ daemonSets: [agent] })
    store.put('Node', at('10', drained))
    const ignored = [
      { kind: 'Node', object: 'n1', why: 'OlderVersion', given: '9', held: '10' },
    ] as const
    expect(store.put('Node', at('9'))).toEqual({
      decisions: [],
      syncs: { queued: [], later: [] },
      ignored,
    })
    expect(store.drop('Node', at('9')).ignored).toEqual(ignored)
    expect(store.verdict('default/agent', 'n1')?.decision).toBe('leave')
    expect(told(store.put('Node', at('10')).decisions)).toEqual(['default/agent@n1 leave>run'])
    expect(store.drop('Node', at('11')).ignored).toEqual([])
  })

  it('says which passes an event causes', () => {
    const store = createStore({ watch: 'decisions' })
    store.put('DaemonSet', agent)
    expect(store.put('Node', n1).syncs).toEqual({
      queued: ['default/agent'],
      later: [],
      unknown: ['pods'],
    })
    store.load({ pods: [aPodOf(agent, { node: 'n1' })] })
    expect(store.put('Node', drained).syncs).toEqual({ queued: ['default/agent'], later: [] })
    expect(store.put('DaemonSet', gpu).syncs.queued).toEqual(['default/gpu'])
    const both = store.update({ put: { daemonSets: [gpu, agent] } })
    expect(both.syncs.queued).toEqual(['default/agent', 'default/gpu'])
  })

  it('plans as plan does, and knows nothing of what is not there', () => {
    const store = filled()
    expect(store.plan('default/agent', { now: NOW })).toEqual(
      plan(store.snapshot(), agent, { now: NOW }),
    )
    expect(store.decisionsOf('default/gpu')).toEqual(
      new Map([
        ['n1', 'leave'],
        ['n2', 'run'],
      ]),
    )
    expect([
      store.plan('a/b', { now: NOW }),
      store.decisionsOf('constructor'),
      store.verdict('default/gpu', '__proto__'),
      store.verdict('a/b', 'n1'),
    ]).toEqual([undefined, undefined, undefined, undefined])
  })

  it('holds what the classes of a client make, dates and all, and hands it out', () => {
    const node = new V1Node()
    node.metadata = new V1ObjectMeta()
    node.metadata.name = 'n1'
    node.metadata.creationTimestamp = new Date(NOW)
    const pod = new V1Pod()
    pod.metadata = new V1ObjectMeta()
    pod.metadata.name = 'p'
    const store = filled()
    expect(store.put('Node', node).decisions).toEqual([])
    store.put('Pod', pod)
    expect(store.snapshot().nodes?.get('n1')).toBe(node)
    expect(store.snapshot().pods?.get('p')).toBe(pod)
    expect(store.drop('Pod', pod).ignored).toEqual([])
    expect(store.snapshot().pods?.size).toBe(0)
  })

  it('hands out snapshots that later events do not change', () => {
    const store = filled()
    const before = store.snapshot()
    store.put('Node', drained)
    store.drop('Node', 'n2')
    expect([...(before.nodes ?? [])]).toEqual([
      ['n1', n1],
      ['n2', n2],
    ])
    expect(store.snapshot().daemonSets).toBe(before.daemonSets)
  })
})

describe('isOlderVersion', () => {
  it.each<[string | null | undefined, string | undefined, boolean]>([
    ['9', '10', true],
    ['10', '9', false],
    ['10', '10', false],
    ['18446744073709551615', '18446744073709551616', true],
    ['x', '10', false],
    ['9', 'x', false],
    ['09', '10', false],
    [null, '1', false],
    ['1', undefined, false],
  ])('%s before %s: %s', (a, b, expected) => {
    expect(isOlderVersion(a, b)).toBe(expected)
  })
})
