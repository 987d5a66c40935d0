import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec } from 'podfit/arbitraries'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import {
  compileDaemonSet,
  compilePod,
  daemonSetPolicy,
  podPolicy,
  type PolicySubject,
} from '../../src/placement/compile.js'
import { decide } from '../../src/placement/decide.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const inTemplate = ['spec', 'template', 'spec']
const disk: PodSpec = { nodeSelector: { disk: 'ssd' } }

const sourcesOf = (subject: DaemonSet | PolicySubject) =>
  aPolicy(subject).tolerations.map((toleration) => toleration.source)

const selected = (path: readonly string[]) => [
  {
    key: 'disk',
    value: 'ssd',
    path: [...path, 'nodeSelector', 'disk'],
    nodePath: ['metadata', 'labels', 'disk'],
  },
]

const asksNothing = { nodeName: '', selectedLabels: [], affinity: undefined }

const wrongKind = (path: readonly string[], found: string) =>
  E.left([expect.objectContaining({ code: 'WrongKind', path, found })])

describe('daemonSetPolicy', () => {
  it.each<[string, DaemonSet]>([
    ['a DaemonSet', aDaemonSet({ podSpec: disk })],
    ['one of a typed list', { spec: { template: { spec: disk } } }],
    ['a kind of null', { kind: null, spec: { template: { spec: disk } } }],
    ['an empty kind', { kind: '', spec: { template: { spec: disk } } }],
  ])('reads the policy of %s', (_what, subject) => {
    expect(daemonSetPolicy(subject)).toMatchObject(
      E.right({ kind: 'DaemonSet', path: inTemplate, selectedLabels: selected(inTemplate) }),
    )
  })

  it.each<[string, DaemonSet]>([
    ['nothing at all', {}],
    ['no spec', { kind: 'DaemonSet' }],
    ['no template', { kind: 'DaemonSet', spec: {} }],
    ['a template of null', { spec: { template: null } }],
  ])('asks nothing of a node where there is %s', (_what, subject) => {
    expect(daemonSetPolicy(subject)).toMatchObject(E.right({ kind: 'DaemonSet', ...asksNothing }))
  })

  it.each([
    ['a Deployment', { kind: 'Deployment', spec: {} }, ['kind'], 'Deployment'],
    ['a misspelt kind', { kind: 'DaemonSett' }, ['kind'], 'DaemonSett'],
    [
      'an untyped Deployment',
      { spec: { replicas: 1 } },
      ['spec', 'replicas'],
      'an object with spec.replicas',
    ],
    [
      'an untyped Pod',
      { spec: { containers: [] } },
      ['spec', 'containers'],
      'an object with spec.containers',
    ],
  ])('refuses %s', (_what, subject, path, found) => {
    expect(daemonSetPolicy(subject as DaemonSet)).toEqual(wrongKind(path, found))
  })

  it('looks no further where the kind is right', () => {
    const odd = { kind: 'DaemonSet', spec: { replicas: 1 } } as unknown as DaemonSet
    expect(daemonSetPolicy(odd)._tag).toBe('Right')
  })
})

describe('podPolicy', () => {
  it.each<[string, PolicySubject, readonly string[]]>([
    ['a Deployment', { kind: 'Deployment', spec: { template: { spec: disk } } }, inTemplate],
    ['a workload of a typed list', { spec: { template: { spec: disk } } }, inTemplate],
    ['a Pod', { kind: 'Pod', spec: disk }, ['spec']],
    ['a bare pod template', { spec: disk }, ['spec']],
  ])('reads the policy of %s', (_what, subject, path) => {
    expect(podPolicy(subject)).toMatchObject(
      E.right({ kind: 'Pod', path, selectedLabels: selected(path) }),
    )
  })

  it.each<[string, PolicySubject]>([
    ['nothing at all', {}],
    ['a Pod without a spec', { kind: 'Pod', spec: null }],
    ['a template without a spec', { kind: 'Job', spec: { template: { spec: null } } }],
  ])('asks nothing of a node for %s', (_what, subject) => {
    expect(podPolicy(subject)).toMatchObject(E.right({ kind: 'Pod', ...asksNothing }))
  })

  it.each([
    ['a DaemonSet', { kind: 'DaemonSet', spec: { template: {} } }, ['kind'], 'DaemonSet'],
    ['a misspelt kind without a template', { kind: 'DaemonSett' }, ['kind'], 'DaemonSett'],
    ['a CronJob', { kind: 'CronJob', spec: { jobTemplate: {} } }, ['kind'], 'CronJob'],
    ['a template of null', { kind: 'Job', spec: { template: null } }, ['kind'], 'Job'],
    [
      'an untyped CronJob',
      { spec: { jobTemplate: {} } },
      ['spec', 'jobTemplate'],
      'an object with spec.jobTemplate',
    ],
  ])('refuses %s', (_what, subject, path, found) => {
    expect(podPolicy(subject as PolicySubject)).toEqual(wrongKind(path, found))
  })
})

