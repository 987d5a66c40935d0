import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyNode, anyPodSpec, anyToleration } from 'podfit/arbitraries'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { type PolicySubject } from '../../src/placement/compile.js'
import { decide, shouldContinueRunning, shouldRun } from '../../src/placement/decide.js'
import type { Decision } from '../../src/reason/verdict.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const decideDaemon = (podSpec: PodSpec, node: Node): Decision =>
  decide(aPolicy(aDaemonSet({ podSpec })), node)

const requires = (values: readonly string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'type', operator: 'In', values }] }],
      },
    },
  },
})

const requests = (memory: string, cpu: string): PodSpec => ({
  containers: [{ name: 'main', resources: { requests: { memory, cpu } } }],
})

const withPort = (hostPort: number): PodSpec => ({
  containers: [{ name: 'main', ports: [{ hostPort }] }],
})

const anySemantics = fc
  .boolean()
  .map((tolerationComparison) => ({ ...newestSemantics, tolerationComparison }))

const anySubject: fc.Arbitrary<readonly [kind: string, spec: PodSpec]> = fc.tuple(
  fc.constantFrom('DaemonSet', 'Pod'),
  anyPodSpec,
)

const subject = (kind: string, spec: PodSpec): PolicySubject =>
  kind === 'Pod' ? { kind, spec } : { kind, spec: { template: { spec } } }

const RANK: Readonly<Record<Decision, number>> = { leave: 0, stay: 1, run: 2 }

