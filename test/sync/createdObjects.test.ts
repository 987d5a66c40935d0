import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DaemonSet, templateGeneration } from '../../src/kube/daemonSet.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { isPodUpdated, type RevisionHash } from '../../src/revision/isPodUpdated.js'
import { sameTemplate } from '../../src/revision/sameTemplate.js'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { createdPod, createdRevision, ownerReference } from '../../src/sync/createdObjects.js'
import { claimPods, identityOf, targetNode } from '../../src/sync/daemonPods.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { anyDaemonSet, anyTemplate } from '../../src/testing/sceneDaemonSet.js'
import { anyNodeName } from '../../src/testing/vocabulary.js'
import { frozen, frozenly } from '../support/frozen.js'

const NOW = '2026-01-01T00:00:00Z'
const H1: RevisionHash = { code: 'known', hash: 'h1' }
const UNNAMED: DaemonSet = {}

const daemonSet = frozen(
  aDaemonSet({
    metadata: { annotations: { note: 'x' }, labels: { of: 'the object' } },
    spec: {
      template: {
        metadata: {
          labels: { app: 'agent' },
          annotations: { 'kubectl.kubernetes.io/restartedAt': NOW },
          finalizers: ['example.com/hold'],
          name: 'left-out',
        },
        spec: {
          nodeSelector: { zone: 'a' },
          containers: [{ name: 'main', image: 'main:1', resources: {} }],
        },
      },
    },
  }),
)

const owner = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: 'agent',
  uid: 'uid-agent',
  controller: true,
  blockOwnerDeletion: true,
}

describe('ownerReference', () => {
  it('names the DaemonSet as the controller', () => {
    expect(ownerReference(daemonSet)).toStrictEqual(owner)
  })

  it.each<[string, DaemonSet]>([
    ['no metadata', UNNAMED],
    ['metadata of null', { metadata: null }],
    ['a name of null', { metadata: { name: null, uid: null } }],
  ])('names nobody with %s', (_what, unnamed) => {
    expect(ownerReference(unnamed)).toStrictEqual({ ...owner, name: '', uid: '' })
  })
})

describe('createdPod', () => {
  it('D-02: is the template, labelled, owned and pinned, and not yet scheduled', () => {
    const pod = createdPod(daemonSet, H1, 'n1', 'agent-x', NOW)
    expect(pod.metadata).toStrictEqual({
      name: 'agent-x',
      namespace: 'default',
      labels: { app: 'agent', 'controller-revision-hash': 'h1' },
      annotations: { 'kubectl.kubernetes.io/restartedAt': NOW },
      finalizers: ['example.com/hold'],
      creationTimestamp: NOW,
      ownerReferences: [owner],
    })
    expect(pod.spec?.nodeName).toBeUndefined()
    expect(pod.spec).toMatchObject({
      nodeSelector: { zone: 'a' },
      containers: [{ name: 'main', image: 'main:1' }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] },
            ],
          },
        },
      },
    })
    expect(pod.spec?.tolerations).toHaveLength(6)
    expect(pod.status).toEqual({ phase: 'Pending' })
  })

  it('is bound at birth where the template names its node', () => {
    const named = aDaemonSet({ podSpec: { nodeName: 'n7' } })
    expect(createdPod(named, H1, 'n7', 'p', NOW).spec?.nodeName).toBe('n7')
  })

  it.each<[string, DaemonSet]>([
    ['no template', UNNAMED],
    ['a template of null', { spec: { template: null } }],
    ['a template of nulls', { spec: { template: { metadata: null, spec: null } } }],
  ])('comes even of %s', (_what, bare) => {
    const pod = createdPod(bare, H1, 'n1', 'p', NOW)
    expect(pod.metadata?.labels).toEqual({ 'controller-revision-hash': 'h1' })
    expect(targetNode(pod)).toEqual(E.right('n1'))
  })

  const scenes = frozenly(anyTemplate('new').chain(anyDaemonSet))

  it('belongs to the node it was made for, unless the template names one', () => {
    fc.assert(
      fc.property(scenes, anyNodeName, (any, node) => {
        const named = any.spec?.template?.spec?.nodeName ?? ''
        const pod = createdPod(any, H1, node, 'p', NOW)
        expect(targetNode(pod)).toEqual(E.right(named === '' ? node : named))
      }),
    )
  })

  it('is owned by its DaemonSet if the template has the labels that it selects', () => {
    fc.assert(
      fc.property(scenes, (any) => {
        const selector = compileLabelSelector(any.spec?.selector)
        const identity = identityOf(any)
        if (E.isLeft(selector)) return
        const pod = createdPod(any, H1, 'n1', 'p', NOW)
        const matches = selector.right.matches(any.spec?.template?.metadata?.labels)
        expect(claimPods(identity, selector, [pod]).map(({ claim }) => claim)).toEqual([
          matches ? 'owned' : 'released',
        ])
      }),
    )
  })

  it('is up to date', () => {
    fc.assert(
      fc.property(scenes, (any) => {
        const pod = createdPod(any, H1, 'n1', 'p', NOW)
        expect(isPodUpdated(pod, H1, undefined)).toBe(true)
        const generation = templateGeneration(any)
        if (generation === undefined) return
        expect(isPodUpdated(pod, { code: 'new' }, generation)).toBe(true)
      }),
    )
  })
})

