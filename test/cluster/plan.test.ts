import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { InstantText, Now } from '../../src/data/instant.js'
import { cluster } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { Pod, PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { explain } from '../../src/placement/explain.js'
import { frozen, frozenly } from '../support/frozen.js'
import { after, countsOf, created, planned, podsAt, type Setup } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const one = frozen([aNode('n1')])
const now = after(600)

describe('plan', () => {
  it('is the same of a cluster and of everything in one object', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, ...objects }) => {
        const indexed = plan(cluster(objects), daemonSet, { now, cacheLag: false })
        expect(plan({ daemonSet, ...objects, now, cacheLag: false })).toEqual(indexed)
      }),
    )
  })

  it('9.12: sees its own writes only if asked to, and takes earlier ones for seen', () => {
    const { cacheLag, outcome } = plan({ daemonSet: agent, now })
    expect({ cacheLag, outcome }).toEqual({ cacheLag: true, outcome: { code: 'Synced' } })
    expect(plan({ daemonSet: agent, now, expectationsMet: false }).outcome).toEqual({
      code: 'WaitsForExpectations',
    })
  })

  it.each<[string, Now, string]>([
    ['text', '2026-01-01T01:00:00.5+01:00', '2026-01-01T00:00:00.5Z'],
    ['a date', new Date(0), '1970-01-01T00:00:00Z'],
  ])('is for the instant that %s says', (_what, given, expected) => {
    const { now: instant, unknown } = plan({ daemonSet: agent, now: given })
    expect(instant).toBe(expected)
    expect(unknown).not.toContain('now')
  })

  it.each<[string, Now]>([
    ['text that is no instant', ['now'].join('') as InstantText],
    ['an invalid date', new Date(NaN)],
  ])('does not know the instant that %s says, and is for 1970', (_what, given) => {
    const { now: instant, unknown } = plan({ daemonSet: agent, nodes: [], pods: [], now: given })
    expect(instant).toBe('1970-01-01T00:00:00Z')
    expect(unknown).toEqual(['revisions', 'now'])
  })

  it('says why each node should run no pod, as explain does', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, ...objects }) => {
        const policy = compileDaemonSet(daemonSet)
        const byName = cluster(objects).nodes ?? new Map<string, Node>()
        for (const { name, decision, reasons } of plan({ daemonSet, ...objects, now }).nodes) {
          const verdict = explain(policy, byName.get(name) ?? {})
          expect({ decision, reasons }).toEqual({
            decision: verdict.decision,
            reasons: verdict.reasons,
          })
        }
      }),
    )
  })

  it('is JSON, whatever numbers and dates came in', () => {
    const daemonSet = aDaemonSet({
      metadata: { generation: 2n ** 53n + 1n },
      podSpec: {
        tolerations: [
          { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60n },
          { key: 'b', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 2n ** 60n },
          { key: 'c', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: Number.NaN },
        ],
      },
      status: { numberReady: Number.NaN, observedGeneration: 3n },
    })
    const backoff = {
      n1: { since: new Date(0), seconds: Number.NaN },
      n2: { since: new Date(Number.NaN), seconds: 1 },
    }
    const result = plan({ daemonSet, nodes: [aNode('n1')], pods: [], revisions: [], now, backoff })
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    expect(result.template.tolerations.slice(0, 3).map((each) => each.tolerationSeconds)).toEqual([
      60,
      '1152921504606846976',
      0,
    ])
    expect(result.status).toMatchObject({
      computed: { observedGeneration: '9007199254740993' },
      recorded: { numberReady: 0, observedGeneration: 3 },
    })
    expect(result.backoff).toEqual({
      n1: { since: '1970-01-01T00:00:00Z', seconds: 0 },
      n2: { since: '0001-01-01T00:00:00Z', seconds: 1 },
    })
  })

  it('18.8: names the lists that were not given, and takes none of them for empty', () => {
    const nothing = plan({ daemonSet: agent, nodes: null, now })
    expect(nothing).toMatchObject({
      unknown: ['nodes', 'pods', 'revisions'],
      nodes: [],
      creates: [],
      pods: [],
      revision: { code: 'Unknown' },
      rollingUpdate: { code: 'Unknown', needs: 'nodes' },
    })
    expect(nothing.status).not.toHaveProperty('written')
    const empty = plan({ daemonSet: agent, nodes: [], pods: [], revisions: [], now })
    expect(empty).toMatchObject({ unknown: [], revision: { code: 'New', number: 1 } })
  })

  it('says of pods all that it can without nodes', () => {
    const pods = podsAt(agent, { n1: 'new new:Failed!~', n2: 'new~ new*' })
    const { pods: itsPods } = planned({ nodes: null, pods })
    expect(itsPods.map(({ disposition }) => disposition)).toEqual([
      { code: 'unknown', needs: 'nodes' },
      { code: 'terminating' },
      { code: 'terminating' },
      { code: 'release' },
    ])
  })

  it('10.4: goes on with the backoff that is given', () => {
    const pods = podsAt(agent, { n1: 'new:Failed!' })
    const backoff = { n1: { since: after(590), seconds: 4 }, n9: { since: after(0), seconds: 1 } }
    expect(planned({ nodes: one, pods, backoff }).backoff).toEqual({
      n1: { since: after(600), seconds: 8 },
      n9: { since: after(0), seconds: 1 },
    })
  })

  it('9.14: looks at pods and revisions of the namespace only', () => {
    const elsewhere = aDaemonSet({ metadata: { namespace: 'other' } })
    const setup = { nodes: one, pods: podsAt(elsewhere, { n1: 'new' }) }
    const result = planned({ ...setup, revisions: [createdRevision(elsewhere, 'new', 4)] })
    expect(result).toMatchObject({ pods: [], revision: { code: 'New', number: 1 } })
    expect(created(result)).toEqual(['n1'])
  })

  it('reads the revisions of every namespace where the DaemonSet has none', () => {
    const homeless = aDaemonSet({ metadata: { namespace: null } })
    const revision = createdRevision(aDaemonSet(), 'new', 4)
    const asked = { daemonSet: homeless, nodes: one, pods: [] }
    expect(planned({ ...asked, revisions: [revision] }).revision).toMatchObject({ number: 4 })
    expect(planned({ ...asked, revisions: null }).revision).toEqual({ code: 'Unknown' })
  })

  it('2.5: compares numbers of taints where the gate is on, otherwise not', () => {
    const tolerations = [{ key: 'load', operator: 'Lt', value: '10' }]
    const setup = {
      daemonSet: aDaemonSet({ podSpec: { tolerations } }),
      nodes: [aNode('n1', { taints: ['load=9:NoSchedule'] })],
    }
    const semantics = { ...newestSemantics, tolerationComparison: true }
    expect(countsOf(planned(setup))).toBe('0/0/0')
    expect(countsOf(planned({ ...setup, semantics }))).toBe('1/0/0')
  })

  it('is made of a DaemonSet that says nothing', () => {
    expect(plan({ daemonSet: {}, nodes: one, pods: [], revisions: [], now })).toMatchObject({
      outcome: { code: 'Failed', step: 'manage', fault: { code: 'Unidentified' } },
      nodes: [{ name: 'n1', decision: 'run' }],
    })
    expect(plan({ daemonSet: { spec: null }, now }).outcome.code).toBe('Failed')
  })
})

