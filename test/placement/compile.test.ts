import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { compile, type PolicySubject } from '../../src/placement/compile.js'
import { decide } from '../../src/placement/decide.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { anyNode, anyPodSpec } from '../../src/testing/matching.js'
import { frozenly } from '../support/frozen.js'

const inTemplate = ['spec', 'template', 'spec']
const disk: PodSpec = { nodeSelector: { disk: 'ssd' } }

const sourcesOf = (subject: PolicySubject) =>
  compile(subject).tolerations.map((toleration) => toleration.source)

describe('compile', () => {
  it.each<[string, PolicySubject, 'DaemonSet' | 'Pod', readonly string[]]>([
    ['a DaemonSet', aDaemonSet({ podSpec: disk }), 'DaemonSet', inTemplate],
    ['a typed DaemonSet', { spec: { template: { spec: disk } } }, 'DaemonSet', inTemplate],
    ['a kind of null', { kind: null, spec: { template: { spec: disk } } }, 'DaemonSet', inTemplate],
    ['a Deployment', { kind: 'Deployment', spec: { template: { spec: disk } } }, 'Pod', inTemplate],
    ['a Pod', { kind: 'Pod', spec: disk }, 'Pod', ['spec']],
    ['a bare pod template', { spec: disk }, 'Pod', ['spec']],
  ])('reads the policy of %s', (_what, subject, kind, at) => {
    expect(compile(subject)).toMatchObject({
      kind,
      path: at,
      selectedLabels: [
        {
          key: 'disk',
          value: 'ssd',
          path: [...at, 'nodeSelector', 'disk'],
          nodePath: ['metadata', 'labels', 'disk'],
        },
      ],
    })
  })

  it.each<[string, PolicySubject, 'DaemonSet' | 'Pod']>([
    ['nothing at all', {}, 'Pod'],
    ['a Pod without a spec', { kind: 'Pod', spec: null }, 'Pod'],
    ['a DaemonSet without a spec', { kind: 'DaemonSet' }, 'DaemonSet'],
    ['a DaemonSet without a template', { kind: 'DaemonSet', spec: {} }, 'DaemonSet'],
    ['a template of null', { spec: { template: null } }, 'DaemonSet'],
    ['a template without a spec', { kind: 'Job', spec: { template: { spec: null } } }, 'Pod'],
  ])('asks nothing of a node for %s', (_what, subject, kind) => {
    expect(compile(subject)).toMatchObject({
      kind,
      nodeName: '',
      selectedLabels: [],
      affinity: undefined,
    })
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
    expect(compile({ kind: 'Pod', spec })).toEqual(compile({ kind: 'Pod', spec: {} }))
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
    expect(compile({ spec: { affinity: { nodeAffinity } } }).affinity).toMatchObject({
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
    expect(compile({ spec }).selectedLabels).toMatchObject([{ key: 'disk', value: '' }])
  })

  it('reads a label named __proto__ like any other', () => {
    const spec = JSON.parse('{"nodeSelector":{"__proto__":"x"}}') as PodSpec
    expect(compile({ spec }).selectedLabels).toMatchObject([{ key: '__proto__', value: 'x' }])
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
    const { tolerations } = compile(aDaemonSet({ podSpec: { tolerations: [own] } }))
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
    expect(compile({}, comparing).semantics).toBe(comparing)
    expect(compile({}).semantics).toBe(newestSemantics)
  })

  it('finds the same policy in a pod and in a workload with that pod as its template', () => {
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const pod = compile({ kind: 'Pod', spec })
        const workload = compile({ kind: 'StatefulSet', spec: { template: { spec } } })
        expect(decide(pod, node)).toBe(decide(workload, node))
      }),
    )
  })

  it('with every taint tolerated, finds a DaemonSet and a Deployment on the same nodes', () => {
    const tolerant = { tolerations: [{ operator: 'Exists' }] }
    fc.assert(
      fc.property(frozenly(anyPodSpec), frozenly(anyNode), (spec, node) => {
        const template = { spec: { ...spec, ...tolerant } }
        const runs = decide(compile({ kind: 'DaemonSet', spec: { template } }), node) === 'run'
        const goes = decide(compile({ kind: 'Deployment', spec: { template } }), node) === 'run'
        expect(runs).toBe(goes)
      }),
    )
  })
})