describe('a policy', () => {
  it('of what is known to be a DaemonSet is read whatever it says of itself', () => {
    const daemonSet = aDaemonSet({ podSpec: disk })
    expect(compileDaemonSet({ ...daemonSet, kind: 'Pod' })).toEqual(compileDaemonSet(daemonSet))
    expect(E.right(compileDaemonSet(daemonSet))).toEqual(daemonSetPolicy(daemonSet))
    expect(E.right(compilePod({ spec: disk }))).toEqual(podPolicy({ spec: disk }))
  })

  it.each([
    ['nodeName', { nodeName: null }],
    ['nodeSelector', { nodeSelector: null }],
    ['affinity', { affinity: null }],
    ['nodeAffinity', { affinity: { nodeAffinity: null } }],
    [
      'required terms',
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } } },
    ],
    ['tolerations', { tolerations: null }],
  ])('takes %s of null for absent', (_field, spec: PodSpec) => {
    expect(aPolicy({ kind: 'Pod', spec })).toEqual(aPolicy({ kind: 'Pod', spec: {} }))
  })

  it('knows where the required terms stand, also those that cannot be read', () => {
    const sound = { matchExpressions: [{ key: 'k', operator: 'Exists' }] }
    const broken = { matchFields: [{ key: 'metadata.name', operator: 'Exists' }] }
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [sound, broken] },
    }
    const at = [
      'spec',
      'affinity',
      'nodeAffinity',
      'requiredDuringSchedulingIgnoredDuringExecution',
    ]
    expect(aPolicy({ spec: { affinity: { nodeAffinity } } }).affinity).toMatchObject({
      path: at,
      terms: [
        { path: [...at, 'nodeSelectorTerms', 0], faults: [] },
        {
          path: [...at, 'nodeSelectorTerms', 1],
          faults: [{ path: [...at, 'nodeSelectorTerms', 1, 'matchFields', 0, 'operator'] }],
        },
      ],
    })
  })

  it('takes a selected value of null for empty text', () => {
    const spec = JSON.parse('{"nodeSelector":{"disk":null}}') as PodSpec
    expect(aPolicy({ spec }).selectedLabels).toMatchObject([{ key: 'disk', value: '' }])
  })

  it('reads a label named __proto__ like any other', () => {
    const spec = JSON.parse('{"nodeSelector":{"__proto__":"x"}}') as PodSpec
    expect(aPolicy({ spec }).selectedLabels).toMatchObject([{ key: '__proto__', value: 'x' }])
  })

  it('adds the automatic tolerations to those of a DaemonSet, marked as such', () => {
    const own = { key: 'gpu', operator: 'Exists' }
    expect(sourcesOf(aDaemonSet({ podSpec: { tolerations: [own] } }))).toEqual([
      [...inTemplate, 'tolerations', 0],
      ...Array.from({ length: 6 }, () => 'automatic'),
    ])
  })

  it('adds a seventh automatic toleration on the host network', () => {
    expect(sourcesOf(aDaemonSet({ podSpec: { hostNetwork: true } }))).toHaveLength(7)
  })

  it('marks a toleration of the template that an automatic one replaces', () => {
    const own = {
      key: 'node.kubernetes.io/not-ready',
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    }
    const { tolerations } = aPolicy(aDaemonSet({ podSpec: { tolerations: [own] } }))
    expect(tolerations).toHaveLength(6)
    expect(tolerations[0]).toMatchObject({ source: 'automatic', seconds: undefined })
  })

  it('gives a pod its own tolerations only', () => {
    const tolerations = [{ key: 'a' }, { key: 'b' }]
    expect(sourcesOf({ kind: 'Pod', spec: { tolerations, hostNetwork: true } })).toEqual([
      ['spec', 'tolerations', 0],
      ['spec', 'tolerations', 1],
    ])
  })

  it('keeps the semantics that it is given, the newest unless told otherwise', () => {
    const comparing = { ...newestSemantics, tolerationComparison: true }
    const policies = [
      [daemonSetPolicy({}), podPolicy({}), newestSemantics],
      [
        daemonSetPolicy({}, { semantics: comparing }),
        podPolicy({}, { semantics: comparing }),
        comparing,
      ],
    ] as const
    for (const [daemon, pod, semantics] of policies) {
      expect(daemon).toMatchObject(E.right({ semantics }))
      expect(pod).toMatchObject(E.right({ semantics }))
    }
  })

  it('finds the same policy in a pod and in a workload with that pod as its template', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const pod = aPolicy({ kind: 'Pod', spec })
        const workload = aPolicy({ kind: 'StatefulSet', spec: { template: { spec } } })
        expect(decide(pod, node)).toBe(decide(workload, node))
      }),
    )
  })

  it('with every taint tolerated, finds a DaemonSet and a Deployment on the same nodes', () => {
    const tolerant = { tolerations: [{ operator: 'Exists' }] }
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const template = { spec: { ...spec, ...tolerant } }
        const runs = decide(aPolicy({ kind: 'DaemonSet', spec: { template } }), node) === 'run'
        const goes = decide(aPolicy({ kind: 'Deployment', spec: { template } }), node) === 'run'
        expect(runs).toBe(goes)
      }),
    )
  })
})
