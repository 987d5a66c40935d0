import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../src/data/patch.js'
import { convertDeployment, type ConversionNote } from '../../src/kubectl/convert.js'

const converted = (deployment: object) => {
  const result = convertDeployment({ kind: 'Deployment', ...deployment })
  if (E.isLeft(result)) throw new Error(result.left[0].code)
  return {
    daemonSet: applyPatch({ kind: 'Deployment', ...deployment }, result.right.patch),
    notes: result.right.notes,
  }
}

const ofStrategy = (strategy: unknown) => {
  const { daemonSet, notes } = converted({ spec: { strategy } })
  return { spec: (daemonSet as { readonly spec: unknown }).spec, notes }
}

const rolling = (rollingUpdate: object) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate },
})

const note = (code: ConversionNote['code'], ...path: readonly string[]) => ({
  code,
  path: ['spec', ...path],
})

const budgetNote = (code: ConversionNote['code'], name: string) =>
  note(code, 'strategy', 'rollingUpdate', name)

describe('convertDeployment', () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web:1', resources: {} }] },
  }

  it('makes a DaemonSet of what kubectl create deployment prints', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      metadata: { name: 'web', labels: { app: 'web' }, creationTimestamp: null },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        strategy: {},
        template: { ...template, metadata: { ...template.metadata, creationTimestamp: null } },
      },
      status: {},
    }
    expect(converted(deployment)).toEqual({
      daemonSet: {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'web', labels: { app: 'web' } },
        spec: { selector: { matchLabels: { app: 'web' } }, template },
      },
      notes: [note('ReplicasDropped', 'replicas')],
    })
  })

  it('writes its changes down in the order in which they are made', () => {
    const spec = { replicas: 3, strategy: { rollingUpdate: { maxUnavailable: 2 } } }
    expect(convertDeployment({ kind: 'Deployment', spec })).toStrictEqual(
      E.right({
        patch: [
          { op: 'replace', path: ['kind'], value: 'DaemonSet' },
          { op: 'remove', path: ['spec', 'replicas'] },
          { op: 'remove', path: ['spec', 'strategy'] },
          {
            op: 'add',
            path: ['spec', 'updateStrategy'],
            value: rolling({ maxUnavailable: 2 }).updateStrategy,
          },
        ],
        notes: [note('ReplicasDropped', 'replicas')],
      }),
    )
  })

  it('drops what the server owns, and what only a Deployment has', () => {
    const deployment = {
      metadata: {
        name: 'web',
        uid: '5f1e',
        generation: 4,
        resourceVersion: '77',
        selfLink: '/web',
        managedFields: [],
        annotations: { team: 'a', 'deployment.kubernetes.io/revision': '4' },
      },
      spec: {
        replicas: 0,
        progressDeadlineSeconds: 600,
        paused: true,
        minReadySeconds: 5,
        revisionHistoryLimit: 2,
        template,
      },
      status: { replicas: 3 },
    }
    expect(converted(deployment)).toEqual({
      daemonSet: {
        kind: 'DaemonSet',
        metadata: { name: 'web', annotations: { team: 'a' } },
        spec: { minReadySeconds: 5, revisionHistoryLimit: 2, template },
      },
      notes: [
        note('ReplicasDropped', 'replicas'),
        note('DeadlineDropped', 'progressDeadlineSeconds'),
        note('PausedDropped', 'paused'),
      ],
    })
  })

  it.each([false, null])('says nothing of a rollout that is not paused: %s', (paused) => {
    expect(converted({ spec: { paused } })).toEqual({
      daemonSet: { kind: 'DaemonSet', spec: {} },
      notes: [],
    })
  })

  it.each([
    [
      'Recreate',
      { type: 'Recreate' },
      { maxUnavailable: '100%' },
      [note('RecreateApproximated', 'strategy')],
    ],
    ['maxUnavailable', { rollingUpdate: { maxUnavailable: 2 } }, { maxUnavailable: 2 }, []],
    [
      'maxSurge, which needs a zero beside it',
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
      { maxSurge: 1, maxUnavailable: 0 },
      [],
    ],
    [
      'a surge of per cent beside nothing unavailable',
      { rollingUpdate: { maxSurge: '25%', maxUnavailable: '0%' } },
      { maxSurge: '25%', maxUnavailable: 0 },
      [budgetNote('PercentageRoundsUp', 'maxSurge')],
    ],
    [
      'nothing unavailable, which surges by default',
      { rollingUpdate: { maxUnavailable: 0 } },
      { maxSurge: '25%', maxUnavailable: 0 },
      [budgetNote('PercentageRoundsUp', 'maxSurge')],
    ],
    [
      'a surge beyond what a DaemonSet takes',
      { rollingUpdate: { maxSurge: '150%', maxUnavailable: 0 } },
      { maxSurge: '100%', maxUnavailable: 0 },
      [budgetNote('SurgeCapped', 'maxSurge')],
    ],
    [
      'both, of which one stays',
      { rollingUpdate: { maxSurge: 1, maxUnavailable: '50%' } },
      { maxUnavailable: '50%' },
      [budgetNote('SurgeDropped', 'maxSurge'), budgetNote('PercentageRoundsUp', 'maxUnavailable')],
    ],
  ])('converts a strategy: %s', (_what, strategy, rollingUpdate, notes) => {
    expect(ofStrategy(strategy)).toEqual({ spec: rolling(rollingUpdate), notes })
  })

  it.each([
    ['null', null],
    ['of another type', 'RollingUpdate'],
    ['without numbers', { type: 'RollingUpdate', rollingUpdate: {} }],
    ['of nulls', { type: null, rollingUpdate: { maxSurge: null, maxUnavailable: null } }],
    [
      'of zeros, which no Deployment may have',
      { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
    ],
    [
      'of percentages of nothing, which no Deployment may have',
      { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } },
    ],
    ['of invalid numbers', { rollingUpdate: { maxSurge: ['5'], maxUnavailable: true } }],
  ])('leaves a strategy that is %s to the defaults', (_what, strategy) => {
    expect(ofStrategy(strategy)).toEqual({ spec: {}, notes: [] })
  })

  it.each([
    ['a DaemonSet', { kind: 'DaemonSet' }, 'DaemonSet'],
    ['a kind in lower case', { kind: 'deployment' }, 'deployment'],
    ['no kind', {}, ''],
    ['a kind that is no text', { kind: 5 }, ''],
    ['an inherited kind', Object.create({ kind: 'Deployment' }) as unknown, ''],
    ['null', null, ''],
    ['text', 'Deployment', ''],
    ['a list', [{ kind: 'Deployment' }], ''],
  ])('refuses %s', (_what, object, kind) => {
    expect(convertDeployment(object)).toEqual(
      E.left([{ code: 'NotADeployment', path: ['kind'], kind }]),
    )
  })

  it.each([null, 5, 'spec', []])('changes only the kind of a spec that is %j', (spec) => {
    expect(convertDeployment({ kind: 'Deployment', spec, metadata: spec })).toEqual(
      E.right({ patch: [{ op: 'replace', path: ['kind'], value: 'DaemonSet' }], notes: [] }),
    )
  })
})