describe('which nodes get a pod, in a pass of either strategy', () => {
  const plain = ['n0', 'n1', 'n2', 'n3', 'n4'].map((name) => aNode(name))
  const blue = ['n5', 'n6', 'n7'].map((name) =>
    aNode(name, { labels: { color: 'blue', speed: 'fast' } }),
  )
  const selector = { color: 'blue', speed: 'fast' }
  const tainted = (...taints: readonly string[]): readonly Node[] => [aNode('n1', { taints })]
  const withCondition = (type: string, status: string): readonly Node[] => [
    { ...aNode('n1'), status: { conditions: [{ type, status }] } },
  ]
  const containers = [
    { name: 'main', ports: [{ hostPort: 6662 }], resources: { requests: { memory: '75M' } } },
  ]
  const foreign: readonly Pod[] = [aPodOf(aDaemonSet({ name: 'other' }), { node: 'n1' })]
  const required = (key: string, value: string): PodSpec => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }],
        },
      },
    },
  })
  const tolerations = [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }]
  const all = ['n0', 'n1', 'n2', 'n3', 'n4']

  it.each<[string, PodSpec, readonly Node[], readonly string[]]>([
    ['D-01: every node', {}, plain, all],
    ['D-02: every node, once', {}, [...plain, ...plain], all],
    ['D-09: a node that is not ready', {}, withCondition('Ready', 'False'), ['n1']],
    ['D-10: a node too small, named', { nodeName: 'n1', containers }, one, ['n1']],
    [
      'D-11: the node with the label',
      { nodeSelector: selector, containers },
      [...one, ...blue.slice(0, 1)],
      ['n5'],
    ],
    ['D-12: a node without a network', {}, withCondition('NetworkUnavailable', 'True'), ['n1']],
    ['D-16: a host port beside another', { nodeName: 'n1', containers }, one, ['n1']],
    [
      'D-19: nodes with the label',
      { nodeSelector: selector },
      [...plain, ...blue],
      ['n5', 'n6', 'n7'],
    ],
    ['D-22: no node has the label', { nodeSelector: { color: 'red' } }, [...plain, ...blue], []],
    ['D-23: the named node', { nodeName: 'n0' }, plain, ['n0']],
    ['D-24: the named node does not exist', { nodeName: 'n10' }, plain, []],
    [
      'D-25: the named node has the label',
      { nodeName: 'n6', nodeSelector: selector },
      [...plain, ...blue],
      ['n6'],
    ],
    [
      'D-26: the named node has not the label',
      { nodeName: 'n0', nodeSelector: selector },
      [...plain, ...blue],
      [],
    ],
    [
      'D-27: three of seven',
      { nodeSelector: { color: 'blue' } },
      [...plain.slice(1), ...blue],
      ['n5', 'n6', 'n7'],
    ],
    ['D-28: by affinity', required('color', 'blue'), [...plain, ...blue], ['n5', 'n6', 'n7']],
    ['D-38: a taint', {}, tainted('k=v:NoSchedule'), []],
    ['D-39: a taint that is tolerated', { tolerations }, tainted('k=v:NoSchedule'), ['n1']],
    ['D-40: not ready', {}, tainted('node.kubernetes.io/not-ready:NoExecute'), ['n1']],
    ['D-41: unreachable', {}, tainted('node.kubernetes.io/unreachable:NoExecute'), ['n1']],
    ['D-42: a toleration and no taint', { tolerations }, one, ['n1']],
    [
      'D-44: under pressure',
      {},
      tainted(
        'node.kubernetes.io/disk-pressure:NoSchedule',
        'node.kubernetes.io/memory-pressure:NoSchedule',
        'node.kubernetes.io/pid-pressure:NoSchedule',
      ),
      ['n1'],
    ],
    ['H-16: a required field of two names, which is broken', pinnedTo('n0', 'n1'), plain, []],
    ['H-19: a required field that nobody knows', pinnedBy('metadata.foo'), plain, []],
  ])('%s', (_row, podSpec, nodes, expected) => {
    for (const spec of [{}, { updateStrategy: { type: 'OnDelete' } }]) {
      const daemonSet: DaemonSet = aDaemonSet({ podSpec, spec })
      const setup: Setup = { daemonSet, nodes, pods: foreign }
      const result = planned(setup)
      expect(created(result)).toEqual(expected)
      expect(countsOf(result)).toBe(`${expected.length}/0/0`)
    }
  })
})

function pinnedBy(key: string, ...values: readonly string[]): PodSpec {
  const matchFields = [{ key, operator: 'In', values: values.length > 0 ? values : ['bar'] }]
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
      },
    },
  }
}

function pinnedTo(...nodes: readonly string[]): PodSpec {
  return pinnedBy('metadata.name', ...nodes)
}
