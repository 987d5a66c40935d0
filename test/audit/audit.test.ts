import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeObjects } from '../../src/decode/decodeObjects.js'
import { audit, type AuditOptions } from '../../src/audit/audit.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'

const summary = (objects: Parameters<typeof audit>[0], options?: AuditOptions) =>
  audit(objects, options).map(
    ({ severity, code, subject }) => `${severity} ${code} ${subject.name}`,
  )

const nodes = [aNode('n1', { taints: ['gpu:NoSchedule'] }), aNode('n2')]

describe('audit', () => {
  it('lists the worst first, then by code and object', () => {
    const everything = { tolerations: [{ operator: 'Exists' }] }
    const daemonSets = [
      aDaemonSet({ name: 'b', podSpec: everything }),
      aDaemonSet({ name: 'a', podSpec: everything }),
      aDaemonSet({ name: 'c', podSpec: { nodeName: 'n1' } }),
      aDaemonSet({ name: 'd', podSpec: { nodeSelector: { os: 'beos' } } }),
      aDaemonSet({ name: 'e', podSpec: { tolerations: [{ key: 'old', operator: 'Exists' }] } }),
    ]
    expect(summary({ nodes, daemonSets })).toEqual([
      'error RunsNowhere c',
      'warning BlanketToleration a',
      'warning BlanketToleration b',
      'warning RunsNowhere d',
      'note UnusedToleration e',
    ])
  })

  it('does not list what an annotation says is known', () => {
    const annotations = { 'ignore.podfit/RunsNowhere': 'there will be nodes', constructor: '' }
    const daemonSet = aDaemonSet({
      metadata: { annotations },
      podSpec: { nodeSelector: { os: 'beos' } },
    })
    const twin = aDaemonSet({
      metadata: { namespace: 'other' },
      podSpec: { nodeSelector: { os: 'beos' } },
    })
    expect(audit({ nodes: [aNode('n2')], daemonSets: [daemonSet, twin] })).toMatchObject([
      { code: 'RunsNowhere', subject: { namespace: 'other' } },
    ])
  })

  it('knows the taints of node pools that have no nodes yet, and what new nodes will wait for', () => {
    const daemonSet = aDaemonSet({ podSpec: { tolerations: [{ key: 'new', operator: 'Exists' }] } })
    const templates = [
      { node: aNode('pool', { taints: ['new:NoSchedule'] }) },
      { node: { metadata: { name: 'bare' } } },
      { node: aNode('late'), startupTaints: [aTaint('mine:NoSchedule')] },
    ]
    const removers = [{ taint: aTaint('mine:NoSchedule'), daemonSets: ['agent'], optional: true }]
    const found = audit({ nodes: [aNode('n2')], daemonSets: [daemonSet] }, { templates, removers })
    expect(found).toMatchObject([{ code: 'BootstrapDeadlock', nodes: ['late'] }])
  })

  it('takes taints that will come, removers of one’s own, and an instant for the statuses', () => {
    const daemonSet = aDaemonSet({ podSpec: { tolerations: [{ key: 'new', operator: 'Exists' }] } })
    const objects = { nodes: [aNode('n2')], daemonSets: [daemonSet], pods: [], revisions: [] }
    expect(summary(objects)).toEqual(['note UnusedToleration agent'])
    expect(
      summary(objects, {
        now: '2026-01-01T00:00:00Z',
        expectedTaints: [aTaint('new:NoSchedule')],
        removers: [{ taint: aTaint('mine:NoSchedule'), daemonSets: ['agent'] }],
      }),
    ).toEqual(['error BootstrapDeadlock agent', 'warning StaleStatus agent'])
  })

  it('finds what is wrong in a recorded cluster', () => {
    const text = readFileSync('test/fixtures/eks-karpenter.json', 'utf8')
    const found = summary(decodeObjects(JSON.parse(text)), { now: '2026-10-02T14:05:30Z' })
    expect(found.slice(0, 2)).toEqual([
      'error RunsNowhere dcgm-exporter',
      'error RunsOnVirtualNode spegel',
    ])
    expect(found.filter((line) => line.includes('StaleStatus'))).toEqual(
      [
        'datadog',
        'falco',
        'aws-node',
        'ebs-csi-node',
        'kube-proxy',
        'fluent-bit',
        'prometheus-node-exporter',
        'vector-agent-large',
        'vector-agent-small',
        'spegel',
      ].map((name) => `warning StaleStatus ${name}`),
    )
  })

  it('knows nothing of nothing', () => {
    expect(audit({})).toEqual([])
    expect(audit({ daemonSets: [{}] }, { now: '' })).toEqual([])
  })
})
