import { describe, expect, it } from 'vitest'
import { foreignObject, isRead, kindFault, typeMetaOf } from '../../src/intake/whichObject.js'
import { frozen } from '../support/frozen.js'

const faultOf = (apiVersion: string | undefined, kind: string, rest: object = {}) =>
  kindFault(frozen({ ...(apiVersion !== undefined && { apiVersion }), kind, ...rest }), {
    strict: true,
  })

const DAEMON_SET = { apiVersion: 'apps/v1', kind: 'DaemonSet' }

describe('kindFault', () => {
  it.each([
    ['v1', 'Node'],
    ['v1', 'Event'],
    ['apps/v1', 'DaemonSet'],
    ['apps/v1', 'Deployment'],
    ['v1', 'ConfigMap'],
    ['v1', 'PodList'],
    ['batch/v1', 'Job'],
    ['events.k8s.io/v1', 'Event'],
    ['metrics.k8s.io/v1beta1', 'PodMetrics'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['extensions/v1beta1', 'Ingress'],
    ['karpenter.sh/v1', 'NodePool'],
    ['example.com/v1', 'Daemonset'],
  ])('has nothing against %s %s', (apiVersion, kind) => {
    expect(faultOf(apiVersion, kind)).toBeUndefined()
  })

  it.each([['DaemonSet'], ['Node'], ['Secret'], ['Kustomization']])(
    'takes a %s without apiVersion for no object (rule 1)',
    (kind) => {
      expect(faultOf(undefined, kind)).toEqual({ code: 'ApiVersionNotSet' })
      expect(faultOf('', kind)).toEqual({ code: 'ApiVersionNotSet' })
      expect(kindFault({ kind })).toBeUndefined()
      expect(kindFault({ kind }, { strict: true, implied: { kind } })).toBeUndefined()
    },
  )

  it('takes a Status for what it is (rule 2)', () => {
    expect(faultOf('v1', 'Status', { message: 'nodes is forbidden' })).toEqual({
      code: 'FailedRequest',
      message: 'nodes is forbidden',
    })
    expect(faultOf('v1', 'Status', { message: 5 })).toEqual({ code: 'FailedRequest', message: '' })
  })

  it.each([
    ['extensions/v1beta1', 'DaemonSet', DAEMON_SET],
    ['apps/v1beta2', 'DaemonSet', DAEMON_SET],
    ['apps/v1beta1', 'Deployment', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['v1', 'DaemonSet', DAEMON_SET],
    ['batch/v1', 'DaemonSet', DAEMON_SET],
    ['apps/v2', 'DaemonSet', DAEMON_SET],
    ['apps/v1', 'Daemonset', DAEMON_SET],
    ['apps/v1', 'daemonset', DAEMON_SET],
    ['apps/v1', 'DaemonSets', DAEMON_SET],
    ['apps/v1', 'DeamonSet', DAEMON_SET],
    ['apps/v1', 'DemonSet', DAEMON_SET],
    ['apps/v1', 'Node', { apiVersion: 'v1', kind: 'Node' }],
    ['v1', 'Nodes', { apiVersion: 'v1', kind: 'Node' }],
    ['apps/v1', 'Thing', undefined],
  ])('knows no %s %s (rule 3)', (apiVersion, kind, instead) => {
    expect(faultOf(apiVersion, kind)).toEqual({ code: 'NoMatch', ...(instead && { instead }) })
  })

  it.each([
    ['apps.kruise.io/v1alpha1', 'DaemonSet'],
    ['longhorn.io/v1beta2', 'Node'],
    ['management.cattle.io/v3', 'Node'],
  ])('takes %s %s for a custom resource (rule 4)', (apiVersion, kind) => {
    expect(faultOf(apiVersion, kind)).toEqual({ code: 'OtherGroup' })
  })

  it('tells a Pod as it is written from one that a server has shown (rule 5)', () => {
    expect(faultOf('v1', 'Pod', { spec: {} })).toEqual({ code: 'PodManifest' })
    expect(faultOf('v1', 'Pod', { spec: { nodeName: 'n1' } })).toBeUndefined()
    expect(faultOf('v1', 'Pod', { status: {} })).toBeUndefined()
    expect(faultOf('v1', 'Pod', { metadata: { uid: 'u' } })).toBeUndefined()
    expect(kindFault({ apiVersion: 'v1', kind: 'Pod' })).toBeUndefined()
  })

  it('has nothing to say of what says nothing', () => {
    for (const value of [null, 5, 'x', [], {}, { kind: 5 }, { kind: '' }]) {
      expect(kindFault(value, { strict: true })).toBeUndefined()
    }
  })
})

describe('foreignObject', () => {
  it('says what it says of itself', () => {
    const metadata = { namespace: 'a', name: 'b', uid: 'u' }
    expect(foreignObject({ apiVersion: 'v1', kind: 'DaemonSet', metadata })).toEqual({
      apiVersion: 'v1',
      kind: 'DaemonSet',
      namespace: 'a',
      name: 'b',
      stored: true,
      fault: { code: 'NoMatch', instead: DAEMON_SET },
    })
    expect(foreignObject({ kind: 'DaemonSet', metadata: 5 }, { strict: true })).toEqual({
      kind: 'DaemonSet',
      stored: false,
      fault: { code: 'ApiVersionNotSet' },
    })
    expect(foreignObject(DAEMON_SET)).toBeUndefined()
  })
})

describe('what a list implies', () => {
  const implied = { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet' }

  it('is what its items are', () => {
    expect(typeMetaOf({}, { implied })).toEqual(implied)
    expect(typeMetaOf({}, { implied: { kind: 'Node' } })).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
    })
    expect(typeMetaOf({ kind: 'Pod' }, { implied: { kind: 'Node' }, strict: true })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
    })
    expect(typeMetaOf({ kind: 'Pod' }, { strict: true })).toEqual({ kind: 'Pod' })
    expect(kindFault({}, { implied })).toEqual({ code: 'OtherGroup' })
  })

  it('is read where it is of the right version', () => {
    expect(isRead({ kind: 'Node' })).toBe(true)
    expect(isRead({ apiVersion: 'apps/v1', kind: 'DaemonSet' })).toBe(true)
    expect(isRead(implied)).toBe(false)
    expect(isRead({ kind: 'Secret' })).toBe(false)
  })
})
