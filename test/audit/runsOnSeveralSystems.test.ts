import { describe, expect, it } from 'vitest'
import { runsOnSeveralSystems } from '../../src/audit/runsOnSeveralSystems.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

const nodes = [
  aNode('lin1', { labels: { 'kubernetes.io/os': 'linux' } }),
  aNode('win1', { labels: { 'kubernetes.io/os': 'windows' } }),
  aNode('lin2', { labels: { 'kubernetes.io/os': 'linux' } }),
  aNode('unlabelled'),
]
const check = (podSpec: object, given = nodes) =>
  runsOnSeveralSystems.check(audited({ nodes: given, daemonSets: [aDaemonSet({ podSpec })] }))

const affinity = (key: string, values: readonly string[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }],
      },
    },
  },
})

describe('runsOnSeveralSystems', () => {
  it('finds a DaemonSet that lands on nodes of two systems, flannel-io/flannel#1459', () => {
    expect(check({})).toEqual([
      {
        code: 'RunsOnSeveralSystems',
        severity: 'warning',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
        path: ['spec', 'template', 'spec'],
        systems: [
          { os: 'linux', nodes: ['lin1', 'lin2'] },
          { os: 'windows', nodes: ['win1'] },
        ],
      },
    ])
  })

  it('is an error where the template is for one of them', () => {
    expect(check({ os: { name: 'linux' } })).toMatchObject([
      { severity: 'error', declared: 'linux' },
    ])
  })

  it.each([
    ['one that selects a system', { nodeSelector: { 'kubernetes.io/os': 'linux' } }],
    ['one that asks for two', affinity('kubernetes.io/os', ['linux', 'windows'])],
    ['one that asks by the old name', affinity('beta.kubernetes.io/os', ['linux', 'windows'])],
  ])('is content with %s', (_case, podSpec) => {
    expect(check(podSpec)).toEqual([])
  })

  it('is content where all nodes are of one system', () => {
    expect(check({}, [nodes[0] as (typeof nodes)[0], aNode('unlabelled')])).toEqual([])
  })
})