describe('decide', () => {
  const testNode: Node = {
    metadata: { name: 'test-node', labels: { name: 'simple-daemon', type: 'production' } },
    status: { allocatable: { memory: '100M', cpu: '1' } },
  }

  it.each<[string, PodSpec, Decision]>([
    ['N-01: requests that fit', requests('50M', '0.5'), 'run'],
    ['N-02: requests beyond the node', requests('200M', '0.5'), 'run'],
    ['N-03: another node by name', { nodeName: 'other-node' }, 'leave'],
    ['N-04: a host port that is taken', withPort(666), 'run'],
    ['N-05: requests that no longer fit', requests('100M', '0.5'), 'run'],
    ['N-06: requests that just fit', requests('50M', '0.5'), 'run'],
    ['N-07: a label of another value', { nodeSelector: { type: 'test' } }, 'leave'],
    ['N-08: the label', { nodeSelector: { type: 'production' } }, 'run'],
    ['N-09: affinity to another value', requires(['test']), 'leave'],
    ['N-10: affinity to the value', requires(['production']), 'run'],
  ])('%s', (_row, podSpec, expected) => {
    expect(decideDaemon(podSpec, testNode)).toBe(expected)
  })

  it('N-11: a daemon pod runs on a cordoned node', () => {
    expect(decideDaemon({}, { ...testNode, spec: { unschedulable: true } })).toBe('run')
  })

  it.each([
    ['D-09: that is not ready', 'Ready', 'False'],
    ['D-12: without a network', 'NetworkUnavailable', 'True'],
  ])('%s by its condition alone still runs a daemon pod', (_row, type, status) => {
    const node = { ...aNode('n1'), status: { conditions: [{ type, status }] } }
    expect(decideDaemon({}, node)).toBe('run')
  })

  const user1: Toleration = { key: 'dedicated', value: 'user1', effect: 'NoSchedule' }

  it.each<[string, readonly Toleration[], readonly string[], Decision]>([
    ['D-36: NoSchedule leaves a running pod alone', [], ['dedicated=user1:NoSchedule'], 'stay'],
    ['D-37: NoExecute drives a running pod out', [], ['dedicated=user1:NoExecute'], 'leave'],
    ['D-38: an untolerated taint keeps pods away', [], ['dedicated=user1:NoSchedule'], 'stay'],
    ['D-39: a tolerated taint does not', [user1], ['dedicated=user1:NoSchedule'], 'run'],
    ['D-40: not ready', [], ['node.kubernetes.io/not-ready:NoExecute'], 'run'],
    ['D-41: unreachable', [], ['node.kubernetes.io/unreachable:NoExecute'], 'run'],
    ['D-42: a toleration without a taint', [user1], [], 'run'],
    [
      'D-44: under pressure',
      [],
      [
        'node.kubernetes.io/disk-pressure:NoSchedule',
        'node.kubernetes.io/memory-pressure:NoSchedule',
        'node.kubernetes.io/pid-pressure:NoSchedule',
      ],
      'run',
    ],
    ['not ready, as a NoSchedule taint', [], ['node.kubernetes.io/not-ready:NoSchedule'], 'stay'],
    [
      'a network that is not there yet',
      [],
      ['node.kubernetes.io/network-unavailable:NoSchedule'],
      'stay',
    ],
    ['PreferNoSchedule is a wish', [], ['dedicated:PreferNoSchedule'], 'run'],
    ['an effect that nobody knows', [], ['dedicated:NoSchedules'], 'run'],
    ['a taint without an effect', [], ['dedicated'], 'run'],
    ['a mild taint after a hard one', [], ['a:NoExecute', 'b:NoSchedule'], 'leave'],
    ['a hard taint after a mild one', [], ['a:NoSchedule', 'b:NoExecute'], 'leave'],
    [
      'seconds do not matter for staying',
      [{ key: 'a', operator: 'Exists', tolerationSeconds: 0 }],
      ['a:NoExecute'],
      'run',
    ],
  ])('%s', (_row, tolerations, taints, expected) => {
    expect(decideDaemon({ tolerations }, aNode('n1', { taints }))).toBe(expected)
  })

  it('the host network also tolerates a network that is not there yet', () => {
    const taints = ['node.kubernetes.io/network-unavailable:NoSchedule']
    expect(decideDaemon({ hostNetwork: true }, aNode('n1', { taints }))).toBe('run')
  })

  it('compares tolerations only where the cluster does', () => {
    const daemonSet = aDaemonSet({
      podSpec: { tolerations: [{ key: 'sla', operator: 'Gt', value: '9223372036854775806' }] },
    })
    const node = aNode('n1', { taints: ['sla=9223372036854775807:NoExecute'] })
    const comparing = { ...newestSemantics, tolerationComparison: true }
    expect(decide(aPolicy(daemonSet), node)).toBe('leave')
    expect(decide(aPolicy(daemonSet, comparing), node)).toBe('run')
  })

  it.each<[string, Node]>([
    ['nothing', {}],
    ['null', { metadata: null, spec: null, status: null }],
    ['null inside', { metadata: { name: null, labels: null }, spec: { taints: null } }],
    ['an empty list of taints', { metadata: {}, spec: { taints: [], unschedulable: null } }],
  ])('a node that says %s runs every pod that asks for nothing', (_what, node) => {
    expect(decideDaemon({}, node)).toBe('run')
    expect(decide(aPolicy({ kind: 'Pod' }), node)).toBe('run')
  })

  it('does not find inherited properties among the labels of a node', () => {
    expect(decideDaemon({ nodeSelector: { constructor: '' } }, aNode('n1'))).toBe('leave')
    expect(decideDaemon(requires(['production']), aNode('n1'))).toBe('leave')
  })

  it('loses no node by one more toleration', () => {
    fc.assert(
      fc.property(
        frozenly(anySubject),
        frozenly(anyToleration),
        frozenly(anyNode),
        frozenly(anySemantics),
        ([kind, spec], toleration, node, semantics) => {
          const more = { ...spec, tolerations: [...(spec.tolerations ?? []), toleration] }
          const before = decide(aPolicy(subject(kind, spec), semantics), node)
          const after = decide(aPolicy(subject(kind, more), semantics), node)
          expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before])
        },
      ),
      { numRuns: 500 },
    )
  })

  it('loses no node by one taint less', () => {
    fc.assert(
      fc.property(frozenly(anySubject), frozenly(anyNode), fc.nat(), ([kind, spec], node, i) => {
        const taints = node.spec?.taints ?? []
        fc.pre(taints.length > 0)
        const fewer = taints.toSpliced(i % taints.length, 1)
        const policy = aPolicy(subject(kind, spec))
        const before = decide(policy, node)
        const after = decide(policy, { ...node, spec: { ...node.spec, taints: fewer } })
        expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before])
      }),
    )
  })

  it('does not depend on the order of taints and tolerations', () => {
    fc.assert(
      fc.property(frozenly(anySubject), frozenly(anyNode), ([kind, spec], node) => {
        const turned = { ...spec, tolerations: (spec.tolerations ?? []).toReversed() }
        const taints = (node.spec?.taints ?? []).toReversed()
        expect(
          decide(aPolicy(subject(kind, turned)), { ...node, spec: { ...node.spec, taints } }),
        ).toBe(decide(aPolicy(subject(kind, spec)), node))
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of terms, expressions and fields', () => {
    const turned = (spec: PodSpec): PodSpec => {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      const nodeSelectorTerms = required?.nodeSelectorTerms?.toReversed().map((term) => ({
        matchExpressions: term.matchExpressions?.toReversed() ?? null,
        matchFields: term.matchFields?.toReversed() ?? null,
      }))
      return nodeSelectorTerms === undefined
        ? spec
        : {
            ...spec,
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
              },
            },
          }
    }
    fc.assert(
      fc.property(frozenly(anySubject), frozenly(anyNode), ([kind, spec], node) => {
        expect(decide(aPolicy(subject(kind, turned(spec))), node)).toBe(
          decide(aPolicy(subject(kind, spec)), node),
        )
      }),
    )
  })
})

describe('shouldRun and shouldContinueRunning', () => {
  it.each([
    ['run', 'a:PreferNoSchedule', true, true],
    ['stay', 'a:NoSchedule', false, true],
    ['leave', 'a:NoExecute', false, false],
  ])('answer for a decision to %s', (expected, taint, runs, continues) => {
    const policy = aPolicy(aDaemonSet())
    const node = aNode('n1', { taints: [taint] })
    expect(decide(policy, node)).toBe(expected)
    expect(shouldRun(policy, node)).toBe(runs)
    expect(shouldContinueRunning(policy, node)).toBe(continues)
  })

  it('never start a pod that would not continue', () => {
    fc.assert(
      fc.property(frozenly(anySubject), frozenly(anyNode), ([kind, spec], node) => {
        const policy = aPolicy(subject(kind, spec))
        if (shouldRun(policy, node)) expect(shouldContinueRunning(policy, node)).toBe(true)
      }),
    )
  })
})