describe('anti-affinity between the pods of one workload', () => {
  const term = (topologyKey: string, app: string) => ({
    topologyKey,
    labelSelector: { matchLabels: { app } },
  })
  const notesOf = (podAntiAffinity: object) => {
    const template = { metadata: { labels: { app: 'a' } }, spec: { affinity: { podAntiAffinity } } }
    const result = convertDeployment({ kind: 'Deployment', spec: { template } })
    return E.isRight(result) ? result.right.notes : []
  }

  it('is pointless on one node', () => {
    const required = [term('kubernetes.io/hostname', 'other'), term('kubernetes.io/hostname', 'a')]
    expect(notesOf({ requiredDuringSchedulingIgnoredDuringExecution: required })).toEqual([
      {
        code: 'AntiAffinityPointless',
        path: [
          'spec',
          'template',
          'spec',
          'affinity',
          'podAntiAffinity',
          'requiredDuringSchedulingIgnoredDuringExecution',
          1,
        ],
      },
    ])
    const preferred = [{ weight: 1, podAffinityTerm: term('kubernetes.io/hostname', 'a') }]
    expect(notesOf({ preferredDuringSchedulingIgnoredDuringExecution: preferred })).toHaveLength(1)
  })

  it('has a point in a zone', () => {
    const required = [term('topology.kubernetes.io/zone', 'a')]
    expect(notesOf({ requiredDuringSchedulingIgnoredDuringExecution: required })).toEqual([])
    expect(notesOf({})).toEqual([])
  })
})
