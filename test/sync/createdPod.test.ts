import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyAffinity } from 'podfit/arbitraries'
import type { Affinity, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { RevisionHash } from '../../src/revision/isPodUpdated.js'
import { createdPod, createdTemplate, pinnedAffinity } from '../../src/sync/createdObjects.js'
import { targetNode } from '../../src/sync/daemonPods.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { anyNodeName } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const known = (hash: string): RevisionHash => ({ code: 'known', hash })

const ofGeneration = (generation: string, labels: StringMap = {}): DaemonSet => ({
  metadata: { annotations: { 'deprecated.daemonset.template.generation': generation } },
  spec: { template: { metadata: { labels } } },
})

describe('createdPod', () => {
  it('is a pending pod of the core API, owned by the DaemonSet', () => {
    const pod = createdPod(aDaemonSet(), known('h1'), 'n1', 'agent-n1', '2026-01-01T00:00:00Z')
    expect(pod).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'agent-n1', ownerReferences: [{ kind: 'DaemonSet', name: 'agent' }] },
      status: { phase: 'Pending' },
    })
  })
})

describe('createdTemplate', () => {
  it.each<[string, DaemonSet, RevisionHash, StringMap]>([
    [
      'H-11: a generation and no hash',
      ofGeneration('1', { app: 'x' }),
      known(''),
      { app: 'x', 'pod-template-generation': '1' },
    ],
    [
      'H-12: a generation and a hash',
      ofGeneration('2', { app: 'x' }),
      known('3242341807'),
      { app: 'x', 'pod-template-generation': '2', 'controller-revision-hash': '3242341807' },
    ],
    [
      'a hash and no generation',
      aDaemonSet(),
      known('h1'),
      { app: 'agent', 'controller-revision-hash': 'h1' },
    ],
    [
      'a generation in plain decimals',
      ofGeneration('+02'),
      known(''),
      { 'pod-template-generation': '2' },
    ],
    ['a generation that is no number', ofGeneration('2.0', { app: 'x' }), known(''), { app: 'x' }],
    ['a hash yet to be made', aDaemonSet(), { code: 'new' }, { app: 'agent' }],
    ['a hash that is not known', aDaemonSet(), { code: 'unknown' }, { app: 'agent' }],
    [
      'both instead of what the template says',
      ofGeneration('2', { 'pod-template-generation': '9', 'controller-revision-hash': 'x' }),
      known('h1'),
      { 'pod-template-generation': '2', 'controller-revision-hash': 'h1' },
    ],
    ['no labels and no generation', {}, known(''), {}],
    ['labels of null', { spec: { template: { metadata: { labels: null } } } }, known(''), {}],
  ])('labels with %s', (_row, daemonSet, hash, labels) => {
    expect(createdTemplate(daemonSet, hash).labels).toStrictEqual(labels)
  })

  it('reads labels as Go does: null is empty, and __proto__ is a key', () => {
    const labels = JSON.parse('{"a":null,"__proto__":"x"}') as StringMap
    const created = createdTemplate({ spec: { template: { metadata: { labels } } } }, known(''))
    expect(Object.entries(created.labels)).toEqual([
      ['a', ''],
      ['__proto__', 'x'],
    ])
  })

  it('tolerates what every daemon pod tolerates', () => {
    const keys = (podSpec: PodSpec) =>
      createdTemplate(aDaemonSet({ podSpec }), known('h1')).tolerations.map(({ key }) => key)
    const always = [
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
      'node.kubernetes.io/disk-pressure',
      'node.kubernetes.io/memory-pressure',
      'node.kubernetes.io/pid-pressure',
      'node.kubernetes.io/unschedulable',
    ]
    expect(keys({})).toEqual(always)
    expect(keys({ hostNetwork: true })).toEqual([
      ...always,
      'node.kubernetes.io/network-unavailable',
    ])
  })

  it('X-12: tolerates for ever what the template tolerates for a while, in the same place', () => {
    const notReady = {
      key: 'node.kubernetes.io/not-ready',
      operator: 'Exists',
      effect: 'NoExecute',
    }
    const other = { key: 'a', operator: 'Exists', tolerationSeconds: 300 }
    const podSpec = { tolerations: [{ ...notReady, tolerationSeconds: 300 }, other] }
    const { tolerations } = createdTemplate(aDaemonSet({ podSpec }), known('h1'))
    expect(tolerations.slice(0, 2)).toEqual([notReady, other])
    expect(tolerations).toHaveLength(7)
  })
})

const inNode = (...values: readonly string[]): NodeSelectorTerm => ({
  matchFields: [{ key: 'metadata.name', operator: 'In', values }],
})

const required = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): Affinity => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
})

const preferred = [{ weight: 1, preference: { matchExpressions: [] } }]

describe('pinnedAffinity', () => {
  const pin = required(inNode('host_1'))

  it.each<[string, Affinity | null | undefined]>([
    ['H-13: no affinity', undefined],
    ['H-13: an affinity of null', null],
    ['no node affinity', {}],
    ['a node affinity of null', { nodeAffinity: null }],
    [
      'nothing required',
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } },
    ],
    [
      'H-14: an expression',
      required({
        matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['host_1'] }],
      }),
    ],
    ['H-16: two nodes', required(inNode('host_1', 'host_2'))],
    [
      'H-17: two terms',
      required(
        {
          matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['host_2'] }],
        },
        inNode('host_2'),
      ),
    ],
    [
      'H-18: any node but one',
      required({ matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['host_2'] }] }),
    ],
    [
      'H-19: a field that nobody knows',
      required({ matchFields: [{ key: 'metadata.foo', operator: 'In', values: ['bar'] }] }),
    ],
  ])('%s gives way to the pin', (_row, affinity) => {
    expect(pinnedAffinity(affinity, 'host_1')).toStrictEqual(pin)
  })

  it('H-15: keeps what is preferred, and the affinity to other pods', () => {
    const affinity: Affinity = {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred },
      podAffinity: { a: 1 },
      podAntiAffinity: { b: 2 },
    }
    expect(pinnedAffinity(affinity, 'host_1')).toStrictEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [inNode('host_1')] },
        preferredDuringSchedulingIgnoredDuringExecution: preferred,
      },
      podAffinity: { a: 1 },
      podAntiAffinity: { b: 2 },
    })
  })

  it('pins a pod where it was meant to go', () => {
    fc.assert(
      fc.property(frozenly(anyAffinity), anyNodeName, (affinity, node) => {
        const pod = { spec: { affinity: pinnedAffinity(affinity, node) } }
        expect(targetNode(pod)).toEqual(E.right(node))
      }),
    )
  })

  it('forgets where a pod was pinned before', () => {
    fc.assert(
      fc.property(frozenly(anyAffinity), anyNodeName, anyNodeName, (affinity, before, node) => {
        const again = pinnedAffinity(pinnedAffinity(affinity, before), node)
        expect(again).toEqual(pinnedAffinity(affinity, node))
      }),
    )
  })
})
