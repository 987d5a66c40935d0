import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { plan } from '../../src/cluster/plan.js'
import { DaemonSetCodec, NodeCodec, PodCodec } from '../../src/decode/codecs.js'
import { targetNode } from '../../src/sync/daemonPods.js'
import { aDaemonSet, aNode, aPodOf, aTaint } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

describe('aTaint', () => {
  it.each<[string, object]>([
    ['k=v:NoSchedule', { key: 'k', value: 'v', effect: 'NoSchedule' }],
    ['example.com/k:NoExecute', { key: 'example.com/k', effect: 'NoExecute' }],
    ['k=:Foo', { key: 'k', value: '', effect: 'Foo' }],
    ['k=v', { key: 'k', value: 'v' }],
    ['k', { key: 'k' }],
    ['', { key: '' }],
    [':NoSchedule', { key: '', effect: 'NoSchedule' }],
  ])('reads %j', (text, taint) => {
    expect(aTaint(text)).toStrictEqual(taint)
  })
})

describe('aNode', () => {
  it('has a name, and no labels or taints unless they are given', () => {
    expect(aNode('n1')).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1', labels: {} },
      spec: { taints: [] },
    })
  })

  it('has the labels and taints that are given', () => {
    const node = aNode('n1', { labels: { zone: 'a' }, taints: ['k=v:NoSchedule', 'x:NoExecute'] })
    expect(node.metadata?.labels).toEqual({ zone: 'a' })
    expect(node.spec?.taints).toEqual([
      { key: 'k', value: 'v', effect: 'NoSchedule' },
      { key: 'x', effect: 'NoExecute' },
    ])
    expect(NodeCodec.is(node)).toBe(true)
  })
})

describe('aDaemonSet', () => {
  it('selects its pods by its name and rolls one by one', () => {
    expect(aDaemonSet()).toStrictEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { namespace: 'default', name: 'agent', uid: 'uid-agent', generation: 1 },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: {
          metadata: { labels: { app: 'agent' } },
          spec: { containers: [{ name: 'main', image: 'main:1', resources: {} }] },
        },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
        },
        revisionHistoryLimit: 10,
      },
      status: {},
    })
    expect(DaemonSetCodec.is(aDaemonSet())).toBe(true)
  })

  it('has the parts that are given instead', () => {
    const daemonSet = aDaemonSet({
      name: 'logs',
      podSpec: { hostNetwork: true },
      spec: { minReadySeconds: 5, revisionHistoryLimit: null },
      metadata: { namespace: 'b', generation: 7 },
      status: { numberReady: 2 },
    })
    expect(daemonSet).toMatchObject({
      metadata: { namespace: 'b', name: 'logs', uid: 'uid-logs', generation: 7 },
      spec: {
        selector: { matchLabels: { app: 'logs' } },
        template: {
          metadata: { labels: { app: 'logs' } },
          spec: { hostNetwork: true, containers: [{ name: 'main' }] },
        },
        minReadySeconds: 5,
        revisionHistoryLimit: null,
      },
      status: { numberReady: 2 },
    })
  })
})

describe('aPodOf', () => {
  const daemonSet = frozen(aDaemonSet())

  it('is owned, running, ready and on its node', () => {
    const pod = aPodOf(daemonSet, { node: 'n1' })
    expect(pod).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: 'default',
        name: 'pod-n1',
        labels: { app: 'agent' },
        creationTimestamp: '2026-01-01T00:00:00Z',
        ownerReferences: [{ kind: 'DaemonSet', name: 'agent', uid: 'uid-agent', controller: true }],
      },
      spec: { nodeName: 'n1' },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }],
      },
    })
    expect(pod.metadata?.labels).toStrictEqual({ app: 'agent' })
    expect(PodCodec.is(pod)).toBe(true)
  })

  it.each([
    ['bound to its node', false, 'n1'],
    ['only pinned to its node', true, undefined],
  ])('is %s', (_case, unbound, nodeName) => {
    const pod = aPodOf(daemonSet, { node: 'n1', unbound })
    expect(pod.spec?.nodeName).toBe(nodeName)
    expect(targetNode(pod)).toEqual(E.right('n1'))
  })

  it.each([
    ['a running pod', { phase: 'Running' }, 'True'],
    ['a pod that has ended', { phase: 'Failed' }, 'False'],
    ['a pod that waits', { phase: 'Pending' }, 'False'],
    ['a running pod that is said not to be', { ready: false }, 'False'],
    ['a failed pod that is said to be', { phase: 'Failed', ready: true }, 'True'],
  ])('says whether %s is ready', (_case, parts, status) => {
    const pod = aPodOf(daemonSet, { node: 'n1', ...parts })
    expect(pod.status?.conditions?.[0]?.status).toBe(status)
  })

  it('has the parts that are given instead', () => {
    const pod = aPodOf(daemonSet, {
      node: 'n1',
      name: 'p',
      hash: 'h1',
      created: '2026-02-01T00:00:00Z',
      since: '2026-02-01T00:00:10Z',
      metadata: { deletionTimestamp: '2026-03-01T00:00:00Z' },
    })
    expect(pod).toMatchObject({
      metadata: {
        name: 'p',
        labels: { app: 'agent', 'controller-revision-hash': 'h1' },
        creationTimestamp: '2026-02-01T00:00:00Z',
        deletionTimestamp: '2026-03-01T00:00:00Z',
      },
      status: { conditions: [{ lastTransitionTime: '2026-02-01T00:00:10Z' }] },
    })
  })

  it('is a pod that its DaemonSet keeps on its node', () => {
    const result = plan({
      daemonSet,
      nodes: [aNode('n1')],
      pods: [aPodOf(daemonSet, { node: 'n1' })],
      now: '2026-01-02T00:00:00Z',
    })
    expect(result.pods).toMatchObject([
      { name: 'pod-n1', claim: 'owned', node: 'n1', disposition: { code: 'keep' } },
    ])
  })
})
