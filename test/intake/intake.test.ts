import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intake, type IntakeOptions } from 'podfit/api'
import { cluster } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import { checkFields } from '../../src/fields/checkFields.js'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const manifest = (parts: object = {}, metadata: object = {}, name = 'agent'): DaemonSet => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, ...metadata },
  spec: { ...aDaemonSet({ name }).spec, ...parts },
})

const taken = (daemonSets: readonly DaemonSet[], options: IntakeOptions = {}) =>
  intake(frozen({ daemonSets }), options)

const refusedIn = (daemonSets: readonly DaemonSet[], options: IntakeOptions = {}) =>
  taken(daemonSets, options).refused.flatMap(({ issues }) =>
    issues.map(({ code, path, severity }) => [code, path.join('.'), severity]),
  )

const INVALID = { minReadySeconds: -1 }

const ODD = {
  containers: [{ name: 'c', image: 'i' }],
  terminationGracePeriodSeconds: -1,
}

describe('intake', () => {
  it('never refuses what is stored, and says what would be refused (rule 1)', () => {
    const stored = aDaemonSet({ spec: INVALID })
    const { accepted, refused, issues } = taken([stored])
    expect(accepted).toEqual([{ code: 'Stored', given: stored, daemonSet: stored }])
    expect(refused).toEqual([])
    expect(issues).toMatchObject([{ code: 'InvalidField', severity: 'note' }])
    expect(refusedIn([manifest(INVALID)])).toEqual([
      ['InvalidField', 'spec.minReadySeconds', 'error'],
    ])
  })

  it('refuses what is not what it calls itself, if it is a manifest (rule 2)', () => {
    const objects = (uid?: string) =>
      decodeObjects([
        { apiVersion: 'extensions/v1beta1', kind: 'DaemonSet', metadata: { name: 'a', uid } },
      ])
    expect(intake(objects()).refused).toMatchObject([
      { subject: { name: 'a' }, issues: [{ code: 'NoMatch', severity: 'error' }] },
    ])
    expect(intake(objects('u'))).toMatchObject({
      refused: [],
      issues: [{ code: 'NoMatch', severity: 'note' }],
    })
    const kruise = decodeObjects({ apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet' })
    expect(intake(kruise)).toMatchObject({ refused: [], issues: [{ code: 'OtherGroup' }] })
    const { apiVersion: _none, ...values } = manifest()
    expect(refusedIn([values])).toEqual([['ApiVersionNotSet', 'apiVersion', 'error']])
    const { kind: _nothing, ...item } = values
    expect(refusedIn([item])).toEqual([])
  })

  it('puts a manifest into the namespace that is asked for (rule 3)', () => {
    const namespaceOf = (options: IntakeOptions, metadata: object = {}) =>
      taken([manifest({}, metadata)], options).accepted[0]?.daemonSet.metadata?.namespace
    expect(namespaceOf({})).toBe('default')
    expect(namespaceOf({ namespace: 'a' })).toBe('a')
    expect(namespaceOf({ defaultNamespace: 'b' })).toBe('b')
    expect(namespaceOf({ namespace: 'a', defaultNamespace: 'b' })).toBe('a')
    expect(namespaceOf({ defaultNamespace: 'b' }, { namespace: 'c' })).toBe('c')
    expect(refusedIn([manifest({}, { namespace: 'c' })], { namespace: 'a' })).toEqual([
      ['OtherNamespace', 'metadata.namespace', 'error'],
    ])
    expect(refusedIn([aDaemonSet()], { namespace: 'a' })).toEqual([])
  })

  it('says where the cluster has the name of a manifest without a namespace', () => {
    const live = aDaemonSet({ metadata: { namespace: 'logging' } })
    expect(taken([live, manifest()]).issues).toMatchObject([
      { code: 'OtherNamespaces', namespaces: ['logging'] },
    ])
    expect(taken([live, manifest({}, { namespace: 'default' })]).issues).toEqual([])
  })

  it('validates an update as one, and a create as one (rule 4)', () => {
    const live = aDaemonSet()
    const labels = { app: 'agent', more: 'x' }
    const moved = manifest({
      selector: { matchLabels: labels },
      template: { ...live.spec?.template, metadata: { labels } },
    })
    expect(refusedIn([moved])).toEqual([])
    expect(refusedIn([live, moved])).toEqual([['InvalidField', 'spec.selector', 'error']])
    const before = cluster({ daemonSets: [live], pods: [aPodOf(live, { node: 'n1' })] })
    const { refused } = taken([moved], { cluster: before })
    expect(refused[0]?.issues).toMatchObject([
      { update: true, wayOut: { adopted: [], orphaned: ['default/pod-n1'] } },
    ])
    expect(taken([manifest()], { cluster: before }).accepted).toMatchObject([
      { code: 'Updated', live: { metadata: { uid: live.metadata?.uid } } },
    ])
  })

  it.each([
    ['replicas', 3, undefined],
    ['strategy', { type: 'RollingUpdate' }, ['spec', 'updateStrategy']],
    ['progressDeadlineSeconds', 600, undefined],
    ['paused', true, undefined],
  ])(
    'refuses a Deployment that was made a DaemonSet by its kind alone: %s',
    (field, value, instead) => {
      const { refused } = taken([manifest({ [field]: value })])
      expect(refused[0]?.issues).toMatchObject([
        {
          code: 'UnknownField',
          path: ['spec', field],
          of: 'Deployment',
          ...(instead && { instead }),
        },
      ])
    },
  )

  describe('a manifest that cannot be decoded', () => {
    const broken = {
      ...manifest({ minReadySeconds: 1 }),
      spec: { minReadySeconds: '1', paused: true },
    }
    const inCluster = { ...broken, metadata: { name: 'agent', uid: 'u' } }
    const rounded = {
      ...manifest(),
      spec: { template: { spec: { activeDeadlineSeconds: 2 ** 60 } } },
    }
    const codesOf = (value: object, options: IntakeOptions = {}) =>
      intake(frozen(decodeObjects(value)), options).refused.map(({ subject, issues }) => [
        subject.namespace,
        ...issues.map(({ code, path }) => `${code} ${path.join('.')}`),
      ])
    const fields = (value: object) => orThrow(checkFields(value))

    it('is refused, in its namespace, with all that is wrong with its fields (rule 4)', () => {
      expect(codesOf(broken)).toEqual([['default', 'WrongType spec.minReadySeconds']])
      expect(codesOf(broken, { fields, namespace: 'a' })).toEqual([
        ['a', 'WrongType spec.minReadySeconds', 'UnknownField spec.paused'],
      ])
      expect(codesOf({ kind: 'DaemonSetList', items: [{ spec: 5 }] })).toEqual([
        ['default', 'WrongType spec'],
      ])
    })

    it('is said with what is of no weight about it', () => {
      const issues = [{ code: 'GateOff', path: ['spec'], gate: 'G' }] as const
      const said = intake(decodeObjects(broken), { fields: () => issues })
      expect(said.issues).toMatchObject([{ code: 'GateOff', severity: 'note' }])
      expect(said.refused).toMatchObject([{ issues: [{ code: 'WrongType' }] }])
    })

    it.each([
      ['of a stored object', inCluster],
      ['of an object of another kind', { ...broken, kind: 'Node', apiVersion: 'v1', spec: 5 }],
      ['of a number that was rounded', rounded],
    ])('is no refusal %s', (_case, value) => {
      expect(decodeObjects(value).broken).toHaveLength(1)
      expect(codesOf(value)).toEqual([])
    })

    it('is one of a stored object where everything is sent', () => {
      expect(codesOf(inCluster, { sent: true })).toEqual([
        ['default', 'WrongType spec.minReadySeconds'],
      ])
    })
  })

  it('looks at the fields of other workloads, and at nothing else (rule 4)', () => {
    const fields = (value: object) => orThrow(checkFields(value))
    const deployment = (metadata: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { nodeSelector: {}, replicas: -1 },
    })
    const { refused, issues } = intake(
      { workloads: [deployment({ name: 'd' }), deployment({ name: 'e', uid: 'u' })] },
      { fields },
    )
    expect(refused).toMatchObject([
      { subject: { kind: 'Deployment', name: 'd' }, issues: [{ code: 'UnknownField' }] },
    ])
    expect(issues).toMatchObject([{ severity: 'note', subject: { name: 'e' } }])
  })

  it('says nothing of gates about what is stored, since there they are on', () => {
    const fields = () => [{ code: 'GateOff', path: ['spec'], gate: 'G' }] as const
    expect(taken([aDaemonSet()], { fields }).issues).toEqual([])
    expect(taken([manifest()], { fields }).issues).toMatchObject([{ code: 'GateOff' }])
  })

  it('says nothing of a gate whose fields the stored object uses, for an update keeps them', () => {
    const fields = (object: object) =>
      'gated' in object ? ([{ code: 'GateOff', path: ['gated'], gate: 'G' }] as const) : []
    const sent = { ...manifest(), gated: 1 }
    const [stored, using] = [aDaemonSet(), { ...aDaemonSet(), gated: 2 }]
    const said = (live: object) => taken([live, sent], { fields }).issues.map(({ code }) => code)
    expect(said(stored)).toEqual(['GateOff'])
    expect(said(using)).toEqual([])
  })

  it('takes the last of several of one name (rule 5)', () => {
    const twice = [manifest({ minReadySeconds: 1 }), manifest({ minReadySeconds: 2 })]
    expect(taken(twice).accepted.map(({ daemonSet }) => daemonSet.spec?.minReadySeconds)).toEqual([
      2,
    ])
    const stored = [aDaemonSet(), aDaemonSet({ spec: { minReadySeconds: 7 } })]
    expect(taken(stored).accepted.map(({ daemonSet }) => daemonSet)).toEqual([stored[1]])
  })

  it('says what the API server warns of what is taken, on an update of a changed template only (rule 6)', () => {
    const odd = { template: { ...manifest().spec?.template, spec: ODD } }
    const warnedOf = (daemonSets: readonly DaemonSet[]) =>
      taken(daemonSets).issues.flatMap((issue) =>
        issue.code === 'ServerWarning' ? [issue.warning.code] : [],
      )
    const live = aDaemonSet({ spec: odd })
    expect(warnedOf([manifest(odd)])).toEqual(['NegativeGracePeriod'])
    expect(warnedOf([aDaemonSet(), manifest(odd)])).toEqual(['NegativeGracePeriod'])
    expect(warnedOf([live, manifest({ ...odd, minReadySeconds: 5 })])).toEqual([])
    expect(warnedOf([live])).toEqual([])
    expect(warnedOf([manifest({ ...odd, ...INVALID })])).toEqual([])
  })

  it('takes an object with a UID for a manifest where everything is sent', () => {
    expect(refusedIn([aDaemonSet({ spec: INVALID })], { sent: true })).toHaveLength(1)
  })

  it('finds the mirror pods of a static pod by its file', () => {
    const foreign = decodeObjects([]).foreign
    expect(foreign).toBeUndefined()
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'etcd',
      namespace: 'kube-system',
      stored: false,
      fault: { code: 'PodManifest' },
    } as const
    const mirror = (name: string) => ({
      metadata: {
        namespace: 'kube-system',
        name,
        annotations: { 'kubernetes.io/config.mirror': 'x' },
      },
      spec: { nodeName: 'n1' },
    })
    const pods = [mirror('etcd-n1'), mirror('scheduler-n1')]
    expect(intake({ foreign: [pod], pods }).issues).toMatchObject([
      { code: 'PodManifest', mirrors: ['kube-system/etcd-n1'] },
    ])
  })

  it('has each DaemonSet once, accepted or refused, and loses none', () => {
    const anyName = fc.constantFrom('a', 'b', 'c')
    const anySet = fc
      .record({
        name: anyName,
        stored: fc.boolean(),
        ok: fc.boolean(),
        ns: fc.constantFrom('', 'x'),
      })
      .map(({ name, stored, ok, ns }) =>
        manifest(
          ok ? {} : INVALID,
          { ...(ns !== '' && { namespace: ns }), ...(stored && { uid: 'u' }) },
          name,
        ),
      )
    fc.assert(
      fc.property(fc.array(anySet), fc.constantFrom(undefined, 'x', 'y'), (sets, namespace) => {
        const { accepted, refused } = taken(sets, { namespace })
        const known = new Set(
          sets.map(({ metadata }) =>
            JSON.stringify([
              metadata?.namespace ?? (metadata?.uid === undefined ? (namespace ?? 'default') : ''),
              metadata?.name,
              metadata?.uid,
            ]),
          ),
        )
        expect(accepted.length + refused.length).toBe(known.size)
        expect(
          refused.every(({ issues }) => issues.some(({ severity }) => severity === 'error')),
        ).toBe(true)
      }),
    )
  })
})