describe('createdRevision', () => {
  it('records the template under its hash', () => {
    expect(createdRevision(daemonSet, 'h1', 3)).toStrictEqual({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: 'agent-h1',
        namespace: 'default',
        labels: { app: 'agent', 'controller-revision-hash': 'h1' },
        annotations: { note: 'x' },
        ownerReferences: [owner],
      },
      revision: 3,
      data: { spec: { template: { ...daemonSet.spec?.template, $patch: 'replace' } } },
    })
  })

  it('has a number that may exceed what a float can hold', () => {
    expect(createdRevision(daemonSet, 'h1', 9_007_199_254_740_993n).revision).toBe(
      9_007_199_254_740_993n,
    )
  })

  it('carries its own hash, whatever the template says', () => {
    const labels = { app: 'agent', 'controller-revision-hash': 'x' }
    const labelled = aDaemonSet({ spec: { template: { metadata: { labels } } } })
    expect(createdRevision(labelled, 'h1', 1).metadata?.labels).toEqual({
      app: 'agent',
      'controller-revision-hash': 'h1',
    })
  })

  it('reads labels as Go does: null is empty, and __proto__ is a key', () => {
    const labels = JSON.parse('{"a":null,"__proto__":"x"}') as StringMap
    const odd: DaemonSet = { spec: { template: { metadata: { labels } } } }
    expect(Object.entries(createdRevision(odd, 'h1', 1).metadata?.labels ?? {})).toEqual([
      ['a', ''],
      ['__proto__', 'x'],
      ['controller-revision-hash', 'h1'],
    ])
  })

  it.each<[string, DaemonSet]>([
    ['no template', UNNAMED],
    ['nulls', { metadata: { name: null, namespace: null }, spec: { template: null } }],
  ])('comes even of %s', (_what, bare) => {
    expect(createdRevision(bare, 'h1', 1)).toMatchObject({
      metadata: { name: '-h1', labels: { 'controller-revision-hash': 'h1' } },
      data: { spec: { template: { $patch: 'replace' } } },
    })
  })

  it.each([true, false])(
    'records any template so that it is found again, 1.33 or before: %s',
    (old) => {
      const semantics = { ...newestSemantics, creationTimestampOmitted: !old }
      const wordy = { spec: { containers: [{ name: 'c' }], nodeName: null, nodeSelector: {} } }
      for (const template of [undefined, {}, wordy]) {
        const { data } = createdRevision({ spec: { template } }, 'h1', 1, semantics)
        expect(sameTemplate(template, data, semantics)).toBe(true)
      }
    },
  )

  it('records a template from an API server so that it is found again', () => {
    fc.assert(
      fc.property(frozenly(anyTemplate('new')), (template) => {
        const { data } = createdRevision({ spec: { template } }, 'h1', 1)
        expect(sameTemplate(template, data)).toBe(true)
      }),
    )
  })
})
