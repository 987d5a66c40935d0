import { describe, expect, it } from 'vitest'
import { cluster, type ClusterObjects } from '../../src/cluster/cluster.js'
import { daemonSetsOfUpdate, owner, ownerOrAdopters } from '../../src/cluster/causesSync.js'
import { surroundingsOf } from '../../src/cluster/surroundings.js'
import { ownerKey } from '../../src/kube/objectFacts.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { LabelSelector } from '../../src/kube/labelSelector.js'
import type { ObjectMeta, OwnerReference } from '../../src/kube/objectMeta.js'
import type { Pod } from '../../src/kube/pod.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const selecting = (name: string, selector: LabelSelector | null, metadata: ObjectMeta = {}) =>
  aDaemonSet({ name, spec: { selector }, metadata })

const agent = selecting('agent', { matchLabels: { app: 'x' } })
const logs = selecting('logs', { matchExpressions: [{ key: 'app', operator: 'Exists' }] })
const around = (objects: ClusterObjects) => surroundingsOf(cluster(objects), newestSemantics)

const snapshot = around(
  frozen({
    daemonSets: [
      agent,
      logs,
      selecting('everything', {}),
      selecting('nothing', null),
      selecting('broken', { matchExpressions: [{ key: 'app', operator: 'Gt' }] }),
      selecting('elsewhere', { matchLabels: { app: 'x' } }, { namespace: 'other' }),
    ],
  }),
)

const byAgent: OwnerReference = {
  kind: 'DaemonSet',
  name: 'agent',
  uid: 'uid-agent',
  controller: true,
}
const byLogs: OwnerReference = {
  kind: 'DaemonSet',
  name: 'logs',
  uid: 'uid-logs',
  controller: true,
}

const aPod = (metadata: ObjectMeta = {}): Pod =>
  frozen({ metadata: { namespace: 'default', name: 'p', labels: { app: 'x' }, ...metadata } })
const ownedBy = (reference: OwnerReference, metadata: ObjectMeta = {}): Pod =>
  aPod({ ownerReferences: [reference], ...metadata })

const names = (daemonSets: readonly DaemonSet[]) => daemonSets.map(({ metadata }) => metadata?.name)

describe('ownerKey', () => {
  it.each<[string, Pod, OwnerReference, string]>([
    ['in the namespace of the pod', aPod(), byAgent, 'default/agent'],
    ['without a namespace', {}, byAgent, 'agent'],
    ['without a name', aPod(), {}, 'default/'],
  ])('names the DaemonSet %s', (_what, pod, reference, key) => {
    expect(ownerKey(pod, reference)).toBe(key)
  })
})

describe('owner', () => {
  it.each<[string, Pod, readonly string[]]>([
    ['the DaemonSet that controls it', ownedBy(byAgent), ['agent']],
    ['nobody, of another UID', ownedBy({ ...byAgent, uid: 'old' }), []],
    ['nobody, without a UID', ownedBy({ ...byAgent, uid: null }), []],
    ['nobody, of another kind', ownedBy({ ...byAgent, kind: 'ReplicaSet' }), []],
    ['nobody, where that does not control it', ownedBy({ ...byAgent, controller: false }), []],
    ['nobody, in another namespace', ownedBy(byAgent, { namespace: 'other' }), []],
    ['nobody, of another name', ownedBy({ ...byAgent, name: 'gone' }), []],
    ['nobody, of an orphan', aPod(), []],
  ])('is %s', (_what, pod, expected) => {
    expect(names(owner(pod, snapshot))).toEqual(expected)
  })

  it('is a DaemonSet without a UID where the reference has none either', () => {
    const bare = around({ daemonSets: [{ metadata: { name: 'agent' } }] })
    const pod = { metadata: { ownerReferences: [{ ...byAgent, uid: null }] } }
    expect(names(owner(pod, bare))).toEqual(['agent'])
    expect(names(owner(pod, around({ daemonSets: [] })))).toEqual([])
  })
})

describe('ownerOrAdopters', () => {
  it.each<[string, Pod, readonly string[]]>([
    ['the one that controls it, however many match', ownedBy(byAgent), ['agent']],
    ['nobody, if that is gone, however many match', ownedBy({ ...byAgent, uid: 'old' }), []],
    ['those whose selector matches an orphan', aPod(), ['agent', 'logs']],
    ['some of them, for other labels', aPod({ labels: { app: 'y' } }), ['logs']],
    ['those of its namespace', aPod({ namespace: 'other' }), ['elsewhere']],
    ['nobody, without labels', aPod({ labels: {} }), []],
    ['nobody, with labels of null', aPod({ labels: null }), []],
    ['nobody, without anything', {}, []],
  ])('are %s', (_what, pod, expected) => {
    expect(names(ownerOrAdopters(pod, snapshot))).toEqual(expected)
  })

  it('are DaemonSets without a namespace for pods without one', () => {
    const bare = around({
      daemonSets: [selecting('agent', { matchLabels: { app: 'x' } }, { namespace: null })],
    })
    expect(names(ownerOrAdopters(aPod({ namespace: null }), bare))).toEqual(['agent'])
    expect(names(ownerOrAdopters(aPod(), bare))).toEqual([])
  })
})

describe('daemonSetsOfUpdate', () => {
  it.each<[string, Pod, Pod, readonly string[]]>([
    ['its controller', ownedBy(byAgent), ownedBy(byAgent, { labels: {} }), ['agent']],
    [
      'the former controller, then the new one',
      ownedBy(byAgent),
      ownedBy(byLogs),
      ['agent', 'logs'],
    ],
    [
      'only the new one, if the former is gone',
      ownedBy({ ...byAgent, uid: 'old' }),
      ownedBy(byAgent),
      ['agent'],
    ],
    ['the one that has adopted it', aPod(), ownedBy(byAgent), ['agent']],
    ['the former one and all that match', ownedBy(byAgent), aPod(), ['agent', 'agent', 'logs']],
    ['the former one, if none matches', ownedBy(byAgent), aPod({ labels: null }), ['agent']],
    ['nobody, for an orphan whose labels stay', aPod(), aPod({ generation: 2 }), []],
    ['those that match new labels', aPod({ labels: null }), aPod(), ['agent', 'logs']],
    ['those that match fewer labels', aPod(), aPod({ labels: { app: 'y' } }), ['logs']],
    ['nobody, for no labels', aPod({ labels: {} }), aPod({ labels: null }), []],
    [
      'its controller when it is terminating',
      ownedBy(byLogs),
      ownedBy(byAgent, { deletionTimestamp: new Date(0) }),
      ['agent'],
    ],
    [
      'nobody, for a terminating orphan',
      aPod({ labels: null }),
      aPod({ deletionTimestamp: new Date(0) }),
      [],
    ],
  ])('are %s', (_what, before, pod, expected) => {
    expect(names(daemonSetsOfUpdate(before, pod, snapshot))).toEqual(expected)
  })
})
