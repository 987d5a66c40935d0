import { describe, expect, it } from 'vitest'
import { sharedPods } from '../../src/audit/sharedPods.js'
import type { Pod } from '../../src/kube/pod.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { audited } from '../support/audited.js'

const agent = aDaemonSet({ name: 'agent' })
const pod = (name: string, metadata: Pod['metadata']): Pod => ({
  metadata: { namespace: 'default', name, labels: { app: 'agent' }, ...metadata },
})
const ownedBy = (kind: string, name: string) => ({
  ownerReferences: [{ kind, name, uid: `uid-of-${name}`, controller: true }],
})

describe('sharedPods', () => {
  it('finds a DaemonSet whose selector matches the template of another', () => {
    const wide = aDaemonSet({
      name: 'wide',
      spec: { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } },
    })
    expect(sharedPods.check(audited({ daemonSets: [agent, wide] }))).toEqual([
      {
        code: 'SharedPods',
        severity: 'warning',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'wide' },
        path: ['spec', 'selector'],
        other: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
        pods: [],
      },
    ])
  })

  it('finds pods of a ReplicaSet that the selector matches', () => {
    const pods = [
      aPodOf(agent, { node: 'n1' }),
      pod('web-1', ownedBy('ReplicaSet', 'web')),
      pod('web-2', ownedBy('ReplicaSet', 'web')),
      pod('nameless', { ownerReferences: [{ controller: true, uid: 'u' }] }),
      pod('orphan', {}),
      pod('elsewhere', { namespace: 'other', ...ownedBy('ReplicaSet', 'web') }),
      pod('other-labels', { labels: { app: 'web' }, ...ownedBy('ReplicaSet', 'web') }),
      { ...pod('x', ownedBy('ReplicaSet', 'web')), metadata: {} },
    ]
    expect(sharedPods.check(audited({ daemonSets: [agent], pods }))).toMatchObject([
      { other: { kind: 'ReplicaSet', name: 'web' }, pods: ['web-1', 'web-2'] },
      { other: { kind: '', name: '' }, pods: ['nameless'] },
    ])
  })

  it('takes what has no namespace and no UID for its own, as the controller does', () => {
    const bare = {
      metadata: { name: 'bare' },
      spec: { selector: { matchLabels: { app: 'agent' } } },
    }
    const owned = (kind: string, name: string, uid?: string): Pod => ({
      metadata: {
        labels: { app: 'agent' },
        ownerReferences: [{ kind, name, controller: true, ...(uid !== undefined && { uid }) }],
      },
    })
    const own = owned('DaemonSet', 'bare')
    const pods = [
      { metadata: { ...own.metadata, name: 'own' } },
      owned('ReplicaSet', 'web', 'uid-of-web'),
    ]
    expect(sharedPods.check(audited(frozen({ daemonSets: [bare], pods })))).toEqual([
      {
        code: 'SharedPods',
        severity: 'warning',
        subject: { kind: 'DaemonSet', name: 'bare' },
        path: ['spec', 'selector'],
        other: { kind: 'ReplicaSet', namespace: '', name: 'web' },
        pods: [''],
      },
    ])
  })

  it('leaves selectors alone that match everything or cannot be read, and other namespaces', () => {
    const daemonSets = [
      agent,
      aDaemonSet({ name: 'all', spec: { selector: {} } }),
      aDaemonSet({ name: 'bad', spec: { selector: { matchLabels: { app: 'a b' } } } }),
      aDaemonSet({ name: 'agent', metadata: { namespace: 'other' } }),
      { metadata: { name: 'none' }, spec: { selector: { matchLabels: { app: 'none' } } } },
    ]
    expect(sharedPods.check(audited({ daemonSets }))).toEqual([])
  })
})
