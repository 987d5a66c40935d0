import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { Pod } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import {
  daemonPod,
  type DaemonPod,
  podsByNode,
  type PodsByNode,
  claimPods,
  identityOf,
  targetNode,
} from '../../src/sync/daemonPods.js'
import { aDaemonSet, aPodOf, type PodParts } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'

const daemonSet = frozen(aDaemonSet())
const waiting = { ...newestSemantics, endedTerminatingIgnored: false }
const terminates = { deletionTimestamp: '2026-01-01T00:00:00Z' }

const pod = (node: string, name: string, parts: Omit<PodParts, 'node' | 'name'> = {}): Pod =>
  frozen(aPodOf(daemonSet, { node, name, ...parts }))

const claimed = (pods: readonly Pod[]): readonly DaemonPod[] =>
  claimPods(identityOf(daemonSet), compileLabelSelector(daemonSet.spec?.selector), pods)

const names = (groups: PodsByNode) =>
  Object.fromEntries([...groups].map(([node, pods]) => [node, pods.map(({ name }) => name)]))

describe('podsByNode', () => {
  it('groups pods by node, in the order of claims', () => {
    const pods = claimed([
      pod('n2', 'c', { metadata: { ownerReferences: [] } }),
      pod('n1', 'b'),
      pod('n2', 'a'),
      pod('n2', 'd', { unbound: true }),
    ])
    expect(names(podsByNode(pods))).toEqual({ n1: ['b'], n2: ['a', 'd', 'c'] })
  })

  const rowD46 = [
    pod('n1', 'owned'),
    pod('n1', 'orphan', { metadata: { ownerReferences: [] } }),
    pod('n1', 'succeeded', { phase: 'Succeeded' }),
    pod('n1', 'failed', { phase: 'Failed' }),
    pod('n1', 'terminating', { metadata: terminates }),
    pod('n1', 'other-labels', { metadata: { labels: {} } }),
    pod('n1', 'other-owner', { metadata: { ownerReferences: [{ uid: 'x', controller: true }] } }),
    pod('n1', 'succeeded-terminating', { phase: 'Succeeded', metadata: terminates }),
    pod('n1', 'failed-terminating', { phase: 'Failed', metadata: terminates }),
  ]
  const counted = ['owned', 'succeeded', 'failed', 'terminating']
  const endedTerminating = ['succeeded-terminating', 'failed-terminating']

  it('D-46: counts owned and adopted pods, but none that has ended and terminates', () => {
    expect(names(podsByNode(claimed(rowD46)))).toEqual({ n1: [...counted, 'orphan'] })
  })

  it('D-47: counts those, too, where they hold their node', () => {
    const groups = podsByNode(claimed(rowD46), waiting)
    expect(names(groups)).toEqual({ n1: [...counted, ...endedTerminating, 'orphan'] })
  })

  it('leaves out what it releases', () => {
    expect(podsByNode([daemonPod(pod('n1', 'p'), 'released')]).size).toBe(0)
  })

  it('leaves out a pod whose node cannot be computed', () => {
    const nowhere = daemonPod({ metadata: { name: 'p' }, status: { phase: 'Running' } }, 'owned')
    expect(podsByNode([nowhere]).size).toBe(0)
    expect(podsByNode([nowhere], waiting).size).toBe(0)
  })

  it.each(['', '__proto__', 'constructor', 'gone'])('knows the node %j', (node) => {
    const pods = [daemonPod(pod(node, 'a', { unbound: true }), 'owned')]
    expect([...podsByNode(pods).keys()]).toEqual([node])
  })

  it('puts a pod in one group at most, and in no empty one', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ pods }) => {
        const groups = [...podsByNode(pods.map((item) => daemonPod(item, 'owned'))).values()]
        const all = groups.flat().map(({ name }) => name)
        expect(new Set(all).size).toBe(all.length)
        expect(groups.every((group) => group.length > 0)).toBe(true)
      }),
    )
  })

  it('puts a pod on the node that it belongs to', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ pods }) => {
        for (const [node, group] of podsByNode(pods.map((item) => daemonPod(item, 'owned')))) {
          for (const item of group) expect(targetNode(item.pod)).toEqual(E.right(node))
        }
      }),
    )
  })
})
