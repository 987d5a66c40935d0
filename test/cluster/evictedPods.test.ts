import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyToleration } from 'podfit/arbitraries'
import type { InstantText } from '../../src/data/instant.js'
import { cluster } from '../../src/cluster/cluster.js'
import { evictedPods, type EvictionOptions } from '../../src/cluster/evictedPods.js'
import type { Node } from '../../src/kube/node.js'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { after } from '../support/passes.js'

const down = frozen([aNode('n1', { taints: ['down:NoExecute'] }), aNode('n2')])
const waits = (tolerationSeconds: number | bigint) => [
  { key: 'down', operator: 'Exists', tolerationSeconds },
]
const aPod = (spec: Pod['spec'], metadata: Pod['metadata'] = {}): Pod =>
  frozen({ metadata: { namespace: 'a', name: 'p', ...metadata }, spec })

const evicted = (
  pods: readonly Pod[],
  options: Partial<EvictionOptions> = {},
  nodes: readonly Node[] = down,
) => evictedPods(cluster({ nodes, pods }), { now: after(100), ...options })

const windowOf = (...args: Parameters<typeof evicted>) =>
  evicted(...args).map(({ earliest, latest }) => [earliest, latest])

describe('evictedPods', () => {
  it('names the pod, its node, and the instants', () => {
    expect(evicted([aPod({ nodeName: 'n1' })])).toEqual([
      { namespace: 'a', name: 'p', node: 'n1', earliest: after(100), latest: after(100) },
    ])
  })

  it.each<[string, Pod]>([
    ['on a node without taints', aPod({ nodeName: 'n2' })],
    ['on a node that does not exist', aPod({ nodeName: 'n3' })],
    ['on no node', aPod({})],
    ['without a spec', aPod(null)],
    ['that is being deleted already', aPod({ nodeName: 'n1' }, { deletionTimestamp: after(0) })],
    ['that tolerates the taint', aPod({ nodeName: 'n1', tolerations: [{ operator: 'Exists' }] })],
    [
      'that tolerates it for longer than there are nanoseconds',
      aPod({ nodeName: 'n1', tolerations: waits(2n ** 63n - 1n) }),
    ],
  ])('leaves alone a pod %s', (_what, pod) => {
    expect(evicted([pod])).toEqual([])
  })

  it('16.8: spans from now to now and the seconds, where nobody knows when the taint came', () => {
    const pods = [aPod({ nodeName: 'n1', tolerations: waits(60) })]
    expect(windowOf(pods)).toEqual([[after(100), after(160)]])
  })

  it('16.8: spans from the taint and the seconds, where it is recorded', () => {
    const taints = [{ key: 'down', effect: 'NoExecute', timeAdded: after(70) }]
    const nodes = [{ metadata: { name: 'n1' }, spec: { taints } }]
    const pods = [aPod({ nodeName: 'n1', tolerations: waits(60) })]
    expect(windowOf(pods, {}, nodes)).toEqual([[after(130), after(160)]])
  })

  it('16.6: keeps a timer that is known to run', () => {
    const pods = [aPod({ nodeName: 'n1', tolerations: waits(60) })]
    const pending = { 'a/p': after(104), p: after(0) }
    expect(windowOf(pods, { pending })).toEqual([[after(104), after(104)]])
    expect(windowOf(pods, { pending: { 'a/q': after(104) } })).toHaveLength(1)
    expect(windowOf(pods, { pending: { 'a/q': after(104) } })).not.toEqual([
      [after(104), after(104)],
    ])
  })

  it('looks for timers among own keys only', () => {
    const pods = [
      frozen({
        metadata: { name: '__proto__' },
        spec: { nodeName: 'n1', tolerations: waits(60) },
      }),
    ]
    const pending = Object.fromEntries([['__proto__', after(101)]])
    expect(windowOf(pods, {})).toEqual([[after(100), after(160)]])
    expect(windowOf(pods, { pending })).toEqual([[after(101), after(101)]])
  })

  it('counts from 1970 where now is no instant, and prints a pod without a name', () => {
    const pods = [{ spec: { nodeName: 'n1' } }]
    expect(evicted(pods, { now: ['soon'].join('') as InstantText })).toEqual([
      {
        namespace: '',
        name: '',
        node: 'n1',
        earliest: '1970-01-01T00:00:00Z',
        latest: '1970-01-01T00:00:00Z',
      },
    ])
  })

  it('evicts nobody where pods, nodes or taints are unknown', () => {
    const pods = [aPod({ nodeName: 'n1' })]
    const now = new Date(0)
    expect(evictedPods(cluster({ nodes: down }), { now })).toEqual([])
    expect(evictedPods(cluster({ pods }), { now })).toEqual([])
    expect(evicted(pods, {}, [{ metadata: { name: 'n1' }, spec: { taints: null } }])).toEqual([])
    expect(evicted(pods, {}, [{ metadata: { name: 'n1' } }])).toEqual([])
  })

  it('compares numbers only where the release does', () => {
    const nodes = [aNode('n1', { taints: ['load=6:NoExecute'] })]
    const tolerations = [{ key: 'load', operator: 'Gt', value: '5' }]
    const pods = [aPod({ nodeName: 'n1', tolerations })]
    const semantics = { ...newestSemantics, tolerationComparison: true }
    expect(evicted(pods, {}, nodes)).toHaveLength(1)
    expect(evicted(pods, { semantics }, nodes)).toEqual([])
  })

  it('never ends before it begins, nor before now', () => {
    const tolerations = fc.array(anyToleration, { maxLength: 4 })
    fc.assert(
      fc.property(frozenly(anyNode), frozenly(tolerations), (node, given) => {
        const pods = [aPod({ nodeName: node.metadata?.name ?? '', tolerations: given })]
        for (const [earliest = '', latest = ''] of windowOf(pods, {}, [node])) {
          expect(Date.parse(earliest)).toBeLessThanOrEqual(Date.parse(latest))
          expect(Date.parse(earliest)).toBeGreaterThanOrEqual(Date.parse(after(100)))
        }
      }),
    )
  })
})
